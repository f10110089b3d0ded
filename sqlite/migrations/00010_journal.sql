-- Format 10: the journal.

-- +goose Up

-- What has changed, in order. A row holds one entry or several: n is the number
-- of its last entry, and numbers are consecutive over all rows. kind is that of
-- sayso.Entry. A row of kind article stands for three sorts of entry: the
-- article, its version, and each claim in ids. A row of kind version stands for
-- the version and each claim. A row of a kind of claims stands for each claim in
-- ids. All others are one entry.
CREATE TABLE journal (
    n       INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,               -- Unix milliseconds
    kind    TEXT    NOT NULL,
    article INTEGER REFERENCES article,
    version INTEGER REFERENCES version,
    about   TEXT    NOT NULL,               -- an event or a story; '' for none
    ids     TEXT    NOT NULL                -- claims, or a mention; a space between
) STRICT;
CREATE INDEX journal_at ON journal (at);

-- What the journal last told of events and of where articles stand, so that a
-- rebuild enters what differs, and nothing else.
CREATE TABLE event_told (
    event  TEXT    PRIMARY KEY,
    digest INTEGER NOT NULL                 -- of all its mentions; 0 where it is not known
) STRICT, WITHOUT ROWID;
ALTER TABLE event ADD COLUMN digest INTEGER NOT NULL DEFAULT 0; -- of what the mention tells
ALTER TABLE placed ADD COLUMN told INTEGER NOT NULL DEFAULT 0;  -- as placed.story; 0 for none
CREATE INDEX placed_void ON placed (article) WHERE version = '';
CREATE INDEX version_unread ON version (n) WHERE extractor = '';
CREATE INDEX version_first_read ON version (first_read);

-- What the ledger holds already: versions with their claims, then events, then
-- placements, each at the time of the version.
INSERT INTO journal (n, at, kind, article, version, about, ids)
SELECT sum(entries) OVER (ORDER BY at, class, m ROWS UNBOUNDED PRECEDING), at, kind, article, version, about, ids FROM (
    SELECT v.first_read AS at, 0 AS class, v.n AS m, iif(f.n = v.n, 'article', 'version') AS kind, v.article, v.n AS version, '' AS about,
        coalesce((SELECT group_concat(c.id, ' ' ORDER BY c.rest DESC) FROM claim c WHERE c.version = v.n), '') AS ids,
        1 + (f.n = v.n) + (SELECT count(*) FROM claim c WHERE c.version = v.n) AS entries
    FROM version v JOIN (SELECT min(n) AS n, article FROM version GROUP BY article) f ON f.article = v.article
    UNION ALL
    SELECT v.first_read, 1, e.n, 'event', e.article, e.version, e.joined, e.id, 1
    FROM event e JOIN version v ON v.n = e.version
    WHERE e.n IN (SELECT min(n) FROM event WHERE newest = 1 GROUP BY joined)
    UNION ALL
    SELECT v.first_read, 2, p.article, 'story', p.article, NULL, s.lead, '', 1
    FROM placed p JOIN placed s ON s.article = p.story JOIN article a ON a.n = p.article JOIN version v ON v.n = a.newest
    WHERE p.version <> ''
);
INSERT INTO event_told (event, digest) SELECT DISTINCT joined, 0 FROM event WHERE newest = 1;
UPDATE placed SET told = story WHERE version <> '';

PRAGMA user_version = 10;
