/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-moment-text.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TIME_LEFT (moot_time_left_get_type ())

G_DECLARE_FINAL_TYPE (MootTimeLeft, moot_time_left, MOOT, TIME_LEFT, GtkWidget)

/**
 * MootTimeLeft:
 *
 * A deadline that counts down by itself: time left, local time, and UTC in its tooltip.
 */

GtkWidget *moot_time_left_new (void) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_time_left_get_text (MootTimeLeft *self);
void        moot_time_left_set      (MootTimeLeft *self,
                                     MootDeadline  deadline,
                                     gint64        time_ms);

G_END_DECLS
