/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Digests, random tokens and comparison in constant time, all by GnuTLS.
 * Thread: any. */
#include "moot-crypto.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

/**
 * moot_random_bytes:
 * @out_bytes: (out caller-allocates): where they go
 * @n_bytes: how many
 *
 * Fills with bytes fit for keys.  A machine without randomness cannot run safely: it aborts.
 */
void
moot_random_bytes (guint8 *out_bytes,
                   gsize   n_bytes)
{
  if (gnutls_rnd (GNUTLS_RND_KEY, out_bytes, n_bytes) < 0)
    g_error ("no random bytes to be had");
}

/**
 * moot_random_token:
 *
 * Makes an unguessable token of 43 characters from the base64url alphabet.
 *
 * Returns: (transfer full): the token
 */
char *
moot_random_token (void)
{
  guint8 bytes[MOOT_TOKEN_BYTES];

  moot_random_bytes (bytes, sizeof bytes);
  return moot_base64url_encode (bytes, sizeof bytes);
}

/**
 * moot_base64url_encode:
 * @bytes: what to write
 * @n_bytes: its length
 *
 * Spec: RFC 4648 section 5, without padding.
 *
 * Returns: (transfer full): the text
 */
char *
moot_base64url_encode (const guint8 *bytes,
                       gsize         n_bytes)
{
  char *text = g_base64_encode (bytes, n_bytes);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/**
 * moot_base64url_decode:
 * @text: base64url, padded or not
 * @out_n_bytes: (out): length of the result
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL when @text has a foreign character
 */
guint8 *
moot_base64url_decode (const char *text,
                       gsize      *out_n_bytes)
{
  gsize length = strcspn (text, "=");
  g_autofree char *plain = g_strnfill (length + (4 - length % 4) % 4, '=');

  if (length % 4 == 1)
    return NULL;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
        return NULL;
      plain[i] = text[i] == '-' ? '+' : text[i] == '_' ? '/'
                                                       : text[i];
    }
  return g_base64_decode (plain, out_n_bytes);
}

/**
 * moot_base64_decode:
 * @text: padded base64, in one piece
 * @length: characters of @text, or -1
 * @out_n_bytes: (out): length of the result
 *
 * Unlike g_base64_decode() it forgives nothing: no blanks, no missing padding, no bits left over.
 * So equal bytes have one spelling, which is what a signature needs.
 *
 * Spec: RFC 4648 section 4.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL when @text is anything else
 */
guint8 *
moot_base64_decode (const char *text,
                    gssize      length,
                    gsize      *out_n_bytes)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *copy = g_strndup (text, size);
  gsize n_padding = 0;
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = NULL;
  g_autofree char *again = NULL;

  if (size % 4 != 0)
    return NULL;
  while (n_padding < 2 && n_padding < size && copy[size - n_padding - 1] == '=')
    n_padding++;
  for (gsize i = 0; i < size - n_padding; i++)
    if (!g_ascii_isalnum (copy[i]) && copy[i] != '+' && copy[i] != '/')
      return NULL;

  bytes = g_base64_decode (copy, &n_bytes);
  again = g_base64_encode (bytes, n_bytes);
  if (strcmp (again, copy) != 0)
    return NULL;
  *out_n_bytes = n_bytes;
  return g_steal_pointer (&bytes);
}

/**
 * moot_sha256:
 * @data: what to digest
 * @n_bytes: its length
 * @out_digest: (out caller-allocates): 32 bytes
 */
void
moot_sha256 (const void *data,
             gsize       n_bytes,
             guint8      out_digest[32])
{
  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, data, n_bytes, out_digest) < 0)
    g_error ("SHA-256 is missing from GnuTLS");
}

/**
 * moot_sha256_hex:
 * @data: what to digest
 * @n_bytes: its length
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
moot_sha256_hex (const void *data,
                 gsize       n_bytes)
{
  guint8 digest[32];
  GString *hex = g_string_sized_new (64);

  moot_sha256 (data, n_bytes, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

/**
 * moot_sha256_base64url:
 * @text: what to digest
 *
 * The digest as PKCE and token storage want it.
 *
 * Spec: RFC 7636 section 4.2.
 *
 * Returns: (transfer full): 43 characters
 */
char *
moot_sha256_base64url (const char *text)
{
  guint8 digest[32];

  moot_sha256 (text, strlen (text), digest);
  return moot_base64url_encode (digest, sizeof digest);
}

/**
 * moot_secret_equal:
 * @a: (nullable): one secret
 * @b: (nullable): the other
 *
 * Compares without telling by its duration where the two differ.
 *
 * Returns: whether both are given and equal
 */
gboolean
moot_secret_equal (const char *a,
                   const char *b)
{
  if (a == NULL || b == NULL || strlen (a) != strlen (b))
    return FALSE;

  return gnutls_memcmp (a, b, strlen (a)) == 0;
}
