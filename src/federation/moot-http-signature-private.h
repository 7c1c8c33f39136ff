/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-http-signature.h"

G_BEGIN_DECLS

#define MOOT_SIGNATURE_MAX_COMPONENTS 32 /* a request has fewer headers worth signing */

/**
 * MootSignatureKind:
 * @parse: (transfer full) (element-type MootHttpSignature): what the headers claim
 * @check: whether what is covered suffices for this request
 * @dup_base: the bytes that were signed, in the @variant-th reading; %NULL without an error when
 *   there are no more readings
 * @sign: adds the headers; Date and Host are there already
 *
 * One scheme.
 */
typedef struct
{
  GPtrArray *(*parse) (const MootHttpMessage *message,
                       GError **error);
  gboolean (*check) (const MootHttpSignature *self,
                     const MootHttpMessage *message,
                     const MootSignatureTerms *terms,
                     GError **error);
  char *(*dup_base) (const MootHttpSignature *self,
                     const MootHttpMessage *message,
                     guint variant,
                     GError **error);
  gboolean (*sign) (MootHttpMessage *message,
                    const MootPrivateKey *key,
                    const char *key_id,
                    gint64 now,
                    GError **error);
} MootSignatureKind;

extern const MootSignatureKind moot_signature_cavage;
extern const MootSignatureKind moot_signature_rfc9421;

gboolean moot_signature_malformed   (GError                   **error,
                                     const char                *why);
gboolean moot_signature_refuse      (GError                   **error,
                                     const char                *why);
gboolean moot_signature_covers      (const MootHttpSignature   *self,
                                     const char                *component);
gboolean moot_signature_has_repeats (const MootHttpSignature   *self);
gboolean moot_signature_check_host  (const MootHttpMessage     *message,
                                     const MootSignatureTerms  *terms,
                                     GError                   **error);

G_END_DECLS
