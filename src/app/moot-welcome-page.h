/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_WELCOME_PAGE (moot_welcome_page_get_type ())

G_DECLARE_FINAL_TYPE (MootWelcomePage, moot_welcome_page, MOOT, WELCOME_PAGE, GtkWidget)

/**
 * MootWelcomePage:
 *
 * The first start: three ways in.  They are the actions `win.start-moot`, `win.sign-in` and
 * `win.try-sample`.
 */

GtkWidget *moot_welcome_page_new (void);

G_END_DECLS
