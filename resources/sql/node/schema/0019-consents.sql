-- What waits for somebody's leave, and what they said: deeds of others with statuses of ours, and
-- deeds of ours with anybody's.

-- `body` is what came, or of a reply of ours who would see it.  `deed_id` is that reply, which
-- nobody sees yet.
CREATE TABLE consent (
  id INTEGER NOT NULL PRIMARY KEY,
  interaction TEXT NOT NULL CHECK (interaction IN ('like', 'reply', 'announce', 'quote')),
  account_id INTEGER NOT NULL REFERENCES account (id),             -- who wants to
  status_id INTEGER NOT NULL REFERENCES status (id) ON DELETE CASCADE, -- with what
  author_id INTEGER NOT NULL REFERENCES account (id),              -- who is asked
  deed_id INTEGER REFERENCES status (id) ON DELETE CASCADE,
  uri TEXT NOT NULL,                       -- of the Like, Announce, reply or quote
  request_uri TEXT,                        -- of the question, if there was one
  authorization_uri TEXT,                  -- what another server granted
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'rejected')),
  body TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account_id, uri)
) STRICT;

CREATE INDEX consent_by_status ON consent (status_id);
CREATE INDEX consent_by_deed ON consent (deed_id) WHERE deed_id IS NOT NULL;
CREATE INDEX consent_by_uri ON consent (uri);
CREATE INDEX consent_by_request ON consent (request_uri) WHERE request_uri IS NOT NULL;
CREATE INDEX consent_by_authorization ON consent (authorization_uri)
  WHERE authorization_uri IS NOT NULL;
CREATE INDEX consent_waiting ON consent (author_id, id) WHERE state = 'pending';
CREATE INDEX consent_answered ON consent (answered_at) WHERE state = 'rejected';
