/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "coop-fixture.h"

#include "moot-outcomes.h"
#include "moot-papers.h"
#include "moot-proposals.h"
#include "moot-tallying.h"

G_BEGIN_DECLS

/**
 * ProposalLife:
 *
 * A proposal on its way: what is handed in, and what was read of it last.
 */
typedef struct
{
  gint64 discussion;
  gint64 proposal;
  gint64 opens_at;
  gint64 closes_at;
  MootProposalDraft draft;
  MootBallotDraft ballot;
  char *stamp;
  char *secret; /* of the paper that is replaced */
  gint64 log_seq;
  MootProposal *shown;
  MootTally *tally;
  MootOutcome *outcome;
} ProposalLife;

void proposal_life_clear (ProposalLife *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProposalLife, proposal_life_clear)

/* Steps, with a ProposalLife as their data. */
gboolean proposal_discuss      (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_propose      (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_open         (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_cast         (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_cast_paper   (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_look         (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_count        (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);
gboolean proposal_read_outcome (const MootCoopContext  *context,
                                const MootActor        *actor,
                                gpointer                data,
                                GError                **error);

gboolean proposal_run_sql (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gpointer                data,
                           GError                **error);

#define PROPOSAL_CROWD 1001 /* account of the first of many */

gint64 proposal_find_option (const ProposalLife *life,
                             const char         *key);

void  proposal_enrol      (CoopFixture  *coop,
                           guint         n_members);
void  proposal_close      (CoopFixture  *coop,
                           ProposalLife *life);
void  proposal_draw_stamp (ProposalLife *life,
                           guint         number);
char *proposal_dup_secret (guint         number);

void proposal_vote_for (CoopFixture  *coop,
                        ProposalLife *life,
                        const char   *class,
                        const char   *effect,
                        guint         subject);
void proposal_decide   (CoopFixture  *coop,
                        ProposalLife *life,
                        const char   *class,
                        const char   *effect,
                        guint         subject);

G_END_DECLS
