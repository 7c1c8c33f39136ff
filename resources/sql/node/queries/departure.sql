-- Members who leave for good, and what becomes of their addresses.

-- Everybody we know may have something of theirs.
-- name: departure_inboxes
SELECT DISTINCT
  @inbox_of_account@
FROM account a
WHERE @reachable@

-- name: departure_of
SELECT a.uri, a.username, a.avatar, a.header, COALESCE(o.deleted_at, 0) AS deleted_at
FROM account a LEFT JOIN own_account o ON o.account_id = a.id
WHERE a.id = :id AND a.domain = ''

-- name: departure_bury
INSERT INTO own_tombstone (uri, former_type, deleted_at)
SELECT uri, 'Note', :now FROM status WHERE account_id = :id AND reblog_of_id IS NULL AND local = 1
ON CONFLICT (uri) DO NOTHING

-- name: departure_mark
INSERT INTO own_account (account_id, deleted_at) VALUES (:id, :now)
ON CONFLICT (account_id) DO UPDATE SET deleted_at = excluded.deleted_at

-- The keys stay: what is under way is still to be signed.
-- name: departure_user
UPDATE user SET disabled = 1, is_admin = 0, password_hash = '*' WHERE account_id = :id

-- name: departure_tokens
UPDATE access_token SET revoked_at = :now WHERE account_id = :id AND revoked_at = 0

-- Nobody is left to publish them; their media are swept as any that nobody uses.
-- name: departure_scheduled
DELETE FROM scheduled_status WHERE account_id = :id

-- Somebody has to keep house: whoever is the last who does cannot go.
-- name: departure_is_last_admin
SELECT 1 FROM user u
WHERE u.account_id = :id AND u.is_admin = 1 AND NOT EXISTS (
  SELECT 1 FROM user o CROSS JOIN account a ON a.id = o.account_id
  WHERE o.is_admin = 1 AND o.disabled = 0 AND a.suspended = 0 AND o.account_id <> u.account_id)

-- name: departure_followed_tags
DELETE FROM tag_follow WHERE account_id = :id

-- name: departure_featured_tags
DELETE FROM featured_tag WHERE account_id = :id

-- name: departure_sessions
DELETE FROM session WHERE account_id = :id

-- name: departure_account
UPDATE account SET suspended = 1, display_name = '', note = '', note_source = '', fields = '[]',
  fields_source = '[]', avatar = NULL, avatar_description = '', header = NULL, header_description = '',
  also_known_as = '[]', moved_to_id = NULL, followers_count = 0, following_count = 0, statuses_count = 0
WHERE id = :id AND domain = ''

-- Whether others still have to hear of it, who will ask for the key.
-- name: departure_is_under_way
SELECT EXISTS (SELECT 1 FROM outgoing WHERE account_id = :id)
