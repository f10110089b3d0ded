-- Format 8: how far archives were read, what waits for its time, and which
-- versions an agency has taken back.

-- +goose Up

ALTER TABLE version ADD COLUMN status TEXT NOT NULL DEFAULT ''; -- sayso.WireStatus

CREATE TABLE bookmark (
    archive   TEXT    NOT NULL,
    extractor TEXT    NOT NULL,             -- name, version and model, one a line
    at        INTEGER NOT NULL,             -- an offset in bytes
    PRIMARY KEY (archive, extractor)
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
    version  TEXT    PRIMARY KEY,
    article  TEXT    NOT NULL,
    title    TEXT    NOT NULL,
    outlet   TEXT    NOT NULL,
    until    INTEGER NOT NULL,              -- Unix milliseconds
    record   BLOB    NOT NULL,              -- the article, as in the table reading
    raw_type TEXT    NOT NULL,
    raw      BLOB    NOT NULL
) STRICT;
CREATE INDEX held_until ON held (until, version);

PRAGMA user_version = 8;
