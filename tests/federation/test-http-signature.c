/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signatures of requests: the vectors to the byte, made and verified. */
#include "moot-http-digest.h"
#include "signature-fixture.h"
#include "signature-vectors.h"

#include <string.h>

/* Vectors ------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  const char *method;
  const char *target;
  const char *headers;
  const char *signature;
  const char *key_id;
} vectors[] = {
  { "a-cavage-post", "POST", INBOX,
    HOST DATE DIGEST TYPE "Signature: " RSA_ID ",headers=\"" POST_COVER "\",signature=\"%s\"\n",
    VECTOR_A, TEST_RSA_KEY_ID },
  { "b1-cavage-get", "GET", OUTBOX,
    HOST DATE "Signature: " RSA_ID ",headers=\"(request-target) host date\",signature=\"%s\"\n",
    VECTOR_B1, TEST_RSA_KEY_ID },
  { "b2-cavage-get-path-only", "GET", OUTBOX,
    HOST DATE "Signature: " RSA_ID ",headers=\"(request-target) host date\",signature=\"%s\"\n",
    VECTOR_B2, TEST_RSA_KEY_ID },
  { "c-rfc9421-mastodon", "POST", INBOX,
    HOST TYPE CONTENT_DIGEST "Signature-Input: sig1=" C_INPUT "\nSignature: sig1=:%s:\n",
    VECTOR_C, TEST_RSA_KEY_ID },
  { "d-rfc9421-fedify", "POST", INBOX,
    HOST DATE TYPE CONTENT_DIGEST
    "Signature-Input: sig1=(\"@method\" \"@target-uri\" \"@authority\" \"host\" \"date\""
    " \"content-digest\");alg=\"rsa-v1_5-sha256\";keyid=\"" TEST_RSA_KEY_ID
    "\";created=1785585600\nSignature: sig1=:%s:\n",
    VECTOR_D, TEST_RSA_KEY_ID },
  { "e-rfc9421-ed25519", "POST", INBOX,
    HOST TYPE CONTENT_DIGEST
    "Signature-Input: sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1785585600;"
    "keyid=\"" TEST_ED25519_KEY_ID "\";alg=\"ed25519\"\nSignature: sig1=:%s:\n",
    VECTOR_E, TEST_ED25519_KEY_ID },
};

/* Conformance 18. */
static void
test_vector (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (GStrv) parts = g_strsplit (vectors[i].headers, "%s", 2);
  g_autofree char *headers = g_strconcat (parts[0], vectors[i].signature, parts[1], NULL);
  g_autoptr (MootHttpMessage) message =
    make_request (vectors[i].method, vectors[i].target, headers);
  g_autoptr (GError) error = NULL;
  g_autofree char *key_id = authenticate (message, TEST_NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key_id, ==, vectors[i].key_id);
}

/* Every vector fails when one character of its signature or one byte of its target changes. */
static void
test_vector_changed (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (GStrv) parts = g_strsplit (vectors[i].headers, "%s", 2);
  g_autofree char *changed = g_strdup (vectors[i].signature);
  g_autofree char *good = g_strconcat (parts[0], vectors[i].signature, parts[1], NULL);
  g_autofree char *bad = NULL;
  g_autoptr (MootHttpMessage) forged = NULL;
  g_autoptr (MootHttpMessage) moved = NULL;
  g_autoptr (GError) error = NULL;

  changed[10] = changed[10] == 'A' ? 'B' : 'A';
  bad = g_strconcat (parts[0], changed, parts[1], NULL);
  forged = make_request (vectors[i].method, vectors[i].target, bad);
  g_assert_null (authenticate (forged, TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, REFUSED);
  g_clear_error (&error);
  moved = make_request (vectors[i].method, "/users/other/inbox", good);
  g_assert_null (authenticate (moved, TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, REFUSED);
}

/* Conformance 17: vectors A, B1, C and E, made here. */
static void
check_signed (const char          *method,
              const char          *target,
              MootSignatureScheme  scheme,
              gboolean             ed25519,
              const char          *wanted)
{
  g_autoptr (MootHttpMessage) message =
    make_request (method, target, strcmp (method, "POST") == 0 ? TYPE : "");
  g_autoptr (MootPrivateKey) key = ed25519 ? fixture_ed25519_private () : fixture_rsa_private ();
  g_autoptr (GError) error = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *key_id = NULL;
  g_autofree char *date = NULL;

  for (int round = 0; round < 2; round++) /* the second replaces the first */
    {
      moot_http_message_sign (message, scheme, key, ed25519 ? TEST_ED25519_KEY_ID : TEST_RSA_KEY_ID,
                              TEST_NOW, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (moot_http_message_count_header (message, "signature"), ==, 1);
  signature = moot_http_message_dup_header (message, "signature");
  date = moot_http_message_dup_header (message, "date");
  g_test_message ("%s", signature);
  g_assert_nonnull (strstr (signature, wanted));
  g_assert_null (strstr (signature, ", "));
  g_assert_cmpstr (date, ==, "Sat, 01 Aug 2026 12:00:00 GMT");
  key_id = authenticate (message, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
test_sign (void)
{
  check_signed ("POST", INBOX, MOOT_SIGNATURE_CAVAGE, FALSE,
                RSA_ID ",headers=\"" POST_COVER "\",signature=\"" VECTOR_A "\"");
  check_signed ("GET", OUTBOX, MOOT_SIGNATURE_CAVAGE, FALSE,
                RSA_ID ",headers=\"(request-target) host date\",signature=\"" VECTOR_B1 "\"");
  check_signed ("POST", INBOX, MOOT_SIGNATURE_RFC9421, FALSE, "sig1=:" VECTOR_C ":");
  check_signed ("POST", INBOX, MOOT_SIGNATURE_RFC9421, TRUE, "sig1=:" VECTOR_E ":");
}

static void
test_sign_refused (void)
{
  g_autoptr (MootHttpMessage) message = make_request ("GET", OUTBOX, "");
  g_autoptr (MootPrivateKey) key = fixture_ed25519_private ();
  g_autoptr (GError) error = NULL;

  g_assert_false (moot_http_message_sign (message, MOOT_SIGNATURE_CAVAGE, key, TEST_ED25519_KEY_ID,
                                          TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

/* The followers of a sender travel signed (FEP-8fcf). */
static void
test_sign_synchronization (void)
{
  static const MootSignatureScheme schemes[] = { MOOT_SIGNATURE_CAVAGE, MOOT_SIGNATURE_RFC9421 };
  g_autoptr (MootPrivateKey) key = fixture_rsa_private ();

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autoptr (MootHttpMessage) message =
        make_request ("POST", INBOX, TYPE "Collection-Synchronization: digest=\"00\"\n");
      g_autoptr (GError) error = NULL;
      g_autofree char *key_id = NULL;

      moot_http_message_sign (message, schemes[i], key, TEST_RSA_KEY_ID, TEST_NOW, &error);
      g_assert_no_error (error);
      key_id = authenticate (message, TEST_NOW, &error);
      g_assert_nonnull (key_id);
      moot_http_message_replace_header (message, "Collection-Synchronization", "digest=\"11\"");
      g_assert_null (authenticate (message, TEST_NOW, &error));
      g_assert_error (error, MOOT_ERROR, REFUSED);
    }
}

/* n1: the body changed on its way, by one bit. */
static void
test_body (void)
{
  g_autoptr (MootHttpMessage) message = make_request ("POST", INBOX, TYPE);
  g_autoptr (MootPrivateKey) key = fixture_rsa_private ();
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GBytes) changed = NULL;
  g_autofree char *key_id = NULL;

  moot_http_message_sign (message, MOOT_SIGNATURE_CAVAGE, key, TEST_RSA_KEY_ID, TEST_NOW, &error);
  key_id = authenticate (message, TEST_NOW, &error);
  g_assert_no_error (error);
  bytes = g_memdup2 (g_bytes_get_data (moot_http_message_get_body (message), &length),
                     g_bytes_get_size (moot_http_message_get_body (message)));
  bytes[length - 1] ^= 1;
  changed = g_bytes_new (bytes, length);
  moot_http_message_set_body (message, changed);
  g_assert_null (authenticate (message, TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, REFUSED);
}

/* Of several signatures one that holds is enough, and only the first few are looked at. */
static void
test_several (void)
{
  g_autoptr (MootHttpMessage) message = make_request ("POST", INBOX, HOST CONTENT_DIGEST);
  g_autoptr (GError) error = NULL;
  g_autofree char *key_id = NULL;

  moot_http_message_replace_header (message, "Signature-Input",
                                    "a=(\"@method\");created=1,b=" C_INPUT);
  g_assert_null (authenticate (message, TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, REFUSED);
  g_clear_error (&error);
  moot_http_message_replace_header (
    message, "Signature-Input",
    "a=(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"x\",b=" C_INPUT);
  moot_http_message_replace_header (message, "Signature", "a=:YQ==:,b=:" VECTOR_C ":");
  key_id = authenticate (message, TEST_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key_id, ==, TEST_RSA_KEY_ID);
  moot_http_message_replace_header (
    message, "Signature-Input",
    "a=(\"@method\");created=1;keyid=\"x\",c=(\"@method\");created=1;keyid=\"x\",b=" C_INPUT);
  moot_http_message_replace_header (message, "Signature",
                                    "a=:YQ==:,c=:YQ==:,b=:" VECTOR_C ":");
  g_assert_null (authenticate (message, TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, REFUSED);
}

static void
test_digests (void)
{
  static const struct
  {
    const char *header;
    int wanted;
  } values[] = {
    { "sha-256=:" SHA ":", HOLDS },
    { "sha-512=:"
      "Q2bFTOhEALkN8hOms2FKTDLy7eugP2zFZ1T8LCvX42Fp3WoNr3bjZSAHeOsHrbV1Fu9/A0EzCinRE7Af1ofPrw==:",
      REFUSED },
    { "md5=:YQ==:", REFUSED },
    { "sha-256=:" SHA ":, md5=:YQ==:", HOLDS },
    { "sha-256=:" SHA ":, sha-512=:YQ==:", REFUSED },
    { "sha-256=" SHA, MALFORMED },
    { "sha-256=\"" SHA "\"", REFUSED },
  };
  g_autoptr (GBytes) body = fixture_load ("vectors/create.json");
  g_autoptr (GBytes) word = g_bytes_new_static ("hello", 5);
  g_autofree char *written = moot_http_content_digest_write (body);
  g_autofree char *old = moot_http_digest_write (body);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (written, ==, "sha-256=:" SHA ":");
  g_assert_cmpstr (old, ==, "SHA-256=" SHA);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_clear_error (&error);
      g_test_message ("%s", values[i].header);
      g_assert_true (moot_http_content_digest_check (values[i].header, body, &error) ==
                     (values[i].wanted == HOLDS));
      if (values[i].wanted != HOLDS)
        g_assert_error (error, MOOT_ERROR, values[i].wanted);
    }
  /* SHA-512 alone is good enough. */
  g_assert_true (moot_http_content_digest_check (
    "sha-512=:m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7"
    "AQw==:",
    word, NULL));
}

/* Where requests go: with the port that is not usual, without the fragment. */
static void
test_addresses (void)
{
  g_autoptr (MootHttpMessage) message =
    moot_http_message_new_for_uri ("GET", "http://127.0.0.1:8080/a?b#c", NULL);
  g_autoptr (MootHttpMessage) root =
    moot_http_message_new_for_uri ("GET", "https://Social.Example:443?b", NULL);
  g_autofree char *authority = moot_http_message_dup_authority (message);
  g_autofree char *uri = moot_http_message_dup_uri (root);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (authority, ==, "127.0.0.1:8080");
  g_assert_cmpstr (moot_http_message_get_target (message), ==, "/a?b");
  g_assert_cmpstr (uri, ==, "https://social.example/?b");
  g_assert_null (moot_http_message_new_for_uri ("GET", "ftp://social.example/", &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/http-signature/vector/s18-", vectors[i].name, NULL);
      g_autofree char *changed =
        g_strconcat ("/http-signature/changed/s18-", vectors[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_vector);
      g_test_add_data_func (changed, GUINT_TO_POINTER (i), test_vector_changed);
    }
  g_test_add_func ("/http-signature/s17-s19-sign", test_sign);
  g_test_add_func ("/http-signature/sign-refused", test_sign_refused);
  g_test_add_func ("/http-signature/sign-synchronization", test_sign_synchronization);
  g_test_add_func ("/http-signature/s18-n1-body", test_body);
  g_test_add_func ("/http-signature/several", test_several);
  g_test_add_func ("/http-signature/digests", test_digests);
  g_test_add_func ("/http-signature/addresses", test_addresses);

  return g_test_run ();
}
