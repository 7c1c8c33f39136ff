-- Media and what they hang on.

-- part: attachment_columns
  x.id, x.type, x.file AS url, x.preview_file AS preview_url, x.remote_url, x.meta, x.description,
  x.blurhash, x.remote_preview_url AS _preview, a.domain AS _domain

-- name: attachments_of_status
SELECT
  @attachment_columns@
FROM attachment x JOIN account a ON a.id = x.account_id
WHERE x.status_id = :status AND a.media_hidden = 0
ORDER BY x.position

-- name: attachment_of_account
SELECT
  @attachment_columns@
FROM attachment x JOIN account a ON a.id = x.account_id
WHERE x.id = :id AND x.account_id = :account

-- name: attachment_add
INSERT INTO attachment (
  id, account_id, type, mime, file, preview_file, remote_url, remote_preview_url, bytes, meta, description, blurhash,
  created_at)
VALUES (
  :id, :account, :type, :mime, :file, :preview_file, :remote_url, :remote_preview_url, :bytes, :meta, :description,
  :blurhash, :now)

-- name: attachment_notes
SELECT description, meta FROM attachment WHERE id = :id AND account_id = :account

-- name: attachment_describe
UPDATE attachment SET description = :description, meta = :meta
WHERE id = :id AND account_id = :account

-- One that hangs on another status already, or waits with one, is not there for the taking.
-- name: attachment_attach
UPDATE attachment SET status_id = :status, position = :position
WHERE id = :id AND account_id = :account AND scheduled_id IS NULL
  AND (status_id IS NULL OR status_id = :status)
  AND NOT EXISTS (SELECT 1 FROM talk_attachment t WHERE t.attachment_id = :id)

-- name: attachment_detach_all
UPDATE attachment SET status_id = NULL WHERE status_id = :status

-- name: attachment_delete_unused
DELETE FROM attachment
WHERE id = :id AND account_id = :account AND status_id IS NULL AND scheduled_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM talk_attachment t WHERE t.attachment_id = :id)

-- name: attachment_files
SELECT file, preview_file FROM attachment WHERE id = :id

-- name: attachment_files_of_status
SELECT id, file, preview_file FROM attachment WHERE status_id = :status

-- name: attachment_unused
SELECT id, file, preview_file, account_id FROM attachment
WHERE status_id IS NULL AND scheduled_id IS NULL AND created_at < :before
  AND NOT EXISTS (SELECT 1 FROM talk_attachment t WHERE t.attachment_id = attachment.id)
LIMIT :limit

-- name: attachment_is_used
SELECT 1 FROM attachment
WHERE id = :id AND (status_id IS NOT NULL OR scheduled_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM talk_attachment t WHERE t.attachment_id = :id))
