-- Format 12: readings that have begun and not ended.

-- +goose Up

-- times is how often the reading of a version has begun, by the extractor that
-- tried last, since it last came to an end.
CREATE TABLE attempt (
    version   TEXT    PRIMARY KEY,
    extractor TEXT    NOT NULL,             -- as in bookmark
    times     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 12;
