/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-client.h"

G_BEGIN_DECLS

void moot_timeline_save_place  (MootClient *client,
                                MootCache  *cache,
                                const char *account,
                                const char *timeline,
                                const char *key,
                                int         offset);
void moot_timeline_save_status (MootClient *client,
                                MootCache  *cache,
                                const char *account,
                                MootStatus *status);

G_END_DECLS
