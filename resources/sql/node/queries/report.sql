-- Reports, for moderators only, and who those are.

-- part: report_columns
  r.id, r.account_id, r.target_id, r.category, r.comment, r.statuses, r.rules, r.forwarded,
  r.created_at, r.updated_at, r.resolved_at, r.resolved_by_id, r.assigned_id

-- What came twice is one report.
-- name: report_add
INSERT INTO report (uri, reporter_uri, account_id, target_id, category, comment, statuses, rules,
  forwarded, created_at, updated_at)
VALUES (:uri, :reporter, :account, :target, :category, :comment, :statuses, :rules,
  :forwarded, :now, :now)
ON CONFLICT DO NOTHING

-- name: report_by_id
SELECT
  @report_columns@
FROM report r WHERE r.id = :id

-- name: report_page
SELECT
  @report_columns@
FROM report r
WHERE r.id < :max_id AND r.id > :floor AND (r.resolved_at <> 0) = :resolved
  AND (:account = 0 OR r.account_id = :account) AND (:target = 0 OR r.target_id = :target)
ORDER BY r.id DESC LIMIT :limit

-- name: report_page_up
SELECT
  @report_columns@
FROM report r
WHERE r.id < :max_id AND r.id > :floor AND (r.resolved_at <> 0) = :resolved
  AND (:account = 0 OR r.account_id = :account) AND (:target = 0 OR r.target_id = :target)
ORDER BY r.id ASC LIMIT :limit

-- name: report_change
UPDATE report SET category = :category, rules = :rules, assigned_id = :assigned,
  resolved_at = :resolved_at, resolved_by_id = :resolved_by, updated_at = :now
WHERE id = :id

-- Whatever else was reported of the same account is settled by what was done to it.
-- name: report_resolve_of
UPDATE report SET resolved_at = :now, resolved_by_id = :moderator, updated_at = :now
WHERE target_id = :target AND resolved_at = 0

-- A member has said enough for one day.
-- name: report_count_since
SELECT count(*) AS n FROM report WHERE account_id = :account AND created_at > :since

-- Statuses that a member may report: of whom they report.
-- name: report_status_uri
SELECT s.uri AS uri FROM status s
WHERE s.id = :id AND s.account_id = :target AND s.reblog_of_id IS NULL

-- Who holds an office that looks after reports.
-- name: moderators
SELECT DISTINCT m.account_id AS account_id
FROM member_role o JOIN member m ON m.id = o.member_id
WHERE o.role IN ('admin', 'moderator') AND o.from_on <= :today AND (o.to_on = 0 OR o.to_on >= :today)
  AND m.state IN ('active', 'lapsed')

-- name: notification_of_report
INSERT INTO notification (account_id, type, from_account_id, report_id, created_at)
SELECT u.account_id, 'admin.report', :sender, :report, :now
FROM user u WHERE u.account_id = :account
  AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.report_id = :report AND n.account_id = :account)

-- Accounts as moderators see them.

-- part: admin_account_columns
  a.id, a.username, nullif(a.domain, '') AS domain, a.created_at, u.account_id IS NOT NULL AS confirmed,
  1 AS approved, coalesce(u.disabled, 0) AS disabled, a.sensitized <> 0 AS sensitized,
  a.silenced <> 0 AS silenced, a.suspended <> 0 AS suspended

-- name: admin_account_by_id
SELECT
  @admin_account_columns@
FROM account a LEFT JOIN user u ON u.account_id = a.id
WHERE a.id = :id

-- `place`: 0 all, 1 ours, 2 others.  `state`: '' all, or what it is.
-- name: admin_account_page
SELECT
  @admin_account_columns@
FROM account a LEFT JOIN user u ON u.account_id = a.id
WHERE a.id < :max_id AND a.id > :floor AND a.kind <> 'application'
  AND (:place = 0 OR (:place = 1 AND u.account_id IS NOT NULL) OR (:place = 2 AND a.domain <> ''))
  AND CASE :state
    WHEN 'active' THEN a.suspended = 0 AND a.silenced = 0 AND coalesce(u.disabled, 0) = 0
    WHEN 'disabled' THEN u.disabled = 1
    WHEN 'silenced' THEN a.silenced <> 0
    WHEN 'suspended' THEN a.suspended <> 0
    WHEN 'sensitized' THEN a.sensitized <> 0
    WHEN 'pending' THEN 0
    ELSE 1 END
  AND (:username = '' OR a.username LIKE :username ESCAPE '\')
  AND (:display_name = '' OR a.display_name LIKE :display_name ESCAPE '\')
  AND (:domain = '' OR a.domain = :domain)
  AND (:staff = 0 OR EXISTS (
    SELECT 1 FROM member m JOIN member_role o ON o.member_id = m.id
    WHERE m.account_id = a.id AND o.role IN ('admin', 'moderator') AND o.from_on <= :today
      AND (o.to_on = 0 OR o.to_on >= :today)))
ORDER BY a.id DESC LIMIT :limit

-- The first bit is what an account is itself; the second what its server is.
-- name: account_suspend
UPDATE account SET suspended = (suspended & 2) | :on WHERE id = :id

-- name: account_silence
UPDATE account SET silenced = (silenced & 2) | :on WHERE id = :id

-- name: account_sensitize
UPDATE account SET sensitized = :on WHERE id = :id

-- name: account_statuses_rendered_anew
UPDATE status SET revision = revision + 1 WHERE account_id = :id

-- name: user_disable
UPDATE user SET disabled = :on WHERE account_id = :id

-- name: account_follows
SELECT f.account_id AS account_id, f.target_id AS target_id FROM follow f WHERE f.account_id = :id
UNION ALL
SELECT f.account_id AS account_id, f.target_id AS target_id FROM follow f WHERE f.target_id = :id

-- What somebody may do here: keeps the house, or holds an office today.
-- name: role_of_account
SELECT
  EXISTS (SELECT 1 FROM user u WHERE u.account_id = :id AND u.is_admin = 1) AS host,
  EXISTS (
    SELECT 1 FROM member m JOIN member_role o ON o.member_id = m.id
    WHERE m.account_id = :id AND m.state IN ('active', 'lapsed') AND o.role = 'admin'
      AND o.from_on <= :today AND (o.to_on = 0 OR o.to_on >= :today)) AS admin,
  EXISTS (
    SELECT 1 FROM member m JOIN member_role o ON o.member_id = m.id
    WHERE m.account_id = :id AND m.state IN ('active', 'lapsed') AND o.role = 'moderator'
      AND o.from_on <= :today AND (o.to_on = 0 OR o.to_on >= :today)) AS moderator
