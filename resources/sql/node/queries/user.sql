-- Whoever can sign in here.

-- name: user_add_account
INSERT INTO account (id, username, display_name, uri, url, created_at, inbox_uri, shared_inbox_uri, outbox_uri,
                     followers_uri, featured_uri, public_key_id, public_key_pem, ed25519_public)
VALUES (:id, :username, :display_name, :uri, :url, :created_at, :uri || '/inbox', :shared_inbox_uri, :uri || '/outbox',
        :uri || '/followers', :uri || '/collections/featured', :uri || '#main-key', :public_key_pem, :ed25519_public)

-- name: user_add
INSERT INTO user (account_id, password_hash, rsa_private_pem, ed25519_private, is_admin, created_at)
VALUES (:account_id, :password_hash, :rsa_private_pem, :ed25519_private, :is_admin, :created_at)

-- name: user_get_by_name
SELECT u.account_id, a.username, u.password_hash, u.is_admin, u.disabled, a.suspended, u.created_at
FROM account a JOIN user u ON u.account_id = a.id
WHERE a.username = :username COLLATE NOCASE AND a.domain = ''

-- name: user_get
SELECT u.account_id, a.username, u.password_hash, u.is_admin, u.disabled, a.suspended, u.created_at
FROM user u JOIN account a ON a.id = u.account_id
WHERE u.account_id = :account_id

-- name: user_list
SELECT u.account_id, a.username, u.password_hash, u.is_admin, u.disabled, a.suspended, u.created_at
FROM user u JOIN account a ON a.id = u.account_id
ORDER BY u.account_id

-- name: user_promote
UPDATE user SET is_admin = 1 WHERE account_id = :account_id AND disabled = 0

-- name: user_set_password
UPDATE user SET password_hash = :password_hash WHERE account_id = :account_id
