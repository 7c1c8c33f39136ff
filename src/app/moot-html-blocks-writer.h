/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-html-blocks.h"

G_BEGIN_DECLS

/* What a run of letters looks like; each value is an index into a table of tags. */
typedef enum
{
  MOOT_HTML_STYLE_BOLD,
  MOOT_HTML_STYLE_ITALIC,
  MOOT_HTML_STYLE_UNDERLINE,
  MOOT_HTML_STYLE_STRIKE,
  MOOT_HTML_STYLE_CODE,
  MOOT_HTML_STYLE_RAISED,
  MOOT_HTML_STYLE_LOWERED,
  MOOT_HTML_N_STYLES,
} MootHtmlStyle;

/* Builds blocks out of runs of text; knows nothing of HTML elements. */
typedef struct
{
  MootHtmlBlocks *result;
  const char *const *emoji_names;
  guint n_emojis;
  gsize n_bytes; /* of text in all blocks */
  gboolean full;

  /* the block being written; its kind is decided when it begins */
  MootHtmlBlockKind kind;
  GString *run;    /* letters of one look, not yet in the two below */
  GString *markup; /* without the link being written */
  GString *text;
  GArray *emojis;
  gboolean begun; /* the block has letters */
  guint n_breaks; /* owed before the next letter */
  gboolean space; /* owed before the next letter */

  /* what surrounds it */
  guint n_quotes;
  guint n_indents;
  char *marker;

  guint styles[MOOT_HTML_N_STYLES]; /* how many elements ask for each */

  /* the link being written */
  MootHtmlLink *link;
  gsize link_begins; /* in text */
  GString *link_markup;
  gboolean link_shortened; /* by its author */
  gboolean link_continued; /* it began in the block before */
} MootHtmlBlocksWriter;

void moot_html_blocks_writer_init (MootHtmlBlocksWriter *self,
                                   const char *const    *emoji_names);
MootHtmlBlocks *
moot_html_blocks_writer_finish (MootHtmlBlocksWriter *self) G_GNUC_WARN_UNUSED_RESULT;

void
moot_html_blocks_writer_set_style (MootHtmlBlocksWriter *self, MootHtmlStyle style, gboolean on);
void moot_html_blocks_writer_add_text  (MootHtmlBlocksWriter *self,
                                        const char           *text,
                                        gsize                 n_bytes);
void moot_html_blocks_writer_add_break (MootHtmlBlocksWriter *self);
void moot_html_blocks_writer_end_block (MootHtmlBlocksWriter *self);
void moot_html_blocks_writer_add_rule  (MootHtmlBlocksWriter *self);

void moot_html_blocks_writer_start_link (MootHtmlBlocksWriter *self,
                                         MootHtmlLinkKind      kind,
                                         const char           *href);
void moot_html_blocks_writer_end_link   (MootHtmlBlocksWriter *self);

G_END_DECLS
