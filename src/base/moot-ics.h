/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void moot_ics_begin    (GString    *calendar);
void moot_ics_end      (GString    *calendar);
void moot_ics_put_raw  (GString    *calendar,
                        const char *name,
                        const char *value);
void moot_ics_put_text (GString    *calendar,
                        const char *name,
                        const char *text);
void moot_ics_put_time (GString    *calendar,
                        const char *name,
                        gint64      time_ms);

G_END_DECLS
