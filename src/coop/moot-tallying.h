/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-membership.h"
#include "moot-tally.h"
#include "moot-verdict.h"

G_BEGIN_DECLS

MootTally *moot_tallying_count (const MootCoopContext     *context,
                                const MootProposalRecord  *proposal,
                                gint64                     as_of,
                                gboolean                   final,
                                MootVerdict              **out_verdict,
                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
MootTally *moot_tallying_load  (const MootCoopContext     *context,
                                const MootActor           *viewer,
                                gint64                     proposal_id,
                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
GArray *moot_tallying_read_votes (GPtrArray *options,
                                  GPtrArray *choices) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
