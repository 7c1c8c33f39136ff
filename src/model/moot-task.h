/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TASK (moot_task_get_type ())

G_DECLARE_FINAL_TYPE (MootTask, moot_task, MOOT, TASK, GObject)

/**
 * MootTask:
 *
 * Something that a member does because it was decided; `done_at` is 0 until then.
 */
struct _MootTask
{
  GObject parent_instance;

  char *id;
  char *title;
  char *note;
  char *owner_id;
  gint64 due_on;
  char *proposal_id;
  char *outcome_id;
  gint64 created_at;
  gint64 done_at;
  char *done_by;
};

G_END_DECLS
