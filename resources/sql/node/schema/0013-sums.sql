-- Sums that are kept instead of being made anew for each question, so that a question costs the
-- same after ten years as after one.

-- Who takes part in a discussion, with how many comments that are still there.
CREATE TABLE discussion_participant (
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  author_id INTEGER NOT NULL REFERENCES member (id),
  comments_count INTEGER NOT NULL,
  PRIMARY KEY (discussion_id, author_id)
) STRICT, WITHOUT ROWID;

INSERT INTO discussion_participant (discussion_id, author_id, comments_count)
SELECT discussion_id, author_id, COUNT(*) FROM comment WHERE deleted_at = 0
GROUP BY discussion_id, author_id;

CREATE TRIGGER comment_participant_add AFTER INSERT ON comment WHEN NEW.deleted_at = 0
BEGIN
  INSERT INTO discussion_participant (discussion_id, author_id, comments_count)
  VALUES (NEW.discussion_id, NEW.author_id, 1)
  ON CONFLICT (discussion_id, author_id) DO UPDATE SET comments_count = comments_count + 1;
END;

CREATE TRIGGER comment_participant_remove AFTER UPDATE OF deleted_at ON comment
WHEN OLD.deleted_at = 0 AND NEW.deleted_at > 0
BEGIN
  UPDATE discussion_participant SET comments_count = comments_count - 1
  WHERE discussion_id = NEW.discussion_id AND author_id = NEW.author_id;
  DELETE FROM discussion_participant
  WHERE discussion_id = NEW.discussion_id AND author_id = NEW.author_id AND comments_count <= 0;
END;

-- What is missing between two positions.
CREATE INDEX comment_deleted ON comment (discussion_id, position) WHERE deleted_at > 0;

-- What was posted to an account in a month: the books are never changed, only added to.
CREATE TABLE ledger_sum (
  month INTEGER NOT NULL,             -- its first day
  source_kind TEXT NOT NULL CHECK (source_kind IN ('charge', 'payment', 'other')),
  account TEXT NOT NULL REFERENCES ledger_account (name),
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (month, source_kind, account, currency)
) STRICT, WITHOUT ROWID;

INSERT INTO ledger_sum (month, source_kind, account, currency, amount_minor)
SELECT
  CAST(strftime('%s', e.date / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000,
  CASE WHEN e.source_kind IN ('charge', 'payment') THEN e.source_kind ELSE 'other' END,
  p.account, p.currency, SUM(p.amount_minor)
FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
GROUP BY 1, 2, 3, 4;

CREATE TRIGGER ledger_sum_add AFTER INSERT ON ledger_posting
BEGIN
  INSERT INTO ledger_sum (month, source_kind, account, currency, amount_minor)
  SELECT
    CAST(strftime('%s', e.date / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000,
    CASE WHEN e.source_kind IN ('charge', 'payment') THEN e.source_kind ELSE 'other' END,
    NEW.account, NEW.currency, NEW.amount_minor
  FROM ledger_entry e WHERE e.id = NEW.entry_id
  ON CONFLICT (month, source_kind, account, currency)
  DO UPDATE SET amount_minor = amount_minor + excluded.amount_minor;
END;

-- Who paid dues in a year, and when for the first time.
CREATE TABLE ledger_payer (
  year INTEGER NOT NULL,              -- its first day
  currency TEXT NOT NULL,
  member_id INTEGER NOT NULL,         -- 0 for a payment that is nobody's
  first_on INTEGER NOT NULL,
  PRIMARY KEY (year, currency, member_id)
) STRICT, WITHOUT ROWID;

INSERT INTO ledger_payer (year, currency, member_id, first_on)
SELECT
  CAST(strftime('%s', e.date / 1000, 'unixepoch', 'start of year') AS INTEGER) * 1000,
  p.currency, COALESCE(p.member_id, 0), MIN(e.date)
FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
WHERE p.account = 'Assets:Receivable:Dues' AND e.source_kind = 'payment'
GROUP BY 1, 2, 3;

CREATE TRIGGER ledger_payer_add AFTER INSERT ON ledger_posting
WHEN NEW.account = 'Assets:Receivable:Dues'
BEGIN
  INSERT INTO ledger_payer (year, currency, member_id, first_on)
  SELECT
    CAST(strftime('%s', e.date / 1000, 'unixepoch', 'start of year') AS INTEGER) * 1000,
    NEW.currency, COALESCE(NEW.member_id, 0), e.date
  FROM ledger_entry e WHERE e.id = NEW.entry_id AND e.source_kind = 'payment'
  ON CONFLICT (year, currency, member_id)
  DO UPDATE SET first_on = MIN(first_on, excluded.first_on);
END;
