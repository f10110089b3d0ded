-- Format 9: sources keep their identifier when their address changes, and are
-- found by it.

-- +goose Up

CREATE UNIQUE INDEX source_address ON source (address);

PRAGMA user_version = 9;
