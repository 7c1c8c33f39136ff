/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-choice.h"

G_BEGIN_DECLS

#define MOOT_SEALED_BALLOT_MAX \
  ((gsize) 16 * 1024)               /* bytes of a message: nine tokens and the longest text */
#define MOOT_SEALED_NUMBER_MAX 1000 /* votes of one voter; each is work for all */

typedef struct
{
  MootDigest commitment;
  guint8 sealed[MOOT_SEAL_SHARE_BYTES];
} MootSealedShare;

/**
 * MootSealedBallot:
 * @box: the election and the key that the tokens were given for
 * @number: which ballot of this voter; only the last is opened
 * @sha256: of the message
 * @key_commitment: of the key of the text
 * @sealed: (array length=n_sealed): the text
 * @shares: of that key, in the order of the manifest
 *
 * A vote that nobody can read yet.
 */
typedef struct
{
  MootBoxKey box;
  guint32 number;
  MootDigest sha256;
  MootDigest key_commitment;
  guint8 *sealed;
  gsize n_sealed;
  MootSealedShare shares[MOOT_SHARES_MAX];
} MootSealedBallot;

/**
 * MootSealedOpening:
 * @MOOT_SEALED_UNOPENED: shares are missing
 * @MOOT_SEALED_OPENED: it could be read
 * @MOOT_SEALED_SPOILT: it can never be read or counted, by the doing of the voter
 */
typedef enum
{
  MOOT_SEALED_UNOPENED,
  MOOT_SEALED_OPENED,
  MOOT_SEALED_SPOILT,
} MootSealedOpening;

/**
 * MootSealedBallotDraft:
 * @seed: of the key that the tokens were given for
 * @tokens: (array): of all scrutineers, in the order of the manifest
 * @number: from 1 on, one more each time
 *
 * What a ballot is made from.
 */
typedef struct
{
  const guint8 *seed;
  const guint8 (*tokens)[MOOT_TOKEN_KEY_BYTES];
  guint32 number;
} MootSealedBallotDraft;

char             *moot_sealed_ballot_make  (const MootManifest           *manifest,
                                            const MootSealedBallotDraft  *draft,
                                            const char                   *choice,
                                            const MootSealedRandom       *random) G_GNUC_WARN_UNUSED_RESULT;
MootSealedBallot *moot_sealed_ballot_parse (const MootManifest           *manifest,
                                            const char                   *text,
                                            GError                      **error) G_GNUC_WARN_UNUSED_RESULT;
void              moot_sealed_ballot_free  (MootSealedBallot             *self);

MootSealedOpening moot_sealed_ballot_open (const MootSealedBallot  *self,
                                           const MootManifest      *manifest,
                                           const guint8 *const     *shares,
                                           guint                    n_unreadable,
                                           char                   **out_text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedBallot, moot_sealed_ballot_free)

G_END_DECLS
