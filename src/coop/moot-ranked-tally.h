/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-membership.h"
#include "moot-option-count.h"
#include "moot-tally.h"

G_BEGIN_DECLS

gboolean  moot_ranked_tally_count   (const MootCoopContext  *context,
                                     gint64                  proposal_id,
                                     const MootKindLimits   *limits,
                                     MootDecisionRule        rule,
                                     GPtrArray              *options,
                                     GArray                 *votes,
                                     MootOptionCount        *count,
                                     MootTally              *tally,
                                     GError                **error);
gboolean  moot_ranked_tally_draw    (const MootCoopContext  *context,
                                     gint64                  proposal_id,
                                     const MootKindLimits   *limits,
                                     GPtrArray              *options,
                                     MootOptionCount        *count,
                                     MootTally              *tally,
                                     GError                **error);
char     *moot_ranked_tally_dup_blt (const MootCoopContext  *context,
                                     const MootActor        *viewer,
                                     gint64                  proposal_id,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
GArray *moot_ranked_tally_count_without (const MootCoopContext *context,
                                         gint64 proposal_id,
                                         const GArray *left_out,
                                         GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
