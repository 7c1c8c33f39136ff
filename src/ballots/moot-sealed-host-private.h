/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-host.h"

G_BEGIN_DECLS

/* A ballot that waits for its batch. */
typedef struct
{
  char *text;
  MootDigest sha256;
  guint8 bpk[MOOT_SEAL_KEY_BYTES];
  guint32 number;
} MootSealedPending;

struct _MootSealedHost
{
  guint8 seed[MOOT_SEALED_SECRET_BYTES];
  MootSealedRoll *roll;
  MootSealedRecord *record;
  GPtrArray *pending;
  GHashTable *pending_digests; /* of those */
  GHashTable *pending_numbers; /* key of the ballot: the last of that voter */
  guint n_new;                 /* voters among them who are not in the log */
};

void moot_sealed_host_keep (MootSealedHost         *self,
                            const char             *text,
                            const MootSealedBallot *ballot);

G_END_DECLS
