/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_FEED_NO_ROW G_MAXUINT /* the row of a holder that waits in the pool */

#define MOOT_TYPE_FEED_ITEM (moot_feed_item_get_type ())
G_DECLARE_FINAL_TYPE (MootFeedItem, moot_feed_item, MOOT, FEED_ITEM, GtkWidget)

/* What the feed knows about one holder; it alone reads and writes these. */
struct _MootFeedItem
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (transfer none): the row, made by the feed's factory */
  guint kind;

  guint row;     /* index in the model, or MOOT_FEED_NO_ROW */
  GObject *item; /* what the row shows */
  char *key;     /* of the item: it survives what the index does not */
  int y;         /* where the last layout put it, from the top of the feed */
  int height;    /* what the last layout gave it */
};

MootFeedItem *moot_feed_item_new (GtkWidget *child,
                                  guint      kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
