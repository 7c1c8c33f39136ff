/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-posts.h"

G_BEGIN_DECLS

#define MOOT_RECORD_ASK_MS (10 * MOOT_MINUTE) /* at least, between two looks at the same record */
#define MOOT_RECORD_MAX_TOUCHED 20            /* decisions that one look may settle */

gboolean moot_record_take  (MootDb                *db,
                            const MootFederation  *federation,
                            const MootPost        *post,
                            gint64                 status_id,
                            GError               **error);
void     moot_record_check (MootFederation        *federation,
                            gint64                 status_id);
void     moot_record_look  (MootFederation        *federation,
                            MootDb                *db,
                            gint64                 status_id,
                            gint64                 now);

G_END_DECLS
