/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_MERKLE_BYTES 32
#define MOOT_MERKLE_LEVELS_MAX 62 /* a log of 2^62 entries does not exist */
#define MOOT_MERKLE_PROOF_MAX 64  /* digests of a proof: one a level, and a seed */

typedef struct
{
  guint8 bytes[MOOT_MERKLE_BYTES];
} MootDigest;

/**
 * MootMerkleRead:
 * @level: 0 for leaves
 * @position: the subtree covers leaves from @position × 2^@level on
 * @out_digest: (out): the digest of that complete subtree
 * @data: of the caller
 *
 * Fetches a node that moot_merkle_append() wrote.
 *
 * Returns: whether it is there
 */
typedef gboolean (*MootMerkleRead) (int         level,
                                    gint64      position,
                                    MootDigest *out_digest,
                                    gpointer    data);

typedef gboolean (*MootMerkleWrite) (int               level,
                                     gint64            position,
                                     const MootDigest *digest,
                                     gpointer          data);

void     moot_merkle_hash_leaf (const void       *data,
                                gsize             n_bytes,
                                MootDigest       *out_digest);
void     moot_merkle_hash_pair (const MootDigest *left,
                                const MootDigest *right,
                                MootDigest       *out_digest);
gboolean moot_merkle_append    (gint64            size,
                                const MootDigest *leaf,
                                MootMerkleRead    read,
                                MootMerkleWrite   write,
                                gpointer          data);

gboolean moot_merkle_get_root          (gint64          size,
                                        MootMerkleRead  read,
                                        gpointer        data,
                                        MootDigest     *out_root);
gboolean moot_merkle_prove_inclusion   (gint64          index,
                                        gint64          size,
                                        MootMerkleRead  read,
                                        gpointer        data,
                                        GArray         *out_path);
gboolean moot_merkle_prove_consistency (gint64          first,
                                        gint64          second,
                                        MootMerkleRead  read,
                                        gpointer        data,
                                        GArray         *out_path);

gboolean moot_merkle_verify_inclusion   (gint64            index,
                                         gint64            size,
                                         const MootDigest *leaf,
                                         const MootDigest *path,
                                         gsize             n_path,
                                         const MootDigest *root);
gboolean moot_merkle_verify_consistency (gint64            first,
                                         gint64            second,
                                         const MootDigest *first_root,
                                         const MootDigest *second_root,
                                         const MootDigest *path,
                                         gsize             n_path);

char     *moot_digest_to_hex   (const MootDigest *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_digest_from_hex (const char       *text,
                                MootDigest       *out_digest);

G_END_DECLS
