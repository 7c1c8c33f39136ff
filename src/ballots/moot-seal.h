/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-merkle.h"
#include "moot-shares.h"

G_BEGIN_DECLS

#define MOOT_SEAL_KEY_BYTES 32 /* of all keys here */
#define MOOT_SEAL_TAG_BYTES 16 /* what sealing adds */
#define MOOT_SEAL_SHARE_BYTES \
  (32 + MOOT_SEAL_KEY_BYTES + MOOT_SEAL_TAG_BYTES) /* of a sealed share */

/**
 * MootBoxKey:
 * @eid: the election
 * @bpk: the key of the ballot
 *
 * What everything in a ballot is bound to, so that no part of it can be put into another.
 */
typedef struct
{
  MootDigest eid;
  guint8 bpk[MOOT_SEAL_KEY_BYTES];
} MootBoxKey;

void moot_seal_commit_key   (const guint8     *key,
                             MootDigest       *out_commitment);
void moot_seal_commit_share (const MootBoxKey *box,
                             guint8            x,
                             const guint8     *share,
                             MootDigest       *out_commitment);
void moot_seal_commit_lot   (const MootDigest *nonce,
                             MootDigest       *out_commitment);

void     moot_seal_text (const guint8     *key,
                         const MootBoxKey *box,
                         guint32           number,
                         const guint8     *text,
                         gsize             n_bytes,
                         guint8           *out_sealed);
gboolean moot_open_text (const guint8     *key,
                         const MootBoxKey *box,
                         guint32           number,
                         const guint8     *sealed,
                         gsize             n_bytes,
                         guint8           *out_text);

void     moot_seal_get_public (const guint8           *secret,
                               guint8                 *out_public);
gboolean moot_seal_share      (const guint8           *recipient,
                               const MootBoxKey       *box,
                               const guint8           *share,
                               const MootSealedRandom *random,
                               guint8                 *out_sealed);
gboolean moot_open_share      (const guint8           *secret,
                               const MootBoxKey       *box,
                               const guint8           *sealed,
                               guint8                 *out_share);

gboolean moot_seal_equal (gconstpointer a,
                          gconstpointer b,
                          gsize         n_bytes);

G_END_DECLS
