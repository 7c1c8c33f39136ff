-- Votes of which only the number counts.

-- name: tally_value
SELECT value FROM tally WHERE status_id = :status AND voter = :voter

-- Who favoured it in person is counted already; of the rest, so many.
-- name: tally_put
INSERT INTO tally (status_id, voter, teller_id, value)
SELECT :status, :voter, :teller, :value
WHERE (SELECT count(*) FROM tally t WHERE t.status_id = :status) < :limit
  AND NOT EXISTS (
    SELECT 1 FROM favourite f JOIN account a ON a.id = f.account_id
    WHERE f.status_id = :status AND a.uri = :voter)
ON CONFLICT (status_id, voter) DO UPDATE SET value = excluded.value, teller_id = excluded.teller_id

-- name: tally_drop
DELETE FROM tally WHERE status_id = :status AND voter = :voter

-- The same by the ids of others.
-- name: group_shares
SELECT 1 FROM status s JOIN account g ON g.uri = :group AND g.domain <> ''
WHERE s.uri = :status AND EXISTS (
  SELECT 1 FROM status b WHERE b.reblog_of_id IN (s.id, s.thread_id) AND b.account_id = g.id)

-- Whether a group shared it, or the thread it is in.
-- What somebody wrote in a group elsewhere: what it shared, and what is below that.
-- name: group_posts_of
SELECT s.uri AS uri
FROM account a JOIN status s ON s.account_id = a.id
WHERE a.uri = :author AND s.reblog_of_id IS NULL AND EXISTS (
  SELECT 1 FROM status b WHERE b.reblog_of_id IN (s.id, s.thread_id) AND b.account_id = :group)
ORDER BY s.id DESC LIMIT :limit

-- name: tally_is_of_group
SELECT 1 FROM status s
WHERE s.id = :status AND EXISTS (
  SELECT 1 FROM status b WHERE b.reblog_of_id IN (s.id, s.thread_id) AND b.account_id = :group)
