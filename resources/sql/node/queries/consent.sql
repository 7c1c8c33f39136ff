-- Deeds that wait for leave.

-- part: consent_columns
  c.id, c.interaction, c.account_id, c.status_id, c.author_id, c.deed_id, c.uri, c.request_uri,
  c.authorization_uri, c.state, c.body, c.created_at, c.answered_at,
  a.uri AS actor, a.revision AS actor_revision, a.domain = '' AS is_ours, s.uri AS target_uri, s.local AS target_is_ours,
  t.uri AS author

-- part: consent_joins
  JOIN account a ON a.id = c.account_id
  JOIN status s ON s.id = c.status_id
  JOIN account t ON t.id = c.author_id

-- name: consent_by_id
SELECT
  @consent_columns@
FROM consent c
@consent_joins@
WHERE c.id = :id

-- name: consent_of
SELECT
  @consent_columns@
FROM consent c
@consent_joins@
WHERE c.account_id = :account AND c.uri = :uri

-- Of two by one member with one status, the one that waits.
-- name: consent_between
SELECT
  @consent_columns@
FROM consent c
@consent_joins@
WHERE c.status_id = :status AND c.account_id = :account AND c.interaction = :interaction
  AND c.state = 'pending'
LIMIT 1

-- What one of ours asked for: an answer names the question, or what was asked for.
-- name: consent_of_ours
SELECT
  @consent_columns@
FROM consent c
@consent_joins@
WHERE (c.request_uri = :uri OR c.uri = :uri) AND a.domain = ''
LIMIT 1

-- name: consent_by_authorization
SELECT
  @consent_columns@
FROM consent c
@consent_joins@
WHERE c.authorization_uri = :uri
LIMIT 1

-- What is asked again brings what it is about anew, as long as nobody answered.
-- name: consent_put
INSERT INTO consent (
  id, interaction, account_id, status_id, author_id, deed_id, uri, request_uri, state, body, created_at)
SELECT :id, :interaction, :account, s.id, s.account_id, :deed, :uri, :request, :state, :body, :now
FROM status s WHERE s.id = :status
ON CONFLICT (account_id, uri) DO UPDATE
SET request_uri = coalesce(excluded.request_uri, request_uri), body = excluded.body,
  state = excluded.state
WHERE state = 'pending'

-- name: consent_settle
UPDATE consent SET state = :state, authorization_uri = :authorization, answered_at = :now, body = ''
WHERE id = :id

-- name: consent_drop
DELETE FROM consent WHERE id = :id

-- name: consent_count_waiting
SELECT count(*) FROM consent WHERE author_id = :author AND state = 'pending'

-- name: consent_page
SELECT
  @consent_columns@
FROM consent c
@consent_joins@
WHERE c.author_id = :viewer AND c.state = 'pending' AND c.id < :max_id AND c.id > :floor
  AND (:status = 0 OR c.status_id = :status)
ORDER BY c.id DESC LIMIT :limit

-- Who is gone asks for nothing.
-- name: account_forget_wishes
DELETE FROM consent WHERE account_id = :id AND state <> 'accepted'

-- name: consents_prune
DELETE FROM consent WHERE state = 'rejected' AND answered_at < :before

-- What one of ours did where nobody had to be asked: a reply or boost, a like.

-- name: consent_free_status
SELECT CASE WHEN s.reblog_of_id IS NULL THEN 'reply' ELSE 'announce' END AS interaction,
  s.account_id, p.id AS status_id, p.account_id AS author_id, a.uri AS actor, t.uri AS author,
  CASE WHEN s.reblog_of_id IS NULL THEN s.id END AS deed_id
FROM status s
JOIN account a ON a.id = s.account_id
JOIN status p ON p.id = coalesce(s.reblog_of_id, s.in_reply_to_id)
JOIN account t ON t.id = p.account_id
WHERE s.id = :id AND a.domain = '' AND t.domain <> ''

-- name: consent_free_like
SELECT 'like' AS interaction, d.account_id, s.id AS status_id, s.account_id AS author_id,
  a.uri AS actor, t.uri AS author, NULL AS deed_id
FROM favourite d
JOIN account a ON a.id = d.account_id
JOIN status s ON s.id = d.status_id
JOIN account t ON t.id = s.account_id
WHERE d.id = :id AND a.domain = '' AND t.domain <> ''

-- A status that only its author may see, and back.

-- name: status_veil
UPDATE status SET visibility = 3, listed = 0, revision = revision + 1 WHERE id = :id

-- name: status_unveil
UPDATE status SET visibility = :visibility, revision = revision + 1 WHERE id = :id

-- name: home_forget_status
DELETE FROM home_entry WHERE status_id = :id AND account_id <> :author

-- name: notifications_forget_status
DELETE FROM notification WHERE status_id = :id AND account_id <> :author
