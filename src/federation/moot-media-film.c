/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Films and sounds of other servers.  They are never decoded here and never in memory: what comes
 * goes to the disk piece by piece, and from there to members, the first of whom see it while it
 * comes. What it is is read off its first bytes, whatever its server says, and it is served as that
 * and nothing else. Spec: the signatures of ISO/IEC 14496-12 (ftyp), Matroska (EBML), RFC 3533
 * (Ogg), MPEG audio, ADTS, FLAC, RIFF. Thread: any; each film is fetched on one of the cache's own.
 */
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-media-cache.h"
#include "moot-media-files.h"
#include "moot-media-part.h"
#include "moot-media-private.h"

#include <string.h>

#define HEAD 12 /* bytes that say what it is */

/* Where the bytes are that a kind of file begins with, and how many bits of each count. */
static const struct
{
  const char *extension;
  gsize at;
  gsize length;
  guint8 bytes[8];
  guint8 last_mask; /* of the last byte; 0: all of it */
} signatures[] = {
  { "mov", 4, 8, { 'f', 't', 'y', 'p', 'q', 't', ' ', ' ' }, 0 },
  { "m4a", 4, 7, { 'f', 't', 'y', 'p', 'M', '4', 'A' }, 0 },
  { "mp4", 4, 4, { 'f', 't', 'y', 'p' }, 0 },
  { "webm", 0, 4, { 0x1a, 0x45, 0xdf, 0xa3 }, 0 },
  { "ogg", 0, 4, { 'O', 'g', 'g', 'S' }, 0 },
  { "flac", 0, 4, { 'f', 'L', 'a', 'C' }, 0 },
  { "wav", 8, 4, { 'W', 'A', 'V', 'E' }, 0 },
  { "mp3", 0, 3, { 'I', 'D', '3' }, 0 },
  { "aac", 0, 2, { 0xff, 0xf0 }, 0xf6 },
  { "mp3", 0, 2, { 0xff, 0xe2 }, 0xe6 },
};

/* One film on its way. */
typedef struct
{
  MootFilm *film;
  MootMediaAddress address;

  MootMediaPart *part;
  guint8 head[HEAD];
  gsize n_bytes;
  gsize max_bytes;
  const char *extension;
} Making;

static const char *
find_extension (const guint8 head[HEAD])
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      const guint8 *bytes = head + signatures[i].at;
      gsize last = signatures[i].length - 1;
      guint8 mask = signatures[i].last_mask != 0 ? signatures[i].last_mask : 0xff;

      if (memcmp (bytes, signatures[i].bytes, last) == 0 &&
          (bytes[last] & mask) == signatures[i].bytes[last])
        return signatures[i].extension;
    }
  return NULL;
}

static gboolean
refuse (GError **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "it is no film");
  return FALSE;
}

/* Its first bytes are there: from now on others may read it. */
static gboolean
begin (Making  *making,
       GError **error)
{
  g_autofree char *name = NULL;
  int fd;

  making->extension = find_extension (making->head);
  if (making->extension == NULL)
    return refuse (error);
  fd = moot_media_part_open (making->part, error);
  if (fd < 0)
    return FALSE;
  name = moot_media_part_dup_name (making->part, making->extension);
  moot_film_begin (making->film, fd, moot_media_file_get_type (name), g_path_get_basename (name));
  return TRUE;
}

static gboolean
take (const guint8  *bytes,
      gsize          length,
      guint64        total,
      gpointer       data,
      GError       **error)
{
  Making *making = data;

  if (making->n_bytes < HEAD)
    memcpy (making->head + making->n_bytes, bytes, MIN (length, HEAD - making->n_bytes));
  making->n_bytes += length;
  if (MAX (making->n_bytes, total) > making->max_bytes)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "there is no room for such a film");
      return FALSE;
    }
  if (making->extension == NULL && making->n_bytes >= HEAD && !begin (making, error))
    return FALSE;
  if (!moot_media_part_write (making->part, bytes, length, error))
    return FALSE;
  if (moot_film_grow (making->film, making->n_bytes, total))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "nobody wants it any more");
  return FALSE;
}

/* Fetches it; what is left of one that failed is nothing.  Returns where it is kept. */
static char *
fetch (MootMediaCache  *self,
       Making          *making,
       GError         **error)
{
  const MootFederation *federation = self->federation;
  g_autoptr (MootMediaPart) part =
    moot_media_part_new (federation->site, MOOT_MEDIA_CACHE_FOLDER, error);
  g_autofree char *name = NULL;

  making->part = part;
  making->max_bytes = (gsize) self->limits.max_bytes / 2;
  if (part == NULL || !moot_fetcher_pass (federation->fetcher, making->address.url,
                                          MOOT_FETCH_FILM, take, making, federation->cancellable,
                                          error))
    return NULL;
  if (making->extension == NULL)
    {
      refuse (error);
      return NULL;
    }
  name = moot_media_part_finish (part, making->extension, error);
  if (name == NULL || !moot_media_keep (self, &making->address, name, name,
                                        (gint64) making->n_bytes, error))
    return NULL;
  return g_steal_pointer (&name);
}

static void
making_free (Making *making)
{
  moot_media_address_clear (&making->address);
  moot_film_unref (making->film);
  g_free (making);
}

/* Thread: one of the makers. */
static void
make (gpointer data,
      gpointer user_data)
{
  Making *making = data;
  MootMediaCache *self = user_data;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  char *file = fetch (self, making, &error);

  if (file != NULL)
    moot_failure_memory_forget (self->failures, making->address.url);
  else if (!moot_film_is_deserted (making->film))
    moot_media_remember (self, making->address.url, error,
                         (g_get_monotonic_time () - began) / 1000, moot_clock_now ());
  g_mutex_lock (&self->film_lock);
  g_hash_table_remove (self->films, making->address.url);
  g_mutex_unlock (&self->film_lock);
  moot_film_end (making->film, file, g_steal_pointer (&error));
  making_free (making);
}

/* moot_media_films_start: from now on films can be fetched */
void
moot_media_films_start (MootMediaCache *self)
{
  g_mutex_init (&self->film_lock);
  self->films =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) moot_film_unref);
  self->makers = g_thread_pool_new (make, self, MOOT_MEDIA_MAX_FILMS, FALSE, NULL);
}

/* moot_media_films_stop: waits for those under way, whose fetching has been cancelled */
void
moot_media_films_stop (MootMediaCache *self)
{
  g_thread_pool_free (self->makers, FALSE, TRUE);
  g_hash_table_unref (self->films);
  g_mutex_clear (&self->film_lock);
}

/* Looking -------------------------------------------------------------------------------------- */

/* Begins to fetch it, for somebody who has entered it; called with the lock. */
static MootFilm *
start (MootMediaCache          *self,
       const MootMediaAddress  *address,
       GError                 **error)
{
  Making *making;
  MootFilm *film;

  if (!moot_media_may_ask (self, address->url, moot_clock_now (), error))
    return NULL;
  if (g_hash_table_size (self->films) >= MOOT_MEDIA_MAX_FILMS)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_LIMITED, "other films are being fetched");
      return NULL;
    }
  making = g_new0 (Making, 1);
  making->film = moot_film_new (self->limits.linger_ms);
  making->address = (MootMediaAddress){ .kind = address->kind,
                                        .domain = g_strdup (address->domain),
                                        .url = g_strdup (address->url) };
  film = making->film;
  moot_film_enter (film);
  g_hash_table_insert (self->films, g_strdup (address->url), moot_film_ref (film));
  g_thread_pool_push (self->makers, making, NULL);
  return film; /* cppcheck-suppress memleak ; the pool owns it now */
}

/* The film at @address, which is being fetched from now on if it was not. */
static MootFilm *
join (MootMediaCache          *self,
      const MootMediaAddress  *address,
      GError                 **error)
{
  MootFilm *film;

  g_mutex_lock (&self->film_lock);
  film = g_hash_table_lookup (self->films, address->url);
  if (film != NULL)
    moot_film_enter (film);
  else
    film = start (self, address, error);
  g_mutex_unlock (&self->film_lock);
  return film;
}

/* Who waits for a film occupies a thread meanwhile: some threads are left for everything else. */
static gboolean
wait_for (MootMediaCache  *self,
          MootFilm        *film,
          gboolean         whole,
          MootFilmState   *out_state,
          GError         **error)
{
  gboolean is_free = g_atomic_int_add (&self->n_waiting, 1) < MOOT_MEDIA_MAX_FILMS;
  g_autoptr (GError) local = NULL;

  if (is_free)
    *out_state = moot_film_wait (film, whole, &local);
  else
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_LIMITED, "other films are being waited for");
  g_atomic_int_add (&self->n_waiting, -1);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* moot_media_film_get: gives a film that begins, with @out_film, or one that is whole; neither when
 * it has to be looked for again */
gboolean
moot_media_film_get (MootMediaCache          *self,
                     const MootMediaAddress  *address,
                     MootMediaFile           *out_file,
                     MootFilm               **out_film,
                     GError                 **error)
{
  MootFilm *film = join (self, address, error);
  MootFilmState state = MOOT_FILM_COMING;
  gboolean done;

  if (film == NULL)
    return FALSE;
  done = (out_film != NULL && moot_film_is_shown (film)) ||
         wait_for (self, film, out_film == NULL, &state, error);
  if (done && state == MOOT_FILM_COMING)
    {
      *out_film = film;
      return TRUE;
    }
  if (done && state == MOOT_FILM_WHOLE &&
      !moot_media_load (self, moot_film_get_file (film), out_file))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "it has just been removed");
      done = FALSE;
    }
  moot_film_leave (film, NULL);
  return done;
}
