-- Telling somebody that something happened.

-- Nobody is told twice, of their own deeds (but of their own poll's end), by somebody they do not
-- want to hear, or of a thread they left; only who can sign in here is told at all.  Strangers from
-- elsewhere tell each so much in an hour: one of them, and all together.  Few tell of one status, one
-- of them of many: hence the `+`, which keeps SQLite from looking through all that the sender told.
-- name: notification_raise
INSERT INTO notification (account_id, type, from_account_id, status_id, created_at)
SELECT u.account_id, :type, :sender, :status, :now
FROM user u
WHERE u.account_id = :account
  AND (:account <> :sender OR :type = 'poll')
  AND NOT EXISTS (
    SELECT 1 FROM block b
    WHERE (b.account_id = :account AND b.target_id = :sender)
      OR (b.account_id = :sender AND b.target_id = :account)
  )
  AND NOT EXISTS (
    SELECT 1 FROM mute m
    WHERE m.account_id = :account AND m.target_id = :sender AND m.hide_notifications = 1
      AND (m.expires_at = 0 OR m.expires_at > :now)
  )
  AND NOT EXISTS (
    SELECT 1 FROM member_domain_block d JOIN account x ON x.domain = d.domain
    WHERE d.account_id = :account AND x.id = :sender
  )
  AND NOT EXISTS (
    SELECT 1 FROM thread_mute t JOIN status s ON s.thread_id = t.thread_id
    WHERE t.account_id = :account AND s.id = :status
  )
  AND NOT EXISTS (
    SELECT 1 FROM notification n
    WHERE n.status_id = :status AND +n.account_id = :account AND +n.type = :type
      AND +n.from_account_id = :sender AND :type <> 'update'
  )
  AND (
    NOT EXISTS (SELECT 1 FROM account x WHERE x.id = :sender AND x.domain <> '')
    OR EXISTS (SELECT 1 FROM follow f WHERE f.account_id = :account AND f.target_id = :sender)
    OR (
      (SELECT COUNT(*) FROM notification n
       WHERE n.from_account_id = :sender AND n.account_id = :account AND n.created_at > :since)
        < :stranger
      AND (SELECT COUNT(*) FROM (
             SELECT n.from_account_id AS sender, n.created_at AS at FROM notification n
             WHERE n.account_id = :account ORDER BY n.id DESC LIMIT :strangers
           ) latest
           JOIN account x ON x.id = latest.sender AND x.domain <> ''
           WHERE latest.at > :since AND NOT EXISTS (
             SELECT 1 FROM follow f WHERE f.account_id = :account AND f.target_id = latest.sender
           )) < :strangers
    )
  )

-- A follow that is repeated is not news either; it has no status.
-- name: notification_follow_exists
SELECT 1 FROM notification n
WHERE n.from_account_id = :sender AND n.type = :type AND n.account_id = :account

-- name: notification_withdraw
DELETE FROM notification
WHERE status_id = :status AND type = :type AND from_account_id = :sender
