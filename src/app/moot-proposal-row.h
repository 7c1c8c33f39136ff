/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-bylaws.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROPOSAL_ROW (moot_proposal_row_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalRow, moot_proposal_row, MOOT, PROPOSAL_ROW, GtkListBoxRow)

/**
 * MootProposalRow:
 *
 * One proposal in a list: how long one can vote, whether one has, how many did.
 */

GtkWidget *moot_proposal_row_new (MootProposal     *proposal,
                                  const MootBylaws *bylaws,
                                  const char       *verdict) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_proposal_row_get_id (MootProposalRow *self);

G_END_DECLS
