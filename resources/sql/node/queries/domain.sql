-- Blocks and allowances of whole servers.

-- part: domain_block_columns
  id, domain, digest, severity, reject_media, reject_reports, obfuscate, private_comment,
  public_comment, log_seq, created_at

-- name: domain_block_put
INSERT INTO domain_block (domain, digest, severity, reject_media, reject_reports, obfuscate,
  private_comment, public_comment, log_seq, created_at)
VALUES (:domain, :digest, :severity, :reject_media, :reject_reports, :obfuscate,
  :private_comment, :public_comment, :log_seq, :now)
ON CONFLICT (domain) DO UPDATE SET
  severity = excluded.severity, reject_media = excluded.reject_media,
  reject_reports = excluded.reject_reports, obfuscate = excluded.obfuscate,
  private_comment = excluded.private_comment, public_comment = excluded.public_comment,
  log_seq = excluded.log_seq

-- name: domain_block_by_domain
SELECT
  @domain_block_columns@
FROM domain_block WHERE domain = :domain

-- name: domain_block_by_id
SELECT
  @domain_block_columns@
FROM domain_block WHERE id = :id

-- name: domain_block_page
SELECT
  @domain_block_columns@
FROM domain_block WHERE id < :max_id AND id > :floor ORDER BY id DESC LIMIT :limit

-- name: domain_block_all
SELECT
  @domain_block_columns@
FROM domain_block ORDER BY domain

-- name: domain_block_severity
SELECT severity, reject_media, reject_reports FROM domain_block WHERE domain = :domain

-- name: domain_allow_is
SELECT 1 FROM domain_allow WHERE domain = :domain

-- name: domain_block_delete
DELETE FROM domain_block WHERE id = :id

-- name: domain_allow_put
INSERT INTO domain_allow (domain, log_seq, created_at) VALUES (:domain, :log_seq, :now)
ON CONFLICT (domain) DO NOTHING

-- name: domain_allow_by_domain
SELECT id, domain, log_seq, created_at FROM domain_allow WHERE domain = :domain

-- name: domain_allow_by_id
SELECT id, domain, log_seq, created_at FROM domain_allow WHERE id = :id

-- name: domain_allow_page
SELECT id, domain, log_seq, created_at FROM domain_allow
WHERE id < :max_id AND id > :floor ORDER BY id DESC LIMIT :limit

-- name: domain_allow_all
SELECT id, domain, log_seq, created_at FROM domain_allow ORDER BY domain

-- name: domain_allow_delete
DELETE FROM domain_allow WHERE id = :id

-- What is known of others: the second bit of `suspended`, `silenced` and `media_hidden` is what
-- their server is, the first what they are themselves.

-- name: domain_of_accounts
SELECT DISTINCT domain FROM account WHERE domain <> '' ORDER BY domain

-- name: domain_mark_accounts
UPDATE account SET
  suspended = (suspended & 1) | :suspended, silenced = (silenced & 1) | :silenced,
  media_hidden = (media_hidden & 1) | :media_hidden
WHERE domain = :domain AND (
  (suspended & 2) <> :suspended OR (silenced & 2) <> :silenced
  OR (media_hidden & 2) <> :media_hidden)

-- name: domain_mark_account
UPDATE account SET
  suspended = (suspended & 1) | :suspended, silenced = (silenced & 1) | :silenced,
  media_hidden = (media_hidden & 1) | :media_hidden
WHERE id = :id AND (
  (suspended & 2) <> :suspended OR (silenced & 2) <> :silenced
  OR (media_hidden & 2) <> :media_hidden)

-- name: domain_follows
SELECT f.id AS id, f.account_id AS account_id, f.target_id AS target_id
FROM account a JOIN follow f ON f.account_id = a.id
WHERE a.domain = :domain
UNION ALL
SELECT f.id AS id, f.account_id AS account_id, f.target_id AS target_id
FROM account a JOIN follow f ON f.target_id = a.id
WHERE a.domain = :domain

-- name: domain_accounts
SELECT id FROM account WHERE domain = :domain

-- name: domain_deliveries_drop
DELETE FROM delivery WHERE inbox IN (
  SELECT inbox_uri FROM account WHERE domain = :domain
  UNION ALL SELECT shared_inbox_uri FROM account WHERE domain = :domain)

-- Of one member.

-- name: member_domain_blockers
SELECT account_id FROM member_domain_block WHERE domain = :domain

-- name: member_domain_block_put
INSERT INTO member_domain_block (account_id, domain, created_at) VALUES (:account_id, :domain, :now)
ON CONFLICT (account_id, domain) DO NOTHING

-- name: member_domain_block_delete
DELETE FROM member_domain_block WHERE account_id = :account_id AND domain = :domain

-- name: member_domain_block_page
SELECT id, domain FROM member_domain_block
WHERE account_id = :account_id AND id < :max_id AND id > :floor
ORDER BY id DESC LIMIT :limit

-- name: member_domain_block_has
SELECT 1 FROM member_domain_block WHERE account_id = :account_id AND domain = :domain

-- name: member_domain_follows
SELECT f.id AS id, f.account_id AS account_id, f.target_id AS target_id
FROM follow f JOIN account a ON a.id = f.target_id
WHERE f.account_id = :account_id AND a.domain = :domain
UNION ALL
SELECT f.id AS id, f.account_id AS account_id, f.target_id AS target_id
FROM follow f JOIN account a ON a.id = f.account_id
WHERE f.target_id = :account_id AND a.domain = :domain

-- name: member_domain_notifications_drop
DELETE FROM notification WHERE account_id = :account_id
  AND from_account_id IN (SELECT id FROM account WHERE domain = :domain)
