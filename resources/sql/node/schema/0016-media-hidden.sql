-- Pictures of a film, and whose media are not shown at all.

ALTER TABLE attachment ADD COLUMN remote_preview_url TEXT; -- a still picture of it, elsewhere

-- Like `suspended` and `silenced`: the second bit is what was decided about the whole server.
ALTER TABLE account ADD COLUMN media_hidden INTEGER NOT NULL DEFAULT 0;

-- A whole server is marked at once, and what was rendered with its media is stale then.
CREATE TRIGGER media_hidden_revision AFTER UPDATE OF media_hidden ON account
WHEN NEW.media_hidden <> OLD.media_hidden
BEGIN
  UPDATE status SET revision = revision + 1 WHERE account_id = NEW.id;
END;

-- Decisions from before this file; a rule for a subdomain is looked at when the next one is made.
UPDATE account SET media_hidden = 2
WHERE domain <> '' AND EXISTS (
  SELECT 1 FROM domain_block d
  WHERE d.reject_media = 1
    AND (account.domain = d.domain OR account.domain LIKE '%.' || d.domain)
);
