/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-html-blocks.h"
#include "moot-image-loader.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TEXT (moot_text_get_type ())
G_DECLARE_FINAL_TYPE (MootText, moot_text, MOOT, TEXT, GtkWidget)

GtkWidget *moot_text_new (void);

GtkLabel *moot_text_get_label   (MootText            *self);
void      moot_text_set_plain   (MootText            *self,
                                 const char          *text);
void      moot_text_set_block   (MootText            *self,
                                 const MootHtmlBlock *block);
void      moot_text_load_emojis (MootText            *self,
                                 MootImageLoader     *loader,
                                 const char *const   *uris);
void      moot_text_clear       (MootText            *self);

G_END_DECLS
