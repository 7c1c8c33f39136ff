-- Proposals and decisions of other servers' co-ops, and whether they hold.

-- A group's own words only: anybody may write a post that looks like one.
-- name: remote_record_put
INSERT INTO remote_record (status_id, part, uri, text_uri, text_hash, previous_uri, previous_hash)
SELECT s.id, :part, s.uri, :text_uri, :text_hash, :previous_uri, :previous_hash
FROM status s JOIN account a ON a.id = s.account_id
WHERE s.id = :status_id AND s.local = 0 AND a.kind = 'group'
ON CONFLICT (status_id) DO UPDATE
SET text_uri = excluded.text_uri, text_hash = excluded.text_hash, asked_at = 0

-- name: remote_record_of
SELECT r.part, r.uri, r.text_uri, r.text_hash, r.hash, r.previous_uri, r.previous_hash, a.uri AS author
FROM remote_record r JOIN status s ON s.id = r.status_id JOIN account a ON a.id = s.account_id
WHERE r.status_id = :status_id

-- name: remote_record_say
UPDATE status SET coop = :value, revision = revision + 1 WHERE id = :status_id

-- What was found out about the same text stays.
-- name: remote_record_say_again
UPDATE status
SET coop = json_set(:value, '$.text', coalesce(json_extract(coop, '$.text'), 'unchecked')), revision = revision + 1
WHERE id = :status_id

-- name: remote_record_claim
UPDATE remote_record SET asked_at = :now WHERE status_id = :status_id AND asked_at < :before

-- What is still open, or could not be had, is asked for again.
-- name: remote_record_is_open
SELECT 1 FROM remote_record r JOIN status s ON s.id = r.status_id
WHERE r.status_id = :status_id AND r.asked_at < :before
  AND (json_extract(s.coop, '$.text') IN ('unchecked', 'unreachable')
    OR json_extract(s.coop, '$.signature') = 'unchecked')

-- Only of the text that was looked at: it may have been announced anew meanwhile.
-- name: remote_record_say_text
UPDATE status SET coop = json_set(coop, '$.text', :value), revision = revision + 1
WHERE coop IS NOT NULL AND id IN (
  SELECT status_id FROM remote_record
  WHERE status_id = :status_id AND text_uri = :text_uri AND text_hash = :text_hash)

-- name: remote_record_say_signature
UPDATE status SET coop = json_set(coop, '$.signature', :value), revision = revision + 1
WHERE id = :status_id AND coop IS NOT NULL

-- name: remote_record_set_hash
UPDATE remote_record SET hash = :value WHERE status_id = :status_id

-- Each decision names the one before it, and no other names the same.  What was learned of one may
-- settle those beside it and the one after it.
-- name: remote_record_chain
UPDATE status SET coop = json_set(coop, '$.chain', (
  SELECT CASE
    WHEN EXISTS (
      SELECT 1 FROM remote_record o JOIN status t ON t.id = o.status_id
      WHERE o.part = 'outcome' AND o.previous_uri IS r.previous_uri AND o.status_id <> r.status_id
        AND t.account_id = status.account_id) THEN 'forked'
    WHEN r.previous_uri IS NULL THEN 'first'
    WHEN p.hash IS NULL THEN 'unknown'
    WHEN p.hash = r.previous_hash THEN 'follows'
    ELSE 'broken' END
  FROM remote_record r LEFT JOIN remote_record p ON p.uri = r.previous_uri
  WHERE r.status_id = status.id)), revision = revision + 1
WHERE coop IS NOT NULL AND id IN (
  SELECT r.status_id FROM remote_record r, remote_record me
  WHERE me.status_id = :status_id AND r.part = 'outcome'
    AND (r.previous_uri = me.uri OR r.previous_uri IS me.previous_uri)
  ORDER BY r.status_id = me.status_id DESC LIMIT :most)
  AND account_id = (SELECT account_id FROM status WHERE id = :status_id)
