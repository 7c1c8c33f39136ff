/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-services.h"

G_BEGIN_DECLS

/**
 * MootScheduledJob:
 * @name: for the log
 * @every_ms: how often
 * @run: the work; blocking, on the scheduler's own thread
 */
typedef struct
{
  const char *name;
  gint64 every_ms;
  gboolean (*run) (const MootServices *services,
                   gint64 now,
                   GError **error);
} MootScheduledJob;

typedef struct _MootScheduler MootScheduler;

MootScheduler *moot_scheduler_start (const MootServices     *services,
                                     const MootScheduledJob *jobs,
                                     gsize                   n_jobs) G_GNUC_WARN_UNUSED_RESULT;
void           moot_scheduler_stop  (MootScheduler          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootScheduler, moot_scheduler_stop)

G_END_DECLS
