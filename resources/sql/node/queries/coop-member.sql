-- Who belongs, in which state, in which office.

-- part: member_columns
  m.id, m.account_id, m.member_no, m.state, m.state_since, m.joined_on, m.left_on, m.application,
  m.payment_reference, m.salt, m.log_seq, m.escalated_at, m.suspended_until, m.appealed_at,
  CASE WHEN m.pseudonym IS NOT NULL THEN m.pseudonym WHEN a.display_name <> '' THEN a.display_name
    ELSE a.username END AS name,
  CASE WHEN m.pseudonym IS NULL THEN a.username END AS username

-- name: member_add
INSERT INTO member (account_id, member_no, state, state_since, joined_on, application, payment_reference, salt, log_seq)
VALUES (:account_id, :member_no, :state, :state_since, :joined_on, :application, :payment_reference, :salt, :log_seq)

-- name: member_next_no
SELECT COALESCE(MAX(member_no), 0) + 1 FROM member

-- name: member_set_state
UPDATE member SET state = :state, state_since = :state_since, joined_on = :joined_on, left_on = :left_on,
  application = :application, escalated_at = :escalated_at, suspended_until = :suspended_until,
  appealed_at = :appealed_at, log_seq = :log_seq WHERE id = :id

-- name: member_get
SELECT
  @member_columns@
FROM member m JOIN account a ON a.id = m.account_id WHERE m.id = :id

-- name: member_get_by_account
SELECT
  @member_columns@
FROM member m JOIN account a ON a.id = m.account_id WHERE m.account_id = :account_id

-- name: member_get_by_reference
SELECT id FROM member WHERE payment_reference = :reference

-- name: member_list
SELECT
  @member_columns@
FROM member m JOIN account a ON a.id = m.account_id
WHERE m.id < :max_id AND m.id > :min_id AND (:states = '' OR ',' || :states || ',' LIKE '%,' || m.state || ',%')
ORDER BY m.id DESC LIMIT :limit

-- name: member_list_ascending
SELECT
  @member_columns@
FROM member m JOIN account a ON a.id = m.account_id
WHERE m.id < :max_id AND m.id > :min_id AND (:states = '' OR ',' || :states || ',' LIKE '%,' || m.state || ',%')
ORDER BY m.id LIMIT :limit

-- name: member_role_add
INSERT INTO member_role (member_id, role, from_on, to_on, election_id, proposal_id, log_seq)
VALUES (:member_id, :role, :from_on, :to_on, :election_id, :proposal_id, :log_seq)

-- name: member_role_list
SELECT id, member_id, role, from_on, to_on, election_id, proposal_id, log_seq
FROM member_role
WHERE member_id = :member_id AND from_on <= :today AND (to_on = 0 OR to_on >= :today) ORDER BY id

-- name: member_count_other_admins
SELECT COUNT(*) FROM member m
WHERE m.id <> :member_id AND m.state = 'active' AND EXISTS (
  SELECT 1 FROM member_role r
  WHERE r.member_id = m.id AND r.role = 'admin' AND r.from_on <= :today AND (r.to_on = 0 OR r.to_on >= :today))

-- name: circle_has_member
SELECT COUNT(*) FROM circle_member WHERE circle_id = :circle_id AND member_id = :member_id

-- Whoever admits: the circle that the bylaws name for it, beside the admins.
-- name: member_is_in_open_circle
SELECT COUNT(*) FROM circle c JOIN circle_member cm ON cm.circle_id = c.id
WHERE c.slug = :slug AND c.closed_at = 0 AND cm.member_id = :member_id

-- name: member_who_admit
SELECT m.id FROM member m
WHERE m.state = 'active' AND (
  EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.role = 'admin' AND r.from_on <= :today
    AND (r.to_on = 0 OR r.to_on >= :today))
  OR EXISTS (SELECT 1 FROM circle c JOIN circle_member cm ON cm.circle_id = c.id
    WHERE c.slug = :slug AND c.closed_at = 0 AND cm.member_id = m.id))
ORDER BY m.id LIMIT :limit

-- name: member_all_active
SELECT id FROM member WHERE state = 'active' ORDER BY id LIMIT :limit

-- name: member_count_applied
SELECT COUNT(*) FROM member WHERE state = 'applied'

-- name: member_next_unanswered
SELECT id FROM member WHERE state = 'applied' AND escalated_at = 0 AND state_since <= :before
ORDER BY state_since, id LIMIT 1

-- name: member_next_in_state
SELECT id FROM member WHERE state = :state AND state_since <= :before ORDER BY state_since, id LIMIT 1

-- name: member_next_lifted
SELECT id FROM member WHERE state = 'suspended' AND suspended_until > 0 AND suspended_until <= :now
ORDER BY suspended_until, id LIMIT 1
