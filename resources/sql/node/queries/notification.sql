-- What happened to a member, newest first.  Whom they mute with notifications stays out of sight; so
-- does what a silenced stranger did, until they follow them or it is over.

-- part: notification_columns
  n.id AS id, n.type AS type, n.created_at AS created_at,
  n.from_account_id AS from_account_id, coalesce(n.status_id, 0) AS status_id,
  coalesce(n.report_id, 0) AS report_id, coalesce(n.severance_id, 0) AS severance_id

-- part: notification_not_held
  NOT EXISTS (SELECT 1 FROM account x WHERE x.id = n.from_account_id AND (
    x.suspended <> 0
    OR x.silenced <> 0
      AND n.type IN ('mention', 'reblog', 'favourite', 'follow', 'quote', 'update')
      AND NOT EXISTS (
        SELECT 1 FROM follow f
        WHERE f.account_id = n.account_id AND f.target_id = x.id AND f.accepted = 1)))

-- part: notification_visible
  NOT EXISTS (SELECT 1 FROM mute m WHERE m.account_id = n.account_id AND m.target_id = n.from_account_id
    AND m.hide_notifications = 1 AND (m.expires_at = 0 OR m.expires_at > :now))
  AND @notification_not_held@

-- name: notification_page
SELECT
  @notification_columns@
FROM notification n
WHERE n.account_id = :viewer AND n.id < :max_id AND n.id > :floor
  AND (:types = '' OR :types LIKE '%,' || n.type || ',%')
  AND (:exclude_types = '' OR :exclude_types NOT LIKE '%,' || n.type || ',%')
  AND (:from_account_id = 0 OR n.from_account_id = :from_account_id)
  AND
  @notification_visible@
ORDER BY n.id DESC LIMIT :limit

-- name: notification_page_up
SELECT
  @notification_columns@
FROM notification n
WHERE n.account_id = :viewer AND n.id < :max_id AND n.id > :floor
  AND (:types = '' OR :types LIKE '%,' || n.type || ',%')
  AND (:exclude_types = '' OR :exclude_types NOT LIKE '%,' || n.type || ',%')
  AND (:from_account_id = 0 OR n.from_account_id = :from_account_id)
  AND
  @notification_visible@
ORDER BY n.id ASC LIMIT :limit

-- name: notification_get
SELECT
  @notification_columns@
FROM notification n
WHERE n.id = :id AND n.account_id = :viewer

-- name: notification_unread_count
SELECT count(*) AS n FROM (
  SELECT 1 FROM notification n
  WHERE n.account_id = :viewer AND n.id > :last_read AND
  @notification_visible@
  LIMIT :limit) unread

-- name: notification_clear
DELETE FROM notification WHERE account_id = :viewer

-- name: notification_dismiss
DELETE FROM notification WHERE account_id = :viewer AND id = :id

-- name: status_id_by_address
SELECT id FROM status WHERE uri = :address

-- name: status_id_by_page
SELECT s.id AS id FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :id AND s.local = 1 AND a.username = :username COLLATE NOCASE AND a.domain = ''

-- name: status_search
SELECT s.id AS id FROM status s
WHERE s.account_id = :viewer AND s.reblog_of_id IS NULL
  AND (s.text LIKE :pattern ESCAPE '\' OR s.spoiler_text LIKE :pattern ESCAPE '\')
ORDER BY s.id DESC LIMIT :limit OFFSET :offset
