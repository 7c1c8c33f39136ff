/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads what other co-ops propose and decide, as they say it beside the post that people read.
 *
 * Nothing is passed on as it came: each member is known here, of the type it must have, and short.
 * What makes no sense is left out, for the post can be read without it.
 * Spec: ActivityPub sections 8.3 and 8.5; conformance 76, 78.
 * Thread: any. */
#include "moot-remote-record.h"

#include "moot-uri.h"
#include "moot-wild-json.h"
#include "moot-wire-context.h"

#include <string.h>

#define HASH "sha-256:"
#define HASH_DIGITS 64

static const char *const proposal_names[] = { "folkmoot:proposal", MOOT_NAMESPACE "proposal" };
static const char *const decision_names[] = { "folkmoot:decision", MOOT_NAMESPACE "decision" };

static JsonObject *
find (const MootRemoteObject *object,
      const char *const       names[2])
{
  JsonObject *found = moot_wild_get_object (object->json, names[0]);

  return found != NULL ? found : moot_wild_get_object (object->json, names[1]);
}

/* Words of a table, or keys of options: never text to be read. */
static gboolean
is_word (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > MOOT_RECORD_MAX_WORD)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return TRUE;
}

static const char *
find_word (JsonObject *object,
           const char *name)
{
  const char *text = moot_wild_get_text (object, name);

  return is_word (text) ? text : NULL;
}

static char *
dup_uri (JsonObject *record,
         const char *name,
         const char *id)
{
  const char *uri = moot_wild_get_id (record, name);

  return moot_uri_is_http (uri) && moot_uri_same_origin (uri, id) ? g_strdup (uri) : NULL;
}

static char *
dup_hash (JsonObject *record,
          const char *name)
{
  const char *text = moot_wild_get_text (record, name);

  if (text == NULL || !g_str_has_prefix (text, HASH) ||
      strlen (text) != strlen (HASH) + HASH_DIGITS ||
      strspn (text + strlen (HASH), "0123456789abcdef") != HASH_DIGITS)
    return NULL;
  return g_strdup (text);
}

static void
put_count (MootJsonWriter *json,
           const char     *name,
           gint64          count)
{
  if (count >= 0)
    moot_json_put_int (json, name, count);
  else
    moot_json_put_null (json, name);
}

/* What a member of a rule or a quorum may be: a word, a whole number, or a share as two of them. */
static gboolean
put_term (MootJsonWriter *json,
          const char     *name,
          JsonNode       *node)
{
  JsonArray *share = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const gboolean is_value = JSON_NODE_HOLDS_VALUE (node);

  if (is_value && json_node_get_value_type (node) == G_TYPE_INT64)
    moot_json_put_int (json, name, json_node_get_int (node));
  else if (is_value && is_word (json_node_get_string (node)))
    moot_json_put_string (json, name, json_node_get_string (node));
  else if (share != NULL && json_array_get_length (share) == 2)
    {
      moot_json_name (json, name);
      moot_json_begin_array (json);
      for (guint i = 0; i < 2; i++)
        moot_json_add_int (json, json_array_get_int_element (share, i));
      moot_json_end_array (json);
    }
  else
    return FALSE;
  return TRUE;
}

static void
put_terms (MootJsonWriter *json,
           const char     *name,
           JsonObject     *terms)
{
  g_autoptr (GList) members = terms != NULL ? json_object_get_members (terms) : NULL;
  guint n = 0;

  if (terms == NULL)
    {
      moot_json_put_null (json, name);
      return;
    }
  moot_json_name (json, name);
  moot_json_begin_object (json);
  for (GList *l = members; l != NULL && n < MOOT_RECORD_MAX_TERMS; l = l->next)
    if (is_word (l->data) && put_term (json, l->data, json_object_get_member (terms, l->data)))
      n++;
  moot_json_end_object (json);
}

static void
put_words (MootJsonWriter *json,
           const char     *name,
           JsonObject     *record)
{
  g_auto (GStrv) words = moot_wild_dup_texts (record, name, MOOT_RECORD_MAX_OPTIONS);

  moot_json_name (json, name);
  moot_json_begin_array (json);
  for (guint i = 0; words[i] != NULL; i++)
    moot_json_add_string (json, is_word (words[i]) ? words[i] : NULL);
  moot_json_end_array (json);
}

static void
put_tally (MootJsonWriter *json,
           JsonObject     *tally)
{
  g_autoptr (GList) members = tally != NULL ? json_object_get_members (tally) : NULL;
  guint n = 0;

  moot_json_name (json, "tally");
  moot_json_begin_array (json);
  for (GList *l = members; l != NULL && n < MOOT_RECORD_MAX_OPTIONS; l = l->next)
    {
      gint64 votes = moot_wild_get_number (tally, l->data);

      if (!is_word (l->data) || votes < 0)
        continue;
      moot_json_begin_object (json);
      moot_json_put_string (json, "option", l->data);
      moot_json_put_int (json, "votes", votes);
      moot_json_end_object (json);
      n++;
    }
  moot_json_end_array (json);
}

/* What both have, before what each has. */
static void
begin (MootRemoteRecord       *self,
       JsonObject             *record,
       const MootRemoteObject *object,
       MootJsonWriter         *json)
{
  self->text_uri = dup_uri (record, "text", object->id);
  self->text_hash = dup_hash (record, "textHash");
  moot_json_begin_object (json);
  moot_json_put_string (json, "type", self->part);
  moot_json_put_boolean (json, "remote", TRUE);
  put_count (json, "revision", moot_wild_get_number (record, "revision"));
  moot_json_put_string (json, "text_uri", self->text_uri);
  moot_json_put_string (json, "text",
                        self->text_uri != NULL && self->text_hash != NULL ? "unchecked" : "none");
}

static void
read_proposal (MootRemoteRecord       *self,
               JsonObject             *record,
               const MootRemoteObject *object,
               MootJsonWriter         *json)
{
  begin (self, record, object, json);
  put_count (json, "number", moot_wild_get_number (record, "number"));
  moot_json_put_string (json, "kind", find_word (record, "kind"));
  moot_json_put_string (json, "class", find_word (record, "class"));
  put_terms (json, "rule", moot_wild_get_object (record, "rule"));
  put_terms (json, "quorum", moot_wild_get_object (record, "quorum"));
  moot_json_put_string (json, "ballot", find_word (record, "ballot"));
  moot_json_put_boolean (json, "advisory",
                         g_strcmp0 (find_word (record, "externalVotes"), "count") != 0);
  put_count (json, "eligible_count",
             moot_wild_get_number (moot_wild_get_object (record, "roll"), "size"));
  moot_json_put_time (json, "opens_at", moot_wild_get_time (record, "opens"));
  moot_json_put_time (json, "closes_at", moot_wild_get_time (record, "closes"));
  moot_json_put_boolean (json, "closed", object->poll != NULL && object->poll->closed);
  put_words (json, "options", record);
  moot_json_end_object (json);
}

static void
read_decision (MootRemoteRecord       *self,
               JsonObject             *record,
               const MootRemoteObject *object,
               MootJsonWriter         *json)
{
  g_autofree char *proposal = dup_uri (record, "proposal", object->id);
  g_autofree char *corrects = dup_uri (record, "folkmoot:corrects", object->id);

  self->previous_uri = dup_uri (record, "previous", object->id);
  self->previous_hash = dup_hash (record, "previousHash");
  begin (self, record, object, json);
  moot_json_put_string (json, "proposal_uri", proposal);
  moot_json_put_string (json, "verdict", find_word (record, "outcome"));
  put_tally (json, moot_wild_get_object (record, "tally"));
  put_words (json, "chosen", record);
  put_count (json, "eligible_count", moot_wild_get_number (record, "eligible"));
  put_count (json, "cast_count", moot_wild_get_number (record, "turnout"));
  moot_json_put_boolean (json, "quorum_met", moot_json_get_boolean (record, "quorumMet"));
  moot_json_put_time (json, "closed_at", moot_wild_get_time (record, "closedAt"));
  moot_json_put_time (json, "review_on", moot_wild_get_time (record, "reviewOn"));
  moot_json_put_string (json, "corrects_uri", corrects);
  moot_json_put_string (json, "signature", "unchecked");
  moot_json_put_string (json, "chain", "unknown");
  moot_json_end_object (json);
}

/**
 * moot_remote_record_read:
 * @object: a post of another server
 *
 * Looks for what its co-op says beside it.  Whether a group wrote it is for the caller to know;
 * texts and earlier decisions count only when they are on the same server.
 *
 * Shape of a proposal: `{"type":"proposal","remote":true,"revision":1,"text_uri":"https://…",
 * "text":"unchecked","number":12,"kind":"proposal","class":"ordinary","rule":{…},"quorum":{…},
 * "ballot":"open","advisory":true,"eligible_count":23,"opens_at":"…","closes_at":"…",
 * "closed":false,"options":["agree"]}`.
 *
 * Shape of a decision: `{"type":"outcome","remote":true,"revision":1,"text_uri":"…",
 * "text":"unchecked","proposal_uri":"…","verdict":"adopted","tally":[{"option":"agree",
 * "votes":15}],"chosen":[],"eligible_count":23,"cast_count":18,"quorum_met":true,"closed_at":"…",
 * "review_on":null,"corrects_uri":null,"signature":"unchecked","chain":"unknown"}`.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL for any other post
 */
MootRemoteRecord *
moot_remote_record_read (const MootRemoteObject *object)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  JsonObject *proposal = object->json != NULL ? find (object, proposal_names) : NULL;
  JsonObject *decision = object->json != NULL ? find (object, decision_names) : NULL;
  MootRemoteRecord *self;

  if ((proposal != NULL) == (decision != NULL))
    return NULL;

  self = g_new0 (MootRemoteRecord, 1);
  self->part = proposal != NULL ? "proposal" : "outcome";
  if (proposal != NULL)
    read_proposal (self, proposal, object, &json);
  else
    read_decision (self, decision, object, &json);
  self->coop = moot_json_writer_steal (&json);
  return self;
}

/**
 * moot_remote_record_free:
 * @self: (nullable): a record
 */
void
moot_remote_record_free (MootRemoteRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->coop);
  g_free (self->text_uri);
  g_free (self->text_hash);
  g_free (self->previous_uri);
  g_free (self->previous_hash);
  g_free (self);
}
