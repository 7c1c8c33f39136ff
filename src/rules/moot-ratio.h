/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_VOTES_MAX ((gint64) G_MAXINT32) /* more people than a moot will ever have */
#define MOOT_RATIO_MAX ((gint64) 1000000)    /* so that votes times a part always fits in 63 bits */

/**
 * MootRatio:
 * @part: the numerator, 1 to @whole; 0 where a rule has no ratio
 * @whole: the denominator, 1 to %MOOT_RATIO_MAX
 *
 * A share as bylaws state it, never reduced: 75/100 stays 75/100.
 */
typedef struct
{
  gint64 part;
  gint64 whole;
} MootRatio;

gboolean moot_ratio_is_valid   (MootRatio ratio);
gboolean moot_ratio_is_reached (MootRatio ratio,
                                gint64    n_votes,
                                gint64    n_base);
gint64   moot_ratio_get_needed (MootRatio ratio,
                                gint64    n_base);
int      moot_ratio_compare    (MootRatio a,
                                MootRatio b);

gint64  moot_percent_get_needed (int    percent,
                                 gint64 n_base);
char   *moot_percent_format     (gint64 n_votes,
                                 gint64 n_base) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
