/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The few pages of our own: templates from the resources with texts put in.
 *
 * Every text is escaped, for there is no way to put one in that is not:
 *   {{name}}             the text
 *   {{#name}}…{{/name}}  once for each text of that name, {{.}} and {{.value}} being its parts
 *   {{^name}}…{{/name}}  when there is none
 *   {{>name}}            another template
 * The pages have no scripts and say so to the browser.
 * Thread: any; a page belongs to its caller. */
#include "moot-web-page.h"

#include "moot-node-web.h"

#include <string.h>

#define WEB_FOLDER "/coop/folkmoot/node/web/"

/* No form-action: browsers hold it against redirects to the schemes of native clients. */
#define CONTENT_POLICY \
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'"

typedef struct
{
  char *text;
  char *value; /* (nullable) */
} Item;

struct _MootWebPage
{
  const char *template_name;
  GHashTable *lists; /* name -> GPtrArray of Item */
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->text);
  g_free (item->value);
  g_free (item);
}

/**
 * moot_web_page_new:
 * @template_name: a file of resources/web, without its `.html`; in static storage
 * @title: the title
 *
 * Returns: (transfer full): a page
 */
MootWebPage *
moot_web_page_new (const char *template_name,
                   const char *title)
{
  MootWebPage *self = g_new0 (MootWebPage, 1);

  self->template_name = template_name;
  self->lists =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  moot_web_page_set (self, "title", title);
  return self;
}

/**
 * moot_web_page_free:
 * @self: (nullable): a page
 */
void
moot_web_page_free (MootWebPage *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->lists);
  g_free (self);
}

/**
 * moot_web_page_set:
 * @self: a page
 * @name: a name of the template
 * @text: (nullable): its text; %NULL and "" are as if it were not there
 *
 * Puts one text in.
 */
void
moot_web_page_set (MootWebPage *self,
                   const char  *name,
                   const char  *text)
{
  g_hash_table_remove (self->lists, name);
  if (text != NULL && *text != '\0')
    moot_web_page_add (self, name, text, NULL);
}

/**
 * moot_web_page_add:
 * @self: a page
 * @name: a name of the template
 * @text: the next text of that name
 * @value: (nullable): what goes with it
 *
 * Adds to a list.
 */
void
moot_web_page_add (MootWebPage *self,
                   const char  *name,
                   const char  *text,
                   const char  *value)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, name);
  Item *item = g_new0 (Item, 1);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (item_free);
      g_hash_table_insert (self->lists, g_strdup (name), list);
    }
  item->text = g_strdup (text);
  item->value = g_strdup (value);
  g_ptr_array_add (list, item);
}

static void render (const MootWebPage *self,
                    GString *out,
                    const char *at,
                    const char *end,
                    const Item *item);

static GBytes *
find_file (const char *name)
{
  g_autofree char *path = g_strconcat (WEB_FOLDER, name, NULL);

  g_resources_register (moot_node_web_get_resource ());
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static void
render_template (const MootWebPage *self,
                 GString           *out,
                 const char        *name)
{
  g_autofree char *file = g_strconcat (name, ".html", NULL);
  g_autoptr (GBytes) bytes = find_file (file);
  gsize size;
  const char *text;

  g_assert (bytes != NULL);
  text = g_bytes_get_data (bytes, &size);
  render (self, out, text, text + size, NULL);
}

static void
render_text (const MootWebPage *self,
             GString           *out,
             const char        *name,
             const Item        *item)
{
  const GPtrArray *list = g_hash_table_lookup (self->lists, name);
  const char *text = NULL;
  g_autofree char *escaped = NULL;

  if (item != NULL && g_str_equal (name, "."))
    text = item->text;
  else if (item != NULL && g_str_equal (name, ".value"))
    text = item->value;
  else if (list != NULL)
    text = ((const Item *) g_ptr_array_index (list, 0))->text;
  if (text == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  g_string_append (out, escaped);
}

/* Renders what stands between {{#name}} or {{^name}} and {{/name}}; returns what stands behind. */
static const char *
render_section (const MootWebPage *self,
                GString           *out,
                const char        *tag,
                const char        *at,
                const char        *end,
                const Item        *item)
{
  const GPtrArray *list = g_hash_table_lookup (self->lists, tag + 1);
  g_autofree char *closing = g_strdup_printf ("{{/%s}}", tag + 1);
  const char *close = g_strstr_len (at, end - at, closing);

  g_assert (close != NULL);
  if (*tag == '^' && list == NULL)
    render (self, out, at, close, item);
  for (guint i = 0; *tag == '#' && list != NULL && i < list->len; i++)
    render (self, out, at, close, g_ptr_array_index (list, i));
  return close + strlen (closing);
}

static void
render (const MootWebPage *self,
        GString           *out,
        const char        *at,
        const char        *end,
        const Item        *item)
{
  while (at < end)
    {
      const char *open = g_strstr_len (at, end - at, "{{");
      const char *close = open != NULL ? g_strstr_len (open, end - open, "}}") : NULL;
      g_autofree char *tag = NULL;

      if (close == NULL)
        {
          g_string_append_len (out, at, end - at);
          return;
        }
      g_string_append_len (out, at, open - at);
      tag = g_strndup (open + 2, (gsize) (close - open - 2));
      at = close + 2;
      if (*tag == '#' || *tag == '^')
        at = render_section (self, out, tag, at, end, item);
      else if (*tag == '>')
        render_template (self, out, tag + 1);
      else
        render_text (self, out, tag, item);
    }
}

/**
 * moot_web_page_render:
 * @self: a page
 *
 * Returns: (transfer full): its HTML
 */
char *
moot_web_page_render (const MootWebPage *self)
{
  GString *out = g_string_new (NULL);

  render_template (self, out, self->template_name);
  return g_string_free (out, FALSE);
}

/**
 * moot_web_page_reply:
 * @self: a page
 * @exchange: the request it answers
 * @status: HTTP status
 */
void
moot_web_page_reply (MootWebPage  *self,
                     MootExchange *exchange,
                     guint         status)
{
  g_autofree char *html = NULL;

  moot_web_page_set (self, "site", exchange->services->site->name);
  html = moot_web_page_render (self);
  moot_exchange_add_header (exchange, "Cache-Control", "no-store");
  moot_exchange_add_header (exchange, "Content-Security-Policy", CONTENT_POLICY);
  moot_exchange_add_header (exchange, "Referrer-Policy", "no-referrer");
  moot_exchange_add_header (exchange, "X-Frame-Options", "DENY");
  moot_exchange_reply_text (exchange, status, "text/html; charset=utf-8", html);
}

/**
 * moot_web_page_reply_message:
 * @exchange: a request
 * @status: HTTP status
 * @title: in a few words
 * @text: in a sentence or two
 *
 * Answers with a page that only says something.
 */
void
moot_web_page_reply_message (MootExchange *exchange,
                             guint         status,
                             const char   *title,
                             const char   *text)
{
  g_autoptr (MootWebPage) page = moot_web_page_new ("message", title);

  moot_web_page_set (page, "text", text);
  moot_web_page_reply (page, exchange, status);
}

/**
 * moot_web_page_reply_style:
 * @exchange: a request for the style of the pages
 */
void
moot_web_page_reply_style (MootExchange *exchange)
{
  g_autoptr (GBytes) style = find_file ("style.css");

  moot_exchange_add_header (exchange, "Cache-Control", "public, max-age=3600");
  moot_exchange_reply_bytes (exchange, 200, "text/css; charset=utf-8", style);
}
