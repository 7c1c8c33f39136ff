/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Signatures as nearly every server of the fediverse makes them.
 * Spec: draft-cavage-http-signatures-12, with RSASSA-PKCS1-v1_5 and SHA-256 whatever it says.
 * Thread: any. */
#include "moot-crypto.h"
#include "moot-http-digest.h"
#include "moot-http-signature-private.h"

#include <string.h>

#define MAX_PARAMS 16
#define DEFAULT_COMPONENT "date"

static const char *const known_algorithms[] = { "rsa-sha256", "hs2019", "ed25519", NULL };

/* Reads `"text"` or `text`; NULL when it has no end. */
static char *
read_value (const char **at)
{
  g_autoptr (GString) value = g_string_new (NULL);

  if (**at != '"')
    {
      gsize length = strcspn (*at, ", \t\"");
      char *token = g_strndup (*at, length);

      *at += length;
      return token;
    }
  for ((*at)++; **at != '"'; (*at)++)
    {
      if (**at == '\\' && ((*at)[1] == '"' || (*at)[1] == '\\'))
        (*at)++;
      if (**at == '\0')
        return NULL;
      g_string_append_c (value, **at);
    }
  (*at)++;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* `a="b",c=1` as a table; no key may come twice. */
static GHashTable *
read_params (const char *text)
{
  g_autoptr (GHashTable) params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *at = text + strspn (text, " \t");

  if (g_ascii_strncasecmp (at, "Signature ", 10) == 0)
    at += 10;
  for (;;)
    {
      gsize length;
      g_autofree char *name = NULL;
      char *value;

      at += strspn (at, " \t");
      length = strcspn (at, "=, \t\"");
      if (length == 0 || at[length] != '=' || g_hash_table_size (params) >= MAX_PARAMS)
        return NULL;
      name = g_strndup (at, length);
      at += length + 1;
      if (g_hash_table_contains (params, name) || (value = read_value (&at)) == NULL)
        return NULL;
      g_hash_table_insert (params, g_steal_pointer (&name), value);
      at += strspn (at, " \t");
      if (*at == '\0')
        return g_steal_pointer (&params);
      if (*at++ != ',')
        return NULL;
    }
}

/* Seconds since the epoch; FALSE when something else stands there. */
static gboolean
read_seconds (GHashTable *params,
              const char *name,
              gint64     *out_seconds)
{
  const char *text = g_hash_table_lookup (params, name);
  gsize length = text != NULL ? strspn (text, G_CSET_DIGITS) : 0;

  if (text == NULL)
    return TRUE;
  if (length == 0 || length > 12 || text[length] != '\0')
    return FALSE;
  *out_seconds = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static gboolean
read_components (MootHttpSignature *self,
                 const char        *headers)
{
  g_autofree char *lower = g_ascii_strdown (headers, -1);

  self->components = g_strsplit (lower, " ", MOOT_SIGNATURE_MAX_COMPONENTS + 1);
  if (g_strv_length (self->components) > MOOT_SIGNATURE_MAX_COMPONENTS)
    return FALSE;
  for (guint i = 0; self->components[i] != NULL; i++)
    if (*self->components[i] == '\0')
      return FALSE;
  return self->components[0] != NULL;
}

static gboolean
read_claim (MootHttpSignature  *self,
            GHashTable         *params,
            GError            **error)
{
  const char *headers = g_hash_table_lookup (params, "headers");
  const char *signature = g_hash_table_lookup (params, "signature");
  const char *algorithm = g_hash_table_lookup (params, "algorithm");
  gsize length = 0;
  guint8 *bytes = signature != NULL ? moot_base64_decode (signature, -1, &length) : NULL;

  self->scheme = MOOT_SIGNATURE_CAVAGE;
  self->key_id = g_strdup (g_hash_table_lookup (params, "keyId"));
  self->signature = bytes != NULL ? g_bytes_new_take (bytes, length) : NULL;
  self->algorithm = algorithm != NULL ? g_ascii_strdown (algorithm, -1) : NULL;
  if (self->key_id == NULL || *self->key_id == '\0')
    return moot_signature_malformed (error, "it names no key");
  if (self->signature == NULL)
    return moot_signature_malformed (error, "its bytes cannot be read");
  if (!read_seconds (params, "created", &self->created) ||
      !read_seconds (params, "expires", &self->expires))
    return moot_signature_malformed (error, "its times cannot be read");
  if (headers == NULL)
    headers = g_strcmp0 (self->algorithm, "rsa-sha256") == 0 ? DEFAULT_COMPONENT : "(created)";
  if (!read_components (self, headers))
    return moot_signature_malformed (error, "what it covers cannot be read");
  return TRUE;
}

static GPtrArray *
parse (const MootHttpMessage  *message,
       GError                **error)
{
  g_autofree char *value = moot_http_message_dup_header (message, "signature");
  g_autoptr (GHashTable) params = read_params (value);
  g_autoptr (GPtrArray) claims =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_http_signature_free);
  MootHttpSignature *self;

  if (params == NULL)
    {
      moot_signature_malformed (error, "it is no list of parameters");
      return NULL;
    }
  self = g_new0 (MootHttpSignature, 1);
  g_ptr_array_add (claims, self);
  return read_claim (self, params, error) ? g_steal_pointer (&claims) : NULL;
}

static gboolean
needs_digest (const MootHttpMessage *message)
{
  const char *method = moot_http_message_get_method (message);

  return (strcmp (method, "GET") != 0 && strcmp (method, "HEAD") != 0) ||
         g_bytes_get_size (moot_http_message_get_body (message)) > 0;
}

/* The draft forbids these two with the algorithms that are older than they are. */
static gboolean
may_cover_times (const MootHttpSignature *self)
{
  return self->algorithm == NULL || strcmp (self->algorithm, "hs2019") == 0;
}

static gboolean
check (const MootHttpSignature   *self,
       const MootHttpMessage     *message,
       const MootSignatureTerms  *terms,
       GError                   **error)
{
  gboolean created = moot_signature_covers (self, "(created)");
  gboolean expires = moot_signature_covers (self, "(expires)");

  if (self->algorithm != NULL && !g_strv_contains (known_algorithms, self->algorithm))
    return moot_signature_refuse (error, "its algorithm is not known here");
  if (!moot_signature_covers (self, "(request-target)") || !moot_signature_covers (self, "host"))
    return moot_signature_refuse (error, "it covers neither target nor host");
  if (needs_digest (message) && !moot_signature_covers (self, "digest"))
    return moot_signature_refuse (error, "it does not cover the body");
  if (!created && !moot_signature_covers (self, "date"))
    return moot_signature_refuse (error, "it covers no date");
  if ((created || expires) && !may_cover_times (self))
    return moot_signature_refuse (error, "its algorithm knows no times");
  if ((created && self->created == 0) || (expires && self->expires == 0))
    return moot_signature_refuse (error, "it covers a time that is not there");
  return moot_signature_check_host (message, terms, error);
}

static gboolean
append_component (GString                  *base,
                  const MootHttpSignature  *self,
                  const MootHttpMessage    *message,
                  const char               *component,
                  gboolean                  with_query,
                  GError                  **error)
{
  g_autofree char *value = NULL;

  if (strcmp (component, "(request-target)") == 0)
    {
      const char *target = moot_http_message_get_target (message);
      g_autofree char *method = g_ascii_strdown (moot_http_message_get_method (message), -1);
      int length = (int) (with_query ? strlen (target) : strcspn (target, "?"));

      value = g_strdup_printf ("%s %.*s", method, length, target);
    }
  else if (strcmp (component, "(created)") == 0)
    value = g_strdup_printf ("%" G_GINT64_FORMAT, self->created);
  else if (strcmp (component, "(expires)") == 0)
    value = g_strdup_printf ("%" G_GINT64_FORMAT, self->expires);
  else
    value = moot_http_message_dup_header (message, component);

  if (value == NULL)
    return moot_signature_refuse (error, "it covers a header that is not there");
  g_string_append_printf (base, "%s%s: %s", base->len > 0 ? "\n" : "", component, value);
  return TRUE;
}

/* The first reading has the query in the target; the second, if there is a query, has not. */
static char *
dup_base (const MootHttpSignature  *self,
          const MootHttpMessage    *message,
          guint                     variant,
          GError                  **error)
{
  gboolean has_query = strchr (moot_http_message_get_target (message), '?') != NULL;
  g_autoptr (GString) base = g_string_new (NULL);

  if (variant > (has_query ? 1 : 0))
    return NULL;
  for (guint i = 0; self->components[i] != NULL; i++)
    if (!append_component (base, self, message, self->components[i], variant == 0, error))
      return NULL;
  return g_string_free (g_steal_pointer (&base), FALSE);
}

/* Everything any verifier insists on, and nothing that is made only for us. */
static GStrv
components_for (const MootHttpMessage *message)
{
  static const char *const optional[] = { "content-type", "collection-synchronization" };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add_many (names, "(request-target)", "host", "date", NULL);
  if (!needs_digest (message))
    return g_strv_builder_end (names);
  g_strv_builder_add (names, "digest");
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    if (moot_http_message_count_header (message, optional[i]) > 0)
      g_strv_builder_add (names, optional[i]);
  return g_strv_builder_end (names);
}

static gboolean
sign (MootHttpMessage       *message,
      const MootPrivateKey  *key,
      const char            *key_id,
      gint64                 now,
      GError               **error)
{
  g_auto (GStrv) components = components_for (message);
  MootHttpSignature claim = { .scheme = MOOT_SIGNATURE_CAVAGE, .components = components };
  g_autofree char *headers = g_strjoinv (" ", components);
  g_autofree char *base = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GBytes) signature = NULL;

  if (moot_private_key_get_kind (key) != MOOT_KEY_RSA)
    return moot_signature_malformed (error, "this scheme is for RSA keys");
  if (needs_digest (message))
    {
      g_autofree char *digest = moot_http_digest_write (moot_http_message_get_body (message));

      moot_http_message_replace_header (message, "Digest", digest);
    }
  base = dup_base (&claim, message, 0, error);
  if (base == NULL)
    return FALSE;
  signature = moot_private_key_sign (key, base, strlen (base), error);
  if (signature == NULL)
    return FALSE;

  base64 = g_base64_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  /* No blanks behind the commas: GoToSocial does not trim. */
  value = g_strdup_printf ("keyId=\"%s\",algorithm=\"rsa-sha256\",headers=\"%s\",signature=\"%s\"",
                           key_id, headers, base64);
  moot_http_message_replace_header (message, "Signature", value);
  return TRUE;
}

const MootSignatureKind moot_signature_cavage = { parse, check, dup_base, sign };
