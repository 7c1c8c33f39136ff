/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One digest for all ballots of a vote, the same wherever it is computed and in whatever order they
 * came: a voter who knows the own commitment can have its place in it shown, and nobody learns of
 * it who voted what.
 * Spec: ActivityPub section 8.5, ballotsRoot; RFC 6962 section 2.1 for leaves and pairs.
 * Thread: any. */
#include "moot-ballots-root.h"

#include "moot-crypto.h"
#include "moot-merkle.h"

#include <string.h>

static int
compare_digests (gconstpointer a,
                 gconstpointer b)
{
  return memcmp (a, b, sizeof (MootDigest));
}

/* One level up; who has no partner is promoted. */
static void
fold (GArray *digests)
{
  guint n = 0;

  for (guint i = 0; i < digests->len; i += 2)
    {
      MootDigest *left = &g_array_index (digests, MootDigest, i);
      MootDigest *up = &g_array_index (digests, MootDigest, n++);

      if (i + 1 < digests->len)
        moot_merkle_hash_pair (left, &g_array_index (digests, MootDigest, i + 1), up);
      else
        *up = *left;
    }
  g_array_set_size (digests, n);
}

/**
 * moot_ballots_root:
 * @commitments: (array zero-terminated=1): what the log has of each ballot that counts, or the text
 * of each paper without a name, in any order
 *
 * Leaves are sorted by their digests; without a ballot it is the digest of nothing.
 *
 * Returns: (transfer full): `sha-256:` and 64 hexadecimal digits
 */
char *
moot_ballots_root (const char *const *commitments)
{
  g_autoptr (GArray) digests = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  GString *text = g_string_new ("sha-256:");
  MootDigest root;

  for (guint i = 0; commitments[i] != NULL; i++)
    {
      MootDigest leaf;

      moot_merkle_hash_leaf (commitments[i], strlen (commitments[i]), &leaf);
      g_array_append_val (digests, leaf);
    }
  g_array_sort (digests, compare_digests);
  while (digests->len > 1)
    fold (digests);
  if (digests->len > 0)
    root = g_array_index (digests, MootDigest, 0);
  else
    moot_sha256 ("", 0, root.bytes);
  for (guint i = 0; i < sizeof root.bytes; i++)
    g_string_append_printf (text, "%02x", root.bytes[i]);
  return g_string_free (text, FALSE);
}
