/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-scrutineer.h"

G_BEGIN_DECLS

struct _MootSealedScrutineer
{
  char *member;
  guint8 secret[MOOT_SEALED_SECRET_BYTES];
  MootTokenSecret *token_secret;
  guint8 seed[MOOT_SEALED_SECRET_BYTES];
  guint8 x25519[MOOT_SEALED_SECRET_BYTES];
  MootDigest nonce;

  MootSealedRoll *roll;
  MootSealedRecord *record;
  guint index;
  GHashTable *witnessed; /* SHA-256 in hex: ballot */
  gboolean is_checked;   /* the manifest, once */
  char *distrust;
  char *head; /* the last that was seen */
  gint64 moved_at;
  guint8 moved_to[MOOT_SEAL_KEY_BYTES];
};

gboolean moot_sealed_scrutineer_trusts (MootSealedScrutineer  *self,
                                        GError               **error);

G_END_DECLS
