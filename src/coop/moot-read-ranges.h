/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_READ_RANGES_MAX \
  1000 /* a discussion read in more pieces than that counts as unread between them */

/**
 * MootReadRange:
 *
 * Positions @first to @last, both read.
 */
typedef struct
{
  gint64 first;
  gint64 last;
} MootReadRange;

GArray   *moot_read_ranges_parse   (const char    *json,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_read_ranges_write   (const GArray  *ranges) G_GNUC_WARN_UNUSED_RESULT;
GArray   *moot_read_ranges_join    (const GArray  *a,
                                    const GArray  *b,
                                    gint64         last_position) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_read_ranges_contain (const GArray  *ranges,
                                    gint64         position);

G_END_DECLS
