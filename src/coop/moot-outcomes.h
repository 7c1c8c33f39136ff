/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-membership.h"
#include "moot-outcome.h"
#include "moot-records.h"
#include "moot-tally.h"
#include "moot-verdict.h"

G_BEGIN_DECLS

/**
 * MootOutcomeDraft:
 *
 * What may be said about a decision afterwards; %NULL and -1 leave a thing as it is.
 */
typedef struct
{
  const char *statement;
  const char *topic;
  const char *rule_text;
  gint64 review_on;
  gint64 expires_on;
} MootOutcomeDraft;

gboolean moot_outcomes_record_verdict (const MootCoopContext     *context,
                                       const MootProposalRecord  *proposal,
                                       const MootTally           *tally,
                                       MootVerdictResult          result,
                                       GError                   **error);
gint64   moot_outcomes_word           (const MootCoopContext     *context,
                                       const MootActor           *actor,
                                       gint64                     proposal_id,
                                       const MootOutcomeDraft    *draft,
                                       GError                   **error);

gboolean moot_outcomes_set_aside (const MootCoopContext  *context,
                                  MootOutcomeRecord      *outcome,
                                  gint64                  actor_id,
                                  const char             *answer,
                                  GError                **error);

MootOutcomeRecord *
moot_outcomes_find_of_proposal (const MootCoopContext *context,
                                gint64 proposal_id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

MootOutcome *moot_outcomes_load (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 gint64                  id,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;

MootOutcome *moot_outcomes_load_of_proposal (const MootCoopContext *context,
                                             const MootActor *viewer,
                                             gint64 proposal_id,
                                             GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * MootRulebookQuery:
 * @in_force: 1 for those in force, 0 for the others, -1 for all
 * @state: `in_force`, `expiring`, `superseded`, `expired`, `not_adopted`, or empty for all
 * @topic: empty for all
 * @words: what they are about; empty for all
 *
 * A question to the rulebook.
 */
typedef struct
{
  int in_force;
  const char *state;
  const char *topic;
  const char *words;
} MootRulebookQuery;

GPtrArray *moot_outcomes_list (const MootCoopContext    *context,
                               const MootActor          *viewer,
                               const MootRulebookQuery  *query,
                               const MootRange          *range,
                               GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
