/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_SECOND ((gint64) 1000)
#define MOOT_MINUTE (60 * MOOT_SECOND)
#define MOOT_HOUR (60 * MOOT_MINUTE)
#define MOOT_DAY (24 * MOOT_HOUR)

gint64 moot_clock_now      (void);
void   moot_clock_set_fake (gint64 now_ms);
gint64 moot_clock_steady   (void);

#define MOOT_CLOCK_TOLERANCE_MS (5 * MOOT_MINUTE) /* a clock that is off by less is right */

void   moot_clock_set_others   (gint64 ahead_of_steady_ms);
gint64 moot_clock_get_error_ms (void);
gint64 moot_clock_others_now   (void);

char     *moot_time_format_iso  (gint64      time_ms) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_time_format_date (gint64      time_ms) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_time_format_http (gint64      time_ms) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_time_parse_iso   (const char *text,
                                 gint64     *out_time_ms);

G_END_DECLS
