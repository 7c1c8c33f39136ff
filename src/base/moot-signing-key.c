/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keys in use: what an actor signs with, what strangers' signatures are checked with.
 *
 * Public keys of strangers come as PEM of two kinds and with rubbish around it; here only the
 * base64 between the first two marks counts, and only keys of a sane kind and size pass.
 * Spec: RFC 8017 (RSASSA-PKCS1-v1_5), RFC 8032, RFC 5280 (SubjectPublicKeyInfo).
 * Thread: any; a key can be used by many threads at once, it never changes. */
#include "moot-signing-key.h"

#include "moot-crypto.h"
#include "moot-error.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

struct _MootPublicKey
{
  gnutls_pubkey_t key;
  MootKeyKind kind;
  guint8 point[MOOT_ED25519_BYTES];
  GBytes *spki; /* the one spelling of the key, for comparing */
};

struct _MootPrivateKey
{
  gnutls_privkey_t key;
  MootKeyKind kind;
};

static const gnutls_sign_algorithm_t algorithms[] = {
  [MOOT_KEY_RSA] = GNUTLS_SIGN_RSA_SHA256,
  [MOOT_KEY_ED25519] = GNUTLS_SIGN_EDDSA_ED25519,
};

/* AlgorithmIdentifier of rsaEncryption with its NULL. */
static const guint8 rsa_identifier[] = {
  0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
};

/* PKCS #8 around the 32 bytes of an Ed25519 seed. */
static const guint8 ed25519_pkcs8[] = {
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
};

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not a usable key: %s", why);
  return FALSE;
}

/* Settles kind and size of what GnuTLS has just read, and keeps the form keys are compared in. */
static gboolean
settle_public (MootPublicKey  *self,
               GError        **error)
{
  unsigned int bits = 0;
  int algorithm = gnutls_pubkey_get_pk_algorithm (self->key, &bits);
  gnutls_datum_t data = { NULL, 0 };
  gnutls_ecc_curve_t curve;

  if (algorithm == GNUTLS_PK_RSA)
    {
      if (bits < MOOT_RSA_MIN_BITS || bits > MOOT_RSA_MAX_BITS)
        return refuse (error, "its size");
      self->kind = MOOT_KEY_RSA;
    }
  else if (algorithm == GNUTLS_PK_EDDSA_ED25519)
    {
      self->kind = MOOT_KEY_ED25519;
      if (gnutls_pubkey_export_ecc_raw (self->key, &curve, &data, NULL) < 0)
        return refuse (error, "it has no point");
      memcpy (self->point, data.data, MIN (data.size, sizeof self->point));
      gnutls_free (data.data);
    }
  else
    {
      return refuse (error, "neither RSA nor Ed25519");
    }

  if (gnutls_pubkey_export2 (self->key, GNUTLS_X509_FMT_DER, &data) < 0)
    return refuse (error, "it cannot be written");
  self->spki = g_bytes_new (data.data, data.size);
  gnutls_free (data.data);
  return TRUE;
}

static MootPublicKey *
public_key_new (void)
{
  MootPublicKey *self = g_new0 (MootPublicKey, 1);

  if (gnutls_pubkey_init (&self->key) < 0)
    g_error ("out of memory for a key");
  return self;
}

static MootPublicKey *
read_spki (const guint8  *der,
           gsize          n_bytes,
           GError       **error)
{
  g_autoptr (MootPublicKey) self = public_key_new ();
  gnutls_datum_t datum = { (guint8 *) der, (unsigned int) n_bytes };

  if (gnutls_pubkey_import (self->key, &datum, GNUTLS_X509_FMT_DER) < 0)
    {
      refuse (error, "its DER");
      return NULL;
    }
  return settle_public (self, error) ? g_steal_pointer (&self) : NULL;
}

/* The bytes between the marks of @label, or NULL; whatever stands behind the end is left alone. */
static guint8 *
pem_body (const char *pem,
          const char *label,
          gsize      *out_n_bytes)
{
  g_autofree char *begin = g_strdup_printf ("-----BEGIN %s-----", label);
  g_autofree char *end = g_strdup_printf ("-----END %s-----", label);
  const char *from = strstr (pem, begin);
  const char *to = from != NULL ? strstr (from, end) : NULL;
  g_autoptr (GString) body = g_string_new (NULL);

  if (to == NULL)
    return NULL;
  for (const char *at = from + strlen (begin); at < to; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (body, *at);
  return moot_base64_decode (body->str, (gssize) body->len, out_n_bytes);
}

/**
 * moot_public_key_new_from_pem:
 * @pem: what a stranger published
 * @error: return location
 *
 * Reads `PUBLIC KEY` (RSA or Ed25519) and the older `RSA PUBLIC KEY`.
 *
 * Limits: %MOOT_PEM_MAX_BYTES, RSA from %MOOT_RSA_MIN_BITS to %MOOT_RSA_MAX_BITS.
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPublicKey *
moot_public_key_new_from_pem (const char  *pem,
                              GError     **error)
{
  gsize n_bytes = 0;
  g_autofree guint8 *der = NULL;

  if (strlen (pem) > MOOT_PEM_MAX_BYTES)
    {
      refuse (error, "too long");
      return NULL;
    }

  der = pem_body (pem, "PUBLIC KEY", &n_bytes);
  if (der != NULL)
    return read_spki (der, n_bytes, error);
  der = pem_body (pem, "RSA PUBLIC KEY", &n_bytes);
  if (der != NULL)
    return moot_public_key_new_from_pkcs1 (der, n_bytes, error);
  refuse (error, "no PEM");
  return NULL;
}

static void
append_length (GByteArray *out,
               gsize       length)
{
  guint8 bytes[3] = { 0x82, (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (out, bytes, sizeof bytes);
}

/**
 * moot_public_key_new_from_pkcs1:
 * @der: an RSAPublicKey
 * @n_bytes: its length
 * @error: return location
 *
 * Reads the older form of RSA keys; GnuTLS knows only the one with an algorithm, so that is put
 * around it.
 *
 * Spec: RFC 8017 appendix A.1.1.
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPublicKey *
moot_public_key_new_from_pkcs1 (const guint8  *der,
                                gsize          n_bytes,
                                GError       **error)
{
  g_autoptr (GByteArray) spki = g_byte_array_new ();
  const guint8 sequence = 0x30;
  const guint8 bit_string = 0x03;
  const guint8 unused_bits = 0x00;

  if (n_bytes < 256 || n_bytes > MOOT_PEM_MAX_BYTES) /* lengths below take exactly two bytes */
    {
      refuse (error, "its size");
      return NULL;
    }
  g_byte_array_append (spki, &sequence, 1);
  append_length (spki, sizeof rsa_identifier + 5 + n_bytes);
  g_byte_array_append (spki, rsa_identifier, sizeof rsa_identifier);
  g_byte_array_append (spki, &bit_string, 1);
  append_length (spki, 1 + n_bytes);
  g_byte_array_append (spki, &unused_bits, 1);
  g_byte_array_append (spki, der, (guint) n_bytes);
  return read_spki (spki->data, spki->len, error);
}

/**
 * moot_public_key_new_ed25519:
 * @point: %MOOT_ED25519_BYTES bytes
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPublicKey *
moot_public_key_new_ed25519 (const guint8  *point,
                             GError       **error)
{
  g_autoptr (MootPublicKey) self = public_key_new ();
  gnutls_datum_t datum = { (guint8 *) point, MOOT_ED25519_BYTES };

  if (gnutls_pubkey_import_ecc_raw (self->key, GNUTLS_ECC_CURVE_ED25519, &datum, NULL) < 0)
    {
      refuse (error, "its point");
      return NULL;
    }
  return settle_public (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * moot_public_key_free:
 * @self: (nullable): a key
 */
void
moot_public_key_free (MootPublicKey *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->key, gnutls_pubkey_deinit);
  g_clear_pointer (&self->spki, g_bytes_unref);
  g_free (self);
}

/**
 * moot_public_key_get_kind:
 * @self: a key
 *
 * Returns: what signatures by it look like
 */
MootKeyKind
moot_public_key_get_kind (const MootPublicKey *self)
{
  return self->kind;
}

/**
 * moot_public_key_get_ed25519:
 * @self: a key
 *
 * Returns: (nullable): the %MOOT_ED25519_BYTES bytes of an Ed25519 key
 */
const guint8 *
moot_public_key_get_ed25519 (const MootPublicKey *self)
{
  return self->kind == MOOT_KEY_ED25519 ? self->point : NULL;
}

/**
 * moot_public_key_dup_pem:
 * @self: a key
 *
 * The key as it is stored: `PUBLIC KEY`, whatever it came as.
 *
 * Returns: (transfer full): PEM
 */
char *
moot_public_key_dup_pem (const MootPublicKey *self)
{
  gnutls_datum_t pem = { NULL, 0 };
  char *text;

  if (gnutls_pubkey_export2 (self->key, GNUTLS_X509_FMT_PEM, &pem) < 0)
    g_error ("a key that was read cannot be written");
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

/**
 * moot_public_key_equal:
 * @a: a key
 * @b: another
 *
 * Returns: whether both are the same key, however they were spelt
 */
gboolean
moot_public_key_equal (const MootPublicKey *a,
                       const MootPublicKey *b)
{
  return g_bytes_equal (a->spki, b->spki);
}

/**
 * moot_public_key_verify:
 * @self: the signer's key
 * @data: what was signed
 * @n_bytes: its length
 * @signature: the signature
 * @n_signature: its length
 *
 * Spec: RFC 8017 section 8.2.2 with SHA-256; RFC 8032 section 5.1.7.
 *
 * Returns: whether the signature holds
 */
gboolean
moot_public_key_verify (const MootPublicKey *self,
                        const void          *data,
                        gsize                n_bytes,
                        const guint8        *signature,
                        gsize                n_signature)
{
  gnutls_datum_t datum = { (guint8 *) data, (unsigned int) n_bytes };
  gnutls_datum_t sum = { (guint8 *) signature, (unsigned int) n_signature };

  if (self->kind == MOOT_KEY_ED25519 && n_signature != MOOT_ED25519_SIGNATURE_BYTES)
    return FALSE;
  return gnutls_pubkey_verify_data2 (self->key, algorithms[self->kind], 0, &datum, &sum) >= 0;
}

static MootPrivateKey *
private_key_new (void)
{
  MootPrivateKey *self = g_new0 (MootPrivateKey, 1);

  if (gnutls_privkey_init (&self->key) < 0)
    g_error ("out of memory for a key");
  return self;
}

static MootPrivateKey *
read_private (const guint8           *bytes,
              gsize                   n_bytes,
              gnutls_x509_crt_fmt_t   format,
              gnutls_pk_algorithm_t   wanted,
              MootKeyKind             kind,
              GError                **error)
{
  g_autoptr (MootPrivateKey) self = private_key_new ();
  gnutls_datum_t datum = { (guint8 *) bytes, (unsigned int) n_bytes };

  self->kind = kind;
  if (gnutls_privkey_import_x509_raw (self->key, &datum, format, NULL, 0) < 0 ||
      gnutls_privkey_get_pk_algorithm (self->key, NULL) != (int) wanted)
    {
      refuse (error, "the private part");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * moot_private_key_new_from_pem:
 * @pem: RSA, PKCS #8 as moot_key_pair_new_rsa() writes it
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPrivateKey *
moot_private_key_new_from_pem (const char  *pem,
                               GError     **error)
{
  return read_private ((const guint8 *) pem, strlen (pem), GNUTLS_X509_FMT_PEM, GNUTLS_PK_RSA,
                       MOOT_KEY_RSA, error);
}

/**
 * moot_private_key_new_ed25519:
 * @seed: %MOOT_ED25519_BYTES bytes
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPrivateKey *
moot_private_key_new_ed25519 (const guint8  *seed,
                              GError       **error)
{
  guint8 der[sizeof ed25519_pkcs8 + MOOT_ED25519_BYTES];
  MootPrivateKey *self;

  memcpy (der, ed25519_pkcs8, sizeof ed25519_pkcs8);
  memcpy (der + sizeof ed25519_pkcs8, seed, MOOT_ED25519_BYTES);
  self = read_private (der, sizeof der, GNUTLS_X509_FMT_DER, GNUTLS_PK_EDDSA_ED25519,
                       MOOT_KEY_ED25519, error);
  gnutls_memset (der, 0, sizeof der);
  return self;
}

/**
 * moot_private_key_new_from_base64url:
 * @seed: an Ed25519 seed as moot_key_pair_new_ed25519() writes it
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootPrivateKey *
moot_private_key_new_from_base64url (const char  *seed,
                                     GError     **error)
{
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = moot_base64url_decode (seed, &n_bytes);
  MootPrivateKey *self = NULL;

  if (bytes != NULL && n_bytes == MOOT_ED25519_BYTES)
    self = moot_private_key_new_ed25519 (bytes, error);
  else
    refuse (error, "its seed");
  if (bytes != NULL)
    gnutls_memset (bytes, 0, n_bytes);
  return self;
}

/**
 * moot_private_key_free:
 * @self: (nullable): a key
 */
void
moot_private_key_free (MootPrivateKey *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->key, gnutls_privkey_deinit);
  g_free (self);
}

/**
 * moot_private_key_get_kind:
 * @self: a key
 *
 * Returns: what it signs with
 */
MootKeyKind
moot_private_key_get_kind (const MootPrivateKey *self)
{
  return self->kind;
}

/**
 * moot_private_key_sign:
 * @self: a key
 * @data: what to sign
 * @n_bytes: its length
 * @error: return location
 *
 * Both kinds are deterministic: the same bytes give the same signature.  RSA takes about 2 ms, so
 * never on the main thread of the node.
 *
 * Returns: (transfer full): the signature
 */
GBytes *
moot_private_key_sign (const MootPrivateKey  *self,
                       const void            *data,
                       gsize                  n_bytes,
                       GError               **error)
{
  gnutls_datum_t datum = { (guint8 *) data, (unsigned int) n_bytes };
  gnutls_datum_t sum = { NULL, 0 };
  int code = gnutls_privkey_sign_data2 (self->key, algorithms[self->kind], 0, &datum, &sum);
  GBytes *signature;

  if (code < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "sign: %s", gnutls_strerror (code));
      return NULL;
    }
  signature = g_bytes_new (sum.data, sum.size);
  gnutls_free (sum.data);
  return signature;
}
