-- What was brought in from another server, so that bringing it in again changes nothing.  `origin` is
-- the place it comes from, `kind` and `source_id` are what it was called there.
CREATE TABLE imported (
  origin TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('discussion', 'comment', 'poll')),
  source_id INTEGER NOT NULL,
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  comment_id INTEGER NOT NULL DEFAULT 0,          -- 0: it became the discussion itself
  PRIMARY KEY (origin, kind, source_id)
) STRICT, WITHOUT ROWID;
