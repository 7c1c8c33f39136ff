-- What members sign with.

-- name: device_key_add
INSERT INTO device_key (member_id, ed25519, name, added_at, log_seq)
VALUES (:member_id, :ed25519, :name, :added_at, :log_seq)

-- name: device_key_revoke
UPDATE device_key SET revoked_at = :revoked_at WHERE id = :id

-- name: device_key_get
SELECT id, member_id, ed25519, name, added_at, revoked_at, log_seq FROM device_key WHERE id = :id

-- name: device_key_get_by_point
SELECT id, member_id, ed25519, name, added_at, revoked_at, log_seq FROM device_key WHERE ed25519 = :ed25519

-- name: device_key_list
SELECT id, member_id, ed25519, name, added_at, revoked_at, log_seq
FROM device_key WHERE member_id = :member_id ORDER BY id
