-- Working groups.  Whatever belongs to a closed one is for its members only.

-- part: in_open_circle
  (d.circle_id IS NULL
   OR EXISTS (SELECT 1 FROM circle oc WHERE oc.id = d.circle_id AND oc.is_open = 1)
   OR EXISTS (SELECT 1 FROM circle_member om WHERE om.circle_id = d.circle_id AND om.member_id = :viewer_id))

-- part: circle_columns
  c.id, c.slug, c.name, c.mandate AS mandate_source, c.mandate_html AS mandate, c.is_open AS open, c.created_at,
  c.closed_at, (SELECT COUNT(*) FROM circle_member n WHERE n.circle_id = c.id) AS members_count,
  (SELECT n.role FROM circle_member n WHERE n.circle_id = c.id AND n.member_id = :viewer_id) AS my_role

-- name: circle_add
INSERT INTO circle (slug, name, mandate, mandate_html, is_open, created_at)
VALUES (:slug, :name, :mandate, :mandate_html, :is_open, :now)

-- name: circle_update
UPDATE circle SET name = :name, mandate = :mandate, mandate_html = :mandate_html, is_open = :is_open,
  closed_at = :closed_at WHERE id = :id

-- name: circle_get
SELECT
  @circle_columns@
FROM circle c WHERE c.id = :id

-- name: circle_find_slug
SELECT id FROM circle WHERE slug = :slug

-- name: circle_count
SELECT COUNT(*) FROM circle

-- name: circle_list
SELECT
  @circle_columns@
FROM circle c WHERE c.id < :max_id AND c.id > :min_id ORDER BY c.id DESC LIMIT :limit

-- name: circle_list_ascending
SELECT
  @circle_columns@
FROM circle c WHERE c.id < :max_id AND c.id > :min_id ORDER BY c.id LIMIT :limit

-- name: circle_members
SELECT cm.member_id, cm.role, cm.since FROM circle_member cm JOIN member m ON m.id = cm.member_id
WHERE cm.circle_id = :circle_id ORDER BY cm.since, cm.member_id LIMIT :limit

-- name: circle_role
SELECT role FROM circle_member WHERE circle_id = :circle_id AND member_id = :member_id

-- name: circle_member_put
INSERT INTO circle_member (circle_id, member_id, since, role) VALUES (:circle_id, :member_id, :now, :role)
ON CONFLICT (circle_id, member_id) DO UPDATE SET role = excluded.role

-- name: circle_member_remove
DELETE FROM circle_member WHERE circle_id = :circle_id AND member_id = :member_id

-- name: circle_leave_all
DELETE FROM circle_member WHERE member_id = :member_id

-- name: discussion_is_visible
SELECT COUNT(*) FROM discussion d WHERE d.id = :id AND
  @in_open_circle@
