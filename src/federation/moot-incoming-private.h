/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-incoming.h"

G_BEGIN_DECLS

gboolean moot_incoming_judge_reads (MootActivityType   type);
gboolean moot_incoming_judge       (MootIncoming      *incoming,
                                    GError           **error);

G_END_DECLS
