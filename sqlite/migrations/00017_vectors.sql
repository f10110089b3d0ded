-- Format 17: what claims say, as vectors.

-- +goose Up

-- seq is never given out twice, so that a program that holds vectors in memory
-- knows which it has not seen yet, and that one it finds is still here.
CREATE TABLE claim_vector (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    claim  INTEGER NOT NULL UNIQUE REFERENCES claim,
    vector BLOB    NOT NULL                -- sayso.Vector, a byte for each number
) STRICT;

PRAGMA user_version = 17;
