-- What was being written.

-- name: draft_put
INSERT INTO draft (account, target, json, updated_at) VALUES (:account, :target, :json, :now)
ON CONFLICT (account, target) DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at

-- name: draft_get
SELECT json FROM draft WHERE account = :account AND target = :target

-- name: draft_delete
DELETE FROM draft WHERE account = :account AND target = :target
