-- Lists that members brought from elsewhere, line by line, until somebody brings another.

CREATE TABLE transfer_line (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  list TEXT NOT NULL,
  line INTEGER NOT NULL,                 -- of the file, from 1
  name TEXT NOT NULL,                    -- user@domain in lower case, a domain, or an address
  first INTEGER NOT NULL DEFAULT 1,      -- what the second column says
  second INTEGER NOT NULL DEFAULT 0,     -- what the third says
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)), -- waits, is done, failed
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,    -- not before; while somebody works on it, too
  error TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, list, name)
) STRICT;

CREATE INDEX transfer_line_waiting ON transfer_line (next_at) WHERE state = 0;
