/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"
#include "moot-site.h"

G_BEGIN_DECLS

gboolean moot_follow_answer_put (MootDb          *db,
                                 const MootSite  *site,
                                 gint64           account_id,
                                 gint64           target_id,
                                 const char      *follow_uri,
                                 gboolean         accept,
                                 GError         **error);

gboolean moot_follow_answer_put_as (MootDb            *db,
                                    const MootSite    *site,
                                    gint64             account_id,
                                    gint64             target_id,
                                    MootActivityType   asked,
                                    const char        *follow_uri,
                                    gboolean           accept,
                                    GError           **error);

G_END_DECLS
