-- Around what members say: earlier texts, media, news, search, and what happened lately.

-- name: discussion_versions
SELECT version, title, html AS body, source AS body_source, author_id, created_at FROM discussion_version
WHERE discussion_id = :id ORDER BY version DESC LIMIT :limit

-- name: comment_versions
SELECT version, html AS body, source AS body_source, author_id, created_at FROM (
  SELECT c.version, c.html, c.source, c.author_id,
    CASE WHEN c.edited_at > 0 THEN c.edited_at ELSE c.created_at END AS created_at
  FROM comment c WHERE c.id = :id
  UNION ALL
  SELECT v.version, v.html, v.source, c.author_id, v.created_at
  FROM comment_version v JOIN comment c ON c.id = v.comment_id WHERE v.comment_id = :id)
ORDER BY version DESC LIMIT :limit

-- name: discussion_notify_put
INSERT INTO discussion_read (discussion_id, member_id, notify, updated_at)
VALUES (:discussion_id, :member_id, :notify, :now)
ON CONFLICT (discussion_id, member_id) DO UPDATE SET notify = excluded.notify

-- name: member_by_username
SELECT m.id FROM member m JOIN account a ON a.id = m.account_id
WHERE a.username = :username COLLATE NOCASE AND a.domain = ''
  AND m.state IN ('approved', 'active', 'lapsed', 'suspended')

-- Media hang on one text, and stay with whoever brought them.
-- name: talk_attachment_add
INSERT INTO talk_attachment (attachment_id, discussion_id, comment_id, position)
SELECT x.id, :discussion_id, :comment_id, :position FROM attachment x
WHERE x.id = :id AND x.account_id = :account AND x.status_id IS NULL AND x.scheduled_id IS NULL
ON CONFLICT (attachment_id) DO UPDATE SET position = excluded.position
WHERE discussion_id = excluded.discussion_id AND comment_id = excluded.comment_id

-- name: talk_attachment_clear
DELETE FROM talk_attachment WHERE discussion_id = :discussion_id AND comment_id = :comment_id

-- name: attachments_of_talk
SELECT
  @attachment_columns@
FROM talk_attachment t JOIN attachment x ON x.id = t.attachment_id JOIN account a ON a.id = x.account_id
WHERE t.discussion_id = :discussion_id AND t.comment_id = :comment_id ORDER BY t.position

-- name: coop_notification_add
INSERT INTO coop_notification (member_id, type, actor_id, discussion_id, comment_id, proposal_id, circle_id, created_at)
VALUES (:member_id, :type, :actor_id, :discussion_id, :comment_id, :proposal_id, :circle_id, :now)

-- All who belong hear of it, whoever did it too: it may have been somebody else in their name.
-- name: coop_notification_add_everybody
INSERT INTO coop_notification (member_id, type, actor_id, created_at)
SELECT m.id, :type, :actor_id, :now FROM member m
WHERE m.state IN ('approved', 'active', 'lapsed', 'suspended')

-- Whoever follows closely enough hears of it, but not who did it.
-- name: coop_notification_add_followers
INSERT INTO coop_notification (member_id, type, actor_id, discussion_id, proposal_id, created_at)
SELECT m.id, :type, :actor_id, d.id, :proposal_id, :now
FROM discussion d JOIN member m
LEFT JOIN discussion_read r ON r.discussion_id = d.id AND r.member_id = m.id
WHERE d.id = :discussion_id AND m.state IN ('approved', 'active', 'lapsed', 'suspended')
  AND m.id <> COALESCE(:actor_id, 0)
  AND :levels LIKE '%,' || COALESCE(r.notify, 'normal') || ',%'
  AND (d.circle_id IS NULL
       OR EXISTS (SELECT 1 FROM circle_member c WHERE c.circle_id = d.circle_id AND c.member_id = m.id))

-- name: coop_notification_add_loud
INSERT INTO coop_notification (member_id, type, actor_id, discussion_id, comment_id, created_at)
SELECT r.member_id, 'comment', :actor_id, r.discussion_id, :comment_id, :now
FROM discussion_read r JOIN member m ON m.id = r.member_id JOIN discussion d ON d.id = r.discussion_id
WHERE r.discussion_id = :discussion_id AND r.notify = 'loud' AND r.member_id <> :actor_id
  AND m.state IN ('approved', 'active', 'lapsed', 'suspended')
  AND (d.circle_id IS NULL
       OR EXISTS (SELECT 1 FROM circle o WHERE o.id = d.circle_id AND o.is_open = 1)
       OR EXISTS (SELECT 1 FROM circle_member c WHERE c.circle_id = d.circle_id AND c.member_id = m.id))
  AND NOT EXISTS (SELECT 1 FROM coop_notification n
    WHERE n.member_id = r.member_id AND n.comment_id = :comment_id)

-- Whose vote is asked for, as long as it is not there; once for each occasion.
-- name: coop_notification_add_voters
INSERT INTO coop_notification (member_id, type, discussion_id, proposal_id, created_at)
SELECT w.member_id, :type, p.discussion_id, p.id, :now
FROM proposal_roll w JOIN proposal p ON p.id = w.proposal_id
LEFT JOIN discussion_read r ON r.discussion_id = p.discussion_id AND r.member_id = w.member_id
WHERE p.id = :proposal_id AND COALESCE(r.notify, 'normal') <> 'mute' AND w.voted = 0
  AND NOT EXISTS (SELECT 1 FROM ballot b
    WHERE b.proposal_id = p.id AND b.member_id = w.member_id AND b.latest = 1)
  AND NOT EXISTS (SELECT 1 FROM coop_notification n
    WHERE n.proposal_id = p.id AND n.type = :type AND n.member_id = w.member_id AND n.created_at > :since)

-- part: coop_notification_columns
  n.id, n.type, n.created_at, n.actor_id, n.discussion_id, n.comment_id, n.proposal_id, n.circle_id,
  COALESCE((SELECT p.title FROM proposal p WHERE p.id = n.proposal_id),
    (SELECT d.title FROM discussion d WHERE d.id = n.discussion_id),
    (SELECT c.name FROM circle c WHERE c.id = n.circle_id)) AS title

-- part: coop_notification_mine
  n.member_id = :viewer_id AND n.id < :max_id AND n.id > :min_id
  AND (n.discussion_id IS NULL
       OR EXISTS (SELECT 1 FROM discussion d WHERE d.id = n.discussion_id AND d.deleted_at = 0 AND
       @in_open_circle@
       ))
  AND (n.comment_id IS NULL OR EXISTS (SELECT 1 FROM comment c WHERE c.id = n.comment_id AND c.deleted_at = 0))

-- name: coop_notification_list
SELECT
  @coop_notification_columns@
FROM coop_notification n WHERE
  @coop_notification_mine@
ORDER BY n.id DESC LIMIT :limit

-- name: coop_notification_list_ascending
SELECT
  @coop_notification_columns@
FROM coop_notification n WHERE
  @coop_notification_mine@
ORDER BY n.id LIMIT :limit

-- name: coop_notification_clear
DELETE FROM coop_notification WHERE member_id = :member_id AND (:up_to = 0 OR id <= :up_to)

-- What was in it is found by the digest all the same.
-- name: coop_notification_forget
DELETE FROM coop_notification WHERE created_at < :before

-- name: talk_search_forget
DELETE FROM talk_search WHERE rowid IN (SELECT id FROM talk_search_due)

-- name: talk_search_fill
INSERT INTO talk_search (rowid, title, body)
SELECT t.id, v.title, v.source
FROM talk_search_due t JOIN discussion d ON t.id % 4 = 0 AND d.id = t.id / 4
JOIN discussion_version v ON v.discussion_id = d.id AND v.version = d.context_version
WHERE d.deleted_at = 0
UNION ALL
SELECT t.id, '', c.source FROM talk_search_due t JOIN comment c ON t.id % 4 = 1 AND c.id = t.id / 4
WHERE c.deleted_at = 0
UNION ALL
SELECT t.id, p.title, p.source FROM talk_search_due t JOIN proposal p ON t.id % 4 = 2 AND p.id = t.id / 4
WHERE p.state <> 'draft'
UNION ALL
SELECT t.id, COALESCE(o.topic, ''), o.statement || ' ' || COALESCE(o.rule_text, '')
FROM talk_search_due t JOIN outcome o ON t.id % 4 = 3 AND o.id = t.id / 4

-- name: talk_search_done
DELETE FROM talk_search_due

-- name: talk_search_count_due
SELECT COUNT(*) FROM (SELECT 1 FROM talk_search_due LIMIT 1)

-- name: talk_search
SELECT id, type, discussion_id, proposal_id, title, excerpt, author_id, created_at FROM (
  SELECT t.id / 4 AS id,
    CASE t.id % 4 WHEN 0 THEN 'discussion' WHEN 1 THEN 'comment' WHEN 2 THEN 'proposal' ELSE 'outcome' END AS type,
    d.id AS discussion_id, p.id AS proposal_id,
    CASE WHEN t.id % 4 >= 2 THEN p.title ELSE d.title END AS title, t.excerpt,
    CASE t.id % 4 WHEN 0 THEN d.author_id WHEN 1 THEN c.author_id WHEN 2 THEN p.author_id ELSE o.author_id END AS author_id,
    CASE t.id % 4 WHEN 0 THEN d.created_at WHEN 1 THEN c.created_at WHEN 2 THEN p.created_at ELSE o.decided_on END
      AS created_at,
    t.rank AS place
  FROM (SELECT rowid AS id, snippet(talk_search, 1, '', '', '…', 24) AS excerpt, rank
        FROM talk_search WHERE talk_search MATCH :words ORDER BY rank LIMIT :most) t
  LEFT JOIN comment c ON t.id % 4 = 1 AND c.id = t.id / 4
  LEFT JOIN outcome o ON t.id % 4 = 3 AND o.id = t.id / 4
  LEFT JOIN proposal p ON p.id = CASE t.id % 4 WHEN 2 THEN t.id / 4 WHEN 3 THEN o.proposal_id END
  JOIN discussion d ON d.id = CASE t.id % 4 WHEN 0 THEN t.id / 4 WHEN 1 THEN c.discussion_id ELSE p.discussion_id END
  WHERE d.deleted_at = 0 AND
  @in_open_circle@
)
WHERE :type = '' OR type = :type
ORDER BY place, created_at DESC LIMIT :limit OFFSET :offset

-- name: digest_discussions
SELECT d.id, d.id AS discussion_id, d.title, d.created_at > :since AS is_new, d.last_activity_at AS at,
  (SELECT COUNT(*) FROM comment c
   WHERE c.discussion_id = d.id AND c.deleted_at = 0 AND c.created_at > :since AND c.created_at <= :until
     AND c.author_id <> :viewer_id) AS count
FROM discussion d
LEFT JOIN discussion_read r ON r.discussion_id = d.id AND r.member_id = :viewer_id
WHERE d.deleted_at = 0 AND d.last_activity_at > :since AND COALESCE(r.notify, 'normal') <> 'mute'
  AND (d.created_at > :since AND d.created_at <= :until AND d.author_id <> :viewer_id
       OR EXISTS (SELECT 1 FROM comment c
         WHERE c.discussion_id = d.id AND c.deleted_at = 0 AND c.created_at > :since AND c.created_at <= :until
           AND c.author_id <> :viewer_id))
  AND
  @in_open_circle@
ORDER BY d.last_activity_at DESC LIMIT :limit

-- name: digest_proposals
SELECT p.id, p.discussion_id, p.title, p.state, p.created_at > :since AS is_new, 0 AS count,
  MAX(p.discussed_from, CASE WHEN p.roll_sha256 IS NULL THEN 0 ELSE p.opens_at END, p.closed_at) AS at
FROM proposal p JOIN discussion d ON d.id = p.discussion_id
WHERE p.state <> 'draft' AND d.deleted_at = 0
  AND (p.discussed_from > :since AND p.discussed_from <= :until
       OR p.roll_sha256 IS NOT NULL AND p.opens_at > :since AND p.opens_at <= :until
       OR p.closed_at > :since AND p.closed_at <= :until)
  AND
  @in_open_circle@
ORDER BY 7 DESC LIMIT :limit

-- name: digest_get
SELECT frequency, told_until, seen_until FROM coop_digest WHERE member_id = :member_id

-- name: digest_put
INSERT INTO coop_digest (member_id, frequency, told_until, seen_until) VALUES (:member_id, :frequency, :now, :seen_until)
ON CONFLICT (member_id) DO UPDATE SET frequency = excluded.frequency, seen_until = excluded.seen_until

-- name: digest_told
INSERT INTO coop_digest (member_id, told_until, seen_until) VALUES (:member_id, :now, :seen_until)
ON CONFLICT (member_id) DO UPDATE SET told_until = excluded.told_until

-- Whose day or week is over.
-- name: digest_due
SELECT m.id AS member_id, COALESCE(g.told_until, m.state_since) AS told_until
FROM member m LEFT JOIN coop_digest g ON g.member_id = m.id
WHERE m.state IN ('approved', 'active', 'lapsed', 'suspended') AND m.id > :after
  AND COALESCE(g.frequency, 'weekly') <> 'off'
  AND COALESCE(g.told_until, m.state_since) <= :now - CASE COALESCE(g.frequency, 'weekly') WHEN 'daily' THEN :day ELSE 7 * :day END
ORDER BY m.id LIMIT 1
