/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-merkle.h"

G_BEGIN_DECLS

/**
 * MootLot:
 * @eid: the vote it is drawn for
 * @tree_size: entries of the log when the vote ended
 * @root: of that log: every ballot is in it, so nobody knew it before the end
 * @seed: of the draw
 *
 * A lot that everybody can draw again.
 */
typedef struct
{
  MootDigest eid;
  gint64 tree_size;
  MootDigest root;
  MootDigest seed;
} MootLot;

void moot_lot_init      (MootLot           *self,
                         const char        *uri,
                         gint64             tree_size,
                         const MootDigest  *root);
void moot_lot_make_seed (const MootDigest  *eid,
                         const MootDigest  *nonces,
                         guint              n_nonces,
                         MootDigest        *out_seed);
void moot_lot_draw      (const MootDigest  *seed,
                         const char *const *ids,
                         guint              n_ids,
                         guint             *out_order);

G_END_DECLS
