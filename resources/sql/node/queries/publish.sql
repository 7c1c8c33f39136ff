-- What of ours is shown to other servers, and whom it is sent to.

-- part: own_actor_columns
  a.id, a.username, a.kind, a.display_name, a.note, a.fields, a.uri, a.url, a.avatar, a.avatar_description,
  a.header, a.header_description, a.locked, a.bot, a.discoverable, a.indexable, a.hide_collections,
  a.suspended, a.created_at, a.public_key_pem, a.ed25519_public, a.also_known_as,
  COALESCE((SELECT o.key_number FROM own_account o WHERE o.account_id = a.id), 1) AS key_number,
  COALESCE((SELECT o.deleted_at FROM own_account o WHERE o.account_id = a.id), 0) AS deleted_at,
  (SELECT m.uri FROM account m WHERE m.id = a.moved_to_id) AS moved_to

-- name: own_actor_by_id
SELECT
  @own_actor_columns@
FROM account a
WHERE a.id = :id AND a.domain = ''

-- name: own_actor_by_name
SELECT
  @own_actor_columns@
FROM account a
WHERE a.username = :username COLLATE NOCASE AND a.domain = ''

-- name: own_status
SELECT
  s.id, s.account_id, a.uri AS actor, a.username, a.suspended, s.visibility, s.created_at, s.edited_at, s.sensitive,
  s.language, s.thread_id, s.favourites_count, s.reblogs_count, s.uri, s.url, s.spoiler_text, s.content,
  s.text, COALESCE(p.uri, s.in_reply_to_uri) AS in_reply_to, r.uri AS boosted, ra.uri AS boosted_actor,
  q.quoted_uri, CASE WHEN q.state = 'accepted' THEN q.authorization_uri END AS authorization_uri,
  CASE WHEN q.status_id IS NOT NULL THEN COALESCE(z.url, q.quoted_uri) END AS quoted_page,
  (SELECT c.authorization_uri FROM consent c
   WHERE c.deed_id = s.id AND c.interaction = 'reply' AND c.state = 'accepted') AS reply_authorization,
  (SELECT c.authorization_uri FROM consent c
   WHERE c.account_id = s.account_id AND c.uri = s.uri AND c.state = 'accepted') AS boost_authorization
FROM status s
JOIN account a ON a.id = s.account_id
LEFT JOIN status p ON p.id = s.in_reply_to_id
LEFT JOIN status r ON r.id = s.reblog_of_id
LEFT JOIN account ra ON ra.id = r.account_id
LEFT JOIN quote q ON q.status_id = s.id AND q.state IN ('pending', 'accepted')
LEFT JOIN status z ON z.id = q.quoted_id
WHERE s.id = :id AND s.local = 1 AND a.domain = ''

-- name: own_status_mentions
SELECT a.uri, CASE WHEN a.domain = '' THEN a.username || '@' || :domain ELSE a.username || '@' || a.domain END AS acct,
  a.domain = '' AND a.kind = 'group' AS is_group
FROM mention m JOIN account a ON a.id = m.account_id
WHERE m.status_id = :id ORDER BY m.account_id

-- name: own_status_attachments
SELECT mime, file, remote_url, meta, description, blurhash FROM attachment
WHERE status_id = :id ORDER BY position

-- name: own_status_poll
SELECT id, multiple, hide_totals, expires_at, voters_count FROM poll WHERE status_id = :id

-- Inboxes: one for each server that has a shared one.
-- part: inbox_of_account
  CASE WHEN COALESCE(a.shared_inbox_uri, '') <> '' THEN a.shared_inbox_uri ELSE a.inbox_uri END AS inbox

-- part: reachable
  a.domain <> '' AND a.suspended = 0 AND COALESCE(a.inbox_uri, '') <> ''

-- Whom a new status reaches: followers, the mentioned, and of what others may see the author it
-- answers; whom a change reaches: also those who did something with it, and those to whom the co-op
-- passed it on.
-- name: inboxes_of_status
SELECT DISTINCT
  @inbox_of_account@
FROM account a
WHERE @reachable@
  AND a.id IN (
    SELECT f.account_id FROM follow f JOIN status s ON s.account_id = f.target_id
    WHERE s.id = :id AND s.visibility <= 2 AND f.accepted = 1
    UNION ALL
    SELECT account_id FROM mention WHERE status_id = :id
    UNION ALL
    SELECT p.account_id FROM status s JOIN status p ON p.id IN (s.in_reply_to_id, s.reblog_of_id)
    WHERE s.id = :id AND s.visibility <= 1
    UNION ALL
    SELECT d.account_id FROM quote q JOIN status d ON d.id = q.quoted_id JOIN status s ON s.id = q.status_id
    WHERE q.status_id = :id AND s.visibility <= 1
    UNION ALL
    SELECT d.account_id FROM favourite d JOIN status s ON s.id = d.status_id
    WHERE :wide = 1 AND s.id = :id AND s.visibility <= 1
    UNION ALL
    SELECT d.account_id FROM status d JOIN status s ON s.id IN (d.reblog_of_id, d.in_reply_to_id)
    WHERE :wide = 1 AND s.id = :id AND s.visibility <= 1
    UNION ALL
    SELECT v.account_id FROM poll_vote v JOIN poll p ON p.id = v.poll_id
    WHERE :wide = 1 AND p.status_id = :id
    UNION ALL
    SELECT f.account_id FROM coop c JOIN status b ON b.reblog_of_id = :id AND b.account_id = c.account_id
    JOIN follow f ON f.target_id = c.account_id AND f.accepted = 1
    WHERE :wide = 1
  )
  AND a.id NOT IN (SELECT k.target_id FROM block k JOIN status s ON s.account_id = k.account_id WHERE s.id = :id)

-- name: inboxes_of_followers
SELECT DISTINCT
  @inbox_of_account@
FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :id AND f.accepted = 1
  AND @reachable@

-- Of those whose servers say that they verify integrity proofs.
-- name: inboxes_of_proof_readers
SELECT DISTINCT
  @inbox_of_account@
FROM follow f JOIN account a ON a.id = f.account_id JOIN remote_account r ON r.account_id = a.id
WHERE f.target_id = :id AND f.accepted = 1 AND r.takes_proofs = 1
  AND @reachable@

-- name: inboxes_of_activity_readers
SELECT DISTINCT
  @inbox_of_account@
FROM follow f JOIN account a ON a.id = f.account_id JOIN remote_account r ON r.account_id = a.id
WHERE f.target_id = :id AND f.accepted = 1 AND r.takes_activities = 1
  AND @reachable@

-- What a public status answers.
-- name: forward_answered
SELECT p.uri FROM status s JOIN status p ON p.id = s.in_reply_to_id WHERE s.id = :id AND s.visibility <= 1

-- Who of ours wrote what somebody answers.
-- name: forward_owner
SELECT p.account_id, a.uri AS actor FROM status p JOIN account a ON a.id = p.account_id
WHERE p.uri = :uri AND p.visibility <= 1 AND a.domain = '' AND a.suspended = 0

-- name: inbox_of_account
SELECT inbox_uri AS inbox, uri, domain FROM account WHERE id = :id

-- name: follow_of
SELECT f.id, f.uri, f.accepted, a.uri AS follower, a.domain AS follower_domain, t.uri AS target,
  t.domain AS target_domain
FROM follow f JOIN account a ON a.id = f.account_id JOIN account t ON t.id = f.target_id
WHERE f.account_id = :account_id AND f.target_id = :target_id

-- Requests of ours that nobody answered in a week, then in two, then in four; what is still on its
-- way to them is not asked again.
-- name: follows_to_ask_again
SELECT f.id, f.account_id, f.target_id
FROM follow f JOIN account a ON a.id = f.account_id JOIN account t ON t.id = f.target_id
WHERE f.accepted = 0 AND f.created_at <= :now - :period AND f.asks <= :limit
  AND CASE WHEN f.asked_at > 0 THEN f.asked_at ELSE f.created_at END <= :now - (:period << (f.asks - 1))
  AND a.domain = '' AND a.suspended = 0 AND t.domain <> '' AND t.suspended = 0
  AND NOT EXISTS (SELECT 1 FROM outgoing o WHERE o.about = f.uri)
ORDER BY f.created_at LIMIT :page

-- name: follow_asked_again
UPDATE follow SET asks = asks + 1, asked_at = :now WHERE id = :id

-- name: own_follow_set_uri
UPDATE follow SET uri = :uri WHERE id = :id

-- name: favourite_of
SELECT d.id, d.uri, a.uri AS actor, s.uri AS object, s.account_id AS author_id, s.local
FROM favourite d JOIN account a ON a.id = d.account_id JOIN status s ON s.id = d.status_id
WHERE d.account_id = :account_id AND d.status_id = :status_id

-- name: own_tombstone_add
INSERT INTO own_tombstone (uri, former_type, deleted_at) VALUES (:uri, :former_type, :now)
ON CONFLICT (uri) DO NOTHING

-- name: own_tombstone_get
SELECT former_type, deleted_at FROM own_tombstone WHERE uri = :uri

-- name: vote_new_of
SELECT v.position, o.title, a.uri AS actor, s.uri AS poll, s.account_id AS author_id, author.uri AS author, s.local
FROM poll_vote v
JOIN poll p ON p.id = v.poll_id
JOIN poll_option o ON o.poll_id = p.id AND o.position = v.position
JOIN status s ON s.id = p.status_id
JOIN account author ON author.id = s.account_id
JOIN account a ON a.id = v.account_id
WHERE v.poll_id = :poll AND v.account_id = :account ORDER BY v.position

-- Collections ------------------------------------------------------------------------------------

-- name: outbox_count_statuses
SELECT COUNT(*) FROM status WHERE account_id = :account_id AND visibility <= 1

-- What everybody may see, and for a follower what followers may see.
-- name: outbox_older
SELECT s.id AS id FROM status s
WHERE s.account_id = :account_id AND s.id < :max_id
  AND (s.visibility <= 1 OR (s.visibility = 2 AND :is_follower = 1)
    OR (s.visibility = 2 AND EXISTS (SELECT 1 FROM mention m WHERE m.status_id = s.id AND m.account_id = :viewer)))
ORDER BY s.id DESC LIMIT :limit

-- name: outbox_newer
SELECT s.id AS id FROM status s
WHERE s.account_id = :account_id AND s.id > :min_id
  AND (s.visibility <= 1 OR (s.visibility = 2 AND :is_follower = 1)
    OR (s.visibility = 2 AND EXISTS (SELECT 1 FROM mention m WHERE m.status_id = s.id AND m.account_id = :viewer)))
ORDER BY s.id LIMIT :limit

-- name: own_pins
SELECT s.id AS id FROM pin p JOIN status s ON s.id = p.status_id
WHERE p.account_id = :account_id AND s.visibility <= 1 ORDER BY p.id DESC LIMIT :limit

-- name: own_followers_page
SELECT f.id AS _cursor, a.uri AS uri FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :account_id AND f.accepted = 1 AND f.id < :max_id ORDER BY f.id DESC LIMIT :limit

-- name: own_following_page
SELECT f.id AS _cursor, a.uri AS uri FROM follow f JOIN account a ON a.id = f.target_id
WHERE f.account_id = :account_id AND f.accepted = 1 AND f.id < :max_id ORDER BY f.id DESC LIMIT :limit

-- name: own_follow_counts
SELECT (SELECT COUNT(*) FROM follow WHERE target_id = :account_id AND accepted = 1) AS followers,
  (SELECT COUNT(*) FROM follow WHERE account_id = :account_id AND accepted = 1) AS following

-- Replies that everybody may see; not by whom the author blocked.
-- name: own_replies_page
SELECT r.id AS id, r.uri AS uri FROM status r JOIN account a ON a.id = r.account_id
WHERE r.in_reply_to_id = :id AND r.id > :min_id AND r.visibility <= 1 AND a.suspended = 0
  AND NOT EXISTS (
    SELECT 1 FROM status p JOIN block b ON b.account_id = p.account_id
    WHERE p.id = :id AND b.target_id = r.account_id)
ORDER BY r.id LIMIT :limit

-- name: thread_page
SELECT s.id AS id, s.uri AS uri FROM status s JOIN account a ON a.id = s.account_id
WHERE s.thread_id = :thread AND s.reblog_of_id IS NULL AND s.id > :min_id AND s.visibility <= 1 AND a.suspended = 0
ORDER BY s.id LIMIT :limit

-- name: thread_count
SELECT COUNT(*) FROM status s JOIN account a ON a.id = s.account_id
WHERE s.thread_id = :thread AND s.reblog_of_id IS NULL AND s.visibility <= 1 AND a.suspended = 0

-- Who of another server asks, by what signed.
-- name: viewer_by_uri
SELECT id, domain, suspended FROM account WHERE uri = :uri

-- name: is_follower
SELECT 1 FROM follow WHERE account_id = :account_id AND target_id = :target_id AND accepted = 1
