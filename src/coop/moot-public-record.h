/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-db-pool.h"
#include "moot-proposal.h"
#include "moot-tally.h"

G_BEGIN_DECLS

#define MOOT_PUBLIC_PIN_DAYS 7 /* a decision is shown at the top that long */

gboolean moot_public_record_open    (const MootCoopContext     *context,
                                     const MootProposalRecord  *proposal,
                                     GError                   **error);
gboolean moot_public_record_extend  (const MootCoopContext     *context,
                                     const MootProposalRecord  *proposal,
                                     GError                   **error);
gboolean moot_public_record_close   (const MootCoopContext     *context,
                                     const MootProposalRecord  *proposal,
                                     const MootTally           *tally,
                                     MootOutcomeRecord         *outcome,
                                     GError                   **error);
gboolean moot_public_record_correct (const MootCoopContext     *context,
                                     const MootProposalRecord  *proposal,
                                     const MootTally           *tally,
                                     MootOutcomeRecord         *outcome,
                                     GError                   **error);

gboolean moot_public_record_fill (const MootCoopContext     *context,
                                  const MootProposalRecord  *record,
                                  MootProposal              *proposal,
                                  GError                   **error);

gboolean moot_public_record_run_due (MootDbPool        *pool,
                                     const MootSite    *site,
                                     gint64             now,
                                     MootCoopListener   listener,
                                     gpointer           listener_data,
                                     GError           **error);

G_END_DECLS
