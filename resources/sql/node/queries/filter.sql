-- What members do not want to read.

-- name: filter_all
SELECT id, title, contexts, action, expires_at FROM word_filter
WHERE account_id = :viewer AND (:filter = 0 OR id = :filter)
ORDER BY id

-- name: filter_keywords
SELECT k.id, k.filter_id, k.keyword, k.whole_word
FROM word_filter f JOIN filter_keyword k ON k.filter_id = f.id
WHERE f.account_id = :viewer AND (:filter = 0 OR f.id = :filter)
ORDER BY k.id

-- name: filter_statuses
SELECT x.id, x.filter_id, x.status_id
FROM word_filter f JOIN filter_status x ON x.filter_id = f.id
WHERE f.account_id = :viewer AND (:filter = 0 OR f.id = :filter)
ORDER BY x.id

-- name: filter_count
SELECT count(*) FROM word_filter WHERE account_id = :viewer

-- name: filter_add
INSERT INTO word_filter (id, account_id, title, contexts, action, expires_at)
VALUES (:id, :viewer, :title, :contexts, :action, :expires_at)

-- name: filter_change
UPDATE word_filter SET title = :title, contexts = :contexts, action = :action, expires_at = :expires_at
WHERE id = :id AND account_id = :viewer

-- name: filter_remove
DELETE FROM word_filter WHERE id = :id

-- name: filter_of_keyword
SELECT f.id FROM filter_keyword k JOIN word_filter f ON f.id = k.filter_id
WHERE k.id = :id AND f.account_id = :viewer

-- name: filter_of_status
SELECT f.id FROM filter_status x JOIN word_filter f ON f.id = x.filter_id
WHERE x.id = :id AND f.account_id = :viewer

-- name: filter_parts_count
SELECT (SELECT count(*) FROM filter_keyword WHERE filter_id = :id)
  + (SELECT count(*) FROM filter_status WHERE filter_id = :id)

-- name: filter_keyword_put
INSERT INTO filter_keyword (id, filter_id, keyword, whole_word)
VALUES (:id, :filter, :keyword, :whole_word)
ON CONFLICT (id) DO UPDATE SET keyword = excluded.keyword, whole_word = excluded.whole_word

-- name: filter_keyword_remove
DELETE FROM filter_keyword WHERE id = :id

-- name: filter_status_add
INSERT INTO filter_status (id, filter_id, status_id) VALUES (:id, :filter, :status)
ON CONFLICT DO NOTHING

-- name: filter_status_remove
DELETE FROM filter_status WHERE id = :id

-- All that a filter looks at.
-- name: filter_text
SELECT s.spoiler_text, s.content,
  (SELECT group_concat(o.title, char(10)) FROM poll p JOIN poll_option o ON o.poll_id = p.id
   WHERE p.status_id = s.id) AS options,
  (SELECT group_concat(x.description, char(10)) FROM attachment x WHERE x.status_id = s.id) AS media
FROM status s WHERE s.id = :id
