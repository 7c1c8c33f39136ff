-- What a member takes along.

-- name: export_account
SELECT a.id, a.username, a.display_name, a.note_source, a.fields_source, a.also_known_as, a.created_at, a.uri
FROM account a WHERE a.id = :account_id

-- name: export_statuses
SELECT id, uri, text, content, spoiler_text, visibility, language, in_reply_to_uri, created_at, edited_at
FROM status WHERE account_id = :account_id AND reblog_of_id IS NULL ORDER BY id

-- name: export_media
SELECT id, status_id, type, mime, file, description, created_at
FROM attachment WHERE account_id = :account_id AND file IS NOT NULL ORDER BY id

-- name: export_membership
SELECT id, member_no, state, state_since, joined_on, left_on, payment_reference, application, salt, log_seq
FROM member WHERE id = :member_id

-- name: export_offices
SELECT role, from_on, to_on, election_id, log_seq FROM member_role WHERE member_id = :member_id ORDER BY id

-- name: export_discussions
SELECT v.discussion_id, v.version, v.title, v.source, v.created_at
FROM discussion_version v WHERE v.author_id = :member_id ORDER BY v.discussion_id, v.version

-- name: export_comments
SELECT id, discussion_id, parent_id, source, created_at, edited_at
FROM comment WHERE author_id = :member_id AND deleted_at = 0 ORDER BY id

-- name: export_proposals
SELECT id, class, kind, state, title, source, created_at FROM proposal WHERE author_id = :member_id ORDER BY id

-- name: export_votes
SELECT b.id, b.proposal_id, p.title, (SELECT group_concat(o.key || '=' || c.value, ' ')
  FROM ballot_choice c JOIN proposal_option o ON o.id = c.option_id WHERE c.ballot_id = b.id) AS choices,
  b.reason_source, b.cast_at, b.latest, b.signature, b.salt, b.log_seq
FROM ballot b JOIN proposal p ON p.id = b.proposal_id WHERE b.member_id = :member_id ORDER BY b.id

-- name: export_charges
SELECT due_on, amount_minor, currency FROM dues_charge WHERE member_id = :member_id ORDER BY due_on

-- name: export_payments
SELECT id, amount_minor, currency, received_on, method, state, bank_ref, payer_name, reference, ledger_entry_id
FROM payment WHERE member_id = :member_id ORDER BY id

-- name: export_waivers
SELECT from_on, to_on, created_at, log_seq FROM dues_waiver WHERE member_id = :member_id ORDER BY id

-- name: export_log
SELECT seq, type, at, leaf, jcs FROM audit_entry
WHERE actor_id = :member_id OR seq IN (SELECT log_seq FROM ballot WHERE member_id = :member_id) ORDER BY seq
