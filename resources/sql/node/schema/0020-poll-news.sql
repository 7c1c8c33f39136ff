-- Running totals: when somebody voted in a poll of ours and when others were told; when a poll of
-- others was asked for.

ALTER TABLE poll ADD COLUMN voted_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX poll_untold ON poll (told_at) WHERE voted_at > told_at;
