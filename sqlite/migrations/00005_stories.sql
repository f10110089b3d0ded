-- Format 5: which articles belong together, and why.

-- +goose Up

-- Where an article stands among all others. Stories and texts are named by
-- their first article; both follow from all links and from what analysts said.
CREATE TABLE placed (
    article   INTEGER PRIMARY KEY REFERENCES article,
    lead      TEXT    NOT NULL UNIQUE,      -- the story identifier that leads here
    seq       INTEGER NOT NULL UNIQUE,      -- rises with each change, over all articles
    version   TEXT    NOT NULL,             -- the lasting identifier of what was compared; '' for an article that is to be placed anew
    at        INTEGER NOT NULL,             -- published, Unix seconds; those of year 1 when unknown
    published TEXT    NOT NULL,             -- ISO 8601 as stated; '' when unknown
    story     INTEGER NOT NULL,             -- article.n
    text      INTEGER NOT NULL,             -- article.n
    links     TEXT    NOT NULL,             -- sayso.StoryLink as JSON, a list
    signature BLOB    NOT NULL
) STRICT;
CREATE INDEX placed_story ON placed (story);

-- What lists show of a story.
CREATE TABLE story (
    n        INTEGER PRIMARY KEY,           -- the article.n of its first article
    title    TEXT    NOT NULL,
    first    TEXT    NOT NULL,              -- ISO 8601 as stated; '' when unknown
    last     TEXT    NOT NULL,
    since    INTEGER NOT NULL,              -- as placed.at, of the earliest dated article
    at       INTEGER NOT NULL,              -- of the latest
    articles INTEGER NOT NULL,
    texts    INTEGER NOT NULL
) STRICT;
CREATE INDEX story_listing ON story (at, n);

-- Articles whose newest version waits to be placed.
CREATE TABLE unplaced (
    n       INTEGER PRIMARY KEY,            -- a later one has a higher number
    article INTEGER NOT NULL UNIQUE REFERENCES article
) STRICT;
INSERT INTO unplaced (article) SELECT n FROM article ORDER BY n;

-- What analysts say of where articles belong, by lasting identifiers.
CREATE TABLE regrouping (
    n       INTEGER PRIMARY KEY,            -- a later one has a higher number
    verdict TEXT    NOT NULL,
    article TEXT    NOT NULL,
    other   TEXT    NOT NULL,               -- of a merger; '' for a split
    note    TEXT    NOT NULL,
    at      INTEGER NOT NULL,               -- Unix milliseconds
    UNIQUE (article, verdict)
) STRICT;

PRAGMA user_version = 5;
