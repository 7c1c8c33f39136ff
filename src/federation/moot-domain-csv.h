/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-domain-block.h"

G_BEGIN_DECLS

#define MOOT_DOMAIN_CSV_MAX_BYTES (4 * 1024 * 1024) /* shared lists have some 10 000 lines */
#define MOOT_DOMAIN_CSV_MAX_ROWS 100000

GPtrArray *moot_domain_csv_read  (const char       *text,
                                  gboolean          local_names,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;
char      *moot_domain_csv_write (const GPtrArray  *blocks) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
