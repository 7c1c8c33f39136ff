-- What ours did, on its way to other servers, and how well those can be reached.
-- Times are UTC milliseconds.

-- Written together with the deed itself, as the bytes that every server gets; gone with its last
-- delivery.
CREATE TABLE outgoing (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL,        -- who signs, 0 for the node itself
  actor TEXT NOT NULL,
  type TEXT NOT NULL,
  uri TEXT NOT NULL,                  -- the id of the activity
  about TEXT NOT NULL,                -- what it is about: a later word about it replaces this one
  synchronise INTEGER NOT NULL DEFAULT 0, -- whether to tell each host which followers it has (FEP-8fcf)
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outgoing_by_about ON outgoing (about, type);

CREATE TABLE delivery (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  outgoing_id INTEGER NOT NULL REFERENCES outgoing (id) ON DELETE CASCADE,
  host TEXT NOT NULL,                 -- with its port if there is one
  inbox TEXT NOT NULL,
  rank INTEGER NOT NULL,              -- lower goes first
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,        -- moved on by the time this node was asleep
  last_status INTEGER NOT NULL DEFAULT 0,
  UNIQUE (outgoing_id, inbox)
) STRICT;

CREATE INDEX delivery_by_host ON delivery (host, rank, id);
CREATE INDEX delivery_due ON delivery (next_at);

-- An activity without deliveries has done its work.
CREATE TRIGGER delivery_last AFTER DELETE ON delivery
WHEN NOT EXISTS (SELECT 1 FROM delivery WHERE outgoing_id = OLD.outgoing_id)
BEGIN
  DELETE FROM outgoing WHERE id = OLD.outgoing_id;
END;

-- Whose inbox it is, for when it has moved.
CREATE INDEX account_by_inbox ON account (inbox_uri) WHERE domain <> '';
CREATE INDEX account_by_shared_inbox ON account (shared_inbox_uri) WHERE domain <> '';

-- How a host was doing.  A row is made with the first failure.
CREATE TABLE delivery_host (
  host TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL DEFAULT 0,      -- in a row
  failing_days INTEGER NOT NULL DEFAULT 0,  -- distinct days with failures since it last answered
  last_failing_day INTEGER NOT NULL DEFAULT 0,
  paused INTEGER NOT NULL DEFAULT 0,        -- given up but for a probe a day
  held_until INTEGER NOT NULL DEFAULT 0,    -- nothing is sent before
  knocked_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Keys of actors that nobody signs in as: groups.
CREATE TABLE actor_key (
  account_id INTEGER NOT NULL PRIMARY KEY REFERENCES account (id),
  rsa_private_pem TEXT NOT NULL,
  ed25519_private TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- What was deleted here: its address is never used again and answers 410.
CREATE TABLE own_tombstone (
  uri TEXT NOT NULL PRIMARY KEY,
  former_type TEXT NOT NULL,
  deleted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
