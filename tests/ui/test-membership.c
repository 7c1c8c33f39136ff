/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* My membership, on a real node: how I stand, how to pay, what an amount means, and what was paid.
 */
#include "coop-room.h"

#include "moot-dues-page.h"
#include "moot-payment-reference.h"
#include "moot-table.h"

#include <string.h>

static GtkRange *
show_page (CoopRoom *fixture)
{
  coop_room_show (fixture, moot_dues_page_new (fixture->room.client));
  room_wait_text (&fixture->room, "You are a member since");
  return GTK_RANGE (room_find_type (fixture->room.page, GTK_TYPE_SCALE, 0));
}

/* The handle and what is typed are one amount, and its meaning is said before it is chosen. */
static void
test_slider (CoopRoom      *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  GtkRange *scale = show_page (fixture);
  GtkEditable *entry = GTK_EDITABLE (room_find_type (room->page, GTK_TYPE_ENTRY, 0));
  g_autoptr (MootTestReply) status = NULL;

  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "£3.00");
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 300);
  g_assert_nonnull (room_find_text (room->page, "That is £36.00 a year."));
  gtk_range_set_value (scale, 512);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "£5.00");
  g_assert_nonnull (room_find_text (room->page, "That is £60.00 a year."));
  coop_room_shoot (fixture, "membership");

  gtk_editable_set_text (entry, "£25");
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 1000);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "£25");
  gtk_editable_set_text (entry, "£6.50");
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 650);
  room_press (room, "Change Amount");
  room_wait_text (room, "£6.50 each month");
  status = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/dues/status");
  g_assert_cmpint (
    json_object_get_int_member (moot_test_reply_object (status), "amount_minor"), ==, 650);
}

/* What the co-op costs is what an amount is measured against. */
static void
test_meaning (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  for (int i = 1; i <= 3; i++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_months (now, -i);
      g_autofree char *day = g_date_time_format (then, "%Y-%m-15");
      g_autofree char *json = g_strdup_printf (
        "{\"date\":\"%s\",\"description\":\"Server\",\"postings\":["
        "{\"account\":\"Expenses:Hosting\",\"amount_minor\":7300},"
        "{\"account\":\"Assets:Bank:Current\",\"amount_minor\":-7300}]}",
        day);

      coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/admin/ledger", json,
                        200, NULL);
    }
  show_page (fixture);
  room_wait_text (room, "It keeps the co-op running for 30 hours each month.");
  gtk_editable_set_text (GTK_EDITABLE (room_find_type (room->page, GTK_TYPE_ENTRY, 0)), "£10");
  g_assert_nonnull (room_find_text (room->page, "running for 4 days each month."));
}

/* What was due and what was paid stand in one list, and nobody else's. */
static void
test_history (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *reference = moot_payment_reference_new_member (1);
  g_autofree char *shown = moot_payment_reference_format (reference);
  g_autofree char *csv = NULL;
  MootTable *table;

  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"1\",\"amount_minor\":200}", 200, NULL);
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"2\",\"amount_minor\":777}", 200, NULL);
  show_page (fixture);
  g_assert_nonnull (room_find_text (room->page, shown));
  g_assert_nonnull (room_find_text (room->page, "My History"));
  g_assert_nonnull (room_find_text (room->page, "£2.00 of £3.00 paid"));
  g_assert_nonnull (room_find_text (room->page, "Received"));
  table = MOOT_TABLE (room_find_type (room->page, MOOT_TYPE_TABLE, 0));
  g_assert_cmpuint (moot_table_get_n_rows (table), ==, 2);
  csv = moot_table_dup_export (table);
  g_assert_nonnull (strstr (csv, ",Payment,2.00,Received\r\n"));
  g_assert_nonnull (strstr (csv, ",Dues,3.00,"));
  g_assert_null (strstr (csv, "7.77"));
  room_press (room, "Copy");
  room_wait_text (room, "Copied");
}

/* Who says that they paid is believed by nobody before the bank says so; the page tells that it was
 * said, and the treasurer sees it. */
static void
test_paid (CoopRoom      *fixture,
           gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootTestReply) open = NULL;
  GtkWidget *notice;
  g_autoptr (MootTestReply) status = NULL;

  show_page (fixture);
  g_assert_null (room_find_text (room->page, "You said that you paid"));
  coop_room_press_and_confirm (fixture, "I Have Paid…");
  room_wait_text (room, "You said that you paid £3.00 on");
  ui_wait_frames (room->window, 5);
  notice = room_find_text (room->page, "You said that you paid");
  /* all its lines have room */
  g_assert_cmpint (gtk_widget_get_height (gtk_widget_get_parent (notice)), >=,
                   gtk_widget_get_height (notice));
  coop_room_shoot (fixture, "paid");
  open = coop_node_get (fixture->coop, fixture->coop->tokens[0], "/admin/dues/open");
  g_assert_nonnull (strstr (open->text, "\"amount_minor\":300"));
  status = coop_node_get (fixture->coop, fixture->coop->tokens[1], "/dues/status");
  g_assert_null (strstr (status->text, "\"paid_minor\":300"));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*body) (CoopRoom *fixture,
                  gconstpointer bylaws);
  } cases[] = {
    { "/membership/slider", test_slider },
    { "/membership/meaning", test_meaning },
    { "/membership/history", test_history },
    { "/membership/paid", test_paid },
  };

  room_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, CoopRoom, "social-coop", coop_room_set_up, cases[i].body,
                coop_room_tear_down);
  return g_test_run ();
}
