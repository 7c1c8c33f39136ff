/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-http-message.h"
#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_SIGNATURE_MAX_BYTES 8192 /* of one header */
#define MOOT_SIGNATURE_MAX_TRIED 2    /* signatures of one request, at most */
#define MOOT_SIGNATURE_PAST_MS \
  (65 * MOOT_MINUTE)                                /* an hour of skew, minutes on the way */
#define MOOT_SIGNATURE_FUTURE_MS (60 * MOOT_MINUTE) /* clocks of laptops are wrong */
#define MOOT_SIGNATURE_LIFETIME_MS \
  (12 * MOOT_HOUR) /* the longest a signature can ask to be good for */
#define MOOT_SIGNATURE_EXPIRY_LEEWAY_MS (10 * MOOT_SECOND)

/**
 * MootSignatureScheme:
 * @MOOT_SIGNATURE_CAVAGE: draft-cavage-http-signatures-12, what every server understands
 * @MOOT_SIGNATURE_RFC9421: HTTP Message Signatures
 *
 * How a request is signed.  The numbers are stored: never change one.
 */
typedef enum
{
  MOOT_SIGNATURE_CAVAGE = 0,
  MOOT_SIGNATURE_RFC9421 = 1,
} MootSignatureScheme;

/**
 * MootHttpSignature:
 * @key_id: which key it claims to be by
 * @algorithm: (nullable): what it claims, in lower case; the key decides
 * @created: seconds, 0 = not given
 * @expires: seconds, 0 = not given
 * @components: what is covered, in order
 * @params: (nullable): RFC 9421: the parameters exactly as received
 * @signature: the bytes
 *
 * A signature as a request carries it, before anything about it is believed.
 */
typedef struct
{
  MootSignatureScheme scheme;
  char *key_id;
  char *algorithm;
  gint64 created;
  gint64 expires;
  GStrv components;
  char *params;
  GBytes *signature;
} MootHttpSignature;

/**
 * MootSignatureTerms:
 * @now: the time to judge dates by, UTC milliseconds: when the request arrived
 * @hosts: (nullable): the names of this node; the signed `Host` must be one
 *
 * What a signature must fit.
 */
typedef struct
{
  gint64 now;
  const char *const *hosts;
} MootSignatureTerms;

/**
 * MootKeyFinder:
 * @key_id: of a signature
 * @data: of the caller
 * @error: return location; the error decides what the sender is told
 *
 * Returns: (transfer none) (nullable): the key, kept alive by the caller
 */
typedef const MootPublicKey *(*MootKeyFinder) (const char  *key_id,
                                               gpointer     data,
                                               GError     **error);

GPtrArray *moot_http_signatures_parse (const MootHttpMessage  *message,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_http_signature_free   (MootHttpSignature      *self);

gboolean moot_http_signature_check  (const MootHttpSignature   *self,
                                     const MootHttpMessage     *message,
                                     const MootSignatureTerms  *terms,
                                     GError                   **error);
gboolean moot_http_signature_verify (const MootHttpSignature   *self,
                                     const MootHttpMessage     *message,
                                     const MootPublicKey       *key,
                                     GError                   **error);

char *moot_http_message_authenticate (const MootHttpMessage     *message,
                                      const MootSignatureTerms  *terms,
                                      MootKeyFinder              find_key,
                                      gpointer                   data,
                                      GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_http_message_sign (MootHttpMessage       *message,
                                 MootSignatureScheme    scheme,
                                 const MootPrivateKey  *key,
                                 const char            *key_id,
                                 gint64                 now,
                                 GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootHttpSignature, moot_http_signature_free)

G_END_DECLS
