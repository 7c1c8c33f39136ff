/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_FOLDER_LOCK_FILE "node.lock"

int moot_folder_lock (const char  *folder,
                      GError     **error);

G_END_DECLS
