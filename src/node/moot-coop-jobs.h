/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-services.h"

G_BEGIN_DECLS

gboolean moot_coop_run_votes   (const MootServices  *services,
                                gint64               now,
                                GError             **error);
gboolean moot_coop_run_effects (const MootServices  *services,
                                gint64               now,
                                GError             **error);
gboolean moot_coop_run_news    (const MootServices  *services,
                                gint64               now,
                                GError             **error);
gboolean moot_coop_run_dues    (const MootServices  *services,
                                gint64               now,
                                GError             **error);

gboolean moot_coop_check_log (const MootServices  *services,
                              gint64               now,
                              GError             **error);

G_END_DECLS
