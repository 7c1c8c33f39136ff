-- The account with which the co-op itself speaks: a group that passes on what members address to it.

-- name: group_is_missing
SELECT 1 FROM coop WHERE account_id IS NULL

-- name: group_name_is_taken
SELECT 1 FROM account WHERE username = :username COLLATE NOCASE AND domain = ''

-- name: group_add
INSERT INTO account (id, username, kind, display_name, uri, url, created_at, inbox_uri, shared_inbox_uri,
                     outbox_uri, followers_uri, featured_uri)
VALUES (:id, :username, 'group', :name, :uri, :url, :now, :uri || '/inbox', :shared_inbox_uri,
        :uri || '/outbox', :uri || '/followers', :uri || '/featured')

-- name: group_set
UPDATE coop SET account_id = :id WHERE account_id IS NULL

-- name: group_account
SELECT account_id FROM coop WHERE account_id IS NOT NULL

-- name: group_address
SELECT a.username, a.uri FROM coop c JOIN account a ON a.id = c.account_id

-- Who may take something back that the group passed on: only those who say that they can be found.
-- name: group_moderators
SELECT DISTINCT a.uri AS uri
FROM member_role r JOIN member m ON m.id = r.member_id JOIN account a ON a.id = m.account_id
WHERE r.role IN ('admin', 'moderator') AND r.from_on <= :today AND (r.to_on = 0 OR r.to_on >= :today)
  AND m.state = 'active' AND a.suspended = 0 AND a.discoverable = 1
ORDER BY a.id LIMIT :limit

-- The group, if the status is for it to pass on: public, no boost, addressed to it, not passed on
-- already, by a member who may speak or by the account elsewhere that such a member names as theirs,
-- and not the too manieth of one author in an hour.  An id holds its time in all but 16 bits.
-- name: group_to_share
SELECT c.account_id
FROM coop c JOIN status s ON s.id = :status JOIN account a ON a.id = s.account_id
WHERE c.account_id IS NOT NULL AND s.visibility = 0 AND s.reblog_of_id IS NULL
  AND a.suspended = 0 AND a.silenced = 0
  AND EXISTS (SELECT 1 FROM mention n WHERE n.status_id = s.id AND n.account_id = c.account_id)
  AND NOT EXISTS (SELECT 1 FROM status b WHERE b.reblog_of_id = s.id AND b.account_id = c.account_id)
  AND NOT EXISTS (SELECT 1 FROM block k WHERE k.account_id = c.account_id AND k.target_id = a.id)
  AND EXISTS (
    SELECT 1 FROM member m JOIN account o ON o.id = m.account_id
    WHERE m.state IN ('active', 'approved') AND o.suspended = 0 AND (
      o.id = a.id
      OR (a.domain <> '' AND EXISTS (SELECT 1 FROM json_each (o.also_known_as) j WHERE j.value = a.uri))))
  AND (
    SELECT COUNT(*) FROM status b JOIN status t ON t.id = b.reblog_of_id
    WHERE b.account_id = c.account_id AND b.id > (:now - 3600000) * 65536 AND t.account_id = a.id) < :limit

-- name: group_share_of
SELECT b.id FROM coop c JOIN status b ON b.reblog_of_id = :status AND b.account_id = c.account_id

-- name: group_shares_of_author
SELECT b.id
FROM coop c JOIN status s ON s.account_id = :account
JOIN status b ON b.reblog_of_id = s.id AND b.account_id = c.account_id

-- The group, if it shared a status, and who votes about it, if anybody does, is a member or follows
-- the group.
-- name: group_relay
SELECT a.id, a.uri
FROM coop c JOIN account a ON a.id = c.account_id
WHERE EXISTS (SELECT 1 FROM status b WHERE b.reblog_of_id = :status AND b.account_id = c.account_id)
  AND (:voter = 0
    OR EXISTS (SELECT 1 FROM member m WHERE m.account_id = :voter AND m.state = 'active')
    OR EXISTS (SELECT 1 FROM follow f WHERE f.account_id = :voter AND f.target_id = c.account_id AND f.accepted = 1))

-- name: group_reader_set
UPDATE remote_account SET takes_activities = 1 WHERE account_id = :id

-- The group, if a public status was for it and it did not share it.
-- name: group_refuses
SELECT c.account_id FROM coop c JOIN status s ON s.id = :status AND s.visibility = 0
WHERE c.account_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM status b WHERE b.reblog_of_id = s.id AND b.account_id = c.account_id)
