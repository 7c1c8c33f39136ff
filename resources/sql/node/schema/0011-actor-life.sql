-- What becomes of accounts of this node: homes elsewhere, new keys, deletion; lists they bring along.
-- Times are UTC milliseconds.

CREATE TABLE own_account (
  account_id INTEGER NOT NULL PRIMARY KEY REFERENCES account (id),
  moved_at INTEGER NOT NULL DEFAULT 0,     -- when it last moved away, also if it came back
  deleted_at INTEGER NOT NULL DEFAULT 0,
  key_number INTEGER NOT NULL DEFAULT 1,   -- names the key that signs: each has its own fragment
  old_rsa_private TEXT,                    -- the key before, for what was queued with it
  keys_changed_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- 0: whichever key is the current one when it is sent.
ALTER TABLE outgoing ADD COLUMN key_number INTEGER NOT NULL DEFAULT 0;

-- Lists that a member brought from another server; a row goes when it is done.
CREATE TABLE import_line (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL CHECK (kind IN ('following', 'blocks', 'mutes')),
  acct TEXT NOT NULL,
  flag1 INTEGER NOT NULL,                  -- following: show boosts; mutes: hide notifications
  flag2 INTEGER NOT NULL,                  -- following: notify
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, kind, acct)
) STRICT;

CREATE INDEX import_line_due ON import_line (next_at, id);
