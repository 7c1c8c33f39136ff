/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A connection in a hurry: for a thread that must not wait.  It gives up, instead of going on, when
 * its time is over or when a lock is held; whoever asked asks again where waiting is allowed.
 *
 * The clock is looked at before each statement and every so many steps of SQLite's machine, so the
 * time may be passed by one piece of work of that size and by one read of the disk.
 * Thread: the connection's. */
#include "moot-db-private.h"

#include <time.h>

#define STEPS_BETWEEN_LOOKS 1000 /* some ten microseconds */

/* Of this thread: what others do meanwhile on a busy machine does not count. */
static gint64
get_cpu_time (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
look_at_clock (void *data)
{
  return moot_db_is_too_late (data) ? 1 : 0;
}

/** moot_db_is_too_late: whether a connection in a hurry has to give up now */
gboolean
moot_db_is_too_late (MootDb *self)
{
  gint64 now = g_get_monotonic_time ();

  /* no thread computes for longer than time passes: asking for that takes a system call */
  if (self->deadline != 0 && !self->gave_up)
    self->gave_up = now >= self->deadline ||
                    (now >= self->compute_from && get_cpu_time () >= self->cpu_deadline);
  return self->gave_up;
}

/**
 * moot_db_hurry:
 * @self: a reader without open rows
 * @max_cpu_us: how much it may compute, in microseconds of processor time
 * @max_us: how long it may take in all
 *
 * From here to moot_db_calm() every function of the connection fails rather than wait.
 */
void
moot_db_hurry (MootDb *self,
               gint64  max_cpu_us,
               gint64  max_us)
{
  g_assert (self->owner == g_thread_self ());
  g_assert (self->deadline == 0);

  self->deadline = g_get_monotonic_time () + max_us;
  self->compute_from = g_get_monotonic_time () + max_cpu_us;
  self->cpu_deadline = get_cpu_time () + max_cpu_us;
  self->gave_up = FALSE;
  sqlite3_busy_timeout (self->handle, 0);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_at_clock, self);
}

/** moot_db_gave_up: whether something that was asked in a hurry was not done */
gboolean
moot_db_gave_up (const MootDb *self)
{
  return self->gave_up;
}

/**
 * moot_db_calm:
 * @self: a connection in a hurry, without open rows
 *
 * Gives the connection its patience back.
 *
 * Returns: whether nothing was given up: what was read in the meantime is whole
 */
gboolean
moot_db_calm (MootDb *self)
{
  gboolean whole = !self->gave_up;

  g_assert (self->owner == g_thread_self ());

  self->deadline = 0;
  self->gave_up = FALSE;
  sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  sqlite3_busy_timeout (self->handle, MOOT_DB_BUSY_TIMEOUT_MS);
  return whole;
}
