/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-window.h"

G_BEGIN_DECLS

#define MOOT_TYPE_APPLICATION (moot_application_get_type ())

G_DECLARE_FINAL_TYPE (MootApplication, moot_application, MOOT, APPLICATION, AdwApplication)

MootApplication *moot_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

MootWindow *moot_application_get_window   (MootApplication *self);
void        moot_application_start_sample (MootApplication *self);
void        moot_application_open_in      (MootApplication *self,
                                           const char      *key,
                                           const char      *action,
                                           const char      *id);

G_END_DECLS
