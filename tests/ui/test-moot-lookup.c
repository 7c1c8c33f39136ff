/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What can be looked up in the co-op, with the server there and away. */
#include "room-fixture.h"

#include "moot-bylaws-json.h"
#include "moot-bylaws-text.h"
#include "moot-calendar-save.h"
#include "moot-line-diff.h"
#include "moot-look-page.h"
#include "moot-moot-page.h"
#include "moot-moot-search.h"
#include "moot-news-page.h"
#include "moot-proposal-page.h"
#include "moot-rulebook-page.h"
#include "moot-task-row.h"
#include "moot-versions-page.h"

#include <glib/gstdio.h>
#include <string.h>

static GtkWidget *
find_row (RoomFixture *self,
          const char  *text)
{
  GtkWidget *label = room_find_text (self->page, text);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
}

static void
choose (RoomFixture *self,
        guint        n,
        guint        choice)
{
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (self->page, GTK_TYPE_DROP_DOWN, n)), choice);
}

static void
search (RoomFixture *self,
        const char  *words)
{
  GtkWidget *entry = room_find_type (self->page, GTK_TYPE_SEARCH_ENTRY, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  g_signal_emit_by_name (entry, "activate");
}

/* What was decided about something leads to its proposal; what holds comes first. */
static void
test_rulebook (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_rulebook_page_new (fixture.client), 360, 700);
  room_wait_text (&fixture, "In force since 8 August 2026, ends soon · to be reviewed on 4 "
                            "December 2026 · #federation");
  g_assert_null (room_find_text (fixture.page, "Not adopted on"));
  g_assert_true (gtk_widget_activate (find_row (&fixture, "In force since")));
  room_wait_opened (&fixture, "open-proposal 510");

  choose (&fixture, 0, 4);
  room_wait_text (&fixture, "Not adopted on 8 September 2026");
  g_assert_null (room_find_text (fixture.page, "In force since"));
  choose (&fixture, 0, 5);
  room_wait_text (&fixture, "In force since");

  search (&fixture, "moderators");
  room_wait_no_text (&fixture, "Not adopted on");
  room_wait_text (&fixture, "In force since");
  search (&fixture, "cats");
  room_wait_text (&fixture, "Nothing was decided about this.");
  search (&fixture, "");
  room_wait_text (&fixture, "In force since");
  room_fixture_tear_down (&fixture);
}

/* The rules hold while the server is away: they are looked through here. */
static void
test_rulebook_offline (void)
{
  g_autofree char *folder = g_dir_make_tmp ("folkmoot-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  MootCache *cache = moot_cache_open (path, NULL);
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  moot_client_set_keep (fixture.client, cache, "ada");
  room_fixture_show (&fixture, moot_rulebook_page_new (fixture.client), 500, 700);
  room_wait_text (&fixture, "In force since");
  room_server_set_down (fixture.server, TRUE);
  search (&fixture, "MODERATORS year");
  room_wait_text (&fixture, "The server cannot be reached.");
  room_wait_text (&fixture, "In force since");
  search (&fixture, "cats");
  room_wait_text (&fixture, "Nothing was decided about this.");
  room_wait_text (&fixture, "The server cannot be reached.");
  room_server_set_down (fixture.server, FALSE);
  search (&fixture, "moderators");
  room_wait_text (&fixture, "In force since");
  room_wait_no_text (&fixture, "The server cannot be reached.");
  room_fixture_tear_down (&fixture);
  moot_cache_unref (cache);
  g_remove (path);
  g_rmdir (folder);
}

/* Bylaws -------------------------------------------------------------------------------------- */

static void
press_check (RoomFixture *self,
             gboolean     active)
{
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (self->page, GTK_TYPE_CHECK_BUTTON, 0)), active);
}

/* They are read by chapters; each version says what it changed, and by which decision. */
static void
test_bylaws (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_bylaws_page_new (fixture.client), 360, 800);
  room_wait_text (&fixture, "In an Emergency");
  g_assert_nonnull (room_find_text (fixture.page, "In force since"));
  g_assert_nonnull (room_find_text (fixture.page, "Ordinary decision"));
  g_assert_nonnull (room_find_text (fixture.page, "Office: Moderation"));
  g_assert_nonnull (room_find_text (fixture.page, "It is held for 12 months."));
  g_assert_nonnull (room_find_text (fixture.page, "After 14 days it lapses unless a decision "
                                                  "keeps it."));
  room_press (&fixture, "See the Decision");
  room_wait_opened (&fixture, "open-proposal 510");

  press_check (&fixture, TRUE);
  room_wait_text (&fixture, "It is held for 24 months.");
  room_wait_no_text (&fixture, "Spending");
  g_assert_nonnull (room_find_text (fixture.page, "It is held for 12 months."));
  g_assert_nonnull (room_find_text (fixture.page, "Nobody acts before it is decided."));

  choose (&fixture, 0, 1);
  room_wait_text (&fixture, " until ");
  room_wait_text (&fixture, "Spending");
  g_assert_nonnull (room_find_text (fixture.page, "It is held for 24 months."));
  g_assert_null (room_find_text (fixture.page, "It is held for 12 months."));
  g_assert_null (room_find_button (fixture.page, "See the Decision"));
  room_fixture_tear_down (&fixture);
}

/* Whatever a change of the bylaws touches is to be read in the difference. */
static void
test_every_difference (void)
{
  static const char *const before =
    "{\"default\":\"consent\",\"classes\":[{\"id\":\"ordinary\",\"rule\":\"consent\"},{\"id\":"
    "\"bylaw\",\"rule\":\"consent\"},{\"id\":\"spending\",\"rule\":\"supermajority\","
    "\"threshold\":[2,3],\"quorum\":{\"kind\":\"cast\",\"percent\":20},\"min_discussion_days\":4,"
    "\"min_voting_days\":7,\"ballot\":\"L0\"}],\"roles\":[{\"id\":\"treasurer\",\"seats\":1,"
    "\"term_months\":12,\"class\":\"bylaw\"}]}";
  /* clang-format off */
  static const struct { const char *old; const char *new; const char *says; } changes[] = {
    { "\"default\":\"consent\"", "\"default\":\"majority_simple\"", "In General" },
    { "\"threshold\":[2,3]", "\"threshold\":[3,4]", "Spending" },
    { "\"percent\":20", "\"percent\":30", "Spending" },
    { "\"min_discussion_days\":4", "\"min_discussion_days\":5", "Spending" },
    { "\"min_voting_days\":7", "\"min_voting_days\":8", "Spending" },
    { "\"ballot\":\"L0\"", "\"ballot\":\"L1\"", "Spending" },
    { "\"ballot\":\"L0\"", "\"ballot\":\"L0\",\"electorate\":\"members\"", "Spending" },
    { "\"ballot\":\"L0\"", "\"ballot\":\"L0\",\"excludes_subject\":true", "Spending" },
    { "\"ballot\":\"L0\"", "\"ballot\":\"L0\",\"limit_minor\":500", "Spending" },
    { "\"ballot\":\"L0\"", "\"ballot\":\"L0\",\"challenge_days\":3", "Spending" },
    { "\"ballot\":\"L0\"", "\"ballot\":\"L0\",\"reminders\":[\"-48h\"]", "Spending" },
    { "\"id\":\"spending\"", "\"id\":\"large\"", "Spending" },
    { "\"seats\":1", "\"seats\":2", "Office: Treasury" },
    { "\"term_months\":12", "\"term_months\":0", "Office: Treasury" },
    { "\"class\":\"bylaw\"", "\"class\":\"spending\"", "Office: Treasury" },
  };
  /* clang-format on */
  g_autoptr (GError) error = NULL;
  g_autoptr (MootBylaws) old = moot_bylaws_from_text (before, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) text = g_string_new (before);
      g_autoptr (MootBylaws) new = NULL;
      GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

      g_assert_cmpuint (g_string_replace (text, changes[i].old, changes[i].new, 1), ==, 1);
      new = moot_bylaws_from_text (text->str, &error);
      g_assert_no_error (error);
      if (moot_bylaws_text_fill_changes (GTK_BOX (box), old, new, "GBP") == 0)
        g_error ("%s is not told", changes[i].new);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (
                         i == 11 ? gtk_widget_get_last_child (box)
                                 : gtk_widget_get_first_child (box)))),
                       ==, changes[i].says);
      g_object_unref (box);
      box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
      g_assert_cmpuint (moot_bylaws_text_fill_changes (GTK_BOX (box), new, new, "GBP"), ==, 0);
      g_object_unref (box);
    }
}

/* Who votes about the bylaws sees the difference on the proposal. */
static void
test_bylaws_proposal (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "room", "bylaws-2.json", NULL);
  g_autofree char *file = NULL;
  g_autofree char *rules = NULL;
  g_autofree char *effect = NULL;
  g_autoptr (JsonNode) version = NULL;
  RoomFixture fixture;

  g_assert_true (g_file_get_contents (path, &file, NULL, NULL));
  version = json_from_string (file, NULL);
  rules = json_to_string (json_object_get_member (json_node_get_object (version), "rules"), FALSE);
  effect = g_strdup_printf ("{\"type\":\"bylaws\",\"params\":{\"base_version\":\"1\",\"rules\":%s},"
                            "\"executed_at\":null}",
                            rules);
  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "proposals-open", "512", "effect", effect);
  room_fixture_show (&fixture, moot_proposal_page_new (fixture.client, "512"), 360, 900);
  room_wait_text (&fixture, "What Would Change in the Bylaws");
  g_assert_nonnull (room_find_text (fixture.page, "It is held for 24 months."));
  g_assert_nonnull (room_find_text (fixture.page, "It is held for 12 months."));
  room_fixture_tear_down (&fixture);
}

/* Texts --------------------------------------------------------------------------------------- */

static void
test_line_diff (void)
{
  /* clang-format off */
  static const struct { const char *before; const char *after; const char *expected; } rows[] = {
    { "a b c", "a b c", "=a =b =c" },
    { "a b c", "a c",   "=a -b =c" },
    { "a c",   "a b c", "=a +b =c" },
    { "a b c", "a x c", "=a -b +x =c" },
    { "a b",   "b a",   "-a =b +a" },
    { "x",     "y",     "-x +y" },
    { "a a b", "a b b", "=a -a +b =b" },
  };
  /* clang-format on */

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) before = g_strsplit (rows[i].before, " ", -1);
      g_auto (GStrv) after = g_strsplit (rows[i].after, " ", -1);
      g_autoptr (GArray) lines = moot_line_diff_compare ((const char *const *) before,
                                                         (const char *const *) after);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint n = 0; n < lines->len; n++)
        g_string_append_printf (found, "%s%c%s", n > 0 ? " " : "",
                                "=-+"[g_array_index (lines, MootLine, n).change],
                                g_array_index (lines, MootLine, n).text);
      g_assert_cmpstr (found->str, ==, rows[i].expected);
    }
}

static void
test_versions (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_discussion_versions_new (fixture.client, "300"), 360, 700);
  room_wait_text (&fixture, "It must be clear to everybody.");
  g_assert_nonnull (room_find_text (fixture.page, "Version 2"));
  g_assert_null (room_find_text (fixture.page, "How do we treat large servers?"));
  press_check (&fixture, TRUE);
  room_wait_text (&fixture, "How do we treat large servers?");
  g_assert_nonnull (room_find_text (fixture.page, "How do we treat large corporate servers?"));
  choose (&fixture, 0, 1);
  room_wait_text (&fixture, "Written by Ada Okafor");
  room_wait_no_text (&fixture, "It must be clear to everybody.");
  room_fixture_tear_down (&fixture);
}

/* Tasks --------------------------------------------------------------------------------------- */

static void
test_tasks (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_tasks_page_new (fixture.client), 360, 700);
  room_wait_text (&fixture, "Call the election of moderators");
  g_assert_nonnull (room_find_text (fixture.page, "Yours, was due on 28 October 2026"));
  g_assert_null (room_find_text (fixture.page, "Redraft with the blocker"));
  g_assert_true (gtk_widget_activate (find_row (&fixture, "Call the election of moderators")));
  room_wait_opened (&fixture, "open-proposal 510");
  press_check (&fixture, TRUE);
  room_wait_written (&fixture, "POST /tasks/802/done");
  room_wait_text (&fixture, "There is no such task.");

  choose (&fixture, 0, 2);
  room_wait_text (&fixture, "Tell the members");
  press_check (&fixture, FALSE);
  room_wait_written (&fixture, "POST /tasks/802/undone");
  room_wait_no_text (&fixture, "Call the election of moderators");

  choose (&fixture, 0, 1);
  room_wait_text (&fixture, "due on 18 November 2026");
  room_press (&fixture, "Take It Over");
  room_wait_written (&fixture, "PATCH /tasks/801 {\"owner_id\":\"42\"}");
  room_wait_text (&fixture, "Yours, due on 18 November 2026");
  room_fixture_tear_down (&fixture);
}

/* What the server did not take is taken back; the room of the co-op shows what is mine. */
static void
test_tasks_at_home (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_moot_page_new (fixture.client), 1000, 900);
  room_wait_text (&fixture, "My Tasks");
  g_assert_nonnull (room_find_text (fixture.page, "Call the election of moderators"));
  room_server_set_down (fixture.server, TRUE);
  press_check (&fixture, TRUE);
  room_wait_opened (&fixture,
                    "toast The server cannot be reached.  Check your connection and try again.");
  g_assert_false (gtk_check_button_get_active (
    GTK_CHECK_BUTTON (room_find_type (fixture.page, GTK_TYPE_CHECK_BUTTON, 0))));
  g_assert_true (gtk_widget_activate (find_row (&fixture, "Rulebook")));
  room_wait_opened (&fixture, "open-rulebook");
  room_fixture_tear_down (&fixture);
}

/* Search and news ------------------------------------------------------------------------------ */

static void
test_search (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_moot_search_new (fixture.client), 360, 700);
  room_wait_text (&fixture, "Finds what was discussed");
  g_assert_cmpuint (room_server_count (fixture.server, "GET /search"), ==, 0);
  search (&fixture, "servers");
  room_wait_text (&fixture, "Comment · ");
  g_assert_true (gtk_widget_activate (find_row (&fixture, "Comment · ")));
  room_wait_opened (&fixture, "open-discussion 300");
  g_assert_true (gtk_widget_activate (find_row (&fixture, "Proposal · ")));
  room_wait_opened (&fixture, "open-proposal 512");
  choose (&fixture, 0, 3);
  room_wait_no_text (&fixture, "Comment · ");
  search (&fixture, "cats");
  room_wait_text (&fixture, "Nothing was found.");
  room_fixture_tear_down (&fixture);
}

static gboolean
count_text (GtkWidget *widget,
            gpointer   data)
{
  if (GTK_IS_LABEL (widget) && room_is_visible (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), "moved on") != NULL)
    (*(guint *) data)++;
  return FALSE;
}

/* A digest says once how much is in it; a vote has a way to its ballot while it waits for one. */
static void
check_news (RoomFixture *fixture)
{
  guint n = 0;

  room_wait_text (fixture, "Something was said in 1 discussion · 1 proposal moved on · ");
  ui_find (fixture->page, count_text, &n);
  g_assert_cmpuint (n, ==, 1);
  room_wait_text (fixture, "This vote does not wait for you any more · ");
  room_press (fixture, "Vote Now"); /* of one only, or it would be the other */
  room_wait_opened (fixture, "vote 512");
}

static void
test_news (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_news_page_new (fixture.client), 360, 800);
  room_wait_text (&fixture, "Voting goes on, and your vote is missing");
  g_assert_nonnull (room_find_text (fixture.page, " answered you · "));
  check_news (&fixture);
  g_assert_nonnull (room_find_text (fixture.page, "New discussion · 4 new comments"));
  g_assert_nonnull (room_find_text (fixture.page, "Voting is open"));
  g_assert_true (gtk_widget_activate (find_row (&fixture, "Voting goes on")));
  room_wait_opened (&fixture, "open-proposal 512");
  choose (&fixture, 0, 1);
  room_wait_written (&fixture, "PUT /digest {\"frequency\":\"daily\"}");
  room_press (&fixture, "I Have Seen This");
  room_wait_written (&fixture, "POST /notifications/clear {\"up_to\":\"72\"}");
  room_wait_written (&fixture, "PUT /digest {\"seen_until\":\"2026-10-30T12:00:00.000Z\"}");
  room_wait_text (&fixture, "There is no news for you.");
  room_wait_text (&fixture, "Nothing happened in the discussions and proposals.");
  room_fixture_tear_down (&fixture);
}

/* The days of a vote and of an election go into a calendar, whatever their titles are. */
static void
test_calendar (void)
{
  g_autoptr (MootProposal) proposal = g_object_new (MOOT_TYPE_PROPOSAL, NULL);
  g_autoptr (MootContest) contest = g_object_new (MOOT_TYPE_CONTEST, NULL);
  g_autofree char *vote = NULL;
  g_autofree char *election = NULL;

  proposal->id = g_strdup ("512");
  proposal->title = g_strdup ("Cats, dogs; and\nmice");
  proposal->uri = g_strdup ("https://moot.example/coop/p/512");
  proposal->state = g_strdup ("open");
  proposal->opens_at = 1793178000000;
  proposal->closes_at = 1793782800000;
  vote = moot_calendar_save_dup_proposal (proposal);
  g_assert_nonnull (strstr (vote, "\r\nUID:vote-ends-512@moot.example\r\n"));
  g_assert_nonnull (strstr (vote, "\r\nSUMMARY:Vote ends: Cats\\, dogs\\; and\\nmice\r\n"));
  g_assert_nonnull (strstr (vote, "\r\nDTSTART:20261104T090000Z\r\n"));
  g_assert_null (strstr (vote, "Vote opens"));

  contest->id = g_strdup ("3");
  contest->title = g_strdup ("Steering circle 2026");
  contest->opens_at = 1793178000000;
  contest->closes_at = 1793782800000;
  election = moot_calendar_save_dup_contest (contest, "https://moot.example");
  g_assert_nonnull (strstr (election, "\r\nUID:election-ends-3@moot.example\r\n"));
  g_assert_nonnull (strstr (election, "\r\nSUMMARY:Election begins: Steering circle 2026\r\n"));
  g_assert_null (strstr (election, "Nominations"));
  g_assert_true (g_str_has_suffix (election, "\r\nEND:VCALENDAR\r\n"));
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add_func ("/moot/rulebook", test_rulebook);
  g_test_add_func ("/moot/rulebook-offline", test_rulebook_offline);
  g_test_add_func ("/moot/bylaws", test_bylaws);
  g_test_add_func ("/moot/every-difference", test_every_difference);
  g_test_add_func ("/moot/bylaws-proposal", test_bylaws_proposal);
  g_test_add_func ("/moot/line-diff", test_line_diff);
  g_test_add_func ("/moot/versions", test_versions);
  g_test_add_func ("/moot/tasks", test_tasks);
  g_test_add_func ("/moot/tasks-at-home", test_tasks_at_home);
  g_test_add_func ("/moot/search", test_search);
  g_test_add_func ("/moot/news", test_news);
  g_test_add_func ("/moot/calendar", test_calendar);
  return g_test_run ();
}
