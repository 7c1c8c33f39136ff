-- The co-operative: who belongs, what they talk about, what they decide, and the log of it all.
-- Times are UTC milliseconds, dates the UTC midnight of a day.  Whatever is personal carries a salt:
-- the log knows it only as SHA-256 (salt, data), so that erasing the row unlinks the entry.

CREATE TABLE coop (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  account_id INTEGER REFERENCES account (id),     -- the account the co-op speaks with
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  locale TEXT NOT NULL DEFAULT 'en',
  contact TEXT NOT NULL DEFAULT '{}',
  log_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- The append-only log.  `jcs` is the canonical text that was hashed: never changed, never deleted.
CREATE TABLE audit_entry (
  seq INTEGER NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor_id INTEGER,                               -- a member; NULL for the scheduler
  subject_type TEXT NOT NULL,
  subject_id INTEGER,
  body TEXT NOT NULL,
  jcs TEXT NOT NULL,
  leaf TEXT NOT NULL UNIQUE,
  undo_of INTEGER REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX audit_entry_by_type ON audit_entry (type, seq);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_type, subject_id, seq);

CREATE TRIGGER audit_entry_is_final BEFORE UPDATE ON audit_entry
BEGIN
  SELECT RAISE (ABORT, 'the log is never changed');
END;

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
BEGIN
  SELECT RAISE (ABORT, 'the log is never shortened');
END;

-- Digests of complete subtrees of the log, so that a root or a proof is a handful of reads.
CREATE TABLE audit_node (
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 62),
  position INTEGER NOT NULL CHECK (position >= 0),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE bylaws (
  version INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
  preset TEXT NOT NULL DEFAULT '',
  rules TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  in_force_from INTEGER NOT NULL,
  in_force_until INTEGER NOT NULL DEFAULT 0,
  proposal_id INTEGER REFERENCES proposal (id),
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE TABLE member (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL UNIQUE REFERENCES account (id),
  member_no INTEGER NOT NULL UNIQUE CHECK (member_no > 0),
  state TEXT NOT NULL CHECK (state IN ('invited', 'applied', 'approved', 'active', 'lapsed', 'suspended',
    'left', 'expelled', 'rejected', 'withdrawn', 'expired', 'deceased')),
  state_since INTEGER NOT NULL,
  joined_on INTEGER NOT NULL,
  left_on INTEGER NOT NULL DEFAULT 0,
  application TEXT,
  payment_reference TEXT NOT NULL UNIQUE,
  salt TEXT NOT NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX member_by_state ON member (state, id);

-- An office and its term; never deleted, only ended.
CREATE TABLE member_role (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  role TEXT NOT NULL,
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL DEFAULT 0,               -- the last day; 0 for no end
  election_id INTEGER,
  proposal_id INTEGER REFERENCES proposal (id),
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX member_role_by_member ON member_role (member_id, id);
CREATE INDEX member_role_by_role ON member_role (role, member_id);

CREATE TABLE circle (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  mandate TEXT NOT NULL DEFAULT '',
  is_open INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE circle_member (
  circle_id INTEGER NOT NULL REFERENCES circle (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (circle_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX circle_member_by_member ON circle_member (member_id);

CREATE TABLE discussion (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'locked')),
  author_id INTEGER NOT NULL REFERENCES member (id),
  circle_id INTEGER REFERENCES circle (id),
  tags TEXT NOT NULL DEFAULT '[]',
  context_version INTEGER NOT NULL DEFAULT 1,
  visibility TEXT NOT NULL DEFAULT 'members' CHECK (visibility IN ('members', 'public')),
  pinned INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  last_position INTEGER NOT NULL DEFAULT 0,       -- of its comments; never goes back
  comments_count INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX discussion_alive ON discussion (id) WHERE deleted_at = 0;

CREATE TABLE discussion_version (
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  author_id INTEGER NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (discussion_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE discussion_tag (
  tag TEXT NOT NULL,
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  PRIMARY KEY (tag, discussion_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX discussion_tag_by_discussion ON discussion_tag (discussion_id);

CREATE TABLE discussion_read (
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  ranges TEXT NOT NULL DEFAULT '[]',
  notify TEXT NOT NULL DEFAULT 'normal' CHECK (notify IN ('loud', 'normal', 'quiet', 'mute')),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (discussion_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  parent_id INTEGER REFERENCES comment (id),
  author_id INTEGER NOT NULL REFERENCES member (id),
  position INTEGER NOT NULL CHECK (position > 0),
  version INTEGER NOT NULL DEFAULT 1,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (discussion_id, position)
) STRICT;

CREATE INDEX comment_by_discussion ON comment (discussion_id, id);
CREATE INDEX comment_by_author ON comment (discussion_id, author_id);

CREATE TABLE comment_version (
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (comment_id, version)
) STRICT, WITHOUT ROWID;

-- `comment_id` 0 stands for the opening text.
CREATE TABLE reaction (
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  comment_id INTEGER NOT NULL DEFAULT 0,
  member_id INTEGER NOT NULL REFERENCES member (id),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (discussion_id, comment_id, name, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  class TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('proposal', 'check', 'count', 'question', 'choose', 'approval', 'score',
    'dot', 'rank', 'irv', 'stv', 'schulze', 'time')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'discussion', 'scheduled', 'open', 'closed', 'decided',
    'withdrawn', 'not_quorate')),
  version INTEGER NOT NULL DEFAULT 1,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  summary TEXT,
  author_id INTEGER NOT NULL REFERENCES member (id),
  subject_id INTEGER REFERENCES member (id),      -- the member it is about
  results_visible TEXT NOT NULL DEFAULT 'after_vote'
    CHECK (results_visible IN ('always', 'after_vote', 'after_close')),
  anonymous INTEGER NOT NULL DEFAULT 0,
  ballot_level TEXT NOT NULL CHECK (ballot_level IN ('L0', 'L1', 'L2')),
  bylaws_version INTEGER NOT NULL REFERENCES bylaws (version), -- frozen at opening
  settings TEXT NOT NULL DEFAULT '{}',            -- what only some kinds have
  reminders TEXT NOT NULL DEFAULT '["-24h"]',
  effect TEXT,
  effect_executed_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  discussed_from INTEGER NOT NULL DEFAULT 0,
  opens_at INTEGER NOT NULL DEFAULT 0,
  closes_at INTEGER NOT NULL DEFAULT 0,
  closed_at INTEGER NOT NULL DEFAULT 0,
  extensions INTEGER NOT NULL DEFAULT 0,
  eligible_count INTEGER NOT NULL DEFAULT 0,
  cast_count INTEGER NOT NULL DEFAULT 0,
  roll_sha256 TEXT,
  tally TEXT,                                     -- the final count as JSON
  verdict TEXT,
  log_seq INTEGER REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX proposal_by_discussion ON proposal (discussion_id, id);
CREATE INDEX proposal_by_state ON proposal (state, id);
CREATE INDEX proposal_due ON proposal (closes_at) WHERE state = 'open';
CREATE INDEX proposal_scheduled ON proposal (opens_at) WHERE state = 'scheduled';

CREATE TABLE proposal_version (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  author_id INTEGER NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_proposer (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  PRIMARY KEY (proposal_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_option (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  meaning TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT 'optional' CHECK (reason IN ('none', 'optional', 'required')),
  UNIQUE (proposal_id, position)
) STRICT;

-- Who may vote, written once when the voting opens.
CREATE TABLE proposal_roll (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  weight INTEGER NOT NULL DEFAULT 1 CHECK (weight > 0),
  PRIMARY KEY (proposal_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_roll_by_member ON proposal_roll (member_id, proposal_id);

-- Every ballot anybody ever cast; of one member's only the latest counts.
CREATE TABLE ballot (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  proposal_version INTEGER NOT NULL,
  reason_source TEXT,
  reason TEXT,
  cast_at INTEGER NOT NULL,
  revised_from INTEGER REFERENCES ballot (id),
  latest INTEGER NOT NULL DEFAULT 1,
  via TEXT NOT NULL DEFAULT 'api',
  weight INTEGER NOT NULL DEFAULT 1,
  signature TEXT,
  salt TEXT NOT NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE UNIQUE INDEX ballot_latest ON ballot (proposal_id, member_id) WHERE latest = 1;
CREATE INDEX ballot_by_proposal ON ballot (proposal_id, id) WHERE latest = 1;

CREATE TABLE ballot_choice (
  ballot_id INTEGER NOT NULL REFERENCES ballot (id),
  option_id INTEGER NOT NULL REFERENCES proposal_option (id),
  value INTEGER NOT NULL,
  PRIMARY KEY (ballot_id, option_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  proposal_id INTEGER NOT NULL UNIQUE REFERENCES proposal (id),
  statement TEXT NOT NULL,
  verdict TEXT NOT NULL,
  decided_on INTEGER NOT NULL,
  in_force INTEGER NOT NULL,
  effective_on INTEGER NOT NULL DEFAULT 0,
  review_on INTEGER NOT NULL DEFAULT 0,
  expires_on INTEGER NOT NULL DEFAULT 0,
  superseded_by INTEGER REFERENCES outcome (id),
  rule_text TEXT,
  topic TEXT,
  effects TEXT NOT NULL DEFAULT '[]',
  author_id INTEGER REFERENCES member (id),       -- NULL: worded by the node when the vote closed
  status_id INTEGER REFERENCES status (id) ON DELETE SET NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX outcome_in_force ON outcome (in_force, id);
