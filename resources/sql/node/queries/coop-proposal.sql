-- What members decide.

-- name: proposal_add
INSERT INTO proposal (discussion_id, class, kind, state, title, source, html, summary, author_id, subject_id, results_visible,
  ballot_level, bylaws_version, effect, settings, created_at, discussed_from)
VALUES (:discussion_id, :class, :kind, :state, :title, :source, :html, :summary, :author_id, :subject_id, :results_visible,
  :ballot_level, :bylaws_version, :effect, :settings, :created_at, :discussed_from)

-- name: proposal_update
UPDATE proposal SET class = :class, state = :state, version = :version, title = :title, source = :source, html = :html,
  summary = :summary, subject_id = :subject_id, results_visible = :results_visible, ballot_level = :ballot_level,
  bylaws_version = :bylaws_version, effect = :effect, settings = :settings, discussed_from = :discussed_from,
  opens_at = :opens_at, closes_at = :closes_at, closed_at = :closed_at, extensions = :extensions,
  eligible_count = :eligible_count, roll_sha256 = :roll_sha256, tally = :tally, verdict = :verdict, log_seq = :log_seq
WHERE id = :id

-- name: proposal_get
SELECT p.id, p.discussion_id, p.class, p.kind, p.state, p.version, p.title, p.source, p.html, p.summary, p.author_id,
  p.subject_id, p.results_visible, p.ballot_level, p.bylaws_version, p.settings, p.reminders,
  p.effect, p.effect_executed_at, p.created_at, p.discussed_from, p.opens_at, p.closes_at, p.closed_at, p.extensions,
  p.eligible_count, p.cast_count, p.roll_sha256, p.tally, p.verdict, p.log_seq,
  (SELECT o.id FROM outcome o WHERE o.proposal_id = p.id) AS outcome_id
FROM proposal p WHERE p.id = :id

-- name: proposal_list
SELECT p.id, p.discussion_id, p.class, p.kind, p.state, p.version, p.title, p.source, p.html, p.summary, p.author_id,
  p.subject_id, p.results_visible, p.ballot_level, p.bylaws_version, p.settings, p.reminders,
  p.effect, p.effect_executed_at, p.created_at, p.discussed_from, p.opens_at, p.closes_at, p.closed_at, p.extensions,
  p.eligible_count, p.cast_count, p.roll_sha256, p.tally, p.verdict, p.log_seq,
  (SELECT o.id FROM outcome o WHERE o.proposal_id = p.id) AS outcome_id
FROM proposal p
WHERE p.id < :max_id AND p.id > :min_id
  AND (:states = '' OR ',' || :states || ',' LIKE '%,' || p.state || ',%')
  AND (:discussion_id = 0 OR p.discussion_id = :discussion_id)
  AND (p.state <> 'draft' OR p.author_id = :viewer_id)
  AND EXISTS (SELECT 1 FROM discussion d WHERE d.id = p.discussion_id AND
  @in_open_circle@
  )
  AND (:mine <> 'author' OR p.author_id = :viewer_id)
  AND (:mine <> 'voted' OR EXISTS (SELECT 1 FROM ballot b
    WHERE b.proposal_id = p.id AND b.member_id = :viewer_id AND b.latest = 1)
    OR EXISTS (SELECT 1 FROM proposal_roll r
      WHERE r.proposal_id = p.id AND r.member_id = :viewer_id AND r.voted = 1))
  AND (:mine <> 'unvoted' OR (p.state = 'open'
    AND EXISTS (SELECT 1 FROM proposal_roll r WHERE r.proposal_id = p.id AND r.member_id = :viewer_id
      AND r.voted = 0)
    AND NOT EXISTS (SELECT 1 FROM ballot b WHERE b.proposal_id = p.id AND b.member_id = :viewer_id AND b.latest = 1)))
ORDER BY p.id DESC LIMIT :limit

-- name: proposal_list_ascending
SELECT p.id, p.discussion_id, p.class, p.kind, p.state, p.version, p.title, p.source, p.html, p.summary, p.author_id,
  p.subject_id, p.results_visible, p.ballot_level, p.bylaws_version, p.settings, p.reminders,
  p.effect, p.effect_executed_at, p.created_at, p.discussed_from, p.opens_at, p.closes_at, p.closed_at, p.extensions,
  p.eligible_count, p.cast_count, p.roll_sha256, p.tally, p.verdict, p.log_seq,
  (SELECT o.id FROM outcome o WHERE o.proposal_id = p.id) AS outcome_id
FROM proposal p
WHERE p.id < :max_id AND p.id > :min_id
  AND (:states = '' OR ',' || :states || ',' LIKE '%,' || p.state || ',%')
  AND (:discussion_id = 0 OR p.discussion_id = :discussion_id)
  AND (p.state <> 'draft' OR p.author_id = :viewer_id)
  AND EXISTS (SELECT 1 FROM discussion d WHERE d.id = p.discussion_id AND
  @in_open_circle@
  )
  AND (:mine <> 'author' OR p.author_id = :viewer_id)
  AND (:mine <> 'voted' OR EXISTS (SELECT 1 FROM ballot b
    WHERE b.proposal_id = p.id AND b.member_id = :viewer_id AND b.latest = 1)
    OR EXISTS (SELECT 1 FROM proposal_roll r
      WHERE r.proposal_id = p.id AND r.member_id = :viewer_id AND r.voted = 1))
  AND (:mine <> 'unvoted' OR (p.state = 'open'
    AND EXISTS (SELECT 1 FROM proposal_roll r WHERE r.proposal_id = p.id AND r.member_id = :viewer_id
      AND r.voted = 0)
    AND NOT EXISTS (SELECT 1 FROM ballot b WHERE b.proposal_id = p.id AND b.member_id = :viewer_id AND b.latest = 1)))
ORDER BY p.id LIMIT :limit

-- name: proposal_list_to_open
SELECT id FROM proposal WHERE state = 'scheduled' AND opens_at <= :now ORDER BY opens_at LIMIT 1

-- name: proposal_list_to_close
SELECT id FROM proposal p WHERE state = 'open' AND closes_at <= :now
  AND NOT EXISTS (SELECT 1 FROM election e WHERE e.proposal_id = p.id AND e.lot_due_at > :now)
  AND NOT EXISTS (SELECT 1 FROM election e JOIN proposal r ON r.id = e.recall_id
    WHERE e.proposal_id = p.id AND r.state IN ('discussion', 'scheduled', 'open'))
ORDER BY closes_at LIMIT 1

-- Votes one of whose reminders ("-24h") is due; after a sleep over several of them, once.
-- part: reminder_at
  (p.closes_at + CAST(replace(r.value, 'h', '') AS INTEGER) * 3600000)

-- name: proposal_list_closing
SELECT p.id FROM proposal p
WHERE p.state = 'open' AND p.closes_at > :now AND EXISTS (
  SELECT 1 FROM json_each(p.reminders) r
  WHERE @reminder_at@ <= :now AND @reminder_at@ > MAX(p.opens_at, p.reminded_at))

-- name: proposal_reminded
UPDATE proposal SET reminded_at = :now WHERE id = :id

-- name: proposal_version_add
INSERT INTO proposal_version (proposal_id, version, title, source, html, author_id, created_at)
VALUES (:proposal_id, :version, :title, :source, :html, :author_id, :created_at)

-- name: proposal_proposer_add
INSERT INTO proposal_proposer (proposal_id, member_id) VALUES (:proposal_id, :member_id) ON CONFLICT DO NOTHING

-- name: proposal_proposer_list
SELECT member_id FROM proposal_proposer WHERE proposal_id = :proposal_id ORDER BY member_id

-- name: proposal_option_clear
DELETE FROM proposal_option WHERE proposal_id = :proposal_id

-- name: proposal_option_add
INSERT INTO proposal_option (proposal_id, key, title, meaning, position, reason)
VALUES (:proposal_id, :key, :title, :meaning, :position, :reason)

-- name: proposal_option_list
SELECT id, proposal_id, key, title, meaning, position, reason
FROM proposal_option WHERE proposal_id = :proposal_id ORDER BY position

-- name: proposal_roll_add
INSERT INTO proposal_roll (proposal_id, member_id) VALUES (:proposal_id, :member_id)

-- name: proposal_roll_has
SELECT COUNT(*) FROM proposal_roll WHERE proposal_id = :proposal_id AND member_id = :member_id

-- name: proposal_roll_list
SELECT member_id FROM proposal_roll WHERE proposal_id = :proposal_id ORDER BY member_id

-- Counting all of them again with each ballot would take longer the more have voted.
-- name: proposal_change_cast
UPDATE proposal SET cast_count = cast_count + :by WHERE id = :id

-- name: outcome_add
INSERT INTO outcome (proposal_id, statement, verdict, decided_on, in_force, effective_on, topic, effects, author_id, log_seq)
VALUES (:proposal_id, :statement, :verdict, :decided_on, :in_force, :effective_on, :topic, :effects, :author_id, :log_seq)

-- name: outcome_update
UPDATE outcome SET statement = :statement, review_on = :review_on, expires_on = :expires_on, topic = :topic,
  rule_text = :rule_text, author_id = :author_id, log_seq = :log_seq WHERE id = :id

-- name: outcome_get
SELECT id, proposal_id, statement, verdict, decided_on, in_force, effective_on, review_on, expires_on, superseded_by,
  rule_text, topic, effects, author_id, status_id, log_seq
FROM outcome WHERE id = :id

-- name: outcome_get_by_proposal
SELECT id, proposal_id, statement, verdict, decided_on, in_force, effective_on, review_on, expires_on, superseded_by,
  rule_text, topic, effects, author_id, status_id, log_seq
FROM outcome WHERE proposal_id = :proposal_id
