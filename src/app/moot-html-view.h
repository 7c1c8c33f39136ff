/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-html-blocks.h"
#include "moot-image-loader.h"

G_BEGIN_DECLS

#define MOOT_TYPE_HTML_VIEW (moot_html_view_get_type ())
G_DECLARE_FINAL_TYPE (MootHtmlView, moot_html_view, MOOT, HTML_VIEW, GtkWidget)

GtkWidget *moot_html_view_new (void);

void moot_html_view_set_blocks     (MootHtmlView         *self,
                                    const MootHtmlBlocks *blocks);
void moot_html_view_load_emojis    (MootHtmlView         *self,
                                    MootImageLoader      *loader,
                                    const char *const    *uris);
void moot_html_view_set_selectable (MootHtmlView         *self,
                                    gboolean              selectable);

G_END_DECLS
