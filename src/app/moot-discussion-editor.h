/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DISCUSSION_EDITOR (moot_discussion_editor_get_type ())

G_DECLARE_FINAL_TYPE (
  MootDiscussionEditor, moot_discussion_editor, MOOT, DISCUSSION_EDITOR, GtkWidget)

/**
 * MootDiscussionEditor:
 *
 * Writes the opening of a discussion.
 *
 * Signals: `created` (id), once the server has it.  Property: `dirty`, whether closing would lose
 * words.
 */

GtkWidget *moot_discussion_editor_new       (MootClient           *client);
gboolean   moot_discussion_editor_get_dirty (MootDiscussionEditor *self);

G_END_DECLS
