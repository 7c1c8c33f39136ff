/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The one HTML sanitiser: what it lets through may be shown, stored and sent.
 *
 * Nothing of the input's mark-up is copied.  Events of the parser walk through a
 * table of allowed elements and a small content model (blocks close what runs
 * inside lines, items live in lists), and clean mark-up is written from scratch;
 * so the result is balanced, and sanitising it again changes nothing.
 *
 * Spec: Mastodon's "strict" set; FEP-dc88 for mathematics.
 * Thread: any. */
#include "moot-html.h"

#include <stdlib.h>
#include <string.h>

#include "moot-html-attributes.h"
#include "moot-html-parser.h"

typedef enum
{
  KIND_INLINE,
  KIND_RUBY,      /* rt, rp: close one another */
  KIND_PARAGRAPH, /* p, pre: hold lines only */
  KIND_QUOTE,
  KIND_LIST,
  KIND_ITEM,
  KIND_BREAK,
  KIND_HEADING, /* becomes a strong paragraph */
  KIND_SPACER,  /* dropped, but its neighbours must not run together */
  KIND_MATH,
  KIND_ANNOTATION,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  MootHtmlTakes takes;
} Element;

/* Sorted by name.  What is not here loses its tags and keeps its content. */
/* clang-format off */
static const Element elements[] = {
  { "a",          KIND_INLINE,     MOOT_HTML_TAKES_HREF | MOOT_HTML_TAKES_CLASS |
                                   MOOT_HTML_TAKES_TRANSLATE },
  { "address",    KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "annotation", KIND_ANNOTATION, MOOT_HTML_TAKES_NOTHING },
  { "article",    KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "aside",      KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "b",          KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "blockquote", KIND_QUOTE,      MOOT_HTML_TAKES_NOTHING },
  { "br",         KIND_BREAK,      MOOT_HTML_TAKES_NOTHING },
  { "caption",    KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "code",       KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "dd",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "del",        KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "details",    KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "div",        KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "dl",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "dt",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "em",         KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "figcaption", KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "figure",     KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "footer",     KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "h1",         KIND_HEADING,    MOOT_HTML_TAKES_NOTHING },
  { "h2",         KIND_HEADING,    MOOT_HTML_TAKES_NOTHING },
  { "h3",         KIND_HEADING,    MOOT_HTML_TAKES_NOTHING },
  { "h4",         KIND_HEADING,    MOOT_HTML_TAKES_NOTHING },
  { "h5",         KIND_HEADING,    MOOT_HTML_TAKES_NOTHING },
  { "h6",         KIND_HEADING,    MOOT_HTML_TAKES_NOTHING },
  { "header",     KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "hr",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "i",          KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "li",         KIND_ITEM,       MOOT_HTML_TAKES_VALUE },
  { "main",       KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "math",       KIND_MATH,       MOOT_HTML_TAKES_NOTHING },
  { "nav",        KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "ol",         KIND_LIST,       MOOT_HTML_TAKES_START },
  { "p",          KIND_PARAGRAPH,  MOOT_HTML_TAKES_CLASS },
  { "pre",        KIND_PARAGRAPH,  MOOT_HTML_TAKES_NOTHING },
  { "rp",         KIND_RUBY,       MOOT_HTML_TAKES_NOTHING },
  { "rt",         KIND_RUBY,       MOOT_HTML_TAKES_NOTHING },
  { "ruby",       KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "s",          KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "section",    KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "span",       KIND_INLINE,     MOOT_HTML_TAKES_CLASS | MOOT_HTML_TAKES_TRANSLATE },
  { "strong",     KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "summary",    KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "table",      KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "td",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "th",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "tr",         KIND_SPACER,     MOOT_HTML_TAKES_NOTHING },
  { "u",          KIND_INLINE,     MOOT_HTML_TAKES_NOTHING },
  { "ul",         KIND_LIST,       MOOT_HTML_TAKES_NOTHING },
};
/* clang-format on */

/* What is written can be read again whole, closing tags included. */
#define MAX_OUTPUT (MOOT_HTML_MAX_BYTES - 2048)

typedef struct
{
  GString *out;
  gboolean full; /* only closing tags may still be written */
  const Element *open[MOOT_HTML_MAX_DEPTH];
  guint n_open;
  guint n_elements;

  guint math_depth; /* elements open inside <math>, itself included; 0 = outside */
  gboolean display; /* the formula stands on its own line */
  gboolean in_tex;
} Writer;

static int
compare_element (const void *key,
                 const void *row)
{
  return strcmp (key, ((const Element *) row)->name);
}

static const Element *
find_element (const char *name)
{
  return bsearch (name, elements, G_N_ELEMENTS (elements), sizeof *elements, compare_element);
}

static gboolean
runs_in_lines (const Element *element)
{
  return element->kind == KIND_INLINE || element->kind == KIND_RUBY;
}

static void
pop (Writer *writer)
{
  g_string_append_printf (writer->out, "</%s>", writer->open[--writer->n_open]->name);
}

static void
pop_to (Writer *writer,
        guint   n_open)
{
  while (writer->n_open > n_open)
    pop (writer);
}

static gboolean
has_room (Writer *writer,
          guint   n_elements)
{
  return !writer->full && writer->n_open + n_elements <= MOOT_HTML_MAX_DEPTH &&
         writer->n_elements + n_elements <= MOOT_HTML_MAX_ELEMENTS;
}

static void
push (Writer            *writer,
      const Element     *element,
      const char *const *attributes,
      const char        *href)
{
  gsize before = writer->out->len;

  g_string_append_printf (writer->out, "<%s", element->name);
  if (href != NULL)
    moot_html_append_link (writer->out, attributes, href);
  moot_html_append_attributes (writer->out, attributes, element->takes);
  g_string_append_c (writer->out, '>');

  writer->full = writer->full || writer->out->len > MAX_OUTPUT;
  if (writer->full)
    {
      g_string_truncate (writer->out, before);
      return;
    }
  writer->open[writer->n_open++] = element;
  writer->n_elements++;
}

static void
push_plain (Writer     *writer,
            const char *name)
{
  static const char *const none[] = { NULL };

  push (writer, find_element (name), none, NULL);
}

/* Position after the innermost open element of that name which runs in the current lines, or 0. */
static guint
find_open_inline (Writer     *writer,
                  const char *name)
{
  for (guint i = writer->n_open; i > 0 && runs_in_lines (writer->open[i - 1]); i--)
    if (strcmp (writer->open[i - 1]->name, name) == 0)
      return i;

  return 0;
}

static void
close_lines (Writer *writer)
{
  while (writer->n_open > 0 && (runs_in_lines (writer->open[writer->n_open - 1]) ||
                                writer->open[writer->n_open - 1]->kind == KIND_PARAGRAPH))
    pop (writer);
}

static void
start_inline (Writer            *writer,
              const Element     *element,
              const char *const *attributes)
{
  g_autofree char *href = NULL;

  if (element->kind == KIND_RUBY)
    for (guint i = writer->n_open; i > 0 && runs_in_lines (writer->open[i - 1]); i--)
      if (writer->open[i - 1]->kind == KIND_RUBY)
        {
          pop_to (writer, i - 1);
          break;
        }

  if ((element->takes & MOOT_HTML_TAKES_HREF) != 0)
    {
      guint i = find_open_inline (writer, element->name);
      const char *value = moot_html_find_attribute (attributes, "href");

      if (i > 0)
        pop_to (writer, i - 1);
      href = value != NULL ? moot_html_dup_safe_href (value) : NULL;
      if (href == NULL)
        return;
    }
  if (has_room (writer, 1))
    push (writer, element, attributes, href);
}

static void
start_item (Writer            *writer,
            const Element     *element,
            const char *const *attributes)
{
  for (guint i = writer->n_open; i > 0; i--)
    {
      if (writer->open[i - 1]->kind == KIND_QUOTE)
        return;
      if (writer->open[i - 1]->kind != KIND_LIST)
        continue;

      pop_to (writer, i);
      if (has_room (writer, 1))
        push (writer, element, attributes, NULL);
      return;
    }
}

static void
start_block (Writer            *writer,
             const Element     *element,
             const char *const *attributes)
{
  gboolean in_list;

  close_lines (writer);
  in_list = writer->n_open > 0 && writer->open[writer->n_open - 1]->kind == KIND_LIST;
  if (!has_room (writer, in_list ? 3 : 2))
    return;

  if (in_list)
    push_plain (writer, "li");
  if (element->kind != KIND_HEADING)
    {
      push (writer, element, attributes, NULL);
      return;
    }
  push_plain (writer, "p");
  push_plain (writer, "strong");
}

static void
append_break (Writer *writer)
{
  static const char tag[] = "<br />";

  if (writer->n_elements == MOOT_HTML_MAX_ELEMENTS)
    return;

  writer->full = writer->full || writer->out->len + sizeof tag > MAX_OUTPUT;
  writer->n_elements++;
  if (!writer->full)
    g_string_append (writer->out, tag);
}

/* Character by character, so that a second pass stops where the first one did. */
static void
append_text (Writer     *writer,
             const char *text,
             gsize       n_bytes)
{
  for (gsize i = 0, n; i < n_bytes && !writer->full; i += n)
    {
      n = MIN ((gsize) g_utf8_skip[(guchar) text[i]], n_bytes - i);
      writer->full = writer->out->len + strlen ("&quot;") > MAX_OUTPUT;
      if (!writer->full)
        moot_html_append_escaped (writer->out, text + i, n);
    }
}

static void
append_space (Writer *writer)
{
  GString *out = writer->out;

  if (!writer->full && out->len > 0 && strchr (" \t\n>", out->str[out->len - 1]) == NULL)
    g_string_append_c (out, ' ');
}

static void
start_math (Writer            *writer,
            const char *const *attributes)
{
  writer->math_depth = 1;
  writer->in_tex = FALSE;
  writer->display = g_strcmp0 (moot_html_find_attribute (attributes, "display"), "block") == 0;
}

static void
start_in_math (Writer            *writer,
               const char        *name,
               const char *const *attributes)
{
  writer->math_depth++;
  if (writer->in_tex || strcmp (name, "annotation") != 0 ||
      g_strcmp0 (moot_html_find_attribute (attributes, "encoding"), "application/x-tex") != 0)
    return;

  writer->in_tex = TRUE;
  append_text (writer, "$$", writer->display ? 2 : 1);
}

static void
end_in_math (Writer     *writer,
             const char *name)
{
  writer->math_depth--;
  if (!writer->in_tex || (writer->math_depth > 0 && strcmp (name, "annotation") != 0))
    return;

  writer->in_tex = FALSE;
  append_text (writer, "$$", writer->display ? 2 : 1);
}

static void
start_cb (gpointer           data,
          const char        *name,
          const char *const *attributes)
{
  Writer *writer = data;
  const Element *element = find_element (name);

  if (writer->math_depth > 0)
    {
      start_in_math (writer, name, attributes);
      return;
    }
  if (element == NULL)
    return;

  switch (element->kind)
    {
    case KIND_INLINE:
    case KIND_RUBY:
      start_inline (writer, element, attributes);
      break;
    case KIND_PARAGRAPH:
    case KIND_QUOTE:
    case KIND_LIST:
    case KIND_HEADING:
      start_block (writer, element, attributes);
      break;
    case KIND_ITEM:
      start_item (writer, element, attributes);
      break;
    case KIND_BREAK:
      append_break (writer);
      break;
    case KIND_SPACER:
      append_space (writer);
      break;
    case KIND_MATH:
      start_math (writer, attributes);
      break;
    case KIND_ANNOTATION:
      break;
    }
}

static void
end_block (Writer     *writer,
           const char *name,
           Kind        kind)
{
  for (guint i = writer->n_open; i > 0; i--)
    {
      const Element *open = writer->open[i - 1];

      if (strcmp (open->name, name) == 0)
        {
          pop_to (writer, i - 1);
          return;
        }
      if (kind == KIND_ITEM && (open->kind == KIND_LIST || open->kind == KIND_QUOTE))
        return;
      if (kind == KIND_PARAGRAPH && !runs_in_lines (open))
        return;
    }
}

static void
end_cb (gpointer    data,
        const char *name)
{
  Writer *writer = data;
  const Element *element = find_element (name);
  guint i;

  if (writer->math_depth > 0)
    {
      end_in_math (writer, name);
      return;
    }
  if (element == NULL)
    return;

  switch (element->kind)
    {
    case KIND_INLINE:
    case KIND_RUBY:
      i = find_open_inline (writer, name);
      if (i > 0)
        pop_to (writer, i - 1);
      break;
    case KIND_HEADING:
      end_block (writer, "p", KIND_PARAGRAPH);
      break;
    case KIND_PARAGRAPH:
    case KIND_QUOTE:
    case KIND_LIST:
    case KIND_ITEM:
      end_block (writer, name, element->kind);
      break;
    case KIND_SPACER:
      append_space (writer);
      break;
    case KIND_BREAK:
    case KIND_MATH:
    case KIND_ANNOTATION:
      break;
    }
}

static void
text_cb (gpointer    data,
         const char *text,
         gsize       n_bytes)
{
  Writer *writer = data;

  if (writer->math_depth == 0 || writer->in_tex)
    append_text (writer, text, n_bytes);
}

/* What is left when the mark-up is too wild to be read: its text in one paragraph. */
static char *
strip_tags (const char *html)
{
  g_autofree char *text = moot_html_to_text (html);
  Writer writer = { .out = g_string_new (NULL) };

  push_plain (&writer, "p");
  append_text (&writer, text, strlen (text));
  pop_to (&writer, 0);
  return g_string_free (writer.out, FALSE);
}

/**
 * moot_html_sanitise:
 * @html: HTML by a stranger
 *
 * Keeps what a status may hold and writes it anew.
 *
 * Kept are `p br span a del s pre blockquote code b strong u i em ul ol li ruby rt rp`
 * with the few attributes that have a meaning; headings become strong paragraphs,
 * links leave with `rel` and `target` of ours and only to listed schemes, every other
 * tag goes and its content stays, save for scripts and their like.  The result is
 * balanced, and a second pass returns the same bytes.  It takes time linear in the
 * length of @html, of which %MOOT_HTML_MAX_BYTES are read.
 *
 * Spec: Mastodon, "strict" sanitiser configuration.
 * Thread: any.
 *
 * Returns: (transfer full): HTML that may be shown
 */
char *
moot_html_sanitise (const char *html)
{
  static const MootHtmlHandler handler = { start_cb, end_cb, text_cb };
  Writer writer = { 0 };

  g_return_val_if_fail (html != NULL, NULL);

  writer.out = g_string_sized_new (MIN (strlen (html), MOOT_HTML_MAX_BYTES) + 64);
  if (!moot_html_parse (html, &handler, &writer))
    {
      g_string_free (writer.out, TRUE);
      return strip_tags (html);
    }
  pop_to (&writer, 0);
  return g_string_free (writer.out, FALSE);
}
