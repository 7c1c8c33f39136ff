-- Votes that cannot be asked for: what a group says that somebody likes or dislikes, and dislikes.

CREATE TABLE tally (
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  voter TEXT NOT NULL,                     -- who is said to have voted
  teller_id INTEGER NOT NULL REFERENCES account (id), -- who says so
  value INTEGER NOT NULL CHECK (value IN (-1, 1)),
  PRIMARY KEY (status_id, voter)
) STRICT, WITHOUT ROWID;

CREATE INDEX tally_by_teller ON tally (teller_id);
