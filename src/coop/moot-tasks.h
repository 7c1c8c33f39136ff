/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-effect-store.h"
#include "moot-membership.h"
#include "moot-task.h"

G_BEGIN_DECLS

/**
 * MootTaskChange:
 *
 * What becomes otherwise of a task; 0 and -1 leave a thing as it is.
 */
typedef struct
{
  gint64 owner_id;
  gint64 due_on;
  int done;
} MootTaskChange;

gboolean moot_tasks_change (const MootCoopContext  *context,
                            const MootActor        *actor,
                            gint64                  id,
                            const MootTaskChange   *change,
                            GError                **error);

MootTask  *moot_tasks_load (const MootCoopContext  *context,
                            const MootActor        *viewer,
                            gint64                  id,
                            GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_tasks_list (const MootCoopContext  *context,
                            const MootActor        *viewer,
                            const MootTaskFilter   *filter,
                            const MootRange        *range,
                            GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
