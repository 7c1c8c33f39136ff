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

char     *moot_time_format_iso  (gint64      time_ms) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_time_format_date (gint64      time_ms) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_time_format_http (gint64      time_ms) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_time_parse_iso   (const char *text,
                                 gint64     *out_time_ms);

G_END_DECLS
