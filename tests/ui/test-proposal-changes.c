/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is chosen on the page of a new proposal and what is changed later, on a real node: the order
 * of options, several effects and none, and a page that is left and opened again at once. */
#include "coop-room.h"

#include "moot-effect-list.h"
#include "moot-kind-form.h"
#include "moot-proposal-editor.h"
#include "moot-proposal-page.h"
#include "moot-text-field.h"
#include "moot-vote-option.h"

#include <string.h>

#define PATIENCE_MS 60000
#define N_COLOURS 5

static void
begin_discussion (CoopRoom *fixture)
{
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/discussions",
                    "{\"title\":\"The door\",\"context\":\"It fades.\"}", 200, NULL);
}

static void
keep_id_cb (char       **out_id,
            const char  *id)
{
  g_free (*out_id);
  *out_id = g_strdup (id);
}

static gboolean
has_id (gpointer data)
{
  return *(char **) data != NULL;
}

static MootEditorForm *
show_editor (CoopRoom   *fixture,
             GtkWidget  *editor,
             char      **out_id)
{
  coop_room_show (fixture, editor);
  g_signal_connect_swapped (editor, "created", G_CALLBACK (keep_id_cb), out_id);
  room_wait_text (&fixture->room, "What Will Happen");
  return moot_proposal_editor_get_form (MOOT_PROPOSAL_EDITOR (editor));
}

static MootProposal *
load_proposal (CoopRoom *fixture,
               guint     member)
{
  g_autoptr (MootTestReply) shown =
    coop_node_get (fixture->coop, fixture->coop->tokens[member], "/proposals/1");

  moot_test_assert_status (shown, 200);
  return moot_entity_from_json (MOOT_TYPE_PROPOSAL, moot_test_reply_object (shown), NULL);
}

/* Each member sees the options in an order of their own, and what is chosen is what is counted. */
static void
test_order (CoopRoom      *fixture,
            gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  g_autoptr (MootProposal) proposal = NULL;
  g_autoptr (MootTestReply) ballot = NULL;
  MootEditorForm *form;
  JsonArray *choices;
  GStrv order;

  begin_discussion (fixture);
  form = show_editor (fixture, moot_proposal_editor_new (room->client, "1"), &id);
  moot_editor_form_set_title (form, "Its colour");
  moot_editor_form_set_text (form, "We paint it.");
  g_assert_null (room_find_text (room->page, "Order of the Options"));
  moot_kind_form_set_kind (
    MOOT_KIND_FORM (room_find_type (room->page, MOOT_TYPE_KIND_FORM, 0)), MOOT_ASK_CHOOSE);
  room_wait_text (room, "Order of the Options");
  moot_text_field_set_text (MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 1)),
                            "Red\nOrange\nGreen\nBlue\nWhite");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room_find_type (room->page, MOOT_TYPE_KIND_FORM, 0),
                                   GTK_TYPE_DROP_DOWN, 1)),
    1);
  coop_room_shoot (fixture, "order-of-options");
  room_press (room, "Propose");
  g_assert_true (ui_wait (has_id, &id, PATIENCE_MS));

  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/proposals/1/open", "{}", 200,
                    NULL);
  coop_room_be (fixture, 1);
  proposal = load_proposal (fixture, 1);
  g_assert_true (proposal->shuffle);
  order = proposal->my->option_order;
  g_assert_cmpuint (g_strv_length (order), ==, N_COLOURS);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "Its colour");
  for (guint i = 0; i < N_COLOURS; i++)
    g_assert_cmpstr (moot_vote_option_get_id (MOOT_VOTE_OPTION (
                       room_find_type (room->page, MOOT_TYPE_VOTE_OPTION, i))),
                     ==, order[i]);
  coop_room_shoot (fixture, "order-of-my-own");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (room->page, MOOT_TYPE_VOTE_OPTION, 1)), TRUE);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (room->page, MOOT_TYPE_VOTE_OPTION, 0)), TRUE);
  room_press (room, "Cast Vote…");
  room_press (room, "Cast Vote");
  room_wait_text (room, "Recounted here: the 1 ballot agrees with the server.");
  ballot = coop_node_get (fixture->coop, fixture->coop->tokens[1], "/proposals/1/ballot");
  choices = json_object_get_array_member (moot_test_reply_object (ballot), "choices");
  g_assert_cmpuint (json_array_get_length (choices), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (choices, 0),
                                                  "option_id"),
                   ==, order[0]);
}

/* Several effects are shown, also to who changes them; the last one can be removed. */
static void
test_effects (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  g_autoptr (MootProposal) proposal = NULL;
  g_autoptr (MootProposal) changed = NULL;
  MootEditorForm *form;
  MootEffectList *list;

  begin_discussion (fixture);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Paint\",\"body\":\"Red.\",\"effect\":["
                    "{\"type\":\"task\",\"params\":{\"title\":\"Buy paint\"}},"
                    "{\"type\":\"task\",\"params\":{\"title\":\"Buy a brush\"}}]}",
                    200, NULL);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "A task: “Buy paint”.");
  g_assert_nonnull (room_find_text (room->page, "A task: “Buy a brush”."));

  proposal = load_proposal (fixture, 0);
  form = show_editor (fixture, moot_proposal_editor_new_for (room->client, proposal), &id);
  list = MOOT_EFFECT_LIST (room_find_type (room->page, MOOT_TYPE_EFFECT_LIST, 0));
  g_assert_cmpuint (moot_effect_list_count (list), ==, 2);
  moot_editor_form_set_text (form, "Nothing is painted.");
  moot_effect_list_clear (list);
  room_wait_text (room, "Nothing else happens by itself");
  room_press (room, "Save as a New Version");
  g_assert_true (ui_wait (has_id, &id, PATIENCE_MS));
  changed = load_proposal (fixture, 0);
  g_assert_cmpint (changed->version, ==, 2);
  g_assert_null (changed->effect);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "Nothing is painted.");
  g_assert_null (room_find_text (room->page, "A task:"));
}

/* What was written the moment before the page was left is there when it is opened at once. */
static void
test_left_and_opened (CoopRoom      *fixture,
                      gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Version %u of it", i);
      g_autofree char *kept = NULL;
      MootEditorForm *form =
        show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);

      moot_editor_form_set_title (form, title);
      coop_room_show (fixture, gtk_label_new ("elsewhere"));
      form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);
      kept = moot_editor_form_dup_title (form);
      g_assert_cmpstr (kept, ==, title);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
#define ADD(name, test)                                                               \
  g_test_add ("/ui/proposal-changes/" name, CoopRoom, "tiny", coop_room_set_up, test, \
              coop_room_tear_down)
  ADD ("order", test_order);
  ADD ("effects", test_effects);
  ADD ("left-and-opened", test_left_and_opened);
#undef ADD
  return g_test_run ();
}
