-- Registered clients.  `client_secret` holds the digest of the secret.

-- name: application_add
INSERT INTO application (name, website, redirect_uris, scopes, coop, client_id, client_secret, created_at)
VALUES (:name, :website, :redirect_uris, :scopes, :coop, :client_id, :client_secret, :created_at)

-- name: application_get
SELECT id, name, website, redirect_uris, scopes, coop, client_id, client_secret, created_at
FROM application WHERE id = :id

-- name: application_get_by_client
SELECT id, name, website, redirect_uris, scopes, coop, client_id, client_secret, created_at
FROM application WHERE client_id = :client_id
