/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *moot_http_digest_write         (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
char *moot_http_content_digest_write (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_http_digest_check         (const char  *header,
                                         GBytes      *body,
                                         GError     **error);
gboolean moot_http_content_digest_check (const char  *header,
                                         GBytes      *body,
                                         GError     **error);

G_END_DECLS
