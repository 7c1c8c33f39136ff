/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The room: what is in it, in which order, and what happens when the server is away. */
#include "room-fixture.h"

#include "moot-class-choice.h"
#include "moot-comment-row.h"
#include "moot-discussion-editor.h"
#include "moot-discussion-page.h"
#include "moot-discussion-row.h"
#include "moot-moot-page.h"
#include "moot-proposal-editor.h"
#include "moot-proposal-row.h"
#include "moot-text-field.h"

#include <glib/gstdio.h>

static void
keep_id_cb (GtkWidget   *page,
            const char  *id,
            char       **out_id)
{
  g_free (*out_id);
  *out_id = g_strdup (id);
}

static void
test_room (void)
{
  g_autofree char *opened = NULL;
  RoomFixture fixture;
  GtkWidget *row;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_moot_page_new (fixture.client), 1000, 900);
  room_wait_text (&fixture, "Limit threads.example for 6 months");

  /* what waits for my vote comes first, whatever closes sooner */
  row = room_find_type (fixture.page, MOOT_TYPE_PROPOSAL_ROW, 0);
  g_assert_cmpstr (moot_proposal_row_get_id (MOOT_PROPOSAL_ROW (row)), ==, "512");
  g_assert_nonnull (room_find_text (row, "You have not voted yet"));
  g_assert_nonnull (room_find_text (row, "6 of 42 have voted; 3 more are needed for the quorum"));
  g_assert_nonnull (room_find_text (row, "Voting closes in 5 days, on "));
  row = room_find_type (fixture.page, MOOT_TYPE_PROPOSAL_ROW, 1);
  g_assert_nonnull (room_find_text (row, "You have voted"));
  g_assert_nonnull (room_find_text (row, "31 of 42 have voted; the quorum is reached"));
  row = room_find_type (fixture.page, MOOT_TYPE_PROPOSAL_ROW, 2);
  g_assert_nonnull (room_find_text (row, "To be discussed for 2 days, until "));
  g_assert_nonnull (room_find_text (fixture.page, "Not adopted: blocked"));
  g_assert_nonnull (room_find_text (fixture.page, "Adopted"));

  row = room_find_type (fixture.page, MOOT_TYPE_DISCUSSION_ROW, 0);
  g_assert_cmpstr (moot_discussion_row_get_id (MOOT_DISCUSSION_ROW (row)), ==, "300");
  g_assert_nonnull (room_find_text (row, "2 new comments"));
  g_assert_nonnull (room_find_text (row, "by Ada Okafor"));

  g_signal_connect (fixture.page, "open-discussion", G_CALLBACK (keep_id_cb), &opened);
  gtk_widget_activate (row);
  g_assert_cmpstr (opened, ==, "300");
  room_fixture_tear_down (&fixture);
}

/* A server with a wrong clock is no server to be on time with. */
static void
test_wrong_clock (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "coop", NULL, "clock_error", "7260");
  room_fixture_show (&fixture, moot_moot_page_new (fixture.client), 360, 900);
  room_wait_text (&fixture, "The clock of the co-op’s computer is 121 minutes slow.");
  room_fixture_tear_down (&fixture);
}

/* Nothing there, and nobody can be reached. */
static void
test_empty_and_offline (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_set (fixture.server, "proposals-open", "[]");
  room_server_set (fixture.server, "proposals-over", "[]");
  room_server_set (fixture.server, "discussions", "[]");
  room_fixture_show (&fixture, moot_moot_page_new (fixture.client), 400, 600);
  room_wait_text (&fixture, "Nothing to Decide Yet");
  g_assert_nonnull (room_find_button (fixture.page, "Start a Discussion"));

  room_server_set_down (fixture.server, TRUE);
  moot_moot_page_refresh (MOOT_MOOT_PAGE (fixture.page));
  room_wait_text (&fixture, "The server cannot be reached.");
  room_fixture_tear_down (&fixture);
}

static void
test_discussion (void)
{
  g_autofree char *opened = NULL;
  RoomFixture fixture;
  GtkWidget *field;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_discussion_page_new (fixture.client, "300"), 1000, 900);
  room_wait_text (&fixture, "How do we treat large corporate servers?");
  g_assert_nonnull (room_find_text (fixture.page, "Begun by Ada Okafor"));
  g_assert_nonnull (room_find_text (fixture.page, "What should the rule be?"));
  g_assert_nonnull (room_find_text (fixture.page, "Limit threads.example for 6 months"));
  g_signal_connect (fixture.page, "open-proposal", G_CALLBACK (keep_id_cb), &opened);
  gtk_widget_activate (room_find_type (fixture.page, MOOT_TYPE_PROPOSAL_ROW, 0));
  g_assert_cmpstr (opened, ==, "512");

  field = room_find_type (fixture.page, MOOT_TYPE_TEXT_FIELD, 0);
  moot_text_field_set_text (MOOT_TEXT_FIELD (field), "Let us vote.");
  room_press (&fixture, "Send");
  room_wait_written (&fixture, "POST /discussions/300/comments {\"body\":\"Let us vote.\"}");
  room_wait_text (&fixture, "just now");
  room_fixture_tear_down (&fixture);
}

/* What is on the page counts as read; the line above what was new stays while the page is open. */
static void
test_reading (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_discussion_page_new (fixture.client, "300"), 1000, 900);
  room_wait_text (&fixture, "New since you were here");
  room_wait_written (&fixture, "POST /discussions/300/read {\"ranges\":[[1,5]]}");
  moot_case_page_refresh (MOOT_CASE_PAGE (fixture.page));
  room_press (&fixture, "Reply");
  g_assert_nonnull (room_find_text (fixture.page, "New since you were here"));
  g_assert_cmpuint (room_server_count (fixture.server, "POST /discussions/300/read"), ==, 1);
  room_fixture_tear_down (&fixture);
}

/* One goes to what is new, and chooses how much one hears of it. */
static void
test_following (void)
{
  RoomFixture fixture;
  GtkWidget *focus;
  GtkDropDown *follow;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "discussions", "300", "notify", "\"quiet\"");
  room_server_edit (fixture.server, "discussions", "300", "pinned", "true");
  room_fixture_show (&fixture, moot_discussion_page_new (fixture.client, "300"), 360, 600);
  room_wait_text (&fixture, "New since you were here");
  g_assert_nonnull (room_find_text (fixture.page, "Pinned"));
  room_press (&fixture, "Go to What Is New");
  focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  focus = gtk_widget_get_ancestor (focus, MOOT_TYPE_COMMENT_ROW);
  g_assert_nonnull (focus);
  g_assert_cmpint (moot_comment_row_get_comment (MOOT_COMMENT_ROW (focus))->position, >=, 4);

  follow = GTK_DROP_DOWN (room_find_type (fixture.page, GTK_TYPE_DROP_DOWN, 0));
  g_assert_cmpuint (gtk_drop_down_get_selected (follow), ==, 2);
  gtk_drop_down_set_selected (follow, 0);
  room_wait_written (&fixture, "POST /discussions/300/notify {\"notify\":\"loud\"}");
  room_fixture_tear_down (&fixture);
}

/* One's own comment can be changed and taken back; to others' there is an answer without words. */
static void
test_own_comment (void)
{
  RoomFixture fixture;
  GtkWidget *field;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "comments", "910", "author_id", "\"42\"");
  room_server_edit (fixture.server, "comments", "910", "body_source", "\"Six months.\"");
  room_fixture_show (&fixture, moot_discussion_page_new (fixture.client, "300"), 1000, 900);
  room_wait_text (&fixture, "Six months is long enough");
  field = room_find_type (fixture.page, MOOT_TYPE_TEXT_FIELD, 0);

  g_signal_emit_by_name (room_find_type (fixture.page, MOOT_TYPE_COMMENT_ROW, 1), "react", "🎉",
                         TRUE);
  room_wait_text (&fixture, "🎉 1");
  g_assert_true (room_server_was_told (
    fixture.server, "POST /comments/911/react {\"name\":\"🎉\",\"present\":true}"));
  room_press (&fixture, "🎉 1");
  room_wait_no_text (&fixture, "🎉 1");

  g_signal_emit_by_name (room_find_type (fixture.page, MOOT_TYPE_COMMENT_ROW, 0), "edit");
  g_assert_nonnull (room_find_text (fixture.page, "Changing your comment"));
  moot_text_field_set_text (MOOT_TEXT_FIELD (field), "Seven months.");
  room_press (&fixture, "Send");
  room_wait_text (&fixture, "Seven months.");
  room_wait_no_text (&fixture, "Changing your comment");
  g_assert_true (room_server_was_told (fixture.server,
                                       "PATCH /comments/910 {\"body\":\"Seven months.\"}"));
  room_fixture_tear_down (&fixture);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A new start of the app, with the same file on disk. */
static void
start_again (RoomFixture *fixture,
             const char  *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCache) cache = NULL;

  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->client);
  cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  fixture->client =
    moot_client_new (room_server_get_address (fixture->server), NULL, "token");
  moot_client_set_keep (fixture->client, cache, "ada@moot.example");
  room_fixture_show (fixture, moot_discussion_page_new (fixture->client, "300"), 500, 900);
}

static void
write_comment (RoomFixture *fixture,
               const char  *text)
{
  GtkWidget *field = room_find_type (fixture->page, MOOT_TYPE_TEXT_FIELD, 0);

  moot_text_field_set_text (MOOT_TEXT_FIELD (field), text);
  room_press (fixture, "Send");
  room_wait_text (fixture, "Waiting to be sent");
  g_assert_true (moot_text_field_is_empty (MOOT_TEXT_FIELD (field)));
}

/* What is said while the server is away outlives the app, and is there once when it is back; what
 * can no longer be said stays with the reason. */
static void
test_outbox (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("moot-outbox-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "cache.sqlite3", NULL);
  RoomFixture fixture;

  g_assert_no_error (error);
  room_fixture_set_up (&fixture);
  start_again (&fixture, path);
  room_wait_text (&fixture, "Six months is long enough");
  room_wait_written (&fixture, "POST /discussions/300/read");
  room_server_set_down (fixture.server, TRUE);
  write_comment (&fixture, "Said in the dark.");
  start_again (&fixture, path);
  room_wait_text (&fixture, "Six months is long enough");
  room_wait_text (&fixture, "Waiting to be sent");
  g_assert_nonnull (room_find_text (fixture.page, "Said in the dark."));

  room_server_set_down (fixture.server, FALSE);
  moot_case_page_refresh (MOOT_CASE_PAGE (fixture.page));
  room_wait_no_text (&fixture, "Waiting to be sent");
  room_wait_text (&fixture, "Said in the dark.");
  moot_case_page_refresh (MOOT_CASE_PAGE (fixture.page));
  start_again (&fixture, path);
  room_wait_text (&fixture, "Said in the dark.");
  room_wait_text (&fixture, "Six months is long enough");
  g_assert_nonnull (room_find_type (fixture.page, MOOT_TYPE_COMMENT_ROW, 5));
  g_assert_null (room_find_type (fixture.page, MOOT_TYPE_COMMENT_ROW, 6));

  room_server_set_down (fixture.server, TRUE);
  write_comment (&fixture, "Too late.");
  room_server_edit (fixture.server, "discussions", "300", "state", "\"locked\"");
  room_server_set_down (fixture.server, FALSE);
  moot_case_page_refresh (MOOT_CASE_PAGE (fixture.page));
  room_wait_text (&fixture, "This was not accepted: the discussion is locked");
  g_assert_nonnull (room_find_text (fixture.page, "Too late."));
  room_press (&fixture, "Discard");
  room_wait_no_text (&fixture, "Too late.");
  start_again (&fixture, path);
  room_wait_text (&fixture, "Said in the dark.");
  g_assert_null (room_find_text (fixture.page, "Too late."));
  room_fixture_tear_down (&fixture);
  remove_folder (folder);
}

/* However much was said, a page is read from what is new, and no more is asked for than that. */
static void
test_long_discussion (void)
{
  g_autoptr (GString) json = g_string_new ("[");
  RoomFixture fixture;

  for (guint i = 1; i <= 10000; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"%u\",\"discussion_id\":\"300\",\"author_id\":\"7\","
                            "\"position\":%u,\"body\":\"<p>Thought %u.</p>\","
                            "\"created_at\":\"" ROOM_SERVER_NOW "\"}",
                            i > 1 ? "," : "", 20000 + i, i, i);
  g_string_append_c (json, ']');
  room_fixture_set_up (&fixture);
  room_server_set (fixture.server, "comments", json->str);
  room_server_edit (fixture.server, "discussions", "300", "read",
                    "{\"ranges\":[[1,5000]],\"unread_count\":5000,\"first_unread_id\":"
                    "\"25001\"}");
  room_fixture_show (&fixture, moot_discussion_page_new (fixture.client, "300"), 500, 900);
  room_wait_text (&fixture, "Thought 5001.");
  g_assert_nonnull (room_find_text (fixture.page, "New since you were here"));
  g_assert_null (room_find_text (fixture.page, "Thought 4920."));
  g_assert_null (room_find_text (fixture.page, "Thought 5081."));
  g_assert_cmpuint (room_server_count (fixture.server, "GET /discussions/300/comments"), ==, 2);
  room_press (&fixture, "Show Later Comments");
  room_wait_text (&fixture, "Thought 5081.");
  room_press (&fixture, "Show Earlier Comments");
  room_wait_text (&fixture, "Thought 4920.");
  g_assert_null (room_find_text (fixture.page, "Thought 5161."));
  room_wait_written (&fixture, "POST /discussions/300/read {\"ranges\":[[4841,5160]]}");
  room_fixture_tear_down (&fixture);
}

static gboolean
is_dirty (RoomFixture *fixture)
{
  return moot_editor_form_get_dirty (
    MOOT_EDITOR_FORM (room_find_type (fixture->page, MOOT_TYPE_EDITOR_FORM, 0)));
}

static void
write_title_and_text (RoomFixture *fixture,
                      const char  *title,
                      const char  *text)
{
  MootEditorForm *form =
    MOOT_EDITOR_FORM (room_find_type (fixture->page, MOOT_TYPE_EDITOR_FORM, 0));

  moot_editor_form_set_title (form, title);
  moot_editor_form_set_text (form, text);
}

static void
test_new_discussion (void)
{
  g_autofree char *created = NULL;
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_discussion_editor_new (fixture.client), 500, 600);
  g_signal_connect (fixture.page, "created", G_CALLBACK (keep_id_cb), &created);
  g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Start Discussion")));
  write_title_and_text (&fixture, "Cats", "Shall the office have one?");
  g_assert_true (is_dirty (&fixture));

  room_server_set_down (fixture.server, TRUE);
  room_press (&fixture, "Start Discussion");
  room_wait_text (&fixture, "The server cannot be reached.");
  g_assert_null (created);
  room_server_set_down (fixture.server, FALSE);
  room_press (&fixture, "Start Discussion");
  room_wait_written (&fixture, "POST /discussions {\"title\":\"Cats\",\"context\":\"Shall the "
                               "office have one?\"}");
  room_wait_no_text (&fixture, "The server cannot be reached.");
  g_assert_cmpstr (created, ==, "400");
  g_assert_false (is_dirty (&fixture));
  room_fixture_tear_down (&fixture);
}

static void
select_class (RoomFixture *fixture,
              const char  *class)
{
  GtkWidget *choice = room_find_type (fixture->page, MOOT_TYPE_CLASS_CHOICE, 0);

  moot_class_choice_select (MOOT_CLASS_CHOICE (choice), class);
  g_assert_cmpstr (moot_class_choice_get_class (MOOT_CLASS_CHOICE (choice))->id, ==, class);
}

/* Every class of the bylaws can be looked at; what cannot be proposed says why. */
static void
test_new_proposal (void)
{
  g_autofree char *created = NULL;
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_proposal_editor_new (fixture.client, "300"), 500, 800);
  g_signal_connect (fixture.page, "created", G_CALLBACK (keep_id_cb), &created);
  room_wait_text (&fixture, "For everyday questions that can be changed again later.");
  g_assert_nonnull (room_find_text (fixture.page, "At least 20\u00a0% of the members must vote."));
  g_assert_nonnull (room_find_text (fixture.page, "It is discussed for at least 4 days before."));
  g_assert_nonnull (room_find_text (fixture.page, "All members see who voted how, and why."));
  write_title_and_text (&fixture, " Cats ", "Shall the office have one?");
  g_assert_true (gtk_widget_is_sensitive (room_find_button (fixture.page, "Propose")));

  select_class (&fixture, "election");
  g_assert_nonnull (room_find_text (fixture.page, "which cannot be held yet."));
  g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Propose")));
  select_class (&fixture, "spending");
  g_assert_nonnull (room_find_text (fixture.page, "Up to £250.00; more than that is decided as "
                                                  "“Ordinary decision”."));
  g_assert_nonnull (room_find_text (fixture.page, "Active members of the circle in charge vote."));
  g_assert_null (room_find_text (fixture.page, "which cannot be held yet."));

  room_server_set_down (fixture.server, TRUE);
  room_press (&fixture, "Propose");
  room_wait_text (&fixture, "The server cannot be reached.");
  g_assert_true (is_dirty (&fixture));
  room_server_set_down (fixture.server, FALSE);
  room_press (&fixture, "Propose");
  room_wait_written (&fixture, "POST /proposals {\"title\":\"Cats\",\"body_source\":\"Shall the "
                               "office have one?\",\"class\":\"spending\",\"results_visible\":"
                               "\"after_vote\",\"kind\":\"proposal\",\"discussion_id\":\"300\"}");
  room_wait_no_text (&fixture, "The server cannot be reached.");
  g_assert_cmpstr (created, ==, "600");
  g_assert_false (is_dirty (&fixture));
  room_fixture_tear_down (&fixture);
}

/* Who is to be expelled is named, and does not vote. */
static void
test_proposal_about_somebody (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "coop", NULL, "rules",
                    "{\"default\":\"consent\",\"classes\":[{\"id\":\"expulsion\",\"rule\":"
                    "\"supermajority\",\"threshold\":[2,3],\"min_voting_days\":7,\"ballot\":"
                    "\"L0\",\"excludes_subject\":true},{\"id\":\"bylaw\",\"rule\":\"consent\"},"
                    "{\"id\":\"ordinary\",\"rule\":\"consent\"}]}");
  room_fixture_show (&fixture, moot_proposal_editor_new (fixture.client, "300"), 500, 800);
  room_wait_text (&fixture, "For everyday questions that can be changed again later.");
  g_assert_null (room_find_text (fixture.page, "Whom It Is About"));
  select_class (&fixture, "expulsion");
  g_assert_nonnull (room_find_text (fixture.page, "Whom It Is About"));
  g_assert_nonnull (room_find_text (fixture.page, "The member it is about does not vote."));
  write_title_and_text (&fixture, "Goodbye", "For reasons.");
  g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Propose")));
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (fixture.page, GTK_TYPE_DROP_DOWN, 3)), 2);
  room_press (&fixture, "Propose");
  room_wait_written (&fixture,
                     "POST /proposals {\"title\":\"Goodbye\",\"body_source\":\"For reasons.\","
                     "\"class\":\"expulsion\",\"results_visible\":\"after_vote\","
                     "\"kind\":\"proposal\",\"subject_id\":\"9\","
                     "\"discussion_id\":\"300\"}");
  room_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add_func ("/moot/room", test_room);
  g_test_add_func ("/moot/wrong-clock", test_wrong_clock);
  g_test_add_func ("/moot/empty-and-offline", test_empty_and_offline);
  g_test_add_func ("/moot/discussion", test_discussion);
  g_test_add_func ("/moot/reading", test_reading);
  g_test_add_func ("/moot/following", test_following);
  g_test_add_func ("/moot/own-comment", test_own_comment);
  g_test_add_func ("/moot/outbox", test_outbox);
  g_test_add_func ("/moot/long-discussion", test_long_discussion);
  g_test_add_func ("/moot/new-discussion", test_new_discussion);
  g_test_add_func ("/moot/new-proposal", test_new_proposal);
  g_test_add_func ("/moot/proposal-about-somebody", test_proposal_about_somebody);
  return g_test_run ();
}
