-- The books.

-- name: ledger_entry_add
INSERT INTO ledger_entry (date, state, description, payee, code, visibility, source_kind, source_ref, created_by, approved_by,
  reverses, sha256, salt, log_seq, created_at)
VALUES (:date, :state, :description, :payee, :code, :visibility, :source_kind, :source_ref, :created_by, :approved_by,
  :reverses, :sha256, :salt, :log_seq, :created_at)

-- name: ledger_posting_add
INSERT INTO ledger_posting (entry_id, position, account, amount_minor, currency, member_id)
VALUES (:entry_id, :position, :account, :amount_minor, :currency, :member_id)

-- name: ledger_account_get
SELECT COUNT(*) FROM ledger_account WHERE name = :name

-- name: ledger_entry_get
SELECT id, date, state, description, payee, code, visibility, source_kind, source_ref, created_by, approved_by, reverses,
  sha256, salt, log_seq, created_at
FROM ledger_entry WHERE id = :id

-- name: ledger_entry_get_reversal
SELECT COUNT(*) FROM ledger_entry WHERE reverses = :id

-- name: ledger_entry_list
SELECT id, date, state, description, payee, code, visibility, source_kind, source_ref, created_by, approved_by, reverses,
  sha256, salt, log_seq, created_at
FROM ledger_entry e
WHERE id < :max_id AND id > :min_id AND date >= :from AND date <= :to
  AND (:account = '' OR EXISTS (SELECT 1 FROM ledger_posting p WHERE p.entry_id = e.id AND p.account = :account))
ORDER BY id DESC LIMIT :limit

-- name: ledger_entry_list_ascending
SELECT id, date, state, description, payee, code, visibility, source_kind, source_ref, created_by, approved_by, reverses,
  sha256, salt, log_seq, created_at
FROM ledger_entry e
WHERE id < :max_id AND id > :min_id AND date >= :from AND date <= :to
  AND (:account = '' OR EXISTS (SELECT 1 FROM ledger_posting p WHERE p.entry_id = e.id AND p.account = :account))
ORDER BY id LIMIT :limit

-- name: ledger_posting_list
SELECT entry_id, position, account, amount_minor, currency, member_id
FROM ledger_posting WHERE entry_id = :entry_id ORDER BY position

-- name: ledger_move_list
SELECT e.id AS entry_id, e.date, e.source_kind, e.visibility, e.description, p.account, p.amount_minor, p.currency, p.member_id
FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
WHERE e.date >= :from AND e.date <= :to ORDER BY e.date, e.id, p.position

-- What was posted before a month, by month.
-- name: ledger_sum_list
SELECT
  0 AS entry_id, month AS date, source_kind, '' AS visibility, '' AS description, account,
  amount_minor, currency, NULL AS member_id
FROM ledger_sum
WHERE month < :before
ORDER BY month

-- name: ledger_payer_count
SELECT COUNT(*) FROM ledger_payer WHERE year = :year AND currency = :currency AND first_on <= :until

-- The dues of all years before one in which fewer than so many paid.
-- name: ledger_few_payers_dues
SELECT COALESCE(-SUM(s.amount_minor), 0)
FROM ledger_sum s
WHERE s.month < :before AND s.source_kind = 'payment' AND s.account = 'Assets:Receivable:Dues' AND s.currency = :currency
  AND (SELECT COUNT(*) FROM ledger_payer p
    WHERE p.year = CAST(strftime('%s', s.month / 1000, 'unixepoch', 'start of year') AS INTEGER) * 1000
      AND p.currency = s.currency) < :payers

-- Months of some days in which dues came from fewer than so many.
-- name: ledger_few_payers_months
SELECT COUNT(*) FROM (
  SELECT 1
  FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
  WHERE e.date >= :from AND e.date <= :to AND e.source_kind = 'payment'
    AND p.account = 'Assets:Receivable:Dues' AND p.currency = :currency
  GROUP BY strftime('%Y-%m', e.date / 1000, 'unixepoch')
  HAVING COUNT(DISTINCT COALESCE(p.member_id, 0)) < :payers)

-- name: check_ledger_unbalanced
SELECT entry_id FROM ledger_posting GROUP BY entry_id, currency HAVING SUM(amount_minor) <> 0

-- name: budget_plan_list
SELECT account, planned_minor AS amount_minor FROM budget_plan WHERE year = :year ORDER BY account

-- What is written into a journal, entry by entry.
-- name: ledger_journal_list
SELECT e.id, e.date, e.state, e.description, e.payee, e.code, e.visibility, e.source_kind, e.source_ref,
  p.account, p.amount_minor, p.currency, p.member_id, COALESCE(m.member_no, 0) AS member_no
FROM ledger_entry e
JOIN ledger_posting p ON p.entry_id = e.id
LEFT JOIN member m ON m.id = p.member_id
WHERE e.date >= :from AND e.date <= :to
ORDER BY e.date, e.id, p.position

-- name: ledger_account_list
SELECT name FROM ledger_account ORDER BY name

-- name: ledger_currency_list
SELECT DISTINCT currency FROM ledger_sum ORDER BY currency
