/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The desk of those who keep the books, on a real node: a file of the bank is dropped, looked at,
 * booked and undone; what is in the tables is sorted, searched and exported. */
#include "coop-room.h"

#include "moot-clock.h"
#include "moot-day.h"
#include "moot-import-page.h"
#include "moot-payment-form.h"
#include "moot-payment-reference.h"
#include "moot-table.h"
#include "moot-treasurer-page.h"

#include <string.h>

#define PATIENCE_MS 60000

#define STATEMENT                                    \
  "DAY,3.00,Someone,DE89370400440532013000,REF,B1\n" \
  "DAY,3.00,Somebody,,FM0003,B2\n"                   \
  "DAY,7.00,Stranger,,A gift,B3\n"                   \
  "DAY,-12.00,Host,,Invoice,B4\n"                    \
  "DAY,41.50,=Formula,,A larger gift,B5\n"

/* A file of the bank: @rows with `DAY` for yesterday and `REF` for the second member's. */
static GFile *
write_file (CoopRoom   *fixture,
            const char *name,
            const char *rows)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *reference = moot_payment_reference_new_member (2);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day =
    moot_day_format (moot_day_add_days (moot_day_from_time (moot_clock_now (), utc), -1));
  g_autoptr (GString) text =
    g_string_new ("Date,Amount,Name,Counterparty IBAN,Reference,ID\n");

  g_string_append (text, rows);
  g_string_replace (text, "DAY", day, 0);
  g_string_replace (text, "REF", reference, 0);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return g_file_new_for_path (path);
}

/* As a file manager does. */
static void
drop (GtkWidget *page,
      GFile     *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (page);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  g_assert_true (taken);
}

static void
open_desk (CoopRoom *fixture)
{
  coop_room_show (fixture, moot_treasurer_page_new (fixture->room.client));
  room_wait_text (&fixture->room, "Open Dues");
}

/* Brings a file, and looks at what was found in it. */
static void
bring (CoopRoom   *fixture,
       const char *rows)
{
  g_autoptr (GFile) file = write_file (fixture, "bank.csv", rows);

  open_desk (fixture);
  drop (fixture->room.page, file);
  room_wait_opened (&fixture->room, "open-import 1");
  coop_room_show (fixture, moot_import_page_new (fixture->room.client, "1"));
  room_wait_text (&fixture->room, "What the Bank Booked");
}

static guint
count_payments (CoopRoom *fixture,
                guint     member)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (fixture->coop, fixture->coop->tokens[member], "/dues/payments");
  guint n = 0;

  moot_test_assert_status (reply, 200);
  for (const char *at = reply->text; (at = strstr (at, "\"state\":\"confirmed\"")) != NULL; at++)
    n++;
  return n;
}

static gboolean
is_menu (GtkWidget *widget,
         gpointer   label)
{
  return GTK_IS_MENU_BUTTON (widget) && room_is_visible (widget) &&
         g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)), label) == 0;
}

static GtkWidget *
open_menu (CoopRoom   *fixture,
           const char *label)
{
  GtkWidget *button = ui_find (fixture->room.page, is_menu, (gpointer) label);

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
}

static void
press_in (GtkWidget  *menu,
          const char *label)
{
  GtkWidget *button = room_find_button (menu, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_import (CoopRoom      *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  GtkWidget *menu;

  bring (fixture, STATEMENT);
  room_wait_text (room, "4 payments were found.  Nothing is booked yet.");
  g_assert_nonnull (room_find_text (room->page, "Reference, 100 %"));
  g_assert_nonnull (room_find_text (room->page, "Member number, 80 %"));
  g_assert_nonnull (room_find_text (room->page, "Nobody found"));
  g_assert_nonnull (room_find_text (room->page, "Paid by the co-op"));
  g_assert_null (room_find_button (room->page, "Undo This Import…"));
  g_assert_cmpuint (count_payments (fixture, 1), ==, 0);
  coop_room_shoot (fixture, "import");

  room_press (room, "Book 2 Certain Payments");
  room_wait_text (room, "2 payments are still to be checked.");
  g_assert_cmpuint (count_payments (fixture, 1), ==, 1);
  g_assert_cmpuint (count_payments (fixture, 2), ==, 1);
  g_assert_null (room_find_button (room->page, "Book 0 Certain Payments"));

  menu = open_menu (fixture, "Choose Member…");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (room_find_type (menu, GTK_TYPE_DROP_DOWN, 0)), 0);
  press_in (menu, "Book to This Member");
  room_wait_text (room, "1 payment is still to be checked.");
  press_in (open_menu (fixture, "Choose Member…"), "Not a Payment of a Member");
  room_wait_text (room, "Everything in this file is dealt with.");
  coop_room_shoot (fixture, "import-booked");

  coop_room_press_and_confirm (fixture, "Undo This Import…");
  room_wait_text (room, "3 payments were found.  Nothing is booked yet.");
  g_assert_cmpuint (count_payments (fixture, 1), ==, 0);
  g_assert_cmpuint (count_payments (fixture, 2), ==, 0);
}

static gboolean
has_one_row (gpointer table)
{
  return moot_table_get_n_rows (table) == 1;
}

/* The same file is the import that it was; what is no statement is refused in words. */
static void
test_files (CoopRoom      *fixture,
            gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (GFile) file = write_file (fixture, "bank.csv", STATEMENT);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) words = g_file_get_child (folder, "words.txt");
  g_autofree char *path = g_file_get_path (words);

  open_desk (fixture);
  g_assert_nonnull (room_find_text (room->page, "No file was brought yet."));
  moot_treasurer_page_bring (MOOT_TREASURER_PAGE (room->page), file);
  room_wait_opened (room, "open-import 1");
  g_assert_true (ui_wait (has_one_row, room_find_type (room->page, MOOT_TYPE_TABLE, 0),
                          PATIENCE_MS));
  g_clear_pointer (&room->opened, g_free);
  moot_treasurer_page_bring (MOOT_TREASURER_PAGE (room->page), file);
  room_wait_opened (room, "open-import 1");
  g_assert_cmpuint (
    moot_table_get_n_rows (MOOT_TABLE (room_find_type (room->page, MOOT_TYPE_TABLE, 0))), ==, 1);

  moot_treasurer_page_bring (MOOT_TREASURER_PAGE (room->page), folder);
  room_wait_text (room, "That is no file with a statement.");
  g_assert_true (g_file_set_contents (path, "only words", -1, NULL));
  moot_treasurer_page_bring (MOOT_TREASURER_PAGE (room->page), words);
  room_wait_no_text (room, "That is no file with a statement.");
  room_wait_text (room, "It says:");
  coop_room_shoot (fixture, "treasurer-refused");
}

static void
press_heading (MootTable  *table,
               const char *title)
{
  GtkWidget *label = room_find_text (GTK_WIDGET (table), title);

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

/* The day stands before the amount, and the day is the same for all. */
static void
assert_export (MootTable  *table,
               const char *first,
               const char *last)
{
  g_autofree char *csv = moot_table_dup_export (table);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  const guint n = g_strv_length (lines);

  g_assert_cmpstr (lines[0], ==, "Date,Payer,Text,Amount,Member,Match");
  g_assert_nonnull (strstr (lines[1], first));
  g_assert_nonnull (strstr (lines[n - 2], last));
}

static void
test_table (CoopRoom      *fixture,
            gconstpointer  data)
{
  MootTable *table;
  GtkWidget *search;

  bring (fixture, STATEMENT);
  room_wait_text (&fixture->room, "Stranger");
  table = MOOT_TABLE (room_find_type (fixture->room.page, MOOT_TYPE_TABLE, 0));
  g_assert_cmpuint (moot_table_get_n_rows (table), ==, 5);
  press_heading (table, "Amount");
  assert_export (table, "Host,Invoice,-12.00", "'=Formula,A larger gift,41.50");
  press_heading (table, "Amount");
  assert_export (table, "'=Formula,A larger gift,41.50", "Host,Invoice,-12.00");
  press_heading (table, "Payer");
  assert_export (table, "'=Formula", "Stranger,A gift,7.00");

  search = room_find_type (GTK_WIDGET (table), GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (search), "GIFT strang");
  g_assert_true (ui_wait (has_one_row, table, PATIENCE_MS));
  assert_export (table, "Stranger,A gift,7.00", "Stranger,A gift,7.00");
  gtk_editable_set_text (GTK_EDITABLE (search), "nowhere");
  room_wait_text (&fixture->room, "Nothing here has all these words.");
}

/* Who owes what, and a payment that came in another way. */
static void
test_open_items (CoopRoom      *fixture,
                 gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  GtkWidget *form;
  MootTable *table;
  guint n_open;

  open_desk (fixture);
  table = MOOT_TABLE (room_find_type (room->page, MOOT_TYPE_TABLE, 1));
  n_open = moot_table_get_n_rows (table);
  g_assert_cmpuint (n_open, ==, COOP_NODE_MEMBERS);
  coop_room_shoot (fixture, "treasurer");
  form = room_find_type (room->page, MOOT_TYPE_PAYMENT_FORM, 0);
  gtk_editable_set_text (GTK_EDITABLE (room_find_type (form, GTK_TYPE_ENTRY, 0)), "3.00");
  room_press (room, "Record");
  room_wait_text (room, "The payment is recorded.");
  while (moot_table_get_n_rows (table) == n_open)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (moot_table_get_n_rows (table), ==, n_open - 1);
}

static void
test_others (CoopRoom      *fixture,
             gconstpointer  data)
{
  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_treasurer_page_new (fixture->room.client));
  room_wait_text (&fixture->room, "only a treasurer");
  g_assert_null (room_find_text (fixture->room.page, "Open Dues"));
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
    { "/treasurer/import", test_import },
    { "/treasurer/files", test_files },
    { "/treasurer/table", test_table },
    { "/treasurer/open-items", test_open_items },
    { "/treasurer/others", test_others },
  };

  room_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, CoopRoom, "social-coop", coop_room_set_up, cases[i].body,
                coop_room_tear_down);
  return g_test_run ();
}
