/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_SYNC_MAX_PAGES 10       /* of a list of followers */
#define MOOT_SYNC_MAX_FOLLOWERS 5000 /* of ours that one actor can have */

gboolean moot_followers_sync (MootFederation  *federation,
                              const char      *actor,
                              const char      *header,
                              GError         **error);

G_END_DECLS
