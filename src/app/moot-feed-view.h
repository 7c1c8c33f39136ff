/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootFeedFactory:
 * @get_key: (not nullable): the item's name among all items, stable while the item changes;
 *   borrowed from the item
 * @get_kind: (nullable): which of the caller's row widgets shows the item, 0 when missing; rows of
 *   one kind are used again for other items of that kind
 * @create: (not nullable): makes a row for a kind
 * @bind: (not nullable): shows an item in a row; must be fast and must not wait
 * @unbind: (nullable): lets go of the item; cancels what was started for it
 * @dup_description: (nullable): what a screen reader says for the whole row
 *
 * How a feed makes rows of the items in its model.  Thread: main.
 */
typedef struct
{
  const char *(*get_key) (gpointer item,
                          gpointer user_data);
  guint (*get_kind) (gpointer item,
                     gpointer user_data);
  GtkWidget *(*create) (guint kind,
                        gpointer user_data);
  void (*bind) (GtkWidget *row,
                gpointer item,
                gpointer user_data);
  void (*unbind) (GtkWidget *row,
                  gpointer item,
                  gpointer user_data);
  char *(*dup_description) (GtkWidget *row,
                            gpointer item,
                            gpointer user_data);
} MootFeedFactory;

#define MOOT_TYPE_FEED_VIEW (moot_feed_view_get_type ())
G_DECLARE_FINAL_TYPE (MootFeedView, moot_feed_view, MOOT, FEED_VIEW, GtkWidget)

GtkWidget *moot_feed_view_new (void);

void        moot_feed_view_set_factory     (MootFeedView          *self,
                                            const MootFeedFactory *factory,
                                            gpointer               user_data);
GListModel *moot_feed_view_get_model       (MootFeedView          *self);
void        moot_feed_view_set_model       (MootFeedView          *self,
                                            GListModel            *model);
gboolean    moot_feed_view_get_follow_top  (MootFeedView          *self);
void        moot_feed_view_set_follow_top  (MootFeedView          *self,
                                            gboolean               follow_top);
gboolean    moot_feed_view_get_single_keys (MootFeedView          *self);
void        moot_feed_view_set_single_keys (MootFeedView          *self,
                                            gboolean               single_keys);

gboolean moot_feed_view_scroll_to_key (MootFeedView *self,
                                       const char   *key,
                                       int           y);
void     moot_feed_view_scroll_to_row (MootFeedView *self,
                                       guint         row,
                                       int           y);
void     moot_feed_view_hold_row      (MootFeedView *self,
                                       GtkWidget    *part);

void        moot_feed_view_want_older      (MootFeedView *self);
guint       moot_feed_view_get_n_above     (MootFeedView *self);
const char *moot_feed_view_get_top_key     (MootFeedView *self,
                                            int          *out_y);
gboolean    moot_feed_view_get_key_y       (MootFeedView *self,
                                            const char   *key,
                                            int          *out_y);
guint       moot_feed_view_get_n_live_rows (MootFeedView *self);

gpointer moot_feed_view_get_focused_item    (MootFeedView *self);
gboolean moot_feed_view_focus_row           (MootFeedView *self,
                                             guint         row);
void     moot_feed_view_step                (MootFeedView *self,
                                             int           direction);
gboolean moot_feed_view_activate_row_action (MootFeedView *self,
                                             const char   *action);

G_END_DECLS
