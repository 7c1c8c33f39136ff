-- What streams must know of what has just happened.

-- name: event_status
SELECT s.account_id, s.local, s.listed = 1 AND a.silenced = 0 AS listed,
  a.media_hidden = 0 AND EXISTS (
    SELECT 1 FROM attachment x WHERE x.status_id = s.id) AS with_media
FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :status

-- Who has the status in the home timeline and did not hide whom it is by.
-- name: event_readers
SELECT h.account_id
FROM home_entry h CROSS JOIN status s ON s.id = h.status_id
LEFT JOIN status r ON r.id = s.reblog_of_id
WHERE h.status_id = :status
  AND NOT EXISTS (
    SELECT 1 FROM block k
    WHERE k.account_id = h.account_id AND k.target_id IN (s.account_id, r.account_id))
  AND NOT EXISTS (
    SELECT 1 FROM block k
    WHERE k.target_id = h.account_id AND k.account_id IN (s.account_id, r.account_id))
  AND NOT EXISTS (
    SELECT 1 FROM mute m
    WHERE m.account_id = h.account_id AND m.target_id IN (s.account_id, r.account_id)
      AND (m.expires_at = 0 OR m.expires_at > :now))
  AND NOT EXISTS (
    SELECT 1 FROM member_domain_block d JOIN account a ON a.domain = d.domain
    WHERE d.account_id = h.account_id AND a.id IN (s.account_id, r.account_id))

-- name: event_tags
SELECT t.name
FROM status_tag st JOIN tag t ON t.id = st.tag_id JOIN status s ON s.id = st.status_id
  JOIN account a ON a.id = s.account_id
WHERE st.status_id = :status AND s.visibility = 0 AND a.silenced = 0

-- name: event_tag_name
SELECT name FROM tag WHERE id = :tag

-- name: event_notification
SELECT n.id, n.type, n.created_at, n.from_account_id, n.status_id, n.report_id, n.severance_id
FROM notification n
WHERE n.id = :id AND @notification_not_held@

-- Whether somebody is hidden from a viewer now.
-- name: event_hidden
SELECT a.id IN (
  @hidden_accounts@
  ) OR EXISTS (
    SELECT 1 FROM member_domain_block d WHERE d.account_id = :viewer AND d.domain = a.domain)
FROM account a WHERE a.id = :account
