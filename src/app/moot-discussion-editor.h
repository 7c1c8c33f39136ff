/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-discussion.h"
#include "moot-editor-form.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DISCUSSION_EDITOR (moot_discussion_editor_get_type ())

G_DECLARE_FINAL_TYPE (
  MootDiscussionEditor, moot_discussion_editor, MOOT, DISCUSSION_EDITOR, GtkWidget)

/**
 * MootDiscussionEditor:
 *
 * Writes the opening of a discussion.
 *
 * Signals: `created` (id), once the server has it.
 */

GtkWidget *moot_discussion_editor_new     (MootClient     *client) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_discussion_editor_new_for (MootClient     *client,
                                           MootDiscussion *discussion) G_GNUC_WARN_UNUSED_RESULT;

MootEditorForm *moot_discussion_editor_get_form (MootDiscussionEditor *self);

G_END_DECLS
