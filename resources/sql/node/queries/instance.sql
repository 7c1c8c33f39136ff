-- What a node tells of itself, and reading positions.

-- name: instance_counts
SELECT
  (SELECT count(*) FROM user) AS users,
  (SELECT count(*) FROM user JOIN account ON account.id = user.account_id
    WHERE account.last_status_at >= :month) AS active_month,
  (SELECT count(*) FROM user JOIN account ON account.id = user.account_id
    WHERE account.last_status_at >= :half_year) AS active_half_year,
  (SELECT coalesce(sum(account.statuses_count), 0) FROM user
    JOIN account ON account.id = user.account_id) AS statuses,
  (SELECT count(DISTINCT domain) FROM account WHERE domain <> '') AS domains

-- name: instance_contact
SELECT user.account_id AS account_id FROM user
JOIN account ON account.id = user.account_id
WHERE user.is_admin = 1 AND user.disabled = 0 AND account.suspended = 0
ORDER BY user.account_id LIMIT 1

-- name: account_is_local
SELECT account.username AS username, account.uri AS uri, account.url AS url, account.suspended AS suspended,
  COALESCE((SELECT deleted_at FROM own_account WHERE account_id = account.id), 0) AS deleted_at
FROM account
WHERE account.username = :username COLLATE NOCASE AND account.domain = ''

-- name: marker_list
SELECT timeline, last_read_id, version, updated_at FROM marker
WHERE account_id = :account_id ORDER BY timeline

-- name: marker_put
INSERT INTO marker (account_id, timeline, last_read_id, version, updated_at)
VALUES (:account_id, :timeline, :last_read_id, 1, :now)
ON CONFLICT (account_id, timeline) DO UPDATE
SET last_read_id = excluded.last_read_id, version = marker.version + 1, updated_at = excluded.updated_at

-- name: preferences_get
SELECT default_privacy, default_sensitive, default_language, default_quote_policy FROM account WHERE id = :account_id
