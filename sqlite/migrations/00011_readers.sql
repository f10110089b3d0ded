-- Format 11: which extractor has read which versions is found by an index.

-- +goose Up

CREATE INDEX version_reader ON version (extractor, extractor_version, extractor_model, newest);

PRAGMA user_version = 11;
