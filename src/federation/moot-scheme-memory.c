/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which kind of signature each host, with its port if there is one, understood last time.  The one
 * that was used longest ago is forgotten first, so strangers cannot make it grow. Thread: any. */
#include "moot-scheme-memory.h"

typedef struct
{
  char *host;
  MootSignatureScheme scheme;
  gint64 known_at;
  GList link;
} Entry;

struct _MootSchemeMemory
{
  GMutex lock;
  GHashTable *entries; /* host -> Entry */
  GQueue order;        /* used last at the head */
};

static void
entry_free (Entry *entry)
{
  g_free (entry->host);
  g_free (entry);
}

/**
 * moot_scheme_memory_new:
 *
 * Returns: (transfer full): a memory that knows nothing
 */
MootSchemeMemory *
moot_scheme_memory_new (void)
{
  MootSchemeMemory *self = g_new0 (MootSchemeMemory, 1);

  g_mutex_init (&self->lock);
  g_queue_init (&self->order);
  self->entries =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  return self;
}

/**
 * moot_scheme_memory_free:
 * @self: (nullable): a memory
 */
void
moot_scheme_memory_free (MootSchemeMemory *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
touch (MootSchemeMemory *self,
       Entry            *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
}

/**
 * moot_scheme_memory_get:
 * @self: a memory
 * @host: in normal form
 * @now: UTC milliseconds
 *
 * Returns: how to sign for @host first; %MOOT_SIGNATURE_CAVAGE when it is not known, because some
 *   servers say 202 to anything else and throw it away
 */
MootSignatureScheme
moot_scheme_memory_get (MootSchemeMemory *self,
                        const char       *host,
                        gint64            now)
{
  MootSignatureScheme scheme = MOOT_SIGNATURE_CAVAGE;
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, host);
  if (entry != NULL && now - entry->known_at <= MOOT_SCHEME_MEMORY_MS)
    {
      scheme = entry->scheme;
      touch (self, entry);
    }
  g_mutex_unlock (&self->lock);
  return scheme;
}

/**
 * moot_scheme_memory_put:
 * @self: a memory
 * @host: in normal form
 * @scheme: what it understood
 * @now: UTC milliseconds
 */
void
moot_scheme_memory_put (MootSchemeMemory    *self,
                        const char          *host,
                        MootSignatureScheme  scheme,
                        gint64               now)
{
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, host);
  if (entry == NULL)
    {
      if (self->order.length >= MOOT_SCHEME_MEMORY_MAX)
        {
          Entry *oldest = g_queue_pop_tail_link (&self->order)->data;

          g_hash_table_remove (self->entries, oldest->host);
        }
      entry = g_new0 (Entry, 1);
      entry->host = g_strdup (host);
      entry->link.data = entry;
      g_hash_table_insert (self->entries, entry->host, entry);
      g_queue_push_head_link (&self->order, &entry->link);
    }
  else
    {
      touch (self, entry);
    }
  entry->scheme = scheme;
  entry->known_at = now;
  g_mutex_unlock (&self->lock);
}

/** moot_scheme_memory_get_size: how many hosts it knows */
guint
moot_scheme_memory_get_size (MootSchemeMemory *self)
{
  guint size;

  g_mutex_lock (&self->lock);
  size = g_hash_table_size (self->entries);
  g_mutex_unlock (&self->lock);
  return size;
}
