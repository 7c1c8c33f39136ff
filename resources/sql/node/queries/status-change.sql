-- Making, changing and deleting statuses.  Every UPDATE of a status raises its revision; a trigger
-- does where a statement forgets.

-- name: status_add
INSERT INTO status (
  id, account_id, reblog_of_id, thread_id, visibility, local, listed, in_reply_to_id,
  in_reply_to_account_id, in_reply_to_uri, created_at, sensitive, language, application_id, uri,
  url, spoiler_text, content, text, emojis)
VALUES (
  :id, :account, :reblog_of, :thread, :visibility, :local, :listed, :in_reply_to,
  :in_reply_to_account, :in_reply_to_uri, :created_at, :sensitive, :language, :application, :uri,
  :url, :spoiler_text, :content, :text, COALESCE(:emojis, '[]'))

-- name: status_mention_add
INSERT INTO mention (status_id, account_id) VALUES (:status, :account) ON CONFLICT DO NOTHING

-- name: status_mentions_clear
DELETE FROM mention WHERE status_id = :status

-- name: status_is_mentioned
SELECT 1 FROM mention WHERE status_id = :status AND account_id = :account

-- name: tag_ensure
INSERT INTO tag (name, display) VALUES (:name, :name) ON CONFLICT DO NOTHING

-- name: status_tag_add
INSERT INTO status_tag (tag_id, status_id)
SELECT t.id, :status FROM tag t WHERE t.name = :name
ON CONFLICT DO NOTHING

-- name: status_tag_ids
SELECT tag_id FROM status_tag WHERE status_id = :status

-- name: status_tags_clear
DELETE FROM status_tag WHERE status_id = :status

-- name: status_count_replies
UPDATE status SET replies_count = CASE WHEN replies_count + :by > 0 THEN replies_count + :by ELSE 0 END,
  revision = revision + 1
WHERE id = :id

-- name: status_count_reblogs
UPDATE status SET reblogs_count = CASE WHEN reblogs_count + :by > 0 THEN reblogs_count + :by ELSE 0 END,
  revision = revision + 1
WHERE id = :id

-- name: status_count_favourites
UPDATE status SET favourites_count = CASE WHEN favourites_count + :by > 0 THEN favourites_count + :by ELSE 0 END,
  revision = revision + 1
WHERE id = :id

-- name: account_count_statuses
UPDATE account
SET statuses_count = CASE WHEN statuses_count + :by > 0 THEN statuses_count + :by ELSE 0 END,
  last_status_at = CASE WHEN last_status_at > :at THEN last_status_at ELSE :at END,
  revision = revision + 1
WHERE id = :id

-- name: account_names
SELECT username, domain, uri FROM account WHERE id = :id

-- name: posting_defaults
SELECT default_privacy, default_sensitive, default_language, default_quote_policy FROM account WHERE id = :id

-- name: status_followers_to_notify
SELECT f.account_id
FROM follow f JOIN user u ON u.account_id = f.account_id
WHERE f.target_id = :author AND f.accepted = 1 AND f.notify = 1
  AND NOT EXISTS (
    SELECT 1 FROM mention m WHERE m.status_id = :status AND m.account_id = f.account_id
  )

-- name: status_edit
UPDATE status
SET content = :content, text = :text, spoiler_text = :spoiler_text, sensitive = :sensitive,
  language = :language, edited_at = :now, revision = revision + 1
WHERE id = :id

-- name: status_edit_add
INSERT INTO status_edit (
  status_id, content, text, spoiler_text, sensitive, attachments, poll, created_at)
VALUES (:status, :content, :text, :spoiler_text, :sensitive, :attachments, :poll, :at)

-- name: status_edits
SELECT
  e.content, e.spoiler_text, e.sensitive,
  CASE WHEN a.media_hidden = 0 THEN e.attachments ELSE '[]' END AS media_attachments, e.poll,
  e.created_at
FROM status_edit e JOIN status s ON s.id = e.status_id JOIN account a ON a.id = s.account_id
WHERE e.status_id = :status
ORDER BY e.id

-- name: status_was_edited
SELECT 1 FROM status_edit WHERE status_id = :status

-- name: status_boosts
SELECT id, account_id, visibility FROM status WHERE reblog_of_id = :id

-- name: status_boost_of
SELECT id FROM status WHERE reblog_of_id = :id AND account_id = :account

-- name: status_local_boosters
SELECT b.account_id FROM status b JOIN user u ON u.account_id = b.account_id
WHERE b.reblog_of_id = :id

-- name: status_orphan_replies
UPDATE status SET in_reply_to_id = NULL, revision = revision + 1 WHERE in_reply_to_id = :id

-- name: status_delete
DELETE FROM status WHERE id = :id

-- name: idempotency_find
SELECT made_id, request_sha256 FROM idempotency
WHERE account_id = :account AND key = :key AND created_at > :since

-- name: idempotency_keep
INSERT INTO idempotency (account_id, key, request_sha256, made_id, created_at)
VALUES (:account, :key, :sha256, :made, :now)
ON CONFLICT (account_id, key) DO UPDATE
SET request_sha256 = excluded.request_sha256, made_id = excluded.made_id,
  created_at = excluded.created_at
