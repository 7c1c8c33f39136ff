-- Dues and the books.  Amounts are minor units of their currency; dates are the UTC midnight of a day.

CREATE TABLE dues_plan (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  terms TEXT NOT NULL,                            -- JSON, as the rules read and write it
  rails TEXT NOT NULL DEFAULT '[]',
  in_force_from INTEGER NOT NULL,
  in_force_until INTEGER NOT NULL DEFAULT 0,
  proposal_id INTEGER REFERENCES proposal (id),
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

-- What a member chose to pay, from when on.  The newest that applies counts.
CREATE TABLE dues_choice (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  plan_id INTEGER NOT NULL REFERENCES dues_plan (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  applies_from INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX dues_choice_by_member ON dues_choice (member_id, id);

-- No reason is kept, on purpose.
CREATE TABLE dues_waiver (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL CHECK (to_on >= from_on),
  granted_by INTEGER NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX dues_waiver_by_member ON dues_waiver (member_id, id);
CREATE INDEX dues_waiver_by_end ON dues_waiver (to_on);

CREATE TABLE ledger_account (
  name TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense'))
) STRICT, WITHOUT ROWID;

INSERT INTO ledger_account (name, kind) VALUES
  ('Assets:Bank:Current', 'asset'),
  ('Assets:Cash', 'asset'),
  ('Assets:OpenCollective', 'asset'),
  ('Assets:Receivable:Dues', 'asset'),
  ('Liabilities:MemberShares', 'liability'),
  ('Liabilities:Payable', 'liability'),
  ('Liabilities:Prepaid:Dues', 'liability'),
  ('Equity:Opening', 'equity'),
  ('Income:Donations', 'income'),
  ('Income:Dues', 'income'),
  ('Income:Grants', 'income'),
  ('Expenses:Domain', 'expense'),
  ('Expenses:Fees:FiscalHost', 'expense'),
  ('Expenses:Fees:Payment', 'expense'),
  ('Expenses:Hosting', 'expense'),
  ('Expenses:Insurance', 'expense'),
  ('Expenses:Software', 'expense'),
  ('Expenses:Solidarity', 'expense'),
  ('Expenses:Stipends', 'expense'),
  ('Expenses:WriteOff', 'expense');

-- Never changed: a mistake is reversed by another entry and written again.
CREATE TABLE ledger_entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  date INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'cleared', 'reconciled')),
  description TEXT NOT NULL,
  payee TEXT,
  code TEXT,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'members', 'treasurer')),
  source_kind TEXT NOT NULL,
  source_ref INTEGER,
  created_by INTEGER REFERENCES member (id),      -- NULL: the scheduler
  approved_by INTEGER REFERENCES member (id),
  reverses INTEGER UNIQUE REFERENCES ledger_entry (id),
  sha256 TEXT NOT NULL,                           -- SHA-256 (salt, the entry as canonical JSON)
  salt TEXT NOT NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq),
  created_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ledger_entry_by_source ON ledger_entry (source_kind, source_ref)
  WHERE source_ref IS NOT NULL AND reverses IS NULL;
CREATE INDEX ledger_entry_by_date ON ledger_entry (date, id);

CREATE TABLE ledger_posting (
  entry_id INTEGER NOT NULL REFERENCES ledger_entry (id),
  position INTEGER NOT NULL,
  account TEXT NOT NULL REFERENCES ledger_account (name),
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  member_id INTEGER REFERENCES member (id),
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_posting_by_account ON ledger_posting (account, entry_id);

CREATE TABLE dues_charge (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  plan_id INTEGER NOT NULL REFERENCES dues_plan (id),
  due_on INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0), -- 0 inside a waiver
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  waiver_id INTEGER REFERENCES dues_waiver (id),
  ledger_entry_id INTEGER REFERENCES ledger_entry (id),
  created_at INTEGER NOT NULL,
  UNIQUE (member_id, due_on)
) STRICT;

CREATE TABLE payment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  received_on INTEGER NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('bank_transfer', 'cash', 'card', 'open_collective', 'other')),
  state TEXT NOT NULL DEFAULT 'confirmed' CHECK (state IN ('confirmed', 'reversed')),
  source_kind TEXT NOT NULL DEFAULT 'manual',
  import_id INTEGER,
  line_id INTEGER,
  bank_ref TEXT,
  payer_name TEXT,
  reference TEXT,
  match_method TEXT NOT NULL DEFAULT 'manual',
  match_score INTEGER NOT NULL DEFAULT 100,
  match_by TEXT NOT NULL DEFAULT 'treasurer',
  ledger_entry_id INTEGER REFERENCES ledger_entry (id),
  reversed_by INTEGER REFERENCES payment (id),
  recorded_by INTEGER NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX payment_by_member ON payment (member_id, id);
-- The same line of the bank, however often it is imported, is one payment.
CREATE UNIQUE INDEX payment_by_bank_ref ON payment (bank_ref) WHERE bank_ref IS NOT NULL AND state = 'confirmed';

-- What the members planned to spend and to earn in a year.
CREATE TABLE budget_plan (
  year INTEGER NOT NULL,
  account TEXT NOT NULL REFERENCES ledger_account (name),
  planned_minor INTEGER NOT NULL,
  proposal_id INTEGER REFERENCES proposal (id),
  PRIMARY KEY (year, account)
) STRICT, WITHOUT ROWID;
