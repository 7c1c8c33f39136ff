/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_MOVE_PAGE (moot_move_page_get_type ())

G_DECLARE_FINAL_TYPE (MootMovePage, moot_move_page, MOOT, MOVE_PAGE, GtkWidget)

/**
 * MootMovePage:
 *
 * Changing servers, in both directions: coming here from another account, and going to one.
 *
 * Action: `page.refresh`.
 */

GtkWidget *moot_move_page_new (MootSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
