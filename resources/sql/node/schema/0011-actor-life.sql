-- What becomes of accounts of this node: homes elsewhere, new keys, deletion.
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
