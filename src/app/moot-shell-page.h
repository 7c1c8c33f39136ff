/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-header.h"

G_BEGIN_DECLS

#define MOOT_TYPE_SHELL_PAGE (moot_shell_page_get_type ())

G_DECLARE_FINAL_TYPE (MootShellPage, moot_shell_page, MOOT, SHELL_PAGE, GtkWidget)

GtkWidget *moot_shell_page_new (const char *title,
                                GtkWidget  *body,
                                MootClient *client);

void        moot_shell_page_enter      (MootShellPage *self);
GtkWidget  *moot_shell_page_get_body   (MootShellPage *self);
MootHeader *moot_shell_page_get_header (MootShellPage *self);
const char *moot_shell_page_get_title  (MootShellPage *self);
void        moot_shell_page_set_title  (MootShellPage *self,
                                        const char    *title);

G_END_DECLS
