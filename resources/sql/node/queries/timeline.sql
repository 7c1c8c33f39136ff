-- Pages of statuses.  Each list has a statement that walks down from :max_id and one that walks up
-- from :floor; the caller turns the rows of the second one round.

-- part: in_page_of_status
  s.id < :max_id AND s.id > :floor

-- Most have no such list, which is asked once for a page and not for each row.
-- part: not_for_a_list_alone
  ((SELECT 1 FROM list x WHERE x.account_id = :viewer AND x.exclusive = 1 LIMIT 1) IS NULL
   OR NOT EXISTS (
    SELECT 1 FROM list x JOIN list_account y ON y.list_id = x.id
    WHERE x.account_id = :viewer AND x.exclusive = 1 AND y.account_id = s.account_id))

-- name: home_older
SELECT
  @status_line@, s.id AS cursor
FROM home_entry h CROSS JOIN status s ON s.id = h.status_id
@status_line_joins@
WHERE h.account_id = :viewer AND h.status_id < :max_id AND h.status_id > :floor
  AND @not_for_a_list_alone@
  AND @status_not_hidden@
ORDER BY h.status_id DESC
LIMIT :limit

-- name: home_newer
SELECT
  @status_line@, s.id AS cursor
FROM home_entry h CROSS JOIN status s ON s.id = h.status_id
@status_line_joins@
WHERE h.account_id = :viewer AND h.status_id < :max_id AND h.status_id > :floor
  AND @not_for_a_list_alone@
  AND @status_not_hidden@
ORDER BY h.status_id
LIMIT :limit

-- part: with_media
  (:only_media = 0 OR a.media_hidden = 0 AND EXISTS (
    SELECT 1 FROM attachment x WHERE x.status_id = s.id))

-- name: public_older
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.listed = 1 AND @in_page_of_status@
  AND a.silenced = 0 AND @with_media@
  AND @status_not_hidden@
ORDER BY s.id DESC
LIMIT :limit

-- name: public_newer
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.listed = 1 AND @in_page_of_status@
  AND a.silenced = 0 AND @with_media@
  AND @status_not_hidden@
ORDER BY s.id
LIMIT :limit

-- name: public_of_place_older
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.listed = 1 AND s.local = :local AND @in_page_of_status@
  AND a.silenced = 0 AND @with_media@
  AND @status_not_hidden@
ORDER BY s.id DESC
LIMIT :limit

-- name: public_of_place_newer
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.listed = 1 AND s.local = :local AND @in_page_of_status@
  AND a.silenced = 0 AND @with_media@
  AND @status_not_hidden@
ORDER BY s.id
LIMIT :limit

-- The tag that the page is about decides the walk; up to three others may stand in for it (any),
-- must be there as well (all) or must not be there (none).
-- part: tag_filter
  s.visibility = 0 AND s.reblog_of_id IS NULL AND a.silenced = 0
  AND (:local IS NULL OR s.local = :local) AND @with_media@
  AND (:all1 IS NULL OR EXISTS (
    SELECT 1 FROM status_tag x WHERE x.tag_id = :all1 AND x.status_id = s.id))
  AND (:all2 IS NULL OR EXISTS (
    SELECT 1 FROM status_tag x WHERE x.tag_id = :all2 AND x.status_id = s.id))
  AND (:all3 IS NULL OR EXISTS (
    SELECT 1 FROM status_tag x WHERE x.tag_id = :all3 AND x.status_id = s.id))
  AND NOT EXISTS (
    SELECT 1 FROM status_tag x
    WHERE x.tag_id IN (:none1, :none2, :none3) AND x.status_id = s.id)

-- name: tag_older
SELECT
  @status_line@, s.id AS cursor
FROM status_tag st CROSS JOIN status s ON s.id = st.status_id
@status_line_joins@
WHERE st.tag_id = :tag AND st.status_id < :max_id AND st.status_id > :floor
  AND @tag_filter@
  AND @status_not_hidden@
ORDER BY st.status_id DESC
LIMIT :limit

-- name: tag_newer
SELECT
  @status_line@, s.id AS cursor
FROM status_tag st CROSS JOIN status s ON s.id = st.status_id
@status_line_joins@
WHERE st.tag_id = :tag AND st.status_id < :max_id AND st.status_id > :floor
  AND @tag_filter@
  AND @status_not_hidden@
ORDER BY st.status_id
LIMIT :limit

-- name: any_tag_older
SELECT
  @status_line@, s.id AS cursor
FROM (
  SELECT DISTINCT st.status_id AS status_id FROM status_tag st
  WHERE st.tag_id IN (:tag, :any1, :any2, :any3)
    AND st.status_id < :max_id AND st.status_id > :floor
) h CROSS JOIN status s ON s.id = h.status_id
@status_line_joins@
WHERE @tag_filter@
  AND @status_not_hidden@
ORDER BY h.status_id DESC
LIMIT :limit

-- name: any_tag_newer
SELECT
  @status_line@, s.id AS cursor
FROM (
  SELECT DISTINCT st.status_id AS status_id FROM status_tag st
  WHERE st.tag_id IN (:tag, :any1, :any2, :any3)
    AND st.status_id < :max_id AND st.status_id > :floor
) h CROSS JOIN status s ON s.id = h.status_id
@status_line_joins@
WHERE @tag_filter@
  AND @status_not_hidden@
ORDER BY h.status_id
LIMIT :limit

-- name: tag_id_by_name
SELECT id FROM tag WHERE name = :name

-- Somebody's own page: an author whom the viewer hid elsewhere is shown here, but not whom that
-- author boosts.
-- part: account_filter
  @in_page_of_status@
  AND (:exclude_replies = 0 OR s.in_reply_to_account_id IS NULL
    OR s.in_reply_to_account_id = s.account_id)
  AND (:exclude_reblogs = 0 OR s.reblog_of_id IS NULL)
  AND @with_media@
  AND (:tag IS NULL OR EXISTS (
    SELECT 1 FROM status_tag x WHERE x.tag_id = :tag AND x.status_id = s.id))
  AND COALESCE(r.account_id, 0) NOT IN (@hidden_accounts@)
  AND @status_visible@

-- name: account_older
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.account_id = :account AND @account_filter@
ORDER BY s.id DESC
LIMIT :limit

-- name: account_newer
SELECT
  @status_line@, s.id AS cursor
FROM status s
@status_line_joins@
WHERE s.account_id = :account AND @account_filter@
ORDER BY s.id
LIMIT :limit

-- name: account_pinned
SELECT
  @status_line@, s.id AS cursor
FROM pin n JOIN status s ON s.id = n.status_id
@status_line_joins@
WHERE n.account_id = :account AND @in_page_of_status@
  AND @status_visible@
ORDER BY n.id DESC
LIMIT :limit

-- Lists in the order of the viewer's own deed: the cursor is the row of the deed.
-- name: favourites_older
SELECT
  @status_line@, d.id AS cursor
FROM favourite d CROSS JOIN status s ON s.id = d.status_id
@status_line_joins@
WHERE d.account_id = :viewer AND d.id < :max_id AND d.id > :floor
  AND @status_visible@
ORDER BY d.id DESC
LIMIT :limit

-- name: favourites_newer
SELECT
  @status_line@, d.id AS cursor
FROM favourite d CROSS JOIN status s ON s.id = d.status_id
@status_line_joins@
WHERE d.account_id = :viewer AND d.id < :max_id AND d.id > :floor
  AND @status_visible@
ORDER BY d.id
LIMIT :limit

-- name: bookmarks_older
SELECT
  @status_line@, d.id AS cursor
FROM bookmark d CROSS JOIN status s ON s.id = d.status_id
@status_line_joins@
WHERE d.account_id = :viewer AND d.id < :max_id AND d.id > :floor
  AND @status_visible@
ORDER BY d.id DESC
LIMIT :limit

-- name: bookmarks_newer
SELECT
  @status_line@, d.id AS cursor
FROM bookmark d CROSS JOIN status s ON s.id = d.status_id
@status_line_joins@
WHERE d.account_id = :viewer AND d.id < :max_id AND d.id > :floor
  AND @status_visible@
ORDER BY d.id
LIMIT :limit

-- Who is in a home timeline's writing: everybody here who follows, the author, and nobody for whom
-- the status would be noise (a reply to somebody they do not follow).
-- name: home_deliver
INSERT INTO home_entry (account_id, status_id)
SELECT f.account_id, :status
FROM follow f JOIN user u ON u.account_id = f.account_id
WHERE f.target_id = :author AND f.accepted = 1
  AND (:is_reblog = 0 OR f.show_reblogs = 1)
  AND (
    :reply_to_account IS NULL OR :reply_to_account = :author OR :reply_to_account = f.account_id
    OR EXISTS (
      SELECT 1 FROM follow g
      WHERE g.account_id = f.account_id AND g.target_id = :reply_to_account AND g.accepted = 1
    )
  )
ON CONFLICT DO NOTHING

-- name: home_deliver_to_author
INSERT INTO home_entry (account_id, status_id)
SELECT u.account_id, :status FROM user u WHERE u.account_id = :author
ON CONFLICT DO NOTHING

-- name: home_readers
SELECT account_id FROM home_entry WHERE status_id = :status

-- A new follower finds the latest of whom they follow.
-- name: home_fill
INSERT INTO home_entry (account_id, status_id)
SELECT :account, s.id
FROM status s
WHERE s.account_id = :target AND s.visibility <= 2
  AND EXISTS (SELECT 1 FROM account o WHERE o.id = :account AND o.domain = '')
  AND (s.reblog_of_id IS NULL OR EXISTS (
    SELECT 1 FROM follow f
    WHERE f.account_id = :account AND f.target_id = :target AND f.show_reblogs = 1))
  AND (
    s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id IN (s.account_id, :account)
    OR EXISTS (
      SELECT 1 FROM follow g
      WHERE g.account_id = :account AND g.target_id = s.in_reply_to_account_id AND g.accepted = 1
    )
  )
ORDER BY s.id DESC
LIMIT :limit
ON CONFLICT DO NOTHING

-- name: home_purge
DELETE FROM home_entry
WHERE account_id = :account
  AND status_id IN (SELECT s.id FROM status s WHERE s.account_id = :target)
