-- What is kept of others' media.

-- part: media_copy_columns
  url, domain, file, small_file, bytes, fetched_at, used_at

-- name: media_copy_find
SELECT
  @media_copy_columns@
FROM media_copy WHERE url = :url

-- name: media_copy_put
INSERT INTO media_copy (url, domain, file, small_file, bytes, fetched_at, used_at, emoji)
VALUES (:url, :domain, :file, :small_file, :bytes, :now, :now, :emoji)

-- name: media_copy_touch
UPDATE media_copy SET used_at = :now WHERE url = :url

-- name: media_copy_remove
DELETE FROM media_copy WHERE url = :url

-- name: media_copies_by_use
SELECT
  @media_copy_columns@
FROM media_copy ORDER BY used_at LIMIT :limit

-- Emojis of a server that were not used for longest, beyond so many.
-- name: media_copies_emojis_beyond
SELECT
  @media_copy_columns@
FROM media_copy WHERE domain = :domain AND emoji = 1 ORDER BY used_at DESC LIMIT -1 OFFSET :limit

-- name: media_copies_older
SELECT
  @media_copy_columns@
FROM media_copy WHERE fetched_at < :before ORDER BY fetched_at LIMIT :limit

-- name: media_copies_of_domain
SELECT
  @media_copy_columns@
FROM media_copy WHERE domain = :domain LIMIT :limit

-- name: media_copy_domains
SELECT DISTINCT domain FROM media_copy

-- name: media_copy_bytes
SELECT COALESCE(SUM(bytes), 0) FROM media_copy
