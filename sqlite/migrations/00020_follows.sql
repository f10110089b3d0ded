-- Format 20: what people follow, what was found for it, and what of that was sent.
-- Moments are Unix milliseconds; 0 where there was none.

-- +goose Up

CREATE TABLE follow (
    n      INTEGER PRIMARY KEY,
    id     TEXT    NOT NULL UNIQUE,
    owner  TEXT    NOT NULL,                -- '' for whoever uses the machine
    name   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    about  TEXT    NOT NULL,
    secret TEXT    NOT NULL UNIQUE,
    added  INTEGER NOT NULL,
    at     INTEGER NOT NULL,                -- the last entry of the journal that it was held against
    seen   INTEGER NOT NULL                 -- the last item that its owner has seen
) STRICT;
CREATE INDEX follow_owner ON follow (owner, n);
CREATE INDEX follow_at ON follow (at);

CREATE TABLE follow_item (
    n      INTEGER PRIMARY KEY,
    follow INTEGER NOT NULL REFERENCES follow,
    kind   TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    entry  INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX follow_item_of ON follow_item (follow, n);

-- What the items of a follow are known by, so that none is told twice.
CREATE TABLE follow_key (
    follow INTEGER NOT NULL,
    key    TEXT    NOT NULL,
    PRIMARY KEY (follow, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_notice (
    n      INTEGER PRIMARY KEY,
    follow INTEGER NOT NULL REFERENCES follow,
    kind   TEXT    NOT NULL,
    target TEXT    NOT NULL,
    every  INTEGER NOT NULL,                -- milliseconds
    secret TEXT    NOT NULL,
    local  INTEGER NOT NULL,
    queued INTEGER NOT NULL,                -- the last item that a delivery was made of
    next   INTEGER NOT NULL,                -- when the next one may be made
    UNIQUE (follow, kind, target)
) STRICT;

CREATE TABLE follow_delivery (
    n       INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    follow  INTEGER NOT NULL REFERENCES follow,
    notice  INTEGER NOT NULL REFERENCES follow_notice,
    after   INTEGER NOT NULL,               -- its items are those after this one
    upto    INTEGER NOT NULL,               -- and up to this one
    made    INTEGER NOT NULL,
    due     INTEGER,                        -- when to send it; NULL once it is settled
    tries   INTEGER NOT NULL,               -- in vain
    settled INTEGER NOT NULL,
    trouble TEXT    NOT NULL
) STRICT;
CREATE INDEX follow_delivery_due ON follow_delivery (due, n) WHERE due IS NOT NULL;
CREATE INDEX follow_delivery_of ON follow_delivery (follow, n);
CREATE INDEX follow_delivery_by ON follow_delivery (notice);

PRAGMA user_version = 20;
