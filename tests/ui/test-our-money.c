/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The money of the co-op as every member sees it, on a real node: sums, months, the decisions
 * behind costs, and nothing that says who paid what. */
#include "coop-room.h"

#include "moot-money-page.h"
#include "moot-table.h"

#include <string.h>

static MootTable *
get_table (CoopRoom *fixture,
           guint     i)
{
  return MOOT_TABLE (room_find_type (fixture->room.page, MOOT_TYPE_TABLE, i));
}

static void
pay (CoopRoom   *fixture,
     const char *member,
     guint       minor)
{
  g_autofree char *json =
    g_strdup_printf ("{\"member_id\":\"%s\",\"amount_minor\":%u}", member, minor);

  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/admin/payments", json, 200,
                    NULL);
}

static void
book_hosting (CoopRoom *fixture)
{
  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/admin/ledger",
                    "{\"description\":\"Server\",\"postings\":["
                    "{\"account\":\"Expenses:Hosting\",\"amount_minor\":450},"
                    "{\"account\":\"Assets:Bank:Current\",\"amount_minor\":-450}]}",
                    200, NULL);
}

/* A member without an office looks. */
static void
look (CoopRoom *fixture)
{
  coop_room_be (fixture, 2);
  coop_room_show (fixture, moot_money_page_new (fixture->room.client));
  room_wait_text (&fixture->room, "The Co-op’s Money in");
}

static void
test_sums (CoopRoom      *fixture,
           gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *accounts = NULL;
  g_autofree char *months = NULL;

  pay (fixture, "1", 300);
  pay (fixture, "2", 300);
  pay (fixture, "4", 433);
  book_hosting (fixture);
  look (fixture);
  g_assert_nonnull (room_find_text (room->page, "3 members paid £10.33 of dues this year."));
  g_assert_nonnull (room_find_text (room->page, "£5.83"));
  g_assert_nonnull (room_find_text (room->page, "Costs by Month"));
  g_assert_null (room_find_text (room->page, "Months are shown without dues"));
  accounts = moot_table_dup_export (get_table (fixture, 0));
  g_assert_cmpstr (accounts, ==,
                   "What,Kind,Planned,So Far\r\nDues,Income,0.00,10.33\r\n"
                   "Hosting,Costs,0.00,4.50\r\n");
  months = moot_table_dup_export (get_table (fixture, 2));
  g_assert_nonnull (strstr (months, ",10.33,4.50,5.83\r\n"));
  g_assert_null (strstr (months, ",0.00,0.00,0.00\r\n")); /* before the books there is nothing */
  coop_room_shoot (fixture, "money");
}

/* What two have paid would say what each did, once one of them looks. */
static void
test_few (CoopRoom      *fixture,
          gconstpointer  data)
{
  g_autofree char *accounts = NULL;

  pay (fixture, "1", 377);
  pay (fixture, "2", 300);
  look (fixture);
  g_assert_nonnull (room_find_text (fixture->room.page, "it would say who paid what"));
  g_assert_nonnull (room_find_text (fixture->room.page, "The reserve is shown without the dues"));
  g_assert_null (room_find_text (fixture->room.page, "£6.77"));
  accounts = moot_table_dup_export (get_table (fixture, 0));
  g_assert_null (strstr (accounts, "6.77"));
  g_assert_null (strstr (accounts, "3.77"));
  coop_room_shoot (fixture, "money-few");
}

static void
pay_long_ago (CoopRoom *fixture)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) day = g_date_time_new_utc (g_date_time_get_year (now), 1, 1, 0, 0, 0);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *json = g_strdup_printf (
    "{\"member_id\":\"1\",\"amount_minor\":377,\"received_on\":\"%s\"}", date);

  coop_node_expect (fixture->coop, fixture->coop->tokens[0], "POST", "/admin/payments", json, 200,
                    NULL);
}

/* One paid in January: the sum of the year is told, that of January is not. */
static void
test_few_in_a_month (CoopRoom      *fixture,
                     gconstpointer  data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *months = NULL;

  if (g_date_time_get_month (now) == 1)
    {
      g_test_skip ("in January there is one month");
      return;
    }
  pay_long_ago (fixture);
  pay (fixture, "1", 300);
  pay (fixture, "2", 300);
  pay (fixture, "4", 433);
  book_hosting (fixture);
  look (fixture);
  g_assert_nonnull (
    room_find_text (fixture->room.page, "3 members paid £14.10 of dues this year."));
  g_assert_nonnull (room_find_text (fixture->room.page, "Months are shown without dues"));
  months = moot_table_dup_export (get_table (fixture, 2));
  g_assert_null (strstr (months, "3.77"));
  g_assert_null (strstr (months, "10.33"));
  coop_room_shoot (fixture, "money-few-months");
}

/* A cost leads to the decision behind it. */
static void
test_decided (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *decided = NULL;

  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "POST", "/discussions",
                    "{\"title\":\"Heat\",\"context\":\"It is cold.\"}", 200, NULL);
  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Rent a larger server\",\"body\":\"It is "
                    "full\",\"class\":\"ordinary\",\"effect\":{\"type\":\"payment_order\","
                    "\"params\":{\"amount_minor\":1250,\"payee\":\"Host\",\"account\":"
                    "\"Expenses:Hosting\"}}}",
                    200, NULL);
  coop_node_expect (fixture->coop, fixture->coop->tokens[1], "POST", "/proposals/1/open", "{}",
                    200, NULL);
  coop_node_close_vote (fixture->coop);
  look (fixture);
  room_wait_text (room, "Rent a larger server");
  decided = moot_table_dup_export (get_table (fixture, 1));
  g_assert_nonnull (strstr (decided, ",Rent a larger server,Hosting,Host,12.50\r\n"));
  gtk_widget_activate (gtk_widget_get_ancestor (
    room_find_text (GTK_WIDGET (get_table (fixture, 1)), "Rent a larger server"),
    GTK_TYPE_LIST_BOX_ROW));
  room_wait_opened (room, "open-proposal 1");
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  g_test_add ("/money/sums", CoopRoom, "social-coop", coop_room_set_up, test_sums,
              coop_room_tear_down);
  g_test_add ("/money/few", CoopRoom, "social-coop", coop_room_set_up, test_few,
              coop_room_tear_down);
  g_test_add ("/money/few-in-a-month", CoopRoom, "social-coop", coop_room_set_up,
              test_few_in_a_month, coop_room_tear_down);
  g_test_add ("/money/decided", CoopRoom, "tiny", coop_room_set_up, test_decided,
              coop_room_tear_down);
  return g_test_run ();
}
