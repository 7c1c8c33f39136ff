/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

gboolean moot_departure_put          (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           account_id,
                                      gint64           now,
                                      GError         **error);
gboolean moot_departure_is_under_way (MootDb          *db,
                                      gint64           account_id,
                                      gboolean        *out_under_way,
                                      GError         **error);

G_END_DECLS
