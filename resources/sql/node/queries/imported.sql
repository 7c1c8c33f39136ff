-- What was brought in from another server.

-- name: imported_find_discussion
SELECT discussion_id FROM imported WHERE origin = :origin AND kind = :kind AND source_id = :source_id

-- name: imported_find_comment
SELECT comment_id FROM imported WHERE origin = :origin AND kind = :kind AND source_id = :source_id

-- name: imported_add
INSERT INTO imported (origin, kind, source_id, discussion_id, comment_id)
VALUES (:origin, :kind, :source_id, :discussion_id, :comment_id)

-- name: imported_lock
UPDATE discussion SET state = 'locked' WHERE id = :id

-- name: imported_touch
UPDATE discussion SET last_activity_at = :at WHERE id = :id AND last_activity_at <> :at
