/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-membership.h"
#include "moot-words.h"

G_BEGIN_DECLS

/**
 * MootProposalState:
 *
 * Where a proposal is in its life.
 */
typedef enum
{
  MOOT_PROPOSAL_DRAFT,
  MOOT_PROPOSAL_DISCUSSION,
  MOOT_PROPOSAL_SCHEDULED,
  MOOT_PROPOSAL_OPEN,
  MOOT_PROPOSAL_CLOSED,
  MOOT_PROPOSAL_DECIDED,
  MOOT_PROPOSAL_WITHDRAWN,
  MOOT_PROPOSAL_NOT_QUORATE,
} MootProposalState;

#define MOOT_N_PROPOSAL_STATES (MOOT_PROPOSAL_NOT_QUORATE + 1)

/**
 * MootProposalEvent:
 * @MOOT_PROPOSAL_PUBLISH: others may see and discuss it
 * @MOOT_PROPOSAL_AMEND: its text changes
 * @MOOT_PROPOSAL_SCHEDULE: the day the voting opens is set
 * @MOOT_PROPOSAL_UNSCHEDULE: on that day it cannot be opened: it is discussed on
 * @MOOT_PROPOSAL_BEGIN: the voting opens
 * @MOOT_PROPOSAL_EXTEND: the voting lasts longer
 * @MOOT_PROPOSAL_DECIDE: the voting ends with a verdict
 * @MOOT_PROPOSAL_FAIL: the voting ends without a quorum
 * @MOOT_PROPOSAL_FINISH: something was asked and nothing decided
 * @MOOT_PROPOSAL_WITHDRAW: its proposers take it back
 */
typedef enum
{
  MOOT_PROPOSAL_PUBLISH,
  MOOT_PROPOSAL_AMEND,
  MOOT_PROPOSAL_SCHEDULE,
  MOOT_PROPOSAL_UNSCHEDULE,
  MOOT_PROPOSAL_BEGIN,
  MOOT_PROPOSAL_EXTEND,
  MOOT_PROPOSAL_DECIDE,
  MOOT_PROPOSAL_FAIL,
  MOOT_PROPOSAL_FINISH,
  MOOT_PROPOSAL_WITHDRAW,
} MootProposalEvent;

#define MOOT_N_PROPOSAL_EVENTS (MOOT_PROPOSAL_WITHDRAW + 1)

gboolean moot_proposal_flow_find (MootProposalState         state,
                                  MootProposalEvent         event,
                                  MootProposalState        *out_next);
gboolean moot_proposal_flow_step (const MootCoopContext    *context,
                                  MootProposalRecord       *proposal,
                                  const MootDecisionClass  *decision,
                                  const MootActor          *actor,
                                  MootProposalEvent         event,
                                  GError                  **error);

MOOT_DECLARE_WORDS (moot_proposal_state, MootProposalState);

G_END_DECLS
