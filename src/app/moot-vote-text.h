/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot-signature.h"
#include "moot-paper-check.h"
#include "moot-proposal.h"
#include "moot-receipt-check.h"

G_BEGIN_DECLS

/**
 * MootVoteProof:
 * @receipt: whether the log has my ballot
 * @signature: what my device’s signature under it is worth
 * @paper: whether my anonymous ballot is among those counted
 * @anonymous: whether ballots have no names
 *
 * What this computer found out about the ballot that was cast.
 */
typedef struct
{
  MootReceipt receipt;
  MootBallotSignature signature;
  MootPaperProof paper;
  gboolean anonymous;
} MootVoteProof;

gboolean    moot_vote_text_has_papers     (MootProposal        *proposal);
char       *moot_vote_text_dup_secrecy    (MootProposal        *proposal) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_vote_text_is_good        (const MootVoteProof *proof);
const char *moot_vote_text_get_proof      (const MootVoteProof *proof);
char       *moot_vote_text_dup_how        (const MootVoteProof *proof,
                                           const char          *number) G_GNUC_WARN_UNUSED_RESULT;
const char *moot_vote_text_get_no_receipt (void);

G_END_DECLS
