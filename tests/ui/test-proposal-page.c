/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A proposal: reading, voting end to end, what a refused vote looks like, the result explained. */
#include "room-fixture.h"

#include "moot-bar-chart.h"
#include "moot-bar.h"
#include "moot-proposal-page.h"
#include "moot-text-field.h"
#include "moot-vote-option.h"
#include "moot-vote-panel.h"

static void
set_up (RoomFixture *fixture,
        const char  *id)
{
  room_fixture_set_up (fixture);
  room_fixture_show (fixture, moot_proposal_page_new (fixture->client, id), 1000, 1000);
}

static void
choose (RoomFixture *fixture,
        const char  *option_id)
{
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *option = room_find_type (fixture->page, MOOT_TYPE_VOTE_OPTION, i);

      if (g_str_equal (moot_vote_option_get_id (MOOT_VOTE_OPTION (option)), option_id))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (option), TRUE);
    }
}

static void
write_reason (RoomFixture *fixture,
              const char  *text)
{
  GtkWidget *panel = room_find_type (fixture->page, MOOT_TYPE_VOTE_PANEL, 0);

  moot_text_field_set_text (MOOT_TEXT_FIELD (room_find_type (panel, MOOT_TYPE_TEXT_FIELD, 0)),
                            text);
}

static void
count_cb (GtkWidget *page,
          guint     *n)
{
  ++*n;
}

static void
test_reading (void)
{
  RoomFixture fixture;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "Limit threads.example for 6 months");
  g_assert_cmpstr (moot_case_page_get_title (MOOT_CASE_PAGE (fixture.page)), ==,
                   "Limit threads.example for 6 months");
  g_assert_nonnull (room_find_text (fixture.page, "By Ada Okafor · Voting is open · version 3"));
  g_assert_nonnull (room_find_text (fixture.page, "the federated timeline gets quieter;"));
  g_assert_nonnull (room_find_text (fixture.page, "at least 75 % of the votes for and against "
                                                  "agree and nobody blocks; a block is overridden "
                                                  "when 95 % agree."));
  g_assert_nonnull (room_find_text (fixture.page, "At least 9 members must vote."));
  g_assert_nonnull (room_find_text (fixture.page, "It breaks our principles"));
  g_assert_nonnull (room_find_text (fixture.page, "I can bring them: reports by server"));
  g_assert_nonnull (room_find_text (fixture.page, "This comment was removed."));
  g_assert_null (room_find_text (fixture.page, "How It Stands Now"));
  room_fixture_tear_down (&fixture);
}

/* Choose, look at it again, cast; the page then says so, and it can be changed. */
static void
test_voting (void)
{
  RoomFixture fixture;
  guint n_changed = 0;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "I support this.");
  g_signal_connect (fixture.page, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Cast Vote…")));

  choose (&fixture, "o1");
  write_reason (&fixture, "Reversible and reviewed.");
  room_press (&fixture, "Cast Vote…");
  g_assert_nonnull (room_find_text (fixture.page, "You are about to vote: Agree"));
  g_assert_nonnull (room_find_text (fixture.page, "All members see your name"));
  g_assert_cmpuint (room_server_count (fixture.server, "PUT"), ==, 0);

  room_press (&fixture, "Back");
  g_assert_cmpuint (room_server_count (fixture.server, "PUT"), ==, 0);
  room_press (&fixture, "Cast Vote…");
  room_press (&fixture, "Cast Vote");
  room_wait_written (&fixture, "PUT /proposals/512/ballot {\"choices\":[{\"option_id\":\"o1\","
                               "\"value\":1}],\"reason\":\"Reversible and reviewed.\","
                               "\"proposal_version\":3");
  room_wait_text (&fixture, "You voted on Fri 30 Oct, 12:00: Agree");
  g_assert_nonnull (room_find_text (fixture.page, "Reversible and reviewed."));
  g_assert_nonnull (room_find_text (fixture.page, "You can change your vote until Wed 4 Nov"));
  g_assert_nonnull (room_find_text (fixture.page, "7 of 42 have voted"));
  g_assert_cmpuint (n_changed, ==, 1);

  room_press (&fixture, "Change Vote…");
  choose (&fixture, "o2");
  room_press (&fixture, "Cast Vote…");
  room_press (&fixture, "Cast Vote");
  room_wait_text (&fixture, "You voted on Fri 30 Oct, 12:00: Abstain");
  room_fixture_tear_down (&fixture);
}

/* A block needs a reason: said at once, beside the box; what was chosen stays. */
static void
test_missing_reason (void)
{
  RoomFixture fixture;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "I support this.");
  choose (&fixture, "o4");
  g_assert_nonnull (room_find_text (fixture.page, "Your Reason (Needed for This Choice)"));
  write_reason (&fixture, "  \n ");
  room_press (&fixture, "Cast Vote…");
  g_assert_nonnull (room_find_text (fixture.page, "a reason is needed for this choice"));
  g_assert_null (room_find_text (fixture.page, "You are about to vote"));
  g_assert_cmpuint (room_server_count (fixture.server, "PUT"), ==, 0);

  write_reason (&fixture, "We would lose half of our readers.");
  g_assert_null (room_find_text (fixture.page, "a reason is needed for this choice"));
  room_press (&fixture, "Cast Vote…");
  g_assert_nonnull (room_find_text (fixture.page, "You are about to vote: Block"));
  room_fixture_tear_down (&fixture);
}

/* The server wants a reason where we did not know of it; its refusal stays on the page. */
static void
test_refused (void)
{
  RoomFixture fixture;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "I support this.");
  room_server_edit (fixture.server, "proposals-open", "512", "options",
                    "[{\"id\":\"o1\",\"key\":\"agree\",\"title\":\"Agree\",\"reason\":"
                    "\"required\"}]");
  choose (&fixture, "o1");
  room_press (&fixture, "Cast Vote…");
  room_press (&fixture, "Cast Vote");
  room_wait_text (&fixture, "The server did not accept this.  It says: “a reason is required”");
  moot_case_page_refresh (MOOT_CASE_PAGE (fixture.page));
  g_assert_true (ui_wait_frames (fixture.window, 3));
  g_assert_nonnull (room_find_text (fixture.page, "a reason is required"));
  g_assert_nonnull (room_find_text (fixture.page, "You are about to vote: Agree"));
  room_fixture_tear_down (&fixture);
}

/* The text changed while somebody was voting: the vote is not counted for the new one. */
static void
test_changed_meanwhile (void)
{
  RoomFixture fixture;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "I support this.");
  choose (&fixture, "o1");
  room_server_edit (fixture.server, "proposals-open", "512", "version", "4");
  room_press (&fixture, "Cast Vote…");
  room_press (&fixture, "Cast Vote");
  room_wait_text (&fixture, "It does not fit what is there now.");
  room_wait_text (&fixture, "version 4");
  g_assert_null (room_find_text (fixture.page, "You are about to vote"));
  g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Cast Vote…")));
  room_fixture_tear_down (&fixture);
}

static void
test_closed_meanwhile (void)
{
  RoomFixture fixture;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "I support this.");
  choose (&fixture, "o1");
  room_press (&fixture, "Cast Vote…");
  room_server_edit (fixture.server, "proposals-open", "512", "state", "\"decided\"");
  room_press (&fixture, "Cast Vote");
  room_wait_text (&fixture, "voting is closed");
  room_wait_text (&fixture, "Voting is closed; you did not vote.");
  room_fixture_tear_down (&fixture);
}

/* Chart, table, every check with its numbers, and our own count. */
static void
test_result (void)
{
  RoomFixture fixture;
  GtkWidget *chart;

  set_up (&fixture, "511");
  room_wait_text (&fixture, "Not adopted: blocked");
  g_assert_nonnull (room_find_text (fixture.page, "33 of 42 voted; 9 needed"));
  g_assert_nonnull (room_find_text (fixture.page, "24 of 31 votes for or against agree; 24 needed "
                                                  "(24·100 ≥ 31·75)"));
  g_assert_nonnull (room_find_text (fixture.page, "1 block; 24 of 31 agree and 30 would override "
                                                  "it (24·100 < 31·95)"));
  g_assert_nonnull (room_find_text (fixture.page, "Recounted here: the 33 ballots agree with the "
                                                  "server."));
  g_assert_nonnull (room_find_text (fixture.page, "Not adopted: one block stands."));

  chart = room_find_type (fixture.page, MOOT_TYPE_BAR_CHART, 0);
  g_assert_cmpuint (moot_bar_chart_get_n_bars (MOOT_BAR_CHART (chart)), ==, 4);
  g_assert_cmpfloat (moot_bar_get_share (MOOT_BAR (room_find_type (chart, MOOT_TYPE_BAR, 0))), ==,
                     1);
  g_assert_cmpfloat (moot_bar_get_share (MOOT_BAR (room_find_type (chart, MOOT_TYPE_BAR, 2))), ==,
                     0.25);
  g_assert_nonnull (room_find_text (chart, "24 votes, 77.42 %"));
  g_assert_nonnull (room_find_text (chart, "2 votes"));
  moot_bar_chart_set_table (MOOT_BAR_CHART (chart), TRUE);
  g_assert_null (room_find_type (chart, MOOT_TYPE_BAR, 0));
  g_assert_nonnull (room_find_text (chart, "Choice"));
  g_assert_nonnull (room_find_text (chart, "24 votes, 77.42 %"));
  room_fixture_tear_down (&fixture);
}

/* What the server says and what the ballots say are two things. */
static void
test_wrong_result (gconstpointer data)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  if (g_str_equal (data, "verdict"))
    room_server_edit (fixture.server, "tally-511", NULL, "verdict", "\"adopted\"");
  else
    room_server_set (fixture.server, "ballots-511",
                     "[{\"id\":\"1\",\"proposal_id\":\"511\",\"member_id\":\"1\",\"choices\":["
                     "{\"option_id\":\"o1\",\"value\":1}],\"latest\":true}]");
  room_fixture_show (&fixture, moot_proposal_page_new (fixture.client, "511"), 1000, 1000);
  room_wait_text (&fixture, "Tell the other members.");
  room_fixture_tear_down (&fixture);
}

static void
test_comment (void)
{
  RoomFixture fixture;
  GtkWidget *field;

  set_up (&fixture, "512");
  room_wait_text (&fixture, "Half of the people I follow are there.");
  field = room_find_type (fixture.page, MOOT_TYPE_TEXT_FIELD, 1);
  room_press (&fixture, "Reply");
  g_assert_nonnull (room_find_text (fixture.page, "Replying to Lee Björklund"));
  moot_text_field_set_text (MOOT_TEXT_FIELD (field), "A month would do.");

  /* away for a moment: nothing written is lost, and the second try is the same comment */
  room_server_set_down (fixture.server, TRUE);
  room_press (&fixture, "Send");
  room_wait_text (&fixture, "The server cannot be reached.");
  room_server_set_down (fixture.server, FALSE);
  room_press (&fixture, "Send");
  room_wait_written (&fixture, "POST /discussions/300/comments {\"body\":\"A month would do.\","
                               "\"parent_id\":\"910\"}");
  room_wait_no_text (&fixture, "Replying to Lee Björklund");
  room_wait_text (&fixture, "Ada Okafor");
  room_fixture_tear_down (&fixture);
}

/* Where no quorum is asked for, nobody counts for one. */
static void
test_no_quorum (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "proposals-open", "512", "rule", "{\"id\":\"lazy\"}");
  room_server_edit (fixture.server, "proposals-open", "512", "quorum",
                    "{\"kind\":\"none\",\"required\":0}");
  room_fixture_show (&fixture, moot_proposal_page_new (fixture.client, "512"), 1000, 1000);
  room_wait_text (&fixture, "Adopted when nobody disagrees or blocks; silence is assent.");
  g_assert_nonnull (room_find_text (fixture.page, "I leave it to the others."));
  g_assert_null (room_find_text (fixture.page, "quorum"));
  room_fixture_tear_down (&fixture);
}

static void
test_opening (void)
{
  RoomFixture fixture;

  set_up (&fixture, "514");
  room_wait_text (&fixture, "Voting has not begun yet.");
  g_assert_null (room_find_button (fixture.page, "Open Voting…"));
  g_assert_nonnull (room_find_text (fixture.page, "To be discussed for 2 days"));
  room_fixture_tear_down (&fixture);
}

/* Shown from what the server last said; a banner says how old; it comes back by itself. */
static void
test_offline (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_set_down (fixture.server, TRUE);
  room_fixture_show (&fixture, moot_proposal_page_new (fixture.client, "512"), 1000, 1000);
  room_wait_text (&fixture, "Not Connected");
  room_server_set_down (fixture.server, FALSE);
  room_press (&fixture, "Try Again");
  room_wait_text (&fixture, "I support this.");

  room_server_set_down (fixture.server, TRUE);
  moot_case_page_refresh (MOOT_CASE_PAGE (fixture.page));
  room_wait_text (&fixture, "You see what was there on");
  g_assert_nonnull (room_find_text (fixture.page, "I support this."));
  room_server_set_down (fixture.server, FALSE);
  moot_client_set_online (fixture.client, TRUE);
  room_wait_no_text (&fixture, "You see what was there on");
  room_fixture_tear_down (&fixture);
}

/* Closed while it loads: nothing may come back to it. */
static void
test_closing_while_loading (void)
{
  RoomFixture fixture;

  set_up (&fixture, "512");
  room_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add_func ("/proposal/reading", test_reading);
  g_test_add_func ("/proposal/voting", test_voting);
  g_test_add_func ("/proposal/missing-reason", test_missing_reason);
  g_test_add_func ("/proposal/refused", test_refused);
  g_test_add_func ("/proposal/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/proposal/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/proposal/result", test_result);
  g_test_add_data_func ("/proposal/wrong-result/verdict", "verdict", test_wrong_result);
  g_test_add_data_func ("/proposal/wrong-result/ballots", "ballots", test_wrong_result);
  g_test_add_func ("/proposal/no-quorum", test_no_quorum);
  g_test_add_func ("/proposal/comment", test_comment);
  g_test_add_func ("/proposal/opening", test_opening);
  g_test_add_func ("/proposal/offline", test_offline);
  g_test_add_func ("/proposal/closing-while-loading", test_closing_while_loading);
  return g_test_run ();
}
