-- Lists: people whose posts a member reads apart.

CREATE TABLE list (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  replies_policy TEXT NOT NULL CHECK (replies_policy IN ('followed', 'list', 'none')),
  exclusive INTEGER NOT NULL -- whether its posts are not at home
) STRICT;

CREATE INDEX list_by_account ON list (account_id);
CREATE INDEX list_exclusive ON list (account_id) WHERE exclusive = 1;

CREATE TABLE list_account (
  list_id INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  PRIMARY KEY (list_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX list_account_by_account ON list_account (account_id);

-- What a member does not want to read, or not without a warning.

CREATE TABLE word_filter (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  contexts TEXT NOT NULL,                 -- words of the API, with spaces between
  action TEXT NOT NULL CHECK (action IN ('warn', 'hide', 'blur')),
  expires_at INTEGER NOT NULL DEFAULT 0   -- 0: never
) STRICT;

CREATE INDEX word_filter_by_account ON word_filter (account_id);

CREATE TABLE filter_keyword (
  id INTEGER NOT NULL PRIMARY KEY,
  filter_id INTEGER NOT NULL REFERENCES word_filter (id) ON DELETE CASCADE,
  keyword TEXT NOT NULL,
  whole_word INTEGER NOT NULL
) STRICT;

CREATE INDEX filter_keyword_by_filter ON filter_keyword (filter_id);

CREATE TABLE filter_status (
  id INTEGER NOT NULL PRIMARY KEY,
  filter_id INTEGER NOT NULL REFERENCES word_filter (id) ON DELETE CASCADE,
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE,
  UNIQUE (filter_id, status_id)
) STRICT;

CREATE INDEX filter_status_by_status ON filter_status (status_id);
