/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures of other servers, fetched once for all members when the first of them looks.
 *
 * What comes is decoded and encoded anew, like an upload: what is kept and served was made here,
 * whatever it said it was.  What could not be had is not asked for again for a while.  A picture
 * that cannot be kept, because the disk is full, is shown all the same.
 * Thread: any; blocks while a picture is fetched. */
#include "moot-media-cache.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-image.h"
#include "moot-media-copy-store.h"
#include "moot-media-files.h"
#include "moot-media-private.h"

#include <string.h>

/**
 * moot_media_cache_new:
 * @federation: fetches; must outlive the cache
 * @limits: (nullable): how much is kept
 *
 * Returns: (transfer full): the cache of the node
 */
MootMediaCache *
moot_media_cache_new (MootFederation        *federation,
                      const MootMediaLimits *limits)
{
  MootMediaCache *self = g_new0 (MootMediaCache, 1);

  self->federation = federation;
  if (limits != NULL)
    self->limits = *limits;
  if (self->limits.max_bytes <= 0)
    self->limits.max_bytes = MOOT_MEDIA_CACHE_BYTES;
  if (self->limits.max_age_ms <= 0)
    self->limits.max_age_ms = MOOT_MEDIA_CACHE_AGE_MS;
  self->flights = moot_media_flights_new ();
  self->failures = moot_failure_memory_new ();
  g_mutex_init (&self->decoding);
  return self;
}

/** moot_media_cache_free: frees @self, which may be %NULL; nobody waits for a picture any more */
void
moot_media_cache_free (MootMediaCache *self)
{
  if (self == NULL)
    return;

  moot_media_flights_free (self->flights);
  moot_failure_memory_free (self->failures);
  g_mutex_clear (&self->decoding);
  g_free (self);
}

/* Looking -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *url;
  gint64 now;
} Touch;

static gboolean
touch (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  const Touch *work = data;

  return moot_media_copy_touch (db, work->url, work->now, error);
}

static GBytes *
load_copy (MootMediaCache       *self,
           const MootMediaCopy  *copy,
           gboolean              small,
           gint64                now,
           const char          **out_mime)
{
  const char *file = small ? copy->small_file : copy->file;
  Touch work = { copy->url, now };
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (copy->fetched_at + self->limits.max_age_ms <= now)
    return NULL;
  bytes = moot_media_file_load (self->federation->site, file, NULL);
  if (bytes == NULL)
    return NULL; /* somebody has taken it away */
  *out_mime = moot_media_file_get_type (file);
  if (copy->used_at + MOOT_MEDIA_CACHE_TOUCH_MS <= now &&
      !moot_db_pool_write (self->federation->pool, touch, &work, &error))
    g_message ("media cache: %s", error->message);
  return bytes;
}

/* Whether it may be shown; and if it is there, @out_bytes. */
static gboolean
look (MootMediaCache          *self,
      const MootMediaAddress  *address,
      gint64                   now,
      GBytes                 **out_bytes,
      const char             **out_mime,
      GError                 **error)
{
  MootDb *db = moot_db_pool_borrow_reader (self->federation->pool, error);
  g_autofree char *host = moot_uri_dup_host (address->url);
  g_autoptr (MootMediaCopy) copy = NULL;
  g_autoptr (GError) local = NULL;
  gboolean refused = TRUE;

  if (db == NULL)
    return FALSE;
  if (moot_media_is_refused (db, address->domain, &refused, &local) && !refused &&
      moot_media_is_refused (db, host, &refused, &local) && !refused)
    copy = moot_media_copy_find (db, address->url, &local);
  moot_db_pool_return_reader (self->federation->pool, db);
  if (local == NULL && refused)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "no media of '%s' are shown",
                 address->domain);
  if (copy != NULL)
    *out_bytes = load_copy (self, copy, address->small, now, out_mime);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Keeping -------------------------------------------------------------------------------------- */

typedef struct
{
  const MootMediaCopy *copy;
  gint64 max_bytes;
  GPtrArray *files; /* whose rows went */
} Keep;

static gboolean
put (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  const Keep *keep = data;

  return moot_media_forget (db, keep->copy->url, keep->files, error) &&
         moot_media_copy_put (db, keep->copy, error) &&
         moot_media_make_room (db, keep->max_bytes, keep->files, error);
}

static char *
save (MootMediaCache     *self,
      const MootPicture  *picture,
      GError            **error)
{
  return moot_media_file_save (self->federation->site, MOOT_MEDIA_CACHE_FOLDER,
                               picture->extension, picture->bytes, error);
}

/* Files first, then the row. */
static void
keep_image (MootMediaCache         *self,
            const MootMediaAddress *address,
            const MootImage        *image,
            gint64                  now)
{
  const MootSite *site = self->federation->site;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = save (self, image->original, &error);
  g_autofree char *small_file = file != NULL ? save (self, image->preview, &error) : NULL;
  const MootMediaCopy copy = {
    .url = address->url,
    .domain = address->domain,
    .file = file,
    .small_file = small_file,
    .bytes = (gint64) (g_bytes_get_size (image->original->bytes) +
                       g_bytes_get_size (image->preview->bytes)),
    .fetched_at = now,
  };
  Keep keep = { &copy, self->limits.max_bytes, files };

  if (small_file != NULL && moot_db_pool_write (self->federation->pool, put, &keep, &error))
    {
      moot_media_remove_files (self, files);
      return;
    }
  g_message ("media cache: not kept: %s", error->message);
  moot_media_file_remove (site, file);
  moot_media_file_remove (site, small_file);
}

/* Fetching ------------------------------------------------------------------------------------- */

static MootImage *
fetch (MootMediaCache          *self,
       const MootMediaAddress  *address,
       GError                 **error)
{
  MootFetchKind kind =
    address->kind == MOOT_MEDIA_EMOJI ? MOOT_FETCH_EMOJI : MOOT_FETCH_IMAGE;
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (self->federation->fetcher, address->url, kind, NULL, NULL,
                      self->federation->cancellable, error);
  MootImage *image;

  if (fetched == NULL)
    return NULL;
  g_mutex_lock (&self->decoding);
  image = moot_image_read (fetched->body, error);
  g_mutex_unlock (&self->decoding);
  return image;
}

/* A host that lets us wait for nothing costs a thread each time. */
static void
remember (MootMediaCache *self,
          const char     *url,
          const GError   *error,
          gint64          took_ms,
          gint64          now)
{
  g_autofree char *host = moot_uri_dup_host (url);
  int code = error->domain == MOOT_ERROR ? error->code : MOOT_ERROR_FAILED;

  if (g_cancellable_is_cancelled (self->federation->cancellable))
    return;
  moot_failure_memory_put (self->failures, url, code, now);
  if (host != NULL && took_ms >= MOOT_MEDIA_SLOW_MS)
    moot_failure_memory_put (self->failures, host, code, now);
}

static gboolean
may_ask (MootMediaCache  *self,
         const char      *url,
         gint64           now,
         GError         **error)
{
  g_autofree char *host = moot_uri_dup_host (url);

  return moot_failure_memory_check (self->failures, url, now, error) &&
         (host == NULL || moot_failure_memory_check (self->failures, host, now, error));
}

static GBytes *
fetch_and_keep (MootMediaCache          *self,
                const MootMediaAddress  *address,
                gint64                   now,
                const char             **out_mime,
                GError                 **error)
{
  gint64 began = g_get_monotonic_time ();
  GError *cause = NULL;
  g_autoptr (MootImage) image = fetch (self, address, &cause);
  const MootPicture *picture;

  if (image == NULL)
    {
      remember (self, address->url, cause, (g_get_monotonic_time () - began) / 1000, now);
      g_propagate_error (error, cause);
      return NULL;
    }
  moot_failure_memory_forget (self->failures, address->url);
  keep_image (self, address, image, now);
  picture = address->small ? image->preview : image->original;
  *out_mime = picture->mime;
  return g_bytes_ref (picture->bytes);
}

/**
 * moot_media_cache_get:
 * @self: the cache
 * @address: what is wanted, from an address we signed
 * @out_mime: (out): its type, a static string
 * @error: return location
 *
 * Gives what is kept, or fetches it.  Nothing is given that a domain block forbids, wherever it
 * lies.
 *
 * Limits: %MOOT_FETCH_TOTAL_MS; 16 MiB a picture, 256 KiB an emoji; the pixels moot_image_read()
 * takes.
 * Errors: as moot_fetcher_get(); %MOOT_ERROR_INVALID when it is no picture.
 *
 * Returns: (transfer full): the file
 */
GBytes *
moot_media_cache_get (MootMediaCache          *self,
                      const MootMediaAddress  *address,
                      const char             **out_mime,
                      GError                 **error)
{
  for (;;)
    {
      gint64 now = moot_clock_now ();
      GBytes *bytes = NULL;

      if (!look (self, address, now, &bytes, out_mime, error))
        return NULL;
      if (bytes != NULL)
        return bytes;
      if (!may_ask (self, address->url, now, error))
        return NULL;
      if (!moot_media_flights_enter (self->flights, address->url))
        continue;
      bytes = fetch_and_keep (self, address, now, out_mime, error);
      moot_media_flights_leave (self->flights, address->url);
      return bytes;
    }
}
