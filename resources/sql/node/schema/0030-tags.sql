-- Tags that members follow: what is public and has one comes to their home timeline.
CREATE TABLE tag_follow (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  UNIQUE (account_id, tag_id)
) STRICT;

CREATE INDEX tag_follow_by_tag ON tag_follow (tag_id);

-- Tags that somebody shows on their profile, here or elsewhere.
CREATE TABLE featured_tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name TEXT NOT NULL,                      -- folded, as in tag
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, name)
) STRICT;

-- Where an actor elsewhere lists them.
ALTER TABLE remote_account ADD COLUMN featured_tags_uri TEXT;
