/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Invitations on a real node: given out, used by somebody else, and revoked. */
#include "coop-room.h"

#include "moot-invites-page.h"

#include <string.h>

static gboolean
is_letter (GtkWidget *widget,
           gpointer   data)
{
  return GTK_IS_LABEL (widget) && room_is_visible (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), "enter this code: ") != NULL;
}

/* A member invites with limits; who is no member applies with the whole message; the code is worth
 * nothing once it is revoked, and an officer sees everybody’s. */
static void
test_invites (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootClient) stranger = moot_client_new (fixture->coop->node->base_url, NULL,
                                                     fixture->coop->stranger);
  g_autofree char *letter = NULL;

  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_invites_page_new (room->client));
  room_wait_text (room, "There is none now.");
  gtk_editable_set_text (GTK_EDITABLE (room_find_type (room->page, GTK_TYPE_ENTRY, 0)),
                         "Neighbours");
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (room_find_type (room->page, GTK_TYPE_SPIN_BUTTON, 0)), 3);
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 0)), 3);
  room_press (room, "Make an Invitation");
  room_wait_text (room, "For 3 people · Works until ");
  g_assert_nonnull (room_find_text (room->page, "Neighbours"));
  letter = g_strdup (gtk_label_get_text (GTK_LABEL (ui_find (room->page, is_letter, NULL))));
  coop_room_shoot (fixture, "invites");

  coop_room_show (fixture, moot_invites_page_new (stranger));
  room_wait_text (room, "Join With an Invitation");
  g_assert_null (room_find_button (room->page, "Make an Invitation"));
  gtk_editable_set_text (GTK_EDITABLE (room_find_type (room->page, GTK_TYPE_ENTRY, 0)), "wrong");
  coop_room_shoot (fixture, "invites-join");
  room_press (room, "Apply");
  room_wait_text (room, "It is not there");
  gtk_editable_set_text (GTK_EDITABLE (room_find_type (room->page, GTK_TYPE_ENTRY, 0)), letter);
  room_press (room, "Apply");
  room_wait_no_text (room, "Join With an Invitation");
  room_wait_text (room, "You are approved.");
  coop_room_shoot (fixture, "invites-joined");

  coop_room_be (fixture, 0);
  coop_room_show (fixture, moot_invites_page_new (room->client));
  room_wait_text (room, "Used by 1 of 3 people · Works until ");
  g_assert_nonnull (room_find_text (room->page, "From bo"));
  coop_room_press_and_confirm (fixture, "Revoke…");
  room_wait_text (room, "Revoked on ");
  g_assert_nonnull (room_find_text (room->page, "Earlier Invitations"));
  g_assert_null (room_find_button (room->page, "Revoke…"));
  coop_room_shoot (fixture, "invites-revoked");

  /* the limit is the co-op’s, and its words are shown */
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (room_find_type (room->page, GTK_TYPE_SPIN_BUTTON, 0)), 500);
  room_press (room, "Make an Invitation");
  room_wait_text (room, "between 1 and 10");
}

/* Who applied without an invitation waits for the members. */
static void
test_waiting (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootClient) stranger = moot_client_new (fixture->coop->node->base_url, NULL,
                                                     fixture->coop->stranger);

  coop_node_expect (fixture->coop, fixture->coop->stranger, "POST", "/applications",
                    "{\"reason\":\"I like bread.\",\"accepts_bylaws\":true}", 200, NULL);
  coop_room_show (fixture, moot_invites_page_new (stranger));
  room_wait_text (room, "The members decide whether you join.");
  g_assert_null (room_find_text (room->page, "You are approved."));
  g_assert_null (room_find_button (room->page, "Apply"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
  g_test_add ("/ui/invites/give-use-revoke", CoopRoom, NULL, coop_room_set_up, test_invites,
              coop_room_tear_down);
  g_test_add ("/ui/invites/waiting", CoopRoom, NULL, coop_room_set_up, test_waiting,
              coop_room_tear_down);
  return g_test_run ();
}
