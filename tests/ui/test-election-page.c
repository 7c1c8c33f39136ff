/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members do in elections, on a real node: they call one, watch over it, and draw its lot. */
#include "coop-room.h"

#include "moot-case-page.h"
#include "moot-clock.h"
#include "moot-contest.h"
#include "moot-editor-form.h"
#include "moot-election-draw.h"
#include "moot-election-editor.h"
#include "moot-election-page.h"
#include "moot-text-field.h"
#include "moot-time-text.h"

#define PATIENCE_MS 60000
#define SORTITION                                                                                   \
  "{\"title\":\"Who keeps the time?\",\"role\":\"facilitator\",\"rule\":\"sortition\",\"seats\":1," \
  "\"body\":\"For a year.\",\"scrutineers\":[\"3\",\"4\"]}"

static const char *
get_token (CoopRoom *fixture,
           guint     member)
{
  return fixture->coop->tokens[member];
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static gboolean
is_counted (gpointer count)
{
  return *(guint *) count > 0;
}

/* The page of the first election, as @member sees it. */
static void
show_to (CoopRoom *fixture,
         guint     member)
{
  coop_room_be (fixture, member);
  coop_room_show (fixture, moot_election_page_new (fixture->room.client, "1"));
}

/* An election is called, somebody watches over it, a candidate says why they stand. */
static void
test_election (CoopRoom      *fixture,
               gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootTestReply) shown = NULL;
  MootEditorForm *form;
  guint created = 0;

  coop_room_show (fixture, moot_election_editor_new (room->client));
  room_wait_text (room, "Who Watches Over the Count");
  coop_room_shoot (fixture, "call-election");
  g_signal_connect_swapped (room->page, "created", G_CALLBACK (count_cb), &created);
  form = MOOT_EDITOR_FORM (room_find_type (room->page, MOOT_TYPE_EDITOR_FORM, 0));
  moot_editor_form_set_title (form, "Who keeps the books?");
  moot_editor_form_set_text (form, "For a year.");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 1)), 1); /* dee: newest first */
  room_press (room, "Remove");
  for (guint i = 2; i > 0; i--) /* cy, and dee after all */
    gtk_drop_down_set_selected (
      GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 1)), i);
  coop_room_shoot (fixture, "scrutineers");
  room_press (room, "Call the Election");
  g_assert_true (ui_wait (is_counted, &created, PATIENCE_MS));

  shown = coop_node_get (fixture->coop, get_token (fixture, 0), "/elections/1");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      moot_test_reply_object (shown), "scrutineers")),
                    ==, 2);

  coop_room_be (fixture, 2);
  coop_room_show (fixture, moot_election_page_new (room->client, "1"));
  room_wait_text (room, "You are asked to watch over this election");
  room_press (room, "Agree to Watch");
  room_wait_no_text (room, "You are asked to watch over this election");
  room_wait_text (room, "cy watches, and has drawn a part of the lot");
  g_assert_nonnull (room_find_text (room->page, "dee was asked and has not answered"));

  coop_node_expect (fixture->coop, get_token (fixture, 1), "POST", "/elections/1/candidacies",
                    "{\"statement\":\"I can count.\"}", 200, NULL);
  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_election_page_new (room->client, "1"));
  room_wait_text (room, "Your Statement");
  moot_text_field_set_text (
    MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 0)), "I can also read.");
  room_press (room, "Save Statement");
  room_wait_text (room, "I can also read.");
  coop_room_shoot (fixture, "election");
}

static void
wait_until (CoopRoom *fixture,
            gboolean (*has) (JsonObject *election))
{
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (MootTestReply) reply = coop_node_get (fixture->coop, get_token (fixture, 0),
                                                       "/elections/1");

      if (has (moot_test_reply_object (reply)))
        return;
      g_usleep (100 * 1000);
    }
  g_assert_not_reached ();
}

/* The node moves it by time alone, to where @has is there. */
static void
go_to (CoopRoom *fixture,
       const char *when,
       gboolean (*has) (JsonObject *election))
{
  g_autoptr (MootTestReply) before = coop_node_get (fixture->coop, get_token (fixture, 0),
                                                    "/elections/1");
  gint64 time_ms = 0;

  g_assert_true (moot_time_parse_iso (moot_test_reply_string (before, when), &time_ms));
  moot_clock_set_fake (time_ms + 1000);
  wait_until (fixture, has);
}

static gboolean
is_in_review (JsonObject *election)
{
  return g_str_equal (json_object_get_string_member (election, "state"), "review");
}

static gboolean
is_declared (JsonObject *election)
{
  return g_str_equal (json_object_get_string_member (election, "state"), "declared");
}

static gboolean
waits_for_lot (JsonObject *election)
{
  return json_object_has_member (election, "lot_due_at") &&
         !json_object_get_null_member (election, "lot_due_at");
}

static void
stand (CoopRoom *fixture,
       guint     member)
{
  coop_node_expect (fixture->coop, get_token (fixture, member), "POST",
                    "/elections/1/candidacies", "{\"statement\":\"I can.\"}", 200, NULL);
}

static void
agree_to_watch (CoopRoom   *fixture,
                guint       member,
                const char *then)
{
  show_to (fixture, member);
  room_wait_text (&fixture->room, "You are asked to watch over this election");
  room_press (&fixture->room, "Agree to Watch");
  room_wait_text (&fixture->room, then);
}

static guint
count_news (JsonArray  *news,
            const char *type)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (news); i++)
    n += g_str_equal (json_object_get_string_member (json_array_get_object_element (news, i),
                                                     "type"),
                      type);
  return n;
}

/* Two computers draw a number each, and show it when the count waits for it. */
/* Every way to say something else than what follows from the lot. */
static const struct
{
  const char *found;
  const char *put;
  MootRecountResult result;
} lies[] = {
  { "", "", MOOT_RECOUNT_AGREES },
  { "\"elected\":true", "\"elected\":false", MOOT_RECOUNT_DIFFERS },
  { "\"nonce\":\"", "\"nonce\":\"00", MOOT_RECOUNT_DIFFERS },
  { "\"root\":\"", "\"root\":\"zz", MOOT_RECOUNT_DIFFERS },
  { "\"order\":[", "\"order\":[\"999\",", MOOT_RECOUNT_DIFFERS },
  { "\"uri\":\"", "\"uri\":\"https://elsewhere.example", MOOT_RECOUNT_DIFFERS },
  { "\"uri\":", "\"no_uri\":", MOOT_RECOUNT_IMPOSSIBLE },
};

static MootRecountResult
draw_again (const char *text,
            GPtrArray  *offices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootContest) contest = moot_entity_from_text (MOOT_TYPE_CONTEST, text, &error);

  g_assert_no_error (error);
  return moot_election_draw_again (contest, offices);
}

static void
check_draw (CoopRoom *fixture)
{
  g_autoptr (MootTestReply) election =
    coop_node_get (fixture->coop, get_token (fixture, 1), "/elections/1");
  g_autoptr (MootTestReply) terms =
    coop_node_get (fixture->coop, get_token (fixture, 1), "/offices");
  g_autoptr (GPtrArray) offices =
    moot_entities_from_json (MOOT_TYPE_OFFICE, moot_test_reply_array (terms));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (GString) text = g_string_new (election->text);

      g_test_message ("%s", lies[i].put);
      g_assert_nonnull (strstr (text->str, lies[i].found));
      if (*lies[i].found != '\0')
        g_string_replace (text, lies[i].found, lies[i].put, 1);
      g_assert_cmpint (draw_again (text->str, offices), ==, lies[i].result);
    }
  /* ada was spared because she served; without that term there is no reason to */
  g_assert_cmpint (draw_again (election->text, none), ==, MOOT_RECOUNT_DIFFERS);
  g_assert_cmpint (draw_again (election->text, NULL), ==, MOOT_RECOUNT_AGREES);
}

static void
test_lot (CoopRoom      *fixture,
          gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootClient) other = NULL;
  g_autoptr (MootTestReply) news = NULL;

  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/elections", SORTITION, 200,
                    NULL);
  stand (fixture, 0);
  stand (fixture, 1);
  agree_to_watch (fixture, 2, "cy watches, and has drawn a part of the lot");
  agree_to_watch (fixture, 3, "dee watches, and has drawn a part of the lot");
  g_assert_null (room_find_button (room->page, "Show My Number"));
  coop_room_shoot (fixture, "lot-drawn");

  go_to (fixture, "nominations_close_at", is_in_review);
  go_to (fixture, "opens_at", waits_for_lot);
  news = coop_node_get (fixture->coop, get_token (fixture, 2), "/notifications");
  g_assert_cmpuint (count_news (moot_test_reply_array (news), "lot"), ==, 1);

  /* another computer of theirs has not drawn it */
  other = coop_room_make_client (fixture, 2, "another");
  coop_room_show (fixture, moot_election_page_new (other, "1"));
  room_wait_text (room, "The count waits for the number");
  room_press (room, "Show My Number");
  room_wait_text (room, "This computer does not have your number.");
  coop_room_shoot (fixture, "lot-elsewhere");

  show_to (fixture, 2);
  room_wait_text (room, "The count waits for the number");
  coop_room_shoot (fixture, "lot-waits");
  room_press (room, "Show My Number");
  room_wait_text (room, "cy has shown their part of the lot");
  g_assert_null (room_find_button (room->page, "Show My Number"));
  show_to (fixture, 0);
  room_wait_text (room, "dee watches, and has drawn a part of the lot");
  g_assert_null (room_find_button (room->page, "Show My Number"));
  show_to (fixture, 3);
  room_wait_text (room, "The count waits for the number");
  room_press (room, "Show My Number");
  room_wait_text (room, "dee has shown their part of the lot");
  moot_clock_set_fake (moot_clock_now () + 5 * MOOT_MINUTE);
  wait_until (fixture, is_declared);
  show_to (fixture, 1);
  room_wait_text (room, "Elected"); /* bo: ada held the office lately */
  g_assert_nonnull (room_find_text (room->page, "Who Holds the Office"));
  room_wait_text (room, "Drawn here again: the lot agrees with the server.");
  g_assert_nonnull (
    room_find_text (room->page, "Not in the lot: held this office within the last year"));
  coop_room_shoot (fixture, "lot-declared");
  check_draw (fixture);
}

/* A petition that also wants a successor: the page of their election leads to the vote on it. */
static void
test_recall (CoopRoom      *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  guint opened = 0;

  coop_node_expect (fixture->coop, get_token (fixture, 1), "POST", "/offices/1/recall",
                    "{\"body\":\"Never there.\",\"election\":true}", 200, NULL);
  coop_node_expect (fixture->coop, get_token (fixture, 2), "POST", "/offices/1/recall",
                    "{\"body\":\"Never there.\",\"election\":true}", 200, NULL);
  show_to (fixture, 3);
  room_wait_text (room, "Only if they do is somebody elected here.");
  coop_room_shoot (fixture, "recall-election");
  g_signal_connect_swapped (room->page, "open-proposal", G_CALLBACK (count_cb), &opened);
  room_press (room, "See the Vote on the Recall");
  g_assert_cmpuint (opened, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
#define ADD(name, test)                                                          \
  g_test_add ("/ui/election-page/" name, CoopRoom, NULL, coop_room_set_up, test, \
              coop_room_tear_down)
  ADD ("called", test_election);
  ADD ("lot", test_lot);
  ADD ("recall", test_recall);
#undef ADD
  return g_test_run ();
}
