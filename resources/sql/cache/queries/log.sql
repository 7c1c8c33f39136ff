-- Heads of logs.

-- name: log_head_put
INSERT INTO log_head (account, log_id, tree_size, root, seen_at, checked)
VALUES (:account, :log_id, :tree_size, :root, :now, :checked)
ON CONFLICT (account, log_id, tree_size, root) DO UPDATE SET checked = MAX(log_head.checked, excluded.checked)

-- name: log_head_list
SELECT log_id, tree_size, root, seen_at, checked FROM log_head
WHERE account = :account AND disputed = 0 ORDER BY tree_size DESC, seen_at DESC

-- name: log_head_dispute
UPDATE log_head SET disputed = 1 WHERE account = :account AND (log_id <> :log_id OR tree_size > :tree_size)
