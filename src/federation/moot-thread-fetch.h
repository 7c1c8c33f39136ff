/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-collection-walk.h"

G_BEGIN_DECLS

#define MOOT_THREAD_MAX_ANCESTORS 40             /* statuses up a thread */
#define MOOT_THREAD_MAX_POSTS 100                /* that one look makes us fetch */
#define MOOT_THREAD_MAX_HOSTS 20                 /* asked for them */
#define MOOT_THREAD_MAX_PAGES 10                 /* of one collection of replies */
#define MOOT_THREAD_TOTAL_MS (20 * MOOT_SECOND)  /* for one look */
#define MOOT_THREAD_PERIOD_MS (15 * MOOT_MINUTE) /* between two looks at the same status */

void moot_thread_load_ancestors (const MootAsker *asker,
                                 const char      *uri,
                                 guint            max_fetches);
void moot_thread_load_replies   (const MootAsker *asker,
                                 const gint64    *status_ids,
                                 guint            n_statuses,
                                 guint            max_fetches);
void moot_thread_fill           (MootFederation  *federation,
                                 gint64           status_id);

G_END_DECLS
