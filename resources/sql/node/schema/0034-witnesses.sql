-- Members who have seen the log at some size say so with their device: a host who shows others another
-- log is found out by any two of them.
CREATE TABLE log_cosignature (
  tree_size INTEGER NOT NULL,
  key_id INTEGER NOT NULL REFERENCES device_key (id),
  root TEXT NOT NULL CHECK (length(root) = 64),
  member_id INTEGER NOT NULL REFERENCES member (id),
  ed25519 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tree_size, key_id)
) STRICT, WITHOUT ROWID;

-- What a calendar program shows instead of signing in: it reads the own calendar and nothing else.
CREATE TABLE calendar_token (
  member_id INTEGER NOT NULL PRIMARY KEY REFERENCES member (id),
  digest TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
