/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_KNOCK_AFTER_MS (10 * MOOT_MINUTE) /* asleep; shorter, nobody gave us up */
#define MOOT_KNOCK_EVERY_MS MOOT_DAY           /* at most, for one host */
#define MOOT_KNOCK_MAX 500                     /* hosts at once */
#define MOOT_KNOCK_SHORTEST 2                  /* times the release, for a few hosts */
#define MOOT_KNOCK_LONGEST 10                  /* and for as many as there may be */

gboolean moot_knock (MootDb          *db,
                     const MootSite  *site,
                     gint64           release_ms,
                     gint64           now,
                     GError         **error);

G_END_DECLS
