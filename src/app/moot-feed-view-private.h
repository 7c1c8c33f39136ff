/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-feed-heights.h"
#include "moot-feed-item.h"
#include "moot-feed-view.h"

G_BEGIN_DECLS

#define MOOT_FEED_MAX_WIDTH 680 /* pixels: longer lines are hard to read */

struct _MootFeedView
{
  GtkWidget parent_instance;

  GListModel *model;
  const MootFeedFactory *factory;
  gpointer factory_data;
  gboolean follow_top;
  gboolean single_keys;

  MootFeedHeights *heights;
  GPtrArray *items; /* MootFeedItem *, bound, in the order of the model */
  GPtrArray *idle;  /* MootFeedItem *, hidden, waiting for an item */
  int width;        /* of the rows, or -1 before the first layout */
  int height;       /* of the viewport, in the last layout */

  /* The truth about the position: the top of row `anchor` is `anchor_y` pixels below our top.  All
   * values of the adjustment are derived from it. */
  guint anchor;
  int anchor_y;
  gboolean anchor_sticks; /* the width is changing: the same row is held meanwhile */

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  double value;        /* of the vertical adjustment, as the anchor stands for it */
  guint settle_id;     /* a while after scrolling has come to rest */
  guint n_pressed;     /* buttons and fingers that are down in the scrolled window */
  GtkWidget *scroller; /* (transfer none): the scrolled window we watch for that */
  GtkEventController *watcher;

  char *focus_key;       /* of the row that had the focus last */
  guint n_above;         /* as announced */
  guint n_near_end_rows; /* how many rows there were when the end was announced */
  guint announce_id;
};

/* moot-feed-layout.c */
void          moot_feed_layout_settle      (MootFeedView *self);
void          moot_feed_layout_allocate    (MootFeedView *self,
                                            int           width,
                                            int           height);
void          moot_feed_layout_hold        (MootFeedView *self,
                                            guint         row,
                                            int           y);
MootFeedItem *moot_feed_layout_get_top     (MootFeedView *self);
gboolean      moot_feed_layout_is_in_sight (MootFeedView *self,
                                            MootFeedItem *item);
void          moot_feed_layout_reanchor    (MootFeedView *self);

/* moot-feed-rows.c */
MootFeedItem *moot_feed_rows_find_row  (MootFeedView *self,
                                        guint         row);
int           moot_feed_rows_measure   (MootFeedView *self,
                                        MootFeedItem *item);
guint         moot_feed_rows_get_kind  (MootFeedView *self,
                                        GObject      *object);
MootFeedItem *moot_feed_rows_get_focus (MootFeedView *self);
MootFeedItem *moot_feed_rows_bind_row  (MootFeedView *self,
                                        guint         row);
void          moot_feed_rows_rebind    (MootFeedView *self,
                                        MootFeedItem *item,
                                        guint         row,
                                        GObject      *object);
void          moot_feed_rows_insert    (MootFeedView *self,
                                        MootFeedItem *item);
void          moot_feed_rows_drop      (MootFeedView *self,
                                        MootFeedItem *item);
void          moot_feed_rows_drop_all  (MootFeedView *self);
void          moot_feed_rows_describe  (MootFeedView *self,
                                        MootFeedItem *item);
void          moot_feed_rows_trim      (MootFeedView *self);

/* moot-feed-scroll.c */
void moot_feed_scroll_set_adjustment (MootFeedView   *self,
                                      GtkOrientation  orientation,
                                      GtkAdjustment  *adjustment);
void moot_feed_scroll_update         (MootFeedView   *self);
void moot_feed_scroll_watch          (MootFeedView   *self);
void moot_feed_scroll_unwatch        (MootFeedView   *self);

/* moot-feed-keys.c */
void     moot_feed_keys_class_init (GtkWidgetClass   *widget_class);
gboolean moot_feed_keys_focus      (MootFeedView     *self,
                                    GtkDirectionType  direction);

/* moot-feed-model.c */
void moot_feed_model_items_changed (MootFeedView *self,
                                    guint         position,
                                    guint         n_removed,
                                    guint         n_added);

/* moot-feed-view.c */
void moot_feed_view_announce_later (MootFeedView *self);
void moot_feed_view_activate_row   (MootFeedView *self,
                                    guint         row);

G_END_DECLS
