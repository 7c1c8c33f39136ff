-- What lies between two accounts: follows, blocks, mutes and private notes.

-- name: relationship_get
SELECT
  t.id AS id,
  coalesce(f.accepted, 0) = 1 AS following,
  f.accepted IS NOT NULL AND f.accepted = 1 AND f.show_reblogs = 1 AS showing_reblogs,
  f.accepted IS NOT NULL AND f.accepted = 1 AND f.notify = 1 AS notifying,
  EXISTS (SELECT 1 FROM follow WHERE account_id = t.id AND target_id = :viewer AND accepted = 1) AS followed_by,
  EXISTS (SELECT 1 FROM block WHERE account_id = :viewer AND target_id = t.id) AS blocking,
  EXISTS (SELECT 1 FROM block WHERE account_id = t.id AND target_id = :viewer) AS blocked_by,
  m.id IS NOT NULL AS muting,
  m.id IS NOT NULL AND m.hide_notifications = 1 AS muting_notifications,
  coalesce(m.expires_at, 0) AS muting_expires_at,
  f.accepted IS NOT NULL AND f.accepted = 0 AS requested,
  EXISTS (SELECT 1 FROM follow WHERE account_id = t.id AND target_id = :viewer AND accepted = 0) AS requested_by,
  EXISTS (SELECT 1 FROM member_domain_block WHERE account_id = :viewer AND domain = t.domain)
    AS domain_blocking,
  coalesce(n.comment, '') AS note
FROM account t
LEFT JOIN follow f ON f.account_id = :viewer AND f.target_id = t.id
LEFT JOIN mute m ON m.account_id = :viewer AND m.target_id = t.id
  AND (m.expires_at = 0 OR m.expires_at > :now)
LEFT JOIN account_note n ON n.account_id = :viewer AND n.target_id = t.id
WHERE t.id = :target

-- Somebody elsewhere always has to be asked.
-- name: account_is_locked
SELECT locked = 1 OR domain <> '' FROM account WHERE id = :id AND suspended = 0

-- name: follow_put
INSERT INTO follow (account_id, target_id, accepted, show_reblogs, notify, created_at)
VALUES (:account_id, :target_id, :accepted, :show_reblogs, :notify, :now)
ON CONFLICT (account_id, target_id) DO UPDATE
SET show_reblogs = excluded.show_reblogs, notify = excluded.notify

-- name: follow_accept
UPDATE follow SET accepted = 1 WHERE account_id = :account_id AND target_id = :target_id AND accepted = 0

-- name: follow_delete
DELETE FROM follow WHERE account_id = :account_id AND target_id = :target_id

-- name: follow_delete_request
DELETE FROM follow WHERE account_id = :account_id AND target_id = :target_id AND accepted = 0

-- name: follow_recount
UPDATE account SET
  followers_count = (SELECT count(*) FROM follow WHERE target_id = account.id AND accepted = 1),
  following_count = (SELECT count(*) FROM follow WHERE account_id = account.id AND accepted = 1)
WHERE id IN (:a, :b)

-- name: block_put
INSERT INTO block (account_id, target_id, created_at) VALUES (:account_id, :target_id, :now)
ON CONFLICT (account_id, target_id) DO NOTHING

-- name: block_delete
DELETE FROM block WHERE account_id = :account_id AND target_id = :target_id

-- name: block_between
SELECT 1 FROM block
WHERE (account_id = :a AND target_id = :b) OR (account_id = :b AND target_id = :a) LIMIT 1

-- name: notification_drop_from
DELETE FROM notification WHERE account_id = :account_id AND from_account_id = :target_id

-- name: mute_put
INSERT INTO mute (account_id, target_id, hide_notifications, expires_at, created_at)
VALUES (:account_id, :target_id, :hide_notifications, :expires_at, :now)
ON CONFLICT (account_id, target_id) DO UPDATE
SET hide_notifications = excluded.hide_notifications, expires_at = excluded.expires_at

-- name: mute_delete
DELETE FROM mute WHERE account_id = :account_id AND target_id = :target_id

-- When the next of somebody's mutes ends by itself.
-- name: mute_next_end
SELECT expires_at FROM mute WHERE account_id = :account_id AND expires_at > :now
ORDER BY expires_at LIMIT 1

-- name: account_note_put
INSERT INTO account_note (account_id, target_id, comment) VALUES (:account_id, :target_id, :comment)
ON CONFLICT (account_id, target_id) DO UPDATE SET comment = excluded.comment

-- name: account_note_delete
DELETE FROM account_note WHERE account_id = :account_id AND target_id = :target_id

-- Lists of accounts; the cursor is the row between the two, which no client ever sees but in Link.

-- name: followers_page
SELECT
  @account_columns@, f.id AS _cursor
FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :account_id AND f.accepted = 1 AND f.id < :max_id AND f.id > :floor
ORDER BY f.id DESC LIMIT :limit

-- name: following_page
SELECT
  @account_columns@, f.id AS _cursor
FROM follow f JOIN account a ON a.id = f.target_id
WHERE f.account_id = :account_id AND f.accepted = 1 AND f.id < :max_id AND f.id > :floor
ORDER BY f.id DESC LIMIT :limit

-- name: follow_requests_page
SELECT
  @account_columns@, f.id AS _cursor
FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :account_id AND f.accepted = 0 AND f.id < :max_id AND f.id > :floor
ORDER BY f.id DESC LIMIT :limit

-- name: blocks_page
SELECT
  @account_columns@, b.id AS _cursor
FROM block b JOIN account a ON a.id = b.target_id
WHERE b.account_id = :account_id AND b.id < :max_id AND b.id > :floor
ORDER BY b.id DESC LIMIT :limit

-- name: mutes_page
SELECT
  @account_columns@, m.id AS _cursor
FROM mute m JOIN account a ON a.id = m.target_id
WHERE m.account_id = :account_id AND m.id < :max_id AND m.id > :floor
ORDER BY m.id DESC LIMIT :limit

-- name: directory_page
SELECT
  @account_columns@
FROM account a
WHERE a.discoverable = 1 AND a.suspended = 0 AND a.silenced = 0
  AND (a.domain = '' OR :local = 0)
  AND a.id NOT IN (@hidden_accounts@)
  AND NOT EXISTS (
    SELECT 1 FROM member_domain_block d WHERE d.account_id = :viewer AND d.domain = a.domain)
ORDER BY CASE WHEN :newest = 1 THEN a.id ELSE a.last_status_at END DESC
LIMIT :limit OFFSET :offset

-- Who is blocked is found by the whole name only: to be let in again.
-- name: account_search
SELECT
  @account_columns@
FROM account a
WHERE a.suspended = 0
  AND (a.username LIKE :prefix ESCAPE '\' OR a.display_name LIKE :inside ESCAPE '\')
  AND (:domain = '' OR a.domain = :domain)
  AND (:following = 0 OR EXISTS (
    SELECT 1 FROM follow WHERE account_id = :viewer AND target_id = a.id AND accepted = 1))
  AND NOT EXISTS (SELECT 1 FROM block WHERE account_id = a.id AND target_id = :viewer)
  AND (a.username LIKE substr(:prefix, 1, length(:prefix) - 1) ESCAPE '\'
    OR (NOT EXISTS (SELECT 1 FROM block WHERE account_id = :viewer AND target_id = a.id)
      AND NOT EXISTS (
        SELECT 1 FROM member_domain_block d WHERE d.account_id = :viewer AND d.domain = a.domain)))
ORDER BY
  EXISTS (SELECT 1 FROM follow WHERE account_id = :viewer AND target_id = a.id AND accepted = 1) DESC,
  a.followers_count DESC, a.id
LIMIT :limit OFFSET :offset

-- name: tag_search
SELECT t.id AS id, t.display AS name, t.name AS folded FROM tag t
WHERE t.name LIKE :prefix ESCAPE '\'
ORDER BY length(t.name), t.name LIMIT :limit OFFSET :offset

-- name: account_edit
UPDATE account SET
  display_name = :display_name, note = :note, note_source = :note_source,
  fields = :fields, fields_source = :fields_source,
  avatar = :avatar, avatar_description = :avatar_description,
  header = :header, header_description = :header_description,
  locked = :locked, bot = :bot, discoverable = :discoverable, indexable = :indexable,
  hide_collections = :hide_collections,
  default_privacy = :default_privacy, default_sensitive = :default_sensitive, default_language = :default_language,
  default_quote_policy = :default_quote_policy
WHERE id = :id

-- name: account_settings
SELECT
  a.display_name AS display_name, a.note AS note, a.note_source AS note_source,
  a.fields AS fields, a.fields_source AS fields_source,
  a.avatar AS avatar, a.avatar_description AS avatar_description,
  a.header AS header, a.header_description AS header_description,
  a.locked AS locked, a.bot AS bot, a.discoverable AS discoverable, a.indexable AS indexable,
  a.hide_collections AS hide_collections, a.default_privacy AS default_privacy,
  a.default_sensitive AS default_sensitive, a.default_language AS default_language,
  a.default_quote_policy AS default_quote_policy,
  (SELECT count(*) FROM follow WHERE target_id = a.id AND accepted = 0) AS follow_requests_count
FROM account a
WHERE a.id = :id AND (EXISTS (SELECT 1 FROM user u WHERE u.account_id = a.id)
  OR EXISTS (SELECT 1 FROM coop c WHERE c.account_id = a.id))
