-- What an application, a suspension and an expulsion wait for.
ALTER TABLE member ADD COLUMN escalated_at INTEGER NOT NULL DEFAULT 0;    -- since all members know that nobody answered
ALTER TABLE member ADD COLUMN suspended_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN appealed_at INTEGER NOT NULL DEFAULT 0;     -- against having been expelled
