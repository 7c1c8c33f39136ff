-- What may be done with statuses, and quotes with the consent of who is quoted.

-- name: policy_put
INSERT INTO interaction_policy (status_id, interaction, automatic, manual)
VALUES (:status, :interaction, :automatic, :manual)
ON CONFLICT (status_id, interaction) DO UPDATE
SET automatic = excluded.automatic, manual = excluded.manual

-- name: policies_of_status
SELECT interaction, automatic, manual FROM interaction_policy
WHERE status_id = :status ORDER BY interaction

-- name: policy_facts
SELECT s.account_id, s.visibility, s.local, p.automatic, p.manual, p.status_id IS NOT NULL AS told,
  (SELECT x.uri FROM account x WHERE x.id = :account) AS asker,
  EXISTS (
    SELECT 1 FROM follow f
    WHERE f.account_id = :account AND f.target_id = s.account_id AND f.accepted = 1) AS follows,
  EXISTS (
    SELECT 1 FROM follow f
    WHERE f.account_id = s.account_id AND f.target_id = :account AND f.accepted = 1) AS followed,
  EXISTS (SELECT 1 FROM mention m WHERE m.status_id = s.id AND m.account_id = :account)
    OR coalesce(s.in_reply_to_account_id, 0) = :account AS named
FROM status s LEFT JOIN interaction_policy p ON p.status_id = s.id AND p.interaction = :interaction
WHERE s.id = :status

-- part: quote_columns
  q.status_id, q.quoted_uri, q.quoted_id, q.state, q.authorization_uri, q.request_uri,
  s.uri AS quoting_uri, s.account_id AS quoting_account_id, s.local AS quoting_is_ours,
  a.uri AS quoting_author,
  d.account_id AS quoted_account_id, coalesce(d.local, 0) AS quoted_is_ours, b.uri AS quoted_author

-- part: quote_joins
  JOIN status s ON s.id = q.status_id
  JOIN account a ON a.id = s.account_id
  LEFT JOIN status d ON d.id = q.quoted_id
  LEFT JOIN account b ON b.id = d.account_id

-- name: quote_of
SELECT
  @quote_columns@
FROM quote q
@quote_joins@
WHERE q.status_id = :status

-- name: quote_by_request
SELECT
  @quote_columns@
FROM quote q
@quote_joins@
WHERE q.request_uri = :uri

-- name: quote_by_stamp
SELECT
  @quote_columns@
FROM quote q
@quote_joins@
WHERE q.authorization_uri = :uri

-- name: quote_put
INSERT INTO quote (status_id, quoted_uri, quoted_id, state, authorization_uri, request_uri, created_at)
VALUES (:status, :quoted_uri, :quoted, :state, :authorization, :request, :now)
ON CONFLICT (status_id) DO UPDATE
SET quoted_uri = excluded.quoted_uri, quoted_id = excluded.quoted_id, state = excluded.state,
  authorization_uri = excluded.authorization_uri

-- name: quote_set
UPDATE quote SET state = :state, authorization_uri = :authorization, quoted_id = :quoted
WHERE status_id = :status

-- name: quotes_count
UPDATE status SET revision = revision + 1,
  quotes_count = (SELECT count(*) FROM quote q WHERE q.quoted_id = status.id AND q.state = 'accepted')
WHERE id = :id

-- name: quote_page
SELECT
  @status_line@, s.id AS cursor
FROM quote q JOIN status s ON s.id = q.status_id
@status_line_joins@
WHERE q.quoted_id = :id AND q.state = 'accepted' AND q.status_id < :max_id AND q.status_id > :floor
  AND @status_visible@
  AND @status_not_hidden@
ORDER BY q.status_id DESC LIMIT :limit

-- How a viewer stands to the author of what is quoted.
-- name: quote_between
SELECT
  EXISTS (SELECT 1 FROM block k WHERE k.account_id = :viewer AND k.target_id = a.id) AS blocked_account,
  EXISTS (SELECT 1 FROM member_domain_block d WHERE d.account_id = :viewer AND d.domain = a.domain)
    AS blocked_domain,
  EXISTS (
    SELECT 1 FROM mute m WHERE m.account_id = :viewer AND m.target_id = a.id
      AND (m.expires_at = 0 OR m.expires_at > :now)) AS muted_account
FROM account a WHERE a.id = :account

-- What of a status decides who may quote it, once for everybody.
-- name: quote_rendering
SELECT s.visibility, s.local, p.status_id IS NOT NULL AS told, p.automatic, p.manual,
  EXISTS (SELECT 1 FROM quote q WHERE q.status_id = s.id) AS quotes
FROM status s LEFT JOIN interaction_policy p ON p.status_id = s.id AND p.interaction = 'quote'
WHERE s.id = :id

-- Stamps.

-- name: stamp_put
INSERT INTO quote_authorization (id, account_id, quoted_id, quoting_uri, created_at)
SELECT :id, s.account_id, s.id, :quoting, :now FROM status s WHERE s.id = :quoted
ON CONFLICT (quoted_id, quoting_uri) DO UPDATE SET revoked_at = 0

-- part: stamp_columns
  t.id, t.quoting_uri, t.revoked_at, s.uri AS quoted_uri, a.uri AS author, s.id AS quoted_id,
  t.account_id

-- name: stamp_of
SELECT
  @stamp_columns@
FROM quote_authorization t JOIN status s ON s.id = t.quoted_id JOIN account a ON a.id = t.account_id
WHERE t.quoted_id = :quoted AND t.quoting_uri = :quoting

-- name: stamp_by_id
SELECT
  @stamp_columns@
FROM quote_authorization t JOIN status s ON s.id = t.quoted_id JOIN account a ON a.id = t.account_id
WHERE t.id = :id

-- name: stamp_revoke
UPDATE quote_authorization SET revoked_at = :now WHERE id = :id

-- Whom a stamp that is taken back concerns.
-- name: inboxes_of_revocation
SELECT DISTINCT CASE WHEN COALESCE(a.shared_inbox_uri, '') <> '' THEN a.shared_inbox_uri ELSE a.inbox_uri END AS inbox
FROM account a
WHERE a.domain <> '' AND a.suspended = 0 AND COALESCE(a.inbox_uri, '') <> ''
  AND a.id IN (
    SELECT :author
    UNION ALL
    SELECT f.account_id FROM follow f WHERE f.target_id = :id AND f.accepted = 1)

-- name: quoted_facts
SELECT s.uri, s.account_id, s.local, a.uri AS author
FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :id
