-- A timeline: reading it from the top or from a key, and keeping its order.  The JSON of a status comes
-- only when it or its place is newer than :since.

-- name: timeline_first
SELECT e.position, e.kind, e.key, CASE WHEN e.version > :since OR s.version > :since THEN s.json END AS json
FROM entry AS e
LEFT JOIN status AS s ON s.account = e.account AND s.id = e.key
WHERE e.account = :account AND e.timeline = :timeline
ORDER BY e.position DESC
LIMIT :limit

-- name: timeline_down_to
SELECT e.position, e.kind, e.key, CASE WHEN e.version > :since OR s.version > :since THEN s.json END AS json
FROM entry AS e
LEFT JOIN status AS s ON s.account = e.account AND s.id = e.key
WHERE e.account = :account AND e.timeline = :timeline AND e.position >= :floor
ORDER BY e.position DESC

-- name: timeline_below
SELECT e.position, e.kind, e.key, s.json
FROM entry AS e
LEFT JOIN status AS s ON s.account = e.account AND s.id = e.key
WHERE e.account = :account AND e.timeline = :timeline AND e.position < :ceiling
ORDER BY e.position DESC
LIMIT :limit

-- name: entry_position
SELECT position FROM entry WHERE account = :account AND timeline = :timeline AND key = :key

-- name: entry_top
SELECT max(position) FROM entry WHERE account = :account AND timeline = :timeline

-- name: entry_next_below
SELECT position, kind, key FROM entry
WHERE account = :account AND timeline = :timeline AND position < :position
ORDER BY position DESC
LIMIT 1

-- name: entry_next_above
SELECT position, kind, key FROM entry
WHERE account = :account AND timeline = :timeline AND position > :position
ORDER BY position
LIMIT 1

-- name: entry_between
SELECT position, kind, key FROM entry
WHERE account = :account AND timeline = :timeline AND position < :high AND position > :low
ORDER BY position DESC

-- name: entry_list
SELECT position, kind, key FROM entry
WHERE account = :account AND timeline = :timeline
ORDER BY position DESC

-- name: entry_put
INSERT INTO entry (account, timeline, position, kind, key, version)
VALUES (:account, :timeline, :position, :kind, :key, :version)

-- name: entry_delete
DELETE FROM entry WHERE account = :account AND timeline = :timeline AND position = :position

-- name: entry_delete_all
DELETE FROM entry WHERE account = :account AND timeline = :timeline

-- name: entry_delete_status
DELETE FROM entry
WHERE account = :account
  AND (key = :id OR key IN (SELECT id FROM status WHERE account = :account AND boosted_id = :id))

-- name: entry_trim
DELETE FROM entry
WHERE account = :account AND timeline = :timeline
  AND position < (SELECT position FROM entry WHERE account = :account AND timeline = :timeline
                  ORDER BY position DESC LIMIT 1 OFFSET :keep)

-- name: entry_delete_passing
DELETE FROM entry WHERE account = :account AND timeline NOT IN ('home', 'local')

-- name: place_put
INSERT INTO place (account, timeline, key, offset) VALUES (:account, :timeline, :key, :offset)
ON CONFLICT (account, timeline) DO UPDATE SET key = excluded.key, offset = excluded.offset

-- name: place_get
SELECT key, offset FROM place WHERE account = :account AND timeline = :timeline
