/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What follows from decisions: effects and tasks.
 * Thread: the connection's. */
#include "moot-effect-store.h"

#include "moot-sql.h"

/* clang-format off */
static const MootField effect_record_fields[] = {
  MOOT_NUMBER (MootEffectRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEffectRecord, outcome_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEffectRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEffectRecord, position, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEffectRecord, type, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootEffectRecord, params, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEffectRecord, state, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootEffectRecord, due_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootEffectRecord, next_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEffectRecord, attempts, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootEffectRecord, executed_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootEffectRecord, problem, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEffectRecord, task_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootEffectRecord, log_seq, MOOT_FIELD_PLAIN),
};

static const MootField task_record_fields[] = {
  MOOT_NUMBER (MootTaskRecord, id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTaskRecord, title, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTaskRecord, note, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTaskRecord, owner_id, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootTaskRecord, due_on, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTaskRecord, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTaskRecord, outcome_id, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTaskRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTaskRecord, done_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootTaskRecord, done_by, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootEffectRecord, moot_effect_record, effect_record_fields)
MOOT_DEFINE_ENTITY (MootTaskRecord, moot_task_record, task_record_fields)

/** moot_effect_store_find: (transfer full) (nullable): the effect with this id */
MootEffectRecord *
moot_effect_store_find (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_effect_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_EFFECT_RECORD, error);
}

/** moot_effect_store_list: (transfer full) (element-type MootEffectRecord): those of an outcome */
GPtrArray *
moot_effect_store_list (MootDb  *db,
                        gint64   outcome_id,
                        GError **error)
{
  return moot_records_list (db, &moot_sql_effect_list,
                            MOOT_BINDS (MOOT_INT ("outcome_id", outcome_id)),
                            MOOT_TYPE_EFFECT_RECORD, error);
}

/** moot_effect_store_find_due: the effect that is to be tried first, 0 for none */
gboolean
moot_effect_store_find_due (MootDb  *db,
                            gint64   now,
                            gint64  *out_id,
                            GError **error)
{
  *out_id = 0;
  return moot_db_get_int (db, &moot_sql_effect_next_due, MOOT_BINDS (MOOT_INT ("now", now)), out_id,
                          error);
}

/** moot_effect_store_add: writes a new effect at the end of its outcome's and sets its id */
gboolean
moot_effect_store_add (MootDb            *db,
                       MootEffectRecord  *effect,
                       GError           **error)
{
  return moot_records_add (
    db, &moot_sql_effect_add,
    MOOT_BINDS (MOOT_INT ("outcome_id", effect->outcome_id),
                MOOT_INT ("proposal_id", effect->proposal_id), MOOT_TEXT ("type", effect->type),
                MOOT_TEXT ("params", effect->params), MOOT_INT ("due_at", effect->due_at)),
    &effect->id, error);
}

/** moot_effect_store_save: writes how far it is */
gboolean
moot_effect_store_save (MootDb                  *db,
                        const MootEffectRecord  *effect,
                        GError                 **error)
{
  return moot_db_run (
    db, &moot_sql_effect_save,
    MOOT_BINDS (MOOT_TEXT ("state", effect->state), MOOT_INT ("next_at", effect->next_at),
                MOOT_INT ("attempts", effect->attempts),
                MOOT_INT ("executed_at", effect->executed_at),
                MOOT_TEXT ("problem", effect->problem), MOOT_ID ("task_id", effect->task_id),
                MOOT_ID ("log_seq", effect->log_seq), MOOT_INT ("id", effect->id)),
    error);
}

/** moot_effect_store_mark: notes in a proposal that all of it is carried out, once it is */
gboolean
moot_effect_store_mark (MootDb  *db,
                        gint64   proposal_id,
                        gint64   now,
                        GError **error)
{
  return moot_db_run (db, &moot_sql_effect_mark_proposal,
                      MOOT_BINDS (MOOT_INT ("id", proposal_id), MOOT_INT ("now", now)), error);
}

/** moot_effect_store_drop: what still waits of a proposal's effects never happens */
gboolean
moot_effect_store_drop (MootDb  *db,
                        gint64   proposal_id,
                        GError **error)
{
  return moot_db_run (db, &moot_sql_effect_drop,
                      MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), error);
}

/** moot_task_store_find: (transfer full) (nullable): the task with this id */
MootTaskRecord *
moot_task_store_find (MootDb  *db,
                      gint64   id,
                      GError **error)
{
  return moot_records_find (db, &moot_sql_task_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_TASK_RECORD, error);
}

/** moot_task_store_list: (transfer full) (element-type MootTaskRecord): a page */
GPtrArray *
moot_task_store_list (MootDb                *db,
                      const MootTaskFilter  *filter,
                      const MootRange       *range,
                      GError               **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_task_list_ascending : &moot_sql_task_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("owner_id", filter->owner_id),
                MOOT_INT ("outcome_id", filter->outcome_id), MOOT_INT ("done", filter->done),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_TASK_RECORD, error);
}

/** moot_task_store_add: writes a new task and sets its id */
gboolean
moot_task_store_add (MootDb          *db,
                     MootTaskRecord  *task,
                     GError         **error)
{
  return moot_records_add (
    db, &moot_sql_task_add,
    MOOT_BINDS (MOOT_TEXT ("title", task->title), MOOT_TEXT ("note", task->note),
                MOOT_INT ("owner_id", task->owner_id), MOOT_INT ("due_on", task->due_on),
                MOOT_ID ("proposal_id", task->proposal_id),
                MOOT_ID ("outcome_id", task->outcome_id),
                MOOT_INT ("created_at", task->created_at)),
    &task->id, error);
}

/** moot_task_store_save: writes what may change of a task */
gboolean
moot_task_store_save (MootDb                *db,
                      const MootTaskRecord  *task,
                      GError               **error)
{
  return moot_db_run (
    db, &moot_sql_task_save,
    MOOT_BINDS (MOOT_TEXT ("title", task->title), MOOT_TEXT ("note", task->note),
                MOOT_INT ("owner_id", task->owner_id), MOOT_INT ("due_on", task->due_on),
                MOOT_INT ("done_at", task->done_at), MOOT_ID ("done_by", task->done_by),
                MOOT_INT ("id", task->id)),
    error);
}
