-- Anonymous ballots.

-- name: paper_box_add
INSERT INTO paper_box (proposal_id, number, choices, reason_source, proposal_version)
VALUES (:proposal_id, :number, :choices, :reason_source, :proposal_version)

-- name: paper_box_remove
DELETE FROM paper_box WHERE proposal_id = :proposal_id AND number = :number

-- name: paper_box_get
SELECT 0 AS position, proposal_id, number, choices, reason_source, proposal_version
FROM paper_box WHERE proposal_id = :proposal_id AND number = :number

-- Of an open vote or of a closed one: only one of the two has any.
-- name: paper_list_for_count
SELECT 0 AS position, proposal_id, number, choices, reason_source, proposal_version
FROM paper_box WHERE proposal_id = :proposal_id
UNION ALL
SELECT position, proposal_id, number, choices, reason_source, proposal_version
FROM paper WHERE proposal_id = :proposal_id
ORDER BY number

-- name: paper_publish
INSERT INTO paper (proposal_id, position, number, choices, reason_source, proposal_version)
SELECT proposal_id, row_number() OVER (ORDER BY number), number, choices, reason_source, proposal_version
FROM paper_box WHERE proposal_id = :proposal_id ORDER BY number

-- name: paper_box_clear
DELETE FROM paper_box WHERE proposal_id = :proposal_id

-- name: paper_list
SELECT position, proposal_id, number, choices, reason_source, proposal_version
FROM paper WHERE proposal_id = :proposal_id AND position < :max_id AND position > :min_id
ORDER BY position DESC LIMIT :limit

-- name: paper_list_ascending
SELECT position, proposal_id, number, choices, reason_source, proposal_version
FROM paper WHERE proposal_id = :proposal_id AND position < :max_id AND position > :min_id
ORDER BY position LIMIT :limit

-- Once: who is marked already is not marked again.
-- name: voter_mark
UPDATE proposal_roll SET voted = 1 WHERE proposal_id = :proposal_id AND member_id = :member_id AND voted = 0

-- name: voter_is_marked
SELECT COUNT(*) FROM proposal_roll WHERE proposal_id = :proposal_id AND member_id = :member_id AND voted = 1

-- name: voter_list
SELECT member_id FROM proposal_roll WHERE proposal_id = :proposal_id AND voted = 1 ORDER BY member_id

-- Where the log committed to a paper that is sent once more.
-- name: paper_find_entry
SELECT COALESCE((SELECT MAX(seq) FROM audit_entry
  WHERE subject_type = 'proposal' AND subject_id = :proposal_id AND type IN ('vote.paper', 'vote.paper_changed')
    AND body = '{"ballot_sha256":"' || :commitment || '"}'), 0)
