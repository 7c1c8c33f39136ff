/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A film while it is being fetched: one thread writes it to the disk, any number of viewers read
 * what is there already.  The last byte is held back until the film is whole and kept, so that
 * nobody who knows how long it is takes a half one for all of it.  Whose last viewer has gone is
 * fetched on for a little while, since players leave and come back when somebody jumps.
 * Ownership: whoever has a reference; the file is open as long as anybody has one.
 * Thread: any; one lock, never held while anything else is called. */
#include "moot-film.h"

#include <errno.h>
#include <unistd.h>

struct _MootFilm
{
  int ref_count; /* atomic */
  GMutex lock;
  GCond changed;
  gint64 linger_us;
  gint64 began; /* monotonic */

  /* set once, by moot_film_begin() and moot_film_end() */
  int fd;
  const char *mime;
  char *tag;
  char *file;

  MootFilmState state;
  GError *error;
  guint64 n_bytes;
  guint64 total; /* 0: nobody said */
  guint n_viewers;
  gint64 deserted_at; /* monotonic, while there are none */
  GPtrArray *news;    /* of GSource: of those who wait for more */
};

/**
 * moot_film_new:
 * @linger_ms: how long it is fetched on when its last viewer has gone
 *
 * Returns: (transfer full): a film of which nothing is there
 */
MootFilm *
moot_film_new (gint64 linger_ms)
{
  MootFilm *self = g_new0 (MootFilm, 1);

  self->ref_count = 1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->linger_us = linger_ms * 1000;
  self->began = g_get_monotonic_time ();
  self->deserted_at = self->began;
  self->fd = -1;
  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  return self;
}

/** moot_film_ref: (transfer full): @self */
MootFilm *
moot_film_ref (MootFilm *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

/** moot_film_unref: gives @self up, which may be %NULL */
void
moot_film_unref (MootFilm *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_ptr_array_unref (self->news);
  g_clear_error (&self->error);
  g_free (self->tag);
  g_free (self->file);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Fetching ------------------------------------------------------------------------------------- */

/* Tells everybody who waits; called with the lock. */
static void
tell (MootFilm *self)
{
  g_cond_broadcast (&self->changed);
  for (guint i = 0; i < self->news->len; i++)
    g_source_set_ready_time (g_ptr_array_index (self->news, i), 0);
}

/**
 * moot_film_begin:
 * @self: a film of which nothing is known yet
 * @fd: (transfer full): its file, open for reading
 * @mime: what it is, in static storage
 * @tag: (transfer full): what is another one when its bytes are
 */
void
moot_film_begin (MootFilm   *self,
                 int         fd,
                 const char *mime,
                 char       *tag)
{
  g_mutex_lock (&self->lock);
  self->fd = fd;
  self->mime = mime;
  self->tag = tag;
  g_mutex_unlock (&self->lock);
}

/**
 * moot_film_grow:
 * @self: a film
 * @n_bytes: how much of it is in its file by now
 * @total: how much it will be; 0 when nobody said
 *
 * Returns: whether anybody wants the rest
 */
gboolean
moot_film_grow (MootFilm *self,
                guint64   n_bytes,
                guint64   total)
{
  gboolean wanted;

  g_mutex_lock (&self->lock);
  self->n_bytes = n_bytes;
  self->total = total;
  wanted =
    self->n_viewers > 0 || g_get_monotonic_time () - self->deserted_at <= self->linger_us;
  if (!wanted)
    self->state = MOOT_FILM_DESERTED;
  tell (self);
  g_mutex_unlock (&self->lock);
  return wanted;
}

/**
 * moot_film_end:
 * @self: a film
 * @file: (transfer full) (nullable): where it is kept
 * @error: (transfer full) (nullable): why it is not
 *
 * There comes no more of it.
 */
void
moot_film_end (MootFilm *self,
               char     *file,
               GError   *error)
{
  g_mutex_lock (&self->lock);
  self->file = file;
  self->error = error;
  if (self->state == MOOT_FILM_COMING)
    self->state = file != NULL ? MOOT_FILM_WHOLE : MOOT_FILM_BROKEN;
  tell (self);
  g_mutex_unlock (&self->lock);
}

/** moot_film_is_deserted: whether it ends because nobody wanted the rest */
gboolean
moot_film_is_deserted (MootFilm *self)
{
  gboolean deserted;

  g_mutex_lock (&self->lock);
  deserted = self->state == MOOT_FILM_DESERTED;
  g_mutex_unlock (&self->lock);
  return deserted;
}

/* Looking -------------------------------------------------------------------------------------- */

/** moot_film_enter: somebody wants @self, until moot_film_leave() */
void
moot_film_enter (MootFilm *self)
{
  moot_film_ref (self);
  g_mutex_lock (&self->lock);
  self->n_viewers++;
  g_mutex_unlock (&self->lock);
}

/**
 * moot_film_leave:
 * @self: a film that somebody entered; their reference is gone after this
 * @news: (nullable): what they watched it with
 */
void
moot_film_leave (MootFilm *self,
                 GSource  *news)
{
  g_mutex_lock (&self->lock);
  if (news != NULL)
    g_ptr_array_remove (self->news, news);
  if (--self->n_viewers == 0)
    self->deserted_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  moot_film_unref (self);
}

static gboolean
is_shown (const MootFilm *self)
{
  return self->state == MOOT_FILM_COMING && self->mime != NULL &&
         (self->n_bytes >= MOOT_FILM_LEAD_BYTES ||
          g_get_monotonic_time () - self->began >= MOOT_FILM_LEAD_US);
}

/** moot_film_is_shown: whether as much is there as viewers need to begin, and more is to come */
gboolean
moot_film_is_shown (MootFilm *self)
{
  gboolean shown;

  g_mutex_lock (&self->lock);
  shown = is_shown (self);
  g_mutex_unlock (&self->lock);
  return shown;
}

/**
 * moot_film_wait:
 * @self: a film
 * @whole: whether the beginning is not enough
 * @error: return location, for %MOOT_FILM_BROKEN
 *
 * Waits for as much of it as viewers need to begin, or for its end.  A short film is whole before
 * anybody sees it, and what turns out to be none is refused as such.
 *
 * Returns: %MOOT_FILM_COMING: it can be looked at
 */
MootFilmState
moot_film_wait (MootFilm  *self,
                gboolean   whole,
                GError   **error)
{
  MootFilmState state;

  g_mutex_lock (&self->lock);
  while (self->file == NULL && self->error == NULL && (whole || !is_shown (self)))
    if (whole || g_get_monotonic_time () >= self->began + MOOT_FILM_LEAD_US)
      g_cond_wait (&self->changed, &self->lock);
    else
      g_cond_wait_until (&self->changed, &self->lock, self->began + MOOT_FILM_LEAD_US);
  state = self->state;
  if (state == MOOT_FILM_BROKEN)
    g_propagate_error (error, g_error_copy (self->error));
  g_mutex_unlock (&self->lock);
  return state;
}

/**
 * moot_film_watch:
 * @self: a film that somebody entered
 * @news: made ready whenever there is more of it, or no more to come
 */
void
moot_film_watch (MootFilm *self,
                 GSource  *news)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->news, g_source_ref (news));
  g_mutex_unlock (&self->lock);
}

/**
 * moot_film_read:
 * @self: a film that has begun
 * @at: where in it
 * @buffer: gets what is there
 * @length: how much of it, at most
 * @out_state: (out): how it stands
 *
 * Never waits.
 *
 * Returns: how much was read; 0 when there is nothing yet, or no more; -1 when the file cannot be
 *   read
 */
gssize
moot_film_read (MootFilm      *self,
                guint64        at,
                guint8        *buffer,
                gsize          length,
                MootFilmState *out_state)
{
  guint64 there;
  gssize n;

  g_mutex_lock (&self->lock);
  *out_state = self->state;
  there = self->n_bytes;
  if (self->state != MOOT_FILM_WHOLE && self->total > 0)
    there = MIN (there, self->total - 1);
  g_mutex_unlock (&self->lock);
  if (at >= there)
    return 0;
  do
    n = pread (self->fd, buffer, (gsize) MIN (length, there - at), (off_t) at);
  while (n < 0 && errno == EINTR);
  return n == 0 ? -1 : n; /* it must be there */
}

/** moot_film_get_mime: (transfer none): what it is; known when it is shown */
const char *
moot_film_get_mime (const MootFilm *self)
{
  return self->mime;
}

/** moot_film_get_tag: (transfer none): the tag it will keep; known when it is shown */
const char *
moot_film_get_tag (const MootFilm *self)
{
  return self->tag;
}

/** moot_film_get_total: how much it will be; 0 when nobody said */
guint64
moot_film_get_total (MootFilm *self)
{
  guint64 total;

  g_mutex_lock (&self->lock);
  total = self->total;
  g_mutex_unlock (&self->lock);
  return total;
}

/** moot_film_get_file: (transfer none): where it is kept, once it is whole */
const char *
moot_film_get_file (const MootFilm *self)
{
  return self->file;
}
