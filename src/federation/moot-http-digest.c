/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Digests of bodies in headers: `Digest`, which draft-cavage signatures cover, and
 * `Content-Digest`, which those of RFC 9421 cover.  Always over the bytes as they were received.
 * Spec: RFC 3230, RFC 9530.
 * Thread: any. */
#include "moot-http-digest.h"

#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-structured-header.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define SHA512_BYTES 64

static char *
sha256_base64 (GBytes *body)
{
  guint8 digest[32];
  gsize length = 0;
  const void *data = g_bytes_get_data (body, &length);

  moot_sha256 (data, length, digest);
  return g_base64_encode (digest, sizeof digest);
}

/**
 * moot_http_digest_write:
 * @body: what is sent
 *
 * Returns: (transfer full): the value of `Digest`
 */
char *
moot_http_digest_write (GBytes *body)
{
  g_autofree char *base64 = sha256_base64 (body);

  return g_strconcat ("SHA-256=", base64, NULL);
}

/**
 * moot_http_content_digest_write:
 * @body: what is sent
 *
 * Returns: (transfer full): the value of `Content-Digest`
 */
char *
moot_http_content_digest_write (GBytes *body)
{
  g_autofree char *base64 = sha256_base64 (body);

  return g_strconcat ("sha-256=:", base64, ":", NULL);
}

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED, "the digest of the body %s", why);
  return FALSE;
}

/**
 * moot_http_digest_check:
 * @header: the value of `Digest`
 * @body: what was received
 * @error: return location
 *
 * Others than SHA-256 may stand beside it; they say nothing.
 *
 * Errors: %MOOT_ERROR_UNAUTHORIZED.
 *
 * Returns: whether @body is what the header says
 */
gboolean
moot_http_digest_check (const char  *header,
                        GBytes      *body,
                        GError     **error)
{
  g_auto (GStrv) entries = g_strsplit (header, ",", -1);
  g_autofree char *wanted = sha256_base64 (body);
  const char *found = NULL;

  for (guint i = 0; entries[i] != NULL; i++)
    {
      const char *entry = g_strstrip (entries[i]);

      if (g_ascii_strncasecmp (entry, "sha-256=", 8) != 0)
        continue;
      if (found != NULL)
        return refuse (error, "is given twice");
      found = entry + 8;
    }
  if (found == NULL)
    return refuse (error, "is missing");
  return moot_secret_equal (found, wanted) || refuse (error, "does not match");
}

/* Whether the digest under @key matches; *out_known tells whether there is one. */
static gboolean
matches (GPtrArray                 *members,
         const char                *key,
         gnutls_digest_algorithm_t  algorithm,
         GBytes                    *body,
         gboolean                  *out_known)
{
  const MootHeaderItem *member = moot_header_find (members, key);
  guint8 digest[SHA512_BYTES];
  unsigned int n_digest = (unsigned int) gnutls_hash_get_len (algorithm);
  gsize length = 0;
  gsize n_given = 0;
  const void *data = g_bytes_get_data (body, &length);
  const void *given;

  *out_known = member != NULL;
  if (member == NULL || member->kind != MOOT_HEADER_ITEM_BYTES)
    return FALSE;
  given = g_bytes_get_data (member->bytes, &n_given);
  return n_given == n_digest && gnutls_hash_fast (algorithm, data, length, digest) >= 0 &&
         gnutls_memcmp (given, digest, n_digest) == 0;
}

/**
 * moot_http_content_digest_check:
 * @header: the value of `Content-Digest`
 * @body: what was received
 * @error: return location
 *
 * Believes SHA-256 and SHA-512; if both are given, both must hold.
 *
 * Errors: %MOOT_ERROR_INVALID when it cannot be read, %MOOT_ERROR_UNAUTHORIZED.
 *
 * Returns: whether @body is what the header says
 */
gboolean
moot_http_content_digest_check (const char  *header,
                                GBytes      *body,
                                GError     **error)
{
  g_autoptr (GPtrArray) members = moot_header_parse_dictionary (header, error);
  gboolean has_short = FALSE;
  gboolean has_long = FALSE;
  gboolean short_holds;
  gboolean long_holds;

  if (members == NULL)
    return FALSE;
  short_holds = matches (members, "sha-256", GNUTLS_DIG_SHA256, body, &has_short);
  long_holds = matches (members, "sha-512", GNUTLS_DIG_SHA512, body, &has_long);
  if (!has_short && !has_long)
    return refuse (error, "is missing");
  return (short_holds == has_short && long_holds == has_long) || refuse (error, "does not match");
}
