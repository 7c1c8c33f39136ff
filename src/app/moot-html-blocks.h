/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_HTML_BLOCKS_MAX_TEXT (64 * 1024) /* bytes shown of one post */
#define MOOT_HTML_BLOCKS_MAX_BLOCKS 400
#define MOOT_HTML_BLOCKS_MAX_LINKS 200 /* more become plain text */
#define MOOT_HTML_BLOCKS_MAX_EMOJIS 100
#define MOOT_HTML_BLOCKS_MAX_INDENT 4       /* quotes and lists inside one another, each */
#define MOOT_HTML_BLOCKS_LINK_CHARACTERS 40 /* of an address that nobody shortened for us */

/**
 * MootHtmlBlockKind:
 * @MOOT_HTML_BLOCK_PARAGRAPH: lines that wrap
 * @MOOT_HTML_BLOCK_HEADING: the same, standing out
 * @MOOT_HTML_BLOCK_CODE: lines that keep their spaces
 * @MOOT_HTML_BLOCK_RULE: a line across, without text
 */
typedef enum
{
  MOOT_HTML_BLOCK_PARAGRAPH,
  MOOT_HTML_BLOCK_HEADING,
  MOOT_HTML_BLOCK_CODE,
  MOOT_HTML_BLOCK_RULE,
} MootHtmlBlockKind;

/**
 * MootHtmlEmoji:
 * @offset: bytes into the block's text, where a U+FFFC stands for it
 * @name: index into the names that were handed in
 */
typedef struct
{
  guint offset;
  guint name;
} MootHtmlEmoji;

/**
 * MootHtmlBlock:
 * @n_quotes: how many quotations it lies in
 * @n_indents: how many lists it lies in
 * @marker: (nullable): what stands before the first block of a list item
 * @markup: what it says, as Pango markup with `<a href>` links
 * @text: what it says, plain, as it is displayed
 * @emojis: (element-type MootHtmlEmoji): pictures within @text
 *
 * One piece of a post: all that is nested has become numbers, so showing it needs no recursion.
 */
typedef struct
{
  MootHtmlBlockKind kind;
  guint n_quotes;
  guint n_indents;
  char *marker;
  char *markup;
  char *text;
  GArray *emojis;
} MootHtmlBlock;

/**
 * MootHtmlLinkKind:
 * @MOOT_HTML_LINK_URL: some page
 * @MOOT_HTML_LINK_MENTION: the markup says that it names an account; compare the address
 * @MOOT_HTML_LINK_HASHTAG: the markup says that it is a hashtag; compare the address
 */
typedef enum
{
  MOOT_HTML_LINK_URL,
  MOOT_HTML_LINK_MENTION,
  MOOT_HTML_LINK_HASHTAG,
} MootHtmlLinkKind;

/**
 * MootHtmlLink:
 * @href: the address, of a scheme that may be opened
 * @text: what is displayed for it
 */
typedef struct
{
  MootHtmlLinkKind kind;
  char *href;
  char *text;
} MootHtmlLink;

/**
 * MootHtmlBlocks:
 * @blocks: (element-type MootHtmlBlock): from top to bottom
 * @links: (element-type MootHtmlLink): in the order they appear
 *
 * A post made safe to show.  It never changes once it is made, so it may cross threads.
 */
typedef struct
{
  GPtrArray *blocks;
  GPtrArray *links;
} MootHtmlBlocks;

MootHtmlBlocks *moot_html_blocks_parse (const char        *html,
                                        const char *const *emoji_names) G_GNUC_WARN_UNUSED_RESULT;
MootHtmlBlocks *moot_html_blocks_parse_quoting (const char *html, const char *const *emoji_names)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_html_blocks_free (MootHtmlBlocks *self);

char *moot_html_blocks_dup_text (const MootHtmlBlocks *self) G_GNUC_WARN_UNUSED_RESULT;

const MootHtmlLink *moot_html_blocks_find_link (const MootHtmlBlocks *self,
                                                const char           *href);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootHtmlBlocks, moot_html_blocks_free)

G_END_DECLS
