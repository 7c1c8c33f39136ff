/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client-oauth.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LOGIN_PAGE (moot_login_page_get_type ())

G_DECLARE_FINAL_TYPE (MootLoginPage, moot_login_page, MOOT, LOGIN_PAGE, GtkWidget)

/**
 * MootLoginPage:
 *
 * Signs in to a server: its name, the browser, and a code to paste when the browser cannot come
 * back.
 *
 * Signals: `signed-in` (MootCredentials *, owned by the page until the signal returns), `open-uri`
 * (address; for whoever wants to see it instead of the browser, return %TRUE).
 */

GtkWidget *moot_login_page_new        (void);
void       moot_login_page_set_server (MootLoginPage *self,
                                       const char    *server);
void       moot_login_page_reset      (MootLoginPage *self);

G_END_DECLS
