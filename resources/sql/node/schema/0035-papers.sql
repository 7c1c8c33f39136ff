-- Anonymous ballots.  Who has voted is a mark on the roll, in a row that was there before; what was voted is a
-- paper.  Neither has an id, a time or an order that the other has: papers are found by numbers that only the
-- voter's device can work out.
ALTER TABLE proposal_roll ADD COLUMN voted INTEGER NOT NULL DEFAULT 0;

-- While the vote is open.
CREATE TABLE paper_box (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  number TEXT NOT NULL CHECK (length(number) = 64),
  choices TEXT NOT NULL,                          -- canonical JSON
  reason_source TEXT,
  proposal_version INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, number)
) STRICT, WITHOUT ROWID;

-- When it is over: written at once, in the order of the numbers, which says nothing.
CREATE TABLE paper (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  choices TEXT NOT NULL,
  reason_source TEXT,
  proposal_version INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, position)
) STRICT, WITHOUT ROWID;
