-- Lists of people.

-- part: list_columns
  l.id, l.title, l.replies_policy, l.exclusive

-- name: list_all
SELECT
  @list_columns@
FROM list l WHERE l.account_id = :viewer ORDER BY l.id

-- name: list_by_id
SELECT
  @list_columns@
FROM list l WHERE l.id = :id AND l.account_id = :viewer

-- name: lists_of_account
SELECT
  @list_columns@
FROM list_account x JOIN list l ON l.id = x.list_id
WHERE x.account_id = :id AND l.account_id = :viewer
ORDER BY l.id

-- name: list_count
SELECT count(*) FROM list WHERE account_id = :viewer

-- name: list_add
INSERT INTO list (id, account_id, title, replies_policy, exclusive)
VALUES (:id, :viewer, :title, :replies_policy, :exclusive)

-- name: list_change
UPDATE list SET title = :title, replies_policy = :replies_policy, exclusive = :exclusive
WHERE id = :id AND account_id = :viewer

-- name: list_remove
DELETE FROM list WHERE id = :id AND account_id = :viewer

-- Who is not followed any more is not on a list either, until they are followed again.
-- name: list_accounts_page
SELECT
  @account_columns@, a.id AS _cursor
FROM list l
JOIN list_account x ON x.list_id = l.id
JOIN follow f ON f.account_id = l.account_id AND f.target_id = x.account_id
JOIN account a ON a.id = x.account_id
WHERE l.id = :id AND l.account_id = :viewer AND a.id < :max_id AND a.id > :floor
ORDER BY a.id DESC LIMIT :limit

-- name: list_accounts_count
SELECT count(*) FROM list_account WHERE list_id = :id

-- name: list_may_have
SELECT 1 FROM follow WHERE account_id = :viewer AND target_id = :account

-- name: list_account_add
INSERT INTO list_account (list_id, account_id) VALUES (:id, :account) ON CONFLICT DO NOTHING

-- name: list_account_remove
DELETE FROM list_account WHERE list_id = :id AND account_id = :account

-- What is at home, and would be if no list kept it for itself, of those who are on the list.
-- part: list_filter
  s.account_id IN (SELECT x.account_id FROM list_account x WHERE x.list_id = :list)
  AND (
    s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id
    OR :replies = 'followed'
    OR :replies = 'list' AND (s.in_reply_to_account_id = :viewer OR s.in_reply_to_account_id IN (
      SELECT x.account_id FROM list_account x WHERE x.list_id = :list))
  )

-- name: list_older
SELECT
  @status_line@, s.id AS cursor
FROM home_entry h CROSS JOIN status s ON s.id = h.status_id
@status_line_joins@
WHERE h.account_id = :viewer AND h.status_id < :max_id AND h.status_id > :floor
  AND @list_filter@
  AND @status_not_hidden@
ORDER BY h.status_id DESC
LIMIT :limit

-- name: list_newer
SELECT
  @status_line@, s.id AS cursor
FROM home_entry h CROSS JOIN status s ON s.id = h.status_id
@status_line_joins@
WHERE h.account_id = :viewer AND h.status_id < :max_id AND h.status_id > :floor
  AND @list_filter@
  AND @status_not_hidden@
ORDER BY h.status_id
LIMIT :limit
