/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every kind of question on a real node: asked in the editor or over the API, answered on the page,
 * counted by the node and counted again here. */
#include "coop-node.h"
#include "room-fixture.h"

#include "moot-ballot-sheet.h"
#include "moot-bar-chart.h"
#include "moot-class-choice.h"
#include "moot-clock.h"
#include "moot-decision-kind.h"
#include "moot-editor-form.h"
#include "moot-election-page.h"
#include "moot-proposal-editor.h"
#include "moot-proposal-page.h"
#include "moot-text-field.h"
#include "moot-vote-option.h"

typedef struct
{
  CoopNode *coop;
  RoomFixture room;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->coop = coop_node_new ("association");
  fixture->room.client =
    moot_client_new (fixture->coop->node->base_url, NULL, fixture->coop->tokens[0]);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/discussions",
                    "{\"title\":\"The door\",\"context\":\"It fades.\"}", 200, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  room_fixture_tear_down (&fixture->room);
  coop_node_free (fixture->coop);
  moot_clock_set_fake (0);
}

typedef struct
{
  const char *kind;
  const char *options;
  const char *values; /* of the controls, in order */
  const char *wrong;  /* (nullable): values that do not fit */
  const char *problem;
  const char *reason;
  const char *confirms;
  const char *shows; /* in the result */
} Case;

#define THREE "[\"Red\",\"Green\",\"Blue\"]"
#define TIMES "[\"2026-12-01T18:00:00Z\",\"2026-12-02T18:00:00Z\"]"

/* clang-format off */
static const Case cases[] = {
  { "proposal", NULL,  "1000", NULL, NULL, "", "You are about to vote: Agree", "1 vote, 100.00\u00a0%" },
  { "choose",   THREE, "001", NULL,  NULL, "", "You are about to vote: Blue", "If voting ended now: Chosen: Blue" },
  { "approval", THREE, "110", NULL,  NULL, "", "Red\nGreen", "1 vote, 100.00\u00a0%" },
  { "score",    THREE, "530", NULL,  NULL, "", "Red: 5\nGreen: 3\nBlue: 0", "5 points" },
  { "dot",      THREE, "350", "550", "You have given more dots than you have.", "", "Red: 3\nGreen: 5", "5 dots" },
  { "rank",     THREE, "213", "113", "each of them once.", "", "Red: 2\nGreen: 1\nBlue: 3", "3 points" },
  { "irv",      THREE, "213", "113", "each of them once.", "", "Green: 1", "1 first preference" },
  { "stv",      THREE, "012", NULL,  NULL, "", "Green: 1\nBlue: 2", "Seats filled: 1 of 1" },
  { "schulze",  THREE, "321", NULL,  NULL, "", "Blue: 1", "Chosen: Blue" },
  { "time",     TIMES, "12",  NULL,  NULL, "", ": If need be\n", "1 yes, 0 no" },
  { "check",    NULL,  "001", NULL,  NULL, "", "You are about to vote: Concerned", "1 of 4 answered" },
  { "count",    NULL,  "10",  NULL,  NULL, "", "You are about to vote: I take part", "1 take part; 5 are wanted" },
  { "question", NULL,  "",    NULL,  NULL, "Blue.", "You are about to answer:", "1 of 4 answered" },
};
/* clang-format on */

static void
fill (Fixture    *fixture,
      const char *values)
{
  GtkWidget *sheet = room_find_type (fixture->room.page, MOOT_TYPE_BALLOT_SHEET, 0);

  for (guint i = 0; values[i] != '\0'; i++)
    {
      GtkWidget *check = room_find_type (sheet, MOOT_TYPE_VOTE_OPTION, i);
      GtkWidget *number = room_find_type (sheet, GTK_TYPE_SPIN_BUTTON, i);
      GtkWidget *answer = room_find_type (sheet, GTK_TYPE_DROP_DOWN, i);

      if (check != NULL)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), values[i] == '1');
      else if (number != NULL)
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), g_ascii_digit_value (values[i]));
      else
        gtk_drop_down_set_selected (GTK_DROP_DOWN (answer), g_ascii_digit_value (values[i]));
    }
}

static void
ask (Fixture    *fixture,
     const Case *c)
{
  g_autofree char *options =
    c->options != NULL ? g_strconcat (",\"options\":", c->options, NULL) : g_strdup ("");
  g_autofree char *json =
    g_strdup_printf ("{\"discussion_id\":\"1\",\"title\":\"Its colour\",\"kind\":\"%s\"%s}",
                     c->kind, options);

  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "POST", "/proposals", json, 200, NULL);
  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "POST", "/proposals/1/open", "{}", 200,
                    NULL);
}

/* The result as a chart and as a table ----------------------------------------------------------
 */

static gboolean
take_text (GtkWidget *widget,
           gpointer   texts)
{
  if (GTK_IS_LABEL (widget) && room_is_visible (widget))
    g_ptr_array_add (texts, g_strdup (gtk_label_get_text (GTK_LABEL (widget))));
  return FALSE;
}

static GPtrArray *
take_texts (GtkWidget *root)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  ui_find (root, take_text, texts);
  return texts;
}

static gboolean
shows_table (gpointer chart)
{
  return room_find_type (chart, GTK_TYPE_TOGGLE_BUTTON, 0) != NULL &&
         gtk_toggle_button_get_active (
           GTK_TOGGLE_BUTTON (room_find_type (chart, GTK_TYPE_TOGGLE_BUTTON, 0)));
}

/* Every option has a bar with a number, and the same stands in a table that keys reach. */
static void
check_chart (RoomFixture *room,
             const Case  *c)
{
  GtkWidget *chart = room_find_type (room->page, MOOT_TYPE_BAR_CHART, 0);
  g_autoptr (GPtrArray) bars = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  GtkWidget *toggle;
  guint n;

  if (g_str_equal (c->kind, "question"))
    {
      g_assert_null (chart);
      return;
    }
  g_assert_nonnull (chart);
  n = moot_bar_chart_get_n_bars (MOOT_BAR_CHART (chart));
  g_assert_cmpuint (n, >=, 2);
  bars = take_texts (chart); /* a title, and a name and a number for each bar */
  g_assert_cmpuint (bars->len, ==, 1 + 2 * n);
  toggle = room_find_type (chart, GTK_TYPE_TOGGLE_BUTTON, 0);
  gtk_window_set_focus (GTK_WINDOW (room->window), NULL);
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (room->window)) == toggle);
  g_assert_true (gtk_widget_activate (toggle));
  g_assert_true (ui_wait (shows_table, chart, 60000));
  g_assert_true (ui_wait_frames (room->window, 3));
  cells = take_texts (chart); /* a title, two headings, and the same */
  g_assert_cmpuint (cells->len, ==, 3 + 2 * n);
  for (guint i = 0; i < 2 * n; i++)
    g_assert_cmpstr (g_ptr_array_index (cells, 3 + i), ==, g_ptr_array_index (bars, 1 + i));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
}

static gboolean
is_ranked (const char *text)
{
  MootDecisionKind kind;

  return moot_decision_kind_from_text (text, &kind) && moot_decision_kind_is_ranked (kind);
}

static void
test_vote (Fixture       *fixture,
           gconstpointer  data)
{
  const Case *c = data;
  RoomFixture *room = &fixture->room;
  g_autoptr (MootTestReply) ballot = NULL;
  g_autoptr (MootTestReply) blt = NULL;

  ask (fixture, c);
  room_fixture_show (room, moot_proposal_page_new (room->client, "1"), 1000, 1000);
  room_wait_text (room, "Its colour");
  room_wait_text (room, *c->reason != '\0' ? "Answer in your own words below." : "Your Reason");
  if (c->wrong != NULL)
    {
      fill (fixture, c->wrong);
      room_press (room, "Cast Vote…");
      g_assert_nonnull (room_find_text (room->page, c->problem));
    }
  fill (fixture, c->values);
  moot_text_field_set_text (
    MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 0)), c->reason);
  room_press (room, "Cast Vote…");
  g_assert_nonnull (room_find_text (room->page, c->confirms));
  room_press (room, "Cast Vote");
  room_wait_text (room, "Recounted here: the 1 ballot agrees with the server.");
  g_assert_nonnull (room_find_text (room->page, c->shows));
  if (g_str_equal (c->kind, "stv"))
    {
      gtk_expander_set_expanded (
        GTK_EXPANDER (room_find_type (room->page, GTK_TYPE_EXPANDER, 0)), TRUE);
      g_assert_nonnull (room_find_text (room->page, "Stage 1: First Preferences"));
      g_assert_nonnull (room_find_text (room->page, "Elected: Green"));
    }
  check_chart (room, c);
  g_assert_cmpint (room_find_button (room->page, "Save the Ballots…") != NULL, ==,
                   is_ranked (c->kind));
  if (g_getenv ("MOOT_SHOTS") != NULL)
    {
      g_autofree char *png = g_strdup_printf ("%s/kind-%s.png", g_getenv ("MOOT_SHOTS"), c->kind);

      ui_wait_frames (room->window, 3);
      g_assert_true (ui_shoot (room->window, png, 1.0, NULL));
    }
  ballot = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/proposals/1/ballot");
  moot_test_assert_status (ballot, 200);
  blt = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/proposals/1/blt");
  if (g_str_equal (c->kind, "stv"))
    g_assert_cmpstr (blt->text, ==,
                     "3 1\n1 2 3 0\n0\n\"Red\"\n\"Green\"\n\"Blue\"\n\"Its colour\"\n");
  else if (c->options == NULL)
    moot_test_assert_status (blt, 422);
}

static void
keep_id_cb (GtkWidget   *page,
            const char  *id,
            char       **out_id)
{
  *out_id = g_strdup (id);
}

static gboolean
has_id (gpointer data)
{
  return *(char **) data != NULL;
}

/* Written in the editor, a meeting is asked for in the times of this place. */
static void
test_editor (Fixture       *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *created = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  MootEditorForm *form;
  JsonArray *options;

  room_fixture_show (room, moot_proposal_editor_new (room->client, "1"), 500, 900);
  g_signal_connect (room->page, "created", G_CALLBACK (keep_id_cb), &created);
  room_wait_text (room, "Members agree, abstain, disagree or block.");
  room_wait_text (room, "Begin With");
  form = MOOT_EDITOR_FORM (room_find_type (room->page, MOOT_TYPE_EDITOR_FORM, 0));
  moot_editor_form_set_title (form, "When?");
  moot_editor_form_set_text (form, "At the door.");
  g_assert_true (gtk_widget_is_sensitive (room_find_button (room->page, "Propose")));
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 1)), MOOT_ASK_TIME);
  room_wait_text (room, "Times, One a Line, like 2026-11-30 18:00");
  g_assert_false (gtk_widget_is_sensitive (room_find_button (room->page, "Propose")));
  moot_text_field_set_text (
    MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 1)),
    "2026-12-02 18:00\n\n 2026-12-01 18:00 \n");
  room_press (room, "Propose");
  g_assert_true (ui_wait (has_id, &created, 60000));

  shown = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/proposals/1");
  g_assert_cmpstr (moot_test_reply_string (shown, "kind"), ==, "time");
  options = json_object_get_array_member (moot_test_reply_object (shown), "options");
  g_assert_cmpuint (json_array_get_length (options), ==, 2);
  g_assert_cmpstr (
    json_object_get_string_member (json_array_get_object_element (options, 0), "title"), ==,
    "2026-12-01T18:00:00.000Z");
}

/* Elections ------------------------------------------------------------------------------------ */

static void
set_up_tiny (Fixture       *fixture,
             gconstpointer  data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->coop = coop_node_new ("tiny");
  fixture->room.client =
    moot_client_new (fixture->coop->node->base_url, NULL, fixture->coop->tokens[1]);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/elections",
                    "{\"title\":\"Who keeps the time?\",\"role\":\"facilitator\",\"seats\":1,"
                    "\"body\":\"For *a year*.\"}",
                    200, NULL);
}

static void
shoot (Fixture    *fixture,
       const char *name)
{
  g_autofree char *png = NULL;

  if (g_getenv ("MOOT_SHOTS") == NULL)
    return;
  png = g_strdup_printf ("%s/election-%s.png", g_getenv ("MOOT_SHOTS"), name);
  ui_wait_frames (fixture->room.window, 3);
  g_assert_true (ui_shoot (fixture->room.window, png, 1.0, NULL));
}

/* The node moves it by time alone. */
static void
go_to (Fixture    *fixture,
       const char *when,
       const char *state)
{
  g_autoptr (MootTestReply) before = coop_node_get (fixture->coop, fixture->coop->tokens[0],
                                                    "/elections/1");
  gint64 time_ms = 0;

  g_assert_true (moot_time_parse_iso (moot_test_reply_string (before, when), &time_ms));
  moot_clock_set_fake (time_ms + 1000);
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (MootTestReply) reply = coop_node_get (fixture->coop, fixture->coop->tokens[0],
                                                       "/elections/1");

      if (g_strcmp0 (moot_test_reply_string (reply, "state"), state) == 0)
        {
          moot_case_page_refresh (MOOT_CASE_PAGE (fixture->room.page));
          return;
        }
      g_usleep (100 * 1000);
    }
  g_assert_not_reached ();
}

/* A candidate stands, is voted on and holds the office, as the page shows it. */
static void
test_election (Fixture       *fixture,
               gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootTestReply) vote = NULL;
  g_autofree char *ballot = NULL;
  JsonArray *options;

  room_fixture_show (room, moot_election_page_new (room->client, "1"), 1000, 1000);
  room_wait_text (room, "Who keeps the time?");
  room_wait_text (room, "Facilitation · 1 seat · Candidates are proposed");
  g_assert_nonnull (room_find_text (room->page, "Nobody stands yet."));
  moot_text_field_set_text (
    MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 0)), "I have a clock.");
  room_press (room, "Stand for Election");
  room_wait_text (room, "You stand in this election.");
  g_assert_nonnull (room_find_text (room->page, "I have a clock."));
  room_press (room, "Ask Them to Stand");
  room_wait_text (room, "Was asked and has not answered");
  shoot (fixture, "nominations");

  go_to (fixture, "nominations_close_at", "review");
  room_wait_text (room, "Candidates present themselves");
  go_to (fixture, "roll_at", "review");
  go_to (fixture, "opens_at", "voting");
  room_wait_text (room, "Voting is open");
  g_assert_nonnull (room_find_button (room->page, "Vote…"));
  vote = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/proposals/1");
  options = json_object_get_array_member (moot_test_reply_object (vote), "options");
  ballot = g_strdup_printf (
    "{\"choices\":[{\"option_id\":\"%s\",\"value\":1}],\"proposal_version\":1}",
    json_object_get_string_member (json_array_get_object_element (options, 0), "id"));
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "PUT", "/proposals/1/ballot", ballot,
                    200, NULL);
  go_to (fixture, "closes_at", "declared");
  room_wait_text (room, "Elected");
  room_wait_text (room, "Who Holds the Office");
  g_assert_nonnull (room_find_button (room->page, "See How It Was Counted"));
  shoot (fixture, "declared");
  moot_text_field_set_text (
    MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 0)), "Not by me.");
  room_press (room, "Challenge the Result");
  room_wait_text (room, "The result is challenged");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  room_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/ballot-kinds/%s", cases[i].kind);

      g_test_add (path, Fixture, &cases[i], set_up, test_vote, tear_down);
    }
  g_test_add ("/ui/ballot-kinds/election", Fixture, NULL, set_up_tiny, test_election, tear_down);
  g_test_add ("/ui/ballot-kinds/editor", Fixture, NULL, set_up, test_editor, tear_down);
  return g_test_run ();
}
