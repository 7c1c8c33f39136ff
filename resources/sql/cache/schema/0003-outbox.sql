-- What was said while the server was away, in the order in which it is sent.  `key` makes sending it
-- twice harmless; of what only the last word counts, such as how far one has read, it names the thing.
CREATE TABLE outbox (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  place TEXT NOT NULL,                            -- the discussion
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'edit', 'react', 'read', 'remove')),
  target TEXT NOT NULL DEFAULT '',                -- the comment it is about
  key TEXT NOT NULL,
  json TEXT NOT NULL,
  problem TEXT,                                   -- why the server did not take it
  created_at INTEGER NOT NULL,
  UNIQUE (account, key)
) STRICT;

CREATE INDEX outbox_by_place ON outbox (account, place, id);
