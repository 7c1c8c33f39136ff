-- What accounts do with statuses of others, and pins and muted threads of their own.

-- name: favourite_add
INSERT INTO favourite (account_id, status_id, uri, created_at) VALUES (:account, :status, :uri, :now)
ON CONFLICT DO NOTHING

-- name: favourite_remove
DELETE FROM favourite WHERE account_id = :account AND status_id = :status

-- name: bookmark_add
INSERT INTO bookmark (account_id, status_id, created_at) VALUES (:account, :status, :now)
ON CONFLICT DO NOTHING

-- name: bookmark_remove
DELETE FROM bookmark WHERE account_id = :account AND status_id = :status

-- name: pin_add
INSERT INTO pin (account_id, status_id, created_at) VALUES (:account, :status, :now)
ON CONFLICT DO NOTHING

-- name: pin_remove
DELETE FROM pin WHERE account_id = :account AND status_id = :status

-- name: pin_count
SELECT COUNT(*) FROM pin WHERE account_id = :account AND status_id <> :status

-- name: thread_mute_add
INSERT INTO thread_mute (account_id, thread_id) VALUES (:account, :thread) ON CONFLICT DO NOTHING

-- name: thread_mute_remove
DELETE FROM thread_mute WHERE account_id = :account AND thread_id = :thread

-- name: is_blocking
SELECT 1 FROM block WHERE account_id = :account AND target_id = :target

-- name: favourited_by
SELECT
  @account_columns@, d.id AS _cursor
FROM favourite d JOIN account a ON a.id = d.account_id
WHERE d.status_id = :status AND d.id < :max_id AND d.id > :floor
  AND a.suspended = 0 AND a.id NOT IN (@hidden_accounts@)
  AND NOT EXISTS (
    SELECT 1 FROM member_domain_block b WHERE b.account_id = :viewer AND b.domain = a.domain)
ORDER BY d.id DESC
LIMIT :limit

-- name: reblogged_by
SELECT
  @account_columns@, d.id AS _cursor
FROM status d JOIN account a ON a.id = d.account_id
WHERE d.reblog_of_id = :status AND d.id < :max_id AND d.id > :floor AND d.visibility <= 1
  AND a.suspended = 0 AND a.id NOT IN (@hidden_accounts@)
  AND NOT EXISTS (
    SELECT 1 FROM member_domain_block b WHERE b.account_id = :viewer AND b.domain = a.domain)
ORDER BY d.id DESC
LIMIT :limit
