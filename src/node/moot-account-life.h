/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"

G_BEGIN_DECLS

extern const MootRouteTable moot_account_life_routes;

gboolean moot_account_life_end     (MootDb          *db,
                                    const MootSite  *site,
                                    gint64           account_id,
                                    GError         **error);
gboolean moot_account_life_promote (MootDb          *db,
                                    const MootSite  *site,
                                    gint64           account_id,
                                    GError         **error);

G_END_DECLS
