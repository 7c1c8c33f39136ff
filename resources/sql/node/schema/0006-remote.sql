-- Other servers: what they told us, who is there, what is kept of theirs beside accounts and statuses.

-- An actor as its server gives it, for the keys in it; `account` holds what members see of it.
CREATE TABLE remote_actor (
  uri TEXT NOT NULL PRIMARY KEY,
  host TEXT NOT NULL,
  document TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  refreshed_at INTEGER NOT NULL DEFAULT 0, -- when it was last asked for because a signature failed
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX remote_actor_by_use ON remote_actor (used_at);
CREATE INDEX remote_actor_by_host ON remote_actor (host);

CREATE TABLE remote_key (
  id TEXT NOT NULL PRIMARY KEY,            -- as signatures name it
  actor_uri TEXT NOT NULL REFERENCES remote_actor (uri) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('rsa', 'ed25519')),
  material TEXT NOT NULL                   -- PEM, or the 32 bytes as base64url
) STRICT, WITHOUT ROWID;

CREATE INDEX remote_key_by_actor ON remote_key (actor_uri);

-- What federation knows of an account of another server that no client is shown.
CREATE TABLE remote_account (
  account_id INTEGER NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  following_uri TEXT,
  confirmed INTEGER NOT NULL DEFAULT 0,    -- whether its domain vouches for its handle
  memorial INTEGER NOT NULL DEFAULT 0,
  moved_at INTEGER NOT NULL DEFAULT 0,
  posts_fetched_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Everything that was delivered, before anything is done with it.  The body goes when it is done;
-- the row stays a while, so that what comes twice has one effect.
CREATE TABLE inbox_entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  signer_uri TEXT NOT NULL,
  host TEXT NOT NULL,                      -- of the signer
  activity_id TEXT NOT NULL,               -- or the digest of the body where there is none
  recipient_id INTEGER REFERENCES account (id), -- whose own inbox it was, NULL for the shared one
  body BLOB,
  synchronization TEXT,                    -- Collection-Synchronization, if it was signed
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dropped', 'failed')),
  why TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  received_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (signer_uri, activity_id)
) STRICT;

CREATE INDEX inbox_entry_waiting ON inbox_entry (next_at, id) WHERE state = 'waiting';
CREATE INDEX inbox_entry_by_age ON inbox_entry (received_at);
CREATE INDEX inbox_entry_by_recipient ON inbox_entry (recipient_id) WHERE recipient_id IS NOT NULL;

-- What was deleted or undone, perhaps before it came.
CREATE TABLE gone (
  uri TEXT NOT NULL PRIMARY KEY,
  actor_uri TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX gone_by_age ON gone (expires_at);

-- What federation knows of a status of another server that no client is shown.
CREATE TABLE remote_status (
  status_id INTEGER NOT NULL PRIMARY KEY REFERENCES status (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  updated_at INTEGER NOT NULL DEFAULT 0,   -- the author's word for the version we have
  replies_uri TEXT,
  context_uri TEXT,
  fetched_at INTEGER NOT NULL,
  replies_fetched_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX status_by_missing_parent ON status (in_reply_to_uri)
  WHERE in_reply_to_id IS NULL AND in_reply_to_uri IS NOT NULL;

CREATE TABLE quote (
  status_id INTEGER NOT NULL PRIMARY KEY REFERENCES status (id) ON DELETE CASCADE,
  quoted_uri TEXT NOT NULL,
  quoted_id INTEGER REFERENCES status (id) ON DELETE SET NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'rejected', 'revoked')),
  authorization_uri TEXT,
  request_uri TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX quote_by_quoted ON quote (quoted_id, status_id) WHERE quoted_id IS NOT NULL;
CREATE INDEX quote_by_authorization ON quote (authorization_uri) WHERE authorization_uri IS NOT NULL;

CREATE TABLE emoji_reaction (
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,                      -- `:name:` or the character
  url TEXT,                                -- of the picture, for `:name:`
  uri TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (status_id, account_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX emoji_reaction_by_account ON emoji_reaction (account_id);
CREATE INDEX emoji_reaction_by_uri ON emoji_reaction (uri) WHERE uri IS NOT NULL;

CREATE INDEX favourite_by_uri ON favourite (uri) WHERE uri IS NOT NULL;
CREATE INDEX follow_by_uri ON follow (uri) WHERE uri IS NOT NULL;
CREATE INDEX block_by_uri ON block (uri) WHERE uri IS NOT NULL;

-- What others report about somebody here; for moderators only.
CREATE TABLE report (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uri TEXT UNIQUE,
  reporter_uri TEXT NOT NULL,
  target_id INTEGER NOT NULL REFERENCES account (id),
  comment TEXT NOT NULL DEFAULT '',
  statuses TEXT NOT NULL DEFAULT '[]',     -- their ids
  created_at INTEGER NOT NULL,
  resolved_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX report_by_target ON report (target_id);
CREATE INDEX report_open ON report (id) WHERE resolved_at = 0;

-- Files of others that we keep for a while, so that members' computers ask only us.
CREATE TABLE media_copy (
  url TEXT NOT NULL PRIMARY KEY,
  file TEXT NOT NULL,                      -- below the media folder
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX media_copy_by_use ON media_copy (used_at);
