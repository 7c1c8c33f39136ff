/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Messages of sealed ballots: JSON objects in their one canonical spelling, most of them signed.
 *
 * A signature is over the text without `sig` and `cosig`; `t` says what kind of message it is, so
 * none can stand for another.  32 bytes are hex, longer ones base64url, times end in Z.
 * Spec: RFC 8785, RFC 8032.  Thread: any. */
#include "moot-message.h"

#include <nettle/eddsa.h>
#include <string.h>

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json-canonical.h"
#include "moot-json.h"

/** moot_message_refuse: sets %MOOT_ERROR_INVALID; returns %FALSE */
gboolean
moot_message_refuse (GError **error,
                     const char *format,
                     ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, text);
  return FALSE;
}

/** moot_message_dup_text: (transfer full): the one spelling of @object, which has no fractions */
char *
moot_message_dup_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return moot_json_canonicalize (node, NULL);
}

/**
 * moot_message_parse:
 * @text: a message
 * @max_bytes: how long it may be
 * @kind: (nullable): what it must be
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for what is not JSON, not spelt the one way, or another kind.
 *
 * Returns: (transfer full): the message
 */
JsonObject *
moot_message_parse (const char  *text,
                    gsize        max_bytes,
                    const char  *kind,
                    GError     **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *canonical = NULL;
  JsonObject *object;

  node = moot_json_parse_sized (text, -1, max_bytes, error);
  if (node == NULL)
    return NULL;
  canonical = moot_json_canonicalize (node, error);
  if (canonical == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node) || strcmp (canonical, text) != 0)
    {
      moot_message_refuse (error, "a message is not in its canonical spelling");
      return NULL;
    }
  object = json_node_get_object (node);
  if (kind != NULL && g_strcmp0 (moot_json_get_string (object, "t"), kind) != 0)
    {
      moot_message_refuse (error, "a message is not a '%s'", kind);
      return NULL;
    }
  return json_object_ref (object);
}

/* What is signed: the same without the signatures. */
static char *
dup_signed_text (JsonObject *object)
{
  g_autoptr (JsonObject) bare = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "sig") && !g_str_equal (l->data, "cosig"))
      json_object_set_member (bare, l->data, json_object_dup_member (object, l->data));
  return moot_message_dup_text (bare);
}

/** moot_message_get_public: the key that checks what @seed signs */
void
moot_message_get_public (const guint8 *seed,
                         guint8       *out_ed25519)
{
  ed25519_sha512_public_key (out_ed25519, seed);
}

/** moot_message_make_signature: signs @object as it is, without its signatures */
void
moot_message_make_signature (JsonObject   *object,
                             const guint8 *seed,
                             guint8       *out_signature)
{
  g_autofree char *text = dup_signed_text (object);
  guint8 ed25519[ED25519_KEY_SIZE];

  ed25519_sha512_public_key (ed25519, seed);
  ed25519_sha512_sign (ed25519, seed, strlen (text), (const guint8 *) text, out_signature);
}

/**
 * moot_message_sign:
 * @object: a message; gets `t` and `sig`
 * @kind: what it is
 * @seed: of 32 bytes
 *
 * Returns: (transfer full): its text
 */
char *
moot_message_sign (JsonObject   *object,
                   const char   *kind,
                   const guint8 *seed)
{
  guint8 signature[ED25519_SIGNATURE_SIZE];

  json_object_set_string_member (object, "t", kind);
  moot_message_make_signature (object, seed, signature);
  moot_message_set_bytes (object, "sig", signature, sizeof signature);
  return moot_message_dup_text (object);
}

/**
 * moot_message_verify:
 * @object: a message
 * @ed25519: of 32 bytes
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether that key signed it
 */
gboolean
moot_message_verify (JsonObject    *object,
                     const guint8  *ed25519,
                     GError       **error)
{
  g_autoptr (GBytes) signature =
    moot_message_get_bytes (object, "sig", ED25519_SIGNATURE_SIZE, error);
  g_autofree char *text = signature != NULL ? dup_signed_text (object) : NULL;

  if (text == NULL)
    return FALSE;
  if (ed25519_sha512_verify (ed25519, strlen (text), (const guint8 *) text,
                             g_bytes_get_data (signature, NULL)))
    return TRUE;
  return moot_message_refuse (error, "the signature of a '%s' does not hold",
                              moot_json_get_string (object, "t"));
}

/** moot_message_digest: SHA-256 of a whole message, by which others name it */
void
moot_message_digest (const char *text,
                     MootDigest *out_digest)
{
  moot_sha256 (text, strlen (text), out_digest->bytes);
}

/* Writing ------------------------------------------------------------------------------------ */

/** moot_message_set_hex: for what has 32 bytes or fewer */
void
moot_message_set_hex (JsonObject   *object,
                      const char   *name,
                      const guint8 *bytes,
                      gsize         n_bytes)
{
  g_autoptr (GString) text = g_string_sized_new (2 * n_bytes + 1);

  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  json_object_set_string_member (object, name, text->str);
}

/** moot_message_set_bytes: for what is longer */
void
moot_message_set_bytes (JsonObject   *object,
                        const char   *name,
                        const guint8 *bytes,
                        gsize         n_bytes)
{
  g_autofree char *text = moot_base64url_encode (bytes, n_bytes);

  json_object_set_string_member (object, name, text);
}

/** moot_message_set_time: UTC milliseconds, written with Z */
void
moot_message_set_time (JsonObject *object,
                       const char *name,
                       gint64      at)
{
  g_autofree char *text = moot_time_format_iso (at);

  json_object_set_string_member (object, name, text);
}

/* Reading ------------------------------------------------------------------------------------ */

/** moot_message_get_digest: 64 small hexadecimal digits.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_message_get_digest (JsonObject  *object,
                         const char  *name,
                         MootDigest  *out_digest,
                         GError     **error)
{
  const char *text = moot_json_get_string (object, name);
  g_autofree char *again = NULL;
  MootDigest digest;

  if (text != NULL && moot_digest_from_hex (text, &digest))
    again = moot_digest_to_hex (&digest);
  if (g_strcmp0 (again, text) != 0 || text == NULL)
    return moot_message_refuse (error, "'%s' is not 64 hex digits", name);
  *out_digest = digest;
  return TRUE;
}

/** moot_message_is_digest: whether a member is the digest it has to be.
 * Errors: %MOOT_ERROR_INVALID */
gboolean
moot_message_is_digest (JsonObject        *object,
                        const char        *name,
                        const MootDigest  *expected,
                        GError           **error)
{
  MootDigest digest;

  if (!moot_message_get_digest (object, name, &digest, error))
    return FALSE;
  return memcmp (&digest, expected, sizeof digest) == 0 ||
         moot_message_refuse (error, "'%s' is another than it should be", name);
}

/** moot_message_get_bytes: (transfer full): exactly @n_bytes, base64url spelt the one way.
 * Errors: %MOOT_ERROR_INVALID */
GBytes *
moot_message_get_bytes (JsonObject  *object,
                        const char  *name,
                        gsize        n_bytes,
                        GError     **error)
{
  const char *text = moot_json_get_string (object, name);
  gsize n = 0;
  g_autofree guint8 *bytes = text != NULL ? moot_base64url_decode (text, &n) : NULL;
  g_autofree char *again = bytes != NULL ? moot_base64url_encode (bytes, n) : NULL;

  if (bytes != NULL && n == n_bytes && g_str_equal (again, text))
    return g_bytes_new_take (g_steal_pointer (&bytes), n);
  moot_message_refuse (error, "'%s' is not %" G_GSIZE_FORMAT " bytes in base64url", name,
                       n_bytes);
  return NULL;
}

/** moot_message_get_word: (transfer none): an id: letters, digits, `_`, `-`, `.`.
 * Errors: %MOOT_ERROR_INVALID */
const char *
moot_message_get_word (JsonObject  *object,
                       const char  *name,
                       GError     **error)
{
  const char *text = moot_json_get_string (object, name);
  gsize n = 0;

  while (text != NULL && n <= MOOT_MESSAGE_WORD_MAX &&
         (g_ascii_isalnum (text[n]) || (text[n] != '\0' && strchr ("_-.", text[n]) != NULL)))
    n++;
  if (n >= 1 && n <= MOOT_MESSAGE_WORD_MAX && text[n] == '\0')
    return text;
  moot_message_refuse (error, "'%s' is not a word", name);
  return NULL;
}

/** moot_message_get_time: UTC milliseconds.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_message_get_time (JsonObject  *object,
                       const char  *name,
                       gint64      *out_at,
                       GError     **error)
{
  const char *text = moot_json_get_string (object, name);
  gint64 at;

  if (text == NULL || !g_str_has_suffix (text, "Z") || !moot_time_parse_iso (text, &at))
    return moot_message_refuse (error, "'%s' is not a time", name);
  *out_at = at;
  return TRUE;
}

/** moot_message_get_number: an integer within bounds.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_message_get_number (JsonObject  *object,
                         const char  *name,
                         gint64       min,
                         gint64       max,
                         gint64      *out_number,
                         GError     **error)
{
  JsonNode *node =
    json_object_has_member (object, name) ? json_object_get_member (object, name) : NULL;
  gint64 number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return moot_message_refuse (error, "'%s' is not a whole number", name);
  number = json_node_get_int (node);
  if (number < min || number > max)
    return moot_message_refuse (
      error, "'%s' is not from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name, min, max);
  *out_number = number;
  return TRUE;
}

/** moot_message_get_list: (transfer none): of at most @max.  Errors: %MOOT_ERROR_INVALID */
JsonArray *
moot_message_get_list (JsonObject  *object,
                       const char  *name,
                       guint        max,
                       GError     **error)
{
  JsonArray *list = moot_json_get_array (object, name);

  if (list != NULL && json_array_get_length (list) <= max)
    return list;
  moot_message_refuse (error, "'%s' is not a list of at most %u", name, max);
  return NULL;
}

/** moot_message_get_member: (transfer none): an object of a list.  Errors: %MOOT_ERROR_INVALID */
JsonObject *
moot_message_get_member (JsonArray  *list,
                         guint       index,
                         GError    **error)
{
  JsonNode *node = json_array_get_element (list, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  moot_message_refuse (error, "a list has a member that is no object");
  return NULL;
}
