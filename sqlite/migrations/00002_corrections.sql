-- Format 2: what analysts say of claims.

-- +goose Up

-- One standing word on each claim. Version and claim are lasting identifiers,
-- so that a correction outlives every other row of this file.
CREATE TABLE correction (
    n       INTEGER PRIMARY KEY,            -- a later one has a higher number
    version TEXT    NOT NULL,
    claim   TEXT    NOT NULL,
    body    TEXT    NOT NULL,               -- sayso.Correction as JSON
    UNIQUE (claim, version)
) STRICT;

CREATE INDEX correction_of ON correction (version, n);

PRAGMA user_version = 2;
