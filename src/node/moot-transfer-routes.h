/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"

G_BEGIN_DECLS

extern const MootRouteTable moot_transfer_routes;

gboolean moot_transfer_job (const MootServices  *services,
                            gint64               now,
                            GError             **error);

G_END_DECLS
