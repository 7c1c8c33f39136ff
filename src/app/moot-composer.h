/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MOOT_TYPE_COMPOSER (moot_composer_get_type ())

G_DECLARE_FINAL_TYPE (MootComposer, moot_composer, MOOT, COMPOSER, AdwWindow)

GtkWidget *moot_composer_new       (MootSession      *session,
                                    MootStatus       *parent,
                                    const char       *text) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_composer_new_quote (MootSession      *session,
                                    MootStatus       *quoted) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_composer_new_again (MootSession      *session,
                                    const char       *text,
                                    const char       *warning,
                                    const char       *parent_id) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *moot_composer_new_edit  (MootSession      *session,
                                    MootStatus       *status,
                                    MootStatusSource *source) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
