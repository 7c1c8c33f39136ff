/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keys and signatures as Multibase: base58 with the alphabet of Bitcoin, a `z` in front, and for
 * keys two bytes that say what they are. Spec: W3C Controlled Identifiers (Multikey), FEP-521a.
 * Thread: any. */
#include "moot-multibase.h"

#include "moot-error.h"

#include <string.h>

#define PREFIX_BYTES 2

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* Multicodec names as varints. */
static const guint8 ed25519_public[PREFIX_BYTES] = { 0xed, 0x01 };
static const guint8 ed25519_private[PREFIX_BYTES] = { 0x80, 0x26 };
static const guint8 rsa_public[PREFIX_BYTES] = { 0x85, 0x24 };

/**
 * moot_base58_encode:
 * @bytes: what to write
 * @n_bytes: its length
 *
 * Returns: (transfer full): base58btc
 */
char *
moot_base58_encode (const guint8 *bytes,
                    gsize         n_bytes)
{
  gsize size = n_bytes * 138 / 100 + 2; /* log 256 / log 58, rounded up */
  g_autofree guint8 *digits = g_malloc0 (size);
  gsize n_zeros = 0;
  gsize n_digits = 0;
  GString *text = g_string_new (NULL);

  while (n_zeros < n_bytes && bytes[n_zeros] == 0)
    n_zeros++;
  for (gsize i = n_zeros; i < n_bytes; i++)
    {
      guint carry = bytes[i];

      for (gsize k = 0; k < n_digits || carry > 0; k++)
        {
          carry += (guint) digits[k] * 256;
          digits[k] = (guint8) (carry % 58);
          carry /= 58;
          n_digits = MAX (n_digits, k + 1);
        }
    }
  for (gsize i = 0; i < n_zeros; i++)
    g_string_append_c (text, alphabet[0]);
  while (n_digits > 0)
    g_string_append_c (text, alphabet[digits[--n_digits]]);
  return g_string_free (text, FALSE);
}

/**
 * moot_base58_decode:
 * @text: base58btc
 * @out_n_bytes: (out): length of the result
 *
 * Limits: %MOOT_MULTIBASE_MAX_CHARACTERS.
 *
 * Returns: (transfer full) (nullable): the bytes, %NULL when @text is something else
 */
guint8 *
moot_base58_decode (const char *text,
                    gsize      *out_n_bytes)
{
  gsize length = strlen (text);
  g_autofree guint8 *reversed = NULL;
  guint8 *bytes;
  gsize n_zeros = 0;
  gsize n_bytes = 0;

  if (length > MOOT_MULTIBASE_MAX_CHARACTERS)
    return NULL;
  reversed = g_malloc0 (length + 1);
  while (text[n_zeros] == alphabet[0])
    n_zeros++;
  for (gsize i = n_zeros; i < length; i++)
    {
      const char *digit = strchr (alphabet, text[i]);
      guint carry;

      if (digit == NULL)
        return NULL;
      carry = (guint) (digit - alphabet);
      for (gsize k = 0; k < n_bytes || carry > 0; k++)
        {
          carry += (guint) reversed[k] * 58;
          reversed[k] = (guint8) carry;
          carry >>= 8;
          n_bytes = MAX (n_bytes, k + 1);
        }
    }
  bytes = g_malloc0 (n_zeros + n_bytes + 1);
  for (gsize i = 0; i < n_bytes; i++)
    bytes[n_zeros + i] = reversed[n_bytes - 1 - i];
  *out_n_bytes = n_zeros + n_bytes;
  return bytes;
}

/** moot_multibase_encode: base58btc with its mark */
char *
moot_multibase_encode (const guint8 *bytes,
                       gsize         n_bytes)
{
  g_autofree char *text = moot_base58_encode (bytes, n_bytes);

  return g_strconcat ("z", text, NULL);
}

/**
 * moot_multibase_decode:
 * @text: Multibase
 * @out_n_bytes: (out): length of the result
 *
 * Returns: (transfer full) (nullable): the bytes, %NULL when @text is no base58btc
 */
guint8 *
moot_multibase_decode (const char *text,
                       gsize      *out_n_bytes)
{
  return *text == 'z' ? moot_base58_decode (text + 1, out_n_bytes) : NULL;
}

/**
 * moot_multikey_write:
 * @key: an Ed25519 key
 *
 * Returns: (transfer full): 48 characters that begin with `z6Mk`
 */
char *
moot_multikey_write (const MootPublicKey *key)
{
  guint8 bytes[PREFIX_BYTES + MOOT_ED25519_BYTES];
  const guint8 *point = moot_public_key_get_ed25519 (key);

  g_return_val_if_fail (point != NULL, NULL);

  memcpy (bytes, ed25519_public, PREFIX_BYTES);
  memcpy (bytes + PREFIX_BYTES, point, MOOT_ED25519_BYTES);
  return moot_multibase_encode (bytes, sizeof bytes);
}

static gboolean
has_prefix (const guint8 *bytes,
            gsize         n_bytes,
            const guint8 *prefix)
{
  return bytes != NULL && n_bytes > PREFIX_BYTES && memcmp (bytes, prefix, PREFIX_BYTES) == 0;
}

/**
 * moot_multikey_read:
 * @text: what a stranger published as `publicKeyMultibase`
 * @error: return location
 *
 * Reads Ed25519 and RSA keys; whatever else there is, we could not verify with it.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPublicKey *
moot_multikey_read (const char  *text,
                    GError     **error)
{
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = moot_multibase_decode (text, &n_bytes);

  if (has_prefix (bytes, n_bytes, ed25519_public) && n_bytes == PREFIX_BYTES + MOOT_ED25519_BYTES)
    return moot_public_key_new_ed25519 (bytes + PREFIX_BYTES, error);
  if (has_prefix (bytes, n_bytes, rsa_public))
    return moot_public_key_new_from_pkcs1 (bytes + PREFIX_BYTES, n_bytes - PREFIX_BYTES, error);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.60s' is no key we can use", text);
  return NULL;
}

/**
 * moot_multikey_read_private:
 * @text: an Ed25519 seed as Multikey
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPrivateKey *
moot_multikey_read_private (const char  *text,
                            GError     **error)
{
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = moot_multibase_decode (text, &n_bytes);

  if (has_prefix (bytes, n_bytes, ed25519_private) && n_bytes == PREFIX_BYTES + MOOT_ED25519_BYTES)
    return moot_private_key_new_ed25519 (bytes + PREFIX_BYTES, error);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not a private key we can use");
  return NULL;
}
