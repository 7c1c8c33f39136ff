/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures and films of other servers, fetched once for all members when the first of them looks.
 *
 * A picture is decoded and encoded anew, like an upload: what is kept and served was made here,
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
  if (self->limits.linger_ms <= 0)
    self->limits.linger_ms = MOOT_MEDIA_LINGER_MS;
  self->flights = moot_media_flights_new ();
  self->failures = moot_failure_memory_new ();
  g_mutex_init (&self->decoding);
  moot_media_films_start (self);
  return self;
}

/** moot_media_cache_free: frees @self, which may be %NULL; nobody waits for a picture any more */
void
moot_media_cache_free (MootMediaCache *self)
{
  if (self == NULL)
    return;

  moot_media_films_stop (self);
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

/** moot_media_file_clear: frees what @self holds */
void
moot_media_file_clear (MootMediaFile *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->tag, g_free);
}

/* Pictures are small enough to be read; everything else is only looked at. */
gboolean
moot_media_load (MootMediaCache *self,
                 const char     *name,
                 MootMediaFile  *out_file)
{
  const MootSite *site = self->federation->site;
  const char *mime = moot_media_file_get_type (name);
  gboolean is_picture = mime != NULL && g_str_has_prefix (mime, "image/");
  GBytes *bytes =
    is_picture ? moot_media_file_load (site, name, NULL) : moot_media_file_map (site, name);

  if (bytes == NULL)
    return FALSE; /* somebody has taken it away */
  *out_file = (MootMediaFile){ bytes, mime, g_path_get_basename (name) };
  return TRUE;
}

static void
load_copy (MootMediaCache      *self,
           const MootMediaCopy *copy,
           gboolean             small,
           gint64               now,
           MootMediaFile       *out_file)
{
  Touch work = { copy->url, now };
  g_autoptr (GError) error = NULL;

  if (copy->fetched_at + self->limits.max_age_ms <= now ||
      !moot_media_load (self, small ? copy->small_file : copy->file, out_file))
    return;
  if (copy->used_at + MOOT_MEDIA_CACHE_TOUCH_MS <= now &&
      !moot_db_pool_write (self->federation->pool, touch, &work, &error))
    g_message ("media cache: %s", error->message);
}

/* Whether it may be shown; and if it is there, @out_file. */
static gboolean
look (MootMediaCache          *self,
      const MootMediaAddress  *address,
      gint64                   now,
      MootMediaFile           *out_file,
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
    load_copy (self, copy, address->small, now, out_file);
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
         (!keep->copy->is_emoji ||
          moot_media_limit_emojis (db, keep->copy->domain, keep->files, error)) &&
         moot_media_make_room (db, keep->max_bytes, keep->files, error);
}

/* The files are there; now the row.  Without it they go. */
gboolean
moot_media_keep (MootMediaCache          *self,
                 const MootMediaAddress  *address,
                 const char              *file,
                 const char              *small_file,
                 gint64                   bytes,
                 GError                 **error)
{
  const MootSite *site = self->federation->site;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const MootMediaCopy copy = {
    .url = address->url,
    .domain = address->domain,
    .file = (char *) file,
    .small_file = (char *) small_file,
    .bytes = bytes,
    .fetched_at = moot_clock_now (),
    .is_emoji = address->kind == MOOT_MEDIA_EMOJI,
  };
  Keep keep = { &copy, self->limits.max_bytes, files };

  if (moot_db_pool_write (self->federation->pool, put, &keep, error))
    {
      moot_media_remove_files (self, files);
      return TRUE;
    }
  moot_media_file_remove (site, file);
  moot_media_file_remove (site, small_file);
  return FALSE;
}

static char *
save (MootMediaCache     *self,
      const MootPicture  *picture,
      GError            **error)
{
  return moot_media_file_save (self->federation->site, MOOT_MEDIA_CACHE_FOLDER,
                               picture->extension, picture->bytes, error);
}

static void
keep_image (MootMediaCache         *self,
            const MootMediaAddress *address,
            const MootImage        *image)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = save (self, image->original, &error);
  g_autofree char *small_file = file != NULL ? save (self, image->preview, &error) : NULL;
  gsize bytes =
    g_bytes_get_size (image->original->bytes) + g_bytes_get_size (image->preview->bytes);

  if (small_file != NULL &&
      moot_media_keep (self, address, file, small_file, (gint64) bytes, &error))
    return;
  g_message ("media cache: not kept: %s", error->message);
  if (small_file == NULL)
    moot_media_file_remove (self->federation->site, file);
}

/* Fetching ------------------------------------------------------------------------------------- */

static MootImage *
fetch_image (MootMediaCache          *self,
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

/* A host that lets us wait for nothing costs a thread each time.  What went wrong here is not the
 * fault of the address. */
void
moot_media_remember (MootMediaCache *self,
                     const char     *url,
                     const GError   *error,
                     gint64          took_ms,
                     gint64          now)
{
  g_autofree char *host = moot_uri_dup_host (url);
  int code = error->domain == MOOT_ERROR ? error->code : MOOT_ERROR_FAILED;

  if (g_cancellable_is_cancelled (self->federation->cancellable) ||
      error->domain == G_FILE_ERROR || error->domain == MOOT_DB_ERROR)
    return;
  moot_failure_memory_put (self->failures, url, code, now);
  if (host != NULL && took_ms >= MOOT_MEDIA_SLOW_MS)
    moot_failure_memory_put (self->failures, host, code, now);
}

/* Whether it is worth asking there again. */
gboolean
moot_media_may_ask (MootMediaCache  *self,
                    const char      *url,
                    gint64           now,
                    GError         **error)
{
  g_autofree char *host = moot_uri_dup_host (url);

  return moot_failure_memory_check (self->failures, url, now, error) &&
         (host == NULL || moot_failure_memory_check (self->failures, host, now, error));
}

static gboolean
get_image (MootMediaCache          *self,
           const MootMediaAddress  *address,
           MootMediaFile           *out_file,
           GError                 **error)
{
  g_autoptr (MootImage) image = fetch_image (self, address, error);
  const MootPicture *picture;

  if (image == NULL)
    return FALSE;
  keep_image (self, address, image);
  picture = address->small ? image->preview : image->original;
  *out_file = (MootMediaFile){ g_bytes_ref (picture->bytes), picture->mime, NULL };
  return TRUE;
}

static gboolean
get_anew (MootMediaCache          *self,
          const MootMediaAddress  *address,
          gint64                   now,
          MootMediaFile           *out_file,
          GError                 **error)
{
  gint64 began = g_get_monotonic_time ();
  GError *cause = NULL;

  if (get_image (self, address, out_file, &cause))
    {
      moot_failure_memory_forget (self->failures, address->url);
      return TRUE;
    }
  moot_media_remember (self, address->url, cause, (g_get_monotonic_time () - began) / 1000, now);
  g_propagate_error (error, cause);
  return FALSE;
}

/* Gets it, or waits for whoever does; @out_file stays empty when it has to be looked for again. */
static gboolean
get_or_wait (MootMediaCache          *self,
             const MootMediaAddress  *address,
             gint64                   now,
             MootMediaFile           *out_file,
             GError                 **error)
{
  gboolean done = TRUE;

  if (!moot_media_may_ask (self, address->url, now, error))
    return FALSE;
  if (moot_media_flights_enter (self->flights, address->url))
    {
      done = get_anew (self, address, now, out_file, error);
      moot_media_flights_leave (self->flights, address->url);
    }
  return done;
}

/**
 * moot_media_cache_get:
 * @self: the cache
 * @address: what is wanted, from an address we signed
 * @out_file: (out caller-allocates): the file
 * @out_film: (out) (optional) (transfer full): a film that is being fetched, instead of @out_file;
 *   moot_film_leave() it.  Without it the whole is waited for
 * @error: return location
 *
 * Gives what is kept, or fetches it.  Nothing is given that a domain block forbids, wherever it
 * lies.
 *
 * Limits: %MOOT_FETCH_TOTAL_MS; 16 MiB a picture, 256 KiB an emoji, %MOOT_MEDIA_MAX_EMOJIS of a
 * server; the pixels moot_image_read()
 * takes; 99 MiB a film, and half of the cache.
 * Errors: as moot_fetcher_get(); %MOOT_ERROR_INVALID when it is no picture or no film;
 * %G_FILE_ERROR_NOSPC when there is no room for a film.
 *
 * Returns: whether it is there
 */
gboolean
moot_media_cache_get (MootMediaCache          *self,
                      const MootMediaAddress  *address,
                      MootMediaFile           *out_file,
                      MootFilm               **out_film,
                      GError                 **error)
{
  MootFilm *film = NULL;

  *out_file = (MootMediaFile){ NULL, NULL, NULL };
  while (out_file->bytes == NULL && film == NULL)
    {
      gint64 now = moot_clock_now ();

      if (!look (self, address, now, out_file, error))
        return FALSE;
      if (out_file->bytes != NULL)
        break;
      if (address->kind == MOOT_MEDIA_FILM
            ? !moot_media_film_get (self, address, out_file, out_film != NULL ? &film : NULL, error)
            : !get_or_wait (self, address, now, out_file, error))
        return FALSE;
    }
  if (out_film != NULL)
    *out_film = film;
  return TRUE;
}
