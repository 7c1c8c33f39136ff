-- Elections, candidacies and terms of office.

-- name: election_add
INSERT INTO election (title, source, html, role, seats, rule, state, author_id, discussion_id, nominators, reopens,
  ballot_level, nominations_open_at, nominations_close_at, statements_close_at, roll_at, opens_at, closes_at,
  challenge_until, term_from, term_months, term_to, recall_id, recalled_id, due_at, created_at, log_seq)
VALUES (:title, :source, :html, :role, :seats, :rule, :state, :author_id, :discussion_id, :nominators, :reopens,
  :ballot_level, :nominations_open_at, :nominations_close_at, :statements_close_at, :roll_at, :opens_at, :closes_at,
  :challenge_until, :term_from, :term_months, :term_to, :recall_id, :recalled_id, :due_at, :created_at, :log_seq)

-- name: election_update
UPDATE election SET state = :state, outcome = :outcome, proposal_id = :proposal_id, is_confidence = :is_confidence,
  opens_at = :opens_at, closes_at = :closes_at, challenge_until = :challenge_until, term_from = :term_from,
  due_at = :due_at, lot = :lot, lot_due_at = :lot_due_at, log_seq = :log_seq
WHERE id = :id

-- name: election_get
SELECT id, title, source, html, role, seats, rule, state, outcome, author_id, discussion_id, proposal_id, nominators,
  reopens, is_confidence, ballot_level, nominations_open_at, nominations_close_at, statements_close_at, roll_at, opens_at,
  closes_at, challenge_until, term_from, term_months, term_to, recall_id, recalled_id, due_at, lot, lot_due_at, created_at, log_seq
FROM election WHERE id = :id

-- name: election_list
SELECT id, title, source, html, role, seats, rule, state, outcome, author_id, discussion_id, proposal_id, nominators,
  reopens, is_confidence, ballot_level, nominations_open_at, nominations_close_at, statements_close_at, roll_at, opens_at,
  closes_at, challenge_until, term_from, term_months, term_to, recall_id, recalled_id, due_at, lot, lot_due_at, created_at, log_seq
FROM election WHERE id < :max_id AND id > :min_id ORDER BY id DESC LIMIT :limit

-- name: election_list_ascending
SELECT id, title, source, html, role, seats, rule, state, outcome, author_id, discussion_id, proposal_id, nominators,
  reopens, is_confidence, ballot_level, nominations_open_at, nominations_close_at, statements_close_at, roll_at, opens_at,
  closes_at, challenge_until, term_from, term_months, term_to, recall_id, recalled_id, due_at, lot, lot_due_at, created_at, log_seq
FROM election WHERE id < :max_id AND id > :min_id ORDER BY id LIMIT :limit

-- name: election_find_due
SELECT id FROM election WHERE due_at > 0 AND due_at <= :now ORDER BY due_at, id LIMIT 1

-- The recall is decided: whoever was elected instead need not wait.
-- name: election_wake
UPDATE election SET due_at = :now WHERE recall_id = :recall_id AND state = 'voting' AND due_at > :now

-- name: election_find_by_proposal
SELECT id FROM election WHERE proposal_id = :proposal_id

-- name: election_scrutineer_add
INSERT INTO election_scrutineer (election_id, member_id) VALUES (:election_id, :member_id)

-- name: election_scrutineer_accept
UPDATE election_scrutineer SET accepted_at = :now
WHERE election_id = :election_id AND member_id = :member_id AND accepted_at = 0

-- name: election_scrutineer_commit
UPDATE election_scrutineer SET lot_commit = :lot_commit WHERE election_id = :election_id AND member_id = :member_id

-- name: election_scrutineer_reveal
UPDATE election_scrutineer SET lot_nonce = :lot_nonce WHERE election_id = :election_id AND member_id = :member_id

-- name: election_scrutineer_list
SELECT member_id, accepted_at, lot_commit, lot_nonce FROM election_scrutineer WHERE election_id = :election_id ORDER BY member_id

-- name: election_challenge_add
INSERT INTO election_challenge (election_id, member_id, source, created_at)
VALUES (:election_id, :member_id, :source, :now)

-- name: election_challenge_decide
UPDATE election_challenge SET decided_by = :member_id, decided_at = :now, upheld = :upheld, answer = :answer
WHERE election_id = :election_id AND decided_at = 0

-- name: election_challenge_list
SELECT id, member_id, source, created_at, decided_by, decided_at, upheld, answer
FROM election_challenge WHERE election_id = :election_id ORDER BY id LIMIT :limit

-- name: candidacy_add
INSERT INTO candidacy (election_id, member_id, state, source, html, interests, created_at, accepted_at)
VALUES (:election_id, :member_id, :state, :source, :html, :interests, :created_at, :accepted_at)

-- name: candidacy_update
UPDATE candidacy SET state = :state, version = :version, source = :source, html = :html, interests = :interests,
  comment_id = :comment_id, option_id = :option_id, elected = :elected, elected_stage = :elected_stage,
  accepted_at = :accepted_at, withdrawn_at = :withdrawn_at
WHERE id = :id

-- name: candidacy_get
SELECT id, election_id, member_id, state, version, source, html, interests, comment_id, option_id, elected, elected_stage,
  created_at, accepted_at, withdrawn_at
FROM candidacy WHERE id = :id

-- name: candidacy_find
SELECT id, election_id, member_id, state, version, source, html, interests, comment_id, option_id, elected, elected_stage,
  created_at, accepted_at, withdrawn_at
FROM candidacy WHERE election_id = :election_id AND member_id = :member_id

-- name: candidacy_list
SELECT id, election_id, member_id, state, version, source, html, interests, comment_id, option_id, elected, elected_stage,
  created_at, accepted_at, withdrawn_at
FROM candidacy WHERE election_id = :election_id ORDER BY id LIMIT :limit

-- name: candidacy_version_add
INSERT INTO candidacy_version (candidacy_id, version, source, interests, created_at)
VALUES (:candidacy_id, :version, :source, :interests, :now)

-- name: candidacy_nominator_add
INSERT INTO candidacy_nominator (candidacy_id, member_id, nominated_at) VALUES (:candidacy_id, :member_id, :now)
ON CONFLICT (candidacy_id, member_id) DO NOTHING

-- name: candidacy_nominator_list
SELECT member_id FROM candidacy_nominator WHERE candidacy_id = :candidacy_id ORDER BY nominated_at, member_id

-- name: office_get
SELECT id, member_id, role, from_on, to_on, election_id, proposal_id, log_seq FROM member_role WHERE id = :id

-- name: office_list
SELECT id, member_id, role, from_on, to_on, election_id, proposal_id, log_seq
FROM member_role WHERE id < :max_id AND id > :min_id ORDER BY id DESC LIMIT :limit

-- name: office_list_ascending
SELECT id, member_id, role, from_on, to_on, election_id, proposal_id, log_seq
FROM member_role WHERE id < :max_id AND id > :min_id ORDER BY id LIMIT :limit

-- name: office_list_of_election
SELECT id, member_id, role, from_on, to_on, election_id, proposal_id, log_seq
FROM member_role WHERE election_id = :election_id ORDER BY id

-- Whether somebody held it on a day or later.
-- name: office_was_held
SELECT COUNT(*) FROM member_role
WHERE member_id = :member_id AND role = :role AND (to_on = 0 OR (to_on >= :since AND to_on >= from_on))

-- name: office_end
UPDATE member_role SET to_on = :to_on, log_seq = :log_seq WHERE id = :id

-- The next term that ends soon, of which nobody was told; whoever is there for less than that knows.
-- name: office_next_ending
SELECT id FROM member_role
WHERE warned_at = 0 AND to_on >= :today AND to_on <= :until AND from_on < to_on - (:until - :today)
ORDER BY to_on, id LIMIT 1

-- name: office_warned
UPDATE member_role SET warned_at = :now WHERE id = :id

-- Who calls elections.
-- name: office_callers
SELECT DISTINCT r.member_id FROM member_role r JOIN member m ON m.id = r.member_id
WHERE r.role IN ('admin', 'facilitator') AND r.from_on <= :today AND (r.to_on = 0 OR r.to_on >= :today)
  AND m.state = 'active' ORDER BY r.member_id LIMIT :limit

-- name: recall_sign
INSERT INTO recall_petition (office_id, member_id, signed_at, with_election)
VALUES (:office_id, :member_id, :now, :with_election)
ON CONFLICT (office_id, member_id) DO UPDATE SET signed_at = excluded.signed_at, with_election = excluded.with_election

-- name: recall_count
SELECT COUNT(*) FROM recall_petition WHERE office_id = :office_id AND signed_at >= :since

-- Of these, who wants the successor to be elected at the same time.
-- name: recall_count_elections
SELECT COUNT(*) FROM recall_petition WHERE office_id = :office_id AND signed_at >= :since AND with_election = 1

-- name: recall_clear
DELETE FROM recall_petition WHERE office_id = :office_id

-- Known only when the vote opens: how many stand decides how they are voted on.
-- name: election_set_kind
UPDATE proposal SET kind = :kind WHERE id = :id AND state = 'draft'
