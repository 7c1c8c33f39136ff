-- What the co-op says in public about what it decides.

-- No row for what is not public.
-- name: coop_post_facts
SELECT c.account_id AS account_id, c.locale AS locale, ca.uri AS actor, a.uri AS proposer, COALESCE(a.url, a.uri) AS page,
  CASE WHEN a.display_name <> '' THEN a.display_name ELSE a.username END AS name
FROM discussion d JOIN coop c ON c.id = 1 JOIN account ca ON ca.id = c.account_id
JOIN member m ON m.id = :author_id JOIN account a ON a.id = m.account_id
WHERE d.id = :discussion_id AND d.visibility = 'public' AND d.circle_id IS NULL AND d.deleted_at = 0

-- name: coop_post_add
INSERT INTO coop_post (status_id, proposal_id, part, record, document, sha256, posted_at)
VALUES (:status_id, :proposal_id, :part, :record, :document, :sha256, :now)

-- name: coop_post_find
SELECT status_id FROM coop_post WHERE proposal_id = :proposal_id AND part = :part ORDER BY status_id LIMIT 1

-- name: coop_post_of_status
SELECT part, record, document FROM coop_post WHERE status_id = :status_id

-- name: coop_post_last_decision
SELECT s.uri AS uri, p.sha256 AS sha256 FROM coop_post p JOIN status s ON s.id = p.status_id
WHERE p.sha256 IS NOT NULL ORDER BY p.status_id DESC LIMIT 1

-- name: coop_post_last_of_proposal
SELECT s.uri AS uri FROM coop_post p JOIN status s ON s.id = p.status_id
WHERE p.sha256 IS NOT NULL AND p.proposal_id = :proposal_id ORDER BY p.status_id DESC LIMIT 1

-- name: coop_post_decisions
SELECT s.id AS id, s.uri AS uri FROM coop_post p JOIN status s ON s.id = p.status_id
WHERE p.sha256 IS NOT NULL AND p.status_id > :min_id ORDER BY p.status_id LIMIT :limit

-- name: coop_post_count_decisions
SELECT COUNT(*) FROM coop_post WHERE sha256 IS NOT NULL

-- A decision is shown at the top for some days.
-- name: coop_post_next_unpinned
SELECT p.status_id FROM coop_post p JOIN pin n ON n.status_id = p.status_id
WHERE p.part <> 'proposal' AND p.posted_at <= :before ORDER BY p.status_id LIMIT 1

-- name: coop_post_is_pinned
SELECT 1 FROM pin WHERE status_id = :status_id

-- name: coop_post_say
UPDATE status SET coop = :coop WHERE id = :status_id

-- name: coop_post_poll
SELECT p.id AS id, p.hide_totals AS hide_totals, p.expires_at AS expires_at, p.voters_count AS voters_count
FROM poll p WHERE p.status_id = :status_id

-- Members decide in the moot, and are not counted among those who only say what they think.
-- name: coop_post_is_for_others
SELECT 1 FROM poll p JOIN coop_post c ON c.status_id = p.status_id JOIN member m ON m.account_id = :account_id
WHERE p.id = :poll_id AND m.state IN ('approved', 'active', 'lapsed', 'suspended')

-- name: coop_text_put
INSERT INTO coop_text (proposal_id, version, document, sha256) VALUES (:proposal_id, :version, :document, :sha256)
ON CONFLICT DO NOTHING

-- name: coop_text_get
SELECT document, sha256 FROM coop_text WHERE proposal_id = :proposal_id AND version = :version

-- What the log has of each ballot that counts.
-- name: coop_post_ballots
SELECT json_extract(e.body, '$.ballot_sha256') AS commitment
FROM ballot b JOIN audit_entry e ON e.seq = b.log_seq
WHERE b.proposal_id = :proposal_id AND b.latest = 1 ORDER BY b.id

-- name: discussion_circle
SELECT COALESCE(circle_id, 0) FROM discussion WHERE id = :id

-- name: log_cosignature_put
INSERT INTO log_cosignature (tree_size, key_id, root, member_id, ed25519, created_at)
VALUES (:tree_size, :key_id, :root, :member_id, :ed25519, :now)
ON CONFLICT (tree_size, key_id) DO NOTHING

-- name: log_cosignature_list
SELECT tree_size, key_id, root, member_id, ed25519, created_at FROM log_cosignature
ORDER BY tree_size DESC, key_id LIMIT :limit

-- A device says how the log was at some sizes, not at all of them.
-- name: log_cosignature_trim
DELETE FROM log_cosignature WHERE key_id = :key_id AND tree_size NOT IN (
  SELECT tree_size FROM log_cosignature WHERE key_id = :key_id ORDER BY tree_size DESC LIMIT :limit)

-- name: calendar_token_put
INSERT INTO calendar_token (member_id, digest, created_at) VALUES (:member_id, :digest, :now)
ON CONFLICT (member_id) DO UPDATE SET digest = excluded.digest, created_at = excluded.created_at

-- name: calendar_token_drop
DELETE FROM calendar_token WHERE member_id = :member_id

-- name: calendar_token_made
SELECT created_at FROM calendar_token WHERE member_id = :member_id

-- name: calendar_token_account
SELECT m.account_id FROM calendar_token t JOIN member m ON m.id = t.member_id WHERE t.digest = :digest

-- Days of elections that are not over.
-- name: calendar_elections
SELECT id, title, nominations_close_at, opens_at, closes_at FROM election
WHERE state IN ('nominations', 'review', 'voting') ORDER BY id LIMIT :limit

-- Classes say when those who have not voted are reminded: the hours before the end, as a list.
-- name: proposal_reminders_put
UPDATE proposal SET reminders = :reminders WHERE id = :id
