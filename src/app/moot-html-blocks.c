/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads the HTML of a post, whoever wrote it, into blocks that a widget can show.
 * Only what the table below names has an effect; every other element loses its tags and keeps its
 * text.  Nesting is counted, not followed, so depth costs nothing.
 * Thread: any; the result is frozen.
 * Spec: what Mastodon's sanitiser lets through, and what other servers send besides. */
#include "moot-html-blocks.h"

#include <stdlib.h>
#include <string.h>

#include "moot-html-blocks-writer.h"
#include "moot-html-parser.h"
#include "moot-html.h"

#define MAX_LISTS 16 /* that are counted; deeper ones share the numbers of the last */
#define MAX_NUMBER 99999

typedef enum
{
  ROLE_STYLE,
  ROLE_BLOCK,
  ROLE_HEADING,
  ROLE_QUOTE,
  ROLE_LIST,
  ROLE_ITEM,
  ROLE_CODE,
  ROLE_CELL,
  ROLE_BREAK,
  ROLE_RULE,
  ROLE_LINK,
  ROLE_SPAN,
  ROLE_IMAGE,
} Role;

typedef struct
{
  const char *name;
  Role role;
  MootHtmlStyle style;
} Element;

/* Sorted by name. */
/* clang-format off */
static const Element elements[] = {
  { "a",          ROLE_LINK,    0 },
  { "address",    ROLE_BLOCK,   0 },
  { "article",    ROLE_BLOCK,   0 },
  { "aside",      ROLE_BLOCK,   0 },
  { "b",          ROLE_STYLE,   MOOT_HTML_STYLE_BOLD },
  { "blockquote", ROLE_QUOTE,   0 },
  { "br",         ROLE_BREAK,   0 },
  { "caption",    ROLE_BLOCK,   0 },
  { "cite",       ROLE_STYLE,   MOOT_HTML_STYLE_ITALIC },
  { "code",       ROLE_STYLE,   MOOT_HTML_STYLE_CODE },
  { "dd",         ROLE_BLOCK,   0 },
  { "del",        ROLE_STYLE,   MOOT_HTML_STYLE_STRIKE },
  { "details",    ROLE_BLOCK,   0 },
  { "div",        ROLE_BLOCK,   0 },
  { "dl",         ROLE_BLOCK,   0 },
  { "dt",         ROLE_BLOCK,   0 },
  { "em",         ROLE_STYLE,   MOOT_HTML_STYLE_ITALIC },
  { "figcaption", ROLE_BLOCK,   0 },
  { "figure",     ROLE_BLOCK,   0 },
  { "footer",     ROLE_BLOCK,   0 },
  { "h1",         ROLE_HEADING, 0 },
  { "h2",         ROLE_HEADING, 0 },
  { "h3",         ROLE_HEADING, 0 },
  { "h4",         ROLE_HEADING, 0 },
  { "h5",         ROLE_HEADING, 0 },
  { "h6",         ROLE_HEADING, 0 },
  { "header",     ROLE_BLOCK,   0 },
  { "hr",         ROLE_RULE,    0 },
  { "i",          ROLE_STYLE,   MOOT_HTML_STYLE_ITALIC },
  { "img",        ROLE_IMAGE,   0 },
  { "ins",        ROLE_STYLE,   MOOT_HTML_STYLE_UNDERLINE },
  { "kbd",        ROLE_STYLE,   MOOT_HTML_STYLE_CODE },
  { "li",         ROLE_ITEM,    0 },
  { "main",       ROLE_BLOCK,   0 },
  { "nav",        ROLE_BLOCK,   0 },
  { "ol",         ROLE_LIST,    0 },
  { "p",          ROLE_BLOCK,   0 },
  { "pre",        ROLE_CODE,    0 },
  { "s",          ROLE_STYLE,   MOOT_HTML_STYLE_STRIKE },
  { "samp",       ROLE_STYLE,   MOOT_HTML_STYLE_CODE },
  { "section",    ROLE_BLOCK,   0 },
  { "span",       ROLE_SPAN,    0 },
  { "strike",     ROLE_STYLE,   MOOT_HTML_STYLE_STRIKE },
  { "strong",     ROLE_STYLE,   MOOT_HTML_STYLE_BOLD },
  { "sub",        ROLE_STYLE,   MOOT_HTML_STYLE_LOWERED },
  { "summary",    ROLE_BLOCK,   0 },
  { "sup",        ROLE_STYLE,   MOOT_HTML_STYLE_RAISED },
  { "table",      ROLE_BLOCK,   0 },
  { "td",         ROLE_CELL,    0 },
  { "th",         ROLE_CELL,    0 },
  { "tr",         ROLE_BLOCK,   0 },
  { "tt",         ROLE_STYLE,   MOOT_HTML_STYLE_CODE },
  { "u",          ROLE_STYLE,   MOOT_HTML_STYLE_UNDERLINE },
  { "ul",         ROLE_LIST,    0 },
};
/* clang-format on */

typedef struct
{
  gboolean ordered;
  gint64 number;
  gint64 step;
} List;

typedef enum
{
  SPAN_PLAIN,
  SPAN_INVISIBLE,
  SPAN_ELLIPSIS,
} Span;

typedef struct
{
  MootHtmlBlocksWriter writer;

  List lists[MAX_LISTS];
  guint n_lists;
  guint n_headings;
  guint n_codes;
  GByteArray *spans; /* Span of each that is open */
  guint n_invisible;
  gboolean quoting;  /* what it quotes is shown: the link to it is not */
  gboolean in_quote; /* inside that link's paragraph */
} Reader;

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
has_class (const char *const *attributes,
           const char        *name)
{
  const char *value = moot_html_find_attribute (attributes, "class");
  const gsize length = strlen (name);

  while (value != NULL && *value != '\0')
    {
      gsize word = strcspn (value, " \t\n\r\f");

      if (word == length && memcmp (value, name, length) == 0)
        return TRUE;
      value += word;
      value += strspn (value, " \t\n\r\f");
    }
  return FALSE;
}

/* An attribute without a value counts, too. */
static gboolean
has_attribute (const char *const *attributes,
               const char        *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (strcmp (attributes[0], name) == 0)
      return TRUE;
  return FALSE;
}

static gint64
read_number (const char *const *attributes,
             const char        *name,
             gint64             fallback)
{
  const char *value = moot_html_find_attribute (attributes, name);

  return value != NULL ? CLAMP (g_ascii_strtoll (value, NULL, 10), -MAX_NUMBER, MAX_NUMBER)
                       : fallback;
}

/* The kind holds for the block that begins next. */
static void
end_block (Reader *reader)
{
  moot_html_blocks_writer_end_block (&reader->writer);
  if (reader->n_codes > 0)
    reader->writer.kind = MOOT_HTML_BLOCK_CODE;
  else if (reader->n_headings > 0)
    reader->writer.kind = MOOT_HTML_BLOCK_HEADING;
  else
    reader->writer.kind = MOOT_HTML_BLOCK_PARAGRAPH;
}

static void
start_link (Reader            *reader,
            const char *const *attributes)
{
  const char *value = moot_html_find_attribute (attributes, "href");
  g_autofree char *href = value != NULL ? moot_html_dup_safe_href (value) : NULL;
  MootHtmlLinkKind kind = MOOT_HTML_LINK_URL;

  if (has_class (attributes, "hashtag"))
    kind = MOOT_HTML_LINK_HASHTAG;
  else if (has_class (attributes, "mention"))
    kind = MOOT_HTML_LINK_MENTION;
  if (href != NULL)
    moot_html_blocks_writer_start_link (&reader->writer, kind, href);
}

static void
start_span (Reader            *reader,
            const char *const *attributes)
{
  guint8 span = SPAN_PLAIN;

  if (has_class (attributes, "invisible") ||
      (reader->quoting && has_class (attributes, "quote-inline")))
    span = SPAN_INVISIBLE;
  else if (has_class (attributes, "ellipsis"))
    span = SPAN_ELLIPSIS;

  g_byte_array_append (reader->spans, &span, 1);
  if (span == SPAN_INVISIBLE)
    reader->n_invisible++;
  if (span != SPAN_PLAIN)
    reader->writer.link_shortened = TRUE;
}

static void
end_span (Reader *reader)
{
  guint8 span;

  if (reader->spans->len == 0)
    return;

  span = reader->spans->data[reader->spans->len - 1];
  g_byte_array_set_size (reader->spans, reader->spans->len - 1);
  if (span == SPAN_INVISIBLE)
    reader->n_invisible--;
  else if (span == SPAN_ELLIPSIS && reader->n_invisible == 0)
    moot_html_blocks_writer_add_text (&reader->writer, "…", strlen ("…"));
}

static void
start_list (Reader            *reader,
            const char        *name,
            const char *const *attributes)
{
  gboolean reversed = has_attribute (attributes, "reversed");
  List list = { .ordered = strcmp (name, "ol") == 0, .step = reversed ? -1 : 1 };

  end_block (reader);
  list.number = read_number (attributes, "start", 1);
  if (reader->n_lists < MAX_LISTS)
    reader->lists[reader->n_lists] = list;
  reader->n_lists++;
  reader->writer.n_indents++;
}

static void
start_item (Reader            *reader,
            const char *const *attributes)
{
  List *list;

  end_block (reader);
  g_clear_pointer (&reader->writer.marker, g_free);
  if (reader->n_lists == 0)
    return;

  /* cppcheck-suppress negativeIndex ; there is a list */
  list = &reader->lists[MIN (reader->n_lists, MAX_LISTS) - 1];
  list->number = read_number (attributes, "value", list->number);
  if (list->ordered)
    reader->writer.marker = g_strdup_printf ("%" G_GINT64_FORMAT ".", list->number);
  else
    reader->writer.marker = g_strdup ("•");
  list->number += list->step;
}

/* Never loaded from inside a post: its description is shown, as a link to it. */
static void
add_image (Reader            *reader,
           const char *const *attributes)
{
  const char *description = moot_html_find_attribute (attributes, "alt");
  const char *source = moot_html_find_attribute (attributes, "src");
  g_autofree char *href = source != NULL ? moot_html_dup_safe_href (source) : NULL;

  if (description == NULL || *description == '\0')
    return;

  if (href == NULL || reader->writer.link != NULL || *description == ':')
    {
      moot_html_blocks_writer_add_text (&reader->writer, description, strlen (description));
      return;
    }
  moot_html_blocks_writer_start_link (&reader->writer, MOOT_HTML_LINK_URL, href);
  moot_html_blocks_writer_add_text (&reader->writer, description, strlen (description));
  moot_html_blocks_writer_end_link (&reader->writer);
}

/* Paragraphs do not nest: the next one ends it, too. */
static void
pass_paragraph (Reader   *reader,
                gboolean  in_quote)
{
  end_block (reader);
  if (reader->in_quote)
    reader->n_invisible--;
  if (in_quote)
    reader->n_invisible++;
  reader->in_quote = in_quote;
}

static void
start_cb (gpointer           data,
          const char        *name,
          const char *const *attributes)
{
  Reader *reader = data;
  const Element *element = find_element (name);

  if (element == NULL)
    return;

  switch (element->role)
    {
    case ROLE_STYLE:
      moot_html_blocks_writer_set_style (&reader->writer, element->style, TRUE);
      break;
    case ROLE_BLOCK:
      pass_paragraph (reader, reader->quoting && has_class (attributes, "quote-inline"));
      break;
    case ROLE_HEADING:
      reader->n_headings++;
      end_block (reader);
      break;
    case ROLE_QUOTE:
      end_block (reader);
      reader->writer.n_quotes++;
      break;
    case ROLE_LIST:
      start_list (reader, name, attributes);
      break;
    case ROLE_ITEM:
      start_item (reader, attributes);
      break;
    case ROLE_CODE:
      reader->n_codes++;
      end_block (reader);
      break;
    case ROLE_CELL:
      if (reader->writer.begun)
        moot_html_blocks_writer_add_text (&reader->writer, " · ", strlen (" · "));
      break;
    case ROLE_BREAK:
      moot_html_blocks_writer_add_break (&reader->writer);
      break;
    case ROLE_RULE:
      end_block (reader);
      moot_html_blocks_writer_add_rule (&reader->writer);
      break;
    case ROLE_LINK:
      start_link (reader, attributes);
      break;
    case ROLE_SPAN:
      start_span (reader, attributes);
      break;
    case ROLE_IMAGE:
      add_image (reader, attributes);
      break;
    }
}

static void
end_cb (gpointer    data,
        const char *name)
{
  Reader *reader = data;
  const Element *element = find_element (name);

  if (element == NULL)
    return;

  switch (element->role)
    {
    case ROLE_STYLE:
      moot_html_blocks_writer_set_style (&reader->writer, element->style, FALSE);
      break;
    case ROLE_BLOCK:
      pass_paragraph (reader, FALSE);
      break;
    case ROLE_HEADING:
      reader->n_headings--;
      end_block (reader);
      break;
    case ROLE_QUOTE:
      end_block (reader);
      reader->writer.n_quotes--;
      break;
    case ROLE_LIST:
      end_block (reader);
      reader->n_lists--;
      reader->writer.n_indents--;
      break;
    case ROLE_ITEM:
      end_block (reader);
      g_clear_pointer (&reader->writer.marker, g_free);
      break;
    case ROLE_CODE:
      reader->n_codes--;
      end_block (reader);
      break;
    case ROLE_LINK:
      moot_html_blocks_writer_end_link (&reader->writer);
      break;
    case ROLE_SPAN:
      end_span (reader);
      break;
    case ROLE_CELL:
    case ROLE_BREAK:
    case ROLE_RULE:
    case ROLE_IMAGE:
      break;
    }
}

static void
text_cb (gpointer    data,
         const char *text,
         gsize       n_bytes)
{
  Reader *reader = data;

  if (reader->n_invisible == 0)
    moot_html_blocks_writer_add_text (&reader->writer, text, n_bytes);
}

/* What nests beyond all reason is shown without any of its tags. */
static MootHtmlBlocks *
parse_plain (const char *html)
{
  g_autofree char *text = moot_html_to_text (html);
  MootHtmlBlocksWriter writer;

  moot_html_blocks_writer_init (&writer, NULL);
  moot_html_blocks_writer_add_text (&writer, text, strlen (text));
  return moot_html_blocks_writer_finish (&writer);
}

static MootHtmlBlocks *
parse (const char        *html,
       const char *const *emoji_names,
       gboolean           quoting)
{
  static const MootHtmlHandler handler = { start_cb, end_cb, text_cb };
  Reader reader = { .quoting = quoting };
  MootHtmlBlocks *blocks;
  gboolean whole;

  reader.spans = g_byte_array_new ();
  moot_html_blocks_writer_init (&reader.writer, emoji_names);
  whole = html == NULL || moot_html_parse (html, &handler, &reader);
  blocks = moot_html_blocks_writer_finish (&reader.writer);
  g_byte_array_unref (reader.spans);
  if (whole)
    return blocks;

  moot_html_blocks_free (blocks);
  return parse_plain (html);
}

/**
 * moot_html_blocks_parse:
 * @html: (nullable): what a stranger's server says a post is
 * @emoji_names: (nullable): shortcodes without colons that are pictures here
 *
 * Makes a post safe to show: bounded, balanced, with links of harmless schemes only.
 *
 * Spec: Mastodon's HTML in statuses; `invisible` and `ellipsis` spans shorten addresses.
 * Thread: any.
 *
 * Returns: (transfer full): the blocks
 */
MootHtmlBlocks *
moot_html_blocks_parse (const char        *html,
                        const char *const *emoji_names)
{
  return parse (html, emoji_names, FALSE);
}

/**
 * moot_html_blocks_parse_quoting:
 * @html: (nullable): what a stranger's server says a post is
 * @emoji_names: (nullable): shortcodes without colons that are pictures here
 *
 * As moot_html_blocks_parse(), of a post whose quote is shown below it: the link to what it quotes,
 * which is there for those who do not know quotes, is left out.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the blocks
 */
MootHtmlBlocks *
moot_html_blocks_parse_quoting (const char        *html,
                                const char *const *emoji_names)
{
  return parse (html, emoji_names, TRUE);
}

/**
 * moot_html_blocks_free:
 * @self: (nullable): blocks
 */
void
moot_html_blocks_free (MootHtmlBlocks *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->links);
  g_free (self);
}

/**
 * moot_html_blocks_dup_text:
 * @self: blocks
 *
 * Returns: (transfer full): what is displayed, as lines
 */
char *
moot_html_blocks_dup_text (const MootHtmlBlocks *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const MootHtmlBlock *block = g_ptr_array_index (self->blocks, i);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (block->marker != NULL)
        g_string_append_printf (text, "%s ", block->marker);
      g_string_append (text, block->text);
    }
  return g_string_free (text, FALSE);
}

/**
 * moot_html_blocks_find_link:
 * @self: blocks
 * @href: an address, as the markup has it
 *
 * Returns: (transfer none) (nullable): the first link to @href
 */
const MootHtmlLink *
moot_html_blocks_find_link (const MootHtmlBlocks *self,
                            const char           *href)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const MootHtmlLink *link = g_ptr_array_index (self->links, i);

      if (strcmp (link->href, href) == 0)
        return link;
    }
  return NULL;
}
