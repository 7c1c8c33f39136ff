-- The lot of an election is made of numbers that its scrutineers commit to before the vote and show after it.
ALTER TABLE election_scrutineer ADD COLUMN lot_commit TEXT; -- SHA-256 in hexadecimal digits
ALTER TABLE election_scrutineer ADD COLUMN lot_nonce TEXT;
ALTER TABLE election ADD COLUMN lot_due_at INTEGER NOT NULL DEFAULT 0; -- until then the count waits for them

-- What time has reminded of already: news that members clear, or that are forgotten, do not bring it back.
ALTER TABLE proposal ADD COLUMN reminded_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member_role ADD COLUMN warned_at INTEGER NOT NULL DEFAULT 0;

UPDATE proposal SET reminded_at = COALESCE((SELECT MAX(n.created_at) FROM coop_notification n
  WHERE n.proposal_id = proposal.id AND n.type = 'closing'), 0)
WHERE state = 'open';
