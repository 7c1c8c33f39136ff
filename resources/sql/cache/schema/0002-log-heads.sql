-- Heads of co-ops' logs that this account ever saw.  A log only grows: whatever the server shows later has
-- to begin with each of them.  `checked` says that one did; `disputed` that a member went on without it.
CREATE TABLE log_head (
  account TEXT NOT NULL,
  log_id TEXT NOT NULL,
  tree_size INTEGER NOT NULL,
  root TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  checked INTEGER NOT NULL DEFAULT 0,
  disputed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account, log_id, tree_size, root)
) STRICT, WITHOUT ROWID;
