/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signatures as the standard has them, in the part of it that the fediverse uses.
 * Spec: RFC 9421, profile of Mastodon and Fedify.
 * Thread: any. */
#include "moot-http-digest.h"
#include "moot-http-signature-private.h"
#include "moot-structured-header.h"
#include "moot-uri.h"

#include <string.h>

#define LABEL "sig1"

/* Fedify signs the address of a key with its fragment, which no server ever sees. */
static const char *const target_endings[] = { "", "#main-key", "#ed25519-key" };

static const char *const known_algorithms[] = { "rsa-v1_5-sha256", "ed25519", NULL };

static char *
dup_param (const MootHeaderItem *member,
           const char           *name)
{
  const MootHeaderItem *param = moot_header_find (member->params, name);

  return param != NULL && param->kind == MOOT_HEADER_ITEM_STRING ? g_strdup (param->text) : NULL;
}

static gint64
get_seconds (const MootHeaderItem *member,
             const char           *name)
{
  const MootHeaderItem *param = moot_header_find (member->params, name);

  return param != NULL && param->kind == MOOT_HEADER_ITEM_INTEGER ? MAX (param->number, 0) : 0;
}

/* Components with parameters of their own mean something else than without: not read here. */
static gboolean
read_components (MootHttpSignature     *self,
                 const MootHeaderItem  *member,
                 GError               **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < member->items->len; i++)
    {
      const MootHeaderItem *item = g_ptr_array_index (member->items, i);

      if (item->kind != MOOT_HEADER_ITEM_STRING)
        return moot_signature_malformed (error, "a component is no string");
      if (item->params->len > 0)
        return moot_signature_refuse (error, "a component has parameters");
      g_strv_builder_add (names, item->text);
    }
  self->components = g_strv_builder_end (names);
  return TRUE;
}

static gboolean
read_claim (MootHttpSignature     *self,
            const MootHeaderItem  *member,
            const MootHeaderItem  *signature,
            GError               **error)
{
  g_autofree char *algorithm = NULL;

  if (member->kind != MOOT_HEADER_ITEM_LIST || signature->kind != MOOT_HEADER_ITEM_BYTES)
    return moot_signature_malformed (error, "it is no list of components");
  algorithm = dup_param (member, "alg");
  self->scheme = MOOT_SIGNATURE_RFC9421;
  self->key_id = dup_param (member, "keyid");
  self->algorithm = algorithm != NULL ? g_ascii_strdown (algorithm, -1) : NULL;
  self->created = get_seconds (member, "created");
  self->expires = get_seconds (member, "expires");
  self->params = g_strdup (member->raw);
  self->signature = g_bytes_ref (signature->bytes);
  if (self->key_id == NULL || *self->key_id == '\0')
    return moot_signature_refuse (error, "it names no key");
  if (moot_header_find (member->params, "expires") != NULL && self->expires == 0)
    return moot_signature_refuse (error, "its end cannot be read");
  return read_components (self, member, error);
}

static GPtrArray *
parse (const MootHttpMessage  *message,
       GError                **error)
{
  g_autofree char *input = moot_http_message_dup_header (message, "signature-input");
  g_autofree char *value = moot_http_message_dup_header (message, "signature");
  g_autoptr (GPtrArray) members = moot_header_parse_dictionary (input, error);
  g_autoptr (GPtrArray) signatures =
    members != NULL ? moot_header_parse_dictionary (value, error) : NULL;
  g_autoptr (GPtrArray) claims =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_http_signature_free);

  if (signatures == NULL)
    return NULL;
  for (guint i = 0; i < members->len; i++)
    {
      const MootHeaderItem *member = g_ptr_array_index (members, i);
      const MootHeaderItem *signature = moot_header_find (signatures, member->key);
      MootHttpSignature *self;

      if (signature == NULL)
        continue;
      self = g_new0 (MootHttpSignature, 1);
      g_ptr_array_add (claims, self);
      if (!read_claim (self, member, signature, error))
        return NULL;
    }
  if (claims->len > 0)
    return g_steal_pointer (&claims);
  moot_signature_malformed (error, "labels do not match");
  return NULL;
}

static gboolean
covers_target (const MootHttpSignature *self,
               const MootHttpMessage   *message)
{
  gboolean has_query = strchr (moot_http_message_get_target (message), '?') != NULL;

  if (moot_signature_covers (self, "@target-uri"))
    return TRUE;
  if (!moot_signature_covers (self, "@authority"))
    return FALSE;
  if (moot_signature_covers (self, "@request-target"))
    return TRUE;
  return moot_signature_covers (self, "@path") &&
         (!has_query || moot_signature_covers (self, "@query"));
}

static gboolean
check (const MootHttpSignature   *self,
       const MootHttpMessage     *message,
       const MootSignatureTerms  *terms,
       GError                   **error)
{
  const char *method = moot_http_message_get_method (message);
  gboolean reads = strcmp (method, "GET") == 0 || strcmp (method, "HEAD") == 0;

  if (self->algorithm != NULL && !g_strv_contains (known_algorithms, self->algorithm))
    return moot_signature_refuse (error, "its algorithm is not known here");
  if (self->created == 0)
    return moot_signature_refuse (error, "it does not say when it was made");
  if (!moot_signature_covers (self, "@method") || !covers_target (self, message))
    return moot_signature_refuse (error, "it covers neither method nor target");
  if ((!reads || g_bytes_get_size (moot_http_message_get_body (message)) > 0) &&
      !moot_signature_covers (self, "content-digest"))
    return moot_signature_refuse (error, "it does not cover the body");
  return moot_signature_check_host (message, terms, error);
}

static char *
dup_derived (const MootHttpMessage *message,
             const char            *component,
             const char            *ending)
{
  const char *target = moot_http_message_get_target (message);
  const char *query = strchr (target, '?');
  g_autofree char *uri = moot_http_message_dup_uri (message);

  if (strcmp (component, "@method") == 0)
    return g_strdup (moot_http_message_get_method (message));
  if (strcmp (component, "@target-uri") == 0)
    return g_strconcat (uri, ending, NULL);
  if (strcmp (component, "@authority") == 0)
    return moot_http_message_dup_authority (message);
  if (strcmp (component, "@scheme") == 0)
    return g_strndup (uri, strcspn (uri, ":"));
  if (strcmp (component, "@request-target") == 0)
    return g_strdup (target);
  if (strcmp (component, "@path") == 0)
    return g_strndup (target, strcspn (target, "?"));
  if (strcmp (component, "@query") == 0)
    return g_strdup (query != NULL ? query : "?");
  return NULL;
}

static char *
dup_component (const MootHttpMessage *message,
               const char            *component,
               const char            *ending)
{
  g_autofree char *lower = g_ascii_strdown (component, -1);

  if (*component == '@')
    return dup_derived (message, component, ending);
  return strcmp (lower, component) == 0 ? moot_http_message_dup_header (message, component) : NULL;
}

static char *
dup_base (const MootHttpSignature  *self,
          const MootHttpMessage    *message,
          guint                     variant,
          GError                  **error)
{
  gboolean reads = strcmp (moot_http_message_get_method (message), "GET") == 0;
  g_autoptr (GString) base = g_string_new (NULL);

  if (variant >= G_N_ELEMENTS (target_endings) ||
      (variant > 0 && (!reads || !moot_signature_covers (self, "@target-uri"))))
    return NULL;
  for (guint i = 0; self->components[i] != NULL; i++)
    {
      g_autofree char *value =
        dup_component (message, self->components[i], target_endings[variant]);

      if (value == NULL)
        {
          moot_signature_refuse (error, "it covers something that is not there");
          return NULL;
        }
      g_string_append_printf (base, "\"%s\": %s\n", self->components[i], value);
    }
  g_string_append_printf (base, "\"@signature-params\": %s", self->params);
  return g_string_free (g_steal_pointer (&base), FALSE);
}

static char *
write_params (const MootHttpMessage *message,
              const MootPrivateKey  *key,
              const char            *key_id,
              gint64                 now,
              GStrv                 *out_components)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *list = NULL;

  g_strv_builder_add_many (names, "@method", "@target-uri", NULL);
  if (moot_http_message_count_header (message, "content-digest") > 0)
    g_strv_builder_add (names, "content-digest");
  if (moot_http_message_count_header (message, "collection-synchronization") > 0)
    g_strv_builder_add (names, "collection-synchronization");
  *out_components = g_strv_builder_end (names);
  list = g_strjoinv ("\" \"", *out_components);
  return g_strdup_printf (
    "(\"%s\");created=%" G_GINT64_FORMAT ";keyid=\"%s\"%s", list, now / 1000, key_id,
    moot_private_key_get_kind (key) == MOOT_KEY_ED25519 ? ";alg=\"ed25519\"" : "");
}

static gboolean
sign (MootHttpMessage       *message,
      const MootPrivateKey  *key,
      const char            *key_id,
      gint64                 now,
      GError               **error)
{
  const char *method = moot_http_message_get_method (message);
  GBytes *body = moot_http_message_get_body (message);
  g_auto (GStrv) components = NULL;
  g_autofree char *params = NULL;
  g_autofree char *base = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *input = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GBytes) signature = NULL;

  if (strcmp (method, "GET") != 0 || g_bytes_get_size (body) > 0)
    {
      g_autofree char *digest = moot_http_content_digest_write (body);

      moot_http_message_replace_header (message, "Content-Digest", digest);
    }
  params = write_params (message, key, key_id, now, &components);
  base = dup_base (&(MootHttpSignature){ .components = components, .params = params }, message, 0,
                   error);
  if (base == NULL)
    return FALSE;
  signature = moot_private_key_sign (key, base, strlen (base), error);
  if (signature == NULL)
    return FALSE;

  base64 = g_base64_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  input = g_strconcat (LABEL "=", params, NULL);
  value = g_strconcat (LABEL "=:", base64, ":", NULL);
  moot_http_message_replace_header (message, "Signature-Input", input);
  moot_http_message_replace_header (message, "Signature", value);
  return TRUE;
}

const MootSignatureKind moot_signature_rfc9421 = { parse, check, dup_base, sign };
