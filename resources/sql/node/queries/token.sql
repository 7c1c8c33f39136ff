-- Codes, tokens and sessions.  None of them is stored, only its digest.

-- name: token_add_code
INSERT INTO authorization_code (digest, application_id, account_id, redirect_uri, scopes, code_challenge, created_at)
VALUES (:digest, :application_id, :account_id, :redirect_uri, :scopes, :code_challenge, :created_at)

-- name: token_get_code
SELECT digest, application_id, account_id, redirect_uri, scopes, code_challenge, created_at, used
FROM authorization_code WHERE digest = :digest

-- name: token_use_code
UPDATE authorization_code SET used = 1 WHERE digest = :digest AND used = 0

-- name: token_add
INSERT INTO access_token (digest, application_id, account_id, code_digest, scopes, created_at)
VALUES (:digest, :application_id, :account_id, :code_digest, :scopes, :created_at)

-- name: token_get
SELECT t.id, t.application_id, t.account_id, t.scopes, t.created_at, t.revoked_at, u.is_admin, u.disabled, a.suspended, a.moved_to_id
FROM access_token t
LEFT JOIN user u ON u.account_id = t.account_id
LEFT JOIN account a ON a.id = t.account_id
WHERE t.digest = :digest

-- name: token_revoke
UPDATE access_token SET revoked_at = :now WHERE id = :id AND revoked_at = 0

-- name: token_get_by_code
SELECT id FROM access_token WHERE code_digest = :code_digest AND revoked_at = 0

-- name: token_add_session
INSERT INTO session (digest, account_id, csrf_token, created_at, expires_at)
VALUES (:digest, :account_id, :csrf_token, :created_at, :expires_at)

-- name: token_get_session
SELECT s.account_id, s.csrf_token, s.expires_at, a.username
FROM session s
JOIN user u ON u.account_id = s.account_id
JOIN account a ON a.id = s.account_id
WHERE s.digest = :digest AND s.expires_at > :now AND u.disabled = 0 AND a.suspended = 0

-- name: token_remove_session
DELETE FROM session WHERE digest = :digest
