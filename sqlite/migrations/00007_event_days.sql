-- Format 7: events are joined by key and by how near in time they are told.

-- +goose Up

-- The day that the text gives, in days since 1970; 0 where it gives none. key
-- names an event but for its day; joined is a settled name for key and day, or
-- the mention's own identifier where an analyst parted it. Keys written by
-- format 5 hold the day already, and so never meet the new ones.
ALTER TABLE event ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
UPDATE event SET day = coalesce(CAST(strftime('%s', json_extract(body, '$.Day')) / 86400 AS INTEGER), 0);
CREATE INDEX event_key ON event (key);

PRAGMA user_version = 7;
