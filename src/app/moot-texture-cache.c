/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Decoded pictures, as many as fit into so many bytes; the one looked at longest ago goes first.
 * A picture that is still on the screen lives on there when the cache lets it go.
 * Thread: main. */
#include "moot-texture-cache.h"

#define BYTES_PER_PIXEL 4

typedef struct
{
  char *key;
  GdkTexture *texture;
  gsize n_bytes;
  GList link; /* in by_use; its data is the entry */
} Entry;

struct _MootTextureCache
{
  GHashTable *by_key; /* char * => Entry * */
  GQueue by_use;      /* the latest first */
  gsize n_bytes;
  gsize max_bytes;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_object_unref (entry->texture);
  g_free (entry);
}

static void
remove_entry (MootTextureCache *self,
              Entry            *entry)
{
  g_queue_unlink (&self->by_use, &entry->link);
  self->n_bytes -= entry->n_bytes;
  g_hash_table_remove (self->by_key, entry->key);
}

/**
 * moot_texture_cache_new:
 * @max_bytes: how much it may hold
 *
 * Returns: (transfer full): an empty cache
 */
MootTextureCache *
moot_texture_cache_new (gsize max_bytes)
{
  MootTextureCache *self = g_new0 (MootTextureCache, 1);

  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->by_use);
  self->max_bytes = max_bytes;
  return self;
}

/**
 * moot_texture_cache_free:
 * @self: (nullable): a cache
 */
void
moot_texture_cache_free (MootTextureCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_key);
  g_free (self);
}

/**
 * moot_texture_cache_find:
 * @self: a cache
 * @key: of a picture
 *
 * Returns: (transfer none) (nullable): the picture
 */
GdkTexture *
moot_texture_cache_find (MootTextureCache *self,
                         const char       *key)
{
  Entry *entry = g_hash_table_lookup (self->by_key, key);

  if (entry == NULL)
    return NULL;

  g_queue_unlink (&self->by_use, &entry->link);
  g_queue_push_head_link (&self->by_use, &entry->link);
  return entry->texture;
}

/**
 * moot_texture_cache_add:
 * @self: a cache
 * @key: of the picture
 * @texture: the picture
 *
 * Keeps a picture, in the place of an older one with the same key.  One that is larger than the
 * whole cache is not kept.
 */
void
moot_texture_cache_add (MootTextureCache *self,
                        const char       *key,
                        GdkTexture       *texture)
{
  Entry *entry = g_hash_table_lookup (self->by_key, key);

  if (entry != NULL)
    remove_entry (self, entry);

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->texture = g_object_ref (texture);
  entry->n_bytes = (gsize) gdk_texture_get_width (texture) *
                   (gsize) gdk_texture_get_height (texture) * BYTES_PER_PIXEL;
  entry->link.data = entry;
  g_hash_table_insert (self->by_key, entry->key, entry);
  g_queue_push_head_link (&self->by_use, &entry->link);
  self->n_bytes += entry->n_bytes;
  moot_texture_cache_shrink (self, self->max_bytes);
}

/**
 * moot_texture_cache_shrink:
 * @self: a cache
 * @max_bytes: how much may stay for now
 *
 * Lets go of what was not looked at lately.
 */
void
moot_texture_cache_shrink (MootTextureCache *self,
                           gsize             max_bytes)
{
  while (self->n_bytes > max_bytes)
    remove_entry (self, g_queue_peek_tail (&self->by_use));
}

/**
 * moot_texture_cache_get_bytes:
 * @self: a cache
 *
 * Returns: how much it holds
 */
gsize
moot_texture_cache_get_bytes (MootTextureCache *self)
{
  return self->n_bytes;
}
