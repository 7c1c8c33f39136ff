-- What members say they paid, until the treasurer sees it; and of which day of dues somebody was reminded.
CREATE TABLE payment_notice (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  method TEXT NOT NULL CHECK (method IN ('bank_transfer', 'cash', 'card', 'open_collective', 'other')),
  paid_on INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  settled_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX payment_notice_open ON payment_notice (member_id, id) WHERE settled_at = 0;

CREATE TABLE dues_reminder (
  member_id INTEGER NOT NULL REFERENCES member (id),
  due_on INTEGER NOT NULL,
  day INTEGER NOT NULL, -- from the day it was due; negative before it
  told_at INTEGER NOT NULL,
  PRIMARY KEY (member_id, due_on, day)
) STRICT, WITHOUT ROWID;
