-- A conversation.

-- Everything of the thread with its parents, also what the viewer may not see: it holds the tree
-- together.
-- name: thread_lines
SELECT
  @status_line@, s.id AS cursor, s.in_reply_to_id,
  (@status_visible@ AND @domain_not_hidden@ AND @author_not_limited@
    AND s.account_id NOT IN (@hidden_accounts@)) AS visible
FROM status s
@status_line_joins@
WHERE s.thread_id = :thread AND s.reblog_of_id IS NULL
ORDER BY s.id
LIMIT :limit
