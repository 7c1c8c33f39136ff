-- Posts that wait for their hour, as their authors sent them.

CREATE TABLE scheduled_status (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account (id),
  application_id INTEGER REFERENCES application (id) ON DELETE SET NULL,
  scheduled_at INTEGER NOT NULL,
  params TEXT NOT NULL,               -- JSON, as the client API shows it
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX scheduled_status_by_account ON scheduled_status (account_id, scheduled_at);
CREATE INDEX scheduled_status_due ON scheduled_status (scheduled_at);
CREATE INDEX scheduled_status_by_application ON scheduled_status (application_id)
  WHERE application_id IS NOT NULL;

-- Media that wait with one of them are neither swept nor there for another post.
ALTER TABLE attachment ADD COLUMN scheduled_id INTEGER
  REFERENCES scheduled_status (id) ON DELETE SET NULL;

CREATE INDEX attachment_by_scheduled ON attachment (scheduled_id, position)
  WHERE scheduled_id IS NOT NULL;

-- What a status showed as a poll before an edit: the titles, as JSON.
ALTER TABLE status_edit ADD COLUMN poll TEXT;
