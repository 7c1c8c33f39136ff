/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"

G_BEGIN_DECLS

extern const MootRouteTable moot_notification_routes;

gboolean moot_notification_write (const MootExchange  *exchange,
                                  gint64               viewer_id,
                                  gint64               id,
                                  MootJsonWriter      *json,
                                  GError             **error);

G_END_DECLS
