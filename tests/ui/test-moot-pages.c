/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The room: what is in it, in which order, and what happens when the server is away. */
#include "room-fixture.h"

#include "moot-discussion-row.h"
#include "moot-moot-page.h"
#include "moot-proposal-row.h"

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

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add_func ("/moot/room", test_room);
  return g_test_run ();
}
