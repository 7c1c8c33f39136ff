-- Sealed elections that this node is host of (src/ballots/README.md).  All of it follows from the lines of the log;
-- what must not be lost beside them is the key that signs and the ballots that were promised a place.
CREATE TABLE sealed_election (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'done')),
  seed TEXT NOT NULL CHECK (length(seed) = 64),      -- of the key, in hex
  log_id TEXT NOT NULL CHECK (length(log_id) = 64),
  roll TEXT NOT NULL,                                -- canonical JSON, as it was when the draft was made
  made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sealed_election_by_state ON sealed_election (state, id);

CREATE TABLE sealed_line (
  election_id INTEGER NOT NULL REFERENCES sealed_election (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  entry TEXT NOT NULL,
  document TEXT,
  PRIMARY KEY (election_id, position)
) STRICT, WITHOUT ROWID;

-- Promised, and in no batch yet.  Without a time or an order: the key is the digest.
CREATE TABLE sealed_ballot (
  election_id INTEGER NOT NULL REFERENCES sealed_election (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  ballot TEXT NOT NULL,
  PRIMARY KEY (election_id, sha256)
) STRICT, WITHOUT ROWID;
