/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-editor-form.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROPOSAL_EDITOR (moot_proposal_editor_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalEditor, moot_proposal_editor, MOOT, PROPOSAL_EDITOR, GtkWidget)

/**
 * MootProposalEditor:
 *
 * Writes a proposal, in a discussion or with one of its own, or another version of one.
 *
 * Signals: `created` (id), once the server has it.
 */

GtkWidget *moot_proposal_editor_new     (MootClient   *client,
                                         const char   *discussion_id) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_proposal_editor_new_for (MootClient   *client,
                                         MootProposal *proposal) G_GNUC_WARN_UNUSED_RESULT;

MootEditorForm *moot_proposal_editor_get_form (MootProposalEditor *self);

G_END_DECLS
