-- Format 17: questions of stories, with the statements that answer them.

-- +goose Up

-- A question is kept whole, as JSON, beside what lists pick and order it by. It is
-- asked of the story that the article of its first statement stands in. void marks
-- what is to be asked anew after a rebuild: it is in no list, and is what the
-- journal told last.
CREATE TABLE question (
    n          INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,
    article    INTEGER NOT NULL REFERENCES article, -- of the first statement
    slot       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    confidence REAL    NOT NULL,
    at         INTEGER NOT NULL,            -- the last statement was said, Unix seconds; those of year 1 when unknown
    rank       INTEGER NOT NULL,            -- order among equals
    digest     INTEGER NOT NULL,
    void       INTEGER NOT NULL,
    body       TEXT    NOT NULL             -- sayso.Question as JSON, without Story
) STRICT;
CREATE INDEX question_surest ON question (status, confidence, rank) WHERE void = 0;
CREATE INDEX question_latest ON question (status, at, rank) WHERE void = 0;
CREATE INDEX question_first ON question (article);

-- What a question has to do with, by lasting identifiers: the articles and claims
-- of its statements, the actors who speak or are spoken for, its event, and the
-- name of the event's place in lower case.
CREATE TABLE question_part (
    kind     TEXT    NOT NULL,              -- article, claim, actor, event or place
    id       TEXT    NOT NULL,
    question INTEGER NOT NULL REFERENCES question,
    PRIMARY KEY (kind, id, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX question_parts ON question_part (question);

-- Articles whose story is to be asked about. No number comes twice, so that who
-- has read one learns what came later.
CREATE TABLE unasked (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL UNIQUE REFERENCES article
) STRICT;
INSERT INTO unasked (article) SELECT article FROM placed WHERE version <> '' ORDER BY article;

PRAGMA user_version = 18;
