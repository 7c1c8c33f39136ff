/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROPOSAL_EDITOR (moot_proposal_editor_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalEditor, moot_proposal_editor, MOOT, PROPOSAL_EDITOR, GtkWidget)

/**
 * MootProposalEditor:
 *
 * Writes a proposal and chooses by which rule of the bylaws it is decided.
 *
 * Signals: `created` (id), once the server has it.  Property: `dirty`, whether closing would lose
 * words.
 */

GtkWidget *moot_proposal_editor_new       (MootClient         *client,
                                           const char         *discussion_id);
gboolean   moot_proposal_editor_get_dirty (MootProposalEditor *self);

G_END_DECLS
