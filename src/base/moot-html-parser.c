/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Hostile HTML as a stream of starts, ends and text.
 *
 * libxml2's forgiving parser does the reading, without a tree, a network or a DTD;
 * its events pass through here, where the limits live and where elements whose
 * content is no text (scripts, styles, frames) vanish with all they hold.
 * Thread: any. */
#include "moot-html-parser.h"

#include <libxml/HTMLparser.h>
#include <string.h>

typedef struct
{
  const MootHtmlHandler *handler;
  gpointer data;
  htmlParserCtxtPtr context;

  guint depth;
  guint skip_depth; /* depth of the element whose content is dropped, 0 = none */
  gboolean failed;
} Reading;

/* Elements that vanish with their content; sorted. */
static const char *const dropped[] = {
  "applet", "audio", "canvas", "iframe", "noembed", "noframes", "noscript", "object",
  "script", "style", "svg", "template", "textarea", "title", "video"
};

static int
compare_name (const void *key,
              const void *row)
{
  return strcmp (key, *(const char *const *) row);
}

static void
start_element_cb (void           *user_data,
                  const xmlChar  *name,
                  const xmlChar **attributes)
{
  static const char *const none[] = { NULL };
  Reading *reading = user_data;

  if (reading->failed)
    return;

  reading->depth++;
  if (reading->depth > MOOT_HTML_MAX_OPEN)
    {
      reading->failed = TRUE;
      xmlStopParser (reading->context);
      return;
    }
  if (reading->skip_depth > 0)
    return;

  if (bsearch (name, dropped, G_N_ELEMENTS (dropped), sizeof *dropped, compare_name) != NULL)
    reading->skip_depth = reading->depth;
  else
    reading->handler->start (reading->data, (const char *) name,
                             attributes != NULL ? (const char *const *) attributes : none);
}

static void
end_element_cb (void          *user_data,
                const xmlChar *name)
{
  Reading *reading = user_data;
  guint depth = reading->depth;

  if (reading->failed || depth == 0)
    return;

  reading->depth--;
  if (reading->skip_depth == 0)
    reading->handler->end (reading->data, (const char *) name);
  else if (depth == reading->skip_depth)
    reading->skip_depth = 0;
}

static void
characters_cb (void          *user_data,
               const xmlChar *text,
               int            n_bytes)
{
  Reading *reading = user_data;

  if (!reading->failed && reading->skip_depth == 0)
    reading->handler->text (reading->data, (const char *) text, (gsize) n_bytes);
}

/* Valid UTF-8 of at most the limit, inside a body so that libxml2 invents no paragraphs. */
static GString *
prepare (const char *html)
{
  gsize length = strnlen (html, MOOT_HTML_MAX_BYTES);
  g_autofree char *valid = NULL;
  GString *document = g_string_sized_new (length + 32);

  if (length == MOOT_HTML_MAX_BYTES)
    while (length > 0 && ((guchar) html[length] & 0xc0) == 0x80)
      length--;

  g_string_append (document, "<html><body>");
  if (g_utf8_validate_len (html, length, NULL))
    return g_string_append_len (document, html, (gssize) length);

  valid = g_utf8_make_valid (html, (gssize) length);
  return g_string_append (document, valid);
}

/**
 * moot_html_parse:
 * @html: anything at all; what lies beyond %MOOT_HTML_MAX_BYTES is not read
 * @handler: whom to tell
 * @data: handed to @handler
 *
 * Reads @html without trusting it.  Starts and ends are balanced; names and
 * attribute names are in lower case.  Elements without text of their own
 * (script, style, svg, frames and such) are left out with all they hold.
 *
 * Returns: %FALSE when @html nests beyond %MOOT_HTML_MAX_OPEN; the events told
 *   so far are then to be thrown away
 */
gboolean
moot_html_parse (const char            *html,
                 const MootHtmlHandler *handler,
                 gpointer               data)
{
  static gsize initialised = 0;
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                      HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
  g_autoptr (GString) document = NULL;
  Reading reading = { .handler = handler, .data = data };
  xmlDocPtr nothing;

  g_return_val_if_fail (html != NULL, FALSE);
  g_return_val_if_fail (handler != NULL, FALSE);

  if (g_once_init_enter (&initialised))
    {
      xmlInitParser ();
      g_once_init_leave (&initialised, 1);
    }

  document = prepare (html);
  reading.context = htmlNewParserCtxt ();
  if (reading.context == NULL)
    return FALSE;

  memset (reading.context->sax, 0, sizeof *reading.context->sax);
  reading.context->sax->startElement = start_element_cb;
  reading.context->sax->endElement = end_element_cb;
  reading.context->sax->characters = characters_cb;
  reading.context->sax->ignorableWhitespace = characters_cb;
  reading.context->userData = &reading;

  nothing = htmlCtxtReadMemory (reading.context, document->str, (int) document->len,
                                NULL, "UTF-8", options);
  xmlFreeDoc (nothing);
  htmlFreeParserCtxt (reading.context);
  return !reading.failed;
}

/**
 * moot_html_find_attribute:
 * @attributes: as a #MootHtmlHandler gets them
 * @name: which
 *
 * Returns: (nullable): its value, or %NULL when there is none
 */
const char *
moot_html_find_attribute (const char *const *attributes,
                          const char        *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (strcmp (attributes[0], name) == 0)
      return attributes[1];

  return NULL;
}
