/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The index of row heights against plain sums, through thousands of random changes. */
#include "moot-feed-heights.h"

static int
guess (GArray *plain)
{
  gint64 sum = 0;
  guint n = 0;

  for (guint i = 0; i < plain->len; i++)
    {
      sum += g_array_index (plain, int, i);
      n += g_array_index (plain, int, i) > 0 ? 1 : 0;
    }
  return n > 0 ? (int) (sum / n) : MOOT_FEED_HEIGHT_GUESS;
}

static int
plain_height (GArray *plain,
              guint   row)
{
  int height = g_array_index (plain, int, row);

  return height > 0 ? height : guess (plain);
}

static void
assert_same (MootFeedHeights *heights,
             GArray          *plain)
{
  gint64 offset = 0;

  g_assert_cmpuint (moot_feed_heights_get_n_rows (heights), ==, plain->len);
  for (guint row = 0; row < plain->len; row++)
    {
      int height = plain_height (plain, row);
      gint64 found_offset = -1;

      g_assert_cmpint (moot_feed_heights_get (heights, row), ==, g_array_index (plain, int, row));
      g_assert_cmpint (moot_feed_heights_get_offset (heights, row), ==, offset);
      g_assert_cmpuint (moot_feed_heights_find_offset (heights, offset, &found_offset), ==, row);
      g_assert_cmpint (found_offset, ==, offset);
      g_assert_cmpuint (moot_feed_heights_find_offset (heights, offset + height - 1, &found_offset),
                        ==, row);
      offset += height;
    }
  g_assert_cmpint (moot_feed_heights_get_offset (heights, plain->len), ==, offset);
}

static void
splice (MootFeedHeights *heights,
        GArray          *plain)
{
  guint row = (guint) g_test_rand_int_range (0, (gint32) plain->len + 1);
  guint n_removed = (guint) g_test_rand_int_range (0, (gint32) MIN (plain->len - row, 7) + 1);
  guint n_added = (guint) g_test_rand_int_range (0, 9);
  guint n_kept = MIN (n_removed, n_added);

  moot_feed_heights_splice (heights, row, n_removed, n_added);
  if (n_removed > n_kept)
    g_array_remove_range (plain, row + n_kept, n_removed - n_kept);
  for (guint i = n_kept; i < n_added; i++)
    {
      int unknown = 0;

      g_array_insert_val (plain, row + i, unknown);
    }
}

static void
test_random (void)
{
  g_autoptr (MootFeedHeights) heights = moot_feed_heights_new ();
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (int));

  for (int step = 0; step < 600; step++)
    {
      splice (heights, plain);
      for (int i = 0; plain->len > 0 && i < 4; i++)
        {
          guint row = (guint) g_test_rand_int_range (0, (gint32) plain->len);
          int height = g_test_rand_int_range (1, 900);

          moot_feed_heights_set (heights, row, height);
          g_array_index (plain, int, row) = height;
        }
      assert_same (heights, plain);
    }
}

static void
test_outside (void)
{
  g_autoptr (MootFeedHeights) heights = moot_feed_heights_new ();
  gint64 offset = -1;

  moot_feed_heights_splice (heights, 0, 0, 3);
  for (guint row = 0; row < 3; row++)
    moot_feed_heights_set (heights, row, 10);

  g_assert_cmpuint (moot_feed_heights_find_offset (heights, -5, &offset), ==, 0);
  g_assert_cmpint (offset, ==, 0);
  g_assert_cmpuint (moot_feed_heights_find_offset (heights, 30, &offset), ==, 2);
  g_assert_cmpint (offset, ==, 20);
}

/* A row that was never measured counts as the mean of those that were. */
static void
test_estimate (void)
{
  g_autoptr (MootFeedHeights) heights = moot_feed_heights_new ();

  moot_feed_heights_splice (heights, 0, 0, 10);
  g_assert_cmpint (moot_feed_heights_get_offset (heights, 10), ==, 10 * MOOT_FEED_HEIGHT_GUESS);
  moot_feed_heights_set (heights, 4, 100);
  moot_feed_heights_set (heights, 5, 300);
  g_assert_cmpint (moot_feed_heights_get_offset (heights, 4), ==, 4 * 200);
  g_assert_cmpint (moot_feed_heights_get_offset (heights, 10), ==, 10 * 200);

  /* held, the same rows only count as what they are themselves */
  moot_feed_heights_hold_mean (heights, TRUE);
  moot_feed_heights_set (heights, 6, 1100);
  g_assert_cmpint (moot_feed_heights_get_offset (heights, 10), ==, 9 * 200 + 1100);
  moot_feed_heights_hold_mean (heights, TRUE);
  g_assert_cmpint (moot_feed_heights_get_offset (heights, 10), ==, 9 * 200 + 1100);
  moot_feed_heights_hold_mean (heights, FALSE);
  g_assert_cmpint (moot_feed_heights_get_offset (heights, 10), ==, 10 * 500);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/feed-heights/random", test_random);
  g_test_add_func ("/ui/feed-heights/outside", test_outside);
  g_test_add_func ("/ui/feed-heights/estimate", test_estimate);
  return g_test_run ();
}
