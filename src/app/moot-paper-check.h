/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot.h"
#include "moot-page-source.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

/**
 * MootPaperProof:
 * @MOOT_PAPER_UNKNOWN: papers are not published, or this computer has no receipt
 * @MOOT_PAPER_COUNTED: my paper is among those counted, as I cast it
 * @MOOT_PAPER_CHANGED: under my number there is another paper
 * @MOOT_PAPER_MISSING: there is none with my number
 */
typedef enum
{
  MOOT_PAPER_UNKNOWN,
  MOOT_PAPER_COUNTED,
  MOOT_PAPER_CHANGED,
  MOOT_PAPER_MISSING,
} MootPaperProof;

/**
 * MootPaperLog:
 * @MOOT_PAPER_LOG_UNKNOWN: the log could not be asked
 * @MOOT_PAPER_LOG_SAME: the log has just these papers and voters, and proved it
 * @MOOT_PAPER_LOG_OTHER: it has others
 */
typedef enum
{
  MOOT_PAPER_LOG_UNKNOWN,
  MOOT_PAPER_LOG_SAME,
  MOOT_PAPER_LOG_OTHER,
} MootPaperLog;

/**
 * MootPaperCheck:
 * @ballots: (element-type MootBallot): the papers; whose is not known, so each is its own voter
 * @n_voters: members who took part; -1 where that was not to be learnt
 * @log: whether the log has just these
 * @mine: whether my own is there
 *
 * What this computer found out about the papers of an anonymous vote.
 */
typedef struct
{
  GPtrArray *ballots;
  gint64 n_voters;
  MootPaperLog log;
  MootPaperProof mine;
} MootPaperCheck;

MootPaperCheck *moot_paper_check_new  (MootPageSource *source,
                                       MootProposal   *proposal,
                                       MootBallot     *mine,
                                       GCancellable   *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void            moot_paper_check_free (MootPaperCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPaperCheck, moot_paper_check_free)

G_END_DECLS
