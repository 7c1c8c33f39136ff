/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The directory of the members, on a real node: offices, circles, and what leads to whom. */
#include "coop-room.h"

#include "moot-members-page.h"
#include "moot-news-page.h"
#include "moot-table.h"
#include "moot-text-field.h"

#include <string.h>

#define PATIENCE_MS 60000
#define APPLY "{\"reason\":\"I like bread.\",\"known_by\":[\"2\"],\"accepts_bylaws\":true}"

static gboolean
has_one_row (gpointer table)
{
  return moot_table_get_n_rows (table) == 1;
}

static void
test_directory (CoopRoom      *fixture,
                gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *csv = NULL;
  g_autofree char *opened =
    g_strdup_printf ("open-account %" G_GINT64_FORMAT, fixture->coop->accounts[1]);
  MootTable *table;

  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/circles",
                    "{\"slug\":\"kitchen\",\"name\":\"Kitchen\",\"open\":true}", 200, NULL);
  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "POST", "/circles/1/join", "{}", 200,
                    NULL);
  coop_room_be (fixture, 3);
  coop_room_show (fixture, moot_members_page_new (room->client));
  room_wait_text (room, "The co-op has 4 active members.");
  table = MOOT_TABLE (room_find_type (room->page, MOOT_TYPE_TABLE, 0));
  g_assert_cmpuint (moot_table_get_n_rows (table), ==, COOP_NODE_MEMBERS);
  csv = moot_table_dup_export (table);
  g_assert_nonnull (strstr (csv, "Treasury"));
  g_assert_nonnull (strstr (csv, "bo,0002,,Kitchen,"));
  g_assert_null (strstr (csv, "RF"));
  coop_room_shoot (fixture, "members");

  gtk_widget_activate (gtk_widget_get_ancestor (room_find_text (GTK_WIDGET (table), "0002"),
                                                GTK_TYPE_LIST_BOX_ROW));
  room_wait_opened (room, opened);
}

/* Many are searched, fewer than a handful are seen at a glance. */
static void
test_search (CoopRoom      *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  MootTable *table;
  GtkWidget *search;

  coop_room_show (fixture, moot_members_page_new (room->client));
  room_wait_text (room, "The co-op has 4 active members.");
  table = MOOT_TABLE (room_find_type (room->page, MOOT_TYPE_TABLE, 0));
  search = room_find_type (GTK_WIDGET (table), GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (search), "0003 CY");
  g_assert_true (ui_wait (has_one_row, table, PATIENCE_MS));
}

/* Who applies is asked, vouched for, refused with a reason, and admitted in the end. */
static void
test_applications (CoopRoom      *fixture,
                   gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  GtkWidget *words;

  coop_node_expect (fixture->coop, fixture->coop->stranger, "POST", "/applications", APPLY, 200,
                    NULL);
  coop_room_be (fixture, 3); /* no admin: vouches, and that is all */
  coop_room_show (fixture, moot_members_page_new (room->client));
  room_wait_text (room, "I like bread.");
  g_assert_nonnull (room_find_text (room->page, "Says they know: bo"));
  g_assert_null (room_find_button (room->page, "_Admit"));
  g_assert_nonnull (room_find_button (room->page, "_Vouch"));
  coop_room_shoot (fixture, "application-of-others");

  coop_room_be (fixture, 0);
  coop_room_show (fixture, moot_news_page_new (room->client));
  room_wait_text (room, "asks to become a member");
  gtk_widget_activate (gtk_widget_get_ancestor (
    room_find_text (room->page, "asks to become a member"), GTK_TYPE_LIST_BOX_ROW));
  room_wait_opened (room, "open-members");
  coop_room_show (fixture, moot_members_page_new (room->client));
  room_wait_text (room, "I like bread.");
  room_press (room, "As_k");
  room_wait_text (room, "Write what you want to know.");
  room_press (room, "_Refuse…");
  room_wait_text (room, "Write why: whoever is not admitted hears it.");
  words = room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 0);
  moot_text_field_set_text (MOOT_TEXT_FIELD (words), "Which bread?");
  room_press (room, "As_k");
  room_wait_text (room, "Asked: Which bread?");
  room_wait_text (room, "There is no answer yet.");
  coop_node_expect (fixture->coop, fixture->coop->stranger, "POST", "/applications/me/answer",
                    "{\"text\":\"Rye.\"}", 200, NULL);
  coop_room_show (fixture, moot_members_page_new (room->client));
  room_wait_text (room, "Rye.");
  coop_room_shoot (fixture, "application");
  room_press (room, "_Admit");
  room_wait_no_text (room, "I like bread.");
  room_wait_text (room, "The co-op has"); /* the list was read again */
  coop_node_expect (fixture->coop, fixture->coop->stranger, "POST", "/applications/me/withdraw",
                    "{}", 409, "ERR_STATE");
}

static void
test_refused (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootTestReply) own = NULL;

  coop_node_expect (fixture->coop, fixture->coop->stranger, "POST", "/applications", APPLY, 200,
                    NULL);
  coop_room_be (fixture, 0);
  coop_room_show (fixture, moot_members_page_new (room->client));
  room_wait_text (room, "I like bread.");
  moot_text_field_set_text (
    MOOT_TEXT_FIELD (room_find_type (room->page, MOOT_TYPE_TEXT_FIELD, 0)), "Nobody knows you.");
  coop_room_press_and_confirm (fixture, "_Refuse…");
  room_wait_no_text (room, "I like bread.");
  own = coop_node_get (fixture->coop, fixture->coop->stranger, "/memberships/me");
  g_assert_nonnull (strstr (own->text, "\"decision_reason\":\"Nobody knows you.\""));
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add ("/members/directory", CoopRoom, "social-coop", coop_room_set_up, test_directory,
              coop_room_tear_down);
  g_test_add ("/members/search", CoopRoom, "social-coop", coop_room_set_up, test_search,
              coop_room_tear_down);
  g_test_add ("/members/applications", CoopRoom, "social-coop", coop_room_set_up,
              test_applications, coop_room_tear_down);
  g_test_add ("/members/refused", CoopRoom, "social-coop", coop_room_set_up, test_refused,
              coop_room_tear_down);
  return g_test_run ();
}
