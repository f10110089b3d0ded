-- Format 23: versions that are not of the publisher at whose address they stood.

-- +goose Up

-- What stands, by lasting identifiers. A reading that is one of the two versions is
-- taken for the first.
CREATE TABLE disowned (
    n       INTEGER PRIMARY KEY,            -- a later one has a higher number
    version TEXT    NOT NULL UNIQUE,
    article TEXT    NOT NULL,               -- where it stood
    other   TEXT    NOT NULL,               -- what the version is called where it is read from its carrier
    body    TEXT    NOT NULL,               -- sayso.Disowning as JSON
    was     TEXT    NOT NULL                -- sayso.Stood as JSON
) STRICT;
CREATE INDEX disowned_other ON disowned (other);
CREATE INDEX disowned_of ON disowned (article);

PRAGMA user_version = 23;
