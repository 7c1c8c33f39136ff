/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_EDITOR_FORM (moot_editor_form_get_type ())

G_DECLARE_FINAL_TYPE (MootEditorForm, moot_editor_form, MOOT, EDITOR_FORM, GtkWidget)

/**
 * MootEditorForm:
 *
 * What every editor of the moot has: a title, a text, room for more, what went wrong, and the
 * button that sends it.  What was written stays through every error.
 *
 * Signals: `submit`; `edited` after every change.
 */

GtkWidget *moot_editor_form_new (void) G_GNUC_WARN_UNUSED_RESULT;

char       *moot_editor_form_dup_title (MootEditorForm *self) G_GNUC_WARN_UNUSED_RESULT;
void        moot_editor_form_set_title (MootEditorForm *self,
                                        const char     *title);
char       *moot_editor_form_dup_text  (MootEditorForm *self) G_GNUC_WARN_UNUSED_RESULT;
void        moot_editor_form_set_text  (MootEditorForm *self,
                                        const char     *text);
const char *moot_editor_form_get_key   (MootEditorForm *self);
gboolean    moot_editor_form_get_dirty (MootEditorForm *self);

void moot_editor_form_set_extra        (MootEditorForm *self,
                                        GtkWidget      *extra);
void moot_editor_form_set_extra_filled (MootEditorForm *self,
                                        gboolean        filled);
void moot_editor_form_touch            (MootEditorForm *self);
void moot_editor_form_show_sending     (MootEditorForm *self);
void moot_editor_form_show_sent        (MootEditorForm *self);
void moot_editor_form_show_problem     (MootEditorForm *self,
                                        const GError   *error);

MootReply *moot_editor_form_finish (MootEditorForm *self,
                                    MootClient     *client,
                                    GAsyncResult   *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
