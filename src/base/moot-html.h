/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_HTML_MAX_DEPTH 64      /* elements inside one another; deeper ones lose their tags */
#define MOOT_HTML_MAX_ELEMENTS 5000 /* more lose their tags, never their text */
#define MOOT_HTML_MAX_HREF 4096     /* bytes of one address */

char *moot_html_sanitise (const char *html) G_GNUC_WARN_UNUSED_RESULT;
char *moot_html_to_text  (const char *html) G_GNUC_WARN_UNUSED_RESULT;

char *moot_html_escape         (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void  moot_html_append_escaped (GString    *out,
                                const char *text,
                                gsize       n_bytes);
char *moot_html_dup_safe_href  (const char *href) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
