/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signatures of requests: who really sent this.
 *
 * Verifying has three steps, so that the dear ones come last: parse what is claimed, check that
 * the claim covers enough of this very request and is of our time, then find the key and verify.
 * Everything is judged over the bytes that were received.
 * %MOOT_ERROR_INVALID means that the request is malformed (400), %MOOT_ERROR_UNAUTHORIZED that
 * nobody can be believed to have sent it (401).
 * Spec: draft-cavage-http-signatures-12, RFC 9421, RFC 3230, RFC 9530.
 * Thread: any. */
#include "moot-http-signature.h"

#include "moot-error.h"
#include "moot-http-digest.h"
#include "moot-http-signature-private.h"
#include "moot-uri.h"

#include <libsoup/soup.h>
#include <string.h>

static const MootSignatureKind *const kinds[] = {
  [MOOT_SIGNATURE_CAVAGE] = &moot_signature_cavage,
  [MOOT_SIGNATURE_RFC9421] = &moot_signature_rfc9421,
};

/* Readers pick the first or the last of two; so there must not be two. */
static const char *const single_headers[] = {
  "signature",
  "signature-input",
  "date",
  "host",
  "digest",
  "content-digest",
  "content-length",
};

/* What is made anew each time a request is signed. */
static const char *const signing_headers[] = {
  "signature",
  "signature-input",
  "date",
  "digest",
  "content-digest",
};

/* Fills @error for a request that cannot be read; always %FALSE. */
gboolean
moot_signature_malformed (GError     **error,
                          const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "signature: %s", why);
  return FALSE;
}

/* Fills @error for a signature that proves nothing; always %FALSE. */
gboolean
moot_signature_refuse (GError     **error,
                       const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED, "signature: %s", why);
  return FALSE;
}

/* Whether @component is covered. */
gboolean
moot_signature_covers (const MootHttpSignature *self,
                       const char              *component)
{
  return g_strv_contains ((const char *const *) self->components, component);
}

/* Whether some component is covered twice. */
gboolean
moot_signature_has_repeats (const MootHttpSignature *self)
{
  for (guint i = 0; self->components[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) self->components + i + 1, self->components[i]))
      return TRUE;
  return FALSE;
}

/* Whether the Host the request was sent to is ours: a signature for another server is no good here.
 */
gboolean
moot_signature_check_host (const MootHttpMessage     *message,
                           const MootSignatureTerms  *terms,
                           GError                   **error)
{
  g_autofree char *given = moot_http_message_dup_header (message, "host");
  g_autofree char *url = given != NULL ? g_strconcat ("https://", given, NULL) : NULL;
  g_autofree char *authority = moot_uri_dup_authority (url);

  if (terms->hosts == NULL)
    return TRUE;
  if (authority == NULL || !g_strv_contains (terms->hosts, authority))
    return moot_signature_refuse (error, "it is for another host");
  return TRUE;
}

/**
 * moot_http_signatures_parse:
 * @message: a request that came in
 * @error: return location
 *
 * Reads what a request claims.  With `Signature-Input` it is RFC 9421 and nothing else, whatever
 * else it carries: a request has one scheme.
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_UNAUTHORIZED when it is not signed.
 *
 * Returns: (transfer full) (element-type MootHttpSignature): one or more claims
 */
GPtrArray *
moot_http_signatures_parse (const MootHttpMessage  *message,
                            GError                **error)
{
  gboolean is_rfc9421 = moot_http_message_count_header (message, "signature-input") > 0;
  g_autofree char *value = moot_http_message_dup_header (message, "signature");

  for (guint i = 0; i < G_N_ELEMENTS (single_headers); i++)
    if (moot_http_message_count_header (message, single_headers[i]) > 1)
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "header '%s' is given twice",
                     single_headers[i]);
        return NULL;
      }
  if (value == NULL)
    moot_signature_refuse (error, "there is none");
  else if (strlen (value) > MOOT_SIGNATURE_MAX_BYTES)
    moot_signature_malformed (error, "too long");
  else
    return kinds[is_rfc9421 ? MOOT_SIGNATURE_RFC9421 : MOOT_SIGNATURE_CAVAGE]->parse (message,
                                                                                      error);
  return NULL;
}

/**
 * moot_http_signature_free:
 * @self: (nullable): a signature
 */
void
moot_http_signature_free (MootHttpSignature *self)
{
  if (self == NULL)
    return;

  g_free (self->key_id);
  g_free (self->algorithm);
  g_free (self->params);
  g_strfreev (self->components);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

static gboolean
in_window (gint64   from,
           gint64   now,
           GError **error)
{
  if (from < now - MOOT_SIGNATURE_PAST_MS)
    return moot_signature_refuse (error, "it is too old");
  if (from > now + MOOT_SIGNATURE_FUTURE_MS)
    return moot_signature_refuse (error, "it is from the future");
  return TRUE;
}

static gboolean
check_date (const MootHttpMessage  *message,
            gint64                  now,
            GError                **error)
{
  g_autofree char *value = moot_http_message_dup_header (message, "date");
  gint64 date = moot_http_date_parse (value);

  if (date == 0)
    return moot_signature_refuse (error, "its date cannot be read");
  return in_window (date, now, error);
}

static gboolean
check_created (const MootHttpSignature  *self,
               gint64                    now,
               GError                  **error)
{
  gint64 created = self->created * 1000;
  gint64 expires = self->expires * 1000;

  if (self->expires == 0)
    return self->created == 0 || in_window (created, now, error);
  if (self->created != 0)
    expires = MIN (expires, created + MOOT_SIGNATURE_LIFETIME_MS);
  if (expires < now - MOOT_SIGNATURE_EXPIRY_LEEWAY_MS)
    return moot_signature_refuse (error, "it has expired");
  if (created > now + MOOT_SIGNATURE_FUTURE_MS)
    return moot_signature_refuse (error, "it is from the future");
  return TRUE;
}

static gboolean
check_digests (const MootHttpSignature  *self,
               const MootHttpMessage    *message,
               GError                  **error)
{
  GBytes *body = moot_http_message_get_body (message);
  g_autofree char *digest = moot_http_message_dup_header (message, "digest");
  g_autofree char *content_digest = moot_http_message_dup_header (message, "content-digest");

  if (moot_signature_covers (self, "digest") &&
      (digest == NULL || !moot_http_digest_check (digest, body, error)))
    return digest != NULL ? FALSE : moot_signature_refuse (error, "there is no digest");
  if (moot_signature_covers (self, "content-digest") &&
      (content_digest == NULL || !moot_http_content_digest_check (content_digest, body, error)))
    return content_digest != NULL ? FALSE : moot_signature_refuse (error, "there is no digest");
  return TRUE;
}

/**
 * moot_http_signature_check:
 * @self: a claim of @message
 * @message: a request that came in
 * @terms: when it came, and where
 * @error: return location
 *
 * Checks everything for which no key is needed: that enough is covered, that what is covered is
 * there, that the body is the one that was signed, that date and host are ours.
 *
 * Spec: draft-cavage-12 section 2.3, RFC 9421 section 3.2.
 * Errors: %MOOT_ERROR_UNAUTHORIZED; %MOOT_ERROR_INVALID for a digest that cannot be read.
 *
 * Returns: whether it is worth finding the key
 */
gboolean
moot_http_signature_check (const MootHttpSignature   *self,
                           const MootHttpMessage     *message,
                           const MootSignatureTerms  *terms,
                           GError                   **error)
{
  g_autofree char *base = NULL;

  if (moot_signature_has_repeats (self))
    return moot_signature_refuse (error, "it covers something twice");
  if (!kinds[self->scheme]->check (self, message, terms, error))
    return FALSE;
  base = kinds[self->scheme]->dup_base (self, message, 0, error);
  if (base == NULL)
    return FALSE;
  if (moot_signature_covers (self, "date") && !check_date (message, terms->now, error))
    return FALSE;
  return check_created (self, terms->now, error) && check_digests (self, message, error);
}

/* RFC 9421 and draft-cavage name the same two algorithms differently; hs2019 means whatever the
 * key is, and some write nothing. */
static gboolean
algorithm_fits (const char  *algorithm,
                MootKeyKind  kind)
{
  static const char *const rsa[] = { "rsa-sha256", "hs2019", "rsa-v1_5-sha256", NULL };
  static const char *const ed25519[] = { "ed25519", "hs2019", NULL };

  return algorithm == NULL || g_strv_contains (kind == MOOT_KEY_RSA ? rsa : ed25519, algorithm);
}

/**
 * moot_http_signature_verify:
 * @self: a claim that passed moot_http_signature_check()
 * @message: the request it is of
 * @key: the key it names
 * @error: return location
 *
 * Verifies, in the readings that are in use: some sign the path without the query, some sign the
 * address of a key with its fragment.
 *
 * Errors: %MOOT_ERROR_UNAUTHORIZED.
 *
 * Returns: whether the owner of @key sent @message
 */
gboolean
moot_http_signature_verify (const MootHttpSignature  *self,
                            const MootHttpMessage    *message,
                            const MootPublicKey      *key,
                            GError                  **error)
{
  gsize length = 0;
  const guint8 *signature = g_bytes_get_data (self->signature, &length);

  if (!algorithm_fits (self->algorithm, moot_public_key_get_kind (key)))
    return moot_signature_refuse (error, "its algorithm is not that of the key");
  for (guint variant = 0;; variant++)
    {
      g_autofree char *base = kinds[self->scheme]->dup_base (self, message, variant, NULL);

      if (base == NULL)
        break;
      if (moot_public_key_verify (key, base, strlen (base), signature, length))
        return TRUE;
    }
  return moot_signature_refuse (error, "it does not hold");
}

/**
 * moot_http_message_authenticate:
 * @message: a request that came in
 * @terms: when it came, and where
 * @find_key: (scope call): gives keys by id, from a cache or from the network
 * @data: of @find_key
 * @error: return location
 *
 * Parses, checks and verifies.  No key is asked for unless everything else is in order.
 *
 * Limits: %MOOT_SIGNATURE_MAX_TRIED signatures.
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_UNAUTHORIZED, or that of @find_key.
 *
 * Returns: (transfer full): the id of the key that signed
 */
char *
moot_http_message_authenticate (const MootHttpMessage     *message,
                                const MootSignatureTerms  *terms,
                                MootKeyFinder              find_key,
                                gpointer                   data,
                                GError                   **error)
{
  g_autoptr (GPtrArray) claims = moot_http_signatures_parse (message, error);
  g_autoptr (GError) last = NULL;

  if (claims == NULL)
    return NULL;
  for (guint i = 0; i < MIN (claims->len, MOOT_SIGNATURE_MAX_TRIED); i++)
    {
      const MootHttpSignature *claim = g_ptr_array_index (claims, i);
      const MootPublicKey *key;

      g_clear_error (&last);
      if (!moot_http_signature_check (claim, message, terms, &last))
        continue;
      key = find_key (claim->key_id, data, &last);
      if (key != NULL && moot_http_signature_verify (claim, message, key, &last))
        return g_strdup (claim->key_id);
    }
  g_propagate_error (error, g_steal_pointer (&last));
  return NULL;
}

/**
 * moot_http_message_sign:
 * @message: a request that is to be sent
 * @scheme: how
 * @key: whose; RSA for %MOOT_SIGNATURE_CAVAGE
 * @key_id: where others find the public half
 * @now: UTC milliseconds
 * @error: return location
 *
 * Adds Host, Date, the digest and the signature, in place of older ones: a request is signed anew
 * each time it is tried.
 *
 * Returns: whether it could be signed
 */
gboolean
moot_http_message_sign (MootHttpMessage       *message,
                        MootSignatureScheme    scheme,
                        const MootPrivateKey  *key,
                        const char            *key_id,
                        gint64                 now,
                        GError               **error)
{
  g_autofree char *date = moot_time_format_http (now);
  g_autofree char *host = moot_http_message_dup_authority (message);

  for (guint i = 0; i < G_N_ELEMENTS (signing_headers); i++)
    moot_http_message_replace_header (message, signing_headers[i], NULL);
  moot_http_message_replace_header (message, "Host", host);
  moot_http_message_replace_header (message, "Date", date);
  return kinds[scheme]->sign (message, key, key_id, now, error);
}
