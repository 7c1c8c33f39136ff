/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_PASSWORD_MIN 8   /* characters */
#define MOOT_PASSWORD_MAX 256 /* bytes; crypt(3) itself takes 511 */

gboolean  moot_password_check  (const char  *password,
                                GError     **error);
char     *moot_password_hash   (const char  *password,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_password_verify (const char  *hash,
                                const char  *password);

G_END_DECLS
