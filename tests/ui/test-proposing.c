/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is proposed, what becomes of it from version to version, and the days of it in a calendar,
 * on a real node. */
#include "coop-room.h"

#include "moot-calendar-page.h"
#include "moot-effect-form.h"
#include "moot-effect-list.h"
#include "moot-proposal-editor.h"
#include "moot-proposal-page.h"
#include "moot-text-field.h"
#include "moot-versions-page.h"

#include <string.h>

#define PATIENCE_MS 60000

static const char *
get_token (CoopRoom *fixture,
           guint     member)
{
  return fixture->coop->tokens[member];
}

static void
begin_discussion (CoopRoom *fixture)
{
  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/discussions",
                    "{\"title\":\"The door\",\"context\":\"It fades.\"}", 200, NULL);
}

/* Versions ------------------------------------------------------------------------------------- */

/* Each version can be read, and what it changed in the one before it. */
static void
test_versions (CoopRoom      *fixture,
               gconstpointer  data)
{
  RoomFixture *room = &fixture->room;

  begin_discussion (fixture);
  coop_node_expect (
    fixture->coop, get_token (fixture, 0), "POST", "/proposals",
    "{\"discussion_id\":\"1\",\"title\":\"A red door\",\"body\":\"We paint it.\\n\\n"
    "It is red.\"}",
    200, NULL);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "A red door");
  g_assert_null (room_find_button (room->page, "See What Changed"));
  coop_node_expect (fixture->coop, get_token (fixture, 0), "PATCH", "/proposals/1",
                    "{\"title\":\"A blue door\",\"body\":\"We paint it.\\n\\nIt is blue.\"}", 200,
                    NULL);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "A blue door");
  room_press (room, "See What Changed");
  room_wait_opened (room, "open-proposal-versions 1");

  coop_room_show (fixture, moot_proposal_versions_new (room->client, "1"));
  room_wait_text (room, "Written by");
  g_assert_nonnull (room_find_text (room->page, "It is blue."));
  g_assert_null (room_find_text (room->page, "It is red."));
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (room->page, GTK_TYPE_CHECK_BUTTON, 0)), TRUE);
  room_wait_text (room, "It is red.");
  g_assert_nonnull (room_find_text (room->page, "A blue door"));
  coop_room_shoot (fixture, "proposal-versions");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 0)), 1);
  room_wait_no_text (room, "It is blue.");
  g_assert_nonnull (room_find_text (room->page, "A red door"));
}

/* The calendar --------------------------------------------------------------------------------- */

static char *
dup_address (CoopRoom *fixture)
{
  GtkWidget *label = room_find_text (fixture->room.page, "/api/coop/v1/calendar.ics?token=");

  g_assert_nonnull (label);
  return g_strdup (gtk_label_get_text (GTK_LABEL (label)));
}

static void
check_address (CoopRoom   *fixture,
               const char *address,
               guint       status)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (fixture->coop, NULL, strstr (address, "/calendar.ics"));

  moot_test_assert_status (reply, status);
}

/* An address is made, shown once, copied, made again and taken back. */
static void
test_calendar (CoopRoom      *fixture,
               gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *copied = NULL;

  coop_room_show (fixture, moot_calendar_page_new (room->client));
  room_wait_text (room, "You have no address yet.");
  g_assert_nonnull (room_find_text (room->page, "whoever has it can read these days"));
  g_assert_null (room_find_button (room->page, "Take the Address Back…"));
  room_press (room, "Make an Address");
  room_wait_text (room, "It is shown only now");
  first = dup_address (fixture);
  check_address (fixture, first, 200);
  copied = g_strconcat ("copy ", first, NULL);
  room_press (room, "Copy the Address");
  room_wait_opened (room, copied);
  coop_room_shoot (fixture, "calendar-address");

  coop_room_show (fixture, moot_calendar_page_new (room->client));
  room_wait_text (room, "You have an address, made ");
  g_assert_null (room_find_text (room->page, "calendar.ics"));
  coop_room_shoot (fixture, "calendar");
  coop_room_press_and_confirm (fixture, "Make a New Address…");
  room_wait_text (room, "It is shown only now");
  second = dup_address (fixture);
  g_assert_cmpstr (first, !=, second);
  check_address (fixture, first, 401);
  check_address (fixture, second, 200);

  coop_room_press_and_confirm (fixture, "Take the Address Back…");
  room_wait_text (room, "You have no address yet.");
  g_assert_null (room_find_text (room->page, "calendar.ics"));
  check_address (fixture, second, 401);
}

/* Ballots to take along ------------------------------------------------------------------------ */

static void
keep_reply_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  MootReply **out_reply = user_data;
  g_autoptr (GError) error = NULL;

  *out_reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_reply (gpointer data)
{
  return *(MootReply **) data != NULL;
}

/* What the button on the page saves is what every counting program reads. */
static void
test_ballots (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootReply) reply = NULL;

  begin_discussion (fixture);
  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Its colour\",\"kind\":\"irv\","
                    "\"results_visible\":\"always\",\"options\":[\"Red\",\"Blue\"]}",
                    200, NULL);
  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/proposals/1/open", "{}", 200,
                    NULL);
  coop_node_expect (fixture->coop, get_token (fixture, 0), "PUT", "/proposals/1/ballot",
                    "{\"choices\":[{\"option_id\":\"2\",\"value\":1}],\"proposal_version\":1}", 200,
                    NULL);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "All ballots without names");
  coop_room_shoot (fixture, "ballots-to-save");
  moot_client_call_async (room->client, moot_request_new_for (MOOT_CALL_BALLOTS_FILE, "1"), NULL,
                          keep_reply_cb, &reply);
  g_assert_true (ui_wait (has_reply, &reply, PATIENCE_MS));
  g_assert_cmpstr (reply->text, ==, "2 1\n1 2 0\n0\n\"Red\"\n\"Blue\"\n\"Its colour\"\n");
}

/* Templates ------------------------------------------------------------------------------------ */

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

static void
choose (CoopRoom *fixture,
        guint     n,
        guint     line)
{
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (fixture->room.page, GTK_TYPE_DROP_DOWN, n)), line);
}

static MootEditorForm *
show_editor (CoopRoom   *fixture,
             GtkWidget  *editor,
             char      **out_id)
{
  coop_room_show (fixture, editor);
  g_signal_connect_swapped (editor, "created", G_CALLBACK (keep_id_cb), out_id);
  room_wait_text (&fixture->room, "What Will Happen");
  return MOOT_EDITOR_FORM (room_find_type (fixture->room.page, MOOT_TYPE_EDITOR_FORM, 0));
}

static GtkWidget *
get_entry (CoopRoom *fixture,
           guint     n)
{
  GtkWidget *form = room_find_type (fixture->room.page, MOOT_TYPE_EFFECT_FORM, 0);

  g_assert_nonnull (form);
  return room_find_type (form, GTK_TYPE_ENTRY, n);
}

static void
assert_title (MootEditorForm *form,
              const char     *expected)
{
  g_autofree char *title = moot_editor_form_dup_title (form);

  g_assert_cmpstr (title, ==, expected);
}

static char *
dup_effect (CoopRoom   *fixture,
            const char *path)
{
  g_autoptr (MootTestReply) reply = coop_node_get (fixture->coop, get_token (fixture, 1), path);

  moot_test_assert_status (reply, 200);
  return moot_json_node_to_text (
    json_object_get_member (moot_test_reply_object (reply), "effect"));
}

static gboolean
may_send (CoopRoom *fixture)
{
  return gtk_widget_is_sensitive (room_find_button (fixture->room.page, "Propose"));
}

/* A template asks for what is missing, says what will happen, and becomes a proposal whose page
 * says the same. */
static void
test_template (CoopRoom      *fixture,
               gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  g_autofree char *effect = NULL;
  MootEditorForm *form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);

  g_assert_nonnull (room_find_text (room->page, "It is recorded as decided."));
  choose (fixture, 0, 1);
  room_wait_text (room, "Limit or Block a Server");
  assert_title (form, "Limit …");
  g_assert_nonnull (room_find_text (room->page, "Fill in: Server."));
  g_assert_false (may_send (fixture));
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 0)), "bad");
  g_assert_nonnull (room_find_text (room->page, "Write the name of a server"));
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 0)), "bad.example");
  assert_title (form, "Limit bad.example");
  g_assert_nonnull (room_find_text (room->page, "Fill in: How Far."));
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room_find_type (room->page, MOOT_TYPE_EFFECT_FORM, 0),
                                   GTK_TYPE_DROP_DOWN, 0)),
    1);
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 2)), "tomorrow");
  g_assert_nonnull (room_find_text (room->page, "Write the day like 2026-11-30."));
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 2)), "2001-02-03");
  g_assert_nonnull (room_find_text (room->page, "Choose a day in the future."));
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 2)), "2099-02-03");
  g_assert_nonnull (room_find_text (room->page, "the server does this by itself:"));
  g_assert_nonnull (room_find_text (room->page,
                                    "Posts from bad.example are shown only to members who follow "
                                    "their authors. It is looked at again on 3 February 2099."));
  coop_room_shoot (fixture, "new-proposal-template");
  g_assert_true (may_send (fixture));
  room_press (room, "Propose");
  g_assert_true (ui_wait (has_id, &id, PATIENCE_MS));
  effect = dup_effect (fixture, "/proposals/1");
  g_assert_nonnull (strstr (effect, "\"type\":\"domain_block\""));
  g_assert_nonnull (strstr (effect, "\"domain\":\"bad.example\""));
  g_assert_nonnull (strstr (effect, "\"severity\":\"silence\""));
  g_assert_nonnull (strstr (effect, "\"review_on\":\"2099-02-03\""));

  coop_room_show (fixture, moot_proposal_page_new (room->client, id));
  room_wait_text (room, "What Follows");
  g_assert_nonnull (room_find_text (room->page, "Posts from bad.example are shown only"));
  coop_room_shoot (fixture, "proposal-with-effect");
}

/* Several effects ------------------------------------------------------------------------------ */

/* Several effects, a class that they bind, and an account that is found by its name. */
static void
test_account (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  g_autofree char *effect = NULL;
  g_autofree char *expected =
    g_strdup_printf ("\"account_id\":\"%" G_GINT64_FORMAT "\"", fixture->coop->accounts[2]);
  MootEditorForm *form;
  MootEffectList *list;
  g_autofree char *handle =
    g_strconcat ("cy@", fixture->coop->node->base_url + strlen ("http://"), NULL);
  g_autoptr (GHashTable) values = moot_effect_values_new ();

  begin_discussion (fixture);
  form = show_editor (fixture, moot_proposal_editor_new (room->client, "1"), &id);
  moot_editor_form_set_title (form, "Too loud");
  moot_editor_form_set_text (form, "Every night.");
  list = MOOT_EFFECT_LIST (room_find_type (room->page, MOOT_TYPE_EFFECT_LIST, 0));
  g_hash_table_insert (values, g_strdup ("account_id"), g_strdup ("nobody@test.invalid"));
  g_hash_table_insert (values, g_strdup ("measure"), g_strdup ("silence"));
  moot_effect_list_add (list, "account_action", values);
  moot_effect_list_add (list, "bylaws", NULL);
  coop_room_shoot (fixture, "effect-bylaws");
  g_assert_nonnull (room_find_text (room->page, "Fill in: Class of Decisions."));
  g_signal_emit_by_name (room_find_button (room->page, "Remove: Change the Bylaws"), "clicked");
  room_wait_no_text (room, "Fill in:");
  g_assert_cmpuint (moot_effect_list_count (list), ==, 1);
  room_press (room, "Propose");
  room_wait_text (room, "There is no account nobody@test.invalid.");
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 0)), handle);
  room_press (room, "Propose");
  g_assert_true (ui_wait (has_id, &id, PATIENCE_MS));
  effect = dup_effect (fixture, "/proposals/1");
  g_assert_nonnull (strstr (effect, expected));
  coop_room_show (fixture, moot_proposal_page_new (room->client, id));
  room_wait_text (room, "Posts of cy are shown only to members who follow them.");
}

/* Drafts and other versions -------------------------------------------------------------------- */

static gboolean
is_kept (gpointer data)
{
  CoopRoom *fixture = data;
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (fixture->room.client, &account);
  g_autofree char *kept = moot_cache_dup_draft (cache, account, "proposal-new", NULL);

  return kept != NULL;
}

static gboolean
is_not_kept (gpointer data)
{
  return !is_kept (data);
}

static gboolean
has_grown (gpointer view)
{
  return gtk_widget_get_height (view) > 300;
}

/* The page is longer than its window: the box for the text keeps its room, and grows with it. */
static void
test_room_to_write (CoopRoom      *fixture,
                    gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  MootEditorForm *form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);
  GtkWidget *view = room_find_type (room->page, GTK_TYPE_TEXT_VIEW, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (ui_wait_frames (room->window, 2));
  g_assert_cmpint (gtk_widget_get_height (view), >=, 160);
  coop_room_shoot (fixture, "room-to-write");
  for (guint i = 1; i <= 20; i++)
    g_string_append_printf (text, "%u\n", i);
  moot_editor_form_set_text (form, text->str);
  g_assert_true (ui_wait (has_grown, view, PATIENCE_MS));
}

/* What was being written is there again, until it is sent or thrown away. */
static void
test_draft (CoopRoom      *fixture,
            gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  MootEditorForm *form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);

  g_assert_null (room_find_button (room->page, "Start Over"));
  choose (fixture, 0, 1);
  room_wait_text (room, "Limit or Block a Server");
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 0)), "bad.example");
  moot_editor_form_set_text (form, "Every day.");
  g_assert_true (ui_wait (is_kept, fixture, PATIENCE_MS));
  form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);
  room_wait_text (room, "This is what you were writing last time.");
  assert_title (form, "Limit bad.example");
  text = moot_editor_form_dup_text (form);
  g_assert_cmpstr (text, ==, "Every day.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (fixture, 0))), ==,
                   "bad.example");
  /* and the title still follows what is filled in */
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 0)), "worse.example");
  assert_title (form, "Limit worse.example");
  coop_room_shoot (fixture, "new-proposal-kept");
  room_press (room, "Start Over");
  assert_title (form, "");
  g_assert_null (room_find_type (room->page, MOOT_TYPE_EFFECT_FORM, 0));
  g_assert_true (ui_wait (is_not_kept, fixture, PATIENCE_MS));
  form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);
  assert_title (form, "");
  moot_editor_form_set_title (form, "Paint");
  moot_editor_form_set_text (form, "It is red.");
  room_press (room, "Propose");
  g_assert_true (ui_wait (has_id, &id, PATIENCE_MS));
  g_assert_true (ui_wait (is_not_kept, fixture, PATIENCE_MS));
  form = show_editor (fixture, moot_proposal_editor_new (room->client, NULL), &id);
  assert_title (form, "");
  g_assert_null (room_find_button (room->page, "Start Over"));
}

static void
change_cb (CoopRoom     *fixture,
           MootProposal *proposal)
{
  g_free (fixture->room.opened);
  fixture->room.opened = g_strdup_printf ("change %s", proposal->id);
}

/* Its author writes another version, with another effect; who was quicker is not overwritten. */
static void
test_change (CoopRoom      *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *id = NULL;
  g_autofree char *effect = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  g_autoptr (MootProposal) proposal = NULL;
  MootEditorForm *form;

  begin_discussion (fixture);
  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Paint\",\"body\":\"Red.\",\"effect\":"
                    "{\"type\":\"task\",\"params\":{\"title\":\"Buy red paint\"}}}",
                    200, NULL);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "A task: “Buy red paint”.");
  g_signal_connect_swapped (room->page, "change", G_CALLBACK (change_cb), fixture);
  room_press (room, "Change the Proposal…");
  room_wait_opened (room, "change 1");
  shown = coop_node_get (fixture->coop, get_token (fixture, 0), "/proposals/1");
  proposal = moot_entity_from_json (MOOT_TYPE_PROPOSAL, moot_test_reply_object (shown), NULL);

  form = show_editor (fixture, moot_proposal_editor_new_for (room->client, proposal), &id);
  assert_title (form, "Paint");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (fixture, 0))), ==,
                   "Buy red paint");
  moot_editor_form_set_text (form, "Blue.");
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture, 0)), "Buy blue paint");
  coop_room_shoot (fixture, "change-proposal");
  room_press (room, "Save as a New Version");
  g_assert_true (ui_wait (has_id, &id, PATIENCE_MS));
  effect = dup_effect (fixture, "/proposals/1");
  g_assert_nonnull (strstr (effect, "Buy blue paint"));

  g_clear_pointer (&id, g_free);
  form = show_editor (fixture, moot_proposal_editor_new_for (room->client, proposal), &id);
  moot_editor_form_set_text (form, "Green.");
  room_press (room, "Save as a New Version");
  room_wait_text (room, "meanwhile");
  g_assert_null (id);
  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_proposal_page_new (room->client, "1"));
  room_wait_text (room, "A task: “Buy blue paint”.");
  g_assert_null (room_find_button (room->page, "Change the Proposal…"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
#define ADD(name, test, bylaws) \
  g_test_add ("/ui/proposing/" name, CoopRoom, bylaws, coop_room_set_up, test, coop_room_tear_down)
  ADD ("account", test_account, "tiny");
  ADD ("change", test_change, "tiny");
  ADD ("room-to-write", test_room_to_write, "tiny");
  ADD ("draft", test_draft, "tiny");
  ADD ("template", test_template, "tiny");
  ADD ("versions", test_versions, "tiny");
  ADD ("calendar", test_calendar, "tiny");
  ADD ("ballots", test_ballots, "association");
#undef ADD
  return g_test_run ();
}
