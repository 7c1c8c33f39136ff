-- Circles with offices of their own, what hangs on a text, news for members, and finding again what
-- was said.

ALTER TABLE circle ADD COLUMN mandate_html TEXT NOT NULL DEFAULT '';
ALTER TABLE circle ADD COLUMN closed_at INTEGER NOT NULL DEFAULT 0; -- it has done its work

ALTER TABLE circle_member ADD COLUMN role TEXT NOT NULL DEFAULT 'member'
  CHECK (role IN ('member', 'coordinator'));

CREATE INDEX discussion_by_circle ON discussion (circle_id, id) WHERE circle_id IS NOT NULL;

-- Media of an opening text (`comment_id` 0) or a comment.
CREATE TABLE talk_attachment (
  attachment_id INTEGER NOT NULL PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
  discussion_id INTEGER NOT NULL REFERENCES discussion (id),
  comment_id INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL
) STRICT;

CREATE INDEX talk_attachment_by_text ON talk_attachment (discussion_id, comment_id, position);

-- What a member is to hear of.  Ordinary clients of the Mastodon API never see these.
CREATE TABLE coop_notification (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL REFERENCES member (id),
  type TEXT NOT NULL,
  actor_id INTEGER REFERENCES member (id),        -- NULL: time itself
  discussion_id INTEGER REFERENCES discussion (id),
  comment_id INTEGER REFERENCES comment (id),
  proposal_id INTEGER REFERENCES proposal (id),
  circle_id INTEGER REFERENCES circle (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX coop_notification_by_member ON coop_notification (member_id, id);
CREATE INDEX coop_notification_by_proposal ON coop_notification (proposal_id, type)
  WHERE proposal_id IS NOT NULL;

-- How often a member wants to be told what happened, and up to when they were.
CREATE TABLE coop_digest (
  member_id INTEGER NOT NULL PRIMARY KEY REFERENCES member (id),
  frequency TEXT NOT NULL DEFAULT 'weekly' CHECK (frequency IN ('off', 'daily', 'weekly')),
  told_until INTEGER NOT NULL,
  seen_until INTEGER NOT NULL
) STRICT;

CREATE INDEX coop_digest_due ON coop_digest (told_until) WHERE frequency <> 'off';

-- Every text once.  The row's number is four times the id of what it is, and 0 for a discussion, 1
-- for a comment, 2 for a proposal, 3 for an outcome.  Triggers may not write to it: they note what
-- has changed, and whoever wrote brings it up to date in the same transaction.
CREATE VIRTUAL TABLE talk_search USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE talk_search_due (
  id INTEGER NOT NULL PRIMARY KEY
) STRICT;

INSERT INTO talk_search_due (id)
SELECT id * 4 FROM discussion UNION ALL SELECT id * 4 + 1 FROM comment
UNION ALL SELECT id * 4 + 2 FROM proposal UNION ALL SELECT id * 4 + 3 FROM outcome;

CREATE TRIGGER talk_search_context AFTER INSERT ON discussion_version
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.discussion_id * 4) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_discussion_gone AFTER UPDATE OF deleted_at ON discussion
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_comment AFTER INSERT ON comment
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_comment_changed AFTER UPDATE OF source ON comment
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_proposal AFTER INSERT ON proposal
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4 + 2) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_proposal_changed AFTER UPDATE OF title, source, state ON proposal
WHEN NEW.title <> OLD.title OR NEW.source <> OLD.source OR NEW.state <> OLD.state
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4 + 2) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_outcome AFTER INSERT ON outcome
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4 + 3) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER talk_search_outcome_changed AFTER UPDATE OF statement, rule_text, topic ON outcome
BEGIN
  INSERT INTO talk_search_due (id) VALUES (NEW.id * 4 + 3) ON CONFLICT DO NOTHING;
END;
