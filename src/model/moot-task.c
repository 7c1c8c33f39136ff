/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What somebody does because it was decided.
 * Spec: co-op API, tasks of an Outcome. */
#include "moot-task.h"

/* clang-format off */
static const MootField task_fields[] = {
  MOOT_STRING (MootTask, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootTask, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootTask, note, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTask, owner_id, MOOT_FIELD_PLAIN),
  MOOT_DATE (MootTask, due_on, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTask, proposal_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTask, outcome_id, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTask, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootTask, done_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootTask, done_by, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootTask, moot_task, task_fields)
