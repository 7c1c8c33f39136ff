-- Accounts as the client API shows them.

-- part: account_columns
  a.id, a.username, CASE WHEN a.domain = '' THEN a.username ELSE a.username || '@' || a.domain END AS acct,
  a.display_name, a.locked, a.bot, a.discoverable, a.indexable, a.kind = 'group' AS "group",
  a.created_at - a.created_at % 86400000 AS created_at, a.note, a.url, a.uri,
  CASE WHEN a.media_hidden = 0 THEN a.avatar END AS avatar, a.avatar_description,
  CASE WHEN a.media_hidden = 0 THEN a.header END AS header, a.header_description,
  a.followers_count, a.following_count, a.statuses_count, a.last_status_at, a.hide_collections,
  CASE WHEN a.media_hidden = 0 THEN a.emojis ELSE '[]' END AS emojis, a.fields, a.suspended, a.silenced AS limited

-- name: account_by_id
SELECT
  @account_columns@
FROM account a
WHERE a.id = :id

-- name: account_new_home
SELECT
  @account_columns@
FROM account o JOIN account a ON a.id = o.moved_to_id
WHERE o.id = :id

-- name: account_by_name
SELECT
  @account_columns@
FROM account a
WHERE a.username = :username COLLATE NOCASE AND a.domain = :domain

-- name: account_id_by_name
SELECT id FROM account WHERE username = :username COLLATE NOCASE AND domain = :domain

-- The revision comes along, so that what is rendered of the row can be kept under it.
-- name: account_revision
SELECT revision FROM account WHERE id = :id
