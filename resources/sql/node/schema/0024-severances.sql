-- Follows that a decision ended, so that each member whom it concerns can read which.  The names go
-- after a while, the numbers stay.

CREATE TABLE severance (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id), -- whose follows
  type TEXT NOT NULL CHECK (type IN ('domain_block', 'user_domain_block', 'account_suspension')),
  target_name TEXT NOT NULL,                           -- the server, or whom they followed
  followers_count INTEGER NOT NULL,
  following_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX severance_by_account ON severance (account_id);

CREATE TABLE severed_follow (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  severance_id INTEGER NOT NULL REFERENCES severance (id) ON DELETE CASCADE,
  acct TEXT NOT NULL,
  is_follower INTEGER NOT NULL
) STRICT;

CREATE INDEX severed_follow_by_severance ON severed_follow (severance_id);

ALTER TABLE notification ADD COLUMN severance_id INTEGER REFERENCES severance (id) ON DELETE CASCADE;
CREATE INDEX notification_by_severance ON notification (severance_id) WHERE severance_id IS NOT NULL;

-- Servers that knocked where only allowed ones are spoken to.  What they are called is what they
-- said: nothing was asked of them.
CREATE TABLE pending_host (
  host TEXT NOT NULL PRIMARY KEY,
  n_times INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
