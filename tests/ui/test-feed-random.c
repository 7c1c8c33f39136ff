/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Random changes to a feed: whatever happens to the list, what is being read does not move by a
 * pixel, the rows tile the window, the focus stays, and few rows are alive. */
#include "feed-fixture.h"

static gboolean
has_key (FeedFixture *fixture,
         const char  *key)
{
  for (guint i = 0; i < feed_fixture_count (fixture); i++)
    {
      g_autoptr (TestPost) post = g_list_model_get_item (G_LIST_MODEL (fixture->store), i);

      if (g_strcmp0 (post->key, key) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether an end of the list holds the rows where they are. */
static gboolean
is_clamped (FeedFixture *fixture)
{
  double value = gtk_adjustment_get_value (fixture->adjustment);
  double last = gtk_adjustment_get_upper (fixture->adjustment) -
                gtk_adjustment_get_page_size (fixture->adjustment);

  return value <= gtk_adjustment_get_lower (fixture->adjustment) + 0.5 || value >= last - 0.5;
}

/* One of @n rows from @before rows above the top of the window on.  (MIN () rolls a dice twice.) */
static guint
pick_near (FeedFixture *fixture,
           guint        before,
           guint        n)
{
  guint above = moot_feed_view_get_n_above (fixture->feed);
  guint row = (above > before ? above - before : 0) + feed_fixture_pick (n);

  return MIN (row, feed_fixture_count (fixture) - 1);
}

static void
prepend_posts (FeedFixture *fixture)
{
  feed_fixture_add (fixture, 0, 1 + feed_fixture_pick (50));
}

static void
append_posts (FeedFixture *fixture)
{
  feed_fixture_add (fixture, feed_fixture_count (fixture), 1 + feed_fixture_pick (50));
}

static void
insert_posts (FeedFixture *fixture)
{
  feed_fixture_add (fixture, feed_fixture_pick (feed_fixture_count (fixture) + 1),
                    1 + feed_fixture_pick (10));
}

static void
insert_near (FeedFixture *fixture)
{
  feed_fixture_add (fixture, pick_near (fixture, 0, 5), 1 + feed_fixture_pick (3));
}

static void
delete_posts (FeedFixture *fixture)
{
  guint at = feed_fixture_pick (feed_fixture_count (fixture));
  guint n = 1 + feed_fixture_pick (8); /* a macro would roll the dice twice */

  if (feed_fixture_count (fixture) > 60)
    g_list_store_splice (fixture->store, at, MIN (n, feed_fixture_count (fixture) - at), NULL, 0);
}

static void
delete_near (FeedFixture *fixture)
{
  guint at = moot_feed_view_get_n_above (fixture->feed);
  guint n = 1 + feed_fixture_pick (2);

  at = at > 2 ? at - 2 + feed_fixture_pick (4) : at;
  if (feed_fixture_count (fixture) > 60 && at < feed_fixture_count (fixture))
    g_list_store_splice (fixture->store, at, MIN (n, feed_fixture_count (fixture) - at), NULL, 0);
}

/* A newer copy of the same post, as after an edit. */
static void
replace_post (FeedFixture *fixture)
{
  guint at = pick_near (fixture, 0, 4);
  g_autoptr (TestPost) old = g_list_model_get_item (G_LIST_MODEL (fixture->store), at);
  g_autoptr (TestPost) post = g_object_new (TEST_TYPE_POST, NULL);

  g_free (post->key);
  post->key = g_strdup (old->key);
  g_list_store_splice (fixture->store, at, 1, (gpointer *) &post, 1);
}

static void
replace_all (FeedFixture *fixture)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < feed_fixture_count (fixture); i++)
    g_ptr_array_add (posts, g_list_model_get_item (G_LIST_MODEL (fixture->store), i));
  g_list_store_splice (fixture->store, 0, posts->len, posts->pdata, posts->len);
}

static void
grow_post (FeedFixture *fixture)
{
  guint at = pick_near (fixture, 3, 8);
  g_autoptr (TestPost) post = g_list_model_get_item (G_LIST_MODEL (fixture->store), at);

  post->area = g_test_rand_int_range (20000, 300000);
  if (post->row != NULL)
    gtk_widget_queue_resize (post->row);
}

static void
resize_window (FeedFixture *fixture)
{
  gtk_window_set_default_size (fixture->window, g_test_rand_int_range (300, 900),
                               g_test_rand_int_range (400, 900));
}

static void
scroll_far (FeedFixture *fixture)
{
  double upper = gtk_adjustment_get_upper (fixture->adjustment);

  gtk_adjustment_set_value (fixture->adjustment, upper * g_test_rand_double ());
}

static void
move_focus (FeedFixture *fixture)
{
  moot_feed_view_focus_row (fixture->feed, pick_near (fixture, 0, 4));
}

/* clang-format off */
static const struct { void (*change) (FeedFixture *fixture); gboolean moves; } changes[] = {
  { prepend_posts, FALSE },
  { append_posts,  FALSE },
  { insert_posts,  FALSE },
  { insert_near,   FALSE },
  { delete_posts,  FALSE },
  { delete_near,   FALSE },
  { replace_post,  FALSE },
  { replace_all,   FALSE },
  { grow_post,     FALSE },
  { resize_window, FALSE },
  { scroll_far,    TRUE  },
  { move_focus,    TRUE  },
};
/* clang-format on */

static char *
dup_focus_key (FeedFixture *fixture)
{
  TestPost *post = moot_feed_view_get_focused_item (fixture->feed);

  return post != NULL ? g_strdup (post->key) : NULL;
}

/* Whether a row that was in sight before may have another height now. */
static gboolean
reshapes_rows (void (*change) (FeedFixture *))
{
  return change == resize_window || change == replace_post || change == grow_post;
}

/* The invariant: the topmost row that is wholly in sight stays where it is, to the pixel. */
static void
test_random_changes (void)
{
  const int n_steps = g_test_slow () ? 10000 : 500;
  gboolean was_resized = FALSE;
  gboolean resized_again;
  int n_held = 0;
  FeedFixture fixture;

  feed_fixture_set_up (&fixture, 300);
  for (int step = 0; step < n_steps; step++)
    {
      const guint which = feed_fixture_pick (G_N_ELEMENTS (changes));
      g_autofree char *key = NULL;
      g_autofree char *focus = dup_focus_key (&fixture);
      g_autofree char *focus_after = NULL;
      int before = 0;
      int after = 0;

      key = g_strdup (moot_feed_view_get_top_key (fixture.feed, &before));
      changes[which].change (&fixture);
      g_assert_true (ui_wait_frames (GTK_WIDGET (fixture.window), 1));
      if (changes[which].change == resize_window)
        feed_fixture_next_frame (&fixture);
      feed_fixture_assert_tiled (&fixture);

      focus_after = dup_focus_key (&fixture);
      if (focus != NULL && changes[which].change != move_focus && has_key (&fixture, focus))
        g_assert_cmpstr (focus_after, ==, focus);
      else if (focus != NULL && feed_fixture_count (&fixture) > 0)
        g_assert_nonnull (focus_after);

      resized_again = was_resized && changes[which].change == resize_window;
      if (changes[which].change != move_focus) /* which lets go of nothing unless it scrolls */
        was_resized = changes[which].change == resize_window;
      if (changes[which].moves || !has_key (&fixture, key) || is_clamped (&fixture) ||
          before >= feed_fixture_get_height (&fixture))
        continue;
      if (resized_again)
        continue; /* the row of the first size is held: see resize-back */
      g_test_message ("step %d, change %u, row %s at %d", step, which, key, before);
      if (before < 0 && reshapes_rows (changes[which].change))
        continue; /* a row higher than the window, and itself changed: it may have left the sight */
      g_assert_true (moot_feed_view_get_key_y (fixture.feed, key, &after));
      g_assert_cmpint (after - before, ==, 0);
      n_held++;
    }
  g_test_message ("%d of %d steps could be compared", n_held, n_steps);
  g_assert_cmpint (n_held, >, n_steps / 3);
  feed_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/feed/random-changes", test_random_changes);
  return g_test_run ();
}
