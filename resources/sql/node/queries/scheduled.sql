-- Posts that wait for their hour.

-- part: scheduled_columns
  c.id, c.account_id, c.application_id, c.scheduled_at, c.params

-- name: scheduled_older
SELECT
  @scheduled_columns@
FROM scheduled_status c
WHERE c.account_id = :account AND c.id < :max_id AND c.id > :floor
ORDER BY c.id DESC
LIMIT :limit

-- name: scheduled_newer
SELECT
  @scheduled_columns@
FROM (
  SELECT n.id FROM scheduled_status n
  WHERE n.account_id = :account AND n.id < :max_id AND n.id > :floor
  ORDER BY n.id
  LIMIT :limit
) page JOIN scheduled_status c ON c.id = page.id
ORDER BY c.id DESC

-- name: scheduled_by_id
SELECT
  @scheduled_columns@
FROM scheduled_status c
WHERE c.id = :id AND c.account_id = :account

-- name: scheduled_count
SELECT COUNT(*) FROM scheduled_status WHERE account_id = :account

-- How many wait for one day, besides one that is about to move.
-- name: scheduled_count_between
SELECT COUNT(*) FROM scheduled_status
WHERE account_id = :account AND scheduled_at >= :from AND scheduled_at < :to AND id <> :except

-- name: scheduled_add
INSERT INTO scheduled_status (account_id, application_id, scheduled_at, params, created_at)
VALUES (:account, :application, :at, :params, :now)

-- name: scheduled_move
UPDATE scheduled_status SET scheduled_at = :at WHERE id = :id AND account_id = :account

-- name: scheduled_remove
DELETE FROM scheduled_status WHERE id = :id AND account_id = :account

-- name: scheduled_attach
UPDATE attachment SET scheduled_id = :scheduled, position = :position
WHERE id = :id AND account_id = :account AND status_id IS NULL AND scheduled_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM talk_attachment t WHERE t.attachment_id = :id)

-- name: scheduled_attachments
SELECT
  @attachment_columns@
FROM attachment x JOIN account a ON a.id = x.account_id
WHERE x.scheduled_id = :scheduled
ORDER BY x.position

-- Whoever may not sign in publishes nothing; their posts wait until they may again.
-- name: scheduled_due
SELECT
  @scheduled_columns@
FROM scheduled_status c
JOIN user u ON u.account_id = c.account_id
JOIN account a ON a.id = c.account_id
WHERE c.scheduled_at <= :now AND u.disabled = 0 AND a.suspended = 0
ORDER BY c.scheduled_at, c.id
LIMIT :limit
