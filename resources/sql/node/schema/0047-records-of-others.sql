-- What the co-ops of other servers say they propose and decide, beside the post that people read.
-- The facts are in the post's `coop`; here is what they are checked with.  `hash` is that of a
-- decision as its server serves it.
CREATE TABLE remote_record (
  status_id INTEGER NOT NULL PRIMARY KEY REFERENCES status (id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('proposal', 'outcome')),
  uri TEXT NOT NULL UNIQUE,
  text_uri TEXT,
  text_hash TEXT,
  hash TEXT,
  previous_uri TEXT,
  previous_hash TEXT,
  asked_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX remote_record_by_previous ON remote_record (previous_uri) WHERE part = 'outcome';
