/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a member's device signs when it casts a named ballot, and what the log commits to: the same
 * in the node, that takes ballots, and in every app, that checks them.
 *
 * The payload is `{"at":…,"c":[["option",value],…],"n":2,"p":"proposal","v":version}` with `"r"`,
 * the digest of the reason, where there is one.  Choices stand in the order of their options' ids.
 * Spec: co-op API, Ballot; RFC 8785; RFC 8032.
 * Thread: any. */
#include "moot-ballot-signature.h"

#include <stdlib.h>
#include <string.h>

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json-canonical.h"

static int
compare_choices (gconstpointer a,
                 gconstpointer b)
{
  const MootStatedChoice *left = a;
  const MootStatedChoice *right = b;

  return (left->option_id > right->option_id) - (left->option_id < right->option_id);
}

static void
set_id (JsonObject *object,
        const char *name,
        gint64      id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_string_member (object, name, text);
}

/**
 * moot_ballot_statement_set_choices:
 * @statement: a ballot
 * @object: gets the choices, in the order of their options' ids
 * @name: as this member
 */
void
moot_ballot_statement_set_choices (const MootBallotStatement *statement,
                                   JsonObject                *object,
                                   const char                *name)
{
  MootStatedChoice sorted[MOOT_BALLOT_STATEMENT_CHOICES_MAX];
  const guint n = MIN (statement->n_choices, G_N_ELEMENTS (sorted));
  JsonArray *array = json_array_sized_new (n);

  memcpy (sorted, statement->choices, n * sizeof *sorted);
  qsort (sorted, n, sizeof *sorted, compare_choices);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, sorted[i].option_id);
      JsonArray *pair = json_array_sized_new (2);

      json_array_add_string_element (pair, id);
      json_array_add_int_element (pair, sorted[i].value);
      json_array_add_array_element (array, pair);
    }
  json_object_set_array_member (object, name, array);
}

static gboolean
has_reason (const MootBallotStatement *self)
{
  return self->reason != NULL && *self->reason != '\0';
}

/* What two statements that say the same have in common. */
static JsonObject *
make_payload (const MootBallotStatement *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *digest =
    has_reason (self) ? moot_sha256_hex (self->reason, strlen (self->reason)) : NULL;

  moot_ballot_statement_set_choices (self, object, "c");
  set_id (object, "p", self->proposal_id);
  json_object_set_int_member (object, "v", self->version);
  if (digest != NULL)
    json_object_set_string_member (object, "r", digest);
  return object;
}

static char *
canonicalize (JsonObject  *object,
              GError     **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return moot_json_canonicalize (node, error);
}

/**
 * moot_ballot_statement_dup_payload:
 * @self: a ballot
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for numbers that JSON cannot hold.
 *
 * Returns: (transfer full): what is signed
 */
char *
moot_ballot_statement_dup_payload (const MootBallotStatement  *self,
                                   GError                    **error)
{
  g_autoptr (JsonObject) object = make_payload (self);
  g_autofree char *at = moot_time_format_iso (self->at);

  json_object_set_string_member (object, "at", at);
  json_object_set_int_member (object, "n", self->number);
  return canonicalize (object, error);
}

/**
 * moot_ballot_statement_sign:
 * @self: a ballot, complete
 * @key: the device's
 * @key_id: what the node calls it
 * @error: return location
 *
 * Returns: (transfer full): the `signature` of a Ballot, as JSON
 */
char *
moot_ballot_statement_sign (const MootBallotStatement  *self,
                            const MootPrivateKey       *key,
                            const char                 *key_id,
                            GError                    **error)
{
  g_autofree char *payload = moot_ballot_statement_dup_payload (self, error);
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *text = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (payload == NULL)
    return NULL;
  signature = moot_private_key_sign (key, payload, strlen (payload), error);
  if (signature == NULL)
    return NULL;
  text =
    moot_base64url_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "key_id", key_id);
  moot_json_put_string (&json, "payload", payload);
  moot_json_put_string (&json, "ed25519", text);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/* Reading ------------------------------------------------------------------------------------ */

static JsonObject *
parse_object (const char *text)
{
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

/* Signed is one spelling only, or the same signature could stand for two texts. */
static JsonObject *
parse_payload (const char *text)
{
  g_autoptr (JsonObject) object = parse_object (text);
  g_autofree char *canonical = object != NULL ? canonicalize (object, NULL) : NULL;
  gint64 at;

  if (g_strcmp0 (canonical, text) != 0 || moot_json_get_int (object, "n") < 1 ||
      moot_json_get_string (object, "at") == NULL ||
      !moot_time_parse_iso (moot_json_get_string (object, "at"), &at))
    return NULL;
  return g_steal_pointer (&object);
}

static gboolean
says_the_same (const MootBallotStatement *self,
               JsonObject                *signed_payload)
{
  g_autoptr (JsonObject) expected = make_payload (self);
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;

  if (self->number != 0 && moot_json_get_int (signed_payload, "n") != self->number)
    return FALSE;
  json_object_remove_member (signed_payload, "at");
  json_object_remove_member (signed_payload, "n");
  theirs = canonicalize (signed_payload, NULL);
  ours = canonicalize (expected, NULL);
  return ours != NULL && g_strcmp0 (ours, theirs) == 0;
}

static gboolean
verify (const char *hex,
        const char *payload,
        const char *signature)
{
  g_autoptr (MootPublicKey) key = moot_device_key_from_hex (hex, NULL);
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = moot_base64url_decode (signature, &n_bytes);

  return key != NULL && bytes != NULL &&
         moot_public_key_verify (key, payload, strlen (payload), bytes, n_bytes);
}

/**
 * moot_ballot_statement_check:
 * @self: what the ballot is said to be
 * @signature: (nullable): the `signature` of the Ballot, as JSON
 * @find: finds the voter's key
 * @data: for @find
 *
 * Returns: what the signature is worth
 */
MootBallotSignature
moot_ballot_statement_check (const MootBallotStatement *self,
                             const char                *signature,
                             MootDeviceKeyFind          find,
                             gpointer                   data)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) said = NULL;
  const char *payload;
  const char *text;
  const char *hex;

  if (signature == NULL || g_str_equal (signature, "null"))
    return MOOT_BALLOT_SIGNATURE_MISSING;
  object = parse_object (signature);
  payload = object != NULL ? moot_json_get_string (object, "payload") : NULL;
  text = object != NULL ? moot_json_get_string (object, "ed25519") : NULL;
  if (payload == NULL || text == NULL || strlen (payload) > MOOT_BALLOT_PAYLOAD_MAX ||
      moot_json_get_string (object, "key_id") == NULL)
    return MOOT_BALLOT_SIGNATURE_MALFORMED;
  said = parse_payload (payload);
  if (said == NULL)
    return MOOT_BALLOT_SIGNATURE_MALFORMED;
  hex = find (moot_json_get_string (object, "key_id"), data);
  if (hex == NULL)
    return MOOT_BALLOT_SIGNATURE_KEY_UNKNOWN;
  if (!verify (hex, payload, text))
    return MOOT_BALLOT_SIGNATURE_FALSE;
  return says_the_same (self, said) ? MOOT_BALLOT_SIGNATURE_HOLDS : MOOT_BALLOT_SIGNATURE_OTHER;
}

/* The log ------------------------------------------------------------------------------------ */

/* The digest of the signature, however its JSON was spelt on the way. */
static gboolean
set_signature (JsonObject  *object,
               const char  *signature,
               GError     **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *digest = NULL;

  if (signature == NULL || g_str_equal (signature, "null"))
    return TRUE;
  node = moot_json_parse (signature, -1, error);
  canonical = node != NULL ? moot_json_canonicalize (node, error) : NULL;
  if (canonical == NULL)
    return FALSE;
  digest = moot_sha256_hex (canonical, strlen (canonical));
  json_object_set_string_member (object, "signature_sha256", digest);
  return TRUE;
}

/**
 * moot_ballot_statement_dup_committed:
 * @self: a ballot; @at is when the node took it
 * @member_id: whose
 * @signature: (nullable): its signature
 * @error: return location
 *
 * Returns: (transfer full): the canonical text that the log commits to
 */
char *
moot_ballot_statement_dup_committed (const MootBallotStatement  *self,
                                     gint64                      member_id,
                                     const char                 *signature,
                                     GError                    **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *at = moot_time_format_iso (self->at);

  json_object_set_string_member (object, "at", at);
  moot_ballot_statement_set_choices (self, object, "choices");
  set_id (object, "member", member_id);
  set_id (object, "proposal", self->proposal_id);
  json_object_set_int_member (object, "version", self->version);
  if (has_reason (self))
    json_object_set_string_member (object, "reason", self->reason);
  return set_signature (object, signature, error) ? canonicalize (object, error) : NULL;
}

/**
 * moot_salted_commitment:
 * @salt: kept with the data and destroyed with it
 * @data: what is committed to, canonical
 *
 * Returns: (transfer full): SHA-256 (salt, data) in hex
 */
char *
moot_salted_commitment (const char *salt,
                        const char *data)
{
  g_autofree char *input = g_strconcat (salt, data, NULL);

  return moot_sha256_hex (input, strlen (input));
}

/* Keys --------------------------------------------------------------------------------------- */

/**
 * moot_device_key_dup_claim:
 * @log_id: of the co-op's log
 * @member_id: whose key it is to be
 * @ed25519: the public key in hex
 *
 * Returns: (transfer full): what the key signs to prove that the member's device has it
 */
char *
moot_device_key_dup_claim (const char *log_id,
                           gint64      member_id,
                           const char *ed25519)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "t", "device_key");
  json_object_set_string_member (object, "log_id", log_id);
  json_object_set_string_member (object, "ed25519", ed25519);
  set_id (object, "member", member_id);
  return canonicalize (object, NULL);
}

/**
 * moot_device_key_from_hex:
 * @hex: 64 small hexadecimal digits
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the public key
 */
MootPublicKey *
moot_device_key_from_hex (const char  *hex,
                          GError     **error)
{
  guint8 point[MOOT_ED25519_BYTES];

  for (gsize i = 0; i < 2 * sizeof point; i++)
    if (!g_ascii_isxdigit (hex[i]) || g_ascii_isupper (hex[i]))
      {
        g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a key has 64 hex digits");
        return NULL;
      }
  for (gsize i = 0; i < sizeof point; i++)
    point[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                         g_ascii_xdigit_value (hex[2 * i + 1]));
  if (hex[2 * sizeof point] == '\0')
    return moot_public_key_new_ed25519 (point, error);
  g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a key has 64 hex digits");
  return NULL;
}
