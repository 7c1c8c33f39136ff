/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_THREAD_PAGE (moot_thread_page_get_type ())

G_DECLARE_FINAL_TYPE (MootThreadPage, moot_thread_page, MOOT, THREAD_PAGE, GtkWidget)

/**
 * MootThreadPage:
 *
 * A post with what it answers above and the answers below.
 */

GtkWidget *moot_thread_page_new (MootSession       *session,
                                 MootStatusDisplay *display,
                                 const char        *status_id);

const char *moot_thread_page_get_id   (MootThreadPage *self);
GtkWidget  *moot_thread_page_get_feed (MootThreadPage *self);
void        moot_thread_page_refresh  (MootThreadPage *self);

G_END_DECLS
