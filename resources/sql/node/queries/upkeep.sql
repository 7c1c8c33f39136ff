-- What may be forgotten after a while.

-- name: prune_idempotency
DELETE FROM idempotency WHERE created_at < :before

-- name: prune_codes
DELETE FROM authorization_code WHERE created_at < :before

-- name: prune_sessions
DELETE FROM session WHERE expires_at < :now

-- name: prune_applications
DELETE FROM application
WHERE created_at < :before
AND NOT EXISTS (SELECT 1 FROM access_token t WHERE t.application_id = application.id)
AND NOT EXISTS (SELECT 1 FROM authorization_code c WHERE c.application_id = application.id)

-- name: media_is_known
SELECT EXISTS (SELECT 1 FROM attachment WHERE file = :file)
OR EXISTS (SELECT 1 FROM attachment WHERE preview_file = :file)
OR EXISTS (SELECT 1 FROM account WHERE avatar = :file AND domain = '')
OR EXISTS (SELECT 1 FROM account WHERE header = :file AND domain = '')
OR EXISTS (SELECT 1 FROM media_copy WHERE file = :file)
OR EXISTS (SELECT 1 FROM media_copy WHERE small_file = :file)
