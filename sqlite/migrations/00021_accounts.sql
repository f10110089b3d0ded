-- Format 21: who may use a served ledger, and the audit trail.
-- Moments are Unix milliseconds; 0 where there was none.

-- +goose Up

CREATE TABLE account (
    n        INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE,
    role     TEXT    NOT NULL,
    password TEXT    NOT NULL,              -- what a password is held against, '' for none
    subject  TEXT,                          -- to a provider of OpenID Connect; NULL for none
    limited  INTEGER NOT NULL,              -- whether it sees its collections alone
    added    INTEGER NOT NULL,
    closed   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_subject ON account (subject);

CREATE TABLE account_collection (
    account    INTEGER NOT NULL REFERENCES account,
    collection TEXT    NOT NULL,
    PRIMARY KEY (account, collection)
) STRICT, WITHOUT ROWID;

CREATE TABLE pass (
    n       INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    kind    TEXT    NOT NULL,
    account INTEGER NOT NULL REFERENCES account,
    sum     TEXT    NOT NULL UNIQUE,        -- the digest of the key
    role    TEXT    NOT NULL,
    label   TEXT    NOT NULL,
    origin  TEXT    NOT NULL,               -- the network address that it was made from
    made    INTEGER NOT NULL,
    used    INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    idle    INTEGER NOT NULL                -- milliseconds; 0 for any time
) STRICT;
CREATE INDEX pass_of ON pass (account, n);

CREATE TABLE collection (
    n    INTEGER PRIMARY KEY,
    name TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE collection_part (
    collection INTEGER NOT NULL REFERENCES collection,
    kind       TEXT    NOT NULL,            -- 'source' or 'dossier'
    id         TEXT    NOT NULL,
    PRIMARY KEY (collection, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_item_article ON source_item (article) WHERE article <> '';

CREATE TABLE audit (
    n     INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    who   TEXT    NOT NULL,
    origin TEXT   NOT NULL,
    act   TEXT    NOT NULL,
    about TEXT    NOT NULL,
    note  TEXT    NOT NULL,
    sum   TEXT    NOT NULL                  -- of this entry and of the sum before
) STRICT;
CREATE INDEX audit_who ON audit (who, n);
CREATE INDEX audit_act ON audit (act, n);

PRAGMA user_version = 21;
