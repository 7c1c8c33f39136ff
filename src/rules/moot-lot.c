/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The lot: an order that follows from a seed nobody could choose, and that everybody can work out
 * again.  Without nonces of scrutineers the seed comes from the log as it was when the vote ended;
 * the host, who writes last, could try several endings, so this is for votes of little weight.
 * Thread: any.
 * Spec: governance rules, deterministic lot. */
#include "moot-lot.h"

#include <string.h>

#include "moot-crypto.h"

#define LABEL "folkmoot-lot-v1"     /* with its closing zero */
#define EID_LABEL "folkmoot-eid-v1" /* of votes without a manifest */

/**
 * moot_lot_make_seed:
 * @eid: the vote
 * @nonces: (array length=n_nonces): what the scrutineers revealed, in the manifest's order; or one,
 *   the root of the log
 * @n_nonces: how many
 * @out_seed: (out): the seed
 */
void
moot_lot_make_seed (const MootDigest *eid,
                    const MootDigest *nonces,
                    guint             n_nonces,
                    MootDigest       *out_seed)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();

  g_return_if_fail (eid != NULL && nonces != NULL && out_seed != NULL);

  g_byte_array_append (input, (const guint8 *) LABEL, sizeof LABEL);
  g_byte_array_append (input, eid->bytes, sizeof eid->bytes);
  for (guint i = 0; i < n_nonces; i++)
    g_byte_array_append (input, nonces[i].bytes, sizeof nonces[i].bytes);
  moot_sha256 (input->data, input->len, out_seed->bytes);
}

/**
 * moot_lot_init:
 * @self: (out caller-allocates): a lot
 * @uri: of the vote
 * @tree_size: entries of the log at its end
 * @root: of that log
 *
 * The lot of a vote without scrutineers.
 */
void
moot_lot_init (MootLot          *self,
               const char       *uri,
               gint64            tree_size,
               const MootDigest *root)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();

  g_return_if_fail (self != NULL && uri != NULL && root != NULL);

  self->tree_size = tree_size;
  self->root = *root;
  g_byte_array_append (input, (const guint8 *) EID_LABEL, sizeof EID_LABEL);
  g_byte_array_append (input, (const guint8 *) uri, (guint) strlen (uri));
  moot_sha256 (input->data, input->len, self->eid.bytes);
  moot_lot_make_seed (&self->eid, root, 1, &self->seed);
}

typedef struct
{
  MootDigest digest;
  guint number;
} Ticket;

static int
compare_tickets (gconstpointer a,
                 gconstpointer b,
                 gpointer      unused)
{
  const Ticket *left = a;
  const Ticket *right = b;
  const int order = memcmp (&left->digest, &right->digest, sizeof left->digest);

  return order != 0 ? order : left->number < right->number ? -1
                                                           : left->number > right->number;
}

/**
 * moot_lot_draw:
 * @seed: from moot_lot_init() or moot_lot_make_seed()
 * @ids: (array length=n_ids): what the candidates are called by programs
 * @n_ids: how many
 * @out_order: (array length=n_ids): numbers of candidates, the one whom the lot favours first
 */
void
moot_lot_draw (const MootDigest  *seed,
               const char *const *ids,
               guint              n_ids,
               guint             *out_order)
{
  g_autofree Ticket *tickets = g_new0 (Ticket, n_ids);

  g_return_if_fail (seed != NULL && (ids != NULL || n_ids == 0) && out_order != NULL);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();

      g_byte_array_append (input, seed->bytes, sizeof seed->bytes);
      g_byte_array_append (input, (const guint8 *) ids[i], (guint) strlen (ids[i]));
      moot_sha256 (input->data, input->len, tickets[i].digest.bytes);
      tickets[i].number = i;
    }
  if (n_ids > 0)
    g_qsort_with_data (tickets, (int) n_ids, sizeof *tickets, compare_tickets, NULL);
  for (guint i = 0; i < n_ids; i++)
    out_order[i] = tickets[i].number;
}
