/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-decision-kind.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CLASS_CHOICE (moot_class_choice_get_type ())

G_DECLARE_FINAL_TYPE (MootClassChoice, moot_class_choice, MOOT, CLASS_CHOICE, GtkWidget)

/**
 * MootClassChoice:
 *
 * Chooses among the classes of the bylaws, and says in words what the chosen one means.
 *
 * Signals: `changed`.
 */

GtkWidget *moot_class_choice_new (void) G_GNUC_WARN_UNUSED_RESULT;

const MootDecisionClass *moot_class_choice_get_class (MootClassChoice *self);

void     moot_class_choice_set_bylaws  (MootClassChoice  *self,
                                        const MootBylaws *bylaws,
                                        const char       *currency);
void     moot_class_choice_select      (MootClassChoice  *self,
                                        const char       *class_id);
void     moot_class_choice_set_kind    (MootClassChoice  *self,
                                        MootDecisionKind  kind);
gboolean moot_class_choice_is_possible (MootClassChoice  *self);

G_END_DECLS
