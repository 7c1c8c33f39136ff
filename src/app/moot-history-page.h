/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_HISTORY_PAGE (moot_history_page_get_type ())

G_DECLARE_FINAL_TYPE (MootHistoryPage, moot_history_page, MOOT, HISTORY_PAGE, GtkWidget)

/**
 * MootHistoryPage:
 *
 * What a post said before it was edited, newest first.
 */

GtkWidget *moot_history_page_new (MootSession *session,
                                  const char  *status_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
