-- Format 13: judgements have an author and a history; the journal remembers how
-- far each person has looked.

-- +goose Up

-- All that analysts have said, in order. Rows are added and never changed. What
-- stands follows from it, and is kept by itself in correction, identity,
-- regrouping and event_apart.
CREATE TABLE judgement (
    n       INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,                  -- correction, identity, regrouping or parting
    subject TEXT NOT NULL,                  -- a claim, an actor, an article or a mention, by its lasting identifier
    other   TEXT NOT NULL,                  -- the actor or the article that it is said to belong with; '' for none
    body    TEXT NOT NULL                   -- sayso.Correction, Identity, Regrouping or Parting as JSON
) STRICT;
CREATE INDEX judgement_subject ON judgement (subject, n);
CREATE INDEX judgement_other ON judgement (other, n);

ALTER TABLE identity ADD COLUMN who TEXT NOT NULL DEFAULT ''; -- the author; '' where nobody was noted
ALTER TABLE regrouping ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE event_apart ADD COLUMN who TEXT NOT NULL DEFAULT '';

-- What stands becomes history, by an unknown author, in order of time.
INSERT INTO judgement (kind, subject, other, body)
SELECT kind, subject, other, body FROM (
    SELECT 'correction' AS kind, claim AS subject, '' AS other, body, json_extract(body, '$.At') AS at FROM correction
    UNION ALL
    SELECT 'identity', actor, other, json_object('Verdict', iif(article = '', 'merged', 'split'), 'Actor', actor, 'Into', other, 'Article', article,
        'Note', note, 'At', strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch')), strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') FROM identity
    UNION ALL
    SELECT 'regrouping', article, other, json_object('Verdict', verdict, 'Article', article, 'Into', other,
        'Note', note, 'At', strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch')), strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') FROM regrouping
    UNION ALL
    SELECT 'parting', mention, '', json_object('Verdict', 'parted', 'Mention', mention,
        'Note', why, 'At', strftime('%Y-%m-%dT%H:%M:%fZ', made / 1000.0, 'unixepoch')), strftime('%Y-%m-%dT%H:%M:%fZ', made / 1000.0, 'unixepoch') FROM event_apart
) ORDER BY at, kind, subject;

-- Each has its entry in the journal, at the end, since it is not known what
-- came before it. about is the subject; ids is the number of the judgement.
INSERT INTO journal (n, at, kind, article, version, about, ids)
SELECT (SELECT coalesce(max(n), 0) FROM journal) + row_number() OVER (ORDER BY j.n), (SELECT coalesce(max(at), 0) FROM journal), j.kind,
    CASE j.kind
        WHEN 'correction' THEN (SELECT article FROM version WHERE id = json_extract(j.body, '$.Version'))
        WHEN 'parting' THEN (SELECT article FROM event WHERE id = j.subject)
        ELSE (SELECT n FROM article WHERE id = json_extract(j.body, '$.Article')) END,
    CASE j.kind
        WHEN 'correction' THEN (SELECT n FROM version WHERE id = json_extract(j.body, '$.Version'))
        WHEN 'parting' THEN (SELECT version FROM event WHERE id = j.subject) END,
    j.subject, CAST(j.n AS TEXT)
FROM judgement j;

CREATE TABLE look (
    who TEXT    PRIMARY KEY,
    n   INTEGER NOT NULL                    -- the last entry that was looked at
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 13;
