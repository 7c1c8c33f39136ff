/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_CALENDAR_MAX 200 /* proposals, and as many tasks */

char *moot_calendar_write (const MootCoopContext  *context,
                           const MootActor        *viewer,
                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

char     *moot_calendar_make_token   (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_calendar_drop_token   (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      GError                **error);
gboolean  moot_calendar_find_token   (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      gint64                 *out_made_at,
                                      GError                **error);
gboolean  moot_calendar_find_account (MootDb                 *db,
                                      const char             *token,
                                      gint64                 *out_account_id,
                                      GError                **error);

G_END_DECLS
