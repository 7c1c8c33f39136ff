/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A feed to be tested on: rows of plain sizes, and what must hold in every frame.
 * Thread: main. */
#include "feed-fixture.h"

#define MAX_LIVE_ROWS 64

G_DEFINE_FINAL_TYPE (TestPost, test_post, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (TestRow, test_row, GTK_TYPE_WIDGET)

static guint next_key;

static void
test_post_finalize (GObject *object)
{
  g_free (TEST_POST (object)->key);
  G_OBJECT_CLASS (test_post_parent_class)->finalize (object);
}

static void
test_post_class_init (TestPostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_post_finalize;
}

static void
test_post_init (TestPost *self)
{
  self->area = g_test_rand_int_range (20000, 300000);
  self->key = g_strdup_printf ("k%u", next_key++);
}

static void
test_row_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  TestRow *self = TEST_ROW (widget);
  int width = for_size > 0 ? for_size : 600;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 100 : 40 + self->post->area / width;
  *natural = *minimum;
}

static void
test_row_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  GtkAllocation place = { 0, 0, width, 40 };

  gtk_widget_measure (TEST_ROW (widget)->button, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (TEST_ROW (widget)->button, &place, -1);
}

static GtkSizeRequestMode
test_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
test_row_dispose (GObject *object)
{
  g_clear_pointer (&TEST_ROW (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (test_row_parent_class)->dispose (object);
}

static void
test_row_class_init (TestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_row_dispose;
  GTK_WIDGET_CLASS (klass)->measure = test_row_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = test_row_size_allocate;
  GTK_WIDGET_CLASS (klass)->get_request_mode = test_row_get_request_mode;
}

static void
test_row_init (TestRow *self)
{
  self->button = gtk_button_new_with_label ("Press");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static const char *
get_key (gpointer item,
         gpointer user_data)
{
  return TEST_POST (item)->key;
}

static guint
get_kind (gpointer item,
          gpointer user_data)
{
  return TEST_POST (item)->area % 2;
}

static GtkWidget *
create (guint    kind,
        gpointer user_data)
{
  return g_object_new (TEST_TYPE_ROW, NULL);
}

static void
bind (GtkWidget *row,
      gpointer   item,
      gpointer   user_data)
{
  g_assert_null (TEST_ROW (row)->post);
  TEST_ROW (row)->post = item;
  TEST_POST (item)->row = row;
  gtk_widget_queue_resize (row);
}

static void
unbind (GtkWidget *row,
        gpointer   item,
        gpointer   user_data)
{
  g_assert_true (TEST_ROW (row)->post == item);
  TEST_ROW (row)->post = NULL;
  TEST_POST (item)->row = NULL;
}

static char *
dup_description (GtkWidget *row,
                 gpointer   item,
                 gpointer   user_data)
{
  return g_strdup_printf ("Post %s", TEST_POST (item)->key);
}

static const MootFeedFactory factory = { get_key, get_kind, create, bind, unbind, dup_description };

void
feed_fixture_add (FeedFixture *fixture,
                  guint        position,
                  guint        n)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (posts, g_object_new (TEST_TYPE_POST, NULL));
  g_list_store_splice (fixture->store, position, 0, posts->pdata, n);
}

guint
feed_fixture_count (FeedFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->store));
}

void
feed_fixture_set_up (FeedFixture *fixture,
                     guint        n_posts)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *feed = moot_feed_view_new ();

  fixture->store = g_list_store_new (TEST_TYPE_POST);
  feed_fixture_add (fixture, 0, n_posts);
  fixture->feed = MOOT_FEED_VIEW (feed);
  moot_feed_view_set_factory (fixture->feed, &factory, NULL);
  moot_feed_view_set_model (fixture->feed, G_LIST_MODEL (fixture->store));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), feed);
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 600, 700);
  gtk_window_set_child (fixture->window, scroller);
  gtk_window_present (fixture->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

void
feed_fixture_tear_down (FeedFixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->feed), (gpointer *) &fixture->feed);
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (fixture->feed);
  g_assert_finalize_object (fixture->store);
}

void
feed_fixture_next_frame (FeedFixture *fixture)
{
  g_assert_true (ui_wait_frames (GTK_WIDGET (fixture->window), 2));
}

int
feed_fixture_get_height (FeedFixture *fixture)
{
  return gtk_widget_get_height (GTK_WIDGET (fixture->feed));
}

/* The rows in sight follow each other without gap or overlap and fill the window. */
void
feed_fixture_assert_tiled (FeedFixture *fixture)
{
  int height = feed_fixture_get_height (fixture);
  double next = 0;
  guint row = 0;
  gboolean first = TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->feed)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      MootFeedItem *item = MOOT_FEED_ITEM (child);
      graphene_rect_t bounds;

      if (!gtk_widget_get_child_visible (child))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, GTK_WIDGET (fixture->feed), &bounds));
      if (bounds.origin.y >= height || bounds.origin.y + bounds.size.height <= 0)
        continue;
      g_assert_true (TEST_ROW (item->child)->post == (gpointer) item->item);
      if (first)
        g_assert_cmpfloat (bounds.origin.y, <=, 0);
      else
        {
          g_assert_cmpfloat (bounds.origin.y, ==, next);
          g_assert_cmpuint (item->row, ==, row + 1);
        }
      first = FALSE;
      row = item->row;
      next = bounds.origin.y + bounds.size.height;
    }
  g_assert_true (first == (feed_fixture_count (fixture) == 0));
  if (!first && row + 1 < feed_fixture_count (fixture))
    g_assert_cmpfloat (next, >=, height);
  g_assert_cmpuint (moot_feed_view_get_n_live_rows (fixture->feed), <=, MAX_LIVE_ROWS);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >=,
                     gtk_adjustment_get_lower (fixture->adjustment));
}

guint
feed_fixture_pick (guint n)
{
  return n > 0 ? (guint) g_test_rand_int_range (0, (gint32) n) : 0;
}
