/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#include "status-stage.h"

#include "moot-attachment-store.h"
#include "moot-notification-store.h"

gint64
stage_count (Stage      *stage,
             const char *what)
{
  return store_fixture_get_int (stage->fixture, "%s", what);
}

gint64
stage_post (Stage                 *stage,
            const MootStatusDraft *draft)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  moot_status_create (stage->fixture->db, stage->fixture->site, draft, NOW, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
follow (Stage  *stage,
        gint64  from,
        gint64  to)
{
  store_fixture_execute (stage->fixture,
                         "INSERT INTO follow (account_id, target_id, notify, created_at) "
                         "VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", 1, 1)",
                         from, to);
}

static char *options[] = { (char *) "tea", (char *) "milk", NULL };
static const char *const tags[] = { "coop", NULL };

Stage
stage_new (void)
{
  g_autoptr (GError) error = NULL;
  Stage stage = { .fixture = store_fixture_new () };
  const MootPollDraft poll = { .options = options, .expires_at = NOW + 1000 };
  MootAttachmentDraft picture = { .type = "image", .mime = "image/png", .file = "1.png" };
  MootStatusDraft draft = { .text = "hi @bo #coop",
                            .content = "<p>hi @bo #coop</p>",
                            .spoiler_text = "mind",
                            .sensitive = TRUE,
                            .language = "en",
                            .tags = tags,
                            .poll = &poll,
                            .n_mentions = 1,
                            .n_attachments = 1,
                            .mention_ids = &stage.bo,
                            .attachment_ids = &stage.picture };
  MootStatusDraft reply = { .content = "<p>yes</p>", .text = "yes" };

  stage.ada = store_fixture_add_account (stage.fixture, "ada");
  stage.bo = store_fixture_add_account (stage.fixture, "bo");
  picture.account_id = draft.account_id = stage.ada;
  reply.account_id = stage.bo;
  follow (&stage, stage.bo, stage.ada);
  moot_attachment_add (stage.fixture->db, &picture, NOW, &stage.picture, &error);
  g_assert_no_error (error);
  stage.status = reply.in_reply_to_id = stage_post (&stage, &draft);
  moot_status_boost (stage.fixture->db, stage.fixture->site, stage.bo, stage.status,
                     MOOT_VISIBILITY_PUBLIC, NOW, &stage.boost, &error);
  g_assert_no_error (error);
  stage.reply = stage_post (&stage, &reply);
  return stage;
}

void
stage_clear (Stage *stage)
{
  g_clear_pointer (&stage->fixture, store_fixture_free);
}

MootStatusView
stage_look (const Stage     *stage,
            MootStatusCache *cache,
            gint64           viewer_id,
            gint64           now)
{
  return (MootStatusView){ stage->fixture->db, stage->fixture->site, cache, viewer_id, now };
}

/* The home timeline of a viewer as JSON. */
char *
stage_read_home (const Stage     *stage,
                 MootStatusCache *cache,
                 gint64           viewer_id,
                 gint64           now)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  MootStatusView view = stage_look (stage, cache, viewer_id, now);
  const MootPostRange range = { .max_id = G_MAXINT64, .limit = 40 };
  g_autoptr (GArray) lines = moot_timeline_home (&view, &range, &error);

  g_assert_no_error (error);
  moot_status_view_write_all (&view, lines, &json, &error);
  g_assert_no_error (error);
  return moot_json_writer_steal (&json);
}

static void
edit_with (Stage                 *stage,
           const MootStatusDraft *draft,
           gboolean               expected)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  moot_status_edit (DB (stage), SITE (stage), draft, NOW + 5, &changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (changed, ==, expected);
}

static MootStatusDraft
same_as_before (Stage *stage)
{
  static MootPollDraft poll = { .options = options, .expires_at = NOW + 1000 };

  return (MootStatusDraft){ .id = stage->status,
                            .account_id = stage->ada,
                            .text = "hi @bo #coop",
                            .content = "<p>hi @bo #coop</p>",
                            .spoiler_text = "mind",
                            .sensitive = TRUE,
                            .language = "en",
                            .tags = tags,
                            .poll = &poll,
                            .n_mentions = 1,
                            .n_attachments = 1,
                            .mention_ids = &stage->bo,
                            .attachment_ids = &stage->picture };
}

static void
edit_text (Stage *stage)
{
  MootStatusDraft draft = same_as_before (stage);

  draft.content = "<p>other</p>";
  edit_with (stage, &draft, TRUE);
}

static void
edit_nothing (Stage *stage)
{
  MootStatusDraft draft = same_as_before (stage);

  edit_with (stage, &draft, FALSE);
}

static void
edit_language (Stage *stage)
{
  MootStatusDraft draft = same_as_before (stage);

  draft.language = "de";
  edit_with (stage, &draft, TRUE);
}

static void
edit_media_away (Stage *stage)
{
  MootStatusDraft draft = same_as_before (stage);

  draft.n_attachments = 0;
  edit_with (stage, &draft, TRUE);
}

static void
edit_poll_away (Stage *stage)
{
  MootStatusDraft draft = same_as_before (stage);

  draft.poll = NULL;
  edit_with (stage, &draft, TRUE);
}

static void
edit_tags_and_mentions_away (Stage *stage)
{
  MootStatusDraft draft = same_as_before (stage);

  draft.text = draft.content = "none";
  draft.tags = NULL;
  draft.n_mentions = 0;
  edit_with (stage, &draft, TRUE);
}

static void
describe_picture (Stage *stage)
{
  moot_attachment_note (DB (stage), stage->picture, stage->ada, "a cow", NULL, NULL);
}

void
stage_interact (Stage           *stage,
                MootInteraction  what,
                gint64           who,
                gboolean         wanted)
{
  g_autoptr (GError) error = NULL;

  moot_interaction_set (DB (stage), what, who, stage->status, wanted, NOW, &error);
  g_assert_no_error (error);
}

static void
favourite (Stage *stage)
{
  stage_interact (stage, MOOT_INTERACTION_FAVOURITE, stage->bo, TRUE);
}

static void
unfavourite (Stage *stage)
{
  stage_interact (stage, MOOT_INTERACTION_FAVOURITE, stage->bo, FALSE);
}

static void
bookmark (Stage *stage)
{
  stage_interact (stage, MOOT_INTERACTION_BOOKMARK, stage->bo, TRUE);
}

static void
pin (Stage *stage)
{
  stage_interact (stage, MOOT_INTERACTION_PIN, stage->ada, TRUE);
}

static void
unpin (Stage *stage)
{
  stage_interact (stage, MOOT_INTERACTION_PIN, stage->ada, FALSE);
}

static void
mute_thread (Stage *stage)
{
  stage_interact (stage, MOOT_INTERACTION_MUTE_THREAD, stage->bo, TRUE);
}

static void
delete_reply (Stage *stage)
{
  g_assert_true (moot_status_delete (DB (stage), stage->reply, NULL));
}

static void
unboost (Stage *stage)
{
  g_assert_true (moot_status_unboost (DB (stage), stage->bo, stage->status, NULL));
}

static void
delete_status (Stage *stage)
{
  g_assert_true (moot_status_delete (DB (stage), stage->status, NULL));
}

static void
rename_author (Stage *stage)
{
  store_fixture_execute (stage->fixture, "UPDATE account SET display_name = 'Ada L.'");
}

static void
move_mentioned (Stage *stage)
{
  store_fixture_execute (stage->fixture, "UPDATE account SET url = 'https://x' WHERE username = 'bo'");
}

static void
post_more (Stage *stage)
{
  const MootStatusDraft draft = { .account_id = stage->ada, .content = "more" };

  stage_post (stage, &draft); /* counts in the account */
}

static void
vote (Stage *stage)
{
  g_autoptr (GError) error = NULL;
  const gint64 choices[] = { 1 };

  moot_poll_vote (DB (stage), stage_count (stage, "SELECT MAX(id) FROM poll"), stage->bo, choices,
                  1, NOW, &error);
  g_assert_no_error (error);
}

/* clang-format off */
const StageChange stage_changes[] = {
  { "edit-text", edit_text, TRUE },
  { "edit-nothing", edit_nothing, FALSE },
  { "edit-language", edit_language, TRUE },
  { "edit-media-away", edit_media_away, TRUE },
  { "edit-poll-away", edit_poll_away, TRUE },
  { "edit-tags-and-mentions-away", edit_tags_and_mentions_away, TRUE },
  { "describe-picture", describe_picture, TRUE },
  { "favourite", favourite, TRUE },
  { "unfavourite", unfavourite, FALSE },
  { "bookmark", bookmark, TRUE },
  { "pin", pin, FALSE },
  { "unpin", unpin, FALSE },
  { "mute-thread", mute_thread, TRUE },
  { "delete-reply", delete_reply, TRUE },
  { "unboost", unboost, TRUE },
  { "delete", delete_status, TRUE },
  { "rename-author", rename_author, TRUE },
  { "move-mentioned", move_mentioned, TRUE },
  { "post-more", post_more, TRUE },
  { "vote", vote, TRUE },
};
/* clang-format on */

const guint stage_n_changes = G_N_ELEMENTS (stage_changes);

void
stage_change (Stage      *stage,
              const char *name)
{
  for (guint i = 0; i < stage_n_changes; i++)
    if (g_str_equal (stage_changes[i].name, name))
      {
        stage_changes[i].change (stage);
        return;
      }
  g_error ("there is no change '%s'", name);
}
