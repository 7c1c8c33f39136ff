/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Makes the keys of an actor.  An RSA key takes a noticeable part of a second: never make one
 * inside a transaction or on the main thread of a window.
 * Thread: any. */
#include "moot-keys.h"

#include "moot-crypto.h"
#include "moot-error.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

static void
privkey_clear (gnutls_x509_privkey_t *key)
{
  if (*key != NULL)
    gnutls_x509_privkey_deinit (*key);
}

static void
abstract_clear (gnutls_privkey_t *key)
{
  if (*key != NULL)
    gnutls_privkey_deinit (*key);
}

static void
pubkey_clear (gnutls_pubkey_t *key)
{
  if (*key != NULL)
    gnutls_pubkey_deinit (*key);
}

static void
datum_clear (gnutls_datum_t *datum)
{
  if (datum->data != NULL)
    gnutls_memset (datum->data, 0, datum->size);
  gnutls_free (datum->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_x509_privkey_t, privkey_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_privkey_t, abstract_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_pubkey_t, pubkey_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_datum_t, datum_clear)

static gboolean
succeeded (int          code,
           const char  *doing,
           GError     **error)
{
  if (code >= 0)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "%s: %s", doing, gnutls_strerror (code));
  return FALSE;
}

static gboolean
export_public (gnutls_x509_privkey_t   key,
               gnutls_datum_t         *out_pem,
               GError                **error)
{
  g_auto (gnutls_privkey_t) abstract = NULL;
  g_auto (gnutls_pubkey_t) public = NULL;

  return succeeded (gnutls_privkey_init (&abstract), "make a key", error) &&
         succeeded (gnutls_privkey_import_x509 (abstract, key, 0), "read a key", error) &&
         succeeded (gnutls_pubkey_init (&public), "make a key", error) &&
         succeeded (gnutls_pubkey_import_privkey (public, abstract, 0, 0), "read a key", error) &&
         succeeded (gnutls_pubkey_export2 (public, GNUTLS_X509_FMT_PEM, out_pem), "write a key",
                    error);
}

/**
 * moot_key_pair_new_rsa:
 * @error: return location
 *
 * Makes an RSA key of %MOOT_RSA_BITS bits.
 *
 * Returns: (transfer full): the pair
 */
MootKeyPair *
moot_key_pair_new_rsa (GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  g_auto (gnutls_datum_t) private_pem = { NULL, 0 };
  g_auto (gnutls_datum_t) public_pem = { NULL, 0 };
  MootKeyPair *self;

  if (!succeeded (gnutls_x509_privkey_init (&key), "make a key", error) ||
      !succeeded (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, MOOT_RSA_BITS, 0),
                  "make an RSA key", error) ||
      !succeeded (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                     GNUTLS_PKCS_PLAIN, &private_pem),
                  "write a key", error) ||
      !export_public (key, &public_pem, error))
    return NULL;

  self = g_new0 (MootKeyPair, 1);
  self->private_key = g_strndup ((const char *) private_pem.data, private_pem.size);
  self->public_key = g_strndup ((const char *) public_pem.data, public_pem.size);
  return self;
}

/**
 * moot_key_pair_new_ed25519:
 * @error: return location
 *
 * Makes an Ed25519 key.
 *
 * Spec: RFC 8032.
 *
 * Returns: (transfer full): the pair
 */
MootKeyPair *
moot_key_pair_new_ed25519 (GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  g_auto (gnutls_datum_t) seed = { NULL, 0 };
  g_auto (gnutls_datum_t) point = { NULL, 0 };
  gnutls_ecc_curve_t curve;
  MootKeyPair *self;

  if (!succeeded (gnutls_x509_privkey_init (&key), "make a key", error) ||
      !succeeded (gnutls_x509_privkey_generate (key, GNUTLS_PK_EDDSA_ED25519, 256, 0),
                  "make an Ed25519 key", error) ||
      !succeeded (gnutls_x509_privkey_export_ecc_raw (key, &curve, &point, NULL, &seed),
                  "write a key", error))
    return NULL;

  self = g_new0 (MootKeyPair, 1);
  self->private_key = moot_base64url_encode (seed.data, seed.size);
  self->public_key = moot_base64url_encode (point.data, point.size);
  return self;
}

/**
 * moot_key_pair_free:
 * @self: (nullable): a pair
 */
void
moot_key_pair_free (MootKeyPair *self)
{
  if (self == NULL)
    return;

  g_free (self->private_key);
  g_free (self->public_key);
  g_free (self);
}
