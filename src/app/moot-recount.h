/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot.h"
#include "moot-coop.h"
#include "moot-proposal.h"
#include "moot-tally.h"
#include "moot-verdict.h"
#include "moot-vote-count.h"

G_BEGIN_DECLS

/**
 * MootRecountResult:
 * @MOOT_RECOUNT_AGREES: the same numbers and the same result
 * @MOOT_RECOUNT_DIFFERS: the server says something else
 * @MOOT_RECOUNT_IMPOSSIBLE: this version does not know the rule, or a ballot makes no sense
 */
typedef enum
{
  MOOT_RECOUNT_AGREES,
  MOOT_RECOUNT_DIFFERS,
  MOOT_RECOUNT_IMPOSSIBLE,
} MootRecountResult;

/**
 * MootRecount:
 * @result: how it compares with the server's tally
 * @n_ballots: ballots that were counted
 * @count: our numbers
 * @verdict: (nullable): our verdict
 *
 * A count made here, from the ballots themselves.
 */
typedef struct
{
  MootRecountResult result;
  guint n_ballots;
  MootVoteCount count;
  MootVerdict *verdict;
} MootRecount;

MootRecount *moot_recount_new  (MootProposal *proposal,
                                MootCoop     *coop,
                                MootTally    *tally,
                                GPtrArray    *ballots) G_GNUC_WARN_UNUSED_RESULT;
void         moot_recount_free (MootRecount  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRecount, moot_recount_free)

G_END_DECLS
