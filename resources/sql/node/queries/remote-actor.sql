-- Actors of other servers as they gave them, and the keys in them.

-- name: remote_key_find
SELECT k.actor_uri, k.kind, k.material, r.refreshed_at, r.used_at
FROM remote_key k JOIN remote_actor r ON r.uri = k.actor_uri
WHERE k.id = :id

-- name: remote_actor_put
INSERT INTO remote_actor (uri, host, document, fetched_at, used_at)
VALUES (:uri, :host, :document, :now, :now)
ON CONFLICT (uri) DO UPDATE
SET document = excluded.document, fetched_at = excluded.fetched_at, used_at = excluded.used_at

-- name: remote_keys_clear
DELETE FROM remote_key WHERE actor_uri = :actor

-- name: remote_key_add
INSERT INTO remote_key (id, actor_uri, kind, material) VALUES (:id, :actor, :kind, :material)
ON CONFLICT (id) DO UPDATE
SET actor_uri = excluded.actor_uri, kind = excluded.kind, material = excluded.material

-- name: remote_actor_refreshed
UPDATE remote_actor SET refreshed_at = :now WHERE uri = :uri

-- name: remote_keys_of_actor
SELECT id FROM remote_key WHERE actor_uri = :actor AND kind = 'rsa' LIMIT 2

-- name: remote_actor_find
SELECT document, fetched_at FROM remote_actor WHERE uri = :uri

-- name: remote_actor_is_known
SELECT 1 FROM remote_actor WHERE uri = :uri
UNION ALL
SELECT 1 FROM account WHERE uri = :uri
LIMIT 1

-- name: remote_actor_is_suspended
SELECT 1 FROM account WHERE uri = :uri AND domain <> '' AND suspended <> 0

-- name: remote_actor_forget
DELETE FROM remote_actor WHERE uri = :uri

-- name: remote_actors_prune
DELETE FROM remote_actor
WHERE uri IN (
  SELECT r.uri FROM remote_actor r
  WHERE r.used_at < :before AND NOT EXISTS (SELECT 1 FROM account a WHERE a.uri = r.uri)
  ORDER BY r.used_at LIMIT :limit)
