-- Who may do what with a status, and what may quote what.

ALTER TABLE account ADD COLUMN default_quote_policy TEXT NOT NULL DEFAULT 'public'
  CHECK (default_quote_policy IN ('public', 'followers', 'nobody'));

-- Words apart by spaces: public, followers, following, author, or ids of actors.  No row: the
-- author did not say.
CREATE TABLE interaction_policy (
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  interaction TEXT NOT NULL CHECK (interaction IN ('like', 'reply', 'announce', 'quote')),
  automatic TEXT NOT NULL,
  manual TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (status_id, interaction)
) STRICT, WITHOUT ROWID;

-- That a status of ours may be quoted by another one (FEP-044f): what is served at the stamp's id.
CREATE TABLE quote_authorization (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),  -- who wrote what is quoted
  quoted_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  quoting_uri TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (quoted_id, quoting_uri)
) STRICT;

CREATE INDEX quote_authorization_by_account ON quote_authorization (account_id);
CREATE INDEX quote_by_request ON quote (request_uri) WHERE request_uri IS NOT NULL;
