/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proofs of a log with a million entries, made as the node makes them and checked as every app
 * does. */
#include "bench-table.h"

#include "moot-merkle.h"

#define N_ENTRIES 1000000
#define N_PROOFS 2000

typedef struct
{
  GArray *levels[MOOT_MERKLE_LEVELS_MAX]; /* of MootDigest */
} Tree;

static gboolean
read_node (int         level,
           gint64      position,
           MootDigest *out_digest,
           gpointer    data)
{
  const Tree *tree = data;

  if (tree->levels[level] == NULL || position >= (gint64) tree->levels[level]->len)
    return FALSE;
  *out_digest = g_array_index (tree->levels[level], MootDigest, position);
  return TRUE;
}

static gboolean
write_node (int               level,
            gint64            position,
            const MootDigest *digest,
            gpointer          data)
{
  Tree *tree = data;

  if (tree->levels[level] == NULL)
    tree->levels[level] = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_assert_cmpint (position, ==, tree->levels[level]->len);
  g_array_append_vals (tree->levels[level], digest, 1);
  return TRUE;
}

static double
grow (Tree *tree)
{
  const gint64 begin = g_get_monotonic_time ();

  for (gint64 i = 0; i < N_ENTRIES; i++)
    {
      MootDigest leaf;

      moot_merkle_hash_leaf (&i, sizeof i, &leaf);
      g_assert_true (moot_merkle_append (i, &leaf, read_node, write_node, tree));
    }
  return (double) (g_get_monotonic_time () - begin) / N_ENTRIES;
}

/* Entry @i of those that are spread over the log. */
static gint64
spread (guint i)
{
  return (gint64) i * (N_ENTRIES / N_PROOFS) + i % 7;
}

static double
prove_entries (Tree             *tree,
               const MootDigest *root)
{
  const gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < N_PROOFS; i++)
    {
      g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
      const gint64 index = spread (i);
      MootDigest leaf;

      g_assert_true (moot_merkle_prove_inclusion (index, N_ENTRIES, read_node, tree, path));
      g_assert_true (read_node (0, index, &leaf, tree));
      g_assert_true (moot_merkle_verify_inclusion (index, N_ENTRIES, &leaf,
                                                   (const MootDigest *) (gpointer) path->data,
                                                   path->len, root));
    }
  return (double) (g_get_monotonic_time () - begin) / N_PROOFS;
}

static double
prove_heads (Tree             *tree,
             const MootDigest *root)
{
  const gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < N_PROOFS; i++)
    {
      g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
      const gint64 first = spread (i) + 1;
      MootDigest older;

      g_assert_true (moot_merkle_get_root (first, read_node, tree, &older));
      g_assert_true (moot_merkle_prove_consistency (first, N_ENTRIES, read_node, tree, path));
      g_assert_true (moot_merkle_verify_consistency (first, N_ENTRIES, &older, root,
                                                     (const MootDigest *) (gpointer) path->data,
                                                     path->len));
    }
  return (double) (g_get_monotonic_time () - begin) / N_PROOFS;
}

int
main (void)
{
  Tree tree = { { NULL } };
  MootDigest root;

  bench_put_head ("Log of 1 million entries");
  bench_put_value ("log: adding an entry", grow (&tree), "µs", NO_AIM);
  g_assert_true (moot_merkle_get_root (N_ENTRIES, read_node, &tree, &root));
  bench_put_value ("log: an entry proved and checked", prove_entries (&tree, &root), "µs",
                   AT_MOST (1000));
  bench_put_value ("log: an earlier head proved and checked", prove_heads (&tree, &root), "µs",
                   AT_MOST (1000));
  for (guint i = 0; i < G_N_ELEMENTS (tree.levels); i++)
    g_clear_pointer (&tree.levels[i], g_array_unref);
  return 0;
}
