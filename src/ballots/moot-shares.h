/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-random.h"

G_BEGIN_DECLS

#define MOOT_SHARES_MAX 9       /* scrutineers of one election: a ballot has a token of each */
#define MOOT_SHARE_BYTES_MAX 32 /* of a secret and of each share of it */

guint8 moot_shares_multiply (guint8 a,
                             guint8 b);
guint8 moot_shares_invert   (guint8 a);

void moot_shares_split (const guint8 *secret,
                        gsize n_bytes,
                        guint threshold,
                        guint n_shares,
                        const MootSealedRandom *random,
                        guint8 (*out_shares)[MOOT_SHARE_BYTES_MAX]);
void moot_shares_join (const guint8        *xs,
                       const guint8 *const *shares,
                       guint                n_shares,
                       gsize                n_bytes,
                       guint8              *out_secret);

G_END_DECLS
