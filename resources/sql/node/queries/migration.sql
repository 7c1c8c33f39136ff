-- Accounts that change servers, and what they take along.

-- name: migration_of
SELECT a.also_known_as, a.moved_to_id, a.followers_count, COALESCE(o.moved_at, 0) AS moved_at
FROM account a LEFT JOIN own_account o ON o.account_id = a.id
WHERE a.id = :id AND a.domain = ''

-- name: migration_set_aliases
UPDATE account SET also_known_as = :aliases WHERE id = :id

-- name: migration_set_home
UPDATE account SET moved_to_id = :target WHERE id = :id

-- name: migration_moved
INSERT INTO own_account (account_id, moved_at) VALUES (:id, :now)
ON CONFLICT (account_id) DO UPDATE SET moved_at = excluded.moved_at

-- name: migration_alias_name
SELECT CASE WHEN domain = '' THEN username || '@' || :domain ELSE username || '@' || domain END AS acct
FROM account WHERE uri = :uri

-- Where somebody goes: its id, whom it says it was, where it went itself.
-- name: migration_home
SELECT uri, domain, also_known_as, moved_to_id, suspended FROM account WHERE id = :id

-- Whom of ours the move concerns.
-- name: migration_followers
SELECT f.account_id AS id, f.show_reblogs, f.notify FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :old AND a.domain = '' AND f.accepted = 1
ORDER BY f.id LIMIT :limit

-- name: migration_may_follow
SELECT NOT EXISTS (
  SELECT 1 FROM block WHERE (account_id = :id AND target_id = :new) OR (account_id = :new AND target_id = :id))

-- Whoever blocked the old one blocks the new one, unless they chose to follow it.
-- name: migration_carry_blocks
INSERT INTO block (account_id, target_id, created_at)
SELECT b.account_id, :new, :now FROM block b JOIN account a ON a.id = b.account_id
WHERE b.target_id = :old AND a.domain = '' AND b.account_id <> :new
  AND NOT EXISTS (SELECT 1 FROM follow f WHERE f.account_id = b.account_id AND f.target_id = :new)
ON CONFLICT (account_id, target_id) DO NOTHING

-- name: migration_carry_mutes
INSERT INTO mute (account_id, target_id, hide_notifications, expires_at, created_at)
SELECT m.account_id, :new, m.hide_notifications, m.expires_at, :now FROM mute m JOIN account a ON a.id = m.account_id
WHERE m.target_id = :old AND a.domain = '' AND m.account_id <> :new
ON CONFLICT (account_id, target_id) DO NOTHING

-- name: migration_carry_notes
INSERT INTO account_note (account_id, target_id, comment)
SELECT n.account_id, :new, n.comment FROM account_note n
WHERE n.target_id = :old AND n.account_id <> :new
ON CONFLICT (account_id, target_id) DO NOTHING
