-- Files of others that we keep for a while, so that members' computers ask only us.

DROP TABLE media_copy;

CREATE TABLE media_copy (
  url TEXT NOT NULL PRIMARY KEY,
  domain TEXT NOT NULL,                    -- of whoever shows it, as in account
  file TEXT NOT NULL,                      -- below the media folder
  small_file TEXT NOT NULL,
  bytes INTEGER NOT NULL,                  -- of both
  fetched_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX media_copy_by_file ON media_copy (file);
CREATE INDEX media_copy_by_small_file ON media_copy (small_file);
CREATE INDEX media_copy_by_use ON media_copy (used_at);
CREATE INDEX media_copy_by_age ON media_copy (fetched_at);
CREATE INDEX media_copy_by_domain ON media_copy (domain);

-- What the addresses of such files are signed with: nobody else can make us fetch anything.
INSERT INTO setting (name, value) VALUES ('media_key', lower(hex(randomblob(32))));
