/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The feed on a real display: scrolling, keys, focus, its ends, and what screen readers see. */
#include "feed-fixture.h"

#include <math.h>

/* Steps of a wheel, and absolute values as a coasting scrolled window sets them. */
static void
test_scrolling_is_exact (gconstpointer data)
{
  const double step = GPOINTER_TO_INT (data);
  double value;
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 2000);
  gtk_adjustment_set_value (fixture.adjustment, gtk_adjustment_get_upper (fixture.adjustment) / 2);
  feed_fixture_next_frame (&fixture);
  value = gtk_adjustment_get_value (fixture.adjustment);
  for (int i = 0; i < 80; i++)
    {
      g_autofree char *key = NULL;
      int before = 0;
      int after = 0;

      key = g_strdup (moot_feed_view_get_top_key (fixture.feed, &before));
      value += step + 0.25; /* never read back: as a kinetic scroll does */
      gtk_adjustment_set_value (fixture.adjustment, value);
      feed_fixture_next_frame (&fixture);
      feed_fixture_assert_tiled (&fixture);
      g_assert_cmpfloat (gtk_adjustment_get_value (fixture.adjustment), ==, value);
      if (moot_feed_view_get_key_y (fixture.feed, key, &after))
        g_assert_cmpint (abs (before - after), ==,
                         (int) fabs (round (value) - round (value - step - 0.25)));
    }
  feed_fixture_tear_down (&fixture);
}

/* New posts wait above while somebody reads at the very top, unless asked otherwise. */
static void
test_at_the_top (void)
{
  g_autofree char *key = NULL;
  FeedFixture fixture;
  int y = -1;

  feed_fixture_set_up (&fixture, 50);
  key = g_strdup (moot_feed_view_get_top_key (fixture.feed, &y));
  g_assert_cmpint (y, ==, 0);

  feed_fixture_add (&fixture, 0, 50);
  feed_fixture_next_frame (&fixture);
  g_assert_cmpstr (moot_feed_view_get_top_key (fixture.feed, &y), ==, key);
  g_assert_cmpint (y, ==, 0);
  g_assert_cmpuint (moot_feed_view_get_n_above (fixture.feed), ==, 50);

  moot_feed_view_scroll_to_row (fixture.feed, 0, 0);
  moot_feed_view_set_follow_top (fixture.feed, TRUE);
  feed_fixture_add (&fixture, 0, 5);
  feed_fixture_next_frame (&fixture);
  g_assert_cmpuint (moot_feed_view_get_n_above (fixture.feed), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture.adjustment), ==, 0);
  feed_fixture_tear_down (&fixture);
}

static void
test_scroll_to_key (void)
{
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 1000);
  for (int i = 0; i < 40; i++)
    {
      guint row = feed_fixture_pick (980);
      g_autoptr (TestPost) post = g_list_model_get_item (G_LIST_MODEL (fixture.store), row);
      int y = -1;

      g_assert_true (moot_feed_view_scroll_to_key (fixture.feed, post->key, 24));
      feed_fixture_next_frame (&fixture);
      feed_fixture_assert_tiled (&fixture);
      g_assert_true (moot_feed_view_get_key_y (fixture.feed, post->key, &y));
      g_assert_cmpint (y, ==, row == 0 ? 0 : 24);
    }
  g_assert_false (moot_feed_view_scroll_to_key (fixture.feed, "nobody", 0));
  feed_fixture_tear_down (&fixture);
}

/* Narrow and wide again: the same row has stayed in its place all the time. */
static void
test_resize_back (void)
{
  g_autofree char *key = NULL;
  FeedFixture fixture;
  int before = 0;
  int after = 0;

  feed_fixture_set_up (&fixture, 500);
  gtk_adjustment_set_value (fixture.adjustment, 30000);
  feed_fixture_next_frame (&fixture);
  key = g_strdup (moot_feed_view_get_top_key (fixture.feed, &before));
  for (int width = 600; width >= 320; width -= 20)
    {
      gtk_window_set_default_size (fixture.window, width, 700);
      feed_fixture_next_frame (&fixture);
      g_assert_true (moot_feed_view_get_key_y (fixture.feed, key, &after));
      g_assert_cmpint (after, ==, before);
    }
  for (int width = 320; width <= 600; width += 20)
    {
      gtk_window_set_default_size (fixture.window, width, 700);
      feed_fixture_next_frame (&fixture);
      g_assert_true (moot_feed_view_get_key_y (fixture.feed, key, &after));
      g_assert_cmpint (after, ==, before);
    }
  feed_fixture_tear_down (&fixture);
}

/* What was pressed stays under the pointer, even when a row higher up would have been held. */
static void
test_hold_row (void)
{
  g_autoptr (TestPost) post = NULL;
  FeedFixture fixture;
  int before = 0;
  int after = 0;

  feed_fixture_set_up (&fixture, 500);
  gtk_adjustment_set_value (fixture.adjustment, 30000);
  feed_fixture_next_frame (&fixture);
  post = g_list_model_get_item (G_LIST_MODEL (fixture.store),
                                moot_feed_view_get_n_above (fixture.feed) - 1);
  moot_feed_view_scroll_to_key (fixture.feed, post->key, -20);
  feed_fixture_next_frame (&fixture);
  g_assert_true (moot_feed_view_get_key_y (fixture.feed, post->key, &before));
  g_assert_cmpint (before, ==, -20);

  moot_feed_view_hold_row (fixture.feed, TEST_ROW (post->row)->button);
  post->area += 60000;
  gtk_widget_queue_resize (post->row);
  feed_fixture_next_frame (&fixture);
  g_assert_true (moot_feed_view_get_key_y (fixture.feed, post->key, &after));
  g_assert_cmpint (after, ==, before);
  feed_fixture_tear_down (&fixture);
}

static void
press (FeedFixture *fixture,
       guint        key)
{
  GListModel *controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->feed));
  g_autoptr (GtkShortcutTrigger) trigger = gtk_keyval_trigger_new (key, 0);
  gboolean found = FALSE;

  for (guint i = 0; !found && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (shortcuts))
        continue;
      for (guint k = 0; !found && k < g_list_model_get_n_items (shortcuts); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, k);

          found = gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger) &&
                  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                GTK_WIDGET (fixture->feed),
                                                gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_object_unref (controllers);
  g_assert_true (found);
  feed_fixture_next_frame (fixture);
  feed_fixture_assert_tiled (fixture);
}

static guint
focused_row (FeedFixture *fixture)
{
  gpointer post = moot_feed_view_get_focused_item (fixture->feed);
  guint row = G_MAXUINT;

  g_assert_nonnull (post);
  g_assert_true (g_list_store_find (fixture->store, post, &row));
  return row;
}

static void
test_keys (void)
{
  FeedFixture fixture;
  GtkWidget *row;
  guint at;

  feed_fixture_set_up (&fixture, 200);
  press (&fixture, GDK_KEY_Down);
  g_assert_cmpuint (focused_row (&fixture), ==, 0);
  press (&fixture, GDK_KEY_j);
  press (&fixture, GDK_KEY_Down);
  g_assert_cmpuint (focused_row (&fixture), ==, 2);
  press (&fixture, GDK_KEY_k);
  g_assert_cmpuint (focused_row (&fixture), ==, 1);
  press (&fixture, GDK_KEY_End);
  g_assert_cmpuint (focused_row (&fixture), ==, 199);
  press (&fixture, GDK_KEY_Home);
  g_assert_cmpuint (focused_row (&fixture), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture.adjustment), ==, 0);
  press (&fixture, GDK_KEY_Page_Down);
  at = focused_row (&fixture);
  g_assert_cmpuint (at, >, 0);
  for (int i = 0; i < 60; i++)
    press (&fixture, GDK_KEY_Down);
  g_assert_cmpuint (focused_row (&fixture), >, at + 30);

  /* Tab goes into the row, Escape comes back, Tab out of the last part leaves the feed. */
  row = gtk_window_get_focus (fixture.window);
  g_assert_true (MOOT_IS_FEED_ITEM (row));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture.feed), GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (fixture.window)));
  press (&fixture, GDK_KEY_Escape);
  g_assert_true (gtk_window_get_focus (fixture.window) == row);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture.feed), GTK_DIR_TAB_FORWARD));
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (fixture.feed), GTK_DIR_TAB_FORWARD));
  feed_fixture_tear_down (&fixture);
}

static void
activated_cb (MootFeedView  *feed,
              GObject       *item,
              GObject      **out_item)
{
  *out_item = item;
}

static void
test_open (void)
{
  GObject *opened = NULL;
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 20);
  g_signal_connect (fixture.feed, "activate", G_CALLBACK (activated_cb), &opened);
  press (&fixture, GDK_KEY_Down);
  press (&fixture, GDK_KEY_Return);
  g_assert_nonnull (opened);
  g_assert_true (opened == moot_feed_view_get_focused_item (fixture.feed));
  feed_fixture_tear_down (&fixture);
}

static void
test_accessible (void)
{
  g_autofree char *label = NULL;
  GtkWidget *item;
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 20);
  gtk_test_accessible_assert_role (fixture.feed, GTK_ACCESSIBLE_ROLE_LIST);
  item = gtk_widget_get_first_child (GTK_WIDGET (fixture.feed));
  gtk_test_accessible_assert_role (item, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  label = g_strdup_printf ("Post %s", MOOT_FEED_ITEM (item)->key);
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  feed_fixture_tear_down (&fixture);
}

static void
near_end_cb (MootFeedView *feed,
             guint        *n_times)
{
  (*n_times)++;
}

static gboolean
is_nonzero (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_near_end (void)
{
  guint n_times = 0;
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 200);
  g_signal_connect (fixture.feed, "near-end", G_CALLBACK (near_end_cb), &n_times);
  feed_fixture_next_frame (&fixture);
  g_assert_cmpuint (n_times, ==, 0);
  moot_feed_view_focus_row (fixture.feed, 199);
  g_assert_true (ui_wait (is_nonzero, &n_times, 60000));
  feed_fixture_next_frame (&fixture);
  g_assert_cmpuint (n_times, ==, 1);
  feed_fixture_add (&fixture, 200, 3);
  g_assert_true (ui_wait_frames (GTK_WIDGET (fixture.window), 5));
  g_assert_cmpuint (n_times, ==, 2);
  feed_fixture_tear_down (&fixture);
}

static void
test_empty (void)
{
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 0);
  feed_fixture_assert_tiled (&fixture);
  feed_fixture_add (&fixture, 0, 30);
  feed_fixture_next_frame (&fixture);
  feed_fixture_assert_tiled (&fixture);
  g_assert_cmpuint (moot_feed_view_get_n_above (fixture.feed), ==, 0);
  moot_feed_view_focus_row (fixture.feed, 3);
  g_list_store_remove_all (fixture.store);
  feed_fixture_next_frame (&fixture);
  feed_fixture_assert_tiled (&fixture);
  feed_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/feed/empty", test_empty);
  g_test_add_func ("/ui/feed/at-the-top", test_at_the_top);
  g_test_add_func ("/ui/feed/scroll-to-key", test_scroll_to_key);
  g_test_add_func ("/ui/feed/resize-back", test_resize_back);
  g_test_add_func ("/ui/feed/hold-row", test_hold_row);
  g_test_add_func ("/ui/feed/keys", test_keys);
  g_test_add_func ("/ui/feed/open", test_open);
  g_test_add_func ("/ui/feed/accessible", test_accessible);
  g_test_add_func ("/ui/feed/near-end", test_near_end);
  g_test_add_data_func ("/ui/feed/scroll/down-37", GINT_TO_POINTER (37), test_scrolling_is_exact);
  g_test_add_data_func ("/ui/feed/scroll/down-300", GINT_TO_POINTER (300), test_scrolling_is_exact);
  g_test_add_data_func ("/ui/feed/scroll/up-37", GINT_TO_POINTER (-37), test_scrolling_is_exact);
  g_test_add_data_func ("/ui/feed/scroll/up-300", GINT_TO_POINTER (-300), test_scrolling_is_exact);
  return g_test_run ();
}
