/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"
#include "moot-merkle.h"

G_BEGIN_DECLS

#define MOOT_LOT_SHARES_MAX 9

/**
 * MootLotShare:
 * @member_id: a scrutineer
 * @commit: what they said before the vote began
 * @nonce: what they showed after its end, if @is_revealed
 *
 * A part of the lot that one person alone knew, and could not choose any more when the ballots were
 * there.
 */
typedef struct
{
  gint64 member_id;
  MootDigest commit;
  MootDigest nonce;
  gboolean is_revealed;
} MootLotShare;

/**
 * MootLot:
 * @eid: the vote it is drawn for
 * @tree_size: entries of the log when the vote ended
 * @root: of that log: every ballot is in it, so nobody knew it before the end
 * @seed: of the draw
 * @shares: of scrutineers, in the order of their ids
 *
 * A lot that everybody can draw again.
 */
typedef struct
{
  MootDigest eid;
  gint64 tree_size;
  MootDigest root;
  MootDigest seed;
  MootLotShare shares[MOOT_LOT_SHARES_MAX];
  guint n_shares;
} MootLot;

void     moot_lot_init       (MootLot           *self,
                              const char        *uri,
                              gint64             tree_size,
                              const MootDigest  *root);
gboolean moot_lot_add_share  (MootLot           *self,
                              gint64             member_id,
                              const char        *commit,
                              const char        *nonce);
void     moot_lot_hash_nonce (const MootDigest  *nonce,
                              MootDigest        *out_commit);
void     moot_lot_make_seed  (const MootDigest  *eid,
                              const MootDigest  *nonces,
                              guint              n_nonces,
                              MootDigest        *out_seed);
void     moot_lot_draw       (const MootDigest  *seed,
                              const char *const *ids,
                              guint              n_ids,
                              guint             *out_order);

void moot_lot_order_for (const char        *uri,
                         gint64             member_id,
                         const char *const *ids,
                         guint              n_ids,
                         guint             *out_order);

void     moot_lot_write (const MootLot     *self,
                         const char *const *ids,
                         const guint       *order,
                         guint              n_ids,
                         MootJsonWriter    *json);
gboolean moot_lot_read  (JsonObject        *lot,
                         const char        *uri,
                         MootLot           *out_self);

G_END_DECLS
