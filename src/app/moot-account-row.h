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
 * MootAccountRowKind:
 * @MOOT_ACCOUNT_ROW_PLAIN: somebody
 * @MOOT_ACCOUNT_ROW_REQUEST: somebody who asks to follow
 * @MOOT_ACCOUNT_ROW_MUTED: somebody one does not want to hear
 * @MOOT_ACCOUNT_ROW_BLOCKED: somebody one has nothing to do with
 *
 * Why somebody is in a list, and so which buttons there are.
 */
typedef enum
{
  MOOT_ACCOUNT_ROW_PLAIN,
  MOOT_ACCOUNT_ROW_REQUEST,
  MOOT_ACCOUNT_ROW_MUTED,
  MOOT_ACCOUNT_ROW_BLOCKED,
} MootAccountRowKind;

/**
 * MootAccountRow:
 *
 * Somebody in a list.  Its buttons are the actions `account.accept`, `account.reject`,
 * `account.unmute` and `account.unblock` with the id of the account.
 */

GtkWidget *moot_account_row_new (MootStatusDisplay  *display,
                                 MootAccountRowKind  kind) G_GNUC_WARN_UNUSED_RESULT;

void  moot_account_row_set_account     (MootAccountRow *self,
                                        MootAccount    *account);
char *moot_account_row_dup_description (MootAccount    *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
