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

-- What the log has only as a digest.
-- name: check_logged_digests
SELECT 'version ' || b.version || ' of the bylaws' AS what, 'text_sha256' AS fact, b.rules AS value, e.body
FROM bylaws b LEFT JOIN audit_entry e ON e.seq = b.log_seq
UNION ALL
SELECT 'the outcome of proposal ' || o.proposal_id, 'statement_sha256', o.statement, e.body
FROM outcome o LEFT JOIN audit_entry e ON e.seq = o.log_seq
UNION ALL
SELECT 'the count of proposal ' || p.id, 'tally_sha256', p.tally, e.body
FROM proposal p LEFT JOIN audit_entry e ON e.seq = (SELECT MAX(seq) FROM audit_entry
  WHERE type = 'proposal.closed' AND subject_type = 'proposal' AND subject_id = p.id)
WHERE p.tally IS NOT NULL
UNION ALL
SELECT 'the roll of proposal ' || p.id, 'roll_sha256',
  (SELECT '[' || group_concat('"' || r.member_id || '"') || ']'
   FROM (SELECT member_id FROM proposal_roll WHERE proposal_id = p.id ORDER BY member_id) r), e.body
FROM proposal p LEFT JOIN audit_entry e ON e.seq = (SELECT MAX(seq) FROM audit_entry
  WHERE type = 'proposal.opened' AND subject_type = 'proposal' AND subject_id = p.id)
WHERE p.roll_sha256 IS NOT NULL AND p.state <> 'draft' -- of an election whose vote has not begun

-- name: check_logged_words
SELECT 'the verdict of proposal ' || o.proposal_id AS what, 'verdict' AS fact, o.verdict AS value, e.body
FROM outcome o LEFT JOIN audit_entry e ON e.seq = o.log_seq
UNION ALL
SELECT 'device ' || k.id || ' of member ' || k.member_id, 'ed25519', k.ed25519, e.body
FROM device_key k LEFT JOIN audit_entry e ON e.seq = k.log_seq AND e.subject_id = k.member_id
UNION ALL
SELECT 'the office ''' || r.role || ''' of member ' || r.member_id, 'role', r.role, e.body
FROM member_role r LEFT JOIN audit_entry e ON e.seq = r.log_seq AND e.subject_id = r.member_id

-- name: check_logged_ballots
SELECT b.id, b.proposal_id, b.member_id, b.proposal_version, b.reason_source, b.reason, b.cast_at, b.revised_from,
  b.latest, b.via, b.weight, b.signature, b.salt, b.log_seq
FROM ballot b
WHERE b.salt <> '' OR NOT EXISTS (SELECT 1 FROM member m WHERE m.id = b.member_id AND m.pseudonym IS NOT NULL)
ORDER BY b.id

-- Without its salt a ballot cannot be compared any more: that may be so only of members who were erased.
-- name: check_erased_members
SELECT 'more members were erased than the log says'
FROM coop c
WHERE (SELECT COUNT(*) FROM member m WHERE m.pseudonym IS NOT NULL) >
  (SELECT COUNT(*) FROM audit_entry e WHERE e.type = 'membership.erased')

-- name: check_lost_ballots
SELECT 'entry ' || e.seq || ' is a ballot of proposal ' || e.subject_id || ' that is no longer there'
FROM audit_entry e LEFT JOIN ballot b ON b.log_seq = e.seq WHERE e.type = 'vote.open' AND b.id IS NULL

-- A member's last ballot counts, unless it was taken back.
-- name: check_retired_ballots
SELECT 'ballot ' || b.id || ' of proposal ' || b.proposal_id || ' counts no more, and the log does not say why'
FROM ballot b
WHERE b.latest = 0
  AND NOT EXISTS (SELECT 1 FROM ballot n
    WHERE n.proposal_id = b.proposal_id AND n.member_id = b.member_id AND n.id > b.id)
  AND NOT EXISTS (SELECT 1 FROM audit_entry r WHERE r.type = 'vote.retracted' AND r.subject_id = b.proposal_id
    AND r.body = '{"ballot_log_seq":' || b.log_seq || '}')

-- Anonymous votes: as many papers as marks on the roll as entries, and what the log has of them when they are over.
-- name: check_logged_papers
SELECT p.id, p.closed_at,
  (SELECT COUNT(*) FROM paper b WHERE b.proposal_id = p.id) + (SELECT COUNT(*) FROM paper_box b WHERE b.proposal_id = p.id),
  (SELECT COUNT(*) FROM proposal_roll r WHERE r.proposal_id = p.id AND r.voted = 1),
  (SELECT COUNT(*) FROM audit_entry e
   WHERE e.type = 'vote.paper' AND e.subject_type = 'proposal' AND e.subject_id = p.id),
  (SELECT e.body FROM audit_entry e WHERE e.seq = (SELECT MAX(seq) FROM audit_entry
    WHERE type = 'proposal.closed' AND subject_type = 'proposal' AND subject_id = p.id))
FROM proposal p
WHERE p.ballot_level = 'L1' AND p.state IN ('open', 'closed', 'decided', 'not_quorate')
