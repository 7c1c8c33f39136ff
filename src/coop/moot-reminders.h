/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"

G_BEGIN_DECLS

#define MOOT_TERM_WARNING_DAYS 60

gboolean moot_reminders_file          (const MootCoopContext    *context,
                                       MootProposalRecord       *record,
                                       const MootDecisionClass  *decision,
                                       GError                  **error);
gboolean moot_reminders_file_election (const MootCoopContext    *context,
                                       MootProposalRecord       *record,
                                       GError                  **error);
gboolean moot_reminders_run           (const MootCoopContext    *context,
                                       GError                  **error);

G_END_DECLS
