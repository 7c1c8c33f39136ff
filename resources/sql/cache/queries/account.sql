-- Statuses and documents of an account, and forgetting the account.

-- name: next_version
UPDATE counter SET value = value + 1 WHERE name = 'version'

-- name: version
SELECT value FROM counter WHERE name = 'version'

-- name: status_put
INSERT INTO status (account, id, boosted_id, json, version) VALUES (:account, :id, :boosted_id, :json, :version)
ON CONFLICT (account, id) DO UPDATE SET json = excluded.json, boosted_id = excluded.boosted_id,
  version = excluded.version
WHERE status.json <> excluded.json

-- name: status_get
SELECT json FROM status WHERE account = :account AND id = :id

-- name: status_boosts
SELECT id, json FROM status WHERE account = :account AND boosted_id = :id

-- name: status_delete
DELETE FROM status WHERE account = :account AND (id = :id OR boosted_id = :id)

-- name: status_delete_orphans
DELETE FROM status
WHERE account = :account
  AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.account = status.account AND entry.key = status.id)

-- name: document_put
INSERT INTO document (account, name, json, fetched_at) VALUES (:account, :name, :json, :now)
ON CONFLICT (account, name) DO UPDATE SET json = excluded.json, fetched_at = excluded.fetched_at

-- name: document_get
SELECT json, fetched_at FROM document WHERE account = :account AND name = :name

-- name: document_list
SELECT name, json FROM document WHERE account = :account ORDER BY fetched_at DESC, name LIMIT :limit

-- name: forget_statuses
DELETE FROM status WHERE account = :account

-- name: forget_entries
DELETE FROM entry WHERE account = :account

-- name: forget_places
DELETE FROM place WHERE account = :account

-- name: forget_drafts
DELETE FROM draft WHERE account = :account

-- name: forget_documents
DELETE FROM document WHERE account = :account

-- name: forget_log_heads
DELETE FROM log_head WHERE account = :account
