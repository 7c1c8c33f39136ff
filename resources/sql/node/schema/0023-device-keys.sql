-- What members sign their named ballots with.  A key is never deleted: ballots signed with it stay to be
-- checked.  `ed25519` is the public key in hex; the private one never leaves the device.
CREATE TABLE device_key (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  ed25519 TEXT NOT NULL UNIQUE CHECK (length(ed25519) = 64),
  name TEXT NOT NULL DEFAULT '',
  added_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL DEFAULT 0,
  log_seq INTEGER NOT NULL REFERENCES audit_entry (seq)
) STRICT;

CREATE INDEX device_key_by_member ON device_key (member_id, id);

-- A ballot says which of the member's own it is.
CREATE INDEX ballot_by_member ON ballot (proposal_id, member_id);
