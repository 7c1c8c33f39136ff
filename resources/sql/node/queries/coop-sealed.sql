-- Sealed elections.

-- name: sealed_add
INSERT INTO sealed_election (state, seed, log_id, roll, made_at) VALUES ('draft', :seed, :log_id, :roll, :made_at)

-- name: sealed_get
SELECT id, state, seed, log_id, roll, made_at FROM sealed_election WHERE id = :id

-- name: sealed_list
SELECT id FROM sealed_election WHERE state = :state ORDER BY id

-- name: sealed_set_state
UPDATE sealed_election SET state = :state WHERE id = :id

-- Drafts that nobody opened make room.
-- name: sealed_forget_drafts
DELETE FROM sealed_election WHERE state = 'draft' AND made_at < :before

-- name: sealed_line_add
INSERT INTO sealed_line (election_id, position, entry, document)
VALUES (:election_id, :position, :entry, :document)

-- name: sealed_line_list
SELECT entry, document FROM sealed_line WHERE election_id = :election_id ORDER BY position

-- name: sealed_ballot_add
INSERT INTO sealed_ballot (election_id, sha256, ballot) VALUES (:election_id, :sha256, :ballot)
ON CONFLICT DO NOTHING

-- name: sealed_ballot_list
SELECT ballot FROM sealed_ballot WHERE election_id = :election_id ORDER BY sha256

-- name: sealed_ballot_clear
DELETE FROM sealed_ballot WHERE election_id = :election_id

-- Members who may vote and have a device; the newest key of each that is not revoked.
-- name: sealed_roll
SELECT member.id, (SELECT device_key.ed25519 FROM device_key
  WHERE device_key.member_id = member.id AND device_key.revoked_at = 0
  ORDER BY device_key.id DESC LIMIT 1) AS ed25519
FROM member WHERE member.state = 'active' ORDER BY member.id
