-- Applications and what members allowed them.  Codes, tokens and sessions are kept only as digests.

CREATE TABLE application (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  website TEXT,
  redirect_uris TEXT NOT NULL,        -- one a line, exactly as registered
  scopes TEXT NOT NULL,
  coop INTEGER NOT NULL DEFAULT 0,    -- registered with coop: may be given the co-op's scopes
  client_id TEXT NOT NULL UNIQUE,
  client_secret TEXT NOT NULL,        -- its digest
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE authorization_code (
  digest TEXT NOT NULL PRIMARY KEY,
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  redirect_uri TEXT NOT NULL,
  scopes TEXT NOT NULL,
  code_challenge TEXT,
  created_at INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX authorization_code_by_application ON authorization_code (application_id);

CREATE TABLE access_token (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  digest TEXT NOT NULL UNIQUE,
  application_id INTEGER REFERENCES application (id) ON DELETE CASCADE,
  account_id INTEGER REFERENCES account (id),
  code_digest TEXT,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX access_token_by_application ON access_token (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX access_token_by_code ON access_token (code_digest) WHERE code_digest IS NOT NULL;

-- A browser that signed in on our own pages.
CREATE TABLE session (
  digest TEXT NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  csrf_token TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a request that carried an Idempotency-Key made, kept for a day: the repetition answers with
-- the same thing as it is then.
CREATE TABLE idempotency (
  account_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  request_sha256 TEXT NOT NULL,
  made_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_age ON idempotency (created_at);
