/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The table of effects: what a decision can do, checked when it is proposed, written down when it
 * is decided.  Carrying it out is in moot-effects-run. Spec: co-op API, Proposal: effect, Outcome:
 * effects. Thread: the connection's. */
#include "moot-effects.h"

#include <string.h>

#include "moot-bylaws-change.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-json.h"
#include "moot-proposal-kinds.h"
#include "moot-texts.h"

static const MootEffectKinds *const tables[] = {
  &moot_effect_federation_kinds,
  &moot_effect_people_kinds,
  &moot_effect_rule_kinds,
  &moot_effect_money_kinds,
  &moot_effect_word_kinds,
};

/**
 * moot_effect_kind_find:
 * @type: (nullable): as the API calls it
 *
 * Returns: (transfer none): the row of the table; that of a task for what the node does not know
 */
const MootEffectKind *
moot_effect_kind_find (const char *type)
{
  const MootEffectKind *task = NULL;

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (gsize i = 0; i < tables[t]->n_kinds; i++)
      {
        if (g_strcmp0 (tables[t]->kinds[i].type, type) == 0)
          return &tables[t]->kinds[i];
        if (g_str_equal (tables[t]->kinds[i].type, "task"))
          task = &tables[t]->kinds[i];
      }
  return task;
}

/** moot_effect_kinds_foreach: visits every row of the table */
void
moot_effect_kinds_foreach (void (*visit) (const MootEffectKind *kind,
                                          gpointer data),
                           gpointer data)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (gsize i = 0; i < tables[t]->n_kinds; i++)
      visit (&tables[t]->kinds[i], data);
}

/** moot_effect_describe: in a few English words what an effect does */
char *
moot_effect_describe (const char *type,
                      const char *params)
{
  g_autoptr (JsonNode) node = moot_json_parse_sized (params, -1, MOOT_JSON_MAX_BYTES, NULL);
  g_autoptr (JsonObject) nothing = json_object_new ();

  return moot_effect_kind_find (type)->describe (
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : nothing);
}

/* Checking ------------------------------------------------------------------------------------ */

static gboolean
read_list (JsonNode   *node,
           JsonArray **out_list,
           GError    **error)
{
  guint n;

  *out_list = NULL;
  if (node == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect",
                             "an effect is an object with a type");
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      *out_list = json_array_new ();
      json_array_add_element (*out_list, json_node_copy (node));
      return TRUE;
    }
  n = json_array_get_length (json_node_get_array (node));
  if (n == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect",
                             "an effect is an object with a type");
  if (n > MOOT_EFFECTS_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "effect", "at most %d effects",
                             MOOT_EFFECTS_MAX);
  *out_list = json_array_ref (json_node_get_array (node));
  return TRUE;
}

/* What has no `params` has its parameters beside the type. */
static JsonObject *
take_params (JsonObject *object)
{
  JsonObject *params = moot_json_get_object (object, "params");
  JsonNode *copy = json_node_alloc ();

  if (params != NULL)
    {
      json_node_init_object (copy, params);
      params = json_object_ref (json_node_get_object (copy));
    }
  else
    {
      g_autoptr (GList) names = json_object_get_members (object);

      params = json_object_new ();
      for (GList *link = names; link != NULL; link = link->next)
        if (!g_str_equal (link->data, "type") && !g_str_equal (link->data, "at") &&
            !g_str_equal (link->data, "params"))
          json_object_set_member (params, link->data,
                                  json_node_copy (json_object_get_member (object, link->data)));
    }
  json_node_free (copy);
  return params;
}

static gboolean
check_class (const MootEffectCheck  *check,
             const MootEffectKind   *kind,
             GError                **error)
{
  g_autoptr (MootBylaws) bylaws = NULL;

  if (kind->class == NULL || g_str_equal (kind->class, check->decision->id))
    return TRUE;
  bylaws = moot_bylaws_load_in_force (check->context->db, NULL, error);
  if (bylaws == NULL)
    return FALSE;
  return moot_bylaws_find_class (bylaws, kind->class) == NULL ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_CLASS, "class",
                           "an effect '%s' needs a decision of class '%s'", kind->type,
                           kind->class);
}

static gboolean
check_at (JsonObject  *object,
          GError     **error)
{
  const char *at = moot_json_get_string (object, "at");
  gint64 time_ms;

  return !json_object_has_member (object, "at") ||
         json_object_get_null_member (object, "at") ||
         (at != NULL && moot_time_parse_iso (at, &time_ms)) ||
         moot_effect_refuse (error, "at", "a time such as 2027-01-01T00:00:00.000Z");
}

static gboolean
check_one (const MootEffectCheck  *check,
           JsonNode               *node,
           JsonArray              *normal,
           GError                **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = object != NULL ? moot_json_get_string (object, "type") : NULL;
  const MootEffectKind *kind = moot_effect_kind_find (type);
  JsonObject *params;
  JsonObject *result;

  if (type == NULL || *type == '\0' || g_utf8_strlen (type, -1) > MOOT_EFFECT_TYPE_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect",
                             "an effect is an object with a type");
  params = take_params (object);
  result = json_object_new ();
  json_object_set_string_member (result, "type", type);
  json_object_set_object_member (result, "params", params);
  if (moot_json_get_string (object, "at") != NULL)
    json_object_set_string_member (result, "at", moot_json_get_string (object, "at"));
  json_array_add_object_element (normal, result);
  return check_at (object, error) && check_class (check, kind, error) &&
         kind->check (check, params, error);
}

/**
 * moot_effects_check:
 * @context: a context
 * @proposal: what is proposed, its kind and class taken over
 * @decision: what the bylaws say about it
 * @json: (nullable): an effect, or an array of effects
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_INVALID, _BLANK, _TOO_LONG, _TOO_MANY, _CLASS, _KIND, _STATE.
 *
 * Returns: (transfer full) (nullable): the same in normal form, as it is stored: one effect as an
 * object, more as an array; %NULL without @json too
 */
char *
moot_effects_check (const MootCoopContext     *context,
                    const MootProposalRecord  *proposal,
                    const MootDecisionClass   *decision,
                    const char                *json,
                    GError                   **error)
{
  const MootEffectCheck check = { context, proposal, decision };
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;
  g_autoptr (JsonArray) list = NULL;
  g_autoptr (JsonNode) result = json_node_new (JSON_NODE_ARRAY);

  if (json == NULL || !read_list (node, &list, error))
    return NULL;
  if (!g_str_equal (proposal->kind, "proposal"))
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_KIND, "effect",
                        "only what is agreed to or not has an effect of its own");
      return NULL;
    }
  json_node_take_array (result, json_array_new ());
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!check_one (&check, json_array_get_element (list, i), json_node_get_array (result), error))
      return NULL;
  if (json_array_get_length (list) == 1)
    return moot_json_node_to_text (json_array_get_element (json_node_get_array (result), 0));
  return moot_json_node_to_text (result);
}

/* What is stored, one effect or more, as a list. */
static JsonArray *
load_list (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;
  JsonArray *list = json_array_new ();

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_array_add_element (list, json_node_copy (node));
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      json_array_unref (list);
      list = json_array_ref (json_node_get_array (node));
    }
  return list;
}

/** moot_effects_describe: what the effects of a proposal do, a line each */
char *
moot_effects_describe (const char *json)
{
  g_autoptr (JsonArray) list = load_list (json);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      g_autofree char *line = moot_effect_kind_find (moot_json_get_string (object, "type"))
                                ->describe (moot_json_get_object (object, "params"));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

/* Writing down -------------------------------------------------------------------------------- */

/* Not before the days for a challenge are over, nor before the day that the proposal names. */
static gint64
find_due (const MootCoopContext   *context,
          const MootDecisionClass *decision,
          JsonObject              *object)
{
  JsonObject *params = moot_json_get_object (object, "params");
  const char *at = moot_json_get_string (object, "at");
  const char *from = params != NULL ? moot_json_get_string (params, "from") : NULL;
  gint64 due = context->now + decision->challenge_days * MOOT_DAY;
  gint64 time_ms = 0;
  MootDay day;

  if (at != NULL && moot_time_parse_iso (at, &time_ms))
    due = MAX (due, time_ms);
  if (from != NULL && moot_day_parse (from, &day))
    due = MAX (due, moot_coop_day_to_time (day));
  return due;
}

/**
 * moot_effects_plan:
 * @context: a context inside a transaction
 * @proposal: what was adopted
 * @outcome: what was decided; gets the day on which it begins to hold
 * @error: return location
 *
 * Writes down what follows, in the transaction that decides.
 *
 * Returns: whether it was written
 */
gboolean
moot_effects_plan (const MootCoopContext     *context,
                   const MootProposalRecord  *proposal,
                   MootOutcomeRecord         *outcome,
                   GError                   **error)
{
  g_autoptr (JsonArray) list = load_list (proposal->effect);
  MootDecisionClass decision;

  if (!moot_proposal_kinds_load_class (context->db, proposal, &decision, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      JsonNode *params = json_object_get_member (object, "params");
      g_autoptr (MootEffectRecord) effect = g_object_new (MOOT_TYPE_EFFECT_RECORD, NULL);

      effect->outcome_id = outcome->id;
      effect->proposal_id = proposal->id;
      effect->type = g_strdup (moot_json_get_string (object, "type"));
      effect->params = params != NULL ? moot_json_node_to_text (params) : g_strdup ("{}");
      effect->due_at = find_due (context, &decision, object);
      if (!moot_effect_store_add (context->db, effect, error))
        return FALSE;
    }
  return TRUE;
}

/* Showing ------------------------------------------------------------------------------------- */

/* A task says itself what it is, so that clients need not look elsewhere. */
static gboolean
put_task (MootDb          *db,
          MootJsonWriter  *json,
          gint64           id,
          GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootTaskRecord) task = id != 0 ? moot_task_store_find (db, id, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (task == NULL)
    return TRUE;
  moot_json_put_id (json, "task_id", task->id);
  moot_json_put_string (json, "title", task->title);
  moot_json_put_id (json, "owner_id", task->owner_id);
  if (task->due_on != 0)
    {
      g_autofree char *day = moot_day_format (moot_coop_time_to_day (task->due_on));

      moot_json_put_string (json, "due_on", day);
    }
  moot_json_put_time (json, "done_at", task->done_at);
  return TRUE;
}

/**
 * moot_effects_write:
 * @db: a connection
 * @outcome_id: a decision
 * @error: return location
 *
 * Shape: `[{"id":"7","type":"domain_block","params":{…},"state":"done","due_at":…,"executed_at":…,
 * "attempts":1,"problem":null,"task_id":…,"title":…,"owner_id":…,"due_on":…,"done_at":…}]`.
 *
 * Returns: (transfer full): what follows from it, as JSON
 */
char *
moot_effects_write (MootDb  *db,
                    gint64   outcome_id,
                    GError **error)
{
  g_autoptr (GPtrArray) effects = moot_effect_store_list (db, outcome_id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (effects == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < effects->len; i++)
    {
      const MootEffectRecord *effect = g_ptr_array_index (effects, i);

      moot_json_begin_object (&json);
      moot_json_put_id (&json, "id", effect->id);
      moot_json_put_string (&json, "type", effect->type);
      moot_json_put_raw (&json, "params", effect->params);
      moot_json_put_string (&json, "state", effect->state);
      moot_json_put_time (&json, "due_at", effect->due_at);
      moot_json_put_time (&json, "executed_at", effect->executed_at);
      moot_json_put_int (&json, "attempts", effect->attempts);
      moot_json_put_string (&json, "problem", effect->problem);
      if (!put_task (db, &json, effect->task_id, error))
        return NULL;
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}
