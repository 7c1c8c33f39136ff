/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_LINE_DIFF_MAX 500 /* lines of a text that are compared one by one */

/**
 * MootLineChange:
 *
 * What became of a line.
 */
typedef enum
{
  MOOT_LINE_KEPT,
  MOOT_LINE_GONE,
  MOOT_LINE_ADDED,
} MootLineChange;

/**
 * MootLine:
 * @change: what became of it
 * @text: borrowed from the texts that were compared
 *
 * A line of two texts.
 */
typedef struct
{
  MootLineChange change;
  const char *text;
} MootLine;

GArray *moot_line_diff_compare (const char *const *before,
                                const char *const *after) G_GNUC_WARN_UNUSED_RESULT;
guint   moot_line_diff_fill    (GtkBox            *box,
                                const char *const *before,
                                const char *const *after);

G_END_DECLS
