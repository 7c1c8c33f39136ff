/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"

G_BEGIN_DECLS

gboolean moot_coop_post (const MootCoopContext  *context,
                         const char             *source,
                         gint64                 *out_status_id,
                         GError                **error);

G_END_DECLS
