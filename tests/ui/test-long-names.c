/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pages with choices of names, on a real node whose members have long ones. */
#include "coop-room.h"

#include "moot-circle-page.h"
#include "moot-discussion-editor.h"
#include "moot-election-editor.h"
#include "moot-election-page.h"
#include "moot-member.h"
#include "moot-payment-form.h"
#include "moot-proposal-editor.h"

#define PATIENCE_MS 60000
#define LONG_NAME "Maximiliana Wolfeschlegelsteinhausenbergerdorff von und zu der Au"
#define NARROW 360 /* px */

static gboolean
write_sql (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  return moot_db_execute (db, data, error);
}

static void
check_width_of_page (CoopRoom *fixture)
{
  int least = 0;

  gtk_widget_measure (fixture->room.page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_test_message ("%s: %d px", G_OBJECT_TYPE_NAME (fixture->room.page), least);
  g_assert_cmpint (least, <=, NARROW);
  coop_room_shoot (fixture, G_OBJECT_TYPE_NAME (fixture->room.page));
}

static void
check_width (CoopRoom   *fixture,
             GtkWidget  *page,
             const char *text)
{
  coop_room_show (fixture, page);
  room_wait_text (&fixture->room, text);
  g_assert_nonnull (room_find_text (fixture->room.page, "Maximiliana"));
  check_width_of_page (fixture);
}

static gboolean
has_circles (gpointer page)
{
  GtkDropDown *choice = GTK_DROP_DOWN (room_find_type (page, GTK_TYPE_DROP_DOWN, 0));

  return choice != NULL && g_list_model_get_n_items (gtk_drop_down_get_model (choice)) > 1;
}

static GtkDropDown *
get_choice (CoopRoom *fixture,
            guint     nth)
{
  return GTK_DROP_DOWN (room_find_type (fixture->room.page, GTK_TYPE_DROP_DOWN, nth));
}

/* Choices of members, circles and offices end in dots where a window is narrow. */
static void
test_long_names (CoopRoom      *fixture,
                 gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);

  moot_test_node_write (fixture->coop->node, write_sql,
                        "UPDATE account SET display_name = '" LONG_NAME " ' || username");
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/circles",
                    "{\"name\":\"Maximiliana’s Circle of Those Who Look After All Servers\","
                    "\"mandate\":\"Servers.\"}",
                    200, NULL);
  check_width (fixture, moot_circle_page_new (room->client, "1"), "Take Somebody In");

  coop_room_show (fixture, moot_discussion_editor_new (room->client));
  room_wait_text (room, "Start Discussion");
  g_assert_true (ui_wait (has_circles, room->page, PATIENCE_MS));
  gtk_drop_down_set_selected (get_choice (fixture, 0), 1);
  check_width_of_page (fixture);

  coop_room_show (fixture, moot_election_editor_new (room->client));
  room_wait_text (room, "Who Watches Over the Count");
  gtk_drop_down_set_selected (get_choice (fixture, 1), 1);
  check_width_of_page (fixture);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/elections",
                    "{\"title\":\"Who keeps the books?\",\"role\":\"steering\",\"seats\":1}", 200,
                    NULL);
  check_width (fixture, moot_election_page_new (room->client, "1"), "Ask Them to Stand");

  coop_room_show (fixture, moot_proposal_editor_new (room->client, NULL));
  room_wait_text (room, "Decided As");
  check_width_of_page (fixture);

  g_ptr_array_add (members, g_object_new (MOOT_TYPE_MEMBER, NULL));
  MOOT_MEMBER (g_ptr_array_index (members, 0))->id = g_strdup ("1");
  MOOT_MEMBER (g_ptr_array_index (members, 0))->name = g_strdup (LONG_NAME);
  coop_room_show (fixture, g_object_new (MOOT_TYPE_PAYMENT_FORM, NULL));
  moot_payment_form_set_members (MOOT_PAYMENT_FORM (room->page), room->client, members, "GBP");
  check_width_of_page (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
  g_test_add ("/ui/long-names/pages", CoopRoom, NULL, coop_room_set_up, test_long_names,
              coop_room_tear_down);
  return g_test_run ();
}
