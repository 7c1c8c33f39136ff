-- Ballots: every one is kept, only a member's latest counts.

-- name: ballot_add
INSERT INTO ballot (proposal_id, member_id, proposal_version, reason_source, reason, cast_at, revised_from, via, signature,
  salt, log_seq)
VALUES (:proposal_id, :member_id, :proposal_version, :reason_source, :reason, :cast_at, :revised_from, :via, :signature,
  :salt, :log_seq)

-- name: ballot_choice_add
INSERT INTO ballot_choice (ballot_id, option_id, value) VALUES (:ballot_id, :option_id, :value)

-- name: ballot_retire
UPDATE ballot SET latest = 0 WHERE proposal_id = :proposal_id AND member_id = :member_id AND latest = 1

-- name: ballot_get_latest
SELECT id, proposal_id, member_id, proposal_version, reason_source, reason, cast_at, revised_from, latest, via, weight,
  signature, salt, log_seq
FROM ballot WHERE proposal_id = :proposal_id AND member_id = :member_id AND latest = 1

-- name: ballot_list
SELECT id, proposal_id, member_id, proposal_version, reason_source, reason, cast_at, revised_from, latest, via, weight,
  signature, salt, log_seq
FROM ballot WHERE proposal_id = :proposal_id AND latest = 1 AND id < :max_id AND id > :min_id ORDER BY id DESC LIMIT :limit

-- name: ballot_list_ascending
SELECT id, proposal_id, member_id, proposal_version, reason_source, reason, cast_at, revised_from, latest, via, weight,
  signature, salt, log_seq
FROM ballot WHERE proposal_id = :proposal_id AND latest = 1 AND id < :max_id AND id > :min_id ORDER BY id LIMIT :limit

-- name: ballot_choice_list
SELECT c.ballot_id, c.option_id, o.key, c.value
FROM ballot_choice c JOIN proposal_option o ON o.id = c.option_id WHERE c.ballot_id = :ballot_id ORDER BY o.position

-- name: ballot_count_choices
SELECT b.id AS ballot_id, b.member_id, c.option_id, o.key, c.value
FROM ballot b JOIN ballot_choice c ON c.ballot_id = b.id JOIN proposal_option o ON o.id = c.option_id
WHERE b.proposal_id = :proposal_id AND b.latest = 1 ORDER BY b.id, o.position

-- name: ballot_count_of_member
SELECT COUNT(*) FROM ballot WHERE proposal_id = :proposal_id AND member_id = :member_id
