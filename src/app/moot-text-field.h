/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_TEXT_FIELD (moot_text_field_get_type ())

G_DECLARE_FINAL_TYPE (MootTextField, moot_text_field, MOOT, TEXT_FIELD, GtkWidget)

/**
 * MootTextField:
 *
 * A box for several lines with its name above, and below it what is wrong or how much room is left.
 *
 * Signals: `changed`; `send` on Ctrl+Enter.
 */

GtkWidget *moot_text_field_new (void) G_GNUC_WARN_UNUSED_RESULT;

char *moot_text_field_dup_text    (MootTextField *self) G_GNUC_WARN_UNUSED_RESULT;
void  moot_text_field_set_text    (MootTextField *self,
                                   const char    *text);
void  moot_text_field_set_label   (MootTextField *self,
                                   const char    *label);
void  moot_text_field_set_problem (MootTextField *self,
                                   const char    *problem);

gboolean moot_text_field_is_empty (MootTextField *self);
gboolean moot_text_field_fits     (MootTextField *self);
void     moot_text_field_focus    (MootTextField *self);

void moot_text_field_set_members (MootTextField *self,
                                  GHashTable    *members);

G_END_DECLS
