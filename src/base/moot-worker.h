/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MootWorker MootWorker;

/**
 * MootWorkerFunc:
 * @data: the task data of the job, a copy of all that the work needs
 * @cancellable: (nullable): check it between steps
 * @error: return location
 *
 * The blocking work.  Thread: a worker.
 *
 * Returns: (transfer full) (nullable): the result
 */
typedef gpointer (*MootWorkerFunc) (gpointer       data,
                                    GCancellable  *cancellable,
                                    GError       **error);

MootWorker *moot_worker_new  (const char *name,
                              guint       n_threads);
void        moot_worker_free (MootWorker *self);

void moot_worker_run (MootWorker     *self,
                      GTask          *task,
                      MootWorkerFunc  func,
                      GDestroyNotify  free_result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootWorker, moot_worker_free)

G_END_DECLS
