/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootBarPattern:
 *
 * How a bar is filled: bars differ without any colour.
 */
typedef enum
{
  MOOT_BAR_SOLID,
  MOOT_BAR_DOTS,
  MOOT_BAR_STRIPES,
  MOOT_BAR_GRID,
} MootBarPattern;

#define MOOT_N_BAR_PATTERNS (MOOT_BAR_GRID + 1)

#define MOOT_TYPE_BAR_CHART (moot_bar_chart_get_type ())

G_DECLARE_FINAL_TYPE (MootBarChart, moot_bar_chart, MOOT, BAR_CHART, GtkWidget)

/**
 * MootBarChart:
 *
 * Bars with a word, a number and a pattern each, and the same as a table.
 */

GtkWidget *moot_bar_chart_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_bar_chart_set_title (MootBarChart *self,
                               const char   *title,
                               const char   *name_column,
                               const char   *value_column);

guint moot_bar_chart_get_n_bars (MootBarChart *self);
void  moot_bar_chart_set_table  (MootBarChart *self,
                                 gboolean      table);

void moot_bar_chart_clear (MootBarChart   *self);
void moot_bar_chart_add   (MootBarChart   *self,
                           const char     *name,
                           gint64          value,
                           const char     *value_text,
                           MootBarPattern  pattern);

G_END_DECLS
