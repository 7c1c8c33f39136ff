/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_PROFILE_EDITOR (moot_profile_editor_get_type ())

G_DECLARE_FINAL_TYPE (MootProfileEditor, moot_profile_editor, MOOT, PROFILE_EDITOR, GtkWidget)

/**
 * MootProfileEditor:
 *
 * What one tells of oneself: name, text, picture with its description, pairs of name and text, and
 * whether followers are approved.  Goes back by itself when it is saved.
 *
 * Signal: `saved`.
 */

GtkWidget *moot_profile_editor_new (MootSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
