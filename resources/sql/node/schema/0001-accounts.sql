-- Accounts of this node and of others, what lies between them, and who may sign in here.
-- Times are UTC milliseconds.  `domain` is '' for an account of this node.

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 1, -- rises with every change: what was rendered of an older one is stale
  username TEXT NOT NULL,
  domain TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'group', 'service', 'application')),
  display_name TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  note_source TEXT NOT NULL DEFAULT '',
  fields TEXT NOT NULL DEFAULT '[]',
  fields_source TEXT NOT NULL DEFAULT '[]',
  emojis TEXT NOT NULL DEFAULT '[]',
  uri TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  avatar TEXT,
  avatar_description TEXT NOT NULL DEFAULT '',
  header TEXT,
  header_description TEXT NOT NULL DEFAULT '',
  locked INTEGER NOT NULL DEFAULT 0,
  bot INTEGER NOT NULL DEFAULT 0,
  discoverable INTEGER NOT NULL DEFAULT 1,
  indexable INTEGER NOT NULL DEFAULT 0,
  hide_collections INTEGER NOT NULL DEFAULT 0,
  suspended INTEGER NOT NULL DEFAULT 0,
  silenced INTEGER NOT NULL DEFAULT 0,
  followers_count INTEGER NOT NULL DEFAULT 0,
  following_count INTEGER NOT NULL DEFAULT 0,
  statuses_count INTEGER NOT NULL DEFAULT 0,
  last_status_at INTEGER NOT NULL DEFAULT 0,
  default_privacy INTEGER NOT NULL DEFAULT 0,
  default_sensitive INTEGER NOT NULL DEFAULT 0,
  default_language TEXT,
  created_at INTEGER NOT NULL,
  -- what federation knows of it
  inbox_uri TEXT,
  shared_inbox_uri TEXT,
  outbox_uri TEXT,
  followers_uri TEXT,
  featured_uri TEXT,
  public_key_id TEXT,
  public_key_pem TEXT,
  ed25519_public TEXT,
  also_known_as TEXT NOT NULL DEFAULT '[]',
  moved_to_id INTEGER REFERENCES account (id),
  fetched_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX account_by_name ON account (username COLLATE NOCASE, domain);
CREATE INDEX account_by_domain ON account (domain, id);

CREATE TRIGGER account_revision AFTER UPDATE ON account WHEN NEW.revision = OLD.revision
BEGIN
  UPDATE account SET revision = OLD.revision + 1 WHERE id = NEW.id;
END;

-- Whoever can sign in here.  The hash is crypt(3)'s own format (yescrypt).
CREATE TABLE user (
  account_id INTEGER NOT NULL PRIMARY KEY REFERENCES account (id),
  password_hash TEXT NOT NULL,
  rsa_private_pem TEXT,
  ed25519_private TEXT,
  is_admin INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE follow (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  target_id INTEGER NOT NULL REFERENCES account (id),
  accepted INTEGER NOT NULL DEFAULT 1,
  show_reblogs INTEGER NOT NULL DEFAULT 1,
  notify INTEGER NOT NULL DEFAULT 0,
  languages TEXT,
  uri TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
) STRICT;

CREATE INDEX follow_by_target ON follow (target_id, accepted, id);
CREATE INDEX follow_by_account ON follow (account_id, accepted, id);

CREATE TABLE block (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  target_id INTEGER NOT NULL REFERENCES account (id),
  uri TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
) STRICT;

CREATE INDEX block_by_target ON block (target_id);

CREATE TABLE mute (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  target_id INTEGER NOT NULL REFERENCES account (id),
  hide_notifications INTEGER NOT NULL DEFAULT 1,
  expires_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, target_id)
) STRICT;

CREATE TABLE account_note (
  account_id INTEGER NOT NULL REFERENCES account (id),
  target_id INTEGER NOT NULL REFERENCES account (id),
  comment TEXT NOT NULL,
  PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE marker (
  account_id INTEGER NOT NULL REFERENCES account (id),
  timeline TEXT NOT NULL CHECK (timeline IN ('home', 'notifications')),
  last_read_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, timeline)
) STRICT, WITHOUT ROWID;
