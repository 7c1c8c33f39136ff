/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The published example tree of RFC 6962, and every proof of every small tree: the right ones hold,
 * a single changed digest does not. */
#include "moot-merkle.h"

#include <string.h>

#define MAX_SIZE 20

static const char *const entries[] = {
  "",
  "\x00",
  "\x10",
  "\x20\x21",
  "\x30\x31",
  "\x40\x41\x42\x43",
  "\x50\x51\x52\x53\x54\x55\x56\x57",
  "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
};
static const gsize lengths[] = { 0, 1, 1, 2, 2, 4, 8, 16 };

/* clang-format off */
static const char *const roots[] = {
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};
/* clang-format on */

static char *
make_key (int    level,
          gint64 position)
{
  return g_strdup_printf ("%d/%" G_GINT64_FORMAT, level, position);
}

static gboolean
read_node (int         level,
           gint64      position,
           MootDigest *out_digest,
           gpointer    data)
{
  g_autofree char *key = make_key (level, position);
  const MootDigest *found = g_hash_table_lookup (data, key);

  if (found == NULL)
    return FALSE;
  *out_digest = *found;
  return TRUE;
}

static gboolean
write_node (int               level,
            gint64            position,
            const MootDigest *digest,
            gpointer          data)
{
  return g_hash_table_insert (data, make_key (level, position), g_memdup2 (digest, sizeof *digest));
}

static void
get_leaf (gint64      i,
          MootDigest *out_leaf)
{
  if (i < (gint64) G_N_ELEMENTS (entries))
    moot_merkle_hash_leaf (entries[i], lengths[i], out_leaf);
  else
    moot_merkle_hash_leaf (&i, sizeof i, out_leaf);
}

/* A log of MAX_SIZE entries and the root it had at every size. */
static GHashTable *
make_log (MootDigest out_roots[MAX_SIZE + 1])
{
  GHashTable *log = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_true (moot_merkle_get_root (0, read_node, log, &out_roots[0]));
  for (gint64 size = 0; size < MAX_SIZE; size++)
    {
      MootDigest leaf;

      get_leaf (size, &leaf);
      g_assert_true (moot_merkle_append (size, &leaf, read_node, write_node, log));
      g_assert_true (moot_merkle_get_root (size + 1, read_node, log, &out_roots[size + 1]));
    }
  return log;
}

static void
test_roots (void)
{
  MootDigest found[MAX_SIZE + 1];
  g_autoptr (GHashTable) log = make_log (found);

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      g_autofree char *hex = moot_digest_to_hex (&found[i]);
      MootDigest again;

      g_assert_cmpstr (hex, ==, roots[i]);
      g_assert_true (moot_digest_from_hex (hex, &again));
      g_assert_cmpmem (&again, sizeof again, &found[i], sizeof found[i]);
    }
  /* every digest that could be wanted later was written once: 2n - (ones in n) */
  g_assert_cmpuint (g_hash_table_size (log), ==, 2 * MAX_SIZE - 2);
}

static void
test_inclusion (void)
{
  MootDigest found[MAX_SIZE + 1];
  g_autoptr (GHashTable) log = make_log (found);

  for (gint64 size = 1; size <= MAX_SIZE; size++)
    for (gint64 index = 0; index < size; index++)
      {
        g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
        MootDigest *digests;
        MootDigest leaf;

        get_leaf (index, &leaf);
        g_assert_true (moot_merkle_prove_inclusion (index, size, read_node, log, path));
        digests = (MootDigest *) (void *) path->data;
        g_assert_true (
          moot_merkle_verify_inclusion (index, size, &leaf, digests, path->len, &found[size]));
        g_assert_false (
          moot_merkle_verify_inclusion (index, size, &leaf, digests, path->len, &found[size - 1]));
        if (path->len == 0)
          continue;
        g_assert_false (
          moot_merkle_verify_inclusion (index, size, &leaf, digests, path->len - 1, &found[size]));
        digests[0].bytes[5] ^= 1;
        g_assert_false (
          moot_merkle_verify_inclusion (index, size, &leaf, digests, path->len, &found[size]));
      }
}

static void
test_consistency (void)
{
  MootDigest found[MAX_SIZE + 1];
  g_autoptr (GHashTable) log = make_log (found);

  for (gint64 second = 1; second <= MAX_SIZE; second++)
    for (gint64 first = 0; first <= second; first++)
      {
        g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
        MootDigest *digests;
        MootDigest forged = found[first];

        g_assert_true (moot_merkle_prove_consistency (first, second, read_node, log, path));
        digests = (MootDigest *) (void *) path->data;
        g_assert_true (moot_merkle_verify_consistency (first, second, &found[first], &found[second],
                                                       digests, path->len));
        if (first == 0)
          continue;
        forged.bytes[0] ^= 1;
        g_assert_false (moot_merkle_verify_consistency (first, second, &forged, &found[second],
                                                        digests, path->len));
        if (path->len == 0)
          continue;
        digests[path->len - 1].bytes[31] ^= 1;
        g_assert_false (moot_merkle_verify_consistency (first, second, &found[first],
                                                        &found[second], digests, path->len));
      }
}

/* The two proofs RFC 6962's example tree is known for. */
static void
test_known_proofs (void)
{
  static const char *const inclusion[] = { "bc1a0643b12e4d2d", "ca854ea128ed050b",
                                           "d37ee418976dd957" };
  static const char *const consistency[] = { "0ebc5d3437fbe2db", "ca854ea128ed050b",
                                             "d37ee418976dd957" };
  MootDigest found[MAX_SIZE + 1];
  g_autoptr (GHashTable) log = make_log (found);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (MootDigest));

  g_assert_true (moot_merkle_prove_inclusion (5, 8, read_node, log, first));
  g_assert_true (moot_merkle_prove_consistency (6, 8, read_node, log, second));
  g_assert_cmpuint (first->len, ==, 3);
  g_assert_cmpuint (second->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *a = moot_digest_to_hex (&g_array_index (first, MootDigest, i));
      g_autofree char *b = moot_digest_to_hex (&g_array_index (second, MootDigest, i));

      g_assert_true (g_str_has_prefix (a, inclusion[i]));
      g_assert_true (g_str_has_prefix (b, consistency[i]));
    }
}

static void
test_nonsense (void)
{
  MootDigest found[MAX_SIZE + 1];
  g_autoptr (GHashTable) log = make_log (found);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  MootDigest digest;

  g_assert_false (moot_merkle_prove_inclusion (8, 8, read_node, log, path));
  g_assert_false (moot_merkle_prove_inclusion (-1, 8, read_node, log, path));
  g_assert_false (moot_merkle_prove_consistency (9, 8, read_node, log, path));
  g_assert_false (moot_merkle_prove_inclusion (0, MAX_SIZE + 30, read_node, log, path));
  g_assert_false (moot_digest_from_hex ("abc", &digest));
  g_assert_false (moot_digest_from_hex (NULL, &digest));
  g_assert_false (moot_digest_from_hex (
    "x3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", &digest));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merkle/roots", test_roots);
  g_test_add_func ("/merkle/inclusion", test_inclusion);
  g_test_add_func ("/merkle/consistency", test_consistency);
  g_test_add_func ("/merkle/known-proofs", test_known_proofs);
  g_test_add_func ("/merkle/nonsense", test_nonsense);

  return g_test_run ();
}
