/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-ballot-signature.h"
#include "moot-ballot.h"
#include "moot-bylaws.h"
#include "moot-proposal.h"
#include "moot-vote-text.h"

G_BEGIN_DECLS

#define MOOT_TYPE_VOTE_PANEL (moot_vote_panel_get_type ())

G_DECLARE_FINAL_TYPE (MootVotePanel, moot_vote_panel, MOOT, VOTE_PANEL, GtkWidget)

/**
 * MootVotePanel:
 *
 * The ballot: choose, give a reason, look at it once more, cast it.
 *
 * Signals: `cast` (choices as JSON, reason); `open` when a proposer wants to open the voting.
 */

GtkWidget *moot_vote_panel_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_vote_panel_set_proposal (MootVotePanel       *self,
                                   MootProposal        *proposal,
                                   MootBallot          *ballot,
                                   const MootBylaws    *bylaws,
                                   gboolean             may_open);
void moot_vote_panel_set_proof    (MootVotePanel       *self,
                                   const MootVoteProof *proof);
void moot_vote_panel_set_busy     (MootVotePanel       *self,
                                   gboolean             busy);
void moot_vote_panel_set_problem  (MootVotePanel       *self,
                                   const char          *problem);
void moot_vote_panel_focus        (MootVotePanel       *self);

G_END_DECLS
