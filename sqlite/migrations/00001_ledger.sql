-- Format 1: articles, their versions, what was read from them.
--
-- Columns named n are row numbers inside this file; columns named id are the
-- lasting identifiers that everybody else sees. Spans are byte offsets into
-- the version's text, written "start-end,start-end".

-- +goose Up

-- An article is an address; newest is the version that lists show.
CREATE TABLE article (
    n        INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    newest   INTEGER NOT NULL,
    versions INTEGER NOT NULL
) STRICT;

-- key is the name with case folded.
CREATE TABLE outlet (
    n    INTEGER PRIMARY KEY,
    key  TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE version (
    n          INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,
    article    INTEGER NOT NULL REFERENCES article,
    newest     INTEGER NOT NULL,            -- 1: this is article.newest
    rank       INTEGER NOT NULL,            -- versions of an article stand in order of (rank, n)
    at         INTEGER NOT NULL,            -- published, Unix seconds; the smallest integer when unknown
    published  TEXT    NOT NULL,            -- ISO 8601 as stated; '' when unknown
    path       TEXT    NOT NULL,
    url        TEXT    NOT NULL,
    outlet     INTEGER REFERENCES outlet,
    title      TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    lead       TEXT    NOT NULL,
    claims     INTEGER NOT NULL,
    first_read INTEGER NOT NULL,            -- Unix milliseconds
    extractor         TEXT NOT NULL,
    extractor_version TEXT NOT NULL,
    extractor_model   TEXT NOT NULL
) STRICT;
CREATE INDEX version_of ON version (article, rank, n);
CREATE INDEX version_listing ON version (at, article, n) WHERE newest = 1;

-- What a version was made from and made into, whole; zstd.
CREATE TABLE reading (
    version  INTEGER PRIMARY KEY REFERENCES version,
    record   BLOB NOT NULL,                 -- article and analysis as JSON
    raw_type TEXT NOT NULL,
    raw      BLOB NOT NULL
) STRICT;

-- What is needed to find, sort and count claims; claim_text has the rest.
CREATE TABLE claim (
    n       INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article,
    version INTEGER NOT NULL REFERENCES version,
    newest  INTEGER NOT NULL,               -- as version.newest
    at      INTEGER NOT NULL,               -- as version.at
    rest    INTEGER NOT NULL,               -- how many claims follow in the text, so that all of (at, article, version, rest) descends
    form    TEXT    NOT NULL,
    stance  TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    outlet  INTEGER,                        -- as version.outlet
    facets  TEXT    NOT NULL                -- "form,stance,outlet,speaker speaker;" with row numbers: see facets.go
) STRICT;
CREATE UNIQUE INDEX claim_of ON claim (version, rest);
CREATE INDEX claim_listing ON claim (at, article, version, rest, newest, form, stance, kind, outlet, facets);

CREATE TABLE claim_text (
    n          INTEGER PRIMARY KEY REFERENCES claim,
    local      TEXT NOT NULL,               -- its identifier inside the analysis
    source_spans TEXT NOT NULL,
    cue_spans    TEXT NOT NULL,
    content_spans TEXT NOT NULL,
    source_points TEXT,                     -- the same in code points; NULL where they are equal
    cue_points    TEXT,
    content_points TEXT,
    source     TEXT NOT NULL,
    cue        TEXT NOT NULL,
    lemma      TEXT NOT NULL,
    content    TEXT NOT NULL,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL,
    certainty  TEXT NOT NULL,
    polarity   TEXT NOT NULL,
    parent     TEXT NOT NULL,               -- a lasting claim identifier, or ''
    replies_to TEXT NOT NULL,               -- the same
    time       TEXT NOT NULL,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
) STRICT;

-- Actors by their lasting identifiers. version is set for those that are
-- known inside one version only and never joined.
CREATE TABLE actor (
    n        INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    type     TEXT    NOT NULL,
    name     TEXT    NOT NULL,              -- as first read
    key      TEXT    NOT NULL,              -- the name folded
    named    INTEGER NOT NULL,
    version  INTEGER REFERENCES version,
    articles INTEGER NOT NULL,              -- newest versions that show it
    claims   INTEGER NOT NULL               -- claims of newest versions that it makes
) STRICT;
CREATE INDEX actor_listing ON actor (claims DESC, key, n) WHERE articles > 0;

-- Which lasting actor the actor of one reading is, and why. The one place
-- where actors are joined: taking a row back parts them again.
CREATE TABLE link (
    version INTEGER NOT NULL REFERENCES version,
    local   TEXT    NOT NULL,               -- its identifier inside the analysis
    actor   INTEGER NOT NULL REFERENCES actor,
    reason  TEXT    NOT NULL,
    newest  INTEGER NOT NULL,               -- as version.newest
    at      INTEGER NOT NULL,               -- as version.at
    names   TEXT    NOT NULL,               -- the forms of its name in this version, one a line
    PRIMARY KEY (version, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_of ON link (actor, newest, at, version);

-- Other forms of an actor's name, with how many newest versions use each.
CREATE TABLE alias (
    actor INTEGER NOT NULL REFERENCES actor,
    name  TEXT    NOT NULL,
    uses  INTEGER NOT NULL,
    PRIMARY KEY (actor, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
    actor   INTEGER NOT NULL REFERENCES actor,
    newest  INTEGER NOT NULL,               -- as version.newest
    at      INTEGER NOT NULL,               -- as version.at
    version INTEGER NOT NULL REFERENCES version,
    title   TEXT    NOT NULL,
    of      TEXT    NOT NULL,
    PRIMARY KEY (actor, newest, at, version, title, of)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_of ON role (version);

-- Whom a claim names, by their identifiers inside the analysis.
CREATE TABLE claim_actor (
    claim   INTEGER NOT NULL REFERENCES claim,
    part    TEXT    NOT NULL,               -- speaker, via, addressee
    place   INTEGER NOT NULL,               -- order among those of the same part
    version INTEGER NOT NULL REFERENCES version,
    local   TEXT    NOT NULL,
    PRIMARY KEY (claim, part, place)
) STRICT, WITHOUT ROWID;

-- What an actor said, in the order of lists. Follows from claim_actor and link.
CREATE TABLE said (
    actor   INTEGER NOT NULL REFERENCES actor,
    at      INTEGER NOT NULL,
    article INTEGER NOT NULL,
    version INTEGER NOT NULL,
    rest    INTEGER NOT NULL,
    newest  INTEGER NOT NULL,
    claim   INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (actor, at, article, version, rest)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_of ON said (version);

-- Words. The texts stand elsewhere, so these keep the index alone.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_words USING fts5 (
    source, cue, content,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE actor_words USING fts5 (
    name,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

PRAGMA user_version = 1;
