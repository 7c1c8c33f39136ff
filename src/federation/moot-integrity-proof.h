/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-http-signature.h"
#include "moot-json.h"
#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_PROOF_MAX_TRIED 4         /* proofs of one document that are looked at */
#define MOOT_PROOF_FUTURE_MS MOOT_HOUR /* clocks of laptops are wrong */

char *moot_integrity_proof_authenticate (JsonObject            *document,
                                         gint64                 now,
                                         MootKeyFinder          find_key,
                                         gpointer               data,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char *moot_integrity_proof_sign         (JsonObject            *document,
                                         const MootPrivateKey  *key,
                                         const char            *key_id,
                                         gint64                 now,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;

char *moot_integrity_proof_dup_digest (JsonObject  *document,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
