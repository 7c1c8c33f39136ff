/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GMenuModel *moot_quote_policy_menu_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void        moot_quote_policy_menu_attach (GtkWidget  *popover,
                                           GtkWidget  *row,
                                           MootStatus *status);
gboolean    moot_quote_policy_is_known    (MootStatus *status);

G_END_DECLS
