-- Who belongs, in which state, in which office.

-- name: member_add
INSERT INTO member (account_id, member_no, state, state_since, joined_on, application, payment_reference, salt, log_seq)
VALUES (:account_id, :member_no, :state, :state_since, :joined_on, :application, :payment_reference, :salt, :log_seq)

-- name: member_next_no
SELECT COALESCE(MAX(member_no), 0) + 1 FROM member

-- name: member_set_state
UPDATE member SET state = :state, state_since = :state_since, left_on = :left_on, log_seq = :log_seq WHERE id = :id

-- name: member_get
SELECT m.id, m.account_id, m.member_no, m.state, m.state_since, m.joined_on, m.left_on, m.application,
  m.payment_reference, m.salt, m.log_seq,
  CASE WHEN a.display_name <> '' THEN a.display_name ELSE a.username END AS name, a.username
FROM member m JOIN account a ON a.id = m.account_id WHERE m.id = :id

-- name: member_get_by_account
SELECT m.id, m.account_id, m.member_no, m.state, m.state_since, m.joined_on, m.left_on, m.application,
  m.payment_reference, m.salt, m.log_seq,
  CASE WHEN a.display_name <> '' THEN a.display_name ELSE a.username END AS name, a.username
FROM member m JOIN account a ON a.id = m.account_id WHERE m.account_id = :account_id

-- name: member_get_by_reference
SELECT id FROM member WHERE payment_reference = :reference

-- name: member_list
SELECT m.id, m.account_id, m.member_no, m.state, m.state_since, m.joined_on, m.left_on, m.application,
  m.payment_reference, m.salt, m.log_seq,
  CASE WHEN a.display_name <> '' THEN a.display_name ELSE a.username END AS name, a.username
FROM member m JOIN account a ON a.id = m.account_id
WHERE m.id < :max_id AND m.id > :min_id AND (:states = '' OR ',' || :states || ',' LIKE '%,' || m.state || ',%')
ORDER BY m.id DESC LIMIT :limit

-- name: member_list_ascending
SELECT m.id, m.account_id, m.member_no, m.state, m.state_since, m.joined_on, m.left_on, m.application,
  m.payment_reference, m.salt, m.log_seq,
  CASE WHEN a.display_name <> '' THEN a.display_name ELSE a.username END AS name, a.username
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
