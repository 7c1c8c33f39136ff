/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-worker.h"

G_BEGIN_DECLS

void     moot_app_work_async  (gpointer              source,
                               MootWorkerFunc        work,
                               gpointer              data,
                               GDestroyNotify        free_data,
                               GDestroyNotify        free_result,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gpointer moot_app_work_finish (GAsyncResult         *result,
                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
