-- What follows from decisions: effects that the node carries out, tasks that people do, objections
-- to how something was decided, and what was done in an emergency before it was decided.

CREATE TABLE task (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  note TEXT,
  owner_id INTEGER NOT NULL REFERENCES member (id),
  due_on INTEGER NOT NULL DEFAULT 0,
  proposal_id INTEGER REFERENCES proposal (id),
  outcome_id INTEGER REFERENCES outcome (id),
  created_at INTEGER NOT NULL,
  done_at INTEGER NOT NULL DEFAULT 0,
  done_by INTEGER REFERENCES member (id)
) STRICT;

CREATE INDEX task_by_owner ON task (owner_id, id);
CREATE INDEX task_by_outcome ON task (outcome_id);

-- `due_at` is when it is to happen, `next_at` when it is tried.
CREATE TABLE effect (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  outcome_id INTEGER NOT NULL REFERENCES outcome (id),
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  params TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed', 'dropped')),
  due_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  executed_at INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  task_id INTEGER REFERENCES task (id),
  log_seq INTEGER REFERENCES audit_entry (seq),
  UNIQUE (outcome_id, position)
) STRICT;

CREATE INDEX effect_due ON effect (next_at) WHERE state = 'waiting';

-- That something was not decided as the bylaws say; while one is open nothing is carried out.
CREATE TABLE challenge (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  member_id INTEGER NOT NULL REFERENCES member (id),
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed', 'upheld')),
  decided_by INTEGER REFERENCES member (id),
  decided_at INTEGER NOT NULL DEFAULT 0,
  answer TEXT,
  UNIQUE (proposal_id, member_id)
) STRICT;

CREATE INDEX challenge_open ON challenge (proposal_id) WHERE state = 'open';

-- Done at once by whoever the bylaws allow it; undone when it lapses.
CREATE TABLE emergency (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  params TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  reason TEXT NOT NULL,
  member_id INTEGER NOT NULL REFERENCES member (id),
  taken_at INTEGER NOT NULL,
  lapses_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ratified', 'lapsed')),
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX emergency_active ON emergency (lapses_at) WHERE state = 'active';

-- Outcomes whose review was asked for.
ALTER TABLE outcome ADD COLUMN reviewed_on INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outcome_ending ON outcome (expires_on) WHERE in_force = 1 AND expires_on > 0;
CREATE INDEX outcome_review ON outcome (review_on) WHERE in_force = 1 AND review_on > 0;
CREATE INDEX outcome_superseded ON outcome (superseded_by) WHERE superseded_by IS NOT NULL;

-- The words of decisions, to be found by.
CREATE VIRTUAL TABLE outcome_text USING fts5 (
  title, statement, rule_text, topic, tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO outcome_text (rowid, title, statement, rule_text, topic)
SELECT o.id, p.title, o.statement, COALESCE(o.rule_text, ''), COALESCE(o.topic, '')
FROM outcome o JOIN proposal p ON p.id = o.proposal_id;
