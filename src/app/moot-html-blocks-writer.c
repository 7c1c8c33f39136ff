/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Turns runs of text into blocks of Pango markup.  Everything a stranger wrote passes through
 * add_letter(), which drops what could turn or hide the text, and through g_markup_escape_text();
 * white space is folded as browsers do it, and what is owed at the end of a block is never written.
 * Thread: any. */
#include "moot-html-blocks-writer.h"

#include <string.h>

#define OBJECT_LETTER 0xfffc /* stands for a picture */
#define OBJECT_UTF8 "\xef\xbf\xbc"
#define ELLIPSIS "…"
#define MAX_BREAKS 2       /* in a row, in a paragraph */
#define MAX_CODE_BREAKS 20 /* in a row, in code */
#define MAX_EMOJI_NAME 64  /* bytes */

/* clang-format off */
static const char *const style_tags[MOOT_HTML_N_STYLES] = {
  [MOOT_HTML_STYLE_BOLD]      = "b",
  [MOOT_HTML_STYLE_ITALIC]    = "i",
  [MOOT_HTML_STYLE_UNDERLINE] = "u",
  [MOOT_HTML_STYLE_STRIKE]    = "s",
  [MOOT_HTML_STYLE_CODE]      = "tt",
  [MOOT_HTML_STYLE_RAISED]    = "sup",
  [MOOT_HTML_STYLE_LOWERED]   = "sub",
};
/* clang-format on */

/* A code block looks like code already. */
static gboolean
is_styled (MootHtmlBlocksWriter *self,
           MootHtmlStyle         style)
{
  return self->styles[style] > 0 &&
         (style != MOOT_HTML_STYLE_CODE || self->kind != MOOT_HTML_BLOCK_CODE);
}

static void
append_escaped (GString    *markup,
                const char *text,
                gssize      n_bytes)
{
  g_autofree char *escaped = g_markup_escape_text (text, n_bytes);

  g_string_append (markup, escaped);
}

/* Which name stands between the colons at @text, or -1. */
static int
find_emoji (MootHtmlBlocksWriter *self,
            const char           *text)
{
  const char *end = memchr (text + 1, ':', strnlen (text + 1, MAX_EMOJI_NAME));

  if (end == NULL || self->emoji_names == NULL || self->n_emojis >= MOOT_HTML_BLOCKS_MAX_EMOJIS)
    return -1;

  for (int i = 0; self->emoji_names[i] != NULL; i++)
    if (strlen (self->emoji_names[i]) == (gsize) (end - text - 1) &&
        memcmp (self->emoji_names[i], text + 1, (gsize) (end - text - 1)) == 0)
      return i;
  return -1;
}

static void
append_run (MootHtmlBlocksWriter *self,
            GString              *markup)
{
  const char *piece = self->run->str;
  const char *at = piece;

  while ((at = strchr (at, ':')) != NULL)
    {
      int name = find_emoji (self, at);
      MootHtmlEmoji emoji;

      if (name < 0)
        {
          at++;
          continue;
        }
      append_escaped (markup, piece, at - piece);
      g_string_append_len (self->text, piece, at - piece);
      emoji = (MootHtmlEmoji){ (guint) self->text->len, (guint) name };
      g_array_append_val (self->emojis, emoji);
      g_string_append (markup, OBJECT_UTF8);
      g_string_append (self->text, OBJECT_UTF8);
      self->n_emojis++;
      at = strchr (at + 1, ':') + 1;
      piece = at;
    }
  append_escaped (markup, piece, -1);
  g_string_append (self->text, piece);
}

/* Every run brings its own tags, so nothing has to be balanced across runs. */
static void
flush_run (MootHtmlBlocksWriter *self)
{
  GString *markup = self->link != NULL ? self->link_markup : self->markup;

  if (self->run->len == 0)
    return;

  for (int i = 0; i < MOOT_HTML_N_STYLES; i++)
    if (is_styled (self, i))
      g_string_append_printf (markup, "<%s>", style_tags[i]);
  append_run (self, markup);
  for (int i = MOOT_HTML_N_STYLES; i > 0; i--)
    if (is_styled (self, i - 1))
      g_string_append_printf (markup, "</%s>", style_tags[i - 1]);
  g_string_truncate (self->run, 0);
}

/* Letters that reverse or override the direction of what follows, or stand for our pictures. */
static gboolean
is_unwanted (gunichar letter)
{
  return letter == OBJECT_LETTER || (letter >= 0x202a && letter <= 0x202e) || letter == 0xfeff ||
         g_unichar_iscntrl (letter);
}

static gboolean
is_white (gunichar letter)
{
  return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

/* White space at the start of a run stays outside of its tags. */
static void
pay_space (MootHtmlBlocksWriter *self)
{
  GString *markup = self->link != NULL ? self->link_markup : self->markup;
  char owed[MAX_CODE_BREAKS + 1] = " ";

  if (self->n_breaks > 0)
    memset (owed, '\n', self->n_breaks);
  if (self->begun && (self->space || self->n_breaks > 0))
    {
      if (self->run->len == 0)
        {
          g_string_append (markup, owed);
          g_string_append (self->text, owed);
        }
      else
        {
          g_string_append (self->run, owed);
        }
    }
  self->n_breaks = 0;
  self->space = FALSE;
}

static void
add_letter (MootHtmlBlocksWriter *self,
            gunichar              letter)
{
  gboolean code = self->kind == MOOT_HTML_BLOCK_CODE;

  if (code && letter == '\n')
    {
      self->n_breaks = MIN (self->n_breaks + 1, MAX_CODE_BREAKS);
      return;
    }
  if (is_white (letter) && !code)
    {
      self->space = TRUE;
      return;
    }
  if (is_unwanted (letter) && letter != '\t')
    return;

  pay_space (self);
  g_string_append_unichar (self->run, letter);
  self->begun = TRUE;
  self->n_bytes += (gsize) g_unichar_to_utf8 (letter, NULL);
}

/* The host of an address, in lower case, without port; NULL when it has none. */
static char *
dup_host (const char *href)
{
  g_autofree char *host = NULL;

  if (!g_uri_split (href, G_URI_FLAGS_PARSE_RELAXED, NULL, NULL, &host, NULL, NULL, NULL, NULL,
                    NULL))
    return NULL;
  return host != NULL && *host != '\0' ? g_ascii_strdown (host, -1) : NULL;
}

static const char *
skip_scheme (const char *text)
{
  if (g_ascii_strncasecmp (text, "https://", 8) == 0)
    text += 8;
  else if (g_ascii_strncasecmp (text, "http://", 7) == 0)
    text += 7;
  return g_ascii_strncasecmp (text, "www.", 4) == 0 ? text + 4 : text;
}

static char *
dup_shortened (const char *address)
{
  const char *shown = skip_scheme (address);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (shown, -1) <= MOOT_HTML_BLOCKS_LINK_CHARACTERS)
    return g_strdup (shown);

  start = g_utf8_substring (shown, 0, MOOT_HTML_BLOCKS_LINK_CHARACTERS - 10);
  return g_strconcat (start, ELLIPSIS, NULL);
}

/* What is displayed as an address must be the one that opens: else say which host that is. */
static char *
dup_deceived_host (const char *text,
                   const char *href)
{
  const char *shown = skip_scheme (text);
  gsize length = strcspn (shown, "/?#: " ELLIPSIS);
  g_autofree char *claimed = g_ascii_strdown (shown, (gssize) length);
  g_autofree char *host = dup_host (href);

  if (host == NULL || (shown == text && strchr (claimed, '.') == NULL) || length == 0)
    return NULL;
  if (shown == text && (strchr (text, ' ') != NULL || strchr (claimed, '@') != NULL))
    return NULL; /* words with a full stop somewhere */
  if (g_str_has_prefix (host, "www."))
    memmove (host, host + 4, strlen (host) - 3);
  if (strcmp (claimed, host) == 0)
    return NULL;
  return g_steal_pointer (&host);
}

static void
replace_link_text (MootHtmlBlocksWriter *self,
                   const char           *text)
{
  while (self->emojis->len > 0 &&
         g_array_index (self->emojis, MootHtmlEmoji, self->emojis->len - 1).offset >=
           self->link_begins)
    g_array_set_size (self->emojis, self->emojis->len - 1);
  g_string_truncate (self->text, self->link_begins);
  g_string_append (self->text, text);
  g_string_truncate (self->link_markup, 0);
  append_escaped (self->link_markup, text, -1);
}

static void
polish_link_text (MootHtmlBlocksWriter *self)
{
  const char *text = self->text->str + self->link_begins;
  g_autofree char *deceived = NULL;

  if (*text == '\0')
    {
      g_autofree char *shown = dup_shortened (self->link->href);

      replace_link_text (self, shown);
      return;
    }
  if (self->link->kind != MOOT_HTML_LINK_URL)
    return;

  deceived = dup_deceived_host (text, self->link->href);
  if (!self->link_shortened && skip_scheme (text) != text && strpbrk (text, " \n") == NULL)
    {
      g_autofree char *shown = dup_shortened (text);

      replace_link_text (self, shown);
    }
  if (deceived != NULL)
    {
      g_string_append_printf (self->text, " (%s)", deceived);
      g_string_append (self->link_markup, " (");
      append_escaped (self->link_markup, deceived, -1);
      g_string_append_c (self->link_markup, ')');
    }
}

/* Writes the link into the block it is in. */
static void
commit_link (MootHtmlBlocksWriter *self)
{
  g_autofree char *href = g_markup_escape_text (self->link->href, -1);

  flush_run (self);
  if (self->link_continued && self->text->len == self->link_begins)
    {
      g_ptr_array_remove_index (self->result->links, self->result->links->len - 1);
      return;
    }
  polish_link_text (self);
  self->begun = TRUE;
  g_free (self->link->text);
  self->link->text = g_strdup (self->text->str + self->link_begins);
  g_string_append_printf (self->markup, "<a href=\"%s\"", href);
  if (self->link->kind == MOOT_HTML_LINK_URL)
    g_string_append_printf (self->markup, " title=\"%s\"", href);
  g_string_append_printf (self->markup, ">%s</a>", self->link_markup->str);
  g_string_truncate (self->link_markup, 0);
}

static void
block_free (gpointer data)
{
  MootHtmlBlock *block = data;

  g_free (block->marker);
  g_free (block->markup);
  g_free (block->text);
  g_array_unref (block->emojis);
  g_free (block);
}

static void
link_free (gpointer data)
{
  MootHtmlLink *link = data;

  g_free (link->href);
  g_free (link->text);
  g_free (link);
}

static void
push_block (MootHtmlBlocksWriter *self,
            MootHtmlBlockKind     kind)
{
  MootHtmlBlock *block = g_new0 (MootHtmlBlock, 1);

  block->kind = kind;
  block->n_quotes = MIN (self->n_quotes, MOOT_HTML_BLOCKS_MAX_INDENT);
  block->n_indents = MIN (self->n_indents, MOOT_HTML_BLOCKS_MAX_INDENT);
  block->marker = g_steal_pointer (&self->marker);
  block->markup = g_strndup (self->markup->str, self->markup->len);
  block->text = g_strndup (self->text->str, self->text->len);
  block->emojis = g_steal_pointer (&self->emojis);
  g_ptr_array_add (self->result->blocks, block);

  self->emojis = g_array_new (FALSE, FALSE, sizeof (MootHtmlEmoji));
  g_string_truncate (self->markup, 0);
  g_string_truncate (self->text, 0);
}

/**
 * moot_html_blocks_writer_init:
 * @self: (out caller-allocates): a writer
 * @emoji_names: (nullable): names of pictures, without colons; outlives @self
 */
void
moot_html_blocks_writer_init (MootHtmlBlocksWriter *self,
                              const char *const    *emoji_names)
{
  *self = (MootHtmlBlocksWriter){ .emoji_names = emoji_names };
  self->result = g_new0 (MootHtmlBlocks, 1);
  self->result->blocks = g_ptr_array_new_with_free_func (block_free);
  self->result->links = g_ptr_array_new_with_free_func (link_free);
  self->run = g_string_new (NULL);
  self->markup = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->link_markup = g_string_new (NULL);
  self->emojis = g_array_new (FALSE, FALSE, sizeof (MootHtmlEmoji));
}

/**
 * moot_html_blocks_writer_finish:
 * @self: a writer, not to be used any more
 *
 * Returns: (transfer full): what was written
 */
MootHtmlBlocks *
moot_html_blocks_writer_finish (MootHtmlBlocksWriter *self)
{
  moot_html_blocks_writer_end_link (self);
  moot_html_blocks_writer_end_block (self);

  g_free (self->marker);
  g_string_free (self->run, TRUE);
  g_string_free (self->markup, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->link_markup, TRUE);
  g_array_unref (self->emojis);
  return self->result;
}

/**
 * moot_html_blocks_writer_set_style:
 * @self: a writer
 * @style: a look
 * @on: whether one more element asks for it, or one less
 */
void
moot_html_blocks_writer_set_style (MootHtmlBlocksWriter *self,
                                   MootHtmlStyle         style,
                                   gboolean              on)
{
  flush_run (self);
  if (on)
    self->styles[style]++;
  else if (self->styles[style] > 0)
    self->styles[style]--;
}

/**
 * moot_html_blocks_writer_add_text:
 * @self: a writer
 * @text: UTF-8 of a stranger, not zero-terminated
 * @n_bytes: its length
 */
void
moot_html_blocks_writer_add_text (MootHtmlBlocksWriter *self,
                                  const char           *text,
                                  gsize                 n_bytes)
{
  const char *end = text + n_bytes;

  for (; text < end && !self->full; text = g_utf8_next_char (text))
    {
      add_letter (self, g_utf8_get_char (text));
      if (self->n_bytes < MOOT_HTML_BLOCKS_MAX_TEXT)
        continue;
      g_string_append (self->run, ELLIPSIS);
      self->full = TRUE;
    }
}

/**
 * moot_html_blocks_writer_add_break:
 * @self: a writer
 *
 * Ends a line within a block.
 */
void
moot_html_blocks_writer_add_break (MootHtmlBlocksWriter *self)
{
  guint most = self->kind == MOOT_HTML_BLOCK_CODE ? MAX_CODE_BREAKS : MAX_BREAKS;

  self->n_breaks = MIN (self->n_breaks + 1, most);
}

/**
 * moot_html_blocks_writer_end_block:
 * @self: a writer
 *
 * Ends the block, if one has begun.
 */
void
moot_html_blocks_writer_end_block (MootHtmlBlocksWriter *self)
{
  MootHtmlLink *link = self->link;
  MootHtmlLinkKind kind = link != NULL ? link->kind : MOOT_HTML_LINK_URL;
  g_autofree char *href = link != NULL ? g_strdup (link->href) : NULL;

  self->n_breaks = 0;
  self->space = FALSE;
  if (!self->begun)
    return;

  moot_html_blocks_writer_end_link (self);
  flush_run (self);
  push_block (self, self->kind);
  self->begun = FALSE;
  if (self->result->blocks->len >= MOOT_HTML_BLOCKS_MAX_BLOCKS)
    self->full = TRUE;
  if (href != NULL)
    moot_html_blocks_writer_start_link (self, kind, href);
  self->link_continued = TRUE;
}

/**
 * moot_html_blocks_writer_add_rule:
 * @self: a writer between two blocks
 */
void
moot_html_blocks_writer_add_rule (MootHtmlBlocksWriter *self)
{
  if (!self->full)
    push_block (self, MOOT_HTML_BLOCK_RULE);
}

/**
 * moot_html_blocks_writer_start_link:
 * @self: a writer
 * @kind: what the markup says it is
 * @href: an address that may be opened
 */
void
moot_html_blocks_writer_start_link (MootHtmlBlocksWriter *self,
                                    MootHtmlLinkKind      kind,
                                    const char           *href)
{
  moot_html_blocks_writer_end_link (self);
  if (self->full || self->result->links->len >= MOOT_HTML_BLOCKS_MAX_LINKS)
    return;

  flush_run (self);
  pay_space (self);
  self->link = g_new0 (MootHtmlLink, 1);
  self->link->kind = kind;
  self->link->href = g_strdup (href);
  self->link_begins = self->text->len;
  self->link_shortened = FALSE;
  self->link_continued = FALSE;
  g_ptr_array_add (self->result->links, self->link);
}

/**
 * moot_html_blocks_writer_end_link:
 * @self: a writer
 *
 * Ends the link, if one has begun.
 */
void
moot_html_blocks_writer_end_link (MootHtmlBlocksWriter *self)
{
  if (self->link == NULL)
    return;

  commit_link (self);
  self->link = NULL;
}
