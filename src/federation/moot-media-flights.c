/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is being fetched at this moment, so that a picture that many look at is asked for once.
 * There are no more of them than there are threads that ask.
 * Thread: any. */
#include "moot-media-flights.h"

struct _MootMediaFlights
{
  GMutex lock;
  GCond landed;
  GHashTable *urls; /* a set of char * */
};

/** moot_media_flights_new: (transfer full): nothing is being fetched */
MootMediaFlights *
moot_media_flights_new (void)
{
  MootMediaFlights *self = g_new0 (MootMediaFlights, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->landed);
  self->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/** moot_media_flights_free: frees @self, which may be %NULL; everybody has left */
void
moot_media_flights_free (MootMediaFlights *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->urls);
  g_cond_clear (&self->landed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * moot_media_flights_enter:
 * @self: what is being fetched
 * @url: what somebody wants
 *
 * Waits while somebody else fetches it.
 *
 * Returns: %TRUE: it is yours to fetch, and moot_media_flights_leave() to call; %FALSE: somebody
 *   else has just tried, so look again
 */
gboolean
moot_media_flights_enter (MootMediaFlights *self,
                          const char       *url)
{
  gboolean waited = FALSE;

  g_mutex_lock (&self->lock);
  while (g_hash_table_contains (self->urls, url))
    {
      waited = TRUE;
      g_cond_wait (&self->landed, &self->lock);
    }
  if (!waited)
    g_hash_table_add (self->urls, g_strdup (url));
  g_mutex_unlock (&self->lock);
  return !waited;
}

/** moot_media_flights_leave: it is there, or it is not; whoever waits goes on */
void
moot_media_flights_leave (MootMediaFlights *self,
                          const char       *url)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->urls, url);
  g_cond_broadcast (&self->landed);
  g_mutex_unlock (&self->lock);
}
