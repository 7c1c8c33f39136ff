-- Reports by members as well as by other servers, and what moderators did about them.

ALTER TABLE report ADD COLUMN account_id INTEGER REFERENCES account (id); -- who reported, as far as we know them
ALTER TABLE report ADD COLUMN category TEXT NOT NULL DEFAULT 'other'
  CHECK (category IN ('spam', 'legal', 'violation', 'other'));
ALTER TABLE report ADD COLUMN rules TEXT NOT NULL DEFAULT '[]';          -- ids of rules that were broken
ALTER TABLE report ADD COLUMN forwarded INTEGER NOT NULL DEFAULT 0;      -- told to the server of who is reported
ALTER TABLE report ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN assigned_id INTEGER REFERENCES account (id);
ALTER TABLE report ADD COLUMN resolved_by_id INTEGER REFERENCES account (id);

CREATE INDEX report_by_account ON report (account_id) WHERE account_id IS NOT NULL;

-- Whose media are always hidden behind a warning.
ALTER TABLE account ADD COLUMN sensitized INTEGER NOT NULL DEFAULT 0;

ALTER TABLE notification ADD COLUMN report_id INTEGER REFERENCES report (id) ON DELETE CASCADE;
CREATE INDEX notification_by_report ON notification (report_id) WHERE report_id IS NOT NULL;
