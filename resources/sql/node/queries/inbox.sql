-- The log of what other servers delivered, which is also the queue of what is to be done about it.

-- name: inbox_add
INSERT INTO inbox_entry (signer_uri, host, activity_id, recipient_id, body, synchronization, received_at)
VALUES (:signer, :host, :activity, :recipient, :body, :synchronization, :now)
ON CONFLICT (signer_uri, activity_id) DO NOTHING
RETURNING id

-- name: inbox_count_waiting
SELECT count(*) FROM (SELECT 1 FROM inbox_entry WHERE state = 'waiting' LIMIT :limit)

-- One worker at a host, so that things happen in the order they were sent.
-- name: inbox_next
SELECT id, signer_uri, host, activity_id, recipient_id, body, synchronization, received_at, attempts, why
FROM inbox_entry
WHERE state = 'waiting' AND next_at <= :now AND host = (
  SELECT host FROM inbox_entry
  WHERE state = 'waiting' AND next_at <= :now
    AND host NOT IN (:busy1, :busy2, :busy3, :busy4)
  ORDER BY next_at, id
  LIMIT 1)
ORDER BY next_at, id
LIMIT 16

-- name: inbox_next_of_host
SELECT id, signer_uri, host, activity_id, recipient_id, body, synchronization, received_at, attempts, why
FROM inbox_entry
WHERE state = 'waiting' AND host = :host AND next_at <= :now
ORDER BY next_at, id
LIMIT 16

-- name: inbox_finish
UPDATE inbox_entry SET state = :state, why = :why, body = NULL WHERE id = :id

-- For moderators: it keeps what it says.
-- name: inbox_hold
UPDATE inbox_entry SET state = 'dropped', why = :why WHERE id = :id

-- name: inbox_hold_no_more
UPDATE inbox_entry SET body = NULL
WHERE id IN (
  SELECT id FROM inbox_entry WHERE state = 'dropped' AND body IS NOT NULL ORDER BY id DESC LIMIT -1 OFFSET :limit)

-- name: inbox_held
SELECT id, signer_uri, host, body, why, received_at
FROM inbox_entry
WHERE state = 'dropped' AND body IS NOT NULL
ORDER BY id DESC LIMIT :limit

-- name: inbox_held_one
SELECT host, why FROM inbox_entry WHERE id = :id AND state = 'dropped' AND body IS NOT NULL

-- What a moderator let in is done like anything else, but is not held again.
-- name: inbox_let_in
UPDATE inbox_entry SET state = 'waiting', why = :why, attempts = 0, next_at = 0, received_at = :now
WHERE id = :id AND state = 'dropped' AND body IS NOT NULL

-- name: inbox_discard
UPDATE inbox_entry SET body = NULL WHERE id = :id AND state = 'dropped' AND body IS NOT NULL

-- name: inbox_host_of
SELECT host FROM inbox_entry WHERE id = :id

-- name: inbox_retry
UPDATE inbox_entry SET attempts = attempts + 1, next_at = :next, why = CASE why WHEN :let_in THEN why ELSE :why END
WHERE id = :id

-- name: inbox_prune
DELETE FROM inbox_entry WHERE received_at < :before AND state <> 'waiting'

-- name: inbox_fail_old
UPDATE inbox_entry SET state = 'failed', body = NULL WHERE state = 'waiting' AND received_at < :before

-- name: gone_put
INSERT INTO gone (uri, actor_uri, expires_at) VALUES (:uri, :actor, :expires)
ON CONFLICT (uri) DO UPDATE
SET expires_at = CASE WHEN excluded.expires_at > expires_at THEN excluded.expires_at ELSE expires_at END
WHERE actor_uri = excluded.actor_uri

-- A moderator's word counts whoever wrote it, and never ends.
-- name: gone_put_status
INSERT INTO gone (uri, actor_uri, expires_at)
SELECT s.uri, a.uri, :expires FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :id AND s.local = 0
ON CONFLICT (uri) DO UPDATE SET actor_uri = excluded.actor_uri, expires_at = excluded.expires_at

-- name: gone_is
SELECT 1 FROM gone WHERE uri = :uri AND actor_uri = :actor AND expires_at > :now

-- name: gone_prune
DELETE FROM gone WHERE expires_at < :now
