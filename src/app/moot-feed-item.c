/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The holder of one row in a feed: what takes the keyboard focus and stands in the list for screen
 * readers, whatever widget the row is.  Tab goes into the row, Escape comes back to the holder.
 * Thread: main. */
#include "moot-feed-item.h"

G_DEFINE_FINAL_TYPE (MootFeedItem, moot_feed_item, GTK_TYPE_WIDGET)

static void
moot_feed_item_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  MootFeedItem *self = MOOT_FEED_ITEM (widget);

  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
moot_feed_item_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  MootFeedItem *self = MOOT_FEED_ITEM (widget);

  gtk_widget_size_allocate (self->child, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static GtkSizeRequestMode
moot_feed_item_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* First the row itself, then what is inside; past the last part the feed decides. */
static gboolean
moot_feed_item_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  MootFeedItem *self = MOOT_FEED_ITEM (widget);
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (direction == GTK_DIR_TAB_BACKWARD)
    {
      if (gtk_widget_has_focus (widget))
        return FALSE;
      if (inside && gtk_widget_child_focus (self->child, direction))
        return TRUE;
      return gtk_widget_grab_focus (widget);
    }
  if (!inside && !gtk_widget_has_focus (widget))
    return gtk_widget_grab_focus (widget);

  return gtk_widget_child_focus (self->child, direction);
}

static gboolean
moot_feed_item_grab_focus (GtkWidget *widget)
{
  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

static void
moot_feed_item_dispose (GObject *object)
{
  MootFeedItem *self = MOOT_FEED_ITEM (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (moot_feed_item_parent_class)->dispose (object);
}

static void
moot_feed_item_class_init (MootFeedItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_feed_item_dispose;
  widget_class->measure = moot_feed_item_measure;
  widget_class->size_allocate = moot_feed_item_size_allocate;
  widget_class->get_request_mode = moot_feed_item_get_request_mode;
  widget_class->focus = moot_feed_item_focus;
  widget_class->grab_focus = moot_feed_item_grab_focus;

  gtk_widget_class_set_css_name (widget_class, "feeditem");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
moot_feed_item_init (MootFeedItem *self)
{
  self->row = MOOT_FEED_NO_ROW;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * moot_feed_item_new:
 * @child: the row
 * @kind: which rows can be shown by @child
 *
 * Returns: (transfer floating): a holder without an item
 */
MootFeedItem *
moot_feed_item_new (GtkWidget *child,
                    guint      kind)
{
  MootFeedItem *self = g_object_new (MOOT_TYPE_FEED_ITEM, NULL);

  self->child = child;
  self->kind = kind;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return self;
}
