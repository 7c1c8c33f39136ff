/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* XML of strangers as a stream of starts and ends.
 *
 * libxml2 reads it without a tree, a network or a document type: a file that brings one is refused,
 * so there are no entities to expand but the five of XML itself.
 * Thread: any. */
#include "moot-xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "moot-error.h"

typedef struct
{
  const MootXmlHandler *handler;
  gpointer data;
  xmlParserCtxtPtr context;
  GString *text;
  guint depth;
  GError *error; /* (nullable): the first thing that went wrong */
} Reading;

static guint
get_line (const Reading *self)
{
  return self->context->input != NULL ? (guint) MAX (self->context->input->line, 1) : 1;
}

static void
stop (Reading *self)
{
  xmlStopParser (self->context);
}

static void
refuse (Reading    *self,
        const char *reason)
{
  if (self->error == NULL)
    g_set_error (&self->error, MOOT_ERROR, MOOT_ERROR_INVALID, "line %u: %s", get_line (self),
                 reason);
  stop (self);
}

/* Pairs of name and value; @attributes has five pointers for each. */
static GStrv
dup_attributes (int             n_attributes,
                const xmlChar **attributes)
{
  GStrv pairs = g_new0 (char *, (gsize) n_attributes * 2 + 1);

  for (int i = 0; i < n_attributes; i++)
    {
      const char *value = (const char *) attributes[i * 5 + 3];
      const char *end = (const char *) attributes[i * 5 + 4];

      pairs[i * 2] = g_strdup ((const char *) attributes[i * 5]);
      pairs[i * 2 + 1] = g_strndup (value, (gsize) (end - value));
    }
  return pairs;
}

static void
start_element_cb (void           *user_data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  static char *none[] = { NULL };
  Reading *self = user_data;
  g_auto (GStrv) pairs = NULL;

  if (self->error != NULL)
    return;
  self->depth++;
  g_string_truncate (self->text, 0);
  if (self->depth > MOOT_XML_MAX_DEPTH)
    {
      refuse (self, "elements are nested too deep");
      return;
    }
  if (n_attributes > MOOT_XML_MAX_ATTRIBUTES)
    {
      refuse (self, "an element has too many attributes");
      return;
    }
  if (n_attributes > 0)
    pairs = dup_attributes (n_attributes, attributes);
  if (!self->handler->start (self->data, (const char *) name,
                             (const char *const *) (pairs != NULL ? pairs : none), get_line (self),
                             &self->error))
    stop (self);
}

static void
end_element_cb (void          *user_data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  Reading *self = user_data;

  if (self->error != NULL)
    return;
  self->depth--;
  if (!self->handler->end (self->data, (const char *) name, self->text->str, get_line (self),
                           &self->error))
    stop (self);
  g_string_truncate (self->text, 0);
}

static void
characters_cb (void          *user_data,
               const xmlChar *text,
               int            n_bytes)
{
  Reading *self = user_data;

  if (self->error != NULL)
    return;
  if (self->text->len + (gsize) n_bytes > MOOT_XML_MAX_TEXT)
    refuse (self, "a text is too long");
  else
    g_string_append_len (self->text, (const char *) text, n_bytes);
}

static void
document_type_cb (void          *user_data,
                  const xmlChar *name,
                  const xmlChar *external_id,
                  const xmlChar *system_id)
{
  refuse (user_data, "a document type is not taken");
}

static void
listen_to (Reading *self)
{
  xmlSAXHandlerPtr sax = self->context->sax;

  memset (sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElementNs = start_element_cb;
  sax->endElementNs = end_element_cb;
  sax->characters = characters_cb;
  sax->ignorableWhitespace = characters_cb;
  sax->cdataBlock = characters_cb;
  sax->internalSubset = document_type_cb;
  self->context->userData = self;
}

/* What libxml2 found, if nothing else went wrong before. */
static void
take_error (Reading *self)
{
  const xmlError *found = xmlCtxtGetLastError (self->context);
  g_autofree char *reason = NULL;

  if (self->error != NULL || self->context->wellFormed)
    return;
  reason = g_strdup (found != NULL && found->message != NULL ? found->message : "this is no XML");
  g_set_error (&self->error, MOOT_ERROR, MOOT_ERROR_INVALID, "line %d: %s",
               found != NULL ? MAX (found->line, 1) : 1, g_strstrip (reason));
}

/**
 * moot_xml_parse:
 * @text: a document in UTF-8, whatever encoding it says it has
 * @length: bytes
 * @handler: whom to tell
 * @data: handed to @handler
 * @error: return location
 *
 * Reads a document without trusting it.  What was told before an error is to be thrown away.
 *
 * Errors: %MOOT_ERROR_INVALID with the line in front; %MOOT_ERROR_TOO_LARGE beyond
 * %MOOT_XML_MAX_BYTES; those of @handler.
 *
 * Returns: whether it was read to its end
 */
gboolean
moot_xml_parse (const char            *text,
                gsize                  length,
                const MootXmlHandler  *handler,
                gpointer               data,
                GError               **error)
{
  static gsize initialised = 0;
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
  Reading self = { .handler = handler, .data = data };

  g_return_val_if_fail (text != NULL && handler != NULL, FALSE);

  if (length > MOOT_XML_MAX_BYTES)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "the document is too large");
      return FALSE;
    }
  if (g_once_init_enter (&initialised))
    {
      xmlInitParser ();
      g_once_init_leave (&initialised, 1);
    }
  self.context = xmlNewParserCtxt ();
  if (self.context == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "there is no memory for a parser");
      return FALSE;
    }
  self.text = g_string_new (NULL);
  listen_to (&self);
  xmlFreeDoc (xmlCtxtReadMemory (self.context, text, (int) length, NULL, "UTF-8", options));
  take_error (&self);
  xmlFreeParserCtxt (self.context);
  g_string_free (self.text, TRUE);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
