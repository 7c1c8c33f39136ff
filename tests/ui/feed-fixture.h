/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-feed-item.h"
#include "moot-feed-view.h"
#include "ui-support.h"

G_BEGIN_DECLS

#define TEST_TYPE_POST (test_post_get_type ())
G_DECLARE_FINAL_TYPE (TestPost, test_post, TEST, POST, GObject)

#define TEST_TYPE_ROW (test_row_get_type ())
G_DECLARE_FINAL_TYPE (TestRow, test_row, TEST, ROW, GtkWidget)

/* An item whose height follows from its width, as text does. */
struct _TestPost
{
  GObject parent_instance;

  char *key;
  int area;
  GtkWidget *row; /* (transfer none): that shows it now */
};

struct _TestRow
{
  GtkWidget parent_instance;

  TestPost *post;
  GtkWidget *button;
};

/* A feed of such items in a window of 600 by 700 pixels. */
typedef struct
{
  GtkWindow *window;
  MootFeedView *feed;
  GtkAdjustment *adjustment;
  GListStore *store;
} FeedFixture;

void feed_fixture_set_up    (FeedFixture *self,
                             guint        n_posts);
void feed_fixture_tear_down (FeedFixture *self);

guint feed_fixture_count      (FeedFixture *self);
int   feed_fixture_get_height (FeedFixture *self);
void  feed_fixture_add        (FeedFixture *self,
                               guint        position,
                               guint        n);

void feed_fixture_next_frame   (FeedFixture *self);
void feed_fixture_assert_tiled (FeedFixture *self);

guint feed_fixture_pick (guint n);

G_END_DECLS
