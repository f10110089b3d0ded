-- Format 15: on whose word a version stands, and texts that their publishers
-- have put back.

-- +goose Up

-- strength is sayso.Warrant.Strength: versions of an article stand in order of
-- (strength, rank, n). What was read before warrants were kept has that of none.
ALTER TABLE version ADD COLUMN strength INTEGER NOT NULL DEFAULT 1;
-- seen is when it was seen at its address, in Unix milliseconds; 0 when unknown.
ALTER TABLE version ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;

-- A version that stood at its address before and stands there again.
CREATE TABLE restored (
    n       INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    version INTEGER NOT NULL REFERENCES version,
    after   INTEGER NOT NULL,             -- the last version that the ledger had then
    strength INTEGER NOT NULL,
    rank    INTEGER NOT NULL,
    at      INTEGER NOT NULL              -- Unix milliseconds
) STRICT;
CREATE INDEX restored_of ON restored (article);

PRAGMA user_version = 15;
