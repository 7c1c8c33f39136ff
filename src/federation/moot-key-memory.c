/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keys of others, ready to verify with: reading one takes longer than using it.  They are found by
 * the text that is stored of them, so nothing here can be out of date: whose a key is, and whether
 * it still is, the database says each time.
 * Thread: any; a key is used by several at once. */
#include "moot-key-memory.h"

struct _MootSharedKey
{
  gatomicrefcount ref_count;
  MootPublicKey *key;
};

struct _MootKeyMemory
{
  GMutex lock;
  GHashTable *keys; /* of material -> MootSharedKey */
};

/** moot_shared_key_unref: lets go of @self */
void
moot_shared_key_unref (gpointer self)
{
  MootSharedKey *shared = self;

  if (!g_atomic_ref_count_dec (&shared->ref_count))
    return;

  moot_public_key_free (shared->key);
  g_free (shared);
}

/** moot_shared_key_get: (transfer none): the key, as long as @self is held */
const MootPublicKey *
moot_shared_key_get (const MootSharedKey *self)
{
  return self->key;
}

/** moot_key_memory_new: (transfer full): a memory with nothing in it */
MootKeyMemory *
moot_key_memory_new (void)
{
  MootKeyMemory *self = g_new0 (MootKeyMemory, 1);

  g_mutex_init (&self->lock);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, moot_shared_key_unref);
  return self;
}

/** moot_key_memory_free: frees @self, which may be %NULL */
void
moot_key_memory_free (MootKeyMemory *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->keys);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static MootSharedKey *
find (MootKeyMemory *self,
      const char    *material)
{
  MootSharedKey *shared;

  g_mutex_lock (&self->lock);
  shared = g_hash_table_lookup (self->keys, material);
  if (shared != NULL)
    g_atomic_ref_count_inc (&shared->ref_count);
  g_mutex_unlock (&self->lock);
  return shared;
}

/**
 * moot_key_memory_get:
 * @self: a memory
 * @material: what is stored of a key
 * @read: how to read it
 * @error: return location
 *
 * Errors: those of @read.
 *
 * Returns: (transfer full): the key; moot_shared_key_unref() lets go of it
 */
MootSharedKey *
moot_key_memory_get (MootKeyMemory  *self,
                     const char     *material,
                     MootKeyReader   read,
                     GError        **error)
{
  MootSharedKey *shared = find (self, material);
  MootPublicKey *key;

  if (shared != NULL)
    return shared;
  key = read (material, error);
  if (key == NULL)
    return NULL;
  shared = g_new0 (MootSharedKey, 1);
  g_atomic_ref_count_init (&shared->ref_count);
  g_atomic_ref_count_inc (&shared->ref_count);
  shared->key = key;

  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->keys) >= MOOT_KEY_MEMORY_MAX)
    g_hash_table_remove_all (self->keys);
  g_hash_table_replace (self->keys, g_strdup (material), shared);
  g_mutex_unlock (&self->lock);
  return shared;
}
