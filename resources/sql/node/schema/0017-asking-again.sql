-- A request to follow that nobody answers is made again, a few times.

ALTER TABLE follow ADD COLUMN asks INTEGER NOT NULL DEFAULT 1;     -- how often it was made
ALTER TABLE follow ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0; -- the last time; 0: as it was made first

CREATE INDEX follow_pending ON follow (created_at) WHERE accepted = 0;
