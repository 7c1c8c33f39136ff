/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"
#include "moot-status-form.h"

G_BEGIN_DECLS

extern const MootRouteTable moot_scheduled_routes;

gboolean  moot_scheduled_read_time  (MootExchange         *exchange,
                                     gint64                now,
                                     gint64               *out_at);
char     *moot_scheduled_dup_params (const MootExchange   *exchange,
                                     const MootStatusForm *form) G_GNUC_WARN_UNUSED_RESULT;
void      moot_scheduled_reply      (MootExchange         *exchange,
                                     gint64                id);

gboolean moot_scheduled_job (const MootServices  *services,
                             gint64               now,
                             GError             **error);

G_END_DECLS
