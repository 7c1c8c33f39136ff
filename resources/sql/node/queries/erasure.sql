-- What goes of a member who is erased.  Amounts, dates and votes stay, under a pseudonym.

-- name: erase_member
UPDATE member SET application = NULL, salt = '', payment_reference = 'erased-' || id, pseudonym = :pseudonym
WHERE id = :id

-- name: erase_comments
UPDATE comment SET source = '', html = '', deleted_at = :now WHERE author_id = :id AND deleted_at = 0

-- name: erase_comment_versions
DELETE FROM comment_version WHERE comment_id IN (SELECT id FROM comment WHERE author_id = :id)

-- name: erase_ballot_salts
UPDATE ballot SET salt = '' WHERE member_id = :id

-- name: erase_entries
UPDATE ledger_entry SET payee = CASE WHEN payee IS NULL THEN NULL ELSE :pseudonym END, code = NULL, salt = ''
WHERE id IN (SELECT entry_id FROM ledger_posting WHERE member_id = :id)

-- name: erase_payments
UPDATE payment SET payer_name = NULL, reference = NULL WHERE member_id = :id

-- name: erase_bank_lines
UPDATE bank_line SET payer = NULL, payer_account_sha256 = NULL, reference = NULL, text = NULL
WHERE member_id = :id OR payment_id IN (SELECT id FROM payment WHERE member_id = :id)

-- name: erase_notices
DELETE FROM payment_notice WHERE member_id = :id

-- name: erase_reminders
DELETE FROM dues_reminder WHERE member_id = :id

-- name: erase_news
DELETE FROM coop_notification WHERE member_id = :id OR actor_id = :id

-- name: erase_reactions
DELETE FROM reaction WHERE member_id = :id

-- name: erase_reads
DELETE FROM discussion_read WHERE member_id = :id

-- name: erase_invites
UPDATE invite SET note = NULL, revoked_at = CASE WHEN revoked_at = 0 THEN :now ELSE revoked_at END
WHERE member_id = :id
