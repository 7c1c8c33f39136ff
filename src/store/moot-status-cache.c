/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rendered accounts and statuses, bounded in bytes, the least recently used ones given up first.
 *
 * Nothing is ever invalidated: a fragment belongs to one revision of its row, the database raises
 * the revision with every change, and every page asks for the revision it has just read.
 * Decision: src/decisions/0011-rendered-fragments.md.
 * Thread: any; one lock, never held while anything else is called. */
#include "moot-status-cache.h"

#include <string.h>

typedef struct
{
  gint64 key; /* id and kind */
  gint64 revision;
  MootFragment *fragment;
  GList link; /* in `recent`; its data is the entry */
} Entry;

struct _MootStatusCache
{
  GMutex lock;
  GHashTable *entries; /* of Entry, by its key */
  GQueue recent;       /* most recently used first */
  gsize n_bytes;
  gsize max_bytes;
};

/**
 * moot_fragment_new:
 * @text: JSON
 * @length: its bytes
 *
 * Returns: (transfer full): a fragment without holes
 */
MootFragment *
moot_fragment_new (const char *text,
                   gsize       length)
{
  MootFragment *self = g_malloc (sizeof *self + length);

  memset (self, 0, sizeof *self);
  g_atomic_ref_count_init (&self->references);
  self->length = (guint32) length;
  memcpy (self->text, text, length);
  return self;
}

/** moot_fragment_unref: gives a reference back */
void
moot_fragment_unref (MootFragment *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->references))
    g_free (self);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  moot_fragment_unref (entry->fragment);
  g_free (entry);
}

static gsize
entry_size (const Entry *entry)
{
  return sizeof *entry + sizeof *entry->fragment + entry->fragment->length + 4 * sizeof (gpointer);
}

/**
 * moot_status_cache_new:
 * @max_bytes: the most it may hold
 *
 * Returns: (transfer full): an empty cache
 */
MootStatusCache *
moot_status_cache_new (gsize max_bytes)
{
  MootStatusCache *self = g_new0 (MootStatusCache, 1);

  g_mutex_init (&self->lock);
  g_queue_init (&self->recent);
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  self->max_bytes = max_bytes;
  return self;
}

/** moot_status_cache_free: frees @self, which may be %NULL and which nobody uses any more */
void
moot_status_cache_free (MootStatusCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* An account and a status may have the same number. */
static gint64
make_key (MootFragmentKind kind,
          gint64           id)
{
  return kind == MOOT_FRAGMENT_ACCOUNT ? -id : id;
}

/**
 * moot_status_cache_find:
 * @self: a cache
 * @kind: what it is
 * @id: which
 * @revision: as just read from the database
 *
 * Returns: (transfer full) (nullable): the fragment of exactly that revision
 */
MootFragment *
moot_status_cache_find (MootStatusCache  *self,
                        MootFragmentKind  kind,
                        gint64            id,
                        gint64            revision)
{
  gint64 key = make_key (kind, id);
  MootFragment *found = NULL;
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, &key);
  if (entry != NULL && entry->revision == revision)
    {
      found = entry->fragment;
      g_atomic_ref_count_inc (&found->references);
      g_queue_unlink (&self->recent, &entry->link);
      g_queue_push_head_link (&self->recent, &entry->link);
    }
  g_mutex_unlock (&self->lock);

  return found;
}

static void
drop (MootStatusCache *self,
      Entry           *entry)
{
  self->n_bytes -= entry_size (entry);
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, &entry->key);
}

/**
 * moot_status_cache_keep:
 * @self: a cache
 * @kind: what it is
 * @id: which
 * @revision: the revision that @fragment shows, or an older one
 * @fragment: what was rendered
 *
 * Keeps @fragment unless a newer one is there already.
 */
void
moot_status_cache_keep (MootStatusCache  *self,
                        MootFragmentKind  kind,
                        gint64            id,
                        gint64            revision,
                        MootFragment     *fragment)
{
  Entry *entry = g_new0 (Entry, 1);
  Entry *old;

  entry->key = make_key (kind, id);
  entry->revision = revision;
  entry->fragment = fragment;
  entry->link.data = entry;
  g_atomic_ref_count_inc (&fragment->references);

  g_mutex_lock (&self->lock);
  old = g_hash_table_lookup (self->entries, &entry->key);
  if (old != NULL && old->revision > revision)
    {
      g_mutex_unlock (&self->lock);
      entry_free (entry);
      return;
    }
  if (old != NULL)
    drop (self, old);
  g_hash_table_insert (self->entries, &entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->n_bytes += entry_size (entry);
  while (self->n_bytes > self->max_bytes)
    drop (self, g_queue_peek_tail (&self->recent));
  g_mutex_unlock (&self->lock);
}

/** moot_status_cache_get_bytes: how much it holds now */
gsize
moot_status_cache_get_bytes (MootStatusCache *self)
{
  gsize n_bytes;

  g_mutex_lock (&self->lock);
  n_bytes = self->n_bytes;
  g_mutex_unlock (&self->lock);

  return n_bytes;
}
