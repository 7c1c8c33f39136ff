/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-collection-walk.h"
#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_POLL_TELL_MS (3 * MOOT_MINUTE) /* at least, between two tellings of running totals */
#define MOOT_POLL_ASK_MS MOOT_MINUTE        /* at least, between two questions for a poll */
#define MOOT_POLLS_AT_ONCE 20               /* of ours that one round tells of */

void     moot_poll_refresh_as (const MootAsker  *asker,
                               const char       *uri);
void     moot_poll_refresh    (MootFederation   *federation,
                               gint64            status_id);
void     moot_poll_look       (MootFederation   *federation,
                               MootDb           *db,
                               gint64            status_id,
                               gint64            now);
gboolean moot_polls_tell      (MootDb           *db,
                               const MootSite   *site,
                               gint64            now,
                               GError          **error);

G_END_DECLS
