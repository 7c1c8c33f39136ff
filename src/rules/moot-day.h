/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootDay:
 *
 * A day of the calendar, counted from 1970-01-01: no time, no zone, so that what is due on the 31st
 * is due on the 31st everywhere.
 */
typedef gint32 MootDay;

#define MOOT_DAY_NONE G_MININT32
#define MOOT_DAY_MIN (-719162) /* 0001-01-01 */
#define MOOT_DAY_MAX 2932896   /* 9999-12-31 */

gboolean moot_day_from_civil (int      year,
                              int      month,
                              int      day,
                              MootDay *out_day);
void     moot_day_to_civil   (MootDay  day,
                              int     *out_year,
                              int     *out_month,
                              int     *out_day);

gboolean  moot_day_parse     (const char *text,
                              MootDay    *out_day);
char     *moot_day_format    (MootDay     day) G_GNUC_WARN_UNUSED_RESULT;
MootDay   moot_day_from_time (gint64      time_ms,
                              GTimeZone  *zone);

gboolean moot_day_is_valid        (MootDay day);
MootDay  moot_day_add_days        (MootDay day,
                                   int     n_days);
MootDay  moot_day_add_months      (MootDay day,
                                   int     n_months);
MootDay  moot_day_get_month_start (MootDay day);

G_END_DECLS
