/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The room: what is in it, in which order, and what happens when the server is away. */
#include "room-fixture.h"

#include "moot-discussion-editor.h"
#include "moot-discussion-page.h"
#include "moot-discussion-row.h"
#include "moot-moot-page.h"
#include "moot-proposal-row.h"
#include "moot-text-field.h"

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

static void
test_new_discussion (void)
{
  g_autofree char *created = NULL;
  RoomFixture fixture;
  GtkWidget *field;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_discussion_editor_new (fixture.client), 500, 600);
  g_signal_connect (fixture.page, "created", G_CALLBACK (keep_id_cb), &created);
  g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Start Discussion")));
  gtk_editable_set_text (GTK_EDITABLE (room_find_type (fixture.page, GTK_TYPE_ENTRY, 0)), "Cats");
  field = room_find_type (fixture.page, MOOT_TYPE_TEXT_FIELD, 0);
  moot_text_field_set_text (MOOT_TEXT_FIELD (field), "Shall the office have one?");
  g_assert_true (moot_discussion_editor_get_dirty (MOOT_DISCUSSION_EDITOR (fixture.page)));

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
  g_assert_false (moot_discussion_editor_get_dirty (MOOT_DISCUSSION_EDITOR (fixture.page)));
  room_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add_func ("/moot/room", test_room);
  g_test_add_func ("/moot/empty-and-offline", test_empty_and_offline);
  g_test_add_func ("/moot/discussion", test_discussion);
  g_test_add_func ("/moot/new-discussion", test_new_discussion);
  return g_test_run ();
}
