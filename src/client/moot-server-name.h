/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *moot_server_from_text (const char  *text,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_server_dup_host  (const char  *server) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_server_owns      (const char  *server,
                                 const char  *url);
gboolean  moot_server_may_fetch (const char  *server,
                                 const char  *url);

G_END_DECLS
