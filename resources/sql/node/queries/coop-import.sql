-- What treasurers brought from the bank.

-- name: bank_import_add
INSERT INTO bank_import (file_sha256, format, account, known_count, unbalanced, dates_guessed, imported_by, created_at, log_seq)
VALUES (:file_sha256, :format, :account, 0, :unbalanced, :dates_guessed, :imported_by, :created_at, :log_seq)

-- name: bank_import_set_known
UPDATE bank_import SET known_count = :known_count WHERE id = :id

-- name: bank_import_get_by_file
SELECT id FROM bank_import WHERE file_sha256 = :file_sha256

-- name: bank_import_get
SELECT i.id, i.format, i.account, i.known_count, i.unbalanced = 0 AS balanced, i.dates_guessed, i.imported_by, i.created_at,
  COUNT(l.id) AS lines_count,
  COALESCE(SUM(l.state = 'open'), 0) AS open_count,
  COALESCE(SUM(l.state = 'matched'), 0) AS matched_count,
  COALESCE(SUM(l.state = 'outgoing'), 0) AS outgoing_count,
  COALESCE(SUM(l.state = 'confirmed'), 0) AS confirmed_count,
  COALESCE(SUM(l.state = 'ignored'), 0) AS ignored_count
FROM bank_import i LEFT JOIN bank_line l ON l.import_id = i.id
WHERE i.id = :id GROUP BY i.id

-- name: bank_import_list
SELECT i.id, i.format, i.account, i.known_count, i.unbalanced = 0 AS balanced, i.dates_guessed, i.imported_by, i.created_at,
  COUNT(l.id) AS lines_count,
  COALESCE(SUM(l.state = 'open'), 0) AS open_count,
  COALESCE(SUM(l.state = 'matched'), 0) AS matched_count,
  COALESCE(SUM(l.state = 'outgoing'), 0) AS outgoing_count,
  COALESCE(SUM(l.state = 'confirmed'), 0) AS confirmed_count,
  COALESCE(SUM(l.state = 'ignored'), 0) AS ignored_count
FROM bank_import i LEFT JOIN bank_line l ON l.import_id = i.id
WHERE i.id < :max_id AND i.id > :min_id GROUP BY i.id
ORDER BY CASE WHEN :ascending THEN i.id ELSE -i.id END LIMIT :limit

-- name: bank_line_count_known
SELECT (SELECT COUNT(*) FROM bank_line WHERE bank_ref = :bank_ref)
  + (SELECT COUNT(*) FROM payment WHERE bank_ref = :bank_ref AND state = 'confirmed')

-- name: bank_line_add
INSERT INTO bank_line (import_id, date, amount_minor, currency, payer, payer_account_sha256, reference, text, bank_ref, state,
  member_id, match_method, match_score)
VALUES (:import_id, :date, :amount_minor, :currency, :payer, :payer_account_sha256, :reference, :text, :bank_ref, :state,
  :member_id, :match_method, :match_score)

-- name: bank_line_get
SELECT id, import_id, date, amount_minor, currency, payer, reference, text, bank_ref, state, member_id, match_method,
  match_score, payment_id
FROM bank_line WHERE id = :id

-- name: bank_line_list
SELECT id, import_id, date, amount_minor, currency, payer, reference, text, bank_ref, state, member_id, match_method,
  match_score, payment_id
FROM bank_line
WHERE import_id = :import_id AND (:state = '' OR state = :state) AND id < :max_id AND id > :min_id
ORDER BY CASE WHEN :ascending THEN id ELSE -id END LIMIT :limit

-- name: bank_line_list_matched
SELECT id, import_id, date, amount_minor, currency, payer, reference, text, bank_ref, state, member_id, match_method,
  match_score, payment_id
FROM bank_line WHERE import_id = :import_id AND state = 'matched' AND match_score >= :min_score ORDER BY id LIMIT :limit

-- name: bank_line_save
UPDATE bank_line SET state = :state, member_id = :member_id, match_method = :match_method, match_score = :match_score,
  payment_id = :payment_id
WHERE id = :id

-- name: bank_line_reopen
UPDATE bank_line SET state = CASE WHEN match_method = 'manual' THEN 'open' ELSE 'matched' END, payment_id = NULL
WHERE payment_id = :payment_id

-- name: bank_line_find_payer
SELECT COALESCE(MAX(member_id), 0) FROM bank_line
WHERE payer_account_sha256 = :payer_account_sha256 AND state = 'confirmed' HAVING COUNT(DISTINCT member_id) = 1

-- name: payment_list_of_import
SELECT id FROM payment WHERE import_id = :import_id AND state = 'confirmed' ORDER BY id

-- name: bank_line_list_open
SELECT id, import_id, date, amount_minor, currency, payer, text, state
FROM bank_line WHERE state IN ('open', 'matched', 'outgoing') ORDER BY date, id LIMIT :limit
