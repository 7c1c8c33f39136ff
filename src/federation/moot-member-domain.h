/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

gboolean moot_member_domain_block (MootDb          *db,
                                   const MootSite  *site,
                                   gint64           account_id,
                                   const char      *domain,
                                   gint64           now,
                                   GError         **error);

G_END_DECLS
