/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_GROUP_SHARES_PER_HOUR 20 /* of one author */

gboolean moot_group_share           (MootDb          *db,
                                     const MootSite  *site,
                                     gint64           status_id,
                                     const char      *activity,
                                     gint64           now,
                                     GError         **error);
gboolean moot_group_withdraw        (MootDb          *db,
                                     const MootSite  *site,
                                     gint64           status_id,
                                     gint64           now,
                                     GError         **error);
gboolean moot_group_withdraw_author (MootDb          *db,
                                     const MootSite  *site,
                                     gint64           account_id,
                                     gint64           now,
                                     GError         **error);

G_END_DECLS
