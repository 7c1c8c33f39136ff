-- What follows from decisions.

-- name: effect_add
INSERT INTO effect (outcome_id, proposal_id, position, type, params, due_at, next_at)
SELECT :outcome_id, :proposal_id, COUNT(*), :type, :params, :due_at, :due_at
FROM effect WHERE outcome_id = :outcome_id

-- name: effect_get
SELECT id, outcome_id, proposal_id, position, type, params, state, due_at, next_at, attempts, executed_at, problem,
  task_id, log_seq
FROM effect WHERE id = :id

-- name: effect_list
SELECT id, outcome_id, proposal_id, position, type, params, state, due_at, next_at, attempts, executed_at, problem,
  task_id, log_seq
FROM effect WHERE outcome_id = :outcome_id ORDER BY position

-- While somebody says that it was not decided rightly, nothing is carried out.
-- name: effect_next_due
SELECT e.id FROM effect e
WHERE e.state = 'waiting' AND e.next_at <= :now
  AND NOT EXISTS (SELECT 1 FROM challenge c WHERE c.proposal_id = e.proposal_id AND c.state = 'open')
ORDER BY e.next_at, e.id LIMIT 1

-- name: effect_save
UPDATE effect SET state = :state, next_at = :next_at, attempts = :attempts, executed_at = :executed_at,
  problem = :problem, task_id = :task_id, log_seq = :log_seq WHERE id = :id

-- name: effect_drop
UPDATE effect SET state = 'dropped' WHERE proposal_id = :proposal_id AND state = 'waiting'

-- name: effect_mark_proposal
UPDATE proposal SET effect_executed_at = :now
WHERE id = :id AND effect_executed_at = 0
  AND NOT EXISTS (SELECT 1 FROM effect e WHERE e.proposal_id = :id AND e.state <> 'done' AND e.due_at <= :now)

-- name: task_add
INSERT INTO task (title, note, owner_id, due_on, proposal_id, outcome_id, created_at)
VALUES (:title, :note, :owner_id, :due_on, :proposal_id, :outcome_id, :created_at)

-- name: task_get
SELECT id, title, note, owner_id, due_on, proposal_id, outcome_id, created_at, done_at, done_by FROM task WHERE id = :id

-- name: task_list
SELECT id, title, note, owner_id, due_on, proposal_id, outcome_id, created_at, done_at, done_by FROM task
WHERE id < :max_id AND id > :min_id AND (:owner_id = 0 OR owner_id = :owner_id)
  AND (:outcome_id = 0 OR outcome_id = :outcome_id) AND (:done = -1 OR (done_at <> 0) = :done)
ORDER BY id DESC LIMIT :limit

-- name: task_list_ascending
SELECT id, title, note, owner_id, due_on, proposal_id, outcome_id, created_at, done_at, done_by FROM task
WHERE id < :max_id AND id > :min_id AND (:owner_id = 0 OR owner_id = :owner_id)
  AND (:outcome_id = 0 OR outcome_id = :outcome_id) AND (:done = -1 OR (done_at <> 0) = :done)
ORDER BY id LIMIT :limit

-- name: task_save
UPDATE task SET title = :title, note = :note, owner_id = :owner_id, due_on = :due_on, done_at = :done_at, done_by = :done_by
WHERE id = :id

-- name: outcome_set_terms
UPDATE outcome SET in_force = :in_force, effective_on = :effective_on, review_on = :review_on, expires_on = :expires_on,
  superseded_by = :superseded_by, rule_text = :rule_text, topic = :topic, status_id = :status_id, log_seq = :log_seq
WHERE id = :id

-- name: outcome_list_superseded
SELECT id FROM outcome WHERE superseded_by = :id ORDER BY id

-- name: outcome_next_expired
SELECT id FROM outcome WHERE in_force = 1 AND expires_on > 0 AND expires_on <= :today ORDER BY expires_on, id LIMIT 1

-- name: outcome_next_review
SELECT id FROM outcome WHERE in_force = 1 AND review_on > 0 AND review_on <= :today AND reviewed_on < review_on
ORDER BY review_on, id LIMIT 1

-- name: outcome_set_reviewed
UPDATE outcome SET reviewed_on = review_on WHERE id = :id

-- name: outcome_search
SELECT o.id, o.proposal_id, o.statement, o.verdict, o.decided_on, o.in_force, o.effective_on, o.review_on, o.expires_on,
  o.superseded_by, o.rule_text, o.topic, o.effects, o.author_id, o.status_id, o.log_seq
FROM outcome o
WHERE o.id < :max_id AND o.id > :min_id AND (:in_force = -1 OR o.in_force = :in_force)
  AND (:state = '' OR :state = CASE
    WHEN o.superseded_by IS NOT NULL THEN 'superseded'
    WHEN o.in_force = 1 AND ((o.expires_on > 0 AND o.expires_on <= :soon) OR (o.review_on > 0 AND o.review_on <= :soon))
      THEN 'expiring'
    WHEN o.in_force = 1 THEN 'in_force'
    WHEN o.expires_on > 0 AND o.expires_on <= :today THEN 'expired'
    ELSE 'not_adopted' END)
  AND (:topic = '' OR o.topic = :topic)
  AND (:match = '' OR o.id IN (SELECT rowid FROM outcome_text WHERE outcome_text MATCH :match))
ORDER BY o.id DESC LIMIT :limit

-- name: outcome_search_ascending
SELECT o.id, o.proposal_id, o.statement, o.verdict, o.decided_on, o.in_force, o.effective_on, o.review_on, o.expires_on,
  o.superseded_by, o.rule_text, o.topic, o.effects, o.author_id, o.status_id, o.log_seq
FROM outcome o
WHERE o.id < :max_id AND o.id > :min_id AND (:in_force = -1 OR o.in_force = :in_force)
  AND (:state = '' OR :state = CASE
    WHEN o.superseded_by IS NOT NULL THEN 'superseded'
    WHEN o.in_force = 1 AND ((o.expires_on > 0 AND o.expires_on <= :soon) OR (o.review_on > 0 AND o.review_on <= :soon))
      THEN 'expiring'
    WHEN o.in_force = 1 THEN 'in_force'
    WHEN o.expires_on > 0 AND o.expires_on <= :today THEN 'expired'
    ELSE 'not_adopted' END)
  AND (:topic = '' OR o.topic = :topic)
  AND (:match = '' OR o.id IN (SELECT rowid FROM outcome_text WHERE outcome_text MATCH :match))
ORDER BY o.id LIMIT :limit

-- name: member_list_office
SELECT DISTINCT o.member_id AS id FROM member_role o JOIN member m ON m.id = o.member_id
WHERE o.role = :role AND o.from_on <= :today AND (o.to_on = 0 OR o.to_on >= :today) AND m.state IN ('active', 'lapsed')
ORDER BY o.member_id

-- name: effect_budget_put
INSERT INTO budget_plan (year, account, planned_minor, proposal_id) VALUES (:year, :account, :amount_minor, :proposal_id)
ON CONFLICT (year, account) DO UPDATE SET planned_minor = excluded.planned_minor, proposal_id = excluded.proposal_id

-- name: challenge_add
INSERT INTO challenge (proposal_id, member_id, reason, created_at) VALUES (:proposal_id, :member_id, :reason, :created_at)

-- name: challenge_decide
UPDATE challenge SET state = :state, decided_by = :decided_by, decided_at = :decided_at, answer = :answer
WHERE proposal_id = :proposal_id AND state = 'open'

-- name: challenge_count
SELECT COUNT(*) FROM challenge WHERE proposal_id = :proposal_id AND (:state = '' OR state = :state)
  AND (:member_id = 0 OR member_id = :member_id)

-- name: challenge_list
SELECT CAST(id AS TEXT) AS id, CAST(proposal_id AS TEXT) AS proposal_id, CAST(member_id AS TEXT) AS member_id, reason,
  created_at, state, CAST(decided_by AS TEXT) AS decided_by, decided_at, answer
FROM challenge WHERE proposal_id = :proposal_id ORDER BY id LIMIT :limit

-- name: challenge_next_unanswered
SELECT proposal_id FROM challenge WHERE state = 'open' AND created_at <= :before ORDER BY created_at, id LIMIT 1

-- name: emergency_add
INSERT INTO emergency (type, params, reason_code, reason, member_id, taken_at, lapses_at, discussion_id, proposal_id, log_seq)
VALUES (:type, :params, :reason_code, :reason, :member_id, :taken_at, :lapses_at, :discussion_id, :proposal_id, :log_seq)

-- part: emergency_columns
  CAST(id AS TEXT) AS id, type, params, reason_code, reason, CAST(member_id AS TEXT) AS member_id, taken_at, lapses_at,
  state, CAST(discussion_id AS TEXT) AS discussion_id, CAST(proposal_id AS TEXT) AS proposal_id, log_seq

-- name: emergency_get
SELECT @emergency_columns@ FROM emergency WHERE emergency.id = :id

-- name: emergency_list
SELECT @emergency_columns@ FROM emergency
WHERE emergency.id < :max_id AND emergency.id > :min_id AND (:state = '' OR state = :state)
ORDER BY emergency.id DESC LIMIT :limit

-- name: emergency_list_ascending
SELECT @emergency_columns@ FROM emergency
WHERE emergency.id < :max_id AND emergency.id > :min_id AND (:state = '' OR state = :state)
ORDER BY emergency.id LIMIT :limit

-- What is voted on until then is closed first, and says itself whether it stays.
-- name: emergency_next_lapsing
SELECT e.id FROM emergency e JOIN proposal p ON p.id = e.proposal_id
WHERE e.state = 'active' AND e.lapses_at <= :now AND NOT (p.state = 'open' AND p.closes_at <= e.lapses_at)
ORDER BY e.lapses_at, e.id LIMIT 1

-- name: emergency_get_by_proposal
SELECT id FROM emergency WHERE proposal_id = :proposal_id

-- name: emergency_set_state
UPDATE emergency SET state = :state WHERE id = :id

-- name: emergency_count
SELECT COUNT(*) FROM emergency WHERE state = :state AND (:type = '' OR type = :type AND params = :params)

-- name: emergency_has_measure
SELECT CASE :measure WHEN 'silence' THEN a.silenced WHEN 'suspend' THEN a.suspended WHEN 'sensitive' THEN a.sensitized
  ELSE COALESCE(u.disabled, 0) END
FROM account a LEFT JOIN user u ON u.account_id = a.id WHERE a.id = :id

-- name: emergency_holds_role
SELECT 1 FROM member_role WHERE member_id = :member_id AND role = :role AND from_on <= :today
  AND (to_on = 0 OR to_on >= :today) LIMIT 1

-- name: proposal_version_list
SELECT version, title, source, html, author_id, created_at FROM proposal_version
WHERE proposal_id = :proposal_id ORDER BY version

-- name: bylaws_list
SELECT version, preset, rules, sha256, in_force_from, in_force_until, proposal_id, log_seq
FROM bylaws WHERE version < :max_id AND version > :min_id ORDER BY version DESC LIMIT :limit

-- name: effect_account_count
SELECT COUNT(*) FROM account WHERE id = :id

-- name: effect_home_add
INSERT INTO home_entry (account_id, status_id)
SELECT m.account_id, :status FROM member m JOIN user u ON u.account_id = m.account_id
WHERE m.state IN ('approved', 'active', 'lapsed', 'suspended')
ON CONFLICT DO NOTHING

-- name: outcome_text_remove
DELETE FROM outcome_text WHERE rowid = :id

-- name: outcome_text_add
INSERT INTO outcome_text (rowid, title, statement, rule_text, topic)
SELECT o.id, p.title, o.statement, COALESCE(o.rule_text, ''), COALESCE(o.topic, '')
FROM outcome o JOIN proposal p ON p.id = o.proposal_id WHERE o.id = :id
