/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The words of a piece of HTML, as a person would copy them: for search, filters,
 * notifications and previews.
 * Thread: any. */
#include "moot-html.h"

#include <string.h>

#include "moot-html-parser.h"

typedef struct
{
  GString *out;
  guint newlines;   /* owed before the next word */
  gboolean spaced;  /* a space is owed before the next word */
  gboolean at_item; /* right behind the dash of a list item, where nothing is owed */
  guint pre_depth;  /* preformatted elements open */
} Writer;

/* Newlines that an element sets before and after itself. */
static const struct
{
  const char *name;
  guint newlines;
} breaks[] = {
  { "p", 2 },
  { "blockquote", 2 },
  { "pre", 2 },
  { "ul", 2 },
  { "ol", 2 },
  { "h1", 2 },
  { "h2", 2 },
  { "h3", 2 },
  { "h4", 2 },
  { "h5", 2 },
  { "h6", 2 },
  { "table", 2 },
  { "li", 1 },
  { "div", 1 },
  { "section", 1 },
  { "article", 1 },
  { "tr", 1 },
  { "dt", 1 },
  { "dd", 1 },
  { "hr", 1 },
};

static void
owe_newlines (Writer     *writer,
              const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    if (strcmp (breaks[i].name, name) == 0)
      writer->newlines = MAX (writer->newlines, breaks[i].newlines);
}

static void
pay_debts (Writer *writer)
{
  if (writer->out->len > 0 && !writer->at_item)
    for (guint i = 0; i < writer->newlines; i++)
      g_string_append_c (writer->out, '\n');
  if (writer->newlines == 0 && writer->spaced && writer->out->len > 0 && !writer->at_item)
    g_string_append_c (writer->out, ' ');
  writer->newlines = 0;
  writer->spaced = FALSE;
  writer->at_item = FALSE;
}

static void
start_cb (gpointer           data,
          const char        *name,
          const char *const *attributes)
{
  Writer *writer = data;

  writer->pre_depth += strcmp (name, "pre") == 0;
  if (strcmp (name, "br") == 0)
    writer->newlines++;
  else
    owe_newlines (writer, name);

  if (strcmp (name, "li") == 0)
    {
      pay_debts (writer);
      g_string_append (writer->out, "- ");
      writer->at_item = TRUE;
    }
}

static void
end_cb (gpointer    data,
        const char *name)
{
  Writer *writer = data;

  writer->pre_depth -= strcmp (name, "pre") == 0 && writer->pre_depth > 0;
  owe_newlines (writer, name);
}

static void
text_cb (gpointer    data,
         const char *text,
         gsize       n_bytes)
{
  Writer *writer = data;

  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '\n' && writer->pre_depth > 0)
        writer->newlines++;
      else if (writer->pre_depth == 0 && strchr (" \t\n\r", c) != NULL)
        writer->spaced = TRUE;
      else if (c == '\t' || (c >= 0x20 && c != 0x7f))
        {
          pay_debts (writer);
          g_string_append_c (writer->out, (char) c);
        }
    }
}

/* Mark-up too wild for the parser: what stands outside of angle brackets, in one pass. */
static char *
drop_brackets (const char *html)
{
  gsize length = strnlen (html, MOOT_HTML_MAX_BYTES);
  GString *out = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  gboolean inside = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (html[i] == '<')
        inside = TRUE;
      else if (html[i] == '>')
        inside = FALSE;
      else if (!inside && ((guchar) html[i] >= 0x20 || html[i] == '\n'))
        g_string_append_c (out, html[i]);
    }
  bytes = g_string_free (out, FALSE);
  return g_strstrip (g_utf8_make_valid (bytes, -1));
}

/**
 * moot_html_to_text:
 * @html: HTML, sanitised or not
 *
 * Takes the text out of @html: paragraphs are set apart by an empty line, line
 * breaks become newlines, list items start with a dash, other white space
 * collapses.  Addresses shortened for the eye come out whole.
 *
 * Thread: any.
 *
 * Returns: (transfer full): plain text, never to be taken for HTML
 */
char *
moot_html_to_text (const char *html)
{
  static const MootHtmlHandler handler = { start_cb, end_cb, text_cb };
  Writer writer = { 0 };

  g_return_val_if_fail (html != NULL, NULL);

  writer.out = g_string_sized_new (MIN (strlen (html), MOOT_HTML_MAX_BYTES));
  if (!moot_html_parse (html, &handler, &writer))
    {
      g_string_free (writer.out, TRUE);
      return drop_brackets (html);
    }
  return g_strchomp (g_string_free (writer.out, FALSE));
}
