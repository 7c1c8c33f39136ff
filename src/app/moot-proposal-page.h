/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-case-page.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROPOSAL_PAGE (moot_proposal_page_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalPage, moot_proposal_page, MOOT, PROPOSAL_PAGE, MootCasePage)

/**
 * MootProposalPage:
 *
 * One proposal: its text, what was said about it, the ballot, and the result with its reasons.
 *
 * Signal: `open-discussion` (id).
 */

GtkWidget *moot_proposal_page_new (MootClient *client,
                                   const char *proposal_id) G_GNUC_WARN_UNUSED_RESULT;

void moot_proposal_page_vote (MootProposalPage *self);

G_END_DECLS
