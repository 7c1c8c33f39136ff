/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LOG_PAGE (moot_log_page_get_type ())

G_DECLARE_FINAL_TYPE (MootLogPage, moot_log_page, MOOT, LOG_PAGE, GtkWidget)

/**
 * MootLogPage:
 *
 * The co-op's log in words, newest first, and what this computer found out about it.  An entry that
 * is chosen has to be proved.
 */

GtkWidget *moot_log_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
