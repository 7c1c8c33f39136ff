-- Links that members give to people they would like to have with them.  The code itself is shown once.
CREATE TABLE invite (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id), -- who answers for whoever comes with it
  digest TEXT NOT NULL UNIQUE,
  note TEXT,
  max_uses INTEGER NOT NULL CHECK (max_uses > 0),
  uses INTEGER NOT NULL DEFAULT 0 CHECK (uses <= max_uses),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX invite_by_member ON invite (member_id, id);
