/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_INSPECTION_FINDINGS_MAX 1000 /* whoever has more needs a backup, not a list */

GPtrArray *moot_inspection_run (const char  *data_folder,
                                GPtrArray  **out_leftovers,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
