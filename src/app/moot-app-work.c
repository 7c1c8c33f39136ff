/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blocking work of the app that belongs to no account: files, keyrings, starting a node, signing
 * in. Thread: started and finished on the main thread. */
#include "moot-app-work.h"

#define N_WORKERS 4 /* one may wait for a browser for minutes */

/**
 * moot_app_work_async:
 * @source: the object that wants the result; it lives until then
 * @work: blocking work
 * @data: a copy of all that it needs
 * @free_data: (nullable): releases @data
 * @free_result: (nullable): releases a result nobody fetched
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
moot_app_work_async (gpointer             source,
                     MootWorkerFunc       work,
                     gpointer             data,
                     GDestroyNotify       free_data,
                     GDestroyNotify       free_result,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  static MootWorker *worker;
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  if (worker == NULL)
    worker = moot_worker_new ("app", N_WORKERS);
  g_task_set_source_tag (task, moot_app_work_async);
  g_task_set_task_data (task, data, free_data);
  moot_worker_run (worker, task, work, free_result);
}

/**
 * moot_app_work_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the work returned
 */
gpointer
moot_app_work_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
