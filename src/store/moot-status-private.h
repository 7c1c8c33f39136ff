/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-store.h"

G_BEGIN_DECLS

/* What the files of the status store share. */

gboolean moot_status_count          (MootDb                 *db,
                                     const MootStatusFacts  *facts,
                                     gint64                  by,
                                     gint64                  at,
                                     GError                **error);
gboolean moot_status_announce_gone  (MootDb                 *db,
                                     const MootStatusFacts  *facts,
                                     GError                **error);
gboolean moot_status_require_facts  (MootDb                 *db,
                                     gint64                  id,
                                     MootStatusFacts        *out_facts,
                                     GError                **error);
gboolean moot_status_write_mentions (MootDb                 *db,
                                     gint64                  id,
                                     const MootStatusDraft  *draft,
                                     gint64                  at,
                                     GError                **error);
gboolean moot_status_write_tags     (MootDb                 *db,
                                     gint64                  id,
                                     const MootStatusDraft  *draft,
                                     GError                **error);

G_END_DECLS
