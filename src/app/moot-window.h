/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-node-launcher.h"
#include "moot-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MOOT_TYPE_WINDOW (moot_window_get_type ())

G_DECLARE_FINAL_TYPE (MootWindow, moot_window, MOOT, WINDOW, AdwApplicationWindow)

/**
 * MootStage:
 * @MOOT_STAGE_OPENING: what is saved is being read
 * @MOOT_STAGE_WELCOME: nobody is signed in
 * @MOOT_STAGE_SETUP: a moot on this computer is described
 * @MOOT_STAGE_LOGIN: a server is named and signed in to
 * @MOOT_STAGE_WORKING: something that takes some seconds, see moot_window_show_working()
 * @MOOT_STAGE_MAIN: somebody is signed in
 *
 * What the window shows as a whole.
 */
typedef enum
{
  MOOT_STAGE_OPENING,
  MOOT_STAGE_WELCOME,
  MOOT_STAGE_SETUP,
  MOOT_STAGE_LOGIN,
  MOOT_STAGE_WORKING,
  MOOT_STAGE_MAIN,
} MootStage;

MootWindow *moot_window_new (GtkApplication *application);

MootStage moot_window_get_stage    (MootWindow       *self);
void      moot_window_show_stage   (MootWindow       *self,
                                    MootStage         stage);
void      moot_window_show_working (MootWindow       *self,
                                    const char       *text,
                                    double            fraction);
void      moot_window_show_session (MootWindow       *self,
                                    MootSession      *session,
                                    MootNodeLauncher *node);
void      moot_window_show_problem (MootWindow       *self,
                                    const GError     *error);
void      moot_window_toast        (MootWindow       *self,
                                    const char       *text);

void moot_window_set_accounts (MootWindow *self,
                               GPtrArray  *accounts);

MootSession *moot_window_get_session (MootWindow *self);
const char  *moot_window_get_place   (MootWindow *self);
GtkWidget   *moot_window_get_page    (MootWindow *self);

G_END_DECLS
