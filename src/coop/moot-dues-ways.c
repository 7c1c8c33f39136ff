/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where dues are paid to: the accounts the treasurer enters, checked before anybody pays into them.
 * Whoever changes an account could have the money of all, so the log names them.
 * Spec: governance rules, payment rails; src/node/README.md, "Paying".
 * Thread: the connection's. */
#include "moot-dues-ways.h"

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-dues-store.h"
#include "moot-json.h"
#include "moot-payment-reference.h"
#include "moot-talk-store.h"
#include "moot-texts.h"
#include "moot-uri.h"

#include <string.h>

#define HOLDER_MAX 70 /* characters: EPC069-12 allows as many */
#define SLUG_MAX 60
#define URL_MAX 500
#define WORDS_MAX 500 /* characters: how to pay in cash, or at a shop */

static gboolean
has_digits (const char *text,
            gsize       n)
{
  return strlen (text) == n && strspn (text, "0123456789") == n;
}

static gboolean
is_sort_code (const char *text)
{
  return has_digits (text, 6);
}

static gboolean
is_account_number (const char *text)
{
  return has_digits (text, 8);
}

static gboolean
is_bic (const char *text)
{
  const gsize length = strlen (text);

  return (length == 8 || length == 11) &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= 6 &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

static gboolean
is_slug (const char *text)
{
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen (text);
}

/* A line of its own in the square code. */
static gboolean
is_one_line (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

/* What each way needs, each name in one kind only; written without @blanks, which people put
 * between digits. */
static const struct
{
  const char *kind;
  const char *name;
  gboolean required;
  glong max;
  const char *blanks;
  gboolean (*is_valid) (const char *text);
  const char *what;
} fields[] = {
  { "uk_fps", "account_name", TRUE, HOLDER_MAX, NULL, is_one_line, "one line" },
  { "uk_fps", "sort_code", TRUE, 20, " -", is_sort_code, "six digits" },
  { "uk_fps", "account_number", TRUE, 20, " -", is_account_number, "eight digits" },
  { "sepa_epc", "name", TRUE, HOLDER_MAX, NULL, is_one_line, "one line" },
  { "sepa_epc", "iban", TRUE, 60, " ", moot_iban_is_valid, "an IBAN; one of its digits is wrong" },
  { "sepa_epc", "bic", FALSE, 20, " ", is_bic, "a BIC of 8 or 11 characters" },
  { "open_collective", "slug", TRUE, SLUG_MAX, NULL, is_slug, "the name in its address" },
  { "open_collective", "url", TRUE, URL_MAX, NULL, moot_uri_is_http, "a web address" },
  { "liberapay", "liberapay_url", TRUE, URL_MAX, NULL, moot_uri_is_http, "a web address" },
  { "other", "words", TRUE, WORDS_MAX, NULL, is_one_line, "one line" },
};

/**
 * moot_dues_way_name:
 * @i: from 0
 *
 * Returns: (nullable): the name of something that a way to pay has, `kind` first; %NULL past the
 * last
 */
const char *
moot_dues_way_name (guint i)
{
  if (i == 0)
    return "kind";
  return i <= G_N_ELEMENTS (fields) ? fields[i - 1].name : NULL;
}

static gboolean
is_kind (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (text, fields[i].kind) == 0)
      return TRUE;
  return FALSE;
}

static char *
dup_without (const char *text,
             const char *blanks)
{
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (strchr (blanks, *c) == NULL)
      g_string_append_c (kept, g_ascii_toupper (*c));
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static gboolean
put_field (guint            field,
           JsonObject      *way,
           MootJsonWriter  *json,
           GError         **error)
{
  const char *name = fields[field].name;
  const char *text = moot_json_get_string (way, name);
  g_autofree char *trimmed = moot_text_dup_trimmed (text);
  g_autofree char *value = NULL;

  if (!moot_text_check (name, text, fields[field].max, fields[field].required, error))
    return FALSE;
  if (*trimmed == '\0')
    return TRUE;
  value = fields[field].blanks != NULL ? dup_without (trimmed, fields[field].blanks)
                                       : g_strdup (trimmed);
  if (!fields[field].is_valid (value))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, name, "'%s' must be %s", name,
                             fields[field].what);
  moot_json_put_string (json, name, value);
  return TRUE;
}

static gboolean
put_way (JsonObject      *way,
         MootJsonWriter  *json,
         GError         **error)
{
  const char *kind = moot_json_get_string (way, "kind");

  if (!is_kind (kind))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "kind", "'%.40s' is no way to pay",
                             kind != NULL ? kind : "");
  moot_json_begin_object (json);
  moot_json_put_string (json, "kind", kind);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (kind, fields[i].kind) && !put_field (i, way, json, error))
      return FALSE;
  moot_json_end_object (json);
  return TRUE;
}

static char *
write_ways (JsonArray  *ways,
            GError    **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (json_array_get_length (ways) > MOOT_DUES_WAYS_MAX)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "ways", "at most %d ways to pay",
                        MOOT_DUES_WAYS_MAX);
      return NULL;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < json_array_get_length (ways); i++)
    if (!put_way (json_array_get_object_element (ways, i), &json, error))
      return NULL;
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/* The ways of one kind as they are written, one after the other. */
static char *
dup_of_kind (JsonArray  *ways,
             const char *kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; ways != NULL && i < json_array_get_length (ways); i++)
    {
      JsonNode *node = json_array_get_element (ways, i);
      g_autofree char *way = json_to_string (node, FALSE);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_strcmp0 (moot_json_get_string (json_node_get_object (node), "kind"), kind) == 0)
        g_string_append (text, way);
    }
  return g_string_free (text, FALSE);
}

static JsonArray *
get_list (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* What is other than before, by kind: accounts are for members, the log is for everybody. */
static char *
dup_changed_kinds (const char *before,
                   const char *after)
{
  g_autoptr (JsonNode) old = before != NULL ? moot_json_parse (before, -1, NULL) : NULL;
  g_autoptr (JsonNode) new = moot_json_parse (after, -1, NULL);
  GString *kinds = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *left = dup_of_kind (get_list (old), fields[i].kind);
      g_autofree char *right = dup_of_kind (get_list (new), fields[i].kind);
      const gboolean is_first = i == 0 || !g_str_equal (fields[i].kind, fields[i - 1].kind);

      if (is_first && !g_str_equal (left, right))
        g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? "," : "", fields[i].kind);
    }
  return g_string_free (kinds, FALSE);
}

static gboolean
tell_everybody (const MootCoopContext  *context,
                const MootActor        *actor,
                GError                **error)
{
  return moot_talk_store_tell_everybody (
    context->db, &(MootCoopNews){ .type = "ways", .actor_id = actor->id }, context->now, error);
}

/**
 * moot_dues_set_ways:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @ways: (element-type JsonObject): each with `kind` and what that kind needs; none takes all away
 * @error: return location
 *
 * Writes where dues are paid to from now on, and who said so into the log; every member hears of
 * it. What is there already is not written again.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _INVALID, _BLANK, _TOO_LONG, _TOO_MANY, _NOT_FOUND.
 *
 * Returns: whether they are in force
 */
gboolean
moot_dues_set_ways (const MootCoopContext  *context,
                    const MootActor        *actor,
                    JsonArray              *ways,
                    GError                **error)
{
  g_autoptr (MootPlanRecord) plan = NULL;
  g_autofree char *rails = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *kinds = NULL;

  if (!actor->is_treasurer)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only a treasurer says where dues are paid to");
  rails = write_ways (ways, error);
  plan = rails != NULL ? moot_dues_load_plan_record (context, error) : NULL;
  if (plan == NULL)
    return FALSE;
  if (g_strcmp0 (plan->rails, rails) == 0)
    return TRUE;
  digest = moot_sha256_hex (rails, strlen (rails));
  kinds = dup_changed_kinds (plan->rails, rails);
  return moot_dues_store_set_rails (context->db, plan->id, rails, error) &&
         tell_everybody (context, actor, error) &&
         moot_audit_append (context,
                            &(MootAuditEvent){ .type = "dues.ways_changed",
                                               .actor_id = actor->id,
                                               .subject_type = "dues_plan",
                                               .subject_id = plan->id,
                                               .facts = { { "ways_sha256", digest, 0 },
                                                          { "kinds", kinds, 0 } } },
                            NULL, error);
}
