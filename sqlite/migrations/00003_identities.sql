-- Format 3: what analysts say of who actors are.

-- +goose Up

-- One standing word on each actor, or on each actor in an article. Actors and
-- articles are lasting identifiers, so that it outlives every other row.
CREATE TABLE identity (
    n       INTEGER PRIMARY KEY,            -- a later one has a higher number
    actor   TEXT    NOT NULL,
    article TEXT    NOT NULL,               -- of a split; '' for a merger
    other   TEXT    NOT NULL,               -- who the actor is instead
    note    TEXT    NOT NULL,
    at      INTEGER NOT NULL,               -- milliseconds since 1970
    UNIQUE (actor, article)
) STRICT;

CREATE INDEX identity_of ON identity (other);
