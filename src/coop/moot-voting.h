/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-membership.h"
#include "moot-proposals.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_BALLOT_CHOICES_MAX 100 /* options of one ballot */

/**
 * MootBallotDraft:
 * @choices: (array length=n_choices): what is chosen
 * @reason: (nullable): Markdown
 * @proposal_version: the text the voter has read
 * @signature: (nullable): JSON, kept as it is
 * @via: (nullable): the client
 */
typedef struct
{
  MootVoteDraft choices[MOOT_BALLOT_CHOICES_MAX];
  gsize n_choices;
  const char *reason;
  gint64 proposal_version;
  const char *signature;
  const char *via;
} MootBallotDraft;

gint64   moot_voting_cast    (const MootCoopContext  *context,
                              const MootActor        *actor,
                              gint64                  proposal_id,
                              const MootBallotDraft  *draft,
                              GError                **error);
gboolean moot_voting_retract (const MootCoopContext  *context,
                              const MootActor        *actor,
                              gint64                  proposal_id,
                              GError                **error);

char *moot_voting_dup_commitment (const MootBallotRecord  *ballot,
                                  GPtrArray               *choices,
                                  GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_voting_may_see_results (const MootCoopContext     *context,
                                      const MootProposalRecord  *proposal,
                                      gint64                     viewer_id,
                                      gboolean                  *out_may,
                                      GError                   **error);

MootBallot *moot_voting_load_own (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  gint64                  proposal_id,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_voting_list (const MootCoopContext  *context,
                             const MootActor        *viewer,
                             gint64                  proposal_id,
                             const MootRange        *range,
                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
