/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keys as strangers publish them, and signatures by ours. */
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-keys.h"
#include "moot-signing-key.h"

#include <string.h>

#define RSA_PKCS1                                                      \
  "-----BEGIN RSA PUBLIC KEY-----\n"                                   \
  "MIIBCgKCAQEAnImffq9+1+5J51cBhq3uvMoFIFf5ASM0s11/I/k+vUvfHTFnJtJF\n" \
  "UWaLj24bpWR0MZiW+B6cnVFTKutpqcWibYoDIT3ezmDAuMtLbpCPW2DnkmGzG5H9\n" \
  "Lmso/UqrZvzpVbulHapqX/fKX6i+tlAxci6QHjJ2RnkXKyhFNjBtXf/QZQhQdl5/\n" \
  "E1BpnnZcAjmvQ06hOC6bSbR9iWqAp1iBI9B65S+bS0zRQCXuOPBUHDgJWh+cdOO1\n" \
  "0jbm079q9qIG/Lj1LVmqpZfxLhBoNc1RSez3Ebj7s7PAMtLPa1uZ0KUbOuw03sEz\n" \
  "q2Xmp7sztOvNJcaUIMBDZIP/PfwmbKD2tQIDAQAB\n"                         \
  "-----END RSA PUBLIC KEY-----\n"
#define RSA_SPKI                                                       \
  "-----BEGIN PUBLIC KEY-----\n"                                       \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnImffq9+1+5J51cBhq3u\n" \
  "vMoFIFf5ASM0s11/I/k+vUvfHTFnJtJFUWaLj24bpWR0MZiW+B6cnVFTKutpqcWi\n" \
  "bYoDIT3ezmDAuMtLbpCPW2DnkmGzG5H9Lmso/UqrZvzpVbulHapqX/fKX6i+tlAx\n" \
  "ci6QHjJ2RnkXKyhFNjBtXf/QZQhQdl5/E1BpnnZcAjmvQ06hOC6bSbR9iWqAp1iB\n" \
  "I9B65S+bS0zRQCXuOPBUHDgJWh+cdOO10jbm079q9qIG/Lj1LVmqpZfxLhBoNc1R\n" \
  "Sez3Ebj7s7PAMtLPa1uZ0KUbOuw03sEzq2Xmp7sztOvNJcaUIMBDZIP/PfwmbKD2\n" \
  "tQIDAQAB\n"                                                         \
  "-----END PUBLIC KEY-----\n"
#define RSA_1024                                                       \
  "-----BEGIN PUBLIC KEY-----\n"                                       \
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDdHO14e5ak7WD64dRXf51sKW87\n" \
  "jS3K5lM7rKj+JhRU/pmXHas0yv8y1HaJnQnnhRbom0X6YdXVd+4XYDgFkEgdZ0xg\n" \
  "MuLakbCFgg8bACTJilxT3+T3pQMiyzMkgC+oGOu7FGig6+cZaUUdtb4oio+EPQy5\n" \
  "zy9QbQhpjK2RA8fQaQIDAQAB\n"                                         \
  "-----END PUBLIC KEY-----\n"
#define P256                                                           \
  "-----BEGIN PUBLIC KEY-----\n"                                       \
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFBYLbGlu424m8dtTVJILyHJt9lE+\n" \
  "V0gijMaoAInrLrJL943XW/fEaRYw5UIoV0Z8aP1AJBKyJNK5AuiGS53AJw==\n"     \
  "-----END PUBLIC KEY-----\n"
#define ED25519                                                    \
  "-----BEGIN PUBLIC KEY-----\n"                                   \
  "MCowBQYDK2VwAyEAGbn8HDq3mc3Yg7oEuqWdT0jsc/fwhlHjob1Ovw9u1Bc=\n" \
  "-----END PUBLIC KEY-----\n"

static const struct
{
  const char *name;
  const char *pem;
  int kind; /* -1: refused */
} pems[] = {
  { "spki", RSA_SPKI, MOOT_KEY_RSA },
  { "pkcs1", RSA_PKCS1, MOOT_KEY_RSA },
  { "ed25519", ED25519, MOOT_KEY_ED25519 },
  { "rubbish-behind", RSA_SPKI "-----END RUBBISH-----\n\001\002MIIB", MOOT_KEY_RSA },
  { "rubbish-before", "Here it is:\r\n" RSA_SPKI, MOOT_KEY_RSA },
  { "second-ignored", RSA_SPKI ED25519, MOOT_KEY_RSA },
  { "too-short", RSA_1024, -1 },
  { "other-curve", P256, -1 },
  { "no-end", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA", -1 },
  { "no-base64", "-----BEGIN PUBLIC KEY-----\n%%%%\n-----END PUBLIC KEY-----\n", -1 },
  { "empty", "", -1 },
  { "empty-body", "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", -1 },
  { "no-der", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", -1 },
  { "wrong-label", "-----BEGIN RSA PUBLIC KEY-----\nMCow\n-----END RSA PUBLIC KEY-----\n", -1 },
};

static void
test_pem (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootPublicKey) key = moot_public_key_new_from_pem (pems[i].pem, &error);

  if (pems[i].kind < 0)
    {
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
      g_assert_null (key);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (moot_public_key_get_kind (key), ==, pems[i].kind);
  g_assert_true ((moot_public_key_get_ed25519 (key) != NULL) == (pems[i].kind == MOOT_KEY_ED25519));
}

static void
test_equal (void)
{
  g_autoptr (MootPublicKey) old = moot_public_key_new_from_pem (RSA_PKCS1, NULL);
  g_autoptr (MootPublicKey) new = moot_public_key_new_from_pem (RSA_SPKI, NULL);
  g_autoptr (MootPublicKey) other = moot_public_key_new_from_pem (ED25519, NULL);
  g_autoptr (MootPublicKey) raw =
    moot_public_key_new_ed25519 (moot_public_key_get_ed25519 (other), NULL);
  g_autofree char *pem = moot_public_key_dup_pem (old);

  g_assert_true (moot_public_key_equal (old, new));
  g_assert_true (moot_public_key_equal (other, raw));
  g_assert_false (moot_public_key_equal (old, other));
  g_assert_cmpstr (pem, ==, RSA_SPKI);
}

static void
check_pair (const MootPrivateKey *private_key,
            const MootPublicKey  *public_key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = moot_private_key_sign (private_key, "bread", 5, &error);
  gsize length = 0;
  g_autofree guint8 *changed = NULL;

  g_assert_no_error (error);
  changed = g_memdup2 (g_bytes_get_data (signature, &length), g_bytes_get_size (signature));
  g_assert_true (moot_public_key_verify (public_key, "bread", 5, changed, length));
  g_assert_false (moot_public_key_verify (public_key, "Bread", 5, changed, length));
  g_assert_false (moot_public_key_verify (public_key, "bread", 5, changed, length - 1));
  changed[0] ^= 1;
  g_assert_false (moot_public_key_verify (public_key, "bread", 5, changed, length));
}

/* What the node makes, keeps as text and reads again. */
static void
test_made_rsa (void)
{
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_rsa (NULL);
  g_autoptr (MootPrivateKey) private_key = moot_private_key_new_from_pem (pair->private_key, NULL);
  g_autoptr (MootPublicKey) public_key = moot_public_key_new_from_pem (pair->public_key, NULL);

  g_assert_cmpint (moot_private_key_get_kind (private_key), ==, MOOT_KEY_RSA);
  check_pair (private_key, public_key);
}

static void
test_made_ed25519 (void)
{
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_ed25519 (NULL);
  g_autoptr (MootPrivateKey) private_key =
    moot_private_key_new_from_base64url (pair->private_key, NULL);
  gsize length = 0;
  g_autofree guint8 *point = moot_base64url_decode (pair->public_key, &length);
  g_autoptr (MootPublicKey) public_key = moot_public_key_new_ed25519 (point, NULL);

  g_assert_cmpuint (length, ==, MOOT_ED25519_BYTES);
  g_assert_cmpint (moot_private_key_get_kind (private_key), ==, MOOT_KEY_ED25519);
  check_pair (private_key, public_key);
}

static void
test_private_refused (void)
{
  static const char *const seeds[] = { "", "AAAA", "!", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (moot_private_key_new_from_pem (RSA_SPKI, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  for (guint i = 0; seeds[i] != NULL; i++)
    {
      g_clear_error (&error);
      g_assert_null (moot_private_key_new_from_base64url (seeds[i], &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
}

static const struct
{
  const char *text;
  int n_bytes; /* -1: refused */
} base64[] = {
  { "", 0 },
  { "YQ==", 1 },
  { "YWI=", 2 },
  { "YWJj", 3 },
  { "+/+/", 3 },
  { "YQ", -1 },
  { "YQ=", -1 },
  { "YR==", -1 },
  { "YQ==YQ==", -1 },
  { " YQ==", -1 },
  { "YQ=\n", -1 },
  { "Y-J_", -1 },
  { "====", -1 },
  { "Y===", -1 },
};

static void
test_base64 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (base64); i++)
    {
      gsize length = 0;
      g_autofree guint8 *bytes = moot_base64_decode (base64[i].text, -1, &length);

      g_test_message ("'%s'", base64[i].text);
      if (base64[i].n_bytes < 0)
        g_assert_null (bytes);
      else
        g_assert_cmpint ((int) length, ==, base64[i].n_bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pems); i++)
    {
      g_autofree char *path = g_strconcat ("/signing-key/pem/", pems[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pem);
    }
  g_test_add_func ("/signing-key/equal", test_equal);
  g_test_add_func ("/signing-key/made-rsa", test_made_rsa);
  g_test_add_func ("/signing-key/made-ed25519", test_made_ed25519);
  g_test_add_func ("/signing-key/private-refused", test_private_refused);
  g_test_add_func ("/signing-key/base64", test_base64);

  return g_test_run ();
}
