-- By which Accept one of ours follows somebody elsewhere, for an Undo that gives nothing but its id.
ALTER TABLE follow ADD COLUMN accept_uri TEXT;

CREATE INDEX follow_by_accept ON follow (accept_uri) WHERE accept_uri IS NOT NULL;

-- Whether whoever follows the co-op reads only activities as a whole, inside of an Announce, as
-- Lemmy does.
ALTER TABLE remote_account ADD COLUMN takes_activities INTEGER NOT NULL DEFAULT 0;
