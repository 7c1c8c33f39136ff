-- Dues: the plan, what members chose, what they owe and what they paid.

-- name: dues_plan_add
INSERT INTO dues_plan (terms, rails, in_force_from, proposal_id, log_seq)
VALUES (:terms, :rails, :in_force_from, :proposal_id, :log_seq)

-- name: dues_plan_end
UPDATE dues_plan SET in_force_until = :until WHERE id = :id

-- name: dues_plan_set_rails
UPDATE dues_plan SET rails = :rails WHERE id = :id

-- name: dues_plan_get_latest
SELECT id, terms, rails, in_force_from, in_force_until, proposal_id, log_seq
FROM dues_plan WHERE id = (SELECT MAX(id) FROM dues_plan)

-- name: dues_choice_add
INSERT INTO dues_choice (member_id, plan_id, amount_minor, applies_from, created_at)
VALUES (:member_id, :plan_id, :amount_minor, :applies_from, :created_at)

-- name: dues_choice_list
SELECT id, member_id, plan_id, amount_minor, applies_from, created_at
FROM dues_choice WHERE member_id = :member_id AND plan_id = :plan_id ORDER BY id

-- name: dues_waiver_add
INSERT INTO dues_waiver (member_id, from_on, to_on, granted_by, created_at, log_seq)
VALUES (:member_id, :from_on, :to_on, :granted_by, :created_at, :log_seq)

-- name: dues_waiver_list
SELECT id, member_id, from_on, to_on, granted_by, created_at, log_seq
FROM dues_waiver WHERE member_id = :member_id ORDER BY id

-- name: dues_waiver_count
SELECT COUNT(DISTINCT member_id) FROM dues_waiver WHERE from_on <= :day AND to_on >= :day

-- name: dues_charge_add
INSERT INTO dues_charge (member_id, plan_id, due_on, amount_minor, currency, waiver_id, created_at)
VALUES (:member_id, :plan_id, :due_on, :amount_minor, :currency, :waiver_id, :created_at)

-- name: dues_charge_set_entry
UPDATE dues_charge SET ledger_entry_id = :entry_id WHERE id = :id

-- name: dues_charge_list
SELECT id, member_id, plan_id, due_on, amount_minor, currency, waiver_id, ledger_entry_id, created_at
FROM dues_charge WHERE member_id = :member_id ORDER BY due_on

-- name: dues_member_list
SELECT
  @member_columns@
FROM member m JOIN account a ON a.id = m.account_id WHERE m.state IN ('active', 'lapsed') AND m.id > :above ORDER BY m.id LIMIT :limit

-- name: payment_add
INSERT INTO payment (member_id, amount_minor, currency, received_on, method, source_kind, import_id, line_id, bank_ref,
  payer_name, reference, match_method, match_score, match_by, recorded_by, created_at)
VALUES (:member_id, :amount_minor, :currency, :received_on, :method, :source_kind, :import_id, :line_id, :bank_ref,
  :payer_name, :reference, :match_method, :match_score, :match_by, :recorded_by, :created_at)

-- name: payment_set_entry
UPDATE payment SET ledger_entry_id = :entry_id WHERE id = :id

-- name: payment_reverse
UPDATE payment SET state = 'reversed' WHERE id = :id AND state = 'confirmed'

-- name: payment_get
SELECT id, member_id, amount_minor, currency, received_on, method, state, source_kind, import_id, line_id, bank_ref,
  payer_name, reference, match_method, match_score, match_by, ledger_entry_id, reversed_by, recorded_by, created_at
FROM payment WHERE id = :id

-- name: payment_get_by_bank_ref
SELECT id, member_id, amount_minor, currency, received_on, method, state, source_kind, import_id, line_id, bank_ref,
  payer_name, reference, match_method, match_score, match_by, ledger_entry_id, reversed_by, recorded_by, created_at
FROM payment WHERE bank_ref = :bank_ref AND state = 'confirmed'

-- name: payment_list_of_member
SELECT id, member_id, amount_minor, currency, received_on, method, state, source_kind, import_id, line_id, bank_ref,
  payer_name, reference, match_method, match_score, match_by, ledger_entry_id, reversed_by, recorded_by, created_at
FROM payment WHERE member_id = :member_id ORDER BY id

-- name: payment_credits
SELECT COALESCE(SUM(amount_minor), 0) FROM payment WHERE member_id = :member_id AND state = 'confirmed'

-- name: payment_notice_add
INSERT INTO payment_notice (member_id, amount_minor, currency, method, paid_on, created_at)
VALUES (:member_id, :amount_minor, :currency, :method, :paid_on, :now)

-- name: payment_notice_count
SELECT COUNT(*) FROM payment_notice WHERE member_id = :member_id AND settled_at = 0

-- name: payment_notice_settle
UPDATE payment_notice SET settled_at = :now WHERE settled_at = 0 AND id = (
  SELECT n.id FROM payment_notice n WHERE n.member_id = :member_id AND n.settled_at = 0
  ORDER BY n.amount_minor <> :amount_minor, n.id LIMIT 1)

-- name: payment_notice_list
SELECT n.id, n.member_id, n.amount_minor, n.currency, n.method, n.paid_on, n.created_at
FROM payment_notice n WHERE n.settled_at = 0 AND (:member_id = 0 OR n.member_id = :member_id)
ORDER BY n.id LIMIT :limit

-- name: dues_reminder_count
SELECT COUNT(*) FROM dues_reminder WHERE member_id = :member_id AND due_on = :due_on AND day >= :day

-- name: dues_reminder_add
INSERT INTO dues_reminder (member_id, due_on, day, told_at) VALUES (:member_id, :due_on, :day, :now)
