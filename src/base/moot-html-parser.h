/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_HTML_MAX_BYTES (256 * 1024) /* what one JSON string may hold */
#define MOOT_HTML_MAX_OPEN 512           /* open elements before it gives up: stays linear */

/**
 * MootHtmlHandler:
 * @start: an element begins; @attributes: name, value or %NULL, …, %NULL
 * @end: an element ends; void elements end too
 * @text: text, entities resolved, not zero-terminated; it may hold control characters
 *
 * What moot_html_parse() tells; every member is called with the caller's data.
 */
typedef struct
{
  void (*start) (gpointer data,
                 const char *name,
                 const char *const *attributes);
  void (*end) (gpointer data,
               const char *name);
  void (*text) (gpointer data,
                const char *text,
                gsize n_bytes);
} MootHtmlHandler;

gboolean moot_html_parse (const char            *html,
                          const MootHtmlHandler *handler,
                          gpointer               data);

const char *moot_html_find_attribute (const char *const *attributes,
                                      const char        *name);

G_END_DECLS
