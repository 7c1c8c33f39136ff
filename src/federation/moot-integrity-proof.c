/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proofs that travel inside a document, so that it can be forwarded and kept.
 *
 * A proof says that the owner of a key stated exactly this document; whether that owner may state
 * it is for moot-acceptance to decide.  It is judged on the tree as it was parsed, unknown members
 * included; the document must have passed moot_document_parse().
 * Spec: FEP-8b32, W3C Data Integrity EdDSA Cryptosuites (eddsa-jcs-2022), RFC 8785.
 * Thread: any. */
#include "moot-integrity-proof.h"

#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json-canonical.h"
#include "moot-multibase.h"

#include <string.h>

#define DIGEST_BYTES 32
#define CONTEXT "@context"
#define DATA_INTEGRITY_CONTEXT "https://w3id.org/security/data-integrity/v2"

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED, "proof: %s", why);
  return FALSE;
}

/* A copy of @object without the members @names, whose values it shares. */
static JsonObject *
copy_without (JsonObject        *object,
              const char *const *names)
{
  g_autoptr (GList) members = json_object_get_members (object);
  JsonObject *copy = json_object_new ();

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (names, l->data))
      json_object_set_member (copy, l->data,
                              json_node_copy (json_object_get_member (object, l->data)));
  return copy;
}

static gboolean
digest_object (JsonObject  *object,
               guint8      *out_digest,
               GError     **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = moot_json_canonicalize_any (node, error);

  if (text == NULL)
    return FALSE;
  moot_sha256 (text, strlen (text), out_digest);
  return TRUE;
}

/* Puts @context into @object, or takes it out when there is none. */
static void
set_context (JsonObject *object,
             JsonNode   *context)
{
  if (context != NULL)
    json_object_set_member (object, CONTEXT, json_node_copy (context));
  else if (json_object_has_member (object, CONTEXT))
    json_object_remove_member (object, CONTEXT);
}

/* What is signed: the digest of the configuration, then that of the document. */
static gboolean
make_message (JsonObject  *configuration,
              JsonObject  *document,
              guint8      *out_message,
              GError     **error)
{
  return digest_object (configuration, out_message, error) &&
         digest_object (document, out_message + DIGEST_BYTES, error);
}

static guint
n_contexts (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 1;
}

static JsonNode *
nth_context (JsonNode *node,
             guint     i)
{
  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_element (json_node_get_array (node), i)
                                      : node;
}

/* Whether the context of a proof is where the context of the document begins. */
static gboolean
is_beginning (JsonNode *proof,
              JsonNode *document)
{
  if (document == NULL || n_contexts (proof) > n_contexts (document))
    return FALSE;
  for (guint i = 0; i < n_contexts (proof); i++)
    if (!json_node_equal (nth_context (proof, i), nth_context (document, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_text (JsonObject *object,
         const char *name,
         const char *wanted)
{
  return g_strcmp0 (moot_json_get_string (object, name), wanted) == 0;
}

static gboolean
check_terms (JsonObject  *proof,
             gint64       now,
             GError     **error)
{
  gint64 created = 0;
  gint64 expires = 0;

  if (!is_text (proof, "type", "DataIntegrityProof") ||
      !is_text (proof, "cryptosuite", "eddsa-jcs-2022") ||
      !is_text (proof, "proofPurpose", "assertionMethod"))
    return refuse (error, "of a kind that is not known here");
  if (moot_json_get_string (proof, "verificationMethod") == NULL)
    return refuse (error, "it names no key");
  if (!moot_time_parse_iso (moot_json_get_string (proof, "created"), &created) ||
      created > now + MOOT_PROOF_FUTURE_MS)
    return refuse (error, "its time is none or in the future");
  if (json_object_has_member (proof, "expires") &&
      (!moot_time_parse_iso (moot_json_get_string (proof, "expires"), &expires) || expires <= now))
    return refuse (error, "it has expired");
  return TRUE;
}

static gboolean
holds (JsonObject          *configuration,
       JsonObject          *plain,
       const MootPublicKey *key,
       const guint8        *signature)
{
  guint8 message[2 * DIGEST_BYTES];

  return make_message (configuration, plain, message, NULL) &&
         moot_public_key_verify (key, message, sizeof message, signature,
                                 MOOT_ED25519_SIGNATURE_BYTES);
}

/* Some leave the context out of the proof: then it is the document's, or none. */
static gboolean
verify (JsonObject           *document,
        JsonObject           *proof,
        const MootPublicKey  *key,
        GError              **error)
{
  const char *const inside[] = { "proof", "signature", NULL };
  const char *const value[] = { "proofValue", NULL };
  g_autoptr (JsonObject) plain = copy_without (document, inside);
  g_autoptr (JsonObject) configuration = copy_without (proof, value);
  const char *text = moot_json_get_string (proof, "proofValue");
  gsize length = 0;
  g_autofree guint8 *signature = text != NULL ? moot_multibase_decode (text, &length) : NULL;
  JsonNode *own = json_object_get_member (proof, CONTEXT);
  JsonNode *theirs = json_object_get_member (document, CONTEXT);

  if (signature == NULL || length != MOOT_ED25519_SIGNATURE_BYTES)
    return refuse (error, "its value cannot be read");
  if (moot_public_key_get_kind (key) != MOOT_KEY_ED25519)
    return refuse (error, "its key is of another kind");
  if (own != NULL)
    {
      if (!is_beginning (own, theirs))
        return refuse (error, "its context is not the document's");
      set_context (plain, own);
    }
  else
    {
      set_context (configuration, theirs);
    }
  if (holds (configuration, plain, key, signature))
    return TRUE;
  set_context (configuration, NULL);
  if (own == NULL && holds (configuration, plain, key, signature))
    return TRUE;
  return refuse (error, "it does not hold");
}

static char *
try_proof (JsonObject     *document,
           JsonNode       *node,
           gint64          now,
           MootKeyFinder   find_key,
           gpointer        data,
           GError        **error)
{
  JsonObject *proof = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const MootPublicKey *key;
  const char *key_id;

  if (proof == NULL)
    refuse (error, "it is no object");
  if (proof == NULL || !check_terms (proof, now, error))
    return NULL;
  key_id = moot_json_get_string (proof, "verificationMethod");
  key = find_key (key_id, data, error);
  return key != NULL && verify (document, proof, key, error) ? g_strdup (key_id) : NULL;
}

/**
 * moot_integrity_proof_authenticate:
 * @document: from moot_document_parse(), nothing added or taken away
 * @now: UTC milliseconds
 * @find_key: (scope call): gives keys by id
 * @data: of @find_key
 * @error: return location
 *
 * Looks for a proof that holds.  The key must belong to whom the document claims to be by; that is
 * the caller's to check.
 *
 * Limits: %MOOT_PROOF_MAX_TRIED proofs.
 * Errors: %MOOT_ERROR_UNAUTHORIZED, or that of @find_key.
 *
 * Returns: (transfer full): the id of the key that signed
 */
char *
moot_integrity_proof_authenticate (JsonObject     *document,
                                   gint64          now,
                                   MootKeyFinder   find_key,
                                   gpointer        data,
                                   GError        **error)
{
  JsonNode *node = json_object_get_member (document, "proof");
  g_autoptr (GError) last = NULL;

  if (node == NULL)
    refuse (&last, "there is none");
  for (guint i = 0; node != NULL && i < MIN (n_contexts (node), MOOT_PROOF_MAX_TRIED); i++)
    {
      char *key_id;

      g_clear_error (&last);
      key_id = try_proof (document, nth_context (node, i), now, find_key, data, &last);
      if (key_id != NULL)
        return key_id;
    }
  if (last == NULL)
    refuse (&last, "there is none");
  g_propagate_error (error, g_steal_pointer (&last));
  return NULL;
}

/* The document's context, with the one a proof needs. */
static JsonNode *
context_with_proof (JsonObject *document)
{
  JsonNode *context = json_object_get_member (document, CONTEXT);
  JsonArray *array = json_array_new ();
  gboolean found = FALSE;

  for (guint i = 0; context != NULL && i < n_contexts (context); i++)
    {
      JsonNode *one = nth_context (context, i);

      found |= JSON_NODE_HOLDS_VALUE (one) &&
               g_strcmp0 (json_node_get_string (one), DATA_INTEGRITY_CONTEXT) == 0;
      json_array_add_element (array, json_node_copy (one));
    }
  if (!found)
    json_array_add_string_element (array, DATA_INTEGRITY_CONTEXT);
  context = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return context;
}

/**
 * moot_integrity_proof_sign:
 * @document: what is stated
 * @key: an Ed25519 key
 * @key_id: where others find the public half
 * @now: UTC milliseconds, of which the seconds are written
 * @error: return location
 *
 * Returns: (transfer full): @document as JSON, with the context of proofs and the proof
 */
char *
moot_integrity_proof_sign (JsonObject            *document,
                           const MootPrivateKey  *key,
                           const char            *key_id,
                           gint64                 now,
                           GError               **error)
{
  const char *const inside[] = { "proof", "signature", NULL };
  g_autoptr (JsonObject) plain = copy_without (document, inside);
  g_autoptr (JsonObject) proof = json_object_new ();
  g_autoptr (JsonNode) context = context_with_proof (document);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *created = moot_time_format_iso (now);
  g_autofree char *value = NULL;
  guint8 message[2 * DIGEST_BYTES];

  g_return_val_if_fail (moot_private_key_get_kind (key) == MOOT_KEY_ED25519, NULL);

  strcpy (strchr (created, '.'), "Z");
  set_context (plain, context);
  set_context (proof, context);
  json_object_set_string_member (proof, "type", "DataIntegrityProof");
  json_object_set_string_member (proof, "cryptosuite", "eddsa-jcs-2022");
  json_object_set_string_member (proof, "verificationMethod", key_id);
  json_object_set_string_member (proof, "proofPurpose", "assertionMethod");
  json_object_set_string_member (proof, "created", created);
  if (!make_message (proof, plain, message, error))
    return NULL;
  signature = moot_private_key_sign (key, message, sizeof message, error);
  if (signature == NULL)
    return NULL;

  value = moot_multibase_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  json_object_set_string_member (proof, "proofValue", value);
  json_object_set_object_member (plain, "proof", g_steal_pointer (&proof));
  root = json_node_init_object (json_node_alloc (), plain);
  return moot_json_node_to_text (root);
}

/**
 * moot_integrity_proof_dup_digest:
 * @document: what is stated
 * @error: return location
 *
 * Returns: (transfer full): `sha-256:` and the digest of its canonical form without its proof
 */
char *
moot_integrity_proof_dup_digest (JsonObject  *document,
                                 GError     **error)
{
  const char *const proof[] = { "proof", NULL };
  g_autoptr (JsonObject) plain = copy_without (document, proof);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), plain);
  g_autofree char *text = moot_json_canonicalize (node, error);
  g_autofree char *digest = text != NULL ? moot_sha256_hex (text, strlen (text)) : NULL;

  return digest != NULL ? g_strconcat ("sha-256:", digest, NULL) : NULL;
}
