/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-incoming.h"

G_BEGIN_DECLS

#define MOOT_GROUP_MAX_RELAYED (60 * 1024)  /* bytes of an activity that is passed on as a whole */
#define MOOT_GROUP_ASK_MS (5 * MOOT_SECOND) /* how long a new follower's server may think */

gboolean  moot_group_relay          (MootDb              *db,
                                     const MootSite      *site,
                                     gint64               status_id,
                                     gint64               voter_id,
                                     const char          *activity,
                                     gint64               now,
                                     GError             **error);
char     *moot_group_dup_activity   (const MootIncoming  *incoming) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_group_relay_incoming (MootDb              *db,
                                     const MootIncoming  *incoming,
                                     gint64               status_id,
                                     GError             **error);

gboolean moot_group_ask_follower  (MootIncoming        *incoming,
                                   GError             **error);
gboolean moot_group_note_reader   (MootDb              *db,
                                   const MootIncoming  *incoming,
                                   GError             **error);
gboolean moot_group_answer_author (MootDb              *db,
                                   const MootIncoming  *incoming,
                                   gint64               status_id,
                                   GError             **error);
gboolean moot_group_is_named      (const MootSite      *site,
                                   const char          *uri);

G_END_DECLS
