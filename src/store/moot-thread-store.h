/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-view.h"

G_BEGIN_DECLS

#define MOOT_THREAD_MAX 4096           /* statuses of a thread that a member gets */
#define MOOT_THREAD_MAX_ANCESTORS 40   /* for strangers */
#define MOOT_THREAD_MAX_DESCENDANTS 60 /* for strangers */
#define MOOT_THREAD_MAX_DEPTH 20       /* for strangers */

gboolean moot_thread_read (const MootStatusView  *view,
                           gint64                 status_id,
                           GArray               **out_ancestors,
                           GArray               **out_descendants,
                           GError               **error);

G_END_DECLS
