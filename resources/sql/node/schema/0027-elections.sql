-- Elections: who is called to stand for an office, who does, and how it went.  The vote itself is a proposal.
CREATE TABLE election (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  html TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL,
  seats INTEGER NOT NULL CHECK (seats > 0),
  rule TEXT NOT NULL,                             -- of the bylaws, or 'sortition'
  state TEXT NOT NULL CHECK (state IN ('draft', 'nominations', 'review', 'voting', 'counting', 'declared', 'contested',
    'closed')),
  outcome TEXT NOT NULL DEFAULT '',               -- once it is over: 'elected', 'not_quorate', 'no_candidates', 'annulled'
  author_id INTEGER NOT NULL REFERENCES member (id),
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  proposal_id INTEGER REFERENCES proposal (id),   -- the vote, from the day of the roll on
  nominators INTEGER NOT NULL DEFAULT 1 CHECK (nominators > 0),
  reopens INTEGER NOT NULL DEFAULT 0,             -- whether "re-open nominations" stands on the ballot
  is_confidence INTEGER NOT NULL DEFAULT 0,       -- no more candidates than seats: each needs half of the ballots
  ballot_level TEXT NOT NULL CHECK (ballot_level IN ('L0', 'L1', 'L2')),
  nominations_open_at INTEGER NOT NULL,
  nominations_close_at INTEGER NOT NULL,
  statements_close_at INTEGER NOT NULL,
  roll_at INTEGER NOT NULL,
  opens_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  challenge_until INTEGER NOT NULL,
  term_from INTEGER NOT NULL,                     -- a day
  term_months INTEGER NOT NULL CHECK (term_months > 0),
  due_at INTEGER NOT NULL,                        -- when time moves it on; 0 for never
  lot TEXT,                                       -- of a sortition: what everybody can draw again
  created_at INTEGER NOT NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX election_due ON election (due_at) WHERE due_at > 0;
CREATE INDEX election_by_proposal ON election (proposal_id);

CREATE TABLE election_scrutineer (
  election_id INTEGER NOT NULL REFERENCES election (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  accepted_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (election_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidacy (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  election_id INTEGER NOT NULL REFERENCES election (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  state TEXT NOT NULL CHECK (state IN ('nominated', 'accepted', 'withdrawn')),
  version INTEGER NOT NULL DEFAULT 1,
  source TEXT NOT NULL DEFAULT '',
  html TEXT NOT NULL DEFAULT '',
  interests TEXT NOT NULL DEFAULT '',
  comment_id INTEGER REFERENCES comment (id),     -- where questions are asked
  option_id INTEGER NOT NULL DEFAULT 0,           -- on the ballot
  elected INTEGER NOT NULL DEFAULT -1,            -- -1 while nobody knows
  elected_stage INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL DEFAULT 0,
  withdrawn_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (election_id, member_id)
) STRICT;

CREATE TABLE candidacy_version (
  candidacy_id INTEGER NOT NULL REFERENCES candidacy (id),
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  interests TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (candidacy_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidacy_nominator (
  candidacy_id INTEGER NOT NULL REFERENCES candidacy (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  nominated_at INTEGER NOT NULL,
  PRIMARY KEY (candidacy_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE election_challenge (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  election_id INTEGER NOT NULL REFERENCES election (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  source TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES member (id),
  decided_at INTEGER NOT NULL DEFAULT 0,
  upheld INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX election_challenge_by_election ON election_challenge (election_id, id);

-- Who wants that somebody leaves an office before the term ends.
CREATE TABLE recall_petition (
  office_id INTEGER NOT NULL REFERENCES member_role (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  signed_at INTEGER NOT NULL,
  PRIMARY KEY (office_id, member_id)
) STRICT, WITHOUT ROWID;
