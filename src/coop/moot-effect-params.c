/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the kinds of effects share: reading parameters that a member wrote, tasks, and what is to
 * happen later.
 * Thread: the connection's. */
#include "moot-effect-kinds.h"

#include "moot-coop-error.h"
#include "moot-id.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-texts.h"

#define TASK_DAYS 14 /* for a task whose day nobody set */

/** moot_effect_refuse: refuses a parameter; returns %FALSE */
gboolean
moot_effect_refuse (GError     **error,
                    const char  *name,
                    const char  *wanted)
{
  return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect", "'%s' must be %s", name,
                           wanted);
}

static JsonNode *
find (JsonObject *params,
      const char *name)
{
  JsonNode *node = json_object_get_member (params, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/** moot_effect_read_text: reads a text of a parameter; %NULL when it is not there */
gboolean
moot_effect_read_text (JsonObject  *params,
                       const char  *name,
                       glong        max_characters,
                       gboolean     required,
                       const char **out_text,
                       GError     **error)
{
  JsonNode *node = find (params, name);

  *out_text = moot_json_get_string (params, name);
  if (node != NULL && *out_text == NULL)
    return moot_effect_refuse (error, name, "a text");
  return moot_text_check ("effect", *out_text, max_characters, required, error);
}

/** moot_effect_read_number: reads a whole number; untouched when it is not there */
gboolean
moot_effect_read_number (JsonObject  *params,
                         const char  *name,
                         gint64       min,
                         gint64       max,
                         gboolean     required,
                         gint64      *inout_value,
                         GError     **error)
{
  JsonNode *node = find (params, name);
  gint64 value;

  if (node == NULL)
    return !required || moot_effect_refuse (error, name, "there");
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return moot_effect_refuse (error, name, "a whole number");
  value = json_node_get_int (node);
  if (value < min || value > max)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect",
                             "'%s' must be between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                             name, min, max);
  *inout_value = value;
  return TRUE;
}

/** moot_effect_read_id: reads an id, a text as everywhere or a number; 0 when it is not there */
gboolean
moot_effect_read_id (JsonObject  *params,
                     const char  *name,
                     gboolean     required,
                     gint64      *out_id,
                     GError     **error)
{
  JsonNode *node = find (params, name);
  const char *text = moot_json_get_string (params, name);

  *out_id = 0;
  if (node == NULL)
    return !required || moot_effect_refuse (error, name, "there");
  if (text != NULL ? moot_id_parse (text, out_id)
                   : (*out_id = moot_json_get_int (params, name)) > 0)
    return TRUE;
  return moot_effect_refuse (error, name, "an id");
}

/** moot_effect_read_day: reads a day such as 2027-05-04, as the database keeps it; 0 for none */
gboolean
moot_effect_read_day (JsonObject  *params,
                      const char  *name,
                      gboolean     required,
                      gint64      *out_day,
                      GError     **error)
{
  const char *text = moot_json_get_string (params, name);
  MootDay day;

  *out_day = 0;
  if (find (params, name) == NULL)
    return !required || moot_effect_refuse (error, name, "there");
  if (text == NULL || !moot_day_parse (text, &day))
    return moot_effect_refuse (error, name, "a day such as 2027-05-04");
  *out_day = moot_coop_day_to_time (day);
  return TRUE;
}

/** moot_effect_read_member: (transfer full): the member that `member_id` names */
MootMemberRecord *
moot_effect_read_member (const MootCoopContext  *context,
                         JsonObject             *params,
                         GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootMemberRecord *member;
  gint64 id;

  if (!moot_effect_read_id (params, "member_id", TRUE, &id, error))
    return NULL;
  member = moot_member_store_find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (member == NULL)
    moot_effect_refuse (error, "member_id", "that of a member");
  return member;
}

/**
 * moot_effect_add_task:
 * @job: an effect
 * @title: what is to be done
 * @note: (nullable): more about it
 * @owner_id: a member; 0 for the proposer
 * @due_on: a day; 0 for two weeks from now
 * @error: return location
 *
 * Returns: the id of a new task, 0 on failure
 */
gint64
moot_effect_add_task (const MootEffectJob  *job,
                      const char           *title,
                      const char           *note,
                      gint64                owner_id,
                      gint64                due_on,
                      GError              **error)
{
  g_autoptr (MootTaskRecord) task = g_object_new (MOOT_TYPE_TASK_RECORD, NULL);

  task->title = g_strdup (title);
  task->note = g_strdup (note);
  task->owner_id = owner_id != 0 ? owner_id : job->proposal->author_id;
  task->due_on =
    due_on != 0 ? due_on
                : moot_coop_day_to_time (moot_day_add_days (job->context->today, TASK_DAYS));
  task->proposal_id = job->proposal->id;
  task->outcome_id = job->outcome->id;
  task->created_at = job->context->now;
  if (!moot_task_store_add (job->context->db, task, error))
    return 0;
  moot_coop_tell (job->context, "coop.task", task->id);
  return task->id;
}

/** moot_effect_add_later: adds an effect that follows from this one; takes @params; its id */
gint64
moot_effect_add_later (const MootEffectJob  *job,
                       const char           *type,
                       char                 *params,
                       gint64                due_at,
                       GError              **error)
{
  g_autoptr (MootEffectRecord) effect = g_object_new (MOOT_TYPE_EFFECT_RECORD, NULL);

  effect->outcome_id = job->outcome->id;
  effect->proposal_id = job->proposal->id;
  effect->type = g_strdup (type);
  effect->params = params;
  effect->due_at = due_at;
  return moot_effect_store_add (job->context->db, effect, error) ? effect->id : 0;
}
