/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"
#include "moot-status-display.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_DESK_PAGE (moot_desk_page_get_type ())

G_DECLARE_FINAL_TYPE (MootDeskPage, moot_desk_page, MOOT, DESK_PAGE, GtkWidget)

/**
 * MootDeskPage:
 *
 * What moderators look after: reports, posts of strangers that wait, rules about other servers and,
 * where the server speaks only to allowed ones, which those are.  Each tab is there for those whose
 * office it is.
 *
 * Action: `page.refresh`.
 */

GtkWidget *moot_desk_page_new (MootSession       *session,
                               MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

void moot_desk_page_import (MootDeskPage *self,
                            GFile        *file);

G_END_DECLS
