-- Tags that somebody follows, or shows on their profile.

-- name: tag_for_viewer
SELECT t.id,
  EXISTS (SELECT 1 FROM tag_follow f WHERE f.tag_id = t.id AND f.account_id = :viewer) AS following,
  EXISTS (SELECT 1 FROM featured_tag d WHERE d.name = t.name AND d.account_id = :viewer) AS featuring
FROM tag t WHERE t.name = :name

-- name: tag_follow_put
INSERT INTO tag_follow (account_id, tag_id)
SELECT :account, t.id FROM tag t
WHERE t.name = :name AND (SELECT COUNT(*) FROM tag_follow f WHERE f.account_id = :account) < :limit
ON CONFLICT DO NOTHING

-- name: tag_follow_drop
DELETE FROM tag_follow
WHERE account_id = :account AND tag_id = (SELECT t.id FROM tag t WHERE t.name = :name)

-- name: tag_follows_older
SELECT f.id AS cursor, t.id, t.name, 1 AS following,
  EXISTS (SELECT 1 FROM featured_tag d WHERE d.name = t.name AND d.account_id = :viewer) AS featuring
FROM tag_follow f JOIN tag t ON t.id = f.tag_id
WHERE f.account_id = :viewer AND f.id < :max_id AND f.id > :floor ORDER BY f.id DESC LIMIT :limit

-- name: tag_follows_newer
SELECT f.id AS cursor, t.id, t.name, 1 AS following,
  EXISTS (SELECT 1 FROM featured_tag d WHERE d.name = t.name AND d.account_id = :viewer) AS featuring
FROM tag_follow f JOIN tag t ON t.id = f.tag_id
WHERE f.account_id = :viewer AND f.id < :max_id AND f.id > :floor ORDER BY f.id LIMIT :limit

-- Who follows a tag gets what everybody may see; not what is by somebody blocked, either way.
-- name: home_deliver_tagged
INSERT INTO home_entry (account_id, status_id)
SELECT f.account_id, s.id
FROM status_tag st JOIN tag_follow f ON f.tag_id = st.tag_id JOIN status s ON s.id = st.status_id
JOIN account a ON a.id = s.account_id
WHERE st.status_id = :status AND s.visibility = 0 AND s.reblog_of_id IS NULL
  AND a.silenced = 0 AND a.suspended = 0
  AND NOT EXISTS (
    SELECT 1 FROM block k
    WHERE (k.account_id = f.account_id AND k.target_id = a.id)
      OR (k.account_id = a.id AND k.target_id = f.account_id))
ON CONFLICT DO NOTHING

-- name: featured_tag_put
INSERT INTO featured_tag (account_id, name, created_at)
SELECT :account, :name, :now
WHERE (SELECT COUNT(*) FROM featured_tag d WHERE d.account_id = :account) < :limit
ON CONFLICT DO NOTHING

-- name: featured_tag_drop
DELETE FROM featured_tag WHERE account_id = :account AND name = :name

-- name: featured_tags_clear
DELETE FROM featured_tag WHERE account_id = :account

-- name: featured_tag_id
SELECT id FROM featured_tag WHERE account_id = :account AND name = :name

-- name: featured_tag_name
SELECT name FROM featured_tag WHERE account_id = :account AND id = :id

-- name: featured_tags
SELECT d.id, d.name,
  (SELECT COUNT(*) FROM tag t JOIN status_tag st ON st.tag_id = t.id JOIN status s ON s.id = st.status_id
   WHERE t.name = d.name AND s.account_id = d.account_id AND s.visibility <= 1) AS n,
  (SELECT MAX(s.created_at) FROM tag t JOIN status_tag st ON st.tag_id = t.id JOIN status s ON s.id = st.status_id
   WHERE t.name = d.name AND s.account_id = d.account_id AND s.visibility <= 1) AS last_at
FROM featured_tag d WHERE d.account_id = :account ORDER BY n DESC, d.id LIMIT :limit

-- name: featured_tag_suggestions
SELECT t.id, t.name, 0 AS following, 0 AS featuring
FROM status s JOIN status_tag st ON st.status_id = s.id JOIN tag t ON t.id = st.tag_id
WHERE s.account_id = :viewer AND s.visibility <= 1
  AND NOT EXISTS (SELECT 1 FROM featured_tag d WHERE d.account_id = :viewer AND d.name = t.name)
GROUP BY t.id ORDER BY COUNT(*) DESC, t.id LIMIT :limit
