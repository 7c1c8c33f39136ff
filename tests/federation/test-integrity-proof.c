/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proofs inside documents: the vectors, proofs of another implementation, and every change of one.
 */
#include "federation-fixture.h"
#include "moot-document.h"
#include "moot-error.h"
#include "moot-integrity-proof.h"
#include "moot-json-canonical.h"
#include "moot-multibase.h"

#include <string.h>

#define FEP_SECRET "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define FEP_PUBLIC "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define FEP_KEY_ID "https://server.example/users/alice#ed25519-key"
#define FEP_VALUE \
  "z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL"
#define BALLOT_VALUE \
  "zpDUYPzn73TMuGSN7iDsMBv9etoEhC6Q1YUgb6USrWX1hXBG4ApHXHgy9f4jrxAoj3AAoYo3HvqHbNTsfemSkjzp"
#define TEST_MULTIKEY "z6MkgBgiwDHsH2iHS7FnQzDJcGk1QsSjEtktxxGhvjepyByp"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = moot_document_parse (bytes, &error);

  g_assert_no_error (error);
  return node;
}

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  GHashTable *keys = data;
  const MootPublicKey *key = g_hash_table_lookup (keys, key_id);

  if (key == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "no key '%s'", key_id);
  return key;
}

static GHashTable *
keys_new (void)
{
  GHashTable *keys =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) moot_public_key_free);

  g_hash_table_insert (keys, g_strdup (TEST_ED25519_KEY_ID), fixture_ed25519_public ());
  g_hash_table_insert (keys, g_strdup (TEST_RSA_KEY_ID), fixture_rsa_public ());
  g_hash_table_insert (keys, g_strdup (FEP_KEY_ID), moot_multikey_read (FEP_PUBLIC, NULL));
  return keys;
}

/* The ballot of the vectors with its proof, as a text to play with. */
static char *
signed_ballot (void)
{
  g_autofree char *ballot = fixture_load_text ("vectors/ballot.json");
  g_autofree char *proof = fixture_load_text ("vectors/ballot-proof.json");

  ballot[strlen (ballot) - 1] = '\0';
  proof[strlen (proof) - 1] = '\0';
  return g_strconcat (ballot, ",\"proof\":", proof, ",\"proofValue\":\"" BALLOT_VALUE "\"}}", NULL);
}

static void
check (const char *text,
       int         wanted)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GHashTable) keys = keys_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *key_id = moot_integrity_proof_authenticate (json_node_get_object (node),
                                                               TEST_NOW, find_key, keys, &error);

  if (wanted < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, wanted);
  g_assert_cmpstr (key_id, ==, wanted < 0 ? TEST_ED25519_KEY_ID : NULL);
}

/* Conformance 30 and n13 to n15: @from is replaced by @to in the signed ballot. */
static const struct
{
  const char *name;
  const char *from;
  const char *to;
  int wanted;
} changes[] = {
  { "f", "", "", -1 },
  { "reordered", ",\"type\":\"Create\"", " , \"type\" : \"Create\"", -1 },
  { "list", "\"proof\":{", "\"proof\":[null,{\"type\":\"Other\"},{", -1 },
  { "fifth-in-list", "\"proof\":{", "\"proof\":[1,2,3,4,{", MOOT_ERROR_UNAUTHORIZED },
  { "s32-ld-signature-beside", "\"proof\":{",
    "\"signature\":{\"type\":\"RsaSignature2017\"},\"proof\":{", -1 },
  { "n13-context", "\"proof\":{\"@context\":[\"https://www.w3.org/ns/activitystreams\",",
    "\"proof\":{\"@context\":[\"https://evil.example/ns\",", MOOT_ERROR_UNAUTHORIZED },
  { "n14-other-key", "rosa#ed25519-key", "mira#ed25519-key", MOOT_ERROR_UNAVAILABLE },
  { "n14-known-key", TEST_ED25519_KEY_ID, FEP_KEY_ID, MOOT_ERROR_UNAUTHORIZED },
  { "rsa-key", TEST_ED25519_KEY_ID, TEST_RSA_KEY_ID, MOOT_ERROR_UNAUTHORIZED },
  { "n15-extra", "\"name\":\"Agree\"", "\"name\":\"Agree\",\"x\":1", MOOT_ERROR_UNAUTHORIZED },
  { "changed", "\"name\":\"Agree\"", "\"name\":\"Object\"", MOOT_ERROR_UNAUTHORIZED },
  { "removed", "\"name\":\"Agree\",", "", MOOT_ERROR_UNAUTHORIZED },
  { "more-context", "data-integrity/v2\"],\"actor\"",
    "data-integrity/v2\",\"https://x.example/\"],\"actor\"", -1 },
  { "less-context",
    "[\"https://www.w3.org/ns/activitystreams\",\"https://w3id.org/security/data-integrity/v2\"],\"actor\"",
    "\"https://www.w3.org/ns/activitystreams\",\"actor\"", MOOT_ERROR_UNAUTHORIZED },
  { "other-context",
    "[\"https://www.w3.org/ns/activitystreams\",\"https://w3id.org/security/data-integrity/v2\"],\"actor\"",
    "[\"https://evil.example/ns\",\"https://w3id.org/security/data-integrity/v2\"],\"actor\"",
    MOOT_ERROR_UNAUTHORIZED },
  { "purpose", "assertionMethod", "authentication", MOOT_ERROR_UNAUTHORIZED },
  { "suite", "eddsa-jcs-2022", "mldsa44-jcs-2024", MOOT_ERROR_UNAUTHORIZED },
  { "no-type", "\"type\":\"DataIntegrityProof\",", "", MOOT_ERROR_UNAUTHORIZED },
  { "no-key", "\"verificationMethod\"", "\"method\"", MOOT_ERROR_UNAUTHORIZED },
  { "future", "\"created\":\"2026-08-01T12:00:00Z\"", "\"created\":\"2026-08-01T14:00:00Z\"",
    MOOT_ERROR_UNAUTHORIZED },
  { "no-time", "\"created\":\"2026-08-01T12:00:00Z\"", "\"created\":\"now\"",
    MOOT_ERROR_UNAUTHORIZED },
  { "expired",
    "\"created\":", "\"expires\":\"2026-08-01T11:00:00Z\",\"created\":", MOOT_ERROR_UNAUTHORIZED },
  { "odd-expires", "\"created\":", "\"expires\":7,\"created\":", MOOT_ERROR_UNAUTHORIZED },
  { "short-value", BALLOT_VALUE, "zpDUYPzn73TMuGSN7iDs", MOOT_ERROR_UNAUTHORIZED },
  { "hex-value", BALLOT_VALUE, "f28b76c46", MOOT_ERROR_UNAUTHORIZED },
  { "no-object", "\"proof\":{", "\"proof\":\"x\",\"proofs\":{", MOOT_ERROR_UNAUTHORIZED },
  { "no-proof", "\"proof\":{", "\"proofs\":{", MOOT_ERROR_UNAUTHORIZED },
  { "empty-list", "\"proof\":{", "\"proof\":[],\"proofs\":{", MOOT_ERROR_UNAUTHORIZED },
};

static void
test_change (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *original = signed_ballot ();
  GString *text = g_string_new (original);

  if (*changes[i].from != '\0')
    g_assert_cmpuint (g_string_replace (text, changes[i].from, changes[i].to, 1), ==, 1);
  if (g_str_has_suffix (changes[i].to, "{") && strstr (changes[i].to, "[") != NULL &&
      strstr (changes[i].to, "[]") == NULL)
    {
      g_string_truncate (text, text->len - 1);
      g_string_append (text, "]}");
    }
  check (text->str, changes[i].wanted);
  g_string_free (text, TRUE);
}

static void
append_digest (GByteArray *message,
               JsonNode   *node)
{
  g_autofree char *text = moot_json_canonicalize_any (node, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  g_byte_array_append (message, digest, sizeof digest);
}

/* What the right key signed, but not as a statement of now: @from is replaced by @to before. */
static const struct
{
  const char *name;
  const char *from;
  const char *to;
  int wanted;
} terms[] = {
  { "as-usual", "", "", -1 },
  { "purpose", "assertionMethod", "authentication", MOOT_ERROR_UNAUTHORIZED },
  { "suite", "eddsa-jcs-2022", "eddsa-rdfc-2022", MOOT_ERROR_UNAUTHORIZED },
  { "type", "DataIntegrityProof", "RsaSignature2017", MOOT_ERROR_UNAUTHORIZED },
  { "little-ahead", "T12:00:00Z", "T12:30:00Z", -1 },
  { "future", "T12:00:00Z", "T14:00:00Z", MOOT_ERROR_UNAUTHORIZED },
  { "expires", "\"created\"", "\"expires\":\"2026-08-01T13:00:00Z\",\"created\"", -1 },
  { "expired", "\"created\"", "\"expires\":\"2026-08-01T11:00:00Z\",\"created\"",
    MOOT_ERROR_UNAUTHORIZED },
};

static void
test_terms (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *ballot = fixture_load_text ("vectors/ballot.json");
  g_autofree char *proof = fixture_load_text ("vectors/ballot-proof.json");
  g_autoptr (GString) configuration = g_string_new (proof);
  g_autoptr (JsonNode) document = parse (ballot);
  g_autoptr (JsonNode) signed_part = NULL;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (MootPrivateKey) key = fixture_ed25519_private ();
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  g_string_truncate (configuration, configuration->len - 1);
  if (*terms[i].from != '\0')
    g_assert_cmpuint (g_string_replace (configuration, terms[i].from, terms[i].to, 1), ==, 1);
  g_string_append_c (configuration, '}');
  signed_part = parse (configuration->str);
  append_digest (message, signed_part);
  append_digest (message, document);
  signature = moot_private_key_sign (key, message->data, message->len, NULL);
  value = moot_multibase_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  g_string_truncate (configuration, configuration->len - 1);
  ballot[strlen (ballot) - 1] = '\0';
  text = g_strdup_printf ("%s,\"proof\":%s,\"proofValue\":\"%s\"}}", ballot, configuration->str,
                          value);
  check (text, terms[i].wanted);
}

static void
test_sign (void)
{
  g_autofree char *text = fixture_load_text ("vectors/ballot.json");
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (MootPrivateKey) key = fixture_ed25519_private ();
  g_autoptr (GError) error = NULL;
  g_autofree char *made = moot_integrity_proof_sign (json_node_get_object (node), key,
                                                     TEST_ED25519_KEY_ID, TEST_NOW + 999, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (made, "\"proofValue\":\"" BALLOT_VALUE "\""));
  check (made, -1);
}

/* The document of the FEP, with fractions in it. */
static void
test_fep (void)
{
  g_autofree char *text = fixture_load_text ("vectors/fep-8b32.json");
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (MootPrivateKey) key = moot_multikey_read_private (FEP_SECRET, NULL);
  g_autoptr (GHashTable) keys = keys_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *made = moot_integrity_proof_sign (
    json_node_get_object (node), key, FEP_KEY_ID, G_GINT64_CONSTANT (1677281798000), &error);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *key_id = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (strstr (made, "\"created\":\"2023-02-24T23:36:38Z\""));
  g_assert_nonnull (strstr (made, "\"proofValue\":\"" FEP_VALUE "\""));
  again = parse (made);
  key_id = moot_integrity_proof_authenticate (json_node_get_object (again), TEST_NOW, find_key,
                                              keys, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key_id, ==, FEP_KEY_ID);
}

/* A document without any context gets the one of proofs; signing again replaces the proof. */
static void
test_sign_bare (void)
{
  g_autoptr (JsonNode) node = parse ("{\"id\":\"https://coop.example/x\",\"signature\":1}");
  g_autoptr (MootPrivateKey) key = fixture_ed25519_private ();
  g_autofree char *once = moot_integrity_proof_sign (json_node_get_object (node), key,
                                                     TEST_ED25519_KEY_ID, TEST_NOW, NULL);
  g_autoptr (JsonNode) signed_once = parse (once);
  g_autofree char *twice = moot_integrity_proof_sign (json_node_get_object (signed_once), key,
                                                      TEST_ED25519_KEY_ID, TEST_NOW, NULL);

  check (once, -1);
  g_assert_null (strstr (once, "signature"));
  g_assert_cmpstr (once, ==, twice);
}

/* Proofs that Fedify made: with nanoseconds, and behind an LD signature. */
static void
test_recorded (void)
{
  g_autoptr (GPtrArray) names = fixture_list ("requests");
  g_autofree char *multikeys = fixture_load_text ("multikeys.json");
  g_autoptr (JsonNode) keys_node = parse (multikeys);
  g_autoptr (GList) ids = json_object_get_members (json_node_get_object (keys_node));
  g_autoptr (GHashTable) keys = keys_new ();
  guint n_proofs = 0;

  for (GList *l = ids; l != NULL; l = l->next)
    g_hash_table_insert (
      keys, g_strdup (l->data),
      moot_multikey_read (moot_json_get_string (json_node_get_object (keys_node), l->data), NULL));
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *text = fixture_load_text (g_ptr_array_index (names, i));
      g_autoptr (JsonNode) request = parse (text);
      const char *body = moot_json_get_string (json_node_get_object (request), "body");
      g_autoptr (JsonNode) node = body != NULL ? parse (body) : NULL;
      JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *key_id = NULL;

      if (object == NULL || !json_object_has_member (object, "proof"))
        continue;
      g_test_message ("%s", (const char *) g_ptr_array_index (names, i));
      key_id = moot_integrity_proof_authenticate (
        object, G_GINT64_CONSTANT (1795373763000) + MOOT_DAY, find_key, keys, &error);
      g_assert_no_error (error);
      g_assert_nonnull (key_id);
      n_proofs++;
    }
  g_assert_cmpuint (n_proofs, >=, 20);
}

static void
test_multibase (void)
{
  static const struct
  {
    const char *bytes;
    gsize n_bytes;
    const char *text;
  } pairs[] = {
    { "", 0, "" },
    { "\0", 1, "1" },
    { "\0\0\x01", 3, "112" },
    { "Hello World!", 12, "2NEpo7TZRRrLZSi2U" },
    { "\xff", 1, "5Q" },
  };
  static const char *const wrong[] = { "0", "O", "I", "l", "a b", "\303\251" };
  g_autofree char *large = g_strnfill (MOOT_MULTIBASE_MAX_CHARACTERS + 1, 'a');
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text =
        moot_base58_encode ((const guint8 *) pairs[i].bytes, pairs[i].n_bytes);
      g_autofree guint8 *bytes = moot_base58_decode (pairs[i].text, &length);

      g_assert_cmpstr (text, ==, pairs[i].text);
      g_assert_cmpmem (bytes, length, pairs[i].bytes, pairs[i].n_bytes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (moot_base58_decode (wrong[i], &length));
  g_assert_null (moot_base58_decode (large, &length));
  g_assert_null (moot_multibase_decode ("uSGVsbG8", &length));
}

static void
test_multikey (void)
{
  static const char *const wrong[] = { "", "z", "z6Mk", FEP_SECRET,
                                       "zQ3shokFTS3brHcDQrn82RUDfCZESWL" };
  g_autoptr (MootPublicKey) key = fixture_ed25519_public ();
  g_autofree char *text = moot_multikey_write (key);
  g_autoptr (MootPublicKey) again = moot_multikey_read (text, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==, TEST_MULTIKEY);
  g_assert_true (moot_public_key_equal (key, again));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_clear_error (&error);
      g_assert_null (moot_multikey_read (wrong[i], &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
  g_clear_error (&error);
  g_assert_null (moot_multikey_read_private (TEST_MULTIKEY, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

/* Fedify publishes its RSA key as Multikey, too. */
static void
test_multikey_rsa (void)
{
  g_autofree char *text = fixture_load_text ("documents/fedify-actor.json");
  g_autoptr (JsonNode) node = parse (text);
  JsonObject *actor = json_node_get_object (node);
  JsonArray *methods = moot_json_get_array (actor, "assertionMethod");
  const char *pem =
    moot_json_get_string (moot_json_get_object (actor, "publicKey"), "publicKeyPem");
  g_autoptr (MootPublicKey) old = moot_public_key_new_from_pem (pem, NULL);
  g_autoptr (MootPublicKey) new = moot_multikey_read (
    moot_json_get_string (json_array_get_object_element (methods, 0), "publicKeyMultibase"), NULL);

  g_assert_true (moot_public_key_equal (old, new));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/integrity-proof/s30-", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_change);
    }
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *path = g_strconcat ("/integrity-proof/s30-terms/", terms[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_terms);
    }
  g_test_add_func ("/integrity-proof/s30-sign", test_sign);
  g_test_add_func ("/integrity-proof/s30-fep", test_fep);
  g_test_add_func ("/integrity-proof/sign-bare", test_sign_bare);
  g_test_add_func ("/integrity-proof/recorded", test_recorded);
  g_test_add_func ("/multibase/pairs", test_multibase);
  g_test_add_func ("/multibase/multikey", test_multikey);
  g_test_add_func ("/multibase/multikey-rsa", test_multikey_rsa);

  return g_test_run ();
}
