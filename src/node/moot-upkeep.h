/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-services.h"

G_BEGIN_DECLS

gboolean moot_upkeep_run (const MootServices  *services,
                          gint64               now,
                          GError             **error);

G_END_DECLS
