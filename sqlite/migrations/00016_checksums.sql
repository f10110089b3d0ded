-- Format 16: what analysts say has a checksum.

-- +goose Up

ALTER TABLE judgement ADD COLUMN sum INTEGER; -- see sumOf; NULL until it is worked out
CREATE INDEX judgement_unsealed ON judgement (n) WHERE sum IS NULL;

PRAGMA user_version = 16;
