-- What the node's own web pages show to anybody.

-- name: site_members
SELECT a.username AS username, a.display_name AS display_name, a.url AS url
FROM user u JOIN account a ON a.id = u.account_id
WHERE u.disabled = 0 AND a.suspended = 0 AND a.discoverable = 1
ORDER BY a.last_status_at DESC, a.id LIMIT :limit

-- name: site_statuses
SELECT s.id AS id, s.content AS content, s.spoiler_text AS spoiler_text, s.url AS url
FROM status s
WHERE s.account_id = :account_id AND s.visibility = 0 AND s.reblog_of_id IS NULL
ORDER BY s.id DESC LIMIT :limit

-- name: site_status
SELECT s.content AS content, s.spoiler_text AS spoiler_text, s.created_at AS created_at, s.uri AS uri,
  a.username AS username, a.display_name AS display_name, a.url AS author_url
FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :id AND s.visibility IN (0, 1) AND s.reblog_of_id IS NULL AND s.local = 1
  AND a.username = :username COLLATE NOCASE AND a.domain = '' AND a.suspended = 0

-- name: site_last_status
SELECT MAX (id) AS id FROM status

-- name: site_last_attachment
SELECT MAX (id) AS id FROM attachment

-- name: site_last_account
SELECT MAX (id) AS id FROM account
