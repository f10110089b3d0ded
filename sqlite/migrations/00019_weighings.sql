-- Format 18: what analysts say of how two statements stand to each other.

-- +goose Up

-- What stands, by lasting identifiers. A claim is '' where a paper's own voice is
-- meant, which the words name; they are '' for a claim.
CREATE TABLE weighing (
    n       INTEGER PRIMARY KEY,            -- a later one has a higher number
    verdict TEXT    NOT NULL,
    a       TEXT    NOT NULL,               -- the article of the first statement
    b       TEXT    NOT NULL,               -- and of the second
    pair    TEXT    NOT NULL,               -- both statements, whichever is named first
    body    TEXT    NOT NULL,               -- sayso.Weighing as JSON
    UNIQUE (pair, verdict)
) STRICT;
CREATE INDEX weighing_a ON weighing (a, n);
CREATE INDEX weighing_b ON weighing (b, n);

PRAGMA user_version = 19;
