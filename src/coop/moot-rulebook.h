/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-db-pool.h"

G_BEGIN_DECLS

#define MOOT_RULEBOOK_SOON_DAYS 30 /* what ends or is reviewed within them ends soon */

gboolean moot_rulebook_supersede (const MootCoopContext  *context,
                                  gint64                  id,
                                  gint64                  by_id,
                                  GError                **error);
gboolean moot_rulebook_run_due   (MootDbPool             *pool,
                                  const MootSite         *site,
                                  gint64                  now,
                                  MootCoopListener        listener,
                                  gpointer                listener_data,
                                  GError                **error);

char *moot_rulebook_write_match (const char *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
