/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_CSV_MAX_COLUMNS 32

const char *moot_csv_skip_mark   (const char *text);
const char *moot_csv_read_row    (const char *at,
                                  GPtrArray  *cells);
const char *moot_csv_read_row_by (const char *at,
                                  char        delimiter,
                                  guint       max_columns,
                                  GPtrArray  *cells);
void        moot_csv_append_cell (GString    *csv,
                                  const char *text);

G_END_DECLS
