/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-proposal.h"
#include "moot-vote-count.h"

G_BEGIN_DECLS

const char *moot_decision_text_get_class         (const char              *class_id);
const char *moot_decision_text_get_class_meaning (const char              *class_id);
char       *moot_decision_text_dup_rule          (const MootDecisionClass *decision);
char       *moot_decision_text_dup_quorum        (const MootDecisionClass *decision,
                                                  gint64                   n_eligible);
char       *moot_decision_text_dup_times         (const MootDecisionClass *decision);

gboolean moot_decision_text_read_class (MootProposal      *proposal,
                                        MootDecisionClass *out_decision);

char       *moot_decision_text_dup_turnout      (MootProposal      *proposal);
const char *moot_decision_text_get_state        (MootProposal      *proposal);
const char *moot_decision_text_get_verdict      (MootVerdictResult  verdict);
const char *moot_decision_text_get_verdict_icon (MootVerdictResult  verdict);

const char *moot_decision_text_get_choice         (MootVoteChoice            choice);
const char *moot_decision_text_get_choice_icon    (MootVoteChoice            choice);
const char *moot_decision_text_get_option         (const MootProposalOption *option);
const char *moot_decision_text_get_option_meaning (MootProposal             *proposal,
                                                   const MootProposalOption *option);
const char *moot_decision_text_get_option_icon    (const MootProposalOption *option);

G_END_DECLS
