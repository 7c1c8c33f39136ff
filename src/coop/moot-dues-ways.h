/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MOOT_DUES_WAYS_MAX 10 /* more would be no help to whoever wants to pay */

const char *moot_dues_way_name (guint i);

gboolean moot_dues_set_ways (const MootCoopContext  *context,
                             const MootActor        *actor,
                             JsonArray              *ways,
                             GError                **error);

G_END_DECLS
