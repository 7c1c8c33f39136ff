/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-verdict.h"
#include "moot-words.h"

G_BEGIN_DECLS

/**
 * MootVoteChoice:
 * @MOOT_VOTE_AGREE: I support this
 * @MOOT_VOTE_ABSTAIN: counts for the quorum only
 * @MOOT_VOTE_DISAGREE: I can live with it but do not support it
 * @MOOT_VOTE_BLOCK: it breaks our principles
 *
 * What a ballot about a proposal says, in the order ballots show it.
 */
typedef enum
{
  MOOT_VOTE_AGREE,
  MOOT_VOTE_ABSTAIN,
  MOOT_VOTE_DISAGREE,
  MOOT_VOTE_BLOCK,
} MootVoteChoice;

#define MOOT_N_VOTE_CHOICES (MOOT_VOTE_BLOCK + 1)

/**
 * MootVote:
 * @member_id: who cast it
 * @ballot_id: rises with every ballot; of one member's ballots the highest counts
 * @choice: what it says
 */
typedef struct
{
  gint64 member_id;
  gint64 ballot_id;
  MootVoteChoice choice;
} MootVote;

/**
 * MootVoteCount:
 * @eligible: people on the roll
 * @cast: people who voted
 * @votes: people who voted for or against
 * @choices: people by what they chose
 */
typedef struct
{
  gint64 eligible;
  gint64 cast;
  gint64 votes;
  gint64 choices[MOOT_N_VOTE_CHOICES];
} MootVoteCount;

gboolean moot_vote_count_run        (const MootVote       *ballots,
                                     gsize                 n_ballots,
                                     gint64                n_eligible,
                                     MootVoteCount        *out_count,
                                     GError              **error);
void     moot_vote_count_get_totals (const MootVoteCount  *self,
                                     MootVoteTotals       *out_totals);

char *moot_vote_count_dup_percent_votes (const MootVoteCount *self,
                                         MootVoteChoice       choice) G_GNUC_WARN_UNUSED_RESULT;
char *moot_vote_count_dup_percent_cast  (const MootVoteCount *self,
                                         MootVoteChoice       choice) G_GNUC_WARN_UNUSED_RESULT;

MOOT_DECLARE_WORDS (moot_vote_choice, MootVoteChoice);

G_END_DECLS
