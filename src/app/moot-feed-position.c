/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where a feed stands, for those around it: reading the position, going to a row, giving it focus.
 * Thread: main. */
#include "moot-feed-view-private.h"

#define CONTEXT_PX 24 /* of the row before, so that one sees there is one */

static MootFeedItem *
find_key (MootFeedView *self,
          const char   *key)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (item->key, key) == 0)
        return item;
    }
  return NULL;
}

/* Rows without a widget are asked for their keys, one after the other. */
static gboolean
find_row (MootFeedView *self,
          const char   *key,
          guint        *out_row)
{
  MootFeedItem *item = find_key (self, key);
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  if (item != NULL)
    {
      *out_row = item->row;
      return TRUE;
    }
  for (guint row = 0; row < n; row++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (self->model, row);

      if (g_strcmp0 (self->factory->get_key (object, self->factory_data), key) == 0)
        {
          *out_row = row;
          return TRUE;
        }
    }
  return FALSE;
}

/* Scrolls as little as possible for @row to be wholly in sight, or its top when it is too high. */
static void
show_row (MootFeedView *self,
          guint         row)
{
  MootFeedItem *item = moot_feed_rows_find_row (self, row);
  guint top_row = self->anchor;
  int height;
  int y = 0;

  if (item != NULL && item->height > 0 && item->y >= 0 && item->y + item->height <= self->height)
    return;

  item = moot_feed_rows_bind_row (self, row);
  height = moot_feed_rows_measure (self, item);
  if (row > top_row && height <= self->height)
    y = self->height - height;
  else if (row > 0)
    y = CLAMP (self->height - height, 0, CONTEXT_PX);
  moot_feed_view_scroll_to_row (self, row, y);
}

/**
 * moot_feed_view_scroll_to_row:
 * @self: a feed
 * @row: index in the model
 * @y: pixels from the top of the feed where the row shall begin
 *
 * Goes to a row at once.  The ends of the list stay at the ends of the feed.
 */
void
moot_feed_view_scroll_to_row (MootFeedView *self,
                              guint         row,
                              int           y)
{
  g_return_if_fail (MOOT_IS_FEED_VIEW (self));

  if (row >= moot_feed_heights_get_n_rows (self->heights))
    return;

  moot_feed_layout_hold (self, row, y);
  moot_feed_layout_settle (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * moot_feed_view_scroll_to_key:
 * @self: a feed
 * @key: of an item
 * @y: pixels from the top of the feed where the row shall begin
 *
 * Goes to an item at once.  Works before the first layout too, to open where the reader left.
 *
 * Returns: whether there is such an item
 */
gboolean
moot_feed_view_scroll_to_key (MootFeedView *self,
                              const char   *key,
                              int           y)
{
  guint row;

  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (!find_row (self, key, &row))
    return FALSE;

  moot_feed_view_scroll_to_row (self, row, y);
  return TRUE;
}

/**
 * moot_feed_view_hold_row:
 * @self: a feed
 * @part: a widget within a row
 *
 * Keeps the top of that row where it is when the next layout finds it grown: call it when the
 * reader opens something in the row, so that what was pressed stays under the pointer.
 */
void
moot_feed_view_hold_row (MootFeedView *self,
                         GtkWidget    *part)
{
  GtkWidget *item = gtk_widget_get_ancestor (part, MOOT_TYPE_FEED_ITEM);

  g_return_if_fail (MOOT_IS_FEED_VIEW (self));

  if (item != NULL && gtk_widget_get_parent (item) == GTK_WIDGET (self) &&
      MOOT_FEED_ITEM (item)->row != MOOT_FEED_NO_ROW)
    moot_feed_layout_hold (self, MOOT_FEED_ITEM (item)->row, MOOT_FEED_ITEM (item)->y);
}

/**
 * moot_feed_view_get_n_above:
 * @self: a feed
 *
 * Returns: how many rows lie above the topmost one that is wholly in sight
 */
guint
moot_feed_view_get_n_above (MootFeedView *self)
{
  MootFeedItem *top;

  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), 0);

  top = moot_feed_layout_get_top (self);
  return top != NULL && top->row != MOOT_FEED_NO_ROW ? top->row : 0;
}

/**
 * moot_feed_view_get_top_key:
 * @self: a feed
 * @out_y: (out) (optional): pixels from the top of the feed to the row
 *
 * The reading position: hand it to moot_feed_view_scroll_to_key() to come back to it.
 *
 * Returns: (nullable): the key of the topmost row that is wholly in sight
 */
const char *
moot_feed_view_get_top_key (MootFeedView *self,
                            int          *out_y)
{
  MootFeedItem *top;

  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), NULL);

  top = moot_feed_layout_get_top (self);
  if (top == NULL)
    return NULL;

  if (out_y != NULL)
    *out_y = top->y;
  return top->key;
}

/**
 * moot_feed_view_get_key_y:
 * @self: a feed
 * @key: of an item
 * @out_y: (out): pixels from the top of the feed to the row
 *
 * Returns: whether the item is in sight
 */
gboolean
moot_feed_view_get_key_y (MootFeedView *self,
                          const char   *key,
                          int          *out_y)
{
  MootFeedItem *item;

  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), FALSE);

  item = find_key (self, key);
  if (item == NULL || item->height == 0 || !moot_feed_layout_is_in_sight (self, item))
    return FALSE;

  *out_y = item->y;
  return TRUE;
}

/**
 * moot_feed_view_get_n_live_rows:
 * @self: a feed
 *
 * Returns: how many row widgets there are
 */
guint
moot_feed_view_get_n_live_rows (MootFeedView *self)
{
  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), 0);

  return self->items->len + self->idle->len;
}

/**
 * moot_feed_view_get_focused_item:
 * @self: a feed
 *
 * Returns: (transfer none) (nullable): what the row shows that has the focus, or has it inside
 */
gpointer
moot_feed_view_get_focused_item (MootFeedView *self)
{
  MootFeedItem *item;

  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), NULL);

  item = moot_feed_rows_get_focus (self);
  return item != NULL ? item->item : NULL;
}

/**
 * moot_feed_view_activate_row_action:
 * @self: a feed
 * @action: name of an action that the row widgets have
 *
 * Does @action in the row with the focus, or in the topmost one when none has it.
 *
 * Returns: whether the row knows @action
 */
gboolean
moot_feed_view_activate_row_action (MootFeedView *self,
                                    const char   *action)
{
  MootFeedItem *item;

  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), FALSE);

  item = moot_feed_rows_get_focus (self);
  if (item == NULL)
    item = moot_feed_layout_get_top (self);
  return item != NULL && gtk_widget_activate_action (item->child, action, NULL);
}

/**
 * moot_feed_view_focus_row:
 * @self: a feed
 * @row: index in the model
 *
 * Gives @row the keyboard focus and brings it into sight.
 *
 * Returns: whether there is such a row
 */
gboolean
moot_feed_view_focus_row (MootFeedView *self,
                          guint         row)
{
  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), FALSE);

  if (row >= moot_feed_heights_get_n_rows (self->heights) || self->width < 0)
    return FALSE;

  show_row (self, row);
  return gtk_widget_grab_focus (GTK_WIDGET (moot_feed_rows_bind_row (self, row)));
}
