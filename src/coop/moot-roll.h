/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"

G_BEGIN_DECLS

gboolean moot_roll_check_circle (const MootDecisionClass  *decision,
                                 gint64                    circle_id,
                                 GError                  **error);
gboolean moot_roll_freeze       (const MootCoopContext    *context,
                                 MootProposalRecord       *proposal,
                                 const MootDecisionClass  *decision,
                                 GError                  **error);

G_END_DECLS
