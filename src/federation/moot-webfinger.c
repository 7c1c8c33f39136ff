/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads what servers say of handles: the JSON of WebFinger, and the XML that tells where WebFinger
 * is.  XML is read without a network, without a DTD and without entities.
 * Spec: RFC 7033; RFC 6415 (host-meta).
 * Thread: any. */
#include "moot-webfinger-client.h"

#include "moot-document.h"
#include "moot-error.h"
#include "moot-wild-json.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#define MAX_LINKS 64 /* servers give three to six */
#define XRD_NAMESPACE "http://docs.oasis-open.org/ns/xri/xrd-1.0"
#define SUBSCRIBE "http://ostatus.org/schema/1.0/subscribe"

static const char *const actor_types[] = {
  "application/activity+json",
  "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
  NULL,
};

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "WebFinger: %s", why);
  return FALSE;
}

static gboolean
is_text (JsonObject *object,
         const char *name,
         const char *wanted)
{
  return g_strcmp0 (moot_json_get_string (object, name), wanted) == 0;
}

static void
read_link (MootWebfinger *self,
           JsonObject    *link)
{
  const char *href = moot_json_get_string (link, "href");
  const char *type = moot_json_get_string (link, "type");

  if (is_text (link, "rel", "self") && self->self == NULL && type != NULL &&
      g_strv_contains (actor_types, type) && moot_uri_is_http (href))
    self->self = g_strdup (href);
  else if (is_text (link, "rel", "http://webfinger.net/rel/profile-page") && self->page == NULL &&
           moot_uri_is_http (href))
    self->page = g_strdup (href);
  else if (is_text (link, "rel", SUBSCRIBE) && self->subscribe == NULL)
    self->subscribe = moot_wild_dup_text (link, "template", MOOT_WILD_MAX_ID);
}

/**
 * moot_webfinger_read:
 * @bytes: what a server gave
 * @error: return location
 *
 * Limits: those of documents; 64 links.
 * Errors: %MOOT_ERROR_INVALID when it names no subject or no actor.
 *
 * Returns: (transfer full): what it says
 */
MootWebfinger *
moot_webfinger_read (GBytes  *bytes,
                     GError **error)
{
  g_autoptr (JsonNode) root = moot_document_parse (bytes, error);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  const char *subject = moot_json_get_string (object, "subject");
  g_autoptr (GPtrArray) links = moot_wild_get_objects (object, "links", MAX_LINKS);
  g_autoptr (MootWebfinger) self = NULL;

  if (root == NULL)
    return NULL;
  self = g_new0 (MootWebfinger, 1);
  self->subject = subject != NULL && g_ascii_strncasecmp (subject, "acct:", 5) == 0
                    ? moot_handle_parse (subject)
                    : NULL;
  for (guint i = 0; i < links->len; i++)
    read_link (self, g_ptr_array_index (links, i));
  if (self->subject == NULL)
    refuse (error, "it does not say whom it is about");
  else if (self->self == NULL)
    refuse (error, "it names no actor");
  else
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * moot_webfinger_free:
 * @self: (nullable): an answer
 */
void
moot_webfinger_free (MootWebfinger *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->subject, moot_handle_free);
  g_free (self->self);
  g_free (self->page);
  g_free (self->subscribe);
  g_free (self);
}

/* Whether there is a declaration in it; an honest host-meta has none. */
static gboolean
has_declaration (const char *text,
                 gsize       length)
{
  for (gsize i = 0; i + 2 < length; i++)
    if (text[i] == '<' && text[i + 1] == '!' && text[i + 2] != '-')
      return TRUE;
  return FALSE;
}

static char *
attribute (xmlNode    *node,
           const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy = value != NULL ? g_strdup ((const char *) value) : NULL;

  xmlFree (value);
  return copy;
}

static char *
find_template (xmlNode *root)
{
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    {
      g_autofree char *rel = NULL;
      g_autofree char *template = NULL;

      if (node->type != XML_ELEMENT_NODE || strcmp ((const char *) node->name, "Link") != 0)
        continue;
      rel = attribute (node, "rel");
      template = attribute (node, "template");
      if (g_strcmp0 (rel, "lrdd") == 0 && template != NULL && strstr (template, "{uri}") != NULL)
        return g_steal_pointer (&template);
    }
  return NULL;
}

/**
 * moot_webfinger_read_xrd:
 * @bytes: a host-meta document
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): where WebFinger is, with `{uri}` in it
 */
char *
moot_webfinger_read_xrd (GBytes  *bytes,
                         GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  xmlDoc *document = NULL;
  xmlNode *root;
  char *template = NULL;

  if (length > 0 && !has_declaration (text, length))
    document = xmlReadMemory (text, (int) length, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                XML_PARSE_NOCDATA);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  if (root != NULL && root->ns != NULL && strcmp ((const char *) root->name, "XRD") == 0 &&
      strcmp ((const char *) root->ns->href, XRD_NAMESPACE) == 0)
    template = find_template (root);
  xmlFreeDoc (document);
  if (template == NULL)
    refuse (error, "host-meta does not say where it is");
  return template;
}
