/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was used last, of whatever strangers can make us remember: a table with so many keys and no
 * more.  The key that nobody used for the longest makes room for a new one.
 * Thread: the caller's; it has no lock of its own. */
#include "moot-recent.h"

typedef struct
{
  GList link; /* in the order of use; data is the entry */
  char *key;
  gint64 value[]; /* as large as the caller said */
} Entry;

struct _MootRecent
{
  GHashTable *entries; /* key in the entry -> Entry, owned */
  GQueue order;        /* used last at the head */
  guint max_keys;
  gsize value_size;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry);
}

/**
 * moot_recent_new:
 * @max_keys: how many keys are kept, at least one
 * @value_size: bytes of each value, which is plain memory
 *
 * Returns: (transfer full): an empty table
 */
MootRecent *
moot_recent_new (guint max_keys,
                 gsize value_size)
{
  MootRecent *self = g_new0 (MootRecent, 1);

  g_assert (max_keys > 0);

  g_queue_init (&self->order);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->max_keys = max_keys;
  self->value_size = value_size;
  return self;
}

/** moot_recent_free: frees @self, which may be %NULL */
void
moot_recent_free (MootRecent *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * moot_recent_peek:
 * @self: a table
 * @key: a key
 *
 * Returns: (transfer none) (nullable): its value, without counting as a use
 */
gpointer
moot_recent_peek (MootRecent *self,
                  const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  return entry != NULL ? entry->value : NULL;
}

/**
 * moot_recent_find:
 * @self: a table
 * @key: a key
 *
 * Returns: (transfer none) (nullable): its value, until the next key is added
 */
gpointer
moot_recent_find (MootRecent *self,
                  const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
  return entry->value;
}

static void
drop (MootRecent *self,
      Entry      *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

/**
 * moot_recent_add:
 * @self: a table
 * @key: a key that it does not have
 *
 * Returns: (transfer none): its value, all zero
 */
gpointer
moot_recent_add (MootRecent *self,
                 const char *key)
{
  Entry *entry;

  if (g_hash_table_size (self->entries) >= self->max_keys)
    drop (self, g_queue_peek_tail (&self->order));
  entry = g_malloc0 (sizeof *entry + self->value_size);
  entry->key = g_strdup (key);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->order, &entry->link);
  return entry->value;
}

/** moot_recent_forget: @key is not there any more, if it was */
void
moot_recent_forget (MootRecent *self,
                    const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL)
    drop (self, entry);
}

/** moot_recent_get_size: how many keys it has */
guint
moot_recent_get_size (MootRecent *self)
{
  return g_hash_table_size (self->entries);
}
