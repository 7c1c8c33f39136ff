/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What could not be had lately, so that nobody can make us ask again and again.  What was asked for
 * longest ago is forgotten first: strangers make up as many names as they like.
 * Thread: any. */
#include "moot-failure-memory.h"

#include "moot-error.h"

typedef struct
{
  char *key;
  int code; /* of MootError */
  guint n;
  gint64 until;
  GList link;
} Entry;

struct _MootFailureMemory
{
  GMutex lock;
  GHashTable *entries; /* key -> Entry */
  GQueue order;        /* used last at the head */
};

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_free (entry);
}

/** moot_failure_memory_new: (transfer full): a memory of nothing */
MootFailureMemory *
moot_failure_memory_new (void)
{
  MootFailureMemory *self = g_new0 (MootFailureMemory, 1);

  g_mutex_init (&self->lock);
  g_queue_init (&self->order);
  self->entries =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  return self;
}

/** moot_failure_memory_free: frees @self, which may be %NULL */
void
moot_failure_memory_free (MootFailureMemory *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
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
  entry = g_hash_table_lookup (self->entries, key);
  failed = entry != NULL && now < entry->until;
  if (failed)
    code = entry->code;
  g_mutex_unlock (&self->lock);
  if (failed)
    g_set_error (error, MOOT_ERROR, code, "'%.200s' failed a moment ago", key);
  return !failed;
}

static Entry *
add_entry (MootFailureMemory *self,
           const char        *key)
{
  Entry *entry;

  if (self->order.length >= MOOT_FAILURE_MEMORY_MAX)
    {
      const Entry *oldest = g_queue_pop_tail_link (&self->order)->data;

      g_hash_table_remove (self->entries, oldest->key);
    }
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->order, &entry->link);
  return entry;
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
  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    entry = add_entry (self, key);
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
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL)
    {
      g_queue_unlink (&self->order, &entry->link);
      g_hash_table_remove (self->entries, key);
    }
  g_mutex_unlock (&self->lock);
}

/** moot_failure_memory_get_size: how much it knows */
guint
moot_failure_memory_get_size (MootFailureMemory *self)
{
  guint size;

  g_mutex_lock (&self->lock);
  size = g_hash_table_size (self->entries);
  g_mutex_unlock (&self->lock);
  return size;
}
