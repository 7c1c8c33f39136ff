/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* My dues in each state, changing the amount, pausing, and the treasurer's form. */
#include "room-fixture.h"

#include "moot-dues-page.h"

static const struct
{
  const char *name;
  const char *status;
  const char *shows;
} states[] = {
  { "paid-up", "\"paid_up\"", "Paid until 19 October 2026." },
  { "due-soon", "\"due_soon\"", "The next payment is due on 20 November 2026." },
  { "due", "\"due\"", "£3.00 is due; there is time until 3 November 2026." },
  { "overdue", "\"overdue\"", "£3.00 is still open." },
  { "lapsed", "\"lapsed\"", "Your membership rests while £3.00 is open." },
  { "not-applicable", "\"n/a\"", "You owe no dues." },
};

static void
test_state (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "dues-status", NULL, "status", states[i].status);
  room_fixture_show (&fixture, moot_dues_page_new (fixture.client), 1000, 1000);
  room_wait_text (&fixture, states[i].shows);
  g_assert_nonnull (room_find_text (fixture.page, "£3.00 each month"));
  g_assert_nonnull (room_find_text (fixture.page, "RF49 FM00 42"));
  g_assert_nonnull (room_find_text (fixture.page, "DE89370400440532013000"));
  room_fixture_tear_down (&fixture);
}

static void
test_amount (void)
{
  static const struct
  {
    const char *typed;
    const char *says;
  } refused[] = {
    { "plenty", "That is not an amount of money." },
    { "0.99", "The least to choose is £1.00." },
    { " ", "Write an amount first." },
  };
  RoomFixture fixture;
  GtkWidget *entry;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_dues_page_new (fixture.client), 1000, 1000);
  room_wait_text (&fixture, "Pay what you can, from £1.00 to £10.00; £3.00 is suggested.");
  entry = room_find_type (fixture.page, GTK_TYPE_ENTRY, 0);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), refused[i].typed);
      g_assert_nonnull (room_find_text (fixture.page, refused[i].says));
      g_assert_false (gtk_widget_is_sensitive (room_find_button (fixture.page, "Change Amount")));
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "£5");
  room_press (&fixture, "Change Amount");
  room_wait_written (&fixture, "PUT /dues/choice {\"amount_minor\":500}");
  g_assert_cmpuint (room_server_count (fixture.server, "PUT /dues/choice"), ==, 1);
  g_assert_null (room_find_text (fixture.page, "That is not an amount of money."));
  room_wait_text (&fixture, "£5.00 each month");
  room_fixture_tear_down (&fixture);
}

static gboolean
leads_to_desk (GtkWidget *widget,
               gpointer   data)
{
  return GTK_IS_LIST_BOX_ROW (widget) && room_is_visible (widget) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)),
                    "win.open-treasurer") == 0;
}

static void
test_treasurer (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, moot_dues_page_new (fixture.client), 1000, 1400);
  room_wait_text (&fixture, "Treasurer");
  g_assert_nonnull (ui_find (fixture.page, leads_to_desk, NULL));
  room_fixture_tear_down (&fixture);
}

static void
test_no_treasurer (void)
{
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_server_edit (fixture.server, "me", NULL, "roles", "[]");
  room_fixture_show (&fixture, moot_dues_page_new (fixture.client), 1000, 1000);
  room_wait_text (&fixture, "My Membership");
  g_assert_null (ui_find (fixture.page, leads_to_desk, NULL));
  room_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dues/state/%s", states[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
    }
  g_test_add_func ("/dues/amount", test_amount);
  g_test_add_func ("/dues/treasurer", test_treasurer);
  g_test_add_func ("/dues/no-treasurer", test_no_treasurer);
  return g_test_run ();
}
