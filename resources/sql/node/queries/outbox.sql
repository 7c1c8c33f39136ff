-- Activities of ours and their way to other servers.

-- name: outbox_add
INSERT INTO outgoing (account_id, actor, type, uri, about, synchronise, body, created_at)
VALUES (:account_id, :actor, :type, :uri, :about, :synchronise, :body, :now)

-- A repetition changes nothing.
-- name: outbox_add_delivery
INSERT INTO delivery (outgoing_id, host, inbox, rank, next_at, expires_at)
VALUES (:outgoing_id, :host, :inbox, :rank, :now, :expires_at)
ON CONFLICT (outgoing_id, inbox) DO NOTHING

-- An older word about the same thing that has not gone out to this inbox.
-- name: outbox_supersede
DELETE FROM delivery
WHERE inbox = :inbox
  AND outgoing_id IN (SELECT id FROM outgoing WHERE about = :about AND type = :type AND id <> :outgoing_id)

-- name: outbox_drop_empty
DELETE FROM outgoing WHERE id = :id AND NOT EXISTS (SELECT 1 FROM delivery WHERE outgoing_id = :id)

-- name: outbox_host_heard
UPDATE delivery_host SET failures = 0, failing_days = 0, last_failing_day = 0, paused = 0, held_until = 0
WHERE host = :host AND (failures > 0 OR paused = 1 OR held_until > 0)
