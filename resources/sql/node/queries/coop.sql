-- The co-operative, its bylaws and its log.

-- name: coop_add
INSERT INTO coop (id, name, account_id, currency, time_zone, locale, log_id, created_at)
VALUES (1, :name, :account_id, :currency, :time_zone, :locale, :log_id, :created_at)

-- name: coop_get
SELECT c.name, c.account_id, c.currency, c.time_zone, c.locale, c.contact, c.log_id, c.created_at,
  (SELECT MAX(version) FROM bylaws) AS bylaws_version,
  (SELECT MAX(id) FROM dues_plan) AS dues_plan_id,
  (SELECT COUNT(*) FROM member WHERE state IN ('approved', 'active', 'lapsed', 'suspended')) AS members_count,
  (SELECT COUNT(*) FROM member WHERE state = 'active') AS members_active_count
FROM coop c WHERE c.id = 1

-- name: bylaws_add
INSERT INTO bylaws (version, preset, rules, sha256, in_force_from, proposal_id, log_seq)
VALUES (:version, :preset, :rules, :sha256, :in_force_from, :proposal_id, :log_seq)

-- name: bylaws_end
UPDATE bylaws SET in_force_until = :until WHERE version = :version

-- name: bylaws_get
SELECT version, preset, rules, sha256, in_force_from, in_force_until, proposal_id, log_seq
FROM bylaws WHERE version = :version

-- name: bylaws_get_latest
SELECT version, preset, rules, sha256, in_force_from, in_force_until, proposal_id, log_seq
FROM bylaws WHERE version = (SELECT MAX(version) FROM bylaws)

-- name: audit_size
SELECT COALESCE(MAX(seq) + 1, 0) FROM audit_entry

-- name: audit_add
INSERT INTO audit_entry (seq, type, at, actor_id, subject_type, subject_id, body, jcs, leaf, undo_of)
VALUES (:seq, :type, :at, :actor_id, :subject_type, :subject_id, :body, :jcs, :leaf, :undo_of)

-- name: audit_node_add
INSERT INTO audit_node (level, position, digest) VALUES (:level, :position, :digest)

-- name: audit_node_get
SELECT digest FROM audit_node WHERE level = :level AND position = :position

-- name: audit_get_by_leaf
SELECT seq FROM audit_entry WHERE leaf = :leaf

-- name: audit_range
SELECT seq, type, at, actor_id, subject_type, subject_id, body, jcs, leaf, undo_of
FROM audit_entry WHERE seq BETWEEN :first AND :last ORDER BY seq

-- name: audit_list
SELECT seq, type, at, actor_id, subject_type, subject_id, body, jcs, leaf, undo_of
FROM audit_entry
WHERE seq < :max_id AND seq > :min_id AND (:type = '' OR type = :type OR (type >= :type_from AND type < :type_until))
  AND (:subject_type = '' OR (subject_type = :subject_type AND subject_id = :subject_id))
ORDER BY seq DESC LIMIT :limit

-- name: audit_list_ascending
SELECT seq, type, at, actor_id, subject_type, subject_id, body, jcs, leaf, undo_of
FROM audit_entry
WHERE seq < :max_id AND seq > :min_id AND (:type = '' OR type = :type OR (type >= :type_from AND type < :type_until))
  AND (:subject_type = '' OR (subject_type = :subject_type AND subject_id = :subject_id))
ORDER BY seq LIMIT :limit
