-- Statuses and everything that hangs on them.  Ids rise in the order of arrival; `created_at` is
-- the author's own time.

-- What every timeline reads comes first in the row, the long texts last.  `listed` is 1 for what
-- public timelines show: public, no boost, no reply to somebody else.
CREATE TABLE status (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL DEFAULT 1, -- rises with every change: what was rendered of an older one is stale
  account_id INTEGER NOT NULL REFERENCES account (id),
  reblog_of_id INTEGER REFERENCES status (id) ON DELETE CASCADE,
  thread_id INTEGER NOT NULL,
  visibility INTEGER NOT NULL CHECK (visibility BETWEEN 0 AND 3),
  local INTEGER NOT NULL DEFAULT 1,
  listed INTEGER NOT NULL DEFAULT 0,
  in_reply_to_id INTEGER,
  in_reply_to_account_id INTEGER,
  created_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL DEFAULT 0,
  sensitive INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  application_id INTEGER,
  replies_count INTEGER NOT NULL DEFAULT 0,
  reblogs_count INTEGER NOT NULL DEFAULT 0,
  favourites_count INTEGER NOT NULL DEFAULT 0,
  quotes_count INTEGER NOT NULL DEFAULT 0,
  uri TEXT NOT NULL UNIQUE,
  url TEXT,
  in_reply_to_uri TEXT,
  spoiler_text TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  emojis TEXT NOT NULL DEFAULT '[]',
  coop TEXT
) STRICT;

CREATE INDEX status_by_account ON status (account_id, id);
CREATE INDEX status_by_parent ON status (in_reply_to_id, id) WHERE in_reply_to_id IS NOT NULL;
CREATE INDEX status_by_thread ON status (thread_id, id);
CREATE UNIQUE INDEX status_boost ON status (reblog_of_id, account_id) WHERE reblog_of_id IS NOT NULL;
CREATE INDEX status_listed ON status (id) WHERE listed = 1;
CREATE INDEX status_listed_by_place ON status (local, id) WHERE listed = 1;

CREATE TRIGGER status_revision AFTER UPDATE ON status WHEN NEW.revision = OLD.revision
BEGIN
  UPDATE status SET revision = OLD.revision + 1 WHERE id = NEW.id;
END;

-- What a home timeline holds: written when a status arrives, so that reading is one index walk.
CREATE TABLE home_entry (
  account_id INTEGER NOT NULL REFERENCES account (id),
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  PRIMARY KEY (account_id, status_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX home_entry_by_status ON home_entry (status_id);

CREATE TABLE mention (
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  PRIMARY KEY (status_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_by_account ON mention (account_id, status_id);

-- Statuses show the names of those they mention.
CREATE TRIGGER mention_revision AFTER UPDATE OF username, domain, url ON account
WHEN NEW.username <> OLD.username OR NEW.domain <> OLD.domain OR NEW.url <> OLD.url
BEGIN
  UPDATE status SET revision = revision + 1
  WHERE id IN (SELECT status_id FROM mention WHERE account_id = NEW.id);
END;

CREATE TABLE tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,          -- folded to lower case: what is searched
  display TEXT NOT NULL               -- as first written
) STRICT;

CREATE TABLE status_tag (
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, status_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_tag_by_status ON status_tag (status_id);

CREATE TABLE attachment (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  status_id INTEGER REFERENCES status (id) ON DELETE SET NULL,
  position INTEGER NOT NULL DEFAULT 0,
  type TEXT NOT NULL CHECK (type IN ('image', 'gifv', 'video', 'audio', 'unknown')),
  mime TEXT NOT NULL,
  file TEXT,                          -- below the media folder
  preview_file TEXT,
  remote_url TEXT,
  bytes INTEGER NOT NULL DEFAULT 0,
  meta TEXT NOT NULL DEFAULT '{}',
  description TEXT,
  blurhash TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX attachment_by_status ON attachment (status_id, position) WHERE status_id IS NOT NULL;
CREATE INDEX attachment_by_account ON attachment (account_id, id);
CREATE INDEX attachment_unused ON attachment (created_at) WHERE status_id IS NULL;

CREATE TRIGGER attachment_revision AFTER UPDATE ON attachment WHEN NEW.status_id IS NOT NULL
BEGIN
  UPDATE status SET revision = revision + 1 WHERE id = NEW.status_id;
END;

CREATE TABLE status_edit (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  text TEXT NOT NULL,
  spoiler_text TEXT NOT NULL,
  sensitive INTEGER NOT NULL,
  attachments TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX status_edit_by_status ON status_edit (status_id, id);

CREATE TABLE favourite (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  uri TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, status_id)
) STRICT;

CREATE INDEX favourite_by_status ON favourite (status_id, id);
CREATE INDEX favourite_by_account ON favourite (account_id, id);

CREATE TABLE bookmark (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, status_id)
) STRICT;

CREATE INDEX bookmark_by_account ON bookmark (account_id, id);
CREATE INDEX bookmark_by_status ON bookmark (status_id);

CREATE TABLE pin (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, status_id)
) STRICT;

CREATE INDEX pin_by_status ON pin (status_id);

CREATE TABLE thread_mute (
  account_id INTEGER NOT NULL REFERENCES account (id),
  thread_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, thread_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  status_id INTEGER NOT NULL UNIQUE REFERENCES status (id) ON DELETE CASCADE,
  multiple INTEGER NOT NULL DEFAULT 0,
  hide_totals INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL DEFAULT 0,
  voters_count INTEGER NOT NULL DEFAULT 0,
  announced INTEGER NOT NULL DEFAULT 0  -- whether those who care were told that it is over
) STRICT;

CREATE INDEX poll_due ON poll (expires_at) WHERE announced = 0 AND expires_at > 0;

CREATE TABLE poll_option (
  poll_id INTEGER NOT NULL REFERENCES poll (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  votes_count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (poll_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_vote (
  poll_id INTEGER NOT NULL REFERENCES poll (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  position INTEGER NOT NULL,
  uri TEXT,
  created_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (poll_id, account_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE notification (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  type TEXT NOT NULL,
  from_account_id INTEGER NOT NULL REFERENCES account (id),
  status_id INTEGER REFERENCES status (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX notification_by_account ON notification (account_id, id);
CREATE INDEX notification_by_status ON notification (status_id) WHERE status_id IS NOT NULL;
CREATE INDEX notification_by_sender ON notification (from_account_id, type);
