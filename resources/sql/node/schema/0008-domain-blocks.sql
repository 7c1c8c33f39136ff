-- Which servers this node has nothing to do with, or less: for everybody, and for one member.
-- `domain` is a host in normal form: lower case, ASCII, no port, no dot at the end; it stands for
-- its subdomains too.

CREATE TABLE domain_block (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  domain TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,               -- SHA-256 of the domain in hex, for lists that do not name it
  severity TEXT NOT NULL CHECK (severity IN ('noop', 'silence', 'suspend')),
  reject_media INTEGER NOT NULL DEFAULT 0,
  reject_reports INTEGER NOT NULL DEFAULT 0,
  obfuscate INTEGER NOT NULL DEFAULT 0,
  private_comment TEXT,
  public_comment TEXT,
  log_seq INTEGER NOT NULL DEFAULT 0, -- the entry of the log that says who decided
  created_at INTEGER NOT NULL
) STRICT;

-- The servers this node speaks to when it speaks to nobody else.
CREATE TABLE domain_allow (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  domain TEXT NOT NULL UNIQUE,
  log_seq INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

-- Of one member; `domain` as in account: with the port if there is one, and exactly this one.
CREATE TABLE member_domain_block (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  domain TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, domain)
) STRICT;

CREATE INDEX member_domain_block_page ON member_domain_block (account_id, id);
