/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-circle.h"
#include "moot-client.h"
#include "moot-editor-form.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CIRCLE_EDITOR (moot_circle_editor_get_type ())

G_DECLARE_FINAL_TYPE (MootCircleEditor, moot_circle_editor, MOOT, CIRCLE_EDITOR, GtkWidget)

/**
 * MootCircleEditor:
 *
 * Writes the name and the mandate of a circle.
 *
 * Signals: `saved` (id), once the server has it.
 */

GtkWidget *moot_circle_editor_new (MootClient *client,
                                   MootCircle *circle) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
