-- Follows that a decision ended.

-- The sides of a follow that are members here, each with the other one's name.
-- name: severance_sides
SELECT l.id AS id, CASE r.domain WHEN '' THEN r.username ELSE r.username || '@' || r.domain END AS acct,
  l.id = :target AS is_follower
FROM follow f JOIN account l ON l.id IN (:account, :target)
  JOIN account r ON r.id IN (:account, :target) AND r.id <> l.id
  JOIN user u ON u.account_id = l.id
WHERE f.account_id = :account AND f.target_id = :target AND f.accepted = 1 AND l.id <> :except

-- name: severance_add
INSERT INTO severance (account_id, type, target_name, followers_count, following_count, created_at)
VALUES (:account, :type, :target, :followers, :following, :now)

-- name: severed_follow_add
INSERT INTO severed_follow (severance_id, acct, is_follower) VALUES (:severance, :acct, :is_follower)

-- It has no sender, so it is their own.
-- name: severance_notify
INSERT INTO notification (account_id, type, from_account_id, severance_id, created_at)
VALUES (:account, 'severed_relationships', :account, :severance, :now)

-- name: severance_get
SELECT s.id AS id, s.type AS type, s.target_name AS target_name, s.followers_count AS followers_count,
  s.following_count AS following_count, s.created_at AS created_at,
  NOT EXISTS (SELECT 1 FROM severed_follow f WHERE f.severance_id = s.id) AS purged
FROM severance s WHERE s.id = :id AND (:account = 0 OR s.account_id = :account)

-- name: severed_follows
SELECT acct FROM severed_follow WHERE severance_id = :severance AND is_follower = :is_follower ORDER BY id

-- name: severed_follow_prune
DELETE FROM severed_follow
WHERE severance_id IN (SELECT id FROM severance WHERE created_at < :before)

-- name: severance_of_departed
DELETE FROM severance WHERE account_id = :id

-- Servers that knocked in vain.

-- name: pending_host_put
INSERT INTO pending_host (host, n_times, first_at, last_at) VALUES (:host, 1, :now, :now)
ON CONFLICT (host) DO UPDATE SET n_times = n_times + 1, last_at = excluded.last_at

-- A name that was heard once is worth less than one that comes back.
-- name: pending_host_trim
DELETE FROM pending_host WHERE host IN (
  SELECT host FROM pending_host WHERE host <> :host
  ORDER BY n_times DESC, last_at DESC LIMIT -1 OFFSET :limit)

-- name: pending_host_list
SELECT host, n_times, first_at, last_at FROM pending_host ORDER BY last_at DESC, host

-- What was decided covers those below it.
-- name: pending_host_settle
DELETE FROM pending_host WHERE host = :host OR host LIKE '%.' || :host

-- name: pending_host_prune
DELETE FROM pending_host WHERE last_at < :before
