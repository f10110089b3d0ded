-- Format 22: dossiers, and what people noted of rows for themselves. Moments are Unix
-- milliseconds. Rows are named by lasting identifiers, which outlive a rebuild.

-- +goose Up

CREATE TABLE dossier (
    n       INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    owner   TEXT    NOT NULL,               -- '' for whoever uses the machine
    name    TEXT    NOT NULL,
    note    TEXT    NOT NULL,
    made    INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE INDEX dossier_listing ON dossier (owner, changed, n);

CREATE TABLE dossier_piece (
    n       INTEGER PRIMARY KEY,
    dossier INTEGER NOT NULL REFERENCES dossier,
    place   INTEGER NOT NULL,               -- 1 is the first
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    words   TEXT    NOT NULL,               -- what the row said when it was collected
    note    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    UNIQUE (dossier, kind, id)
) STRICT;
CREATE INDEX dossier_order ON dossier_piece (dossier, place);

CREATE TABLE mark (
    n     INTEGER PRIMARY KEY,
    owner TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    id    TEXT    NOT NULL,
    star  INTEGER NOT NULL,
    seen  INTEGER NOT NULL,
    tags  TEXT    NOT NULL,                 -- one a line, a line break before and after all
    at    INTEGER NOT NULL,
    UNIQUE (owner, kind, id)
) STRICT;
CREATE INDEX mark_listing ON mark (owner, at, n);

PRAGMA user_version = 22;
