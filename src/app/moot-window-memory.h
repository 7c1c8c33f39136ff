/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-window.h"

G_BEGIN_DECLS

void  moot_window_memory_restore   (MootWindow *window);
void  moot_window_memory_save      (MootWindow *window);
void  moot_window_memory_go        (MootWindow *window);
char *moot_window_memory_dup_place (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
