-- What treasurers brought from the bank.  A line is here once, however many files have it.
CREATE TABLE bank_import (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  file_sha256 TEXT NOT NULL UNIQUE,          -- the same file again is the same import
  format TEXT NOT NULL,
  account TEXT,
  known_count INTEGER NOT NULL,              -- lines that were here before
  unbalanced INTEGER NOT NULL,               -- balances that do not fit with what lies between them
  dates_guessed INTEGER NOT NULL,
  imported_by INTEGER NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE TABLE bank_line (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  import_id INTEGER NOT NULL REFERENCES bank_import (id),
  date INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  payer TEXT,
  payer_account_sha256 TEXT,                 -- to know a payer again, without the account
  reference TEXT,
  text TEXT,
  bank_ref TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'matched', 'outgoing', 'confirmed', 'ignored')),
  member_id INTEGER REFERENCES member (id),
  match_method TEXT,
  match_score INTEGER NOT NULL DEFAULT 0,
  payment_id INTEGER REFERENCES payment (id)
) STRICT;

CREATE INDEX bank_line_by_import ON bank_line (import_id, id);
CREATE INDEX bank_line_by_payer ON bank_line (payer_account_sha256) WHERE state = 'confirmed';
CREATE INDEX payment_by_import ON payment (import_id, id) WHERE import_id IS NOT NULL;
