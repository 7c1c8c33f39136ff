/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot.h"
#include "moot-bylaws-change.h"
#include "moot-coop.h"
#include "moot-discussion.h"
#include "moot-member.h"
#include "moot-outcome.h"
#include "moot-page-source.h"
#include "moot-paper-check.h"
#include "moot-proposal.h"
#include "moot-receipt-check.h"
#include "moot-recount.h"
#include "moot-signature-check.h"

#include "moot-talk-load.h"

G_BEGIN_DECLS

/**
 * MootProposalCase:
 * @proposal: the proposal
 * @coop: (nullable): whose bylaws it is decided by
 * @me: (nullable): what this account is in the co-op
 * @names: (element-type utf8 MootMember): members by id
 * @discussion: (nullable): where it belongs
 * @talk: (nullable): what was said in its discussion
 * @ballot: (nullable): how I voted
 * @receipt: whether that is in the log
 * @signature: what my own signature under it is worth
 * @tally: (nullable): the count, where it may be seen
 * @recount: (nullable): our own count of the ballots, where they may be seen
 * @signatures: (nullable): what the voters' devices have signed of them
 * @papers: (nullable): what was found out about the papers of an anonymous vote that is over
 * @outcome: (nullable): what was decided, in words
 * @bylaws_change: (nullable): what it would change in the bylaws
 *
 * A proposal with everything its page shows.
 */
typedef struct
{
  MootProposal *proposal;
  MootCoop *coop;
  MootMember *me;
  GHashTable *names;
  MootDiscussion *discussion;
  MootTalk *talk;
  MootBallot *ballot;
  MootReceipt receipt;
  MootBallotSignature signature;
  MootTally *tally;
  MootRecount *recount;
  MootSignatureCheck *signatures;
  MootPaperCheck *papers;
  MootOutcome *outcome;
  MootBylawsChange *bylaws_change;
} MootProposalCase;

gpointer moot_proposal_case_load (MootPageSource    *source,
                                  const char        *id,
                                  GCancellable      *cancellable,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_proposal_case_free (MootProposalCase  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootProposalCase, moot_proposal_case_free)

G_END_DECLS
