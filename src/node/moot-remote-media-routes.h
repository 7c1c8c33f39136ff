/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"

G_BEGIN_DECLS

#define MOOT_REMOTE_MEDIA_PATH "/media/remote/"

extern const MootRouteTable moot_remote_media_routes;

gboolean moot_remote_media_job (const MootServices  *services,
                                gint64               now,
                                GError             **error);

G_END_DECLS
