/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_XML_MAX_DEPTH 64         /* elements in each other */
#define MOOT_XML_MAX_TEXT (16 * 1024) /* bytes of one element's own text */
#define MOOT_XML_MAX_ATTRIBUTES 64    /* of one element */
#define MOOT_XML_MAX_BYTES (64 << 20) /* of a document */

/**
 * MootXmlHandler:
 * @start: an element begins; @attributes: name, value, …, %NULL
 * @end: an element ends; @text: what stands in it behind the last element it holds, never %NULL
 *
 * What moot_xml_parse() tells, with the caller's data and the line of the document.  Names come
 * without their prefix.  What returns %FALSE sets an error, and nothing more is told.
 */
typedef struct
{
  gboolean (*start) (gpointer data,
                     const char *name,
                     const char *const *attributes,
                     guint line,
                     GError **error);
  gboolean (*end) (gpointer data,
                   const char *name,
                   const char *text,
                   guint line,
                   GError **error);
} MootXmlHandler;

gboolean moot_xml_parse (const char            *text,
                         gsize                  length,
                         const MootXmlHandler  *handler,
                         gpointer               data,
                         GError               **error);

G_END_DECLS
