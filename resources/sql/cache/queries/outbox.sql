-- What waits for the server.

-- name: outbox_put
INSERT INTO outbox (account, place, kind, target, key, json, created_at)
VALUES (:account, :place, :kind, :target, :key, :json, :now)
ON CONFLICT (account, key) DO UPDATE SET json = excluded.json, problem = NULL

-- name: outbox_list
SELECT id, place, kind, target, key, json, problem, created_at FROM outbox
WHERE account = :account AND (:place = '' OR place = :place) AND (:key = '' OR key = :key) ORDER BY id LIMIT :limit

-- name: outbox_remove
DELETE FROM outbox WHERE account = :account AND id = :id

-- name: outbox_refuse
UPDATE outbox SET problem = :problem WHERE account = :account AND id = :id

-- name: forget_outbox
DELETE FROM outbox WHERE account = :account
