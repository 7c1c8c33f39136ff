/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What could not be had lately, so that nobody can make us ask again and again.  What was asked for
 * longest ago is forgotten first: strangers make up as many names as they like.
 * Thread: any. */
#include "moot-failure-memory.h"

#include "moot-error.h"
#include "moot-recent.h"

typedef struct
{
  int code; /* of MootError */
  guint n;
  gint64 until;
} Entry;

struct _MootFailureMemory
{
  GMutex lock;
  MootRecent *entries; /* of Entry */
};

/** moot_failure_memory_new: (transfer full): a memory of nothing */
MootFailureMemory *
moot_failure_memory_new (void)
{
  MootFailureMemory *self = g_new0 (MootFailureMemory, 1);

  g_mutex_init (&self->lock);
  self->entries = moot_recent_new (MOOT_FAILURE_MEMORY_MAX, sizeof (Entry));
  return self;
}

/** moot_failure_memory_free: frees @self, which may be %NULL */
void
moot_failure_memory_free (MootFailureMemory *self)
{
  if (self == NULL)
    return;

  moot_recent_free (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * moot_failure_memory_check:
 * @self: a memory
 * @key: what is wanted
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: that with which it failed last time.
 *
 * Returns: whether it may be tried
 */
gboolean
moot_failure_memory_check (MootFailureMemory  *self,
                           const char         *key,
                           gint64              now,
                           GError            **error)
{
  const Entry *entry;
  gboolean failed;
  int code = 0;

  g_mutex_lock (&self->lock);
  entry = moot_recent_peek (self->entries, key);
  failed = entry != NULL && now < entry->until;
  if (failed)
    code = entry->code;
  g_mutex_unlock (&self->lock);
  if (failed)
    g_set_error (error, MOOT_ERROR, code, "'%.200s' failed a moment ago", key);
  return !failed;
}

/**
 * moot_failure_memory_put:
 * @self: a memory
 * @key: what failed
 * @code: a #MootError
 * @now: UTC milliseconds
 */
void
moot_failure_memory_put (MootFailureMemory *self,
                         const char        *key,
                         int                code,
                         gint64             now)
{
  gint64 first = code == MOOT_ERROR_UNAVAILABLE ? MOOT_FAILURE_BUSY_MS : MOOT_FAILURE_FIRST_MS;
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = moot_recent_find (self->entries, key);
  if (entry == NULL)
    entry = moot_recent_add (self->entries, key);
  entry->code = code;
  entry->until =
    now + MIN (first << MIN (entry->n, 8), MOOT_FAILURE_LAST_MS);
  entry->n++;
  g_mutex_unlock (&self->lock);
}

/** moot_failure_memory_forget: @key works again */
void
moot_failure_memory_forget (MootFailureMemory *self,
                            const char        *key)
{
  g_mutex_lock (&self->lock);
  moot_recent_forget (self->entries, key);
  g_mutex_unlock (&self->lock);
}

/** moot_failure_memory_get_size: how much it knows */
guint
moot_failure_memory_get_size (MootFailureMemory *self)
{
  guint size;

  g_mutex_lock (&self->lock);
  size = moot_recent_get_size (self->entries);
  g_mutex_unlock (&self->lock);
  return size;
}
