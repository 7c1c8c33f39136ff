/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-html-blocks.h"
#include "moot-image-loader.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PARAGRAPH (moot_paragraph_get_type ())
G_DECLARE_FINAL_TYPE (MootParagraph, moot_paragraph, MOOT, PARAGRAPH, GtkWidget)

GtkWidget *moot_paragraph_new (void);

GtkLabel *moot_paragraph_get_label   (MootParagraph       *self);
void      moot_paragraph_set_plain   (MootParagraph       *self,
                                      const char          *text);
void      moot_paragraph_set_block   (MootParagraph       *self,
                                      const MootHtmlBlock *block);
void      moot_paragraph_load_emojis (MootParagraph       *self,
                                      MootImageLoader     *loader,
                                      const char *const   *uris);
void      moot_paragraph_clear       (MootParagraph       *self);

GtkTextDirection moot_paragraph_find_direction (const char *text);

G_END_DECLS
