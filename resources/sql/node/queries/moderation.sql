-- What moderators of groups elsewhere decide.

-- name: group_moderator_put
INSERT INTO group_moderator (group_id, uri)
SELECT :group, :uri WHERE (SELECT COUNT(*) FROM group_moderator m WHERE m.group_id = :group) < :limit
ON CONFLICT DO NOTHING

-- name: group_moderator_drop
DELETE FROM group_moderator WHERE group_id = :group AND uri = :uri

-- name: group_moderators_clear
DELETE FROM group_moderator WHERE group_id = :group

-- name: group_moderators_read_at
UPDATE remote_account SET moderators_at = :now WHERE account_id = :group

-- name: group_moderator_is
SELECT 1 FROM group_moderator WHERE group_id = :group AND uri = :uri

-- name: thread_lock_put
INSERT INTO thread_lock (thread_id, status_id, group_id, created_at)
SELECT s.thread_id, s.id, :group, :now FROM status s WHERE s.id = :status
ON CONFLICT DO NOTHING

-- name: thread_lock_drop
DELETE FROM thread_lock
WHERE group_id = :group AND thread_id = (SELECT s.thread_id FROM status s WHERE s.id = :status)

-- The group that closed the discussion a status is in.
-- name: thread_locked_by
SELECT l.group_id FROM status s JOIN thread_lock l ON l.thread_id = s.thread_id WHERE s.id = :status
