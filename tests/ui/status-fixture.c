/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Posts to show, and pictures for them that are drawn here.
 * Thread: main. */
#include "status-fixture.h"

#include <adwaita.h>

#include "moot-clock.h"
#include "moot-feed-item.h"
#include "moot-json.h"
#include "moot-worker.h"

static const char *const action_names[] = { "open", "account", "tag", "link",
                                            "reply", "boost", "favourite", "bookmark",
                                            "edit", "delete", "mute", "report",
                                            "proposal" };

/* A landscape of few colours, or a face, or a leaf: whatever the address asks for. */
static GBytes *
draw (const char *uri)
{
  guint hash = g_str_hash (uri);
  int width = 200;
  int height = 200;
  const char *size = strrchr (uri, '/');
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  guint8 *pixels;
  char *bytes = NULL;
  gsize n_bytes = 0;

  if (g_str_has_prefix (uri, "test:picture/"))
    sscanf (size + 1, "%dx%d", &width, &height);
  pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  pixels = gdk_pixbuf_get_pixels (pixbuf);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + x * 3;
        int hill = height / 2 + ((x * 7 / width) % 3) * height / 14 + (x % (width / 4 + 1)) / 6;
        gboolean sky = y < hill;

        pixel[0] = (guint8) (sky ? 120 + 100 * y / height : 40 + (int) (hash % 90));
        pixel[1] = (guint8) (sky ? 160 + 60 * y / height : 90 + (int) ((hash >> 8) % 80));
        pixel[2] = (guint8) (sky ? 220 : 50 + (int) ((hash >> 16) % 60));
      }
  gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes, "png", NULL, "compression", "1", NULL);
  return g_bytes_new_take (bytes, n_bytes);
}

/* What was drawn already, by address, and who draws: beside the main thread, as a network works. */
typedef struct
{
  GHashTable *drawn;
  MootWorker *worker;
} Pictures;

static Pictures *
pictures_new (void)
{
  Pictures *self = g_new0 (Pictures, 1);

  self->drawn =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->worker = moot_worker_new ("pictures", 1);
  return self;
}

static void
pictures_free (gpointer data)
{
  Pictures *self = data;

  moot_worker_free (self->worker);
  g_hash_table_unref (self->drawn);
  g_free (self);
}

static gpointer
draw_in_worker (gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return draw (data);
}

static void
fetch_async (gpointer             source,
             const char          *uri,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Pictures *self = source;
  GBytes *bytes = g_hash_table_lookup (self->drawn, uri);

  if (bytes != NULL)
    {
      g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
      return;
    }
  g_task_set_task_data (task, g_strdup (uri), g_free);
  moot_worker_run (self->worker, task, draw_in_worker, (GDestroyNotify) g_bytes_unref);
}

static GBytes *
fetch_finish (gpointer       source,
              GAsyncResult  *result,
              GError       **error)
{
  Pictures *self = source;
  const char *uri = g_task_get_task_data (G_TASK (result));
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), error);

  if (bytes != NULL && uri != NULL)
    g_hash_table_replace (self->drawn, g_strdup (uri), g_bytes_ref (bytes));
  return bytes;
}

static const MootImageSource picture_source = { fetch_async, fetch_finish };

static const char *
get_key (gpointer item,
         gpointer user_data)
{
  return MOOT_STATUS (item)->id;
}

static GtkWidget *
create (guint    kind,
        gpointer user_data)
{
  return moot_status_row_new (user_data);
}

static void
bind (GtkWidget *row,
      gpointer   item,
      gpointer   user_data)
{
  moot_status_row_set_status (MOOT_STATUS_ROW (row), item);
}

static void
unbind (GtkWidget *row,
        gpointer   item,
        gpointer   user_data)
{
  moot_status_row_set_status (MOOT_STATUS_ROW (row), NULL);
}

static char *
dup_description (GtkWidget *row,
                 gpointer   item,
                 gpointer   user_data)
{
  return moot_status_dup_description (item, user_data);
}

static const MootFeedFactory factory = { get_key, NULL, create, bind, unbind, dup_description };

static void
asked_cb (StatusFixture *self,
          GVariant      *parameter,
          GSimpleAction *action)
{
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_free (self->asked);
  self->asked = g_strconcat (g_action_get_name (G_ACTION (action)), " ", text, NULL);
}

static void
add_action (StatusFixture *self,
            const char    *name,
            const char    *type)
{
  g_autoptr (GVariantType) variant_type = g_variant_type_new (type);
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, variant_type);

  g_signal_connect_swapped (action, "activate", G_CALLBACK (asked_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static JsonNode *
load_list (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "app", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  node = moot_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return node;
}

/**
 * status_fixture_load_statuses:
 *
 * Returns: (transfer full) (element-type MootStatus): one post of every sort
 */
GPtrArray *
status_fixture_load_statuses (void)
{
  g_autoptr (JsonNode) node = load_list ("statuses.json");
  GPtrArray *statuses = moot_entities_from_json (MOOT_TYPE_STATUS, json_node_get_array (node));

  g_assert_cmpuint (statuses->len, ==, json_array_get_length (json_node_get_array (node)));
  return statuses;
}

/**
 * status_fixture_load_records:
 *
 * Returns: (transfer full) (element-type MootStatus): posts beside which co-ops state something,
 * one of every sort
 */
GPtrArray *
status_fixture_load_records (void)
{
  g_autoptr (JsonNode) node = load_list ("records.json");
  JsonArray *records = json_node_get_array (node);
  GPtrArray *statuses = status_fixture_make_statuses (json_array_get_length (records));

  for (guint i = 0; i < statuses->len; i++)
    {
      MootStatus *status = g_ptr_array_index (statuses, i);

      g_clear_object (&status->reblog);
      g_clear_object (&status->quote);
      g_clear_pointer (&status->coop, g_free);
      status->coop = json_to_string (json_array_get_element (records, i), FALSE);
    }
  return statuses;
}

/**
 * status_fixture_make_statuses:
 * @n: how many
 *
 * Returns: (transfer full) (element-type MootStatus): many posts, each with an id of its own
 */
GPtrArray *
status_fixture_make_statuses (guint n)
{
  g_autoptr (GPtrArray) samples = status_fixture_load_statuses ();
  GPtrArray *statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char **texts = g_new0 (char *, samples->len);

  for (guint i = 0; i < samples->len; i++)
    texts[i] = moot_entity_to_text (g_ptr_array_index (samples, i));
  for (guint i = 0; i < n; i++)
    {
      MootStatus *status =
        moot_entity_from_text (MOOT_TYPE_STATUS, texts[i * 7 % samples->len], NULL);

      g_free (status->id);
      status->id = g_strdup_printf ("%u", 1000000 - i);
      g_ptr_array_add (statuses, status);
    }
  for (guint i = 0; i < samples->len; i++)
    g_free (texts[i]);
  return statuses;
}

/* An application of ours would load it by itself. */
static void
add_style (void)
{
  static GtkCssProvider *provider;

  if (provider != NULL)
    return;

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/coop/folkmoot/Folkmoot/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * status_fixture_set_up:
 * @self: (out caller-allocates): a fixture
 * @width: of the window
 * @height: of the window
 * @statuses: (transfer full) (element-type MootStatus): what to show
 */
void
status_fixture_set_up (StatusFixture *self,
                       int            width,
                       int            height,
                       GPtrArray     *statuses)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *feed = moot_feed_view_new ();

  add_style ();
  *self = (StatusFixture){ NULL };
  self->store = g_list_store_new (MOOT_TYPE_STATUS);
  g_list_store_splice (self->store, 0, 0, statuses->pdata, statuses->len);
  g_ptr_array_unref (statuses);

  self->loader = moot_image_loader_new (&picture_source, pictures_new (), pictures_free);
  self->display = moot_status_display_new (self->loader);
  moot_status_display_set_viewer (self->display, "1");
  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (action_names); i++)
    add_action (self, action_names[i], "s");
  add_action (self, "media", "(su)");

  self->feed = MOOT_FEED_VIEW (feed);
  moot_feed_view_set_factory (self->feed, &factory, self->display);
  moot_feed_view_set_model (self->feed, G_LIST_MODEL (self->store));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), feed);
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, width, height);
  adw_window_set_content (ADW_WINDOW (self->window), scroller);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "status",
                                  G_ACTION_GROUP (self->actions));
  gtk_window_present (self->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}

static gboolean
has_all_pictures (gpointer data)
{
  return moot_image_loader_get_n_pending (((StatusFixture *) data)->loader) == 0;
}

/**
 * status_fixture_settle:
 * @self: a fixture
 *
 * Waits until all pictures are there and painted.
 */
void
status_fixture_settle (StatusFixture *self)
{
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (ui_wait_frames (GTK_WIDGET (self->window), 2));
      g_assert_true (ui_wait (has_all_pictures, self, 60000));
    }
  g_assert_true (ui_wait_frames (GTK_WIDGET (self->window), 2));
}

/**
 * status_fixture_tear_down:
 * @self: a fixture
 *
 * Closes the window and asserts that nothing of it lives on.
 */
void
status_fixture_tear_down (StatusFixture *self)
{
  g_object_add_weak_pointer (G_OBJECT (self->feed), (gpointer *) &self->feed);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "status", NULL);
  gtk_window_destroy (self->window);
  g_assert_true (ui_wait (has_all_pictures, self, 60000));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (self->feed);
  g_assert_finalize_object (self->store);
  g_assert_finalize_object (self->display);
  g_assert_finalize_object (self->loader);
  g_assert_finalize_object (self->actions);
  g_free (self->asked);
}

/**
 * status_fixture_get_row:
 * @self: a fixture
 * @position: of a post that is in sight
 *
 * Returns: (transfer none): its row
 */
MootStatusRow *
status_fixture_get_row (StatusFixture *self,
                        guint          position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->feed)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (MOOT_FEED_ITEM (child)->row == position)
      return MOOT_STATUS_ROW (MOOT_FEED_ITEM (child)->child);

  g_assert_not_reached ();
}
