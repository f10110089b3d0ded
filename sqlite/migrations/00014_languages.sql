-- Format 14: what publishers call their articles, and why some are not read.

-- +goose Up

ALTER TABLE version ADD COLUMN key    TEXT NOT NULL DEFAULT ''; -- sayso.Article.Key
ALTER TABLE version ADD COLUMN unread TEXT NOT NULL DEFAULT ''; -- sayso.Analysis.Unread
CREATE INDEX version_key ON version (key) WHERE key <> '';
CREATE INDEX version_unread_reason ON version (unread) WHERE newest = 1 AND unread <> '';

PRAGMA user_version = 14;
