/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

#include "moot-merkle.h"

G_BEGIN_DECLS

/* With fewer voters, who voted how could be guessed from the count. */
#define MOOT_SEALED_VOTERS_MIN 5
/* An archive of so many is still read at once. */
#define MOOT_SEALED_VOTERS_MAX 20000
/* Bytes of such a roll. */
#define MOOT_SEALED_ROLL_MAX ((gsize) 4 * 1024 * 1024)

typedef struct _MootSealedRoll MootSealedRoll;

MootSealedRoll *moot_sealed_roll_new   (void) G_GNUC_WARN_UNUSED_RESULT;
MootSealedRoll *moot_sealed_roll_parse (const char      *text,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootSealedRoll *moot_sealed_roll_ref   (MootSealedRoll  *self) G_GNUC_WARN_UNUSED_RESULT;
void            moot_sealed_roll_unref (MootSealedRoll  *self);

void          moot_sealed_roll_add        (MootSealedRoll       *self,
                                           const char           *member,
                                           const guint8         *ed25519);
guint         moot_sealed_roll_get_count  (const MootSealedRoll *self);
const guint8 *moot_sealed_roll_find       (const MootSealedRoll *self,
                                           const char           *member);
char         *moot_sealed_roll_dup_text   (const MootSealedRoll *self) G_GNUC_WARN_UNUSED_RESULT;
void          moot_sealed_roll_get_digest (MootSealedRoll       *self,
                                           MootDigest           *out_digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedRoll, moot_sealed_roll_unref)

G_END_DECLS
