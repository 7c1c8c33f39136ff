/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The lot: an order that follows from a seed nobody could choose, and that everybody can work out
 * again.  Scrutineers commit to numbers before the vote and show them after it; the seed is made of
 * them, and one honest scrutineer is enough.  Without them it comes from the log as it was when the
 * vote ended: the host, who writes last, could try several endings, so that is for votes of little
 * weight.
 * Thread: any.
 * Spec: governance rules, deterministic lot. */
#include "moot-lot.h"

#include <string.h>

#include "moot-crypto.h"

#define LABEL "folkmoot-lot-v1"     /* with its closing zero */
#define EID_LABEL "folkmoot-eid-v1" /* of votes without a manifest */
#define COMMIT_LABEL "folkmoot-lotc-v1"
#define ORDER_LABEL "folkmoot-order-v1"

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

  memset (self, 0, sizeof *self);
  self->tree_size = tree_size;
  self->root = *root;
  g_byte_array_append (input, (const guint8 *) EID_LABEL, sizeof EID_LABEL);
  g_byte_array_append (input, (const guint8 *) uri, (guint) strlen (uri));
  moot_sha256 (input->data, input->len, self->eid.bytes);
  moot_lot_make_seed (&self->eid, root, 1, &self->seed);
}

/** moot_lot_hash_nonce: what a scrutineer commits to */
void
moot_lot_hash_nonce (const MootDigest *nonce,
                     MootDigest       *out_commit)
{
  guint8 input[sizeof COMMIT_LABEL + sizeof nonce->bytes];

  memcpy (input, COMMIT_LABEL, sizeof COMMIT_LABEL);
  memcpy (input + sizeof COMMIT_LABEL, nonce->bytes, sizeof nonce->bytes);
  moot_sha256 (input, sizeof input, out_commit->bytes);
}

/* Who did not show what they committed to is left out. */
static void
make_seed (MootLot *self)
{
  MootDigest nonces[MOOT_LOT_SHARES_MAX];
  guint n_nonces = 0;

  for (guint i = 0; i < self->n_shares; i++)
    if (self->shares[i].is_revealed)
      nonces[n_nonces++] = self->shares[i].nonce;
  if (n_nonces > 0)
    moot_lot_make_seed (&self->eid, nonces, n_nonces, &self->seed);
}

/**
 * moot_lot_add_share:
 * @self: from moot_lot_init()
 * @member_id: a scrutineer, whose id is above that of the one before
 * @commit: (nullable): hexadecimal, what was committed to
 * @nonce: (nullable): hexadecimal, what was shown; %NULL for nothing
 *
 * With the first number that was shown the seed follows from such numbers alone.
 *
 * Returns: %FALSE when the number is not the one committed to, or is none
 */
gboolean
moot_lot_add_share (MootLot    *self,
                    gint64      member_id,
                    const char *commit,
                    const char *nonce)
{
  MootLotShare *share = &self->shares[self->n_shares];
  MootDigest expected;

  if (self->n_shares == MOOT_LOT_SHARES_MAX || commit == NULL ||
      !moot_digest_from_hex (commit, &share->commit) ||
      (self->n_shares > 0 && share[-1].member_id >= member_id))
    return FALSE;
  share->member_id = member_id;
  share->is_revealed = nonce != NULL;
  if (nonce != NULL)
    {
      if (!moot_digest_from_hex (nonce, &share->nonce))
        return FALSE;
      moot_lot_hash_nonce (&share->nonce, &expected);
      if (memcmp (&expected, &share->commit, sizeof expected) != 0)
        return FALSE;
    }
  self->n_shares++;
  make_seed (self);
  return TRUE;
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

/**
 * moot_lot_order_for:
 * @uri: of the vote
 * @member_id: who votes
 * @ids: (array length=n_ids): of the options
 * @n_ids: how many
 * @out_order: (array length=n_ids): in which order this member sees them
 *
 * Another one for each member, so that nobody gains from standing first; the same one every time
 * and on every device.
 */
void
moot_lot_order_for (const char        *uri,
                    gint64             member_id,
                    const char *const *ids,
                    guint              n_ids,
                    guint             *out_order)
{
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT, uri, member_id);
  g_autoptr (GByteArray) input = g_byte_array_new ();
  MootDigest seed;

  g_byte_array_append (input, (const guint8 *) ORDER_LABEL, sizeof ORDER_LABEL);
  g_byte_array_append (input, (const guint8 *) text, (guint) strlen (text));
  moot_sha256 (input->data, input->len, seed.bytes);
  moot_lot_draw (&seed, ids, n_ids, out_order);
}
