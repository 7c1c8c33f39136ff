-- Activities of ours and their way to other servers.

-- name: outbox_add
INSERT INTO outgoing (account_id, actor, type, uri, about, synchronise, key_number, body, created_at)
VALUES (:account_id, :actor, :type, :uri, :about, :synchronise, :key_number, :body, :now)

-- A repetition changes nothing.
-- name: outbox_add_delivery
INSERT INTO delivery (outgoing_id, host, inbox, rank, next_at, expires_at)
VALUES (:outgoing_id, :host, :inbox, :rank, :next_at, :expires_at)
ON CONFLICT (outgoing_id, inbox) DO NOTHING

-- An older word about the same thing that has not gone out to this inbox.
-- name: outbox_supersede
DELETE FROM delivery
WHERE inbox = :inbox
  AND outgoing_id IN (SELECT id FROM outgoing WHERE about = :about AND type = :type AND id <> :outgoing_id)

-- What it takes back, and every word about that: nobody needs to hear of it any more.
-- name: outbox_take_back
DELETE FROM delivery
WHERE inbox = :inbox
  AND outgoing_id IN (SELECT id FROM outgoing WHERE about = :about AND type NOT IN ('Delete', 'Undo'))

-- name: outbox_drop_empty
DELETE FROM outgoing WHERE id = :id AND NOT EXISTS (SELECT 1 FROM delivery WHERE outgoing_id = :id)

-- name: outbox_host_heard
UPDATE delivery_host SET failures = 0, failing_days = 0, last_failing_day = 0, paused = 0, held_until = 0
WHERE host = :host AND (failures > 0 OR paused = 1 OR held_until > 0)

-- name: outbox_host_is_bad
SELECT 1 FROM delivery_host WHERE host = :host AND (failures > 0 OR paused = 1 OR held_until > 0)

-- Hosts with something to do, those first for which somebody waits, then those that answer quickly.
-- name: outbox_due_hosts
SELECT d.host AS host, COALESCE(h.failures, 0) AS failures, COALESCE(h.failing_days, 0) AS failing_days,
  COALESCE(h.last_failing_day, 0) AS last_failing_day, COALESCE(h.paused, 0) AS paused,
  COALESCE(h.held_until, 0) AS held_until, COALESCE(m.haste, 0) AS haste
FROM delivery d LEFT JOIN delivery_host h ON h.host = d.host LEFT JOIN host_memory m ON m.host = d.host
WHERE d.next_at <= :now
GROUP BY d.host
ORDER BY MIN(d.rank), COALESCE(NULLIF(m.haste, 0), :unknown), MIN(d.id)

-- name: host_set_haste
INSERT INTO host_memory (host, haste, used_at) VALUES (:host, :haste, :now)
ON CONFLICT (host) DO UPDATE SET haste = excluded.haste, used_at = excluded.used_at

-- name: host_set_scheme
INSERT INTO host_memory (host, scheme, scheme_at, used_at) VALUES (:host, :scheme, :now, :now)
ON CONFLICT (host) DO UPDATE
SET scheme = excluded.scheme, scheme_at = excluded.scheme_at, used_at = excluded.used_at

-- name: host_schemes
SELECT host, scheme, scheme_at FROM host_memory WHERE scheme_at > :since ORDER BY scheme_at LIMIT :limit

-- name: host_forget
DELETE FROM host_memory WHERE used_at < :before

-- name: host_forget_many
DELETE FROM host_memory WHERE host IN (SELECT host FROM host_memory ORDER BY used_at DESC LIMIT -1 OFFSET :limit)

-- name: outbox_next_at
SELECT COALESCE(MIN(next_at), 0) FROM delivery WHERE next_at > :now

-- name: outbox_of_host
SELECT d.id AS id, d.inbox AS inbox, d.attempts AS attempts, o.account_id AS account_id, o.actor AS actor,
  o.uri AS uri, o.synchronise AS synchronise, o.key_number AS key_number, o.body AS body
FROM delivery d JOIN outgoing o ON o.id = d.outgoing_id
WHERE d.host = :host AND d.next_at <= :now
ORDER BY d.rank, d.id LIMIT :limit

-- name: outbox_done
DELETE FROM delivery WHERE id = :id

-- name: outbox_again
UPDATE delivery SET attempts = attempts + 1, next_at = :next_at, last_status = :status WHERE id = :id

-- name: outbox_give_up
DELETE FROM delivery
WHERE id = :id AND (next_at > expires_at
  OR next_at > (SELECT created_at FROM outgoing WHERE id = outgoing_id) + :patience)

-- name: outbox_give_up_host
DELETE FROM delivery
WHERE host = :host AND (SELECT created_at FROM outgoing WHERE id = outgoing_id) < :before

-- name: outbox_expire
DELETE FROM delivery WHERE expires_at < :now

-- One that is due there anyhow stays as it is, and this one is done.
-- name: outbox_move
UPDATE OR IGNORE delivery SET inbox = :inbox, host = :host, attempts = attempts + 1, next_at = :now
WHERE id = :id

-- name: outbox_moved
SELECT 1 FROM delivery WHERE id = :id AND inbox = :inbox

-- name: outbox_owner
SELECT id, uri FROM account WHERE domain <> '' AND inbox_uri = :inbox
UNION ALL
SELECT id, uri FROM account WHERE domain <> '' AND shared_inbox_uri = :inbox
LIMIT 1

-- name: outbox_inbox_of
SELECT inbox_uri AS own, COALESCE(shared_inbox_uri, '') AS shared FROM account WHERE id = :id

-- name: outbox_host_put
INSERT INTO delivery_host (host, failures, failing_days, last_failing_day, paused, held_until)
VALUES (:host, :failures, :failing_days, :last_failing_day, :paused, :held_until)
ON CONFLICT (host) DO UPDATE SET failures = excluded.failures, failing_days = excluded.failing_days,
  last_failing_day = excluded.last_failing_day, paused = excluded.paused, held_until = excluded.held_until

-- The time this node was asleep counts for nobody.
-- name: outbox_prolong
UPDATE delivery SET expires_at = expires_at + :by

-- Hosts that did not answer because we had no network can be asked at once.
-- name: outbox_release_hosts
UPDATE delivery_host SET held_until = 0
WHERE paused = 0 AND held_until > 0
  AND EXISTS (SELECT 1 FROM delivery d WHERE d.host = delivery_host.host AND d.attempts > 0 AND d.last_status = 0)

-- name: outbox_release
UPDATE delivery SET next_at = :now WHERE attempts > 0 AND last_status = 0 AND next_at > :now

-- name: outbox_count_due
SELECT COUNT(*) FROM delivery WHERE next_at <= :now

-- name: signer_of
SELECT a.uri AS uri, COALESCE(u.rsa_private_pem, k.rsa_private_pem) AS rsa,
  COALESCE(u.ed25519_private, k.ed25519_private) AS ed25519, u.account_id IS NOT NULL AS is_user,
  COALESCE(o.key_number, 1) AS key_number, o.old_rsa_private AS old_rsa
FROM account a LEFT JOIN user u ON u.account_id = a.id LEFT JOIN actor_key k ON k.account_id = a.id
  LEFT JOIN own_account o ON o.account_id = a.id
WHERE a.id = :id AND a.domain = ''

-- name: signer_set_user
UPDATE user SET rsa_private_pem = :rsa, ed25519_private = :ed25519 WHERE account_id = :id

-- name: signer_set_group
INSERT INTO actor_key (account_id, rsa_private_pem, ed25519_private, created_at)
VALUES (:id, :rsa, :ed25519, :now)
ON CONFLICT (account_id) DO UPDATE SET rsa_private_pem = excluded.rsa_private_pem,
  ed25519_private = excluded.ed25519_private

-- name: signer_publish
UPDATE account SET public_key_pem = :rsa, ed25519_public = :ed25519, public_key_id = uri || '#main-key'
WHERE id = :id

-- Followers on one server, for the digest of FEP-8fcf; `/` comes right before `0`.
-- name: followers_at
SELECT a.uri AS uri
FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :account_id AND f.accepted = 1 AND a.uri >= :origin || '/' AND a.uri < :origin || '0'

-- One of ours for each inbox of those who have to do with ours.
-- name: knock_list
SELECT CASE WHEN COALESCE(a.shared_inbox_uri, '') <> '' THEN a.shared_inbox_uri ELSE a.inbox_uri END AS inbox,
  MIN(r.own) AS account_id
FROM (
  SELECT f.account_id AS other, f.target_id AS own FROM follow f JOIN account t ON t.id = f.target_id
  WHERE f.accepted = 1 AND t.domain = ''
  UNION ALL
  SELECT f.target_id AS other, f.account_id AS own FROM follow f JOIN user u ON u.account_id = f.account_id
) r JOIN account a ON a.id = r.other
WHERE a.domain <> '' AND a.suspended = 0 AND COALESCE(a.inbox_uri, '') <> ''
GROUP BY 1 ORDER BY 1 LIMIT :limit

-- name: knock_needless
SELECT EXISTS (SELECT 1 FROM delivery WHERE host = :host)
  OR EXISTS (SELECT 1 FROM delivery_host WHERE host = :host AND knocked_at > :since)

-- name: knock_done
INSERT INTO delivery_host (host, knocked_at) VALUES (:host, :now)
ON CONFLICT (host) DO UPDATE SET knocked_at = excluded.knocked_at

-- Which key is the current one.
-- name: signer_number
SELECT COALESCE((SELECT key_number FROM own_account WHERE account_id = :id), 1)

-- Whether others still wait for something that only the keys before can sign.
-- name: signer_is_changing
SELECT EXISTS (SELECT 1 FROM outgoing WHERE account_id = :id AND key_number > 0)

-- name: signer_keep_old
INSERT INTO own_account (account_id, key_number, old_rsa_private, keys_changed_at) VALUES (:id, 2, :old, :now)
ON CONFLICT (account_id) DO UPDATE SET key_number = key_number + 1, old_rsa_private = excluded.old_rsa_private,
  keys_changed_at = excluded.keys_changed_at

-- What waits already is signed as those expect who have not heard of the new key.
-- name: signer_bind_waiting
UPDATE outgoing SET key_number = :number WHERE account_id = :id AND key_number = 0

-- name: inboxes_of_partners
SELECT DISTINCT
  @inbox_of_account@
FROM account a
WHERE @reachable@ AND a.id IN (
  SELECT account_id FROM follow WHERE target_id = :id
  UNION ALL
  SELECT target_id FROM follow WHERE account_id = :id)
