-- What `folkmoot-node check` looks at.

-- name: check_integrity
PRAGMA integrity_check (100)

-- name: check_foreign_keys
PRAGMA foreign_key_check

-- name: check_media
SELECT 'avatar of @' || username AS what, avatar AS file FROM account WHERE avatar IS NOT NULL AND domain = ''
UNION ALL
SELECT 'header of @' || username, header FROM account WHERE header IS NOT NULL AND domain = ''
UNION ALL
SELECT 'attachment ' || id, file FROM attachment WHERE file IS NOT NULL
UNION ALL
SELECT 'preview of attachment ' || id, preview_file FROM attachment WHERE preview_file IS NOT NULL
UNION ALL
SELECT 'copy of ' || url, file FROM media_copy
UNION ALL
SELECT 'preview of the copy of ' || url, small_file FROM media_copy

-- name: check_keyless
SELECT a.username FROM user u JOIN account a ON a.id = u.account_id
WHERE u.rsa_private_pem IS NULL OR a.public_key_pem IS NULL

-- name: check_ledger
SELECT entry_id, currency, SUM(amount_minor) FROM ledger_posting
GROUP BY entry_id, currency HAVING SUM(amount_minor) <> 0
