/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Effects in words: an announcement by the co-op, a task for somebody, and whatever the node cannot
 * do by itself, which becomes a task too.
 * Spec: co-op API, Outcome: effects; anything else becomes a task with owner and date.
 * Thread: the connection's. */
#include "moot-effect-kinds.h"

#include "moot-coop-posts.h"
#include "moot-json.h"
#include "moot-texts.h"

#define ANNOUNCEMENT_MAX 2000 /* characters */

static gboolean
check_announcement (const MootEffectCheck  *check,
                    JsonObject             *params,
                    GError                **error)
{
  const char *text;

  return moot_effect_read_text (params, "text", ANNOUNCEMENT_MAX, TRUE, &text, error);
}

static char *
describe_announcement (JsonObject *params)
{
  return g_strdup ("Announce it publicly");
}

static gboolean
execute_announcement (MootEffectJob  *job,
                      GError        **error)
{
  return moot_coop_post (job->context, moot_json_get_string (job->params, "text"),
                         &job->outcome->status_id, error);
}

static gboolean
check_task (const MootEffectCheck  *check,
            JsonObject             *params,
            GError                **error)
{
  g_autoptr (MootMemberRecord) owner = NULL;
  g_autoptr (JsonObject) who = json_object_new ();
  const char *text;
  gint64 owner_id;
  gint64 due_on;

  if (!moot_effect_read_text (params, "title", MOOT_TITLE_MAX, TRUE, &text, error) ||
      !moot_effect_read_text (params, "note", MOOT_REASON_MAX, FALSE, &text, error) ||
      !moot_effect_read_day (params, "due_on", FALSE, &due_on, error) ||
      !moot_effect_read_id (params, "owner_id", FALSE, &owner_id, error))
    return FALSE;
  if (owner_id == 0)
    return TRUE;
  json_object_set_int_member (who, "member_id", owner_id);
  owner = moot_effect_read_member (check->context, who, error);
  return owner != NULL;
}

static char *
describe_task (JsonObject *params)
{
  const char *title = moot_json_get_string (params, "title");

  return g_strdup (title != NULL ? title : "Carry it out");
}

static gboolean
execute_task (MootEffectJob  *job,
              GError        **error)
{
  g_autofree char *title = describe_task (job->params);
  gint64 owner_id;
  gint64 due_on;

  if (!moot_effect_read_id (job->params, "owner_id", FALSE, &owner_id, error) ||
      !moot_effect_read_day (job->params, "due_on", FALSE, &due_on, error))
    return FALSE;
  job->effect->task_id = moot_effect_add_task (
    job, title, moot_json_get_string (job->params, "note"), owner_id, due_on, error);
  return job->effect->task_id != 0;
}

static const MootEffectKind kinds[] = {
  { "announcement", NULL, check_announcement, describe_announcement, execute_announcement },
  { "task", NULL, check_task, describe_task, execute_task },
};

const MootEffectKinds moot_effect_word_kinds = { kinds, G_N_ELEMENTS (kinds) };
