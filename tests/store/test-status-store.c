/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What goes along with making, changing and deleting statuses. */
#include "moot-attachment-store.h"
#include "moot-error.h"
#include "moot-limits.h"
#include "moot-notification-store.h"
#include "moot-status.h"
#include "status-stage.h"

/* clang-format off */
static const struct
{
  const char *name;
  const char *change;
  const char *query;
  gint64 before;
  gint64 after;
} effects[] = {
  { "replies", "delete-reply", "SELECT replies_count FROM status WHERE visibility = 0 AND text LIKE 'hi%'", 1, 0 },
  { "boosts", "unboost", "SELECT reblogs_count FROM status WHERE text LIKE 'hi%'", 1, 0 },
  { "favourites", "favourite", "SELECT favourites_count FROM status WHERE text LIKE 'hi%'", 0, 1 },
  { "favourite-undone", "unfavourite", "SELECT favourites_count FROM status WHERE text LIKE 'hi%'", 0, 0 },
  { "author-count", "delete", "SELECT statuses_count FROM account WHERE username = 'ada'", 1, 0 },
  { "booster-count", "delete", "SELECT statuses_count FROM account WHERE username = 'bo'", 2, 1 },
  { "count-more", "post-more", "SELECT statuses_count FROM account WHERE username = 'ada'", 1, 2 },
  { "boost-gone", "delete", "SELECT COUNT(*) FROM status WHERE reblog_of_id IS NOT NULL", 1, 0 },
  { "reply-stays", "delete", "SELECT COUNT(*) FROM status WHERE text = 'yes'", 1, 1 },
  { "reply-orphan", "delete", "SELECT COUNT(*) FROM status WHERE in_reply_to_id IS NOT NULL", 1, 0 },
  { "home-gone", "delete", "SELECT COUNT(*) FROM home_entry", 4, 1 },
  { "media-free", "delete", "SELECT COUNT(*) FROM attachment WHERE status_id IS NULL", 0, 1 },
  { "poll-gone", "delete", "SELECT COUNT(*) FROM poll_option", 2, 0 },
  { "mention-told", "bookmark", "SELECT COUNT(*) FROM notification WHERE type = 'mention'", 1, 1 },
  { "follower-not-told-twice", "bookmark", "SELECT COUNT(*) FROM notification WHERE type = 'status'", 0, 0 },
  { "follower-told", "post-more", "SELECT COUNT(*) FROM notification WHERE type = 'status'", 0, 1 },
  { "boost-told", "bookmark", "SELECT COUNT(*) FROM notification WHERE type = 'reblog'", 1, 1 },
  { "boost-taken-back", "unboost", "SELECT COUNT(*) FROM notification WHERE type = 'reblog'", 1, 0 },
  { "favourite-told", "favourite", "SELECT COUNT(*) FROM notification WHERE type = 'favourite'", 0, 1 },
  { "edit-told", "edit-text", "SELECT COUNT(*) FROM notification WHERE type = 'update'", 0, 1 },
  { "edit-kept", "edit-text", "SELECT COUNT(*) FROM status_edit", 0, 2 },
  { "edit-nothing", "edit-nothing", "SELECT COUNT(*) FROM status_edit", 0, 0 },
  { "edit-nothing-told", "edit-nothing", "SELECT COUNT(*) FROM notification WHERE type = 'update'", 0, 0 },
  { "votes", "vote", "SELECT voters_count FROM poll", 0, 1 },
  { "votes-of-option", "vote", "SELECT votes_count FROM poll_option WHERE position = 1", 0, 1 },
  { "notifications-gone", "delete", "SELECT COUNT(*) FROM notification", 2, 0 },
};
/* clang-format on */

static void
test_effects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    {
      g_auto (Stage) stage = stage_new ();

      g_test_message ("%s", effects[i].name);
      g_assert_cmpint (stage_count (&stage, effects[i].query), ==, effects[i].before);
      stage_change (&stage, effects[i].change);
      g_assert_cmpint (stage_count (&stage, effects[i].query), ==, effects[i].after);
    }
}

/* Doing it again changes nothing. */
static void
test_again (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  stage_change (&stage, "favourite");
  stage_change (&stage, "favourite");
  g_assert_cmpint (stage_count (&stage, "SELECT SUM(favourites_count) FROM status"), ==, 1);
  g_assert_cmpint (stage_count (&stage, "SELECT COUNT(*) FROM notification "
                                        "WHERE type = 'favourite'"),
                   ==, 1);
  moot_status_boost (DB (&stage), SITE (&stage), stage.bo, stage.status, MOOT_VISIBILITY_PUBLIC,
                     NOW, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, ==, stage.boost);
  g_assert_cmpint (stage_count (&stage, "SELECT SUM(reblogs_count) FROM status"), ==, 1);
  stage_change (&stage, "unboost");
  stage_change (&stage, "unboost");
  g_assert_cmpint (stage_count (&stage, "SELECT SUM(reblogs_count) FROM status"), ==, 0);
  g_assert_false (moot_status_delete (DB (&stage), 1, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND);
}

/* clang-format off */
static const struct
{
  const char *name;
  const char *before;
  const char *type;
  gint64 told;
} notices[] = {
  { "plain", "", "favourite", 1 },
  { "blocked", "INSERT INTO block (account_id, target_id, created_at) VALUES (%1$s, %2$s, 1)", "favourite", 0 },
  { "blocked-by", "INSERT INTO block (account_id, target_id, created_at) VALUES (%2$s, %1$s, 1)", "favourite", 0 },
  { "muted", "INSERT INTO mute (account_id, target_id, created_at) VALUES (%1$s, %2$s, 1)", "favourite", 0 },
  { "muted-posts-only", "INSERT INTO mute (account_id, target_id, hide_notifications, created_at) "
    "VALUES (%1$s, %2$s, 0, 1)", "favourite", 1 },
  { "mute-over", "INSERT INTO mute (account_id, target_id, expires_at, created_at) VALUES (%1$s, %2$s, 5, 1)", "favourite", 1 },
  { "thread-muted", "INSERT INTO thread_mute (account_id, thread_id) VALUES (%1$s, %3$s)", "favourite", 0 },
  { "lives-elsewhere", "DELETE FROM user WHERE account_id = %1$s", "favourite", 0 },
};
/* clang-format on */

static void
test_notices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_auto (Stage) stage = stage_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *ada = g_strdup_printf ("%" G_GINT64_FORMAT, stage.ada);
      g_autofree char *bo = g_strdup_printf ("%" G_GINT64_FORMAT, stage.bo);
      g_autofree char *status = g_strdup_printf ("%" G_GINT64_FORMAT, stage.status);
      g_auto (GStrv) parts = g_strsplit (notices[i].before, "%1$s", -1);
      g_autofree char *first = g_strjoinv (ada, parts);
      g_auto (GStrv) more = g_strsplit (first, "%2$s", -1);
      g_autofree char *second = g_strjoinv (bo, more);
      g_auto (GStrv) last = g_strsplit (second, "%3$s", -1);
      g_autofree char *sql = g_strjoinv (status, last);

      g_test_message ("%s", notices[i].name);
      store_fixture_execute (stage.fixture, "DELETE FROM notification; %s", sql);
      moot_notification_raise (DB (&stage), stage.ada, notices[i].type, stage.bo, stage.status,
                               &error);
      g_assert_no_error (error);
      g_assert_cmpint (stage_count (&stage, "SELECT COUNT(*) FROM notification"), ==,
                       notices[i].told);
    }
}

static void
test_own_deed (void)
{
  g_auto (Stage) stage = stage_new ();

  store_fixture_execute (stage.fixture, "DELETE FROM notification");
  stage_interact (&stage, MOOT_INTERACTION_FAVOURITE, stage.ada, TRUE);
  g_assert_cmpint (stage_count (&stage, "SELECT COUNT(*) FROM notification"), ==, 0);
}

static void
test_poll_over (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (GError) error = NULL;
  guint n_announced = 0;

  stage_change (&stage, "vote");
  store_fixture_execute (stage.fixture, "DELETE FROM notification");
  moot_poll_announce_due (DB (&stage), NOW + 999, &n_announced, &error);
  g_assert_cmpuint (n_announced, ==, 0);
  moot_poll_announce_due (DB (&stage), NOW + 1000, &n_announced, &error);
  g_assert_cmpuint (n_announced, ==, 1);
  moot_poll_announce_due (DB (&stage), NOW + 2000, &n_announced, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_announced, ==, 0);
  g_assert_cmpint (stage_count (&stage, "SELECT COUNT(*) FROM notification WHERE type = 'poll'"),
                   ==, 2);
}

/* clang-format off */
static const struct
{
  const char *name;
  gint64 at; /* after the post */
  gint64 choices[3];
  gsize n_choices;
  gboolean multiple;
  gboolean by_author;
  const char *refusal; /* NULL: counts */
} votes[] = {
  { "one", 0, { 0 }, 1, FALSE, FALSE, NULL },
  { "last-option", 0, { 1 }, 1, FALSE, FALSE, NULL },
  { "last-moment", 999, { 1 }, 1, FALSE, FALSE, NULL },
  { "too-late", 1000, { 1 }, 1, FALSE, FALSE, "Validation failed: The poll has already ended" },
  { "two-of-one", 0, { 0, 1 }, 2, FALSE, FALSE, "Validation failed: You can choose exactly one option of this poll" },
  { "two", 0, { 0, 1 }, 2, TRUE, FALSE, NULL },
  { "none", 0, { 0 }, 0, TRUE, FALSE, "Validation failed: You can choose exactly one option of this poll" },
  { "unknown", 0, { 2 }, 1, FALSE, FALSE, "Validation failed: The chosen vote option does not exist" },
  { "negative", 0, { -1 }, 1, FALSE, FALSE, "Validation failed: The chosen vote option does not exist" },
  { "own", 0, { 0 }, 1, FALSE, TRUE, "Validation failed: You cannot vote in your own polls" },
};
/* clang-format on */

static void
test_votes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (votes); i++)
    {
      g_auto (Stage) stage = stage_new ();
      g_autoptr (GError) error = NULL;
      gboolean counts;

      g_test_message ("%s", votes[i].name);
      store_fixture_execute (stage.fixture, "UPDATE poll SET multiple = %d", votes[i].multiple);
      counts = moot_poll_vote (DB (&stage), stage_count (&stage, "SELECT id FROM poll"),
                               votes[i].by_author ? stage.ada : stage.bo, votes[i].choices,
                               votes[i].n_choices, NOW + votes[i].at, &error);
      g_assert_cmpint (counts, ==, votes[i].refusal == NULL);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, votes[i].refusal);
      if (!counts)
        continue;
      g_assert_false (moot_poll_vote (DB (&stage), stage_count (&stage, "SELECT id FROM poll"),
                                      stage.bo, votes[i].choices, 1, NOW, &error));
      g_assert_cmpstr (error->message, ==,
                       "Validation failed: You have already voted on this poll");
    }
}

static void
test_pins (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (GError) error = NULL;
  const MootStatusDraft draft = { .account_id = stage.ada, .content = "x" };
  const MootStatusDraft direct = { .account_id = stage.ada, .visibility = MOOT_VISIBILITY_DIRECT };

  for (guint i = 0; i < MOOT_MAX_PINNED_STATUSES; i++)
    g_assert_true (moot_interaction_set (DB (&stage), MOOT_INTERACTION_PIN, stage.ada,
                                         stage_post (&stage, &draft), TRUE, NOW, NULL));
  g_assert_false (moot_interaction_set (DB (&stage), MOOT_INTERACTION_PIN, stage.ada,
                                        stage_post (&stage, &draft), TRUE, NOW, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_interaction_set (DB (&stage), MOOT_INTERACTION_PIN, stage.ada, stage.reply,
                                        TRUE, NOW, &error));
  g_clear_error (&error);
  store_fixture_execute (stage.fixture, "DELETE FROM pin");
  g_assert_false (moot_interaction_set (DB (&stage), MOOT_INTERACTION_PIN, stage.ada,
                                        stage_post (&stage, &direct), TRUE, NOW, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static void
test_history (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) only =
    moot_status_load_history (DB (&stage), SITE (&stage), stage.status, &error);
  g_autoptr (GPtrArray) two = NULL;
  const MootStatusEdit *edit;

  g_assert_no_error (error);
  g_assert_cmpuint (only->len, ==, 1);
  stage_change (&stage, "edit-text");
  two = moot_status_load_history (DB (&stage), SITE (&stage), stage.status, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (two->len, ==, 2);
  edit = g_ptr_array_index (two, 0);
  g_assert_cmpstr (edit->content, ==, "<p>hi @bo #coop</p>");
  g_assert_cmpint (edit->created_at, ==, NOW);
  g_assert_cmpuint (edit->media_attachments->len, ==, 1);
  edit = g_ptr_array_index (two, 1);
  g_assert_cmpstr (edit->content, ==, "<p>other</p>");
  g_assert_cmpint (edit->created_at, ==, NOW + 5);
}

/* Media belong to whom uploaded them and to one status. */
static void
test_media_of_others (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;
  MootStatusDraft draft = { .account_id = stage.ada,
                            .attachment_ids = &stage.picture,
                            .n_attachments = 1 };

  g_assert_false (moot_status_create (DB (&stage), SITE (&stage), &draft, NOW, &id, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  stage_change (&stage, "delete");
  draft.account_id = stage.bo;
  g_assert_false (moot_status_create (DB (&stage), SITE (&stage), &draft, NOW, &id, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  draft.account_id = stage.ada;
  g_assert_true (moot_status_create (DB (&stage), SITE (&stage), &draft, NOW, &id, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/status/effects", test_effects);
  g_test_add_func ("/store/status/again", test_again);
  g_test_add_func ("/store/status/notices", test_notices);
  g_test_add_func ("/store/status/own-deed", test_own_deed);
  g_test_add_func ("/store/status/poll-over", test_poll_over);
  g_test_add_func ("/store/status/votes", test_votes);
  g_test_add_func ("/store/status/pins", test_pins);
  g_test_add_func ("/store/status/history", test_history);
  g_test_add_func ("/store/status/media-of-others", test_media_of_others);
  return g_test_run ();
}
