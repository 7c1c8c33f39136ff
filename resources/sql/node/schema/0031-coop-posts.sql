-- What the co-op says in public about what it decides.  `document` is a statement as it was signed,
-- byte for byte: it is never written anew.

-- The text that is voted on, as an Article of its own.
CREATE TABLE coop_text (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  version INTEGER NOT NULL,
  document TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (proposal_id, version)
) STRICT, WITHOUT ROWID;

-- A post about a proposal.  `record` goes into the object of a proposal, `document` is the object of
-- a decision, whose digest the next decision names.
CREATE TABLE coop_post (
  status_id INTEGER NOT NULL PRIMARY KEY REFERENCES status (id) ON DELETE CASCADE,
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  part TEXT NOT NULL CHECK (part IN ('proposal', 'outcome', 'correction', 'note')),
  record TEXT,
  document TEXT,
  sha256 TEXT,
  posted_at INTEGER NOT NULL
) STRICT;

-- A proposal is posted once, and so is what became of it.
CREATE UNIQUE INDEX coop_post_once ON coop_post (proposal_id, part) WHERE part IN ('proposal', 'outcome');
CREATE INDEX coop_post_by_proposal ON coop_post (proposal_id, status_id);
CREATE INDEX coop_post_decisions ON coop_post (status_id) WHERE sha256 IS NOT NULL;
