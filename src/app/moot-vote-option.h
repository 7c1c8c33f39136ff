/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-proposal.h"

G_BEGIN_DECLS

#define MOOT_TYPE_VOTE_OPTION (moot_vote_option_get_type ())

G_DECLARE_FINAL_TYPE (MootVoteOption, moot_vote_option, MOOT, VOTE_OPTION, GtkCheckButton)

/**
 * MootVoteOption:
 *
 * One choice of a ballot: icon, word, and what it means.
 */

GtkWidget *moot_vote_option_new (MootProposal       *proposal,
                                 MootProposalOption *option) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_vote_option_get_id (MootVoteOption *self);

G_END_DECLS
