/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootNameCompletion:
 *
 * Offers the names of members while somebody types “@”.
 */
typedef struct _MootNameCompletion MootNameCompletion;

MootNameCompletion *moot_name_completion_new  (GtkTextView        *view,
                                               GtkWidget          *parent) G_GNUC_WARN_UNUSED_RESULT;
void                moot_name_completion_free (MootNameCompletion *self);

void     moot_name_completion_set_members (MootNameCompletion *self,
                                           GHashTable         *members);
guint    moot_name_completion_count       (MootNameCompletion *self);
gboolean moot_name_completion_accept      (MootNameCompletion *self);

G_END_DECLS
