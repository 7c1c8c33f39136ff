-- Lists that members take with them and bring along.

-- part: whole_acct
  CASE WHEN a.domain = '' THEN a.username || '@' || :domain
    ELSE a.username || '@' || a.domain END

-- name: transfer_clear
DELETE FROM transfer_line WHERE account_id = :account AND list = :list

-- name: transfer_add
INSERT INTO transfer_line (account_id, list, line, name, first, second, state, error, created_at)
VALUES (:account, :list, :line, :name, :first, :second, :state, :error, :now)
ON CONFLICT (account_id, list, name) DO NOTHING

-- name: transfer_counts
SELECT COUNT(*) AS total, COALESCE(SUM(state = 0), 0) AS waiting,
  COALESCE(SUM(state = 1), 0) AS done, COALESCE(SUM(state = 2), 0) AS failed
FROM transfer_line WHERE account_id = :account AND list = :list

-- name: transfer_failures
SELECT line, name, error FROM transfer_line
WHERE account_id = :account AND list = :list AND state = 2
ORDER BY line LIMIT :limit

-- name: transfer_is_waiting
SELECT 1 FROM transfer_line WHERE state = 0 AND next_at <= :now LIMIT 1

-- name: transfer_next
SELECT id, account_id, list, name, first, second, tries FROM transfer_line
WHERE state = 0 AND next_at <= :now ORDER BY next_at, id LIMIT 1

-- name: transfer_postpone
UPDATE transfer_line SET next_at = :until, tries = :tries WHERE id = :id

-- name: transfer_settle
UPDATE transfer_line SET state = :state, error = :error WHERE id = :id AND state = 0

-- name: export_following
SELECT @whole_acct@ AS name, f.show_reblogs AS first, f.notify AS second
FROM follow f JOIN account a ON a.id = f.target_id
WHERE f.account_id = :account AND f.accepted = 1 ORDER BY f.id

-- name: export_blocks
SELECT @whole_acct@ AS name, 0 AS first, 0 AS second
FROM block b JOIN account a ON a.id = b.target_id
WHERE b.account_id = :account ORDER BY b.id

-- name: export_mutes
SELECT @whole_acct@ AS name, m.hide_notifications AS first, 0 AS second
FROM mute m JOIN account a ON a.id = m.target_id
WHERE m.account_id = :account AND m.expires_at = 0 ORDER BY m.id

-- name: export_domain_blocks
SELECT d.domain AS name, 0 AS first, 0 AS second
FROM member_domain_block d WHERE d.account_id = :account AND :domain <> '' ORDER BY d.id

-- name: export_bookmarks
SELECT s.uri AS name, 0 AS first, 0 AS second
FROM bookmark b JOIN status s ON s.id = b.status_id
WHERE b.account_id = :account AND :domain <> '' ORDER BY b.id

-- What a list that replaces another does not have.

-- part: not_in_transfer
  NOT EXISTS (
    SELECT 1 FROM transfer_line t
    WHERE t.account_id = :account AND t.list = :list AND t.name = lower(@whole_acct@))

-- name: transfer_beyond_following
SELECT f.target_id AS id, '' AS name FROM follow f JOIN account a ON a.id = f.target_id
WHERE f.account_id = :account AND @not_in_transfer@

-- name: transfer_beyond_blocks
SELECT b.target_id AS id, '' AS name FROM block b JOIN account a ON a.id = b.target_id
WHERE b.account_id = :account AND @not_in_transfer@

-- name: transfer_beyond_mutes
SELECT m.target_id AS id, '' AS name FROM mute m JOIN account a ON a.id = m.target_id
WHERE m.account_id = :account AND @not_in_transfer@

-- name: transfer_beyond_domain_blocks
SELECT 0 AS id, d.domain AS name FROM member_domain_block d
WHERE d.account_id = :account AND :domain <> '' AND NOT EXISTS (
  SELECT 1 FROM transfer_line t
  WHERE t.account_id = :account AND t.list = :list AND t.name = d.domain)

-- name: transfer_beyond_bookmarks
SELECT s.id AS id, '' AS name FROM bookmark b JOIN status s ON s.id = b.status_id
WHERE b.account_id = :account AND :domain <> '' AND NOT EXISTS (
  SELECT 1 FROM transfer_line t
  WHERE t.account_id = :account AND t.list = :list AND t.name = s.uri)
