-- Statuses as a viewer finds them.  A "line" is what a page needs of a status besides its rendered
-- text: ids, revisions and the viewer's own flags, which are those of the boosted status.

-- part: status_line
  s.id, s.revision, s.account_id, a.revision AS account_revision,
  s.reblog_of_id, r.revision AS reblog_revision,
  r.account_id AS reblog_account_id, ra.revision AS reblog_account_revision,
  EXISTS (
    SELECT 1 FROM favourite f
    WHERE f.account_id = :viewer AND f.status_id = COALESCE(s.reblog_of_id, s.id)
  ) AS favourited,
  EXISTS (
    SELECT 1 FROM status b
    WHERE b.reblog_of_id = COALESCE(s.reblog_of_id, s.id) AND b.account_id = :viewer
  ) AS reblogged,
  EXISTS (
    SELECT 1 FROM thread_mute t
    WHERE t.account_id = :viewer AND t.thread_id = COALESCE(r.thread_id, s.thread_id)
  ) AS muted,
  EXISTS (
    SELECT 1 FROM bookmark b
    WHERE b.account_id = :viewer AND b.status_id = COALESCE(s.reblog_of_id, s.id)
  ) AS bookmarked,
  CASE WHEN s.account_id = :viewer THEN EXISTS (
    SELECT 1 FROM pin p WHERE p.account_id = :viewer AND p.status_id = s.id
  ) ELSE 0 END AS pinned

-- part: status_line_joins
  JOIN account a ON a.id = s.account_id
  LEFT JOIN status r ON r.id = s.reblog_of_id
  LEFT JOIN account ra ON ra.id = r.account_id

-- Whom the viewer does not want to see, or who does not want to be seen by the viewer.
-- part: hidden_accounts
  SELECT target_id FROM block WHERE account_id = :viewer
  UNION ALL
  SELECT account_id FROM block WHERE target_id = :viewer
  UNION ALL
  SELECT target_id FROM mute WHERE account_id = :viewer AND (expires_at = 0 OR expires_at > :now)

-- A server that a member blocked, with everybody on it.  Once for the author and once for whom they
-- boost: for a list of both SQLite would make a table for each row, which takes half the time of a
-- page.
-- part: domain_not_hidden
  (a.domain IS NULL OR NOT EXISTS (
    SELECT 1 FROM member_domain_block d
    WHERE d.account_id = :viewer AND d.domain = a.domain
  ))
  AND (ra.domain IS NULL OR NOT EXISTS (
    SELECT 1 FROM member_domain_block d
    WHERE d.account_id = :viewer AND d.domain = ra.domain
  ))

-- Whoever was silenced is read by those who follow them.
-- part: author_not_limited
  (a.silenced = 0 OR s.account_id = :viewer OR EXISTS (
    SELECT 1 FROM follow f
    WHERE f.account_id = :viewer AND f.target_id = s.account_id AND f.accepted = 1
  ))

-- part: status_not_hidden
  a.suspended = 0 AND COALESCE(ra.suspended, 0) = 0
  AND @domain_not_hidden@
  AND s.account_id NOT IN (@hidden_accounts@)
  AND (r.account_id IS NULL OR r.account_id NOT IN (@hidden_accounts@))

-- Spec: the visibility table of the client API; a boost is as visible as both of its statuses.
-- part: status_visible
  a.suspended = 0 AND COALESCE(ra.suspended, 0) = 0
  AND NOT EXISTS (
    SELECT 1 FROM block k WHERE k.target_id = :viewer AND k.account_id = s.account_id
  )
  AND (r.account_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM block k WHERE k.target_id = :viewer AND k.account_id = r.account_id
  ))
  AND (
    s.visibility <= 1 OR s.account_id = :viewer
    OR EXISTS (SELECT 1 FROM mention m WHERE m.status_id = s.id AND m.account_id = :viewer)
    OR (
      s.visibility = 2
      AND EXISTS (
        SELECT 1 FROM follow f
        WHERE f.account_id = :viewer AND f.target_id = s.account_id AND f.accepted = 1
      )
    )
  )
  AND (
    s.reblog_of_id IS NULL OR r.visibility <= 1 OR r.account_id = :viewer
    OR EXISTS (SELECT 1 FROM mention m WHERE m.status_id = r.id AND m.account_id = :viewer)
    OR (
      r.visibility = 2
      AND EXISTS (
        SELECT 1 FROM follow f
        WHERE f.account_id = :viewer AND f.target_id = r.account_id AND f.accepted = 1
      )
    )
  )

-- name: status_line_by_id
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.id = :id
  AND @status_visible@

-- For the author of a change, who may see the status whatever lies between the accounts.
-- name: status_line_unchecked
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.id = :id

-- Those of a page of something else.
-- name: status_lines_of_ids
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.id IN (SELECT value FROM json_each(:ids))

-- What is rendered once for everybody.
-- name: status_entity
SELECT
  s.id, s.created_at, s.edited_at, s.in_reply_to_id, s.in_reply_to_account_id,
  s.sensitive <> 0 OR a.sensitized <> 0 AS sensitive, s.spoiler_text,
  CASE s.visibility
    WHEN 0 THEN 'public' WHEN 1 THEN 'unlisted' WHEN 2 THEN 'private' ELSE 'direct'
  END AS visibility,
  s.language, s.uri, COALESCE(s.url, r.url) AS url,
  s.replies_count, s.reblogs_count, s.favourites_count, s.quotes_count,
  s.content, CASE WHEN a.media_hidden = 0 THEN s.emojis ELSE '[]' END AS emojis, s.coop, s.text, a.domain AS _domain
FROM status s JOIN account a ON a.id = s.account_id LEFT JOIN status r ON r.id = s.reblog_of_id
WHERE s.id = :id

-- name: status_application
SELECT p.name, p.website
FROM status s JOIN application p ON p.id = s.application_id
WHERE s.id = :id

-- name: status_mentions
SELECT
  a.id, a.username, a.url,
  CASE WHEN a.domain = '' THEN a.username ELSE a.username || '@' || a.domain END AS acct
FROM mention m JOIN account a ON a.id = m.account_id
WHERE m.status_id = :id
ORDER BY m.account_id

-- name: status_tags
SELECT t.name
FROM status_tag st JOIN tag t ON t.id = st.tag_id
WHERE st.status_id = :id
ORDER BY t.name

-- Numbers that decide what may be done with a status.
-- name: status_facts
SELECT
  s.id, s.account_id, s.thread_id, s.visibility, s.local, s.reblog_of_id, s.in_reply_to_id,
  s.in_reply_to_account_id, s.edited_at, s.created_at, s.sensitive, s.spoiler_text, s.content,
  s.text, s.language, s.uri, p.id AS poll_id
FROM status s LEFT JOIN poll p ON p.status_id = s.id
WHERE s.id = :id
