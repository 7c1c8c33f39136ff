/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROPOSAL_PAGE (moot_proposal_page_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalPage, moot_proposal_page, MOOT, PROPOSAL_PAGE, GtkWidget)

/**
 * MootProposalPage:
 *
 * One proposal: its text, what was said about it, the ballot, and the result with its reasons.
 *
 * Signals: `open-discussion` (id), `changed` when a vote was cast or the voting opened.
 * Property: `title`, empty until it is known.
 */

GtkWidget  *moot_proposal_page_new       (MootClient       *client,
                                          const char       *proposal_id) G_GNUC_WARN_UNUSED_RESULT;
const char *moot_proposal_page_get_id    (MootProposalPage *self);
const char *moot_proposal_page_get_title (MootProposalPage *self);
void        moot_proposal_page_refresh   (MootProposalPage *self);

G_END_DECLS
