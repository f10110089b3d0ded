-- Format 6: the sources that are watched, and how far watching them has come.
-- Moments are Unix milliseconds; 0 where there was none.

-- +goose Up

CREATE TABLE source (
    n         INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE,
    kind      TEXT    NOT NULL,
    address   TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    outlet    TEXT    NOT NULL,
    country   TEXT    NOT NULL,
    language  TEXT    NOT NULL,
    party     TEXT    NOT NULL,
    local     INTEGER NOT NULL,
    added     INTEGER NOT NULL,
    next      INTEGER NOT NULL,             -- when it is due
    state     TEXT    NOT NULL              -- sayso.SourceState as JSON
) STRICT;
CREATE INDEX source_due ON source (next);

-- One thing that a source lists. It is waiting until it is kept or given up;
-- then its row stays, so that it is known when it is listed again.
CREATE TABLE source_item (
    n       INTEGER PRIMARY KEY,
    source  INTEGER NOT NULL REFERENCES source,
    key     TEXT    NOT NULL,
    mark    TEXT    NOT NULL,
    address TEXT    NOT NULL,
    host    TEXT    NOT NULL,               -- of the address; '' where nothing is fetched
    found   INTEGER NOT NULL,               -- first listed
    listed  INTEGER NOT NULL,               -- listed with this mark
    due     INTEGER,                        -- when to read it; NULL once it is settled
    tries   INTEGER NOT NULL,
    settled INTEGER NOT NULL,               -- when; 0 while it waits
    article TEXT    NOT NULL,               -- that it was read into; '' while there is none
    trouble TEXT    NOT NULL,
    body    BLOB,                           -- sayso.SourceItem as JSON, zstd; NULL once it is settled
    UNIQUE (source, key)
) STRICT;
CREATE INDEX source_item_due ON source_item (host, due, n) WHERE due IS NOT NULL;
CREATE INDEX source_item_read ON source_item (address, settled) WHERE article <> '';
CREATE INDEX source_item_found ON source_item (source, found);

PRAGMA user_version = 6;
