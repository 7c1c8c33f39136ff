/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which rows of a feed have widgets, and where they lie.
 * One row, the anchor, has a place on the screen that nothing but the reader changes; all others
 * are laid out around it, so whatever is inserted, removed or grows elsewhere moves away from it.
 * Rows are made and measured as soon as the position or the model changes, which is before the
 * frame's layout, and once more inside size_allocate, where it usually changes nothing.
 * Thread: main. */
#include "moot-feed-view-private.h"

#define OVERSCAN 300 /* pixels of rows kept ready above and below what is seen */

static gboolean
has_focus (MootFeedView *self,
           MootFeedItem *item)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) == GTK_WIDGET (item);
}

/* Measures a row, which binds it. */
static int
measure_row (MootFeedView *self,
             guint         row)
{
  int height = moot_feed_rows_measure (self, moot_feed_rows_bind_row (self, row));

  moot_feed_heights_set (self->heights, row, height);
  return height;
}

/* The height of a row that will not be seen: a known one is good enough. */
static int
pass_row (MootFeedView *self,
          guint         row)
{
  int height = moot_feed_heights_get (self->heights, row);

  if (height > 0 && moot_feed_rows_find_row (self, row) == NULL)
    return height;
  return measure_row (self, row);
}

/* Goes from the anchor to the first row in sight. */
static guint
find_first (MootFeedView *self,
            int          *out_y)
{
  guint n = moot_feed_heights_get_n_rows (self->heights);
  guint row = self->anchor;
  int y = self->anchor_y;
  int bottom;

  while (row > 0 && y > 0)
    {
      row--;
      y -= y > 2 * self->height ? pass_row (self, row) : measure_row (self, row);
    }
  y = MIN (y, row == 0 ? 0 : y); /* no gap above the first row */

  for (; row + 1 < n; row++)
    {
      int height = pass_row (self, row);

      if (y + height > 0)
        break;
      y += height;
    }

  bottom = y;
  for (guint i = row; i < n && bottom < self->height; i++)
    bottom += measure_row (self, i);
  if (bottom < self->height) /* no gap below the last row */
    {
      y += self->height - bottom;
      while (row > 0 && y > 0)
        y -= measure_row (self, --row);
      y = MIN (y, 0);
    }
  *out_y = y;
  return row;
}

static void
place (MootFeedView *self,
       guint         row,
       int           y,
       int           height)
{
  MootFeedItem *item = moot_feed_rows_find_row (self, row);

  item->y = y;
  item->height = height;
  gtk_widget_set_child_visible (GTK_WIDGET (item), TRUE);
}

/* The row with the keyboard focus keeps its widget wherever it is: here, out of sight. */
static void
place_far (MootFeedView *self,
           MootFeedItem *item,
           guint         first,
           int           first_y)
{
  gint64 distance = moot_feed_heights_get_offset (self->heights, item->row) -
                    moot_feed_heights_get_offset (self->heights, first);
  int height = measure_row (self, item->row);
  int y = (int) CLAMP (first_y + distance, -G_MAXINT16, G_MAXINT16);

  if (item->row < first)
    y = MIN (y, -height - OVERSCAN);
  else
    y = MAX (y, self->height + OVERSCAN);
  place (self, item->row, y, height);
}

static void
place_all (MootFeedView *self,
           guint         first,
           int           first_y)
{
  guint n = moot_feed_heights_get_n_rows (self->heights);
  guint start = first;
  guint end = first;
  int top = first_y;
  int bottom;

  while (start > 0 && (start == first || top > -OVERSCAN))
    top -= measure_row (self, --start);
  for (end = start, bottom = top; end < n && bottom < self->height + OVERSCAN; end++)
    {
      int height = measure_row (self, end);

      place (self, end, bottom, height);
      bottom += height;
    }
  for (guint i = self->items->len; i > 0; i--)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i - 1);

      if (item->row >= start && item->row < end)
        continue;
      if (has_focus (self, item))
        {
          place_far (self, item, start, top);
          continue;
        }
      g_ptr_array_remove_index (self->items, i - 1);
      moot_feed_rows_drop (self, item);
    }
  moot_feed_rows_trim (self);
}

/* Where the anchor has come to lie, after the ends of the list were heeded. */
static void
follow_anchor (MootFeedView *self)
{
  MootFeedItem *item = moot_feed_rows_find_row (self, self->anchor);

  if (self->anchor_sticks && item != NULL && moot_feed_layout_is_in_sight (self, item))
    self->anchor_y = item->y;
  else
    moot_feed_layout_reanchor (self);
}

/* After a change of width the same row is held, until a row changes its height by itself. */
static void
loosen_anchor (MootFeedView *self)
{
  for (guint i = 0; self->anchor_sticks && i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (moot_feed_rows_measure (self, item) != item->height)
        moot_feed_layout_reanchor (self);
    }
}

static int
measure_width (MootFeedItem *item)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (item), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The widest of our limit and of what a row cannot do without. */
static int
choose_width (MootFeedView *self,
              int           width)
{
  int chosen = MIN (width, MOOT_FEED_MAX_WIDTH);

  for (guint i = 0; i < self->items->len; i++)
    chosen = MAX (chosen, measure_width (g_ptr_array_index (self->items, i)));
  return chosen;
}

/* A row that begins above the window and is wrapped anew: the same share of it stays above. */
static void
keep_share (MootFeedView *self,
            int           width)
{
  MootFeedItem *item = moot_feed_rows_find_row (self, self->anchor);
  int before = item != NULL ? item->height : 0;

  self->width = width;
  if (before > 0 && self->anchor_y < 0 && self->anchor_y > -before)
    self->anchor_y =
      (int) ((gint64) self->anchor_y * moot_feed_rows_measure (self, item) / before);
}

/**
 * moot_feed_layout_settle:
 * @self: a feed
 *
 * Makes, measures and places the rows around the anchor, and lets go of the others.
 */
void
moot_feed_layout_settle (MootFeedView *self)
{
  guint n = moot_feed_heights_get_n_rows (self->heights);
  guint first;
  int first_y;

  if (self->width < 0 || self->factory == NULL)
    return;

  if (n == 0)
    {
      moot_feed_rows_drop_all (self);
      return;
    }

  if (self->anchor >= n)
    {
      self->anchor = n - 1;
      self->anchor_y = 0;
    }
  first = find_first (self, &first_y);
  place_all (self, first, first_y);
  follow_anchor (self);
}

/**
 * moot_feed_layout_allocate:
 * @self: a feed
 * @width: pixels
 * @height: pixels
 *
 * Lays the rows out in what the feed was given.
 */
void
moot_feed_layout_allocate (MootFeedView *self,
                           int           width,
                           int           height)
{
  int row_width = choose_width (self, width);
  int x = MAX (0, (width - row_width) / 2);

  if (row_width == self->width)
    {
      loosen_anchor (self);
    }
  else
    {
      self->anchor_sticks = self->width >= 0;
      keep_share (self, row_width);
    }
  self->height = height;

  moot_feed_layout_settle (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);
      GtkAllocation place = { x, item->y, MAX (row_width, measure_width (item)), item->height };

      gtk_widget_size_allocate (GTK_WIDGET (item), &place, -1);
    }
}

/**
 * moot_feed_layout_hold:
 * @self: a feed
 * @row: a row
 * @y: pixels from the top of the feed
 *
 * Makes @row the anchor of the next layout.
 */
void
moot_feed_layout_hold (MootFeedView *self,
                       guint         row,
                       int           y)
{
  self->anchor = row;
  self->anchor_y = y;
  self->anchor_sticks = FALSE;
}

/**
 * moot_feed_layout_reanchor:
 * @self: a feed
 *
 * Holds the topmost row that is wholly in sight from now on; one that is half hidden may be wrapped
 * anew above the edge, which would move what is read below it.
 */
void
moot_feed_layout_reanchor (MootFeedView *self)
{
  MootFeedItem *top = moot_feed_layout_get_top (self);

  if (top != NULL)
    moot_feed_layout_hold (self, top->row, top->y);
}

/**
 * moot_feed_layout_is_in_sight:
 * @self: a feed
 * @item: a bound holder
 *
 * Returns: whether any of @item can be seen since the last layout
 */
gboolean
moot_feed_layout_is_in_sight (MootFeedView *self,
                              MootFeedItem *item)
{
  return item->y < self->height && item->y + item->height > 0;
}

/**
 * moot_feed_layout_get_top:
 * @self: a feed
 *
 * Returns: (transfer none) (nullable): the topmost row wholly in sight, or the best there is
 */
MootFeedItem *
moot_feed_layout_get_top (MootFeedView *self)
{
  MootFeedItem *best = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (item->height == 0 || !moot_feed_layout_is_in_sight (self, item))
        continue;
      if (item->y >= 0)
        return item;
      best = item;
    }
  return best;
}
