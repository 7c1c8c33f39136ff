-- More can wait than comments: which kinds there are is the program's business.
CREATE TABLE outbox_next (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  place TEXT NOT NULL,                            -- the discussion, or 'new' for one that is to be begun
  kind TEXT NOT NULL,
  target TEXT NOT NULL DEFAULT '',                -- the comment it is about
  key TEXT NOT NULL,
  json TEXT NOT NULL,
  problem TEXT,                                   -- why the server did not take it
  created_at INTEGER NOT NULL,
  UNIQUE (account, key)
) STRICT;

INSERT INTO outbox_next (id, account, place, kind, target, key, json, problem, created_at)
SELECT id, account, place, kind, target, key, json, problem, created_at FROM outbox;

DROP TABLE outbox;

ALTER TABLE outbox_next RENAME TO outbox;

CREATE INDEX outbox_by_place ON outbox (account, place, id);
