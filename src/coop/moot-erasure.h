/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"

G_BEGIN_DECLS

gboolean moot_erasure_run (const MootCoopContext  *context,
                           gint64                  account_id,
                           GError                **error);

G_END_DECLS
