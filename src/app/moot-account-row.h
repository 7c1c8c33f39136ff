/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_ACCOUNT_ROW (moot_account_row_get_type ())

G_DECLARE_FINAL_TYPE (MootAccountRow, moot_account_row, MOOT, ACCOUNT_ROW, GtkWidget)

/**
 * MootAccountRow:
 *
 * Somebody in a list.  As a request it has buttons to accept and to reject, which are the actions
 * `account.accept` and `account.reject` with the id of the account.
 */

GtkWidget *moot_account_row_new (MootStatusDisplay *display,
                                 gboolean           request) G_GNUC_WARN_UNUSED_RESULT;

void  moot_account_row_set_account     (MootAccountRow *self,
                                        MootAccount    *account);
char *moot_account_row_dup_description (MootAccount    *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
