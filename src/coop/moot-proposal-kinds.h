/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-decision-kind.h"
#include "moot-proposal.h"
#include "moot-proposals.h"

G_BEGIN_DECLS

gboolean moot_proposal_kinds_get (const MootProposalRecord  *record,
                                  MootDecisionKind          *out_kind,
                                  GError                   **error);
GPtrArray *moot_proposal_kinds_new_options (const char *kind,
                                            const char *json,
                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_proposal_kinds_settle      (MootProposalRecord        *record,
                                          const MootKindSettings    *settings,
                                          guint                      n_options,
                                          GError                   **error);
gboolean moot_proposal_kinds_load_limits (const MootProposalRecord  *record,
                                          guint                      n_options,
                                          MootKindLimits            *out_limits,
                                          GError                   **error);
gboolean moot_proposal_kinds_load_class  (MootDb                    *db,
                                          const MootProposalRecord  *record,
                                          MootDecisionClass         *out_decision,
                                          GError                   **error);
void     moot_proposal_kinds_fill        (const MootProposalRecord  *record,
                                          MootProposal              *proposal);

GPtrArray *moot_proposal_kinds_read_ballot (const MootProposalRecord *record,
                                            GPtrArray *options,
                                            const MootVoteDraft *votes,
                                            gsize n_votes,
                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
