/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Opens links in texts of members, by the desktop's own programs.
 * Thread: main. */
#include "moot-link.h"

#include "config.h"

/* Everything else stays closed: a text must not start programs. */
static const char *const schemes[] = { "http", "https", "mailto", NULL };

/**
 * moot_link_open:
 * @widget: where it was activated
 * @uri: an address
 *
 * Opens a web page or begins a mail; other schemes do nothing.
 */
void
moot_link_open (GtkWidget  *widget,
                const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (scheme == NULL || !g_strv_contains (schemes, scheme))
    return;
  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}
