/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_TYPE_EFFECT_RECORD (moot_effect_record_get_type ())

G_DECLARE_FINAL_TYPE (MootEffectRecord, moot_effect_record, MOOT, EFFECT_RECORD, GObject)

/**
 * MootEffectRecord:
 *
 * What follows from a decision; `state` is waiting, done, failed or dropped.
 */
struct _MootEffectRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 outcome_id;
  gint64 proposal_id;
  gint64 position;
  char *type;
  char *params;
  char *state;
  gint64 due_at;
  gint64 next_at;
  gint64 attempts;
  gint64 executed_at;
  char *problem;
  gint64 task_id;
  gint64 log_seq;
};

#define MOOT_TYPE_TASK_RECORD (moot_task_record_get_type ())

G_DECLARE_FINAL_TYPE (MootTaskRecord, moot_task_record, MOOT, TASK_RECORD, GObject)

/**
 * MootTaskRecord:
 *
 * Something that a member does because it was decided.
 */
struct _MootTaskRecord
{
  GObject parent_instance;

  gint64 id;
  char *title;
  char *note;
  gint64 owner_id;
  gint64 due_on;
  gint64 proposal_id;
  gint64 outcome_id;
  gint64 created_at;
  gint64 done_at;
  gint64 done_by;
};

/**
 * MootTaskFilter:
 * @owner_id: 0 for everybody's
 * @outcome_id: 0 for all
 * @done: 1 for those that are done, 0 for the others, -1 for all
 */
typedef struct
{
  gint64 owner_id;
  gint64 outcome_id;
  int done;
} MootTaskFilter;

MootEffectRecord *
moot_effect_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_effect_store_list     (MootDb                  *db,
                                       gint64                   outcome_id,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_effect_store_find_due (MootDb                  *db,
                                       gint64                   now,
                                       gint64                  *out_id,
                                       GError                 **error);
gboolean   moot_effect_store_add      (MootDb                  *db,
                                       MootEffectRecord        *effect,
                                       GError                 **error);
gboolean   moot_effect_store_save     (MootDb                  *db,
                                       const MootEffectRecord  *effect,
                                       GError                 **error);
gboolean   moot_effect_store_mark     (MootDb                  *db,
                                       gint64                   proposal_id,
                                       gint64                   now,
                                       GError                 **error);
gboolean   moot_effect_store_drop     (MootDb                  *db,
                                       gint64                   proposal_id,
                                       GError                 **error);

MootTaskRecord *
moot_task_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_task_store_list (MootDb                *db,
                                 const MootTaskFilter  *filter,
                                 const MootRange       *range,
                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_task_store_add  (MootDb                *db,
                                 MootTaskRecord        *task,
                                 GError               **error);
gboolean   moot_task_store_save (MootDb                *db,
                                 const MootTaskRecord  *task,
                                 GError               **error);

G_END_DECLS
