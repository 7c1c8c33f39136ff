/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-image-loader.h"
#include "moot-node-launcher.h"
#include "moot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_SIDEBAR (moot_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (MootSidebar, moot_sidebar, MOOT, SIDEBAR, GtkWidget)

/**
 * MootSidebar:
 *
 * Who is signed in, the places to go, and the state of a node on this computer.
 *
 * Signals: `go` (name of a place).
 */

GtkWidget *moot_sidebar_new          (void);
void       moot_sidebar_set_session  (MootSidebar      *self,
                                      MootSession      *session,
                                      MootImageLoader  *loader,
                                      MootNodeLauncher *node);
void       moot_sidebar_select       (MootSidebar      *self,
                                      const char       *place);
void       moot_sidebar_set_badge    (MootSidebar      *self,
                                      const char       *place,
                                      guint             count);
void       moot_sidebar_set_accounts (MootSidebar      *self,
                                      GMenuModel       *menu);
void       moot_sidebar_set_switcher (MootSidebar      *self,
                                      GMenuModel       *menu);

G_END_DECLS
