/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussions and proposals are written in Markdown and shown as clean HTML.
 *
 * cmark reads, without raw HTML; in its tree plain text gets links on people, tags
 * and addresses, and pictures become links, since nothing is loaded from elsewhere;
 * the sanitiser has the last word.
 * Spec: CommonMark 0.30, line breaks kept.
 * Thread: any. */
#include "moot-markdown.h"

#include <cmark.h>
#include <string.h>

#include "moot-html.h"

typedef struct
{
  MootText *text;
  const char *base_url;
  MootTextResolve resolve;
  gpointer data;
  guint n_links; /* open around the current node */
} Reader;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_iter, cmark_iter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

static void
link_text (Reader     *reader,
           cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  g_autoptr (GString) html = g_string_new (NULL);
  cmark_node *rich;

  if (literal == NULL)
    return;

  moot_text_append_inline (reader->text, html, literal, reader->base_url, reader->resolve,
                           reader->data);
  rich = cmark_node_new (CMARK_NODE_CUSTOM_INLINE);
  cmark_node_set_on_enter (rich, html->str);
  if (cmark_node_replace (node, rich))
    cmark_node_free (node);
  else
    cmark_node_free (rich);
}

static void
turn_into_link (cmark_node *image)
{
  cmark_node *link = cmark_node_new (CMARK_NODE_LINK);
  cmark_node *child;

  cmark_node_set_url (link, cmark_node_get_url (image));
  while ((child = cmark_node_first_child (image)) != NULL)
    cmark_node_append_child (link, child);
  if (cmark_node_first_child (link) == NULL)
    {
      cmark_node *name = cmark_node_new (CMARK_NODE_TEXT);

      cmark_node_set_literal (name, cmark_node_get_url (image));
      cmark_node_append_child (link, name);
    }

  if (cmark_node_replace (image, link))
    cmark_node_free (image);
  else
    cmark_node_free (link);
}

static void
walk (Reader     *reader,
      cmark_node *root)
{
  g_autoptr (cmark_iter) iter = cmark_iter_new (root);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_TEXT && reader->n_links == 0)
        link_text (reader, node);
      else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
        reader->n_links += event == CMARK_EVENT_ENTER ? 1 : (guint) -1;

      if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_EXIT)
        turn_into_link (node);
    }
}

static char *
take_start (const char *markdown)
{
  gsize length = strnlen (markdown, MOOT_MARKDOWN_MAX_BYTES);

  if (length == MOOT_MARKDOWN_MAX_BYTES)
    while (length > 0 && ((guchar) markdown[length] & 0xc0) == 0x80)
      length--;
  return g_utf8_make_valid (markdown, (gssize) length);
}

/**
 * moot_markdown_to_html:
 * @markdown: what a member typed
 * @base_url: this server, without a slash at the end: tags link below it
 * @resolve: (nullable) (scope call): who knows the accounts
 * @data: for @resolve
 *
 * Turns Markdown into HTML that may be shown.
 *
 * Raw HTML is left out; headings become strong paragraphs; a picture becomes a link
 * to it; mentions, tags and bare addresses are linked outside of code and links.
 * Of @markdown %MOOT_MARKDOWN_MAX_BYTES are read.
 *
 * Spec: CommonMark 0.30.
 * Thread: any.
 *
 * Returns: (transfer full): HTML, mentions and tags
 */
MootText *
moot_markdown_to_html (const char      *markdown,
                       const char      *base_url,
                       MootTextResolve  resolve,
                       gpointer         data)
{
  g_autofree char *start = NULL;
  g_autoptr (cmark_node) root = NULL;
  Reader reader = { NULL, base_url, resolve, data, 0 };
  char *html;

  g_return_val_if_fail (markdown != NULL, NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  start = take_start (markdown);
  root = cmark_parse_document (start, strlen (start), CMARK_OPT_DEFAULT);
  cmark_consolidate_text_nodes (root);
  reader.text = moot_text_new ();
  walk (&reader, root);

  html = cmark_render_html (root, CMARK_OPT_HARDBREAKS);
  reader.text->html = g_strchomp (moot_html_sanitise (html));
  free (html);
  return reader.text;
}
