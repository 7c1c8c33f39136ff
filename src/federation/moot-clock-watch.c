/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether the clock of this computer is right, judged by the dates of servers that we deliver to.
 *
 * A signature with a wrong date is refused everywhere, and by us whatever others sign.  So when
 * most of those who answered lately agree with each other that it is another time, signatures are
 * made and judged by theirs, and it is said aloud.  One server alone moves nothing, and strangers
 * are not asked. Spec: federation reference 5.4 and 5.7; RFC 9110 section 6.6.1. Thread: any. */
#include "moot-clock-watch.h"

#include "moot-clock.h"
#include "moot-deadline.h"
#include "moot-sql.h"
#include "moot-uri.h"

#include <string.h>

#define MIN_HOSTS 2

typedef struct
{
  char *host;   /* NULL: nobody */
  gint64 ahead; /* of the steady clock, milliseconds */
  gint64 heard; /* at the steady clock */
} Opinion;

struct _MootClockWatch
{
  GMutex lock; /* for all below */
  Opinion opinions[MOOT_CLOCK_WATCH_HOSTS];
  guint next;
  gboolean was_wrong;
};

/** moot_clock_watch_new: (transfer full): a watch that heard of nobody */
MootClockWatch *
moot_clock_watch_new (void)
{
  MootClockWatch *self = g_new0 (MootClockWatch, 1);

  g_mutex_init (&self->lock);
  return self;
}

/** moot_clock_watch_free: frees @self, which may be %NULL */
void
moot_clock_watch_free (MootClockWatch *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < MOOT_CLOCK_WATCH_HOSTS; i++)
    g_free (self->opinions[i].host);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static Opinion *
find_place (MootClockWatch *self,
            const char     *host)
{
  Opinion *place;

  for (guint i = 0; i < MOOT_CLOCK_WATCH_HOSTS; i++)
    if (g_strcmp0 (self->opinions[i].host, host) == 0)
      return &self->opinions[i];
  place = &self->opinions[self->next];
  self->next = (self->next + 1) % MOOT_CLOCK_WATCH_HOSTS;
  g_free (place->host);
  place->host = g_strdup (host);
  return place;
}

static int
compare (const void *a,
         const void *b)
{
  const gint64 *left = a;
  const gint64 *right = b;

  return *left < *right ? -1 : *left > *right;
}

/* What most of them hold, or 0 when they do not agree. */
static gint64
find_common (const MootClockWatch *self)
{
  gint64 steady = moot_clock_steady ();
  gint64 values[MOOT_CLOCK_WATCH_HOSTS];
  guint n = 0;
  guint n_agree = 0;

  for (guint i = 0; i < MOOT_CLOCK_WATCH_HOSTS; i++)
    if (self->opinions[i].host != NULL &&
        steady - self->opinions[i].heard < MOOT_CLOCK_WATCH_KEEP_MS)
      values[n++] = self->opinions[i].ahead;
  if (n < MIN_HOSTS)
    return 0;
  qsort (values, n, sizeof values[0], compare);
  for (guint i = 0; i < n; i++)
    n_agree += ABS (values[i] - values[n / 2]) <= MOOT_CLOCK_WATCH_AGREE_MS;
  return n_agree >= MIN_HOSTS && 2 * n_agree > n ? values[n / 2] : 0;
}

static void
say (MootClockWatch *self)
{
  gint64 error = moot_clock_get_error_ms ();

  if (error != 0 && !self->was_wrong)
    g_warning ("the clock of this computer is %" G_GINT64_FORMAT " minutes %s that of other "
               "servers; signatures go by theirs until it is set",
               ABS (error) / MOOT_MINUTE, error > 0 ? "behind" : "ahead of");
  if (error == 0 && self->was_wrong)
    g_message ("the clock of this computer agrees with that of other servers again");
  self->was_wrong = error != 0;
}

/**
 * moot_clock_watch_note:
 * @self: a watch
 * @host: who answered us
 * @date: what it holds to be the time, UTC milliseconds; 0 when it said nothing
 */
void
moot_clock_watch_note (MootClockWatch *self,
                       const char     *host,
                       gint64          date)
{
  Opinion *opinion;

  if (date <= 0)
    return;
  g_mutex_lock (&self->lock);
  opinion = find_place (self, host);
  opinion->heard = moot_clock_steady ();
  opinion->ahead = date - opinion->heard;
  moot_clock_set_others (find_common (self));
  say (self);
  g_mutex_unlock (&self->lock);
}

/* Asking ------------------------------------------------------------------------------------- */

static GPtrArray *
list_origins (const MootFederation *federation)
{
  MootDb *db = moot_db_pool_borrow_reader (federation->pool, NULL);
  GPtrArray *origins = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MootRows) rows =
    db != NULL ? moot_db_query (db, &moot_sql_knock_list,
                                MOOT_BINDS (MOOT_INT ("limit", MOOT_CLOCK_WATCH_HOSTS)), NULL)
               : NULL;

  while (rows != NULL && origins->len < MOOT_CLOCK_WATCH_ASKED && moot_rows_next (rows, NULL))
    {
      g_autofree char *origin = moot_uri_dup_origin (moot_rows_get_text (rows, "inbox"));

      if (origin != NULL &&
          !g_ptr_array_find_with_equal_func (origins, origin, g_str_equal, NULL) &&
          !moot_federation_is_blocked (federation, origin))
        g_ptr_array_add (origins, g_steal_pointer (&origin));
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (federation->pool, db);
  return origins;
}

/**
 * moot_clock_watch_ask:
 * @federation: federation
 * @cancellable: (nullable): stops it
 *
 * Asks a few servers that ours have to do with for something small, because of the date that comes
 * along: before anything is signed after a sleep.  Blocks, for %MOOT_CLOCK_WATCH_PATIENCE_MS at
 * most.
 */
void
moot_clock_watch_ask (const MootFederation *federation,
                      GCancellable         *cancellable)
{
  g_autoptr (GPtrArray) origins = list_origins (federation);
  g_autoptr (MootDeadline) deadline =
    moot_deadline_new (MOOT_CLOCK_WATCH_PATIENCE_MS, cancellable);

  for (guint i = 0; i < origins->len; i++)
    {
      const char *origin = g_ptr_array_index (origins, i);
      g_autofree char *uri = g_strconcat (origin, "/.well-known/nodeinfo", NULL);
      g_autofree char *host = moot_uri_dup_host (uri);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootFetched) fetched =
        moot_fetcher_get (federation->quick_fetcher, uri, MOOT_FETCH_NODEINFO, NULL, NULL,
                          moot_deadline_get_cancellable (deadline), &error);

      if (fetched != NULL)
        moot_clock_watch_note (federation->clock_watch, host, fetched->date);
      else
        g_debug ("'%s' does not tell the time: %s", origin, error->message);
    }
}
