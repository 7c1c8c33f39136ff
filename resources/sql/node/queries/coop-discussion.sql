-- What members talk about.

-- name: discussion_add
INSERT INTO discussion (title, author_id, circle_id, tags, visibility, created_at, last_activity_at)
VALUES (:title, :author_id, :circle_id, :tags, :visibility, :created_at, :created_at)

-- name: discussion_version_add
INSERT INTO discussion_version (discussion_id, version, title, source, html, author_id, created_at)
VALUES (:discussion_id, :version, :title, :source, :html, :author_id, :created_at)

-- name: discussion_update
UPDATE discussion SET title = :title, state = :state, tags = :tags, context_version = :context_version,
  visibility = :visibility, pinned = :pinned WHERE id = :id

-- name: discussion_delete
UPDATE discussion SET deleted_at = :now WHERE id = :id

-- name: discussion_touch
UPDATE discussion SET last_activity_at = :now WHERE id = :id

-- name: discussion_get
SELECT d.id, d.title, d.state, d.author_id, d.circle_id, d.tags, d.context_version, d.visibility, d.pinned, d.created_at,
  d.last_activity_at, d.last_position, d.comments_count, d.deleted_at, v.source, v.html,
  (SELECT COUNT(*) FROM discussion_participant n WHERE n.discussion_id = d.id) AS participants_count
FROM discussion d JOIN discussion_version v ON v.discussion_id = d.id AND v.version = d.context_version
WHERE d.id = :id AND d.deleted_at = 0

-- name: discussion_list
SELECT d.id, d.title, d.state, d.author_id, d.circle_id, d.tags, d.context_version, d.visibility, d.pinned, d.created_at,
  d.last_activity_at, d.last_position, d.comments_count, d.deleted_at, v.source, v.html,
  (SELECT COUNT(*) FROM discussion_participant n WHERE n.discussion_id = d.id) AS participants_count
FROM discussion d JOIN discussion_version v ON v.discussion_id = d.id AND v.version = d.context_version
WHERE d.deleted_at = 0 AND d.id < :max_id AND d.id > :min_id AND (:state = '' OR d.state = :state)
  AND
  @in_open_circle@
  AND (:circle_id = 0 OR d.circle_id = :circle_id)
  AND (:tag = '' OR EXISTS (SELECT 1 FROM discussion_tag t WHERE t.tag = :tag AND t.discussion_id = d.id))
ORDER BY d.id DESC LIMIT :limit

-- name: discussion_list_ascending
SELECT d.id, d.title, d.state, d.author_id, d.circle_id, d.tags, d.context_version, d.visibility, d.pinned, d.created_at,
  d.last_activity_at, d.last_position, d.comments_count, d.deleted_at, v.source, v.html,
  (SELECT COUNT(*) FROM discussion_participant n WHERE n.discussion_id = d.id) AS participants_count
FROM discussion d JOIN discussion_version v ON v.discussion_id = d.id AND v.version = d.context_version
WHERE d.deleted_at = 0 AND d.id < :max_id AND d.id > :min_id AND (:state = '' OR d.state = :state)
  AND
  @in_open_circle@
  AND (:circle_id = 0 OR d.circle_id = :circle_id)
  AND (:tag = '' OR EXISTS (SELECT 1 FROM discussion_tag t WHERE t.tag = :tag AND t.discussion_id = d.id))
ORDER BY d.id LIMIT :limit

-- name: discussion_tag_clear
DELETE FROM discussion_tag WHERE discussion_id = :discussion_id

-- name: discussion_tag_add
INSERT INTO discussion_tag (tag, discussion_id) VALUES (:tag, :discussion_id) ON CONFLICT DO NOTHING

-- name: discussion_proposals
SELECT id FROM proposal WHERE discussion_id = :discussion_id AND (state <> 'draft' OR author_id = :viewer_id) ORDER BY id

-- name: discussion_read_get
SELECT ranges, notify FROM discussion_read WHERE discussion_id = :discussion_id AND member_id = :member_id

-- name: discussion_read_put
INSERT INTO discussion_read (discussion_id, member_id, ranges, updated_at)
VALUES (:discussion_id, :member_id, :ranges, :now)
ON CONFLICT (discussion_id, member_id) DO UPDATE SET ranges = excluded.ranges, updated_at = excluded.updated_at

-- name: comment_count_deleted
SELECT COUNT(*) FROM comment
WHERE discussion_id = :discussion_id AND deleted_at > 0 AND position >= :first AND position <= :last

-- name: comment_first_between
SELECT id FROM comment
WHERE discussion_id = :discussion_id AND position > :after AND position < :before AND deleted_at = 0
ORDER BY position
LIMIT 1

-- name: comment_take_position
UPDATE discussion SET last_position = last_position + 1, comments_count = comments_count + 1, last_activity_at = :now
WHERE id = :id

-- name: comment_add
INSERT INTO comment (discussion_id, parent_id, author_id, position, source, html, created_at)
SELECT :discussion_id, :parent_id, :author_id, last_position, :source, :html, :created_at
FROM discussion WHERE id = :discussion_id

-- name: comment_get
SELECT c.id, c.discussion_id, c.parent_id, c.author_id, c.position, c.version, c.source, c.html, c.created_at, c.edited_at,
  c.deleted_at
FROM comment c JOIN discussion d ON d.id = c.discussion_id WHERE c.id = :id AND d.deleted_at = 0

-- name: comment_list
SELECT id, discussion_id, parent_id, author_id, position, version, source, html, created_at, edited_at, deleted_at
FROM comment WHERE discussion_id = :discussion_id AND id < :max_id AND id > :min_id ORDER BY id DESC LIMIT :limit

-- name: comment_list_ascending
SELECT id, discussion_id, parent_id, author_id, position, version, source, html, created_at, edited_at, deleted_at
FROM comment WHERE discussion_id = :discussion_id AND id < :max_id AND id > :min_id ORDER BY id LIMIT :limit

-- name: comment_version_add
INSERT INTO comment_version (comment_id, version, source, html, created_at)
SELECT id, version, source, html, CASE WHEN edited_at > 0 THEN edited_at ELSE created_at END FROM comment WHERE id = :id

-- name: comment_update
UPDATE comment SET source = :source, html = :html, version = version + 1, edited_at = :now WHERE id = :id

-- name: comment_delete
UPDATE comment SET source = '', html = '', deleted_at = :now WHERE id = :id AND deleted_at = 0

-- name: comment_version_clear
DELETE FROM comment_version WHERE comment_id = :id

-- name: comment_uncount
UPDATE discussion SET comments_count = comments_count - 1 WHERE id = :id

-- name: reaction_list
SELECT name, COUNT(*) AS count, MAX(CASE WHEN member_id = :viewer_id THEN 1 ELSE 0 END) AS me,
  '["' || GROUP_CONCAT(CASE WHEN place <= 20 THEN member_id END, '","') || '"]' AS member_ids
FROM (SELECT name, member_id, created_at, ROW_NUMBER () OVER (PARTITION BY name ORDER BY created_at, member_id) AS place
      FROM reaction WHERE discussion_id = :discussion_id AND comment_id = :comment_id)
GROUP BY name ORDER BY MIN(created_at), name

-- name: reaction_add
INSERT INTO reaction (discussion_id, comment_id, member_id, name, created_at)
VALUES (:discussion_id, :comment_id, :member_id, :name, :now) ON CONFLICT DO NOTHING

-- name: reaction_remove
DELETE FROM reaction
WHERE discussion_id = :discussion_id AND comment_id = :comment_id AND member_id = :member_id AND name = :name

-- name: reaction_count_names
SELECT COUNT(DISTINCT name) FROM reaction WHERE discussion_id = :discussion_id AND comment_id = :comment_id
