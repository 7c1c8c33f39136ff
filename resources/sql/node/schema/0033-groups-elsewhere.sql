-- Groups elsewhere: who moderates them, and which of their discussions are closed.

ALTER TABLE remote_account ADD COLUMN moderators_uri TEXT;                     -- the collection of them
ALTER TABLE remote_account ADD COLUMN moderators_at INTEGER NOT NULL DEFAULT 0; -- when it was read

CREATE TABLE group_moderator (
  group_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  uri TEXT NOT NULL,
  PRIMARY KEY (group_id, uri)
) STRICT, WITHOUT ROWID;

CREATE TABLE thread_lock (
  thread_id INTEGER NOT NULL PRIMARY KEY,  -- as in status
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE, -- what the moderator named
  group_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX thread_lock_by_status ON thread_lock (status_id);
CREATE INDEX thread_lock_by_group ON thread_lock (group_id);

-- Whether the server of an account says that it verifies integrity proofs: then it can use what
-- others pass on.
ALTER TABLE remote_account ADD COLUMN takes_proofs INTEGER NOT NULL DEFAULT 0;

-- Of emojis only so many are kept of one server.
ALTER TABLE media_copy ADD COLUMN emoji INTEGER NOT NULL DEFAULT 0;

CREATE INDEX media_copy_emojis ON media_copy (domain, used_at) WHERE emoji = 1;
