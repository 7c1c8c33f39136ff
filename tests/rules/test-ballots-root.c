/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One digest for the same ballots, in whatever order a node has them. */
#include "moot-ballots-root.h"

#include "moot-crypto.h"
#include "moot-merkle.h"

#include <string.h>

static void
test_order (void)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g" };

  for (guint n = 0; n <= G_N_ELEMENTS (names); n++)
    {
      g_autofree const char **list = g_new0 (const char *, n + 1);
      g_autofree char *root = NULL;
      g_autofree char *more = NULL;

      memcpy (list, names, n * sizeof *names);
      root = moot_ballots_root (list);
      g_assert_cmpuint (strlen (root), ==, strlen ("sha-256:") + 64);
      for (guint turn = 0; turn < n; turn++)
        {
          const char *first = list[0];
          g_autofree char *again = NULL;

          memmove (list, list + 1, (n - 1) * sizeof *list);
          list[n - 1] = first;
          again = moot_ballots_root (list);
          g_assert_cmpstr (again, ==, root);
        }
      /* another ballot is another digest, and so is one twice */
      if (n == 0)
        continue;
      list[0] = "z";
      more = moot_ballots_root (list);
      g_assert_cmpstr (more, !=, root);
    }
}

/* Of three, the last is promoted: H (H (l0, l1), l2). */
static void
test_shape (void)
{
  const char *const list[] = { "a", "b", "c", NULL };
  const char *const one[] = { "a", NULL };
  g_autofree char *root = moot_ballots_root (list);
  g_autofree char *single = moot_ballots_root (one);
  g_autoptr (GString) text = g_string_new ("sha-256:");
  MootDigest leaves[3];
  MootDigest up;

  for (guint i = 0; i < 3; i++)
    {
      MootDigest leaf;
      guint k = i;

      moot_merkle_hash_leaf (list[i], 1, &leaf);
      for (; k > 0 && memcmp (&leaves[k - 1], &leaf, sizeof leaf) > 0; k--)
        leaves[k] = leaves[k - 1];
      leaves[k] = leaf;
    }
  moot_merkle_hash_pair (&leaves[0], &leaves[1], &up);
  moot_merkle_hash_pair (&up, &leaves[2], &up);
  for (guint i = 0; i < sizeof up.bytes; i++)
    g_string_append_printf (text, "%02x", up.bytes[i]);
  g_assert_cmpstr (root, ==, text->str);
  g_assert_cmpstr (single, ==,
                   "sha-256:022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ballots-root/s79-order", test_order);
  g_test_add_func ("/ballots-root/s79-shape", test_shape);
  return g_test_run ();
}
