-- What the app keeps so that it can be read while the server is away.  Statuses can be fetched again;
-- drafts and places cannot.  `account` is the key of a signed-in account.

CREATE TABLE counter (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

INSERT INTO counter (name, value) VALUES ('version', 1);

-- `version` is the counter's value when the row was last written: a reader asks only for what is newer
-- than what it has.
CREATE TABLE status (
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  boosted_id TEXT,
  json TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_by_boosted ON status (account, boosted_id) WHERE boosted_id IS NOT NULL;

-- A timeline in the order the server gave it: the larger position is the newer entry.  Ids are opaque
-- and tell nothing about order.  The key of a gap is 'gap:' and the id of the status above it.
CREATE TABLE entry (
  account TEXT NOT NULL,
  timeline TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('status', 'gap')),
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (account, timeline, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entry_by_key ON entry (account, timeline, key);

-- Where the reader was: this entry's top was so many pixels below the top of the window.
CREATE TABLE place (
  account TEXT NOT NULL,
  timeline TEXT NOT NULL,
  key TEXT NOT NULL,
  offset INTEGER NOT NULL,
  PRIMARY KEY (account, timeline)
) STRICT, WITHOUT ROWID;

-- What was being written: one for each thing that can be answered, '' for a new post.
CREATE TABLE draft (
  account TEXT NOT NULL,
  target TEXT NOT NULL,
  json TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;

-- Answers of the co-op API as they came, to be shown while the server is away.
CREATE TABLE document (
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  json TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
