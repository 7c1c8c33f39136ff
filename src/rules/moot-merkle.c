/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The transparency log's arithmetic: roots and proofs of a Merkle tree whose complete subtrees are
 * kept, so that each takes a handful of reads whatever the log's size; and the checks by which a
 * member finds out whether the host still shows the log it showed before.
 * Spec: RFC 6962 section 2.1; RFC 9162 section 2.1 for the checks.
 * Thread: any. */
#include "moot-merkle.h"

#include <string.h>

#include "moot-crypto.h"

/**
 * moot_merkle_hash_leaf:
 * @data: (array length=n_bytes): an entry
 * @n_bytes: its length
 * @out_digest: (out): its leaf: SHA-256 (0x00, entry)
 */
void
moot_merkle_hash_leaf (const void *data,
                       gsize       n_bytes,
                       MootDigest *out_digest)
{
  g_autoptr (GByteArray) input = g_byte_array_sized_new ((guint) n_bytes + 1);

  g_byte_array_append (input, (const guint8 *) "\0", 1);
  g_byte_array_append (input, data, (guint) n_bytes);
  moot_sha256 (input->data, input->len, out_digest->bytes);
}

/**
 * moot_merkle_hash_pair:
 * @left: a subtree
 * @right: the one beside it
 * @out_digest: (out): the subtree of both; may be one of them
 */
void
moot_merkle_hash_pair (const MootDigest *left,
                       const MootDigest *right,
                       MootDigest       *out_digest)
{
  guint8 input[1 + 2 * MOOT_MERKLE_BYTES];

  input[0] = 1;
  memcpy (input + 1, left->bytes, MOOT_MERKLE_BYTES);
  memcpy (input + 1 + MOOT_MERKLE_BYTES, right->bytes, MOOT_MERKLE_BYTES);
  moot_sha256 (input, sizeof input, out_digest->bytes);
}

/**
 * moot_merkle_append:
 * @size: entries before this one
 * @leaf: the new entry's leaf
 * @read: reads subtrees
 * @write: writes those that become complete
 * @data: for both
 *
 * Adds a leaf and every subtree it completes: two writes on average.
 *
 * Returns: whether @read and @write did
 */
gboolean
moot_merkle_append (gint64            size,
                    const MootDigest *leaf,
                    MootMerkleRead    read,
                    MootMerkleWrite   write,
                    gpointer          data)
{
  MootDigest digest = *leaf;
  gint64 position = size;

  g_return_val_if_fail (size >= 0, FALSE);

  for (int level = 0; level < MOOT_MERKLE_LEVELS_MAX; level++)
    {
      MootDigest left;

      if (!write (level, position, &digest, data))
        return FALSE;
      if ((position & 1) == 0)
        return TRUE;
      if (!read (level, position - 1, &left, data))
        return FALSE;
      moot_merkle_hash_pair (&left, &digest, &digest);
      position >>= 1;
    }
  return FALSE;
}

/* The largest power of two that is smaller than @n, as a level. */
static int
get_split_level (gint64 n)
{
  int level = 0;

  while (((gint64) 2 << level) < n)
    level++;
  return level;
}

/* The digest of the @n leaves from @from on, where @from is a multiple of a power of two ≥ @n. */
static gboolean
get_range (gint64          from,
           gint64          n,
           MootMerkleRead  read,
           gpointer        data,
           MootDigest     *out_digest)
{
  MootDigest left;
  int level;

  if (n == 1)
    return read (0, from, out_digest, data);
  level = get_split_level (n);
  if (((gint64) 2 << level) == n)
    return read (level + 1, from >> (level + 1), out_digest, data);
  if (!read (level, from >> level, &left, data) ||
      !get_range (from + ((gint64) 1 << level), n - ((gint64) 1 << level), read, data, out_digest))
    return FALSE;
  moot_merkle_hash_pair (&left, out_digest, out_digest);
  return TRUE;
}

/**
 * moot_merkle_get_root:
 * @size: entries of the log
 * @read: reads subtrees
 * @data: for @read
 * @out_root: (out): the root of the first @size entries
 *
 * Returns: whether @read found everything
 */
gboolean
moot_merkle_get_root (gint64          size,
                      MootMerkleRead  read,
                      gpointer        data,
                      MootDigest     *out_root)
{
  g_return_val_if_fail (size >= 0, FALSE);

  if (size > 0)
    return get_range (0, size, read, data, out_root);
  moot_sha256 ("", 0, out_root->bytes);
  return TRUE;
}

static gboolean
add_range (gint64          from,
           gint64          n,
           MootMerkleRead  read,
           gpointer        data,
           GArray         *path)
{
  MootDigest digest;

  if (!get_range (from, n, read, data, &digest))
    return FALSE;
  g_array_append_val (path, digest);
  return TRUE;
}

static gboolean
add_inclusion (gint64          index,
               gint64          from,
               gint64          n,
               MootMerkleRead  read,
               gpointer        data,
               GArray         *path)
{
  gint64 split;

  if (n == 1)
    return TRUE;
  split = (gint64) 1 << get_split_level (n);
  if (index < split)
    return add_inclusion (index, from, split, read, data, path) &&
           add_range (from + split, n - split, read, data, path);
  return add_inclusion (index - split, from + split, n - split, read, data, path) &&
         add_range (from, split, read, data, path);
}

/**
 * moot_merkle_prove_inclusion:
 * @index: which entry
 * @size: of the log the proof is for
 * @read: reads subtrees
 * @data: for @read
 * @out_path: (element-type MootDigest): gets the proof appended
 *
 * Spec: RFC 6962 section 2.1.1.
 *
 * Returns: whether there is such an entry and @read found everything
 */
gboolean
moot_merkle_prove_inclusion (gint64          index,
                             gint64          size,
                             MootMerkleRead  read,
                             gpointer        data,
                             GArray         *out_path)
{
  return index >= 0 && index < size && add_inclusion (index, 0, size, read, data, out_path);
}

static gboolean
add_consistency (gint64          first,
                 gint64          from,
                 gint64          n,
                 gboolean        whole,
                 MootMerkleRead  read,
                 GArray         *path,
                 gpointer        data)
{
  gint64 split;

  if (first == n)
    return whole || add_range (from, n, read, data, path);
  split = (gint64) 1 << get_split_level (n);
  if (first <= split)
    return add_consistency (first, from, split, whole, read, path, data) &&
           add_range (from + split, n - split, read, data, path);
  return add_consistency (first - split, from + split, n - split, FALSE, read, path, data) &&
         add_range (from, split, read, data, path);
}

/**
 * moot_merkle_prove_consistency:
 * @first: size of the older log
 * @second: size of the newer log
 * @read: reads subtrees
 * @data: for @read
 * @out_path: (element-type MootDigest): gets the proof appended
 *
 * Proves that the newer log only added to the older one.
 *
 * Spec: RFC 6962 section 2.1.2.
 *
 * Returns: whether the sizes make sense and @read found everything
 */
gboolean
moot_merkle_prove_consistency (gint64          first,
                               gint64          second,
                               MootMerkleRead  read,
                               gpointer        data,
                               GArray         *out_path)
{
  if (first < 0 || first > second)
    return FALSE;
  if (first == 0 || first == second)
    return TRUE;
  return add_consistency (first, 0, second, TRUE, read, out_path, data);
}

/**
 * moot_merkle_verify_inclusion:
 * @index: which entry
 * @size: of the log
 * @leaf: the entry's leaf
 * @path: (array length=n_path): the proof
 * @n_path: its length
 * @root: of the log
 *
 * Spec: RFC 9162 section 2.1.3.2.
 *
 * Returns: whether the log holds the entry at @index
 */
gboolean
moot_merkle_verify_inclusion (gint64            index,
                              gint64            size,
                              const MootDigest *leaf,
                              const MootDigest *path,
                              gsize             n_path,
                              const MootDigest *root)
{
  MootDigest digest = *leaf;
  gint64 node = index;
  gint64 last = size - 1;

  if (index < 0 || index >= size)
    return FALSE;
  for (gsize i = 0; i < n_path; i++)
    {
      if (last == 0)
        return FALSE;
      if ((node & 1) != 0 || node == last)
        {
          moot_merkle_hash_pair (&path[i], &digest, &digest);
          while ((node & 1) == 0 && node != 0)
            {
              node >>= 1;
              last >>= 1;
            }
        }
      else
        moot_merkle_hash_pair (&digest, &path[i], &digest);
      node >>= 1;
      last >>= 1;
    }
  return last == 0 && memcmp (&digest, root, sizeof digest) == 0;
}

/**
 * moot_merkle_verify_consistency:
 * @first: size of the older log
 * @second: size of the newer log
 * @first_root: what was seen then
 * @second_root: what is shown now
 * @path: (array length=n_path): the proof
 * @n_path: its length
 *
 * Spec: RFC 9162 section 2.1.4.2.
 *
 * Returns: whether the newer log begins with the older one; if not, the host rewrote it
 */
gboolean
moot_merkle_verify_consistency (gint64            first,
                                gint64            second,
                                const MootDigest *first_root,
                                const MootDigest *second_root,
                                const MootDigest *path,
                                gsize             n_path)
{
  MootDigest older;
  MootDigest newer;
  gint64 node = first - 1;
  gint64 last = second - 1;
  gsize i = 0;

  if (first < 0 || first > second)
    return FALSE;
  if (first == second)
    return n_path == 0 && memcmp (first_root, second_root, sizeof older) == 0;
  if (first == 0)
    return n_path == 0;
  while ((node & 1) != 0)
    {
      node >>= 1;
      last >>= 1;
    }
  if (node != 0 && n_path == 0)
    return FALSE;
  older = newer = node != 0 ? path[i++] : *first_root;
  for (; i < n_path; i++)
    {
      if (last == 0)
        return FALSE;
      if ((node & 1) != 0 || node == last)
        {
          moot_merkle_hash_pair (&path[i], &older, &older);
          moot_merkle_hash_pair (&path[i], &newer, &newer);
          while ((node & 1) == 0 && node != 0)
            {
              node >>= 1;
              last >>= 1;
            }
        }
      else
        moot_merkle_hash_pair (&newer, &path[i], &newer);
      node >>= 1;
      last >>= 1;
    }
  return last == 0 && memcmp (&older, first_root, sizeof older) == 0 &&
         memcmp (&newer, second_root, sizeof newer) == 0;
}

/**
 * moot_digest_to_hex:
 * @self: a digest
 *
 * Returns: (transfer full): 64 lower-case digits
 */
char *
moot_digest_to_hex (const MootDigest *self)
{
  GString *text = g_string_sized_new (2 * MOOT_MERKLE_BYTES);

  for (gsize i = 0; i < MOOT_MERKLE_BYTES; i++)
    g_string_append_printf (text, "%02x", self->bytes[i]);
  return g_string_free (text, FALSE);
}

/**
 * moot_digest_from_hex:
 * @text: (nullable): 64 hexadecimal digits
 * @out_digest: (out): set on success only
 *
 * Returns: whether @text is a digest
 */
gboolean
moot_digest_from_hex (const char *text,
                      MootDigest *out_digest)
{
  MootDigest digest;

  if (text == NULL || strlen (text) != 2 * MOOT_MERKLE_BYTES)
    return FALSE;
  for (gsize i = 0; i < MOOT_MERKLE_BYTES; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      digest.bytes[i] = (guint8) (high << 4 | low);
    }
  *out_digest = digest;
  return TRUE;
}
