/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tasks: what somebody does because it was decided.
 * Spec: co-op API, Outcome: effects of type task.
 * Thread: the connection's. */
#include "moot-tasks.h"

#include "moot-coop-error.h"
#include "moot-member-store.h"

static MootTaskRecord *
find_task (const MootCoopContext  *context,
           gint64                  id,
           GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootTaskRecord *task = moot_task_store_find (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (task == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such task");
  return task;
}

static gboolean
check_owner (const MootCoopContext  *context,
             gint64                  id,
             GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMemberRecord) member = moot_member_store_find (context->db, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return (member != NULL && moot_member_state_get_rights (member->state) & MOOT_RIGHT_COMMENT) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "owner_id",
                           "only an active member takes a task");
}

/**
 * moot_tasks_change:
 * @context: a context inside a transaction
 * @actor: its owner, a facilitator or an admin; whoever takes a task over need not be any of them
 * @id: a task
 * @change: what becomes otherwise
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _INVALID.
 *
 * Returns: whether it was written
 */
gboolean
moot_tasks_change (const MootCoopContext  *context,
                   const MootActor        *actor,
                   gint64                  id,
                   const MootTaskChange   *change,
                   GError                **error)
{
  g_autoptr (MootTaskRecord) task = find_task (context, id, error);
  const gboolean takes = change->owner_id == actor->id && change->done < 0;

  if (task == NULL || !moot_actor_require (actor, MOOT_RIGHT_COMMENT, error))
    return FALSE;
  if (task->owner_id != actor->id && !actor->is_facilitator && !actor->is_admin && !takes)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only its owner, facilitators and admins change a task");
  if (change->owner_id != 0 && !check_owner (context, change->owner_id, error))
    return FALSE;
  if (change->owner_id != 0)
    task->owner_id = change->owner_id;
  if (change->due_on > 0)
    task->due_on = change->due_on;
  if (change->done >= 0)
    {
      task->done_at = change->done ? context->now : 0;
      task->done_by = change->done ? actor->id : 0;
    }
  if (!moot_task_store_save (context->db, task, error))
    return FALSE;
  moot_coop_tell (context, "coop.task", id);
  return TRUE;
}

static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

static MootTask *
make_task (const MootTaskRecord *record)
{
  MootTask *task = g_object_new (MOOT_TYPE_TASK, NULL);

  task->id = dup_id (record->id);
  task->title = g_strdup (record->title);
  task->note = g_strdup (record->note);
  task->owner_id = dup_id (record->owner_id);
  task->due_on = record->due_on;
  task->proposal_id = dup_id (record->proposal_id);
  task->outcome_id = dup_id (record->outcome_id);
  task->created_at = record->created_at;
  task->done_at = record->done_at;
  task->done_by = dup_id (record->done_by);
  return task;
}

/** moot_tasks_load: (transfer full): one task, for members */
MootTask *
moot_tasks_load (const MootCoopContext  *context,
                 const MootActor        *viewer,
                 gint64                  id,
                 GError                **error)
{
  g_autoptr (MootTaskRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = find_task (context, id, error);
  return record != NULL ? make_task (record) : NULL;
}

/** moot_tasks_list: (transfer full) (element-type MootTask): a page, for members */
GPtrArray *
moot_tasks_list (const MootCoopContext  *context,
                 const MootActor        *viewer,
                 const MootTaskFilter   *filter,
                 const MootRange        *range,
                 GError                **error)
{
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *tasks;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  records = moot_task_store_list (context->db, filter, range, error);
  if (records == NULL)
    return NULL;
  tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (tasks, make_task (g_ptr_array_index (records, i)));
  return tasks;
}
