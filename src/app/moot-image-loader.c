/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures for the screen: fetched by whoever knows how, decoded at the size of their place on
 * threads of our own, kept within a budget of bytes.
 * Several wishes for one picture share one fetch; the latest wish is served first, as it is what
 * has just come into sight; a wish that is cancelled before its turn costs nothing.
 * Thread: main.  Decoding happens on a MootWorker with bytes in and a frozen texture out. */
#include "moot-image-loader.h"

#include <math.h>

#include "moot-blurhash.h"
#include "moot-clock.h"
#include "moot-texture-cache.h"
#include "moot-worker.h"

#define DECODE_THREADS 2
#define BLUR_SIDE 20 /* pixels; scaled up softly */
#define MAX_BLUR_BYTES (512 << 10)
#define MAX_FAILURES 256
#define FAILURE_TIME MOOT_MINUTE /* a picture that failed is not asked for again so soon */

struct _MootImageLoader
{
  GObject parent_instance;

  const MootImageSource *source;
  gpointer source_data;
  GDestroyNotify free_source_data;

  MootWorker *worker;
  MootTextureCache *pictures;
  MootTextureCache *small;
  MootTextureCache *blurs;
  GHashTable *jobs;     /* char * key => Job *, queued or running */
  GQueue queue;         /* Job *, the latest wish first */
  GHashTable *failures; /* char * uri => gint64 *, when */
  guint n_running;
};

typedef struct
{
  MootImageLoader *loader; /* (transfer full) while it runs */
  char *key;
  char *uri;
  int width;
  int height;
  GPtrArray *waiting; /* GTask */
  GCancellable *cancellable;
  gboolean running;
} Job;

typedef struct
{
  GBytes *bytes;
  int width;
  int height;
} Decoding;

G_DEFINE_FINAL_TYPE (MootImageLoader, moot_image_loader, G_TYPE_OBJECT)

static void start_jobs (MootImageLoader *self);

/* Places of nearly the same size share a picture. */
static int
round_up (int pixels)
{
  static const int sizes[] = { 48, 96, 192, 400, 800, 1600 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (pixels <= sizes[i])
      return sizes[i];
  return 3200;
}

static char *
make_key (const char *uri,
          int         width,
          int         height)
{
  return g_strdup_printf ("%d×%d %s", round_up (width), round_up (height), uri);
}

static MootTextureCache *
choose_cache (MootImageLoader *self,
              int              width,
              int              height)
{
  gboolean small = round_up (MAX (width, height)) <= MOOT_IMAGE_LOADER_SMALL_SIDE;

  return small ? self->small : self->pictures;
}

static void
decoding_free (gpointer data)
{
  Decoding *decoding = data;

  g_bytes_unref (decoding->bytes);
  g_free (decoding);
}

static void
job_free (Job *job)
{
  g_free (job->key);
  g_free (job->uri);
  g_ptr_array_unref (job->waiting);
  g_object_unref (job->cancellable);
  g_free (job);
}

static gboolean
has_failed_lately (MootImageLoader *self,
                   const char      *uri)
{
  gint64 *at = g_hash_table_lookup (self->failures, uri);

  return at != NULL && moot_clock_now () - *at < FAILURE_TIME;
}

static void
note_failure (MootImageLoader *self,
              const char      *uri)
{
  gint64 *at = g_new (gint64, 1);

  *at = moot_clock_now ();
  if (g_hash_table_size (self->failures) >= MAX_FAILURES)
    g_hash_table_remove_all (self->failures);
  g_hash_table_replace (self->failures, g_strdup (uri), at);
}

static gulong
get_handler (GTask *task)
{
  return GPOINTER_TO_SIZE (g_task_get_task_data (task));
}

/* The wish is answered: it listens no more to its cancellable. */
static void
answer (GTask        *task,
        GdkTexture   *texture,
        const GError *error)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_handler_disconnect (cancellable, get_handler (task));
  if (texture != NULL)
    g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
  else
    g_task_return_error (task, g_error_copy (error));
}

/* Ends a job, whatever became of it. */
static void
finish_job (Job          *job,
            GdkTexture   *texture,
            const GError *error)
{
  g_autoptr (MootImageLoader) self = g_object_ref (job->loader);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&job->waiting);

  job->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove (self->jobs, job->key);
  if (job->running)
    {
      self->n_running--;
      g_object_unref (job->loader);
    }
  job_free (job);

  for (guint i = 0; i < waiting->len; i++)
    answer (g_ptr_array_index (waiting, i), texture, error);
  start_jobs (self);
}

static gpointer
decode (gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Decoding *decoding = data;

  return moot_image_decode_texture (decoding->bytes, decoding->width, decoding->height, error);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  Job *job = user_data;

  if (texture != NULL)
    moot_texture_cache_add (choose_cache (job->loader, job->width, job->height), job->key, texture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note_failure (job->loader, job->uri);
  finish_job (job, texture, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Job *job = user_data;
  MootImageLoader *self = job->loader;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = self->source->fetch_finish (self->source_data, result, &error);
  g_autoptr (GTask) task = NULL;
  Decoding *decoding;

  if (bytes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        note_failure (self, job->uri);
      finish_job (job, NULL, error);
      return;
    }

  decoding = g_new0 (Decoding, 1);
  decoding->bytes = g_steal_pointer (&bytes);
  decoding->width = round_up (job->width);
  decoding->height = round_up (job->height);
  task = g_task_new (self, job->cancellable, decoded_cb, job);
  g_task_set_source_tag (task, fetched_cb);
  g_task_set_task_data (task, decoding, decoding_free);
  moot_worker_run (self->worker, task, decode, g_object_unref);
}

static void
start_jobs (MootImageLoader *self)
{
  while (self->n_running < MOOT_IMAGE_LOADER_MAX_FETCHES && self->queue.length > 0)
    {
      Job *job = g_queue_pop_head (&self->queue);

      job->running = TRUE;
      job->loader = g_object_ref (self);
      self->n_running++;
      self->source->fetch_async (self->source_data, job->uri, job->cancellable, fetched_cb, job);
    }
}

/* The last wish for a picture is gone: so is the work for it. */
static void
drop_job (Job *job)
{
  if (job->running)
    {
      g_cancellable_cancel (job->cancellable); /* it finishes by itself, with an error for nobody */
      return;
    }
  g_queue_remove (&job->loader->queue, job);
  g_hash_table_remove (job->loader->jobs, job->key);
  job_free (job);
}

static Job *
find_job_of (MootImageLoader *self,
             GTask           *task,
             guint           *out_at)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_ptr_array_find (((Job *) value)->waiting, task, out_at))
      return value;
  return NULL;
}

static void
wish_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  MootImageLoader *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  guint at = 0;
  Job *job = find_job_of (self, task, &at);

  if (job == NULL)
    return;

  g_ptr_array_remove_index (job->waiting, at);
  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "picture '%s' is not wanted any more",
               job->uri);
  if (job->waiting->len == 0)
    drop_job (job);
  answer (task, NULL, error);
}

/* A job that is being dropped cannot be joined any more. */
static Job *
get_job (MootImageLoader *self,
         const char      *uri,
         int              width,
         int              height)
{
  g_autofree char *key = make_key (uri, width, height);
  Job *job = g_hash_table_lookup (self->jobs, key);

  if (job != NULL && !g_cancellable_is_cancelled (job->cancellable))
    {
      if (!job->running)
        {
          g_queue_remove (&self->queue, job);
          g_queue_push_head (&self->queue, job);
        }
      return job;
    }
  if (job != NULL)
    {
      g_hash_table_steal (self->jobs, key);
      g_free (job->key);
      job->key = g_strdup_printf ("dropped %p", (void *) job);
      g_hash_table_insert (self->jobs, job->key, job);
    }

  job = g_new0 (Job, 1);
  job->loader = self;
  job->key = g_steal_pointer (&key);
  job->uri = g_strdup (uri);
  job->width = width;
  job->height = height;
  job->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  job->cancellable = g_cancellable_new ();
  g_hash_table_insert (self->jobs, job->key, job);
  g_queue_push_head (&self->queue, job);
  return job;
}

/* Somebody scrolls faster than pictures come: the oldest wishes are out of sight by now. */
static void
refuse_oldest (MootImageLoader *self)
{
  while (self->queue.length > MOOT_IMAGE_LOADER_MAX_WAITING)
    {
      Job *job = g_queue_pop_tail (&self->queue);
      g_autoptr (GError) error =
        g_error_new (G_IO_ERROR, G_IO_ERROR_BUSY, "too many pictures wanted");

      finish_job (job, NULL, error);
    }
}

static void
moot_image_loader_finalize (GObject *object)
{
  MootImageLoader *self = MOOT_IMAGE_LOADER (object);

  g_assert (g_hash_table_size (self->jobs) == 0); /* every wish holds a reference */
  g_clear_pointer (&self->worker, moot_worker_free);
  g_clear_pointer (&self->pictures, moot_texture_cache_free);
  g_clear_pointer (&self->small, moot_texture_cache_free);
  g_clear_pointer (&self->blurs, moot_texture_cache_free);
  g_hash_table_unref (self->jobs);
  g_hash_table_unref (self->failures);
  if (self->free_source_data != NULL)
    self->free_source_data (self->source_data);

  G_OBJECT_CLASS (moot_image_loader_parent_class)->finalize (object);
}

static void
moot_image_loader_class_init (MootImageLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = moot_image_loader_finalize;
}

static void
moot_image_loader_init (MootImageLoader *self)
{
  self->worker = moot_worker_new ("images", DECODE_THREADS);
  self->pictures = moot_texture_cache_new (MOOT_IMAGE_LOADER_MAX_BYTES);
  self->small = moot_texture_cache_new (MOOT_IMAGE_LOADER_MAX_SMALL_BYTES);
  self->blurs = moot_texture_cache_new (MAX_BLUR_BYTES);
  self->jobs = g_hash_table_new (g_str_hash, g_str_equal);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->queue);
}

/**
 * moot_image_loader_new:
 * @source: how bytes are got; lives as long as the loader
 * @source_data: handed to @source
 * @free_source_data: (nullable): releases @source_data
 *
 * Returns: (transfer full): a loader
 */
MootImageLoader *
moot_image_loader_new (const MootImageSource *source,
                       gpointer               source_data,
                       GDestroyNotify         free_source_data)
{
  MootImageLoader *self = g_object_new (MOOT_TYPE_IMAGE_LOADER, NULL);

  self->source = source;
  self->source_data = source_data;
  self->free_source_data = free_source_data;
  return self;
}

/**
 * moot_image_loader_find:
 * @self: a loader
 * @uri: of the picture
 * @width: of its place, in pixels of the display
 * @height: of its place, in pixels of the display
 *
 * Looks whether a picture can be shown at once.
 *
 * Returns: (transfer none) (nullable): the picture
 */
GdkTexture *
moot_image_loader_find (MootImageLoader *self,
                        const char      *uri,
                        int              width,
                        int              height)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (MOOT_IS_IMAGE_LOADER (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  key = make_key (uri, width, height);
  return moot_texture_cache_find (choose_cache (self, width, height), key);
}

/**
 * moot_image_loader_load_async:
 * @self: a loader
 * @uri: of the picture
 * @width: of its place, in pixels of the display
 * @height: of its place, in pixels of the display
 * @cancellable: (nullable): cancel it when the place is gone
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Gets a picture that covers its place.  Call moot_image_loader_find() first.
 */
void
moot_image_loader_load_async (MootImageLoader     *self,
                              const char          *uri,
                              int                  width,
                              int                  height,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GdkTexture *texture;
  gulong handler;

  g_return_if_fail (MOOT_IS_IMAGE_LOADER (self));
  g_return_if_fail (uri != NULL && width > 0 && height > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, moot_image_loader_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  texture = moot_image_loader_find (self, uri, width, height);
  if (texture != NULL)
    {
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
      return;
    }
  if (has_failed_lately (self, uri))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               "picture '%s' failed a moment ago", uri);
      return;
    }

  if (cancellable != NULL)
    {
      handler = g_signal_connect (cancellable, "cancelled", G_CALLBACK (wish_cancelled_cb), task);
      g_task_set_task_data (task, GSIZE_TO_POINTER (handler), NULL);
    }
  g_ptr_array_add (get_job (self, uri, width, height)->waiting, g_object_ref (task));
  refuse_oldest (self);
  start_jobs (self);
}

/**
 * moot_image_loader_load_finish:
 * @self: a loader
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %G_IO_ERROR_CANCELLED; others mean that there is no picture to show.
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *
moot_image_loader_load_finish (MootImageLoader  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * moot_image_loader_get_blur:
 * @self: a loader
 * @hash: (nullable): a blurhash of a stranger
 * @aspect: width of the picture for each unit of its height
 *
 * Paints what stands for a picture until it is there; fast enough for binding a row.
 *
 * Returns: (transfer none) (nullable): a small picture to be scaled up, or %NULL when @hash is none
 */
GdkTexture *
moot_image_loader_get_blur (MootImageLoader *self,
                            const char      *hash,
                            double           aspect)
{
  int width = CLAMP ((int) round (BLUR_SIDE * MIN (aspect, 1)), 1, BLUR_SIDE);
  int height = CLAMP ((int) round (BLUR_SIDE / MAX (aspect, 1)), 1, BLUR_SIDE);
  g_autofree char *key = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *found;
  guint8 *pixels;

  g_return_val_if_fail (MOOT_IS_IMAGE_LOADER (self), NULL);

  if (hash == NULL)
    return NULL;

  key = g_strdup_printf ("%d×%d %.200s", width, height, hash);
  found = moot_texture_cache_find (self->blurs, key);
  if (found != NULL)
    return found;

  pixels = moot_blurhash_decode (hash, width, height);
  if (pixels == NULL)
    return NULL;

  bytes = g_bytes_new_take (pixels, (gsize) width * (gsize) height * 4);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, (gsize) width * 4);
  moot_texture_cache_add (self->blurs, key, texture);
  return moot_texture_cache_find (self->blurs, key);
}

/**
 * moot_image_loader_forget:
 * @self: a loader
 *
 * Lets go of all pictures that are not on the screen: memory is short, or the window is hidden.
 */
void
moot_image_loader_forget (MootImageLoader *self)
{
  g_return_if_fail (MOOT_IS_IMAGE_LOADER (self));

  moot_texture_cache_shrink (self->pictures, 0);
  moot_texture_cache_shrink (self->small, 0);
  moot_texture_cache_shrink (self->blurs, 0);
}

/**
 * moot_image_loader_get_bytes:
 * @self: a loader
 *
 * Returns: how much memory its decoded pictures take
 */
gsize
moot_image_loader_get_bytes (MootImageLoader *self)
{
  g_return_val_if_fail (MOOT_IS_IMAGE_LOADER (self), 0);

  return moot_texture_cache_get_bytes (self->pictures) +
         moot_texture_cache_get_bytes (self->small) + moot_texture_cache_get_bytes (self->blurs);
}

/**
 * moot_image_loader_get_n_pending:
 * @self: a loader
 *
 * Returns: how many pictures are wanted, fetched or decoded just now
 */
guint
moot_image_loader_get_n_pending (MootImageLoader *self)
{
  g_return_val_if_fail (MOOT_IS_IMAGE_LOADER (self), 0);

  return g_hash_table_size (self->jobs);
}
