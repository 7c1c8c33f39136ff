/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A log in memory: entries, what they name, and the tree over them.
 * Spec: RFC 6962 section 2.1.  Thread: any, one at a time; lines never change. */
#include "moot-sealed-log.h"

#include <string.h>

struct _MootSealedLog
{
  GPtrArray *lines;
  GArray *levels[MOOT_MERKLE_LEVELS_MAX + 1]; /* of complete subtrees */
};

/** moot_sealed_digest_hash: for a table by #MootDigest, or by a key of as many bytes */
guint
moot_sealed_digest_hash (gconstpointer digest)
{
  guint32 first;

  memcpy (&first, digest, sizeof first);
  return first;
}

/** moot_sealed_digest_equal: for the same table */
gboolean
moot_sealed_digest_equal (gconstpointer a,
                          gconstpointer b)
{
  return memcmp (a, b, sizeof (MootDigest)) == 0;
}

static void
clear_line (gpointer data)
{
  MootSealedLine *self = data;

  g_free (self->entry);
  g_free (self->document);
}

/** moot_sealed_line_ref: (transfer full): @self once more */
MootSealedLine *
moot_sealed_line_ref (MootSealedLine *self)
{
  return g_atomic_rc_box_acquire (self);
}

/** moot_sealed_line_unref: gives @self back */
void
moot_sealed_line_unref (MootSealedLine *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_line);
}

/**
 * moot_sealed_line_new:
 * @entry: canonical text
 * @document: (nullable): what it names by digest
 *
 * Returns: (transfer full): a line
 */
MootSealedLine *
moot_sealed_line_new (const char *entry,
                      const char *document)
{
  MootSealedLine *self = g_atomic_rc_box_new0 (MootSealedLine);

  self->entry = g_strdup (entry);
  self->document = g_strdup (document);
  moot_merkle_hash_leaf (entry, strlen (entry), &self->leaf);
  return self;
}

/** moot_sealed_line_new_foreign: (transfer full): an entry that is none of our business */
MootSealedLine *
moot_sealed_line_new_foreign (const MootDigest *leaf)
{
  MootSealedLine *self = g_atomic_rc_box_new0 (MootSealedLine);

  self->leaf = *leaf;
  return self;
}

/** moot_sealed_log_new: (transfer full): a log without entries */
MootSealedLog *
moot_sealed_log_new (void)
{
  MootSealedLog *self = g_new0 (MootSealedLog, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_sealed_line_unref);
  return self;
}

/** moot_sealed_log_free: frees @self, which may be %NULL */
void
moot_sealed_log_free (MootSealedLog *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    g_clear_pointer (&self->levels[i], g_array_unref);
  g_free (self);
}

static gboolean
read_node (int         level,
           gint64      position,
           MootDigest *out_digest,
           gpointer    data)
{
  const MootSealedLog *self = data;
  GArray *nodes = self->levels[level];

  if (nodes == NULL || position >= (gint64) nodes->len)
    return FALSE;
  *out_digest = g_array_index (nodes, MootDigest, position);
  return TRUE;
}

static gboolean
write_node (int               level,
            gint64            position,
            const MootDigest *digest,
            gpointer          data)
{
  MootSealedLog *self = data;

  if (self->levels[level] == NULL)
    self->levels[level] = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_assert (position == (gint64) self->levels[level]->len);
  g_array_append_val (self->levels[level], *digest);
  return TRUE;
}

/** moot_sealed_log_append: adds @line (transfer full) at the end */
void
moot_sealed_log_append (MootSealedLog  *self,
                        MootSealedLine *line)
{
  moot_merkle_append (self->lines->len, &line->leaf, read_node, write_node, self);
  g_ptr_array_add (self->lines, line);
}

/** moot_sealed_log_get_size: how many entries there are */
gint64
moot_sealed_log_get_size (const MootSealedLog *self)
{
  return self->lines->len;
}

/** moot_sealed_log_get_line: (transfer none): the one at @index, from 0 */
MootSealedLine *
moot_sealed_log_get_line (const MootSealedLog *self,
                          gint64               index)
{
  g_return_val_if_fail (index >= 0 && index < (gint64) self->lines->len, NULL);

  return g_ptr_array_index (self->lines, (guint) index);
}

/** moot_sealed_log_get_root: of the first @size entries; whether there are so many */
gboolean
moot_sealed_log_get_root (const MootSealedLog *self,
                          gint64               size,
                          MootDigest          *out_root)
{
  return size >= 0 && size <= (gint64) self->lines->len &&
         moot_merkle_get_root (size, read_node, (gpointer) self, out_root);
}

/** moot_sealed_log_prove_inclusion: the path from the entry at @index to the root at @size */
gboolean
moot_sealed_log_prove_inclusion (const MootSealedLog *self,
                                 gint64               index,
                                 gint64               size,
                                 GArray              *out_path)
{
  return index >= 0 && index < size && size <= (gint64) self->lines->len &&
         moot_merkle_prove_inclusion (index, size, read_node, (gpointer) self, out_path);
}

/** moot_sealed_log_prove_consistency: that the log of @first entries is the beginning of that of
 * @second */
gboolean
moot_sealed_log_prove_consistency (const MootSealedLog *self,
                                   gint64               first,
                                   gint64               second,
                                   GArray              *out_path)
{
  return first >= 0 && first <= second && second <= (gint64) self->lines->len &&
         moot_merkle_prove_consistency (first, second, read_node, (gpointer) self, out_path);
}
