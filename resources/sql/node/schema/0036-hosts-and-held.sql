-- What is known of other servers from having spoken to them, so that a restart costs nobody a knock.
-- Only those are kept of which there is something to say.
CREATE TABLE host_memory (
  host TEXT NOT NULL PRIMARY KEY,            -- with its port if there is one
  scheme INTEGER NOT NULL DEFAULT 0,         -- the signature it understood last time
  scheme_at INTEGER NOT NULL DEFAULT 0,      -- when, 0: not known
  haste INTEGER NOT NULL DEFAULT 0,          -- how long it takes to answer: about 2^haste milliseconds, 0: not known
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX host_memory_by_use ON host_memory (used_at);

-- Posts that wait for a moderator: what is dropped loses its body, these keep theirs.
CREATE INDEX inbox_entry_held ON inbox_entry (id) WHERE state = 'dropped' AND body IS NOT NULL;
