-- Polls under statuses; binding ballots are elsewhere.

-- name: poll_id_of_status
SELECT id FROM poll WHERE status_id = :status

-- name: poll_by_id
SELECT
  p.id, p.status_id, p.multiple, p.hide_totals, p.expires_at, p.voters_count, s.account_id
FROM poll p JOIN status s ON s.id = p.status_id
WHERE p.id = :id

-- name: poll_options
SELECT o.title, o.votes_count FROM poll_option o WHERE o.poll_id = :poll ORDER BY o.position

-- name: poll_votes_of
SELECT v.position FROM poll_vote v WHERE v.poll_id = :poll AND v.account_id = :account
ORDER BY v.position

-- name: poll_add
INSERT INTO poll (status_id, multiple, hide_totals, expires_at)
VALUES (:status, :multiple, :hide_totals, :expires_at)

-- name: poll_option_add
INSERT INTO poll_option (poll_id, position, title) VALUES (:poll, :position, :title)

-- name: poll_delete
DELETE FROM poll WHERE status_id = :status

-- name: poll_set_end
UPDATE poll SET expires_at = :expires_at, hide_totals = :hide_totals, announced = 0 WHERE id = :id

-- name: poll_vote_add
INSERT INTO poll_vote (poll_id, account_id, position, uri, created_at)
VALUES (:poll, :account, :position, :uri, :now)

-- name: poll_option_count
UPDATE poll_option SET votes_count = votes_count + 1 WHERE poll_id = :poll AND position = :position

-- name: poll_voters_count
UPDATE poll SET voters_count = voters_count + 1 WHERE id = :poll

-- Only what ours count is told.
-- name: poll_voted
UPDATE poll SET voted_at = CASE WHEN voted_at >= :now THEN voted_at + 1 ELSE :now END
WHERE id = :id AND EXISTS (SELECT 1 FROM status s WHERE s.id = poll.status_id AND s.local = 1)

-- name: polls_untold
SELECT p.status_id FROM poll p
WHERE p.voted_at > p.told_at AND p.told_at <= :before
  AND (p.hide_totals = 0 OR p.expires_at > 0 AND p.expires_at <= :now)
  AND (p.expires_at = 0 OR p.expires_at + :grace > :now)
ORDER BY p.told_at LIMIT :limit

-- name: poll_told
UPDATE poll SET told_at = :now WHERE status_id = :status

-- A poll of others is asked for as long as it runs, and once when it is over.
-- part: poll_stale
  p.asked_at < :before AND (p.expires_at = 0 OR p.asked_at < p.expires_at)
  AND EXISTS (SELECT 1 FROM status s WHERE s.id = p.status_id AND s.local = 0)

-- name: poll_is_stale
SELECT p.id FROM poll p WHERE p.status_id = :status AND @poll_stale@

-- name: poll_claim
UPDATE poll SET asked_at = :now
WHERE id = (SELECT p.id FROM poll p WHERE p.status_id = :status AND @poll_stale@)

-- name: poll_due
SELECT p.id, p.status_id, s.account_id, s.local
FROM poll p JOIN status s ON s.id = p.status_id
WHERE p.announced = 0 AND p.expires_at > 0 AND p.expires_at <= :now
LIMIT :limit

-- name: poll_announced
UPDATE poll SET announced = 1 WHERE id = :id

-- name: poll_voters
SELECT DISTINCT v.account_id FROM poll_vote v JOIN user u ON u.account_id = v.account_id
WHERE v.poll_id = :poll
