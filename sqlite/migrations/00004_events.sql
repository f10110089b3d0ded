-- Format 4: what articles tell of events, and which mentions tell of one.

-- +goose Up

-- One mention of an event. key names the event that it tells of by its type,
-- parties, place and day; joined is key, or the mention's own identifier where
-- an analyst parted it.
CREATE TABLE event (
    n       INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article,
    version INTEGER NOT NULL REFERENCES version,
    newest  INTEGER NOT NULL,               -- as version.newest
    at      INTEGER NOT NULL,               -- as version.at
    type    TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    parties TEXT    NOT NULL,               -- " RUS PRK ": countries that take part
    key     TEXT    NOT NULL,
    joined  TEXT    NOT NULL,
    body    TEXT    NOT NULL                -- sayso.EventReport as JSON
) STRICT;
CREATE INDEX event_of ON event (version);
CREATE INDEX event_joined ON event (joined, n);
CREATE INDEX event_listing ON event (at, n) WHERE newest = 1;

-- What analysts took apart, by lasting identifiers, so that it outlives
-- re-reading.
CREATE TABLE event_apart (
    mention TEXT PRIMARY KEY,
    why     TEXT    NOT NULL,
    made    INTEGER NOT NULL                -- Unix milliseconds
) STRICT;

PRAGMA user_version = 4;
