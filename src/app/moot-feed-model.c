/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How a feed follows its model: rows that are on the screen are found again by their keys, so an
 * item that is replaced by a newer copy of itself keeps its place, its widget and the focus.
 * Thread: main. */
#include "moot-feed-view-private.h"

/* Shifts the rows behind the change and takes out those inside it. */
static GPtrArray *
take_changed (MootFeedView *self,
              guint         position,
              guint         n_removed,
              guint         n_added)
{
  GPtrArray *changed = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len;)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (item->row >= position && item->row - position < n_removed)
        {
          g_ptr_array_add (changed, g_ptr_array_steal_index (self->items, i));
          continue;
        }
      if (item->row >= position)
        item->row = item->row - n_removed + n_added;
      i++;
    }
  return changed;
}

/* The item is back, but wants another kind of row: a new holder takes the place of the old one. */
static MootFeedItem *
put_heir (MootFeedView *self,
          MootFeedItem *old,
          guint         row)
{
  MootFeedItem *heir = moot_feed_rows_bind_row (self, row);

  heir->y = old->y;
  heir->height = old->height;
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == GTK_WIDGET (old))
    {
      gtk_widget_set_child_visible (GTK_WIDGET (heir), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (heir));
    }
  return heir;
}

/* Finds the changed rows again among what came in; says which holder shows @held's item now. */
static MootFeedItem *
find_again (MootFeedView *self,
            GPtrArray    *changed,
            MootFeedItem *held,
            guint         position,
            guint         n_added)
{
  guint n_found = 0;

  for (guint row = position; row < position + n_added && n_found < changed->len; row++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (self->model, row);
      const char *key = self->factory->get_key (object, self->factory_data);
      guint kind = moot_feed_rows_get_kind (self, object);

      for (guint i = 0; i < changed->len; i++)
        {
          MootFeedItem *item = g_ptr_array_index (changed, i);

          if (g_strcmp0 (item->key, key) != 0)
            continue;
          if (item->kind == kind)
            {
              g_ptr_array_remove_index (changed, i);
              moot_feed_rows_rebind (self, item, row, object);
              moot_feed_rows_insert (self, item);
              break;
            }
          n_found++;
          if (item == held)
            held = put_heir (self, item, row);
          else
            put_heir (self, item, row);
          break;
        }
    }
  return held;
}

/* The row to hold: the anchor when it is still there, else the next one below, else above. */
static void
hold_survivor (MootFeedView *self,
               MootFeedItem *held,
               int           held_y,
               guint         position)
{
  MootFeedItem *survivor = NULL;

  if (held->row != MOOT_FEED_NO_ROW && g_ptr_array_find (self->items, held, NULL))
    {
      moot_feed_layout_hold (self, held->row, held_y);
      return;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (!moot_feed_layout_is_in_sight (self, item))
        continue;
      if (survivor == NULL || survivor->y < held_y)
        survivor = item;
    }
  if (survivor != NULL)
    moot_feed_layout_hold (self, survivor->row, survivor->y);
  else
    moot_feed_layout_hold (self, position, held_y);
}

/* Before anything is on the screen there is nothing to hold but a place that was asked for. */
static void
shift_anchor (MootFeedView *self,
              guint         position,
              guint         n_removed,
              guint         n_added)
{
  if (self->anchor == 0 && self->anchor_y == 0)
    return;

  if (self->anchor >= position + n_removed)
    self->anchor = self->anchor - n_removed + n_added;
  else if (self->anchor >= position)
    moot_feed_layout_hold (self, position, self->anchor_y);
}

/* The focus of a row that is gone passes to the one that took its place; nothing is scrolled. */
static void
pass_focus (MootFeedView *self,
            MootFeedItem *gone,
            guint         position)
{
  MootFeedItem *heir = moot_feed_rows_find_row (self, position);

  if (heir == NULL || !moot_feed_layout_is_in_sight (self, gone) ||
      !moot_feed_layout_is_in_sight (self, heir))
    heir = moot_feed_layout_get_top (self);
  if (heir != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (heir));
}

static void
retire (MootFeedView *self,
        GPtrArray    *changed,
        guint         position)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  for (guint i = 0; i < changed->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (changed, i);

      if (GTK_WIDGET (item) == focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
        pass_focus (self, item, position);
      moot_feed_rows_drop (self, item);
    }
}

/**
 * moot_feed_model_items_changed:
 * @self: a feed
 * @position: where
 * @n_removed: how many items went
 * @n_added: how many came
 *
 * Follows the model without moving what is read.
 */
void
moot_feed_model_items_changed (MootFeedView *self,
                               guint         position,
                               guint         n_removed,
                               guint         n_added)
{
  gboolean at_top = self->anchor == 0 && self->anchor_y >= 0;
  g_autoptr (GPtrArray) changed = NULL;
  MootFeedItem *held;
  int held_y;

  moot_feed_heights_splice (self->heights, position, n_removed, n_added);
  if (self->factory == NULL)
    return;

  if (self->anchor_sticks)
    moot_feed_layout_reanchor (self);
  held = moot_feed_rows_find_row (self, self->anchor);
  held_y = self->anchor_y;
  changed = take_changed (self, position, n_removed, n_added);
  held = find_again (self, changed, held, position, n_added);

  if (self->follow_top && at_top)
    moot_feed_layout_hold (self, 0, 0);
  else if (held != NULL)
    hold_survivor (self, held, held_y, position);
  else
    shift_anchor (self, position, n_removed, n_added);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    moot_feed_layout_settle (self);
  retire (self, changed, position);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
