-- Invitations.

-- part: invite_columns
  id, member_id, note, max_uses, uses, created_at, expires_at, revoked_at

-- name: invite_add
INSERT INTO invite (member_id, digest, note, max_uses, created_at, expires_at)
VALUES (:member_id, :digest, :note, :max_uses, :now, :expires_at)

-- name: invite_get
SELECT
  @invite_columns@
FROM invite WHERE id = :id

-- name: invite_get_by_digest
SELECT
  @invite_columns@
FROM invite WHERE digest = :digest

-- Those of one member, or of all for 0.
-- name: invite_list
SELECT
  @invite_columns@
FROM invite WHERE (:member_id = 0 OR member_id = :member_id) AND id < :max_id AND id > :min_id
ORDER BY id DESC LIMIT :limit

-- name: invite_list_ascending
SELECT
  @invite_columns@
FROM invite WHERE (:member_id = 0 OR member_id = :member_id) AND id < :max_id AND id > :min_id
ORDER BY id LIMIT :limit

-- name: invite_count_open
SELECT COUNT(*) FROM invite
WHERE member_id = :member_id AND revoked_at = 0 AND expires_at > :now AND uses < max_uses

-- name: invite_use
UPDATE invite SET uses = uses + 1 WHERE id = :id

-- name: invite_revoke
UPDATE invite SET revoked_at = :now WHERE id = :id AND revoked_at = 0
