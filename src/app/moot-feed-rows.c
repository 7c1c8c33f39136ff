/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The row widgets of a feed: made once for each kind, bound to an item, kept for the next one.
 * Thread: main. */
#include "moot-feed-view-private.h"

#define MAX_IDLE_PER_KIND 6 /* rows kept for the next item of their kind */

static MootFeedItem *
take_idle (MootFeedView *self,
           guint         kind)
{
  for (guint i = self->idle->len; i > 0; i--)
    {
      MootFeedItem *item = g_ptr_array_index (self->idle, i - 1);

      if (item->kind == kind)
        return g_ptr_array_steal_index_fast (self->idle, i - 1);
    }
  return NULL;
}

static void
unbind (MootFeedView *self,
        MootFeedItem *item)
{
  if (self->factory->unbind != NULL)
    self->factory->unbind (item->child, item->item, self->factory_data);
  g_clear_object (&item->item);
  g_clear_pointer (&item->key, g_free);
  item->row = MOOT_FEED_NO_ROW;
}

/**
 * moot_feed_rows_find_row:
 * @self: a feed
 * @row: index in the model
 *
 * Returns: (transfer none) (nullable): the holder that shows @row
 */
MootFeedItem *
moot_feed_rows_find_row (MootFeedView *self,
                         guint         row)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (item->row == row)
        return item;
    }
  return NULL;
}

/**
 * moot_feed_rows_get_focus:
 * @self: a feed
 *
 * Returns: (transfer none) (nullable): the row that has the keyboard focus, or has it inside
 */
MootFeedItem *
moot_feed_rows_get_focus (MootFeedView *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (child == NULL || MOOT_FEED_ITEM (child)->row == MOOT_FEED_NO_ROW)
    return NULL;
  return MOOT_FEED_ITEM (child);
}

/**
 * moot_feed_rows_describe:
 * @self: a feed
 * @item: a bound holder
 *
 * Tells screen readers what the row says.
 */
void
moot_feed_rows_describe (MootFeedView *self,
                         MootFeedItem *item)
{
  g_autofree char *text = NULL;

  if (self->factory->dup_description == NULL)
    return;

  text = self->factory->dup_description (item->child, item->item, self->factory_data);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "",
                                  -1);
}

/**
 * moot_feed_rows_get_kind:
 * @self: a feed
 * @object: an item of the model
 *
 * Returns: which rows can show @object
 */
guint
moot_feed_rows_get_kind (MootFeedView *self,
                         GObject      *object)
{
  if (self->factory->get_kind == NULL)
    return 0;

  return self->factory->get_kind (object, self->factory_data);
}

/**
 * moot_feed_rows_rebind:
 * @self: a feed
 * @item: a holder
 * @row: index in the model
 * @object: what is there now
 *
 * Shows @object in the holder, which keeps focus and widgets.
 */
void
moot_feed_rows_rebind (MootFeedView *self,
                       MootFeedItem *item,
                       guint         row,
                       GObject      *object)
{
  if (item->item != NULL)
    unbind (self, item);

  item->row = row;
  item->item = g_object_ref (object);
  item->key = g_strdup (self->factory->get_key (object, self->factory_data));
  self->factory->bind (item->child, object, self->factory_data);
  moot_feed_rows_describe (self, item);
}

/**
 * moot_feed_rows_bind_row:
 * @self: a feed
 * @row: index in the model
 *
 * Returns: (transfer none): the holder that shows @row, found or made
 */
MootFeedItem *
moot_feed_rows_bind_row (MootFeedView *self,
                         guint         row)
{
  MootFeedItem *item = moot_feed_rows_find_row (self, row);
  g_autoptr (GObject) object = NULL;
  guint kind;

  if (item != NULL)
    return item;

  object = g_list_model_get_item (self->model, row);
  kind = moot_feed_rows_get_kind (self, object);
  item = take_idle (self, kind);
  if (item == NULL)
    {
      item = moot_feed_item_new (self->factory->create (kind, self->factory_data), kind);
      gtk_widget_set_child_visible (GTK_WIDGET (item), FALSE);
    }
  item->row = row;
  moot_feed_rows_insert (self, item);
  moot_feed_rows_rebind (self, item, row, object);
  return item;
}

/**
 * moot_feed_rows_insert:
 * @self: a feed
 * @item: a holder whose row is set
 *
 * Puts @item among the bound ones, and keeps the children in the order of the model: Tab and screen
 * readers go by it.
 */
void
moot_feed_rows_insert (MootFeedView *self,
                       MootFeedItem *item)
{
  MootFeedItem *before = NULL;
  guint at = 0;

  for (; at < self->items->len; at++)
    {
      MootFeedItem *other = g_ptr_array_index (self->items, at);

      if (other->row > item->row)
        break;
      before = other;
    }
  g_ptr_array_insert (self->items, (int) at, item);
  gtk_widget_insert_after (GTK_WIDGET (item), GTK_WIDGET (self),
                           before != NULL ? GTK_WIDGET (before) : NULL);
}

/**
 * moot_feed_rows_drop:
 * @self: a feed
 * @item: a holder that is not among the bound ones any more
 *
 * Unbinds @item and keeps it for another row.
 */
void
moot_feed_rows_drop (MootFeedView *self,
                     MootFeedItem *item)
{
  unbind (self, item);
  item->height = 0;
  gtk_widget_set_child_visible (GTK_WIDGET (item), FALSE);
  g_ptr_array_add (self->idle, item);
}

/**
 * moot_feed_rows_drop_all:
 * @self: a feed
 *
 * Unbinds every row.
 */
void
moot_feed_rows_drop_all (MootFeedView *self)
{
  while (self->items->len > 0)
    moot_feed_rows_drop (self, g_ptr_array_steal_index (self->items, self->items->len - 1));
  moot_feed_rows_trim (self);
}

/**
 * moot_feed_rows_measure:
 * @self: a feed
 * @item: a bound holder
 *
 * Returns: the height @item wants at the width of the rows
 */
int
moot_feed_rows_measure (MootFeedView *self,
                        MootFeedItem *item)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (item), GTK_ORIENTATION_VERTICAL, self->width,
                      NULL, &height, NULL, NULL);
  return MAX (height, 1);
}

/**
 * moot_feed_rows_trim:
 * @self: a feed
 *
 * Destroys idle rows nobody needs soon: a glimpse of many must not cost memory for ever.
 */
void
moot_feed_rows_trim (MootFeedView *self)
{
  for (guint i = self->idle->len; i > 0; i--)
    {
      MootFeedItem *item = g_ptr_array_index (self->idle, i - 1);
      guint n_of_kind = 0;

      for (guint k = 0; k < i; k++)
        {
          MootFeedItem *other = g_ptr_array_index (self->idle, k);

          n_of_kind += other->kind == item->kind ? 1 : 0;
        }
      if (n_of_kind <= MAX_IDLE_PER_KIND)
        continue;
      g_ptr_array_remove_index_fast (self->idle, i - 1);
      gtk_widget_unparent (GTK_WIDGET (item));
    }
}
