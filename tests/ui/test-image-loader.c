/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures for the screen: shared fetches, cancelled wishes, failures, budgets.  No display. */
#include "moot-clock.h"
#include "moot-image-loader.h"
#include "moot-texture-cache.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* A source that answers when the test says so. */
typedef struct
{
  GPtrArray *asked; /* GTask, in the order they came */
  GPtrArray *uris;
  GBytes *picture;
} Source;

typedef struct
{
  GdkTexture *texture;
  GError *error;
  gboolean done;
} Answer;

static void
fetch_async (gpointer             source,
             const char          *uri,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  Source *self = source;

  g_ptr_array_add (self->asked, g_task_new (NULL, cancellable, callback, user_data));
  g_ptr_array_add (self->uris, g_strdup (uri));
}

static GBytes *
fetch_finish (gpointer       source,
              GAsyncResult  *result,
              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const MootImageSource fake_source = { fetch_async, fetch_finish };

static GBytes *
draw (int width,
      int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);
  char *png = NULL;
  gsize n_bytes = 0;

  gdk_pixbuf_fill (pixbuf, 0xff000080);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &n_bytes, "png", NULL, NULL));
  return g_bytes_new_take (png, n_bytes);
}

static void
source_init (Source *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->uris = g_ptr_array_new_with_free_func (g_free);
  self->picture = draw (800, 600);
}

static void
source_clear (Source *self)
{
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->uris);
  g_bytes_unref (self->picture);
}

static void
source_answer (Source *self,
               guint   which)
{
  g_assert_cmpuint (which, <, self->asked->len);
  g_task_return_pointer (g_ptr_array_index (self->asked, which), g_bytes_ref (self->picture),
                         (GDestroyNotify) g_bytes_unref);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (object), result, &answer->error);
  answer->done = TRUE;
}

static void
wait_for (Answer *answer)
{
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
answer_clear (Answer *answer)
{
  g_clear_object (&answer->texture);
  g_clear_error (&answer->error);
  *answer = (Answer){ NULL };
}

static void
idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_load (void)
{
  MootImageLoader *loader;
  Answer answer = { NULL };
  guint32 first[800 * 600];
  Source source;

  source_init (&source);
  loader = moot_image_loader_new (&fake_source, &source, NULL);
  g_assert_null (moot_image_loader_find (loader, "a", 300, 200));
  moot_image_loader_load_async (loader, "a", 300, 200, NULL, loaded_cb, &answer);
  source_answer (&source, 0);
  wait_for (&answer);
  g_assert_no_error (answer.error);

  /* as large as the place needs, rounded up, and in proportion */
  g_assert_cmpint (gdk_texture_get_width (answer.texture), ==, 533);
  g_assert_cmpint (gdk_texture_get_height (answer.texture), ==, 400);
  gdk_texture_download (answer.texture, (guchar *) first, 800 * sizeof (guint32));
  g_assert_cmphex (first[0], ==, 0x80800000);

  g_assert_true (moot_image_loader_find (loader, "a", 300, 200) == answer.texture);
  g_assert_true (moot_image_loader_find (loader, "a", 310, 210) == answer.texture);
  g_assert_null (moot_image_loader_find (loader, "a", 900, 600));
  g_assert_cmpuint (moot_image_loader_get_bytes (loader), ==, 533 * 400 * 4);
  moot_image_loader_forget (loader);
  g_assert_cmpuint (moot_image_loader_get_bytes (loader), ==, 0);

  answer_clear (&answer);
  g_assert_finalize_object (loader);
  source_clear (&source);
}

static void
test_one_fetch_for_many (void)
{
  MootImageLoader *loader;
  Answer answers[3] = { { NULL } };
  Source source;

  source_init (&source);
  loader = moot_image_loader_new (&fake_source, &source, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    moot_image_loader_load_async (loader, "a", 300, 200, NULL, loaded_cb, &answers[i]);
  g_assert_cmpuint (source.asked->len, ==, 1);
  g_assert_cmpuint (moot_image_loader_get_n_pending (loader), ==, 1);
  source_answer (&source, 0);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      wait_for (&answers[i]);
      g_assert_true (answers[i].texture == answers[0].texture);
    }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    answer_clear (&answers[i]);
  g_assert_cmpuint (moot_image_loader_get_n_pending (loader), ==, 0);
  g_assert_finalize_object (loader);
  source_clear (&source);
}

/* One of two lets go: the other is served.  Both let go: so does the loader. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  MootImageLoader *loader;
  Answer answers[3] = { { NULL } };
  Source source;

  source_init (&source);
  loader = moot_image_loader_new (&fake_source, &source, NULL);
  moot_image_loader_load_async (loader, "a", 300, 200, first, loaded_cb, &answers[0]);
  moot_image_loader_load_async (loader, "a", 300, 200, second, loaded_cb, &answers[1]);
  g_cancellable_cancel (first);
  wait_for (&answers[0]);
  g_assert_error (answers[0].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (
    g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (source.asked, 0))));

  g_cancellable_cancel (second);
  wait_for (&answers[1]);
  g_assert_error (answers[1].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (
    g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (source.asked, 0))));

  /* wanted again before the dropped fetch has ended */
  moot_image_loader_load_async (loader, "a", 300, 200, NULL, loaded_cb, &answers[2]);
  g_assert_cmpuint (source.asked->len, ==, 2);
  source_answer (&source, 0);
  source_answer (&source, 1);
  wait_for (&answers[2]);
  g_assert_no_error (answers[2].error);
  g_assert_nonnull (answers[2].texture);
  idle ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    answer_clear (&answers[i]);
  g_assert_finalize_object (loader);
  source_clear (&source);
}

/* What is wanted last is in sight now; what is cancelled in the queue is never fetched. */
static void
test_queue (void)
{
  const guint n = MOOT_IMAGE_LOADER_MAX_FETCHES + 3;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree Answer *answers = g_new0 (Answer, n);
  MootImageLoader *loader;
  Source source;

  source_init (&source);
  loader = moot_image_loader_new (&fake_source, &source, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *uri = g_strdup_printf ("%u", i);

      moot_image_loader_load_async (loader, uri, 30, 30, i == n - 2 ? cancellable : NULL, loaded_cb,
                                    &answers[i]);
    }
  g_assert_cmpuint (source.asked->len, ==, MOOT_IMAGE_LOADER_MAX_FETCHES);
  g_cancellable_cancel (cancellable);
  wait_for (&answers[n - 2]);

  for (guint i = 0; i < n - 1; i++)
    {
      source_answer (&source, i);
      while (source.asked->len < MIN (n - 1, MOOT_IMAGE_LOADER_MAX_FETCHES + i + 1))
        g_main_context_iteration (NULL, TRUE);
    }
  for (guint i = 0; i < n; i++)
    wait_for (&answers[i]);
  g_assert_cmpstr (g_ptr_array_index (source.uris, MOOT_IMAGE_LOADER_MAX_FETCHES), ==, "14");
  g_assert_cmpstr (g_ptr_array_index (source.uris, MOOT_IMAGE_LOADER_MAX_FETCHES + 1), ==, "12");
  g_assert_cmpuint (source.uris->len, ==, n - 1);

  for (guint i = 0; i < n; i++)
    answer_clear (&answers[i]);
  g_assert_finalize_object (loader);
  source_clear (&source);
}

static void
test_failure_is_remembered (void)
{
  MootImageLoader *loader;
  Answer answer = { NULL };
  Source source;

  source_init (&source);
  g_bytes_unref (source.picture);
  source.picture = g_bytes_new_static ("no picture at all", 17);
  moot_clock_set_fake (1767312000000);
  loader = moot_image_loader_new (&fake_source, &source, NULL);
  moot_image_loader_load_async (loader, "a", 30, 30, NULL, loaded_cb, &answer);
  source_answer (&source, 0);
  wait_for (&answer);
  g_assert_null (answer.texture);
  g_assert_nonnull (answer.error);
  answer_clear (&answer);

  moot_image_loader_load_async (loader, "a", 30, 30, NULL, loaded_cb, &answer);
  wait_for (&answer);
  g_assert_nonnull (answer.error);
  g_assert_cmpuint (source.asked->len, ==, 1);
  answer_clear (&answer);

  moot_clock_set_fake (1767312000000 + 2 * MOOT_MINUTE);
  moot_image_loader_load_async (loader, "a", 30, 30, NULL, loaded_cb, &answer);
  g_assert_cmpuint (source.asked->len, ==, 2);
  source_answer (&source, 1);
  wait_for (&answer);
  answer_clear (&answer);
  moot_clock_set_fake (0);

  g_assert_finalize_object (loader);
  source_clear (&source);
}

static void
test_blur (void)
{
  MootImageLoader *loader = moot_image_loader_new (&fake_source, NULL, NULL);
  const char *hash = "LEHV6nWB2yk8pyo0adR*.7kCMdnj";
  GdkTexture *wide = moot_image_loader_get_blur (loader, hash, 2);
  GdkTexture *tall = moot_image_loader_get_blur (loader, hash, 0.5);

  g_assert_cmpint (gdk_texture_get_width (wide), ==, 20);
  g_assert_cmpint (gdk_texture_get_height (wide), ==, 10);
  g_assert_cmpint (gdk_texture_get_width (tall), ==, 10);
  g_assert_cmpint (gdk_texture_get_height (tall), ==, 20);
  g_assert_true (moot_image_loader_get_blur (loader, hash, 2) == wide);
  g_assert_null (moot_image_loader_get_blur (loader, "nonsense", 1));
  g_assert_null (moot_image_loader_get_blur (loader, NULL, 1));
  g_assert_nonnull (moot_image_loader_get_blur (loader, hash, 1e9));
  g_assert_nonnull (moot_image_loader_get_blur (loader, hash, 1e-9));
  g_assert_finalize_object (loader);
}

static GdkTexture *
make_texture (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (10 * 10 * 4), 10 * 10 * 4);

  return gdk_memory_texture_new (10, 10, GDK_MEMORY_DEFAULT, bytes, 40);
}

static void
test_budget (void)
{
  g_autoptr (MootTextureCache) cache = moot_texture_cache_new (3 * 400);
  static const char *const keys[] = { "a", "b", "c" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GdkTexture) texture = make_texture ();

      moot_texture_cache_add (cache, keys[i], texture);
    }
  g_assert_cmpuint (moot_texture_cache_get_bytes (cache), ==, 1200);
  g_assert_nonnull (moot_texture_cache_find (cache, "a"));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GdkTexture) texture = make_texture ();

      moot_texture_cache_add (cache, "d", texture);
    }
  g_assert_null (moot_texture_cache_find (cache, "b"));
  g_assert_nonnull (moot_texture_cache_find (cache, "a"));
  g_assert_nonnull (moot_texture_cache_find (cache, "c"));
  g_assert_nonnull (moot_texture_cache_find (cache, "d"));
  moot_texture_cache_shrink (cache, 500);
  g_assert_cmpuint (moot_texture_cache_get_bytes (cache), ==, 400);
  g_assert_nonnull (moot_texture_cache_find (cache, "d"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/image-loader/load", test_load);
  g_test_add_func ("/ui/image-loader/one-fetch-for-many", test_one_fetch_for_many);
  g_test_add_func ("/ui/image-loader/cancel", test_cancel);
  g_test_add_func ("/ui/image-loader/queue", test_queue);
  g_test_add_func ("/ui/image-loader/failure-is-remembered", test_failure_is_remembered);
  g_test_add_func ("/ui/image-loader/blur", test_blur);
  g_test_add_func ("/ui/image-loader/budget", test_budget);
  return g_test_run ();
}
