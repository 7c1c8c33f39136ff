-- What a stream must know of its viewer.

-- name: hidden_accounts
SELECT target_id FROM block WHERE account_id = :viewer
UNION
SELECT account_id FROM block WHERE target_id = :viewer
UNION
SELECT target_id FROM mute WHERE account_id = :viewer AND (expires_at = 0 OR expires_at > :now)
UNION
SELECT x.id FROM member_domain_block d JOIN account x ON x.domain = d.domain
WHERE d.account_id = :viewer
