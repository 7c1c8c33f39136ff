-- What may be forgotten after a while.

-- name: prune_idempotency
DELETE FROM idempotency WHERE created_at < :before

-- name: prune_codes
DELETE FROM authorization_code WHERE created_at < :before

-- name: prune_sessions
DELETE FROM session WHERE expires_at < :now
