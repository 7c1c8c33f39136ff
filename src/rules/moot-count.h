/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-election.h"
#include "moot-words.h"

G_BEGIN_DECLS

#define MOOT_COUNT_DECIMALS_MAX 9

/**
 * MootCountRule:
 * @MOOT_COUNT_SCOTTISH: STV as Scottish councils count it (weighted inclusive Gregory)
 * @MOOT_COUNT_MEEK: STV by Meek's method, as the reference of the PR Foundation
 * @MOOT_COUNT_IRV: one winner by instant run-off
 * @MOOT_COUNT_SCHULZE: by comparing any two, over the widest paths
 * @MOOT_COUNT_BORDA: points for ranks
 * @MOOT_COUNT_APPROVAL: everybody whom a paper names gets a vote
 *
 * How ranked papers are counted.
 */
typedef enum
{
  MOOT_COUNT_SCOTTISH,
  MOOT_COUNT_MEEK,
  MOOT_COUNT_IRV,
  MOOT_COUNT_SCHULZE,
  MOOT_COUNT_BORDA,
  MOOT_COUNT_APPROVAL,
} MootCountRule;

#define MOOT_N_COUNT_RULES (MOOT_COUNT_APPROVAL + 1)

MOOT_DECLARE_WORDS (moot_count_rule, MootCountRule);

/**
 * MootCountTie:
 * @candidates: of #guint: those who were equal; empty when there was no tie
 * @picked: the one of them who was elected first, transferred or excluded
 * @stage: the earlier stage that told them apart, counted from 1; 0 for the lot
 *
 * How a tie was broken.
 */
typedef struct
{
  GArray *candidates;
  guint picked;
  guint stage;
} MootCountTie;

/**
 * MootCountStage:
 * @votes: by candidate, in units of the count
 * @non_transferable: what nobody holds any more, in units
 * @surplus_of: whose surplus went on; -1 when it was none
 * @elected: of #guint: who is elected at its end, in this order
 * @excluded: of #guint: whose papers went on
 * @tie: the last tie on the way to it
 *
 * One step of a count.
 */
typedef struct
{
  gint64 *votes;
  gint64 non_transferable;
  int surplus_of;
  GArray *elected;
  GArray *excluded;
  MootCountTie tie;
} MootCountStage;

/**
 * MootCount:
 * @rule: how it was counted
 * @n_candidates: as in the election
 * @n_seats: that were to be filled
 * @decimals: of a unit: 5 means that 100000 units are a vote
 * @n_valid: papers with at least one candidate who stands
 * @quota: what elects, in units; 0 where the rule has none
 * @stages: (element-type MootCountStage): from the first
 * @elected: of #guint: in this order
 *
 * A count from the first stage to the result.
 */
typedef struct
{
  MootCountRule rule;
  guint n_candidates;
  guint n_seats;
  guint decimals;
  gint64 n_valid;
  gint64 quota;
  GPtrArray *stages;
  GArray *elected;
} MootCount;

MootCount *moot_count_new  (const MootElection  *election,
                            MootCountRule        rule,
                            guint                n_seats,
                            const guint         *lot,
                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_count_free (MootCount           *self);

char *moot_count_format (const MootCount *self,
                         gint64           units) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootCount, moot_count_free)

G_END_DECLS
