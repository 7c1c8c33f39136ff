-- Accounts and statuses of other servers, as far as they need more than those of this node.

-- name: account_id_by_uri
SELECT id FROM account WHERE uri = :uri

-- name: account_uri
SELECT uri FROM account WHERE id = :id

-- name: local_account_by_uri
SELECT a.id, a.locked, a.suspended, a.moved_to_id, a.kind
FROM account a
WHERE a.uri = :uri AND a.domain = ''

-- name: remote_account_by_uri
SELECT a.id, a.followers_uri, a.featured_uri, r.featured_tags_uri, r.moderators_uri,
  COALESCE(r.moderators_at, 0) AS moderators_at, a.fetched_at, a.suspended, a.silenced, a.moved_to_id,
  COALESCE(r.confirmed, 0) AS confirmed, COALESCE(r.moved_at, 0) AS moved_at,
  EXISTS (
    SELECT 1 FROM follow f JOIN user u ON u.account_id = f.account_id
    WHERE f.target_id = a.id AND f.accepted = 1
  ) AS followed
FROM account a LEFT JOIN remote_account r ON r.account_id = a.id
WHERE a.uri = :uri AND a.domain <> ''

-- name: remote_account_add
INSERT INTO account (
  id, username, domain, kind, display_name, note, fields, emojis, uri, url, avatar, avatar_description,
  header, header_description, locked, bot, discoverable, indexable, created_at, inbox_uri,
  shared_inbox_uri, outbox_uri, followers_uri, featured_uri, also_known_as, fetched_at)
VALUES (
  :id, :username, :domain, :kind, :display_name, :note, :fields, :emojis, :uri, :url, :avatar,
  :avatar_description, :header, :header_description, :locked, :bot, :discoverable, :indexable,
  :created_at, :inbox, :shared_inbox, :outbox, :followers, :featured, :also_known_as, :now)

-- name: remote_account_change
UPDATE account SET
  username = :username, domain = :domain, kind = :kind, display_name = :display_name, note = :note,
  fields = :fields, emojis = :emojis, url = :url, avatar = :avatar,
  avatar_description = :avatar_description, header = :header,
  header_description = :header_description, locked = :locked, bot = :bot,
  discoverable = :discoverable, indexable = :indexable, inbox_uri = :inbox,
  shared_inbox_uri = :shared_inbox, outbox_uri = :outbox, followers_uri = :followers,
  featured_uri = :featured, also_known_as = :also_known_as, fetched_at = :now
WHERE id = :id

-- name: remote_account_more
INSERT INTO remote_account (account_id, following_uri, confirmed, memorial, featured_tags_uri, moderators_uri,
  takes_proofs)
VALUES (:id, :following, :confirmed, :memorial, :featured_tags, :moderators, :takes_proofs)
ON CONFLICT (account_id) DO UPDATE
SET following_uri = excluded.following_uri, confirmed = excluded.confirmed,
  memorial = excluded.memorial, featured_tags_uri = excluded.featured_tags_uri,
  moderators_uri = excluded.moderators_uri, takes_proofs = excluded.takes_proofs

-- Whoever has the name of another one, which its domain now vouches for.
-- name: account_release_name
UPDATE account SET username = username || '.' || id
WHERE username = :username COLLATE NOCASE AND domain = :domain AND uri <> :uri

-- name: account_name_is_taken
SELECT 1 FROM account
WHERE username = :username COLLATE NOCASE AND domain = :domain AND uri <> :uri

-- name: remote_account_set_moved
UPDATE account SET moved_to_id = :target WHERE id = :id

-- name: remote_account_stays
UPDATE account SET moved_to_id = NULL WHERE id = :id AND moved_to_id IS NOT NULL

-- name: remote_account_moved_at
UPDATE remote_account SET moved_at = :now WHERE account_id = :id

-- name: local_followers_by_uri
SELECT l.id, l.uri
FROM account t JOIN follow f ON f.target_id = t.id JOIN account l ON l.id = f.account_id
WHERE t.uri = :uri AND f.accepted = 1 AND l.domain = ''
ORDER BY f.id LIMIT :limit

-- name: account_inbox
SELECT inbox_uri FROM account WHERE id = :id

-- name: status_by_uri
SELECT s.id, s.account_id, s.local, s.visibility, s.thread_id, a.uri AS author_uri, a.domain,
  COALESCE(r.updated_at, 0) AS updated_at, r.status_id IS NOT NULL AS is_remote, s.reblog_of_id
FROM status s JOIN account a ON a.id = s.account_id LEFT JOIN remote_status r ON r.status_id = s.id
WHERE s.uri = :uri

-- name: status_id_by_uri
SELECT id FROM status WHERE uri = :uri

-- name: remote_status_put
INSERT INTO remote_status (status_id, type, updated_at, replies_uri, context_uri, fetched_at)
VALUES (:id, :type, :updated, :replies, :context, :now)
ON CONFLICT (status_id) DO UPDATE
SET type = excluded.type, updated_at = excluded.updated_at, replies_uri = excluded.replies_uri,
  context_uri = excluded.context_uri, fetched_at = excluded.fetched_at

-- name: remote_status_look
SELECT r.replies_uri, r.context_uri, s.uri FROM remote_status r JOIN status s ON s.id = r.status_id
WHERE r.status_id = :id AND (r.replies_uri IS NOT NULL OR r.context_uri IS NOT NULL)
  AND r.replies_fetched_at < :before

-- name: remote_status_looked
UPDATE remote_status SET replies_fetched_at = :now WHERE status_id = :id

-- name: status_children_missing
SELECT id, thread_id, visibility FROM status WHERE in_reply_to_id IS NULL AND in_reply_to_uri = :uri

-- name: status_set_parent
UPDATE status
SET in_reply_to_id = :parent, in_reply_to_account_id = :author,
  listed = CASE WHEN visibility = 0 AND account_id = :author THEN 1 ELSE 0 END,
  revision = revision + 1
WHERE id = :id

-- name: status_move_thread
UPDATE status SET thread_id = :to WHERE thread_id = :from

-- name: status_set_counts
UPDATE status SET
  favourites_count = CASE WHEN :favourites > favourites_count THEN :favourites ELSE favourites_count END,
  reblogs_count = CASE WHEN :reblogs > reblogs_count THEN :reblogs ELSE reblogs_count END,
  replies_count = CASE WHEN :replies > replies_count THEN :replies ELSE replies_count END,
  revision = revision + 1
WHERE id = :id

-- name: attachments_by_remote_url
SELECT id FROM attachment WHERE status_id = :status AND remote_url = :url

-- name: poll_set_counts
UPDATE poll SET
  voters_count = :voters,
  expires_at = CASE WHEN :closed_at > 0 AND (expires_at = 0 OR expires_at > :closed_at) THEN :closed_at
    ELSE expires_at END
WHERE id = :id

-- name: poll_set_option_count
UPDATE poll_option SET votes_count = :votes WHERE poll_id = :id AND position = :position

-- name: poll_option_position
SELECT position FROM poll_option WHERE poll_id = :poll AND title = :title LIMIT 1

-- name: poll_vote_is_there
SELECT 1 FROM poll_vote WHERE poll_id = :poll AND account_id = :account
  AND (:position < 0 OR position = :position) LIMIT 1

-- name: poll_of_status
SELECT p.id, p.multiple, p.expires_at, s.account_id
FROM poll p JOIN status s ON s.id = p.status_id
WHERE p.status_id = :status

-- name: follow_set_uri
UPDATE follow SET uri = :uri WHERE account_id = :account AND target_id = :target

-- name: follow_set_accept_uri
UPDATE follow SET accept_uri = :uri WHERE account_id = :account AND target_id = :target

-- name: follow_is_thought_about
UPDATE follow SET asks = MAX(asks, :asks) WHERE account_id = :account AND target_id = :target

-- name: follow_of_accept
SELECT account_id FROM follow WHERE accept_uri = :uri AND target_id = :account

-- name: follow_by_uri
SELECT f.account_id, f.target_id, f.accepted, a.uri AS account_uri, t.uri AS target_uri
FROM follow f JOIN account a ON a.id = f.account_id JOIN account t ON t.id = f.target_id
WHERE f.uri = :uri

-- name: follow_between
SELECT f.id, f.accepted, f.uri FROM follow f
WHERE f.account_id = :account AND f.target_id = :target

-- name: block_set_uri
UPDATE block SET uri = :uri WHERE account_id = :account AND target_id = :target

-- name: favourite_set_uri
UPDATE favourite SET uri = :uri WHERE account_id = :account AND status_id = :status

-- name: favourite_by_uri
SELECT status_id FROM favourite WHERE uri = :uri AND account_id = :account

-- name: emoji_reaction_put
INSERT INTO emoji_reaction (status_id, account_id, name, url, uri, created_at)
VALUES (:status, :account, :name, :url, :uri, :now)
ON CONFLICT (status_id, account_id, name) DO UPDATE SET uri = excluded.uri

-- name: emoji_reaction_count_of
SELECT count(*) FROM emoji_reaction WHERE status_id = :status AND account_id = :account

-- name: emoji_reaction_remove
DELETE FROM emoji_reaction
WHERE account_id = :account AND status_id = :status AND (:name IS NULL OR name = :name)

-- name: statuses_of_account
SELECT id FROM status WHERE account_id = :account ORDER BY id LIMIT :limit

-- name: pin_put
INSERT INTO pin (account_id, status_id, created_at) VALUES (:account, :status, :now)
ON CONFLICT DO NOTHING

-- name: pin_drop
DELETE FROM pin WHERE account_id = :account AND status_id = :status

-- name: follow_between_uris
SELECT a.uri AS account_uri, t.uri AS target_uri
FROM follow f JOIN account a ON a.id = f.account_id JOIN account t ON t.id = f.target_id
WHERE a.uri = :account AND t.uri = :target AND a.domain = ''

-- name: follow_request_to
SELECT f.account_id, f.accepted
FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :target AND a.domain = '' AND (f.uri = :uri OR a.uri = :account)
ORDER BY f.uri = :uri DESC LIMIT 1

-- Whoever blocked somebody, or their whole server, or left, is followed by nobody new.
-- name: follow_is_refused
SELECT 1 FROM account t JOIN account a ON a.id = :actor
WHERE t.id = :target AND (
  t.suspended = 1 OR t.moved_to_id IS NOT NULL OR t.kind = 'application'
  OR EXISTS (SELECT 1 FROM block b WHERE b.account_id = t.id AND b.target_id = a.id)
  OR EXISTS (
    SELECT 1 FROM member_domain_block d WHERE d.account_id = t.id AND d.domain = a.domain))

-- name: follow_answer_facts
SELECT a.uri AS follower, a.inbox_uri AS inbox, t.uri AS target, f.uri AS uri
FROM account a JOIN account t ON t.id = :target
LEFT JOIN follow f ON f.account_id = a.id AND f.target_id = t.id
WHERE a.id = :account AND a.domain <> '' AND a.inbox_uri IS NOT NULL

-- name: status_thread_is_ours
SELECT 1 FROM status p
WHERE p.uri = :uri AND (
  p.local = 1
  OR EXISTS (SELECT 1 FROM status t WHERE t.thread_id = p.thread_id AND t.local = 1))

-- name: account_is_followed_here
SELECT 1 FROM account a
WHERE a.uri = :uri AND EXISTS (
  SELECT 1 FROM follow f JOIN user u ON u.account_id = f.account_id
  WHERE f.target_id = a.id AND f.accepted = 1)

-- name: status_touch
UPDATE status SET revision = revision + 1 WHERE id = :id

-- Only what everybody may see, or one's own; nothing of somebody who was suspended.
-- name: status_may_be_boosted
SELECT 1 FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :status AND s.reblog_of_id IS NULL AND a.suspended = 0
  AND (s.visibility <= 1 OR (s.account_id = :account AND s.visibility = 2))

-- name: account_forget_follows
DELETE FROM follow WHERE account_id = :id OR target_id = :id

-- name: account_follow_partners
SELECT account_id FROM follow WHERE target_id = :id
UNION
SELECT target_id FROM follow WHERE account_id = :id

-- name: account_forget_blocks
DELETE FROM block WHERE account_id = :id

-- name: account_forget_notifications
DELETE FROM notification WHERE from_account_id = :id

-- name: account_forget_favourites
DELETE FROM favourite WHERE account_id = :id

-- name: account_empty
UPDATE account SET suspended = 1, display_name = '', note = '', fields = '[]', avatar = NULL,
  header = NULL, inbox_uri = NULL, shared_inbox_uri = NULL, followers_count = 0, following_count = 0
WHERE id = :id AND domain <> ''

-- name: follow_target_by_uri
SELECT target_id FROM follow WHERE uri = :uri AND account_id = :account

-- name: block_target_by_uri
SELECT target_id FROM block WHERE uri = :uri AND account_id = :account

-- name: boost_by_uri
SELECT id FROM status WHERE uri = :uri AND account_id = :account AND reblog_of_id IS NOT NULL

-- name: local_account_by_name
SELECT id FROM account
WHERE username = :username COLLATE NOCASE AND domain = '' AND suspended = 0 AND (kind = 'group') = :is_group

-- name: account_id_by_address
SELECT id FROM account WHERE uri = :address

-- name: remote_account_outbox
SELECT a.uri, a.outbox_uri, a.featured_uri, r.featured_tags_uri
FROM account a JOIN remote_account r ON r.account_id = a.id
WHERE a.id = :id AND a.outbox_uri IS NOT NULL AND a.suspended = 0 AND r.posts_fetched_at < :before

-- name: remote_account_looked
UPDATE remote_account SET posts_fetched_at = :now WHERE account_id = :id

-- name: thread_missing_parents
SELECT DISTINCT in_reply_to_uri FROM status
WHERE thread_id = (SELECT thread_id FROM status WHERE id = :id)
  AND in_reply_to_id IS NULL AND in_reply_to_uri IS NOT NULL
LIMIT :limit

-- name: thread_top
SELECT t.id FROM status s JOIN status t ON t.thread_id = s.thread_id
WHERE s.id = :id AND t.in_reply_to_id IS NULL AND t.reblog_of_id IS NULL
ORDER BY t.id LIMIT 1

-- name: pins_clear
DELETE FROM pin WHERE account_id = :account

-- Whom ours follow, with one of ours who does.
-- name: catch_up_followed
SELECT t.id, MIN(f.account_id) AS follower_id, t.uri, t.outbox_uri, t.featured_uri, r.featured_tags_uri
FROM follow f JOIN user u ON u.account_id = f.account_id JOIN account t ON t.id = f.target_id
LEFT JOIN remote_account r ON r.account_id = t.id
WHERE f.accepted = 1 AND t.domain <> '' AND t.suspended = 0 AND t.outbox_uri IS NOT NULL
GROUP BY t.id ORDER BY t.last_status_at DESC LIMIT :limit

-- Polls of others that are open, or ended while we slept, and that ours took part in or may see.
-- name: catch_up_polls
SELECT s.id, s.uri
FROM poll p CROSS JOIN status s ON s.id = p.status_id
WHERE s.local = 0 AND (p.expires_at = 0 OR p.expires_at > :since) AND s.created_at <= :now
  AND (EXISTS (SELECT 1 FROM poll_vote v JOIN user u ON u.account_id = v.account_id WHERE v.poll_id = p.id)
    OR EXISTS (SELECT 1 FROM home_entry h WHERE h.status_id = s.id))
ORDER BY p.id DESC LIMIT :limit

-- Statuses of others that ours keep, or answered within the last week; an id holds its time in all
-- but 16 bits.
-- name: catch_up_threads
SELECT s.id, s.uri
FROM (
  SELECT status_id AS id FROM bookmark
  UNION
  SELECT o.in_reply_to_id FROM user u JOIN status o ON o.account_id = u.account_id
  WHERE o.id > (:now - 604800000) * 65536 AND o.in_reply_to_id IS NOT NULL
) c CROSS JOIN remote_status r ON r.status_id = c.id CROSS JOIN status s ON s.id = c.id
WHERE (r.replies_uri IS NOT NULL OR r.context_uri IS NOT NULL) AND :since <= :now
ORDER BY c.id DESC LIMIT :limit
