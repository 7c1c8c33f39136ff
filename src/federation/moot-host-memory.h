/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db-pool.h"
#include "moot-scheme-memory.h"

G_BEGIN_DECLS

#define MOOT_HOST_MEMORY_MAX 10000          /* hosts */
#define MOOT_HOST_MEMORY_MS (60 * MOOT_DAY) /* without a word */
#define MOOT_HOST_HASTE_UNKNOWN 9           /* whom we never met is as quick as most */

guint    moot_host_haste_of     (gint64             ms);
gboolean moot_host_memory_load  (MootDbPool        *pool,
                                 MootSchemeMemory  *schemes,
                                 gint64             now,
                                 GError           **error);
gboolean moot_host_memory_prune (MootDb            *db,
                                 gint64             now,
                                 GError           **error);

G_END_DECLS
