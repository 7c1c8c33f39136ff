/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-image-loader.h"

G_BEGIN_DECLS

#define MOOT_MEDIA_GRID_MAX_TILES 4 /* more are counted on the last one */

#define MOOT_TYPE_MEDIA_GRID (moot_media_grid_get_type ())
G_DECLARE_FINAL_TYPE (MootMediaGrid, moot_media_grid, MOOT, MEDIA_GRID, GtkWidget)

GtkWidget *moot_media_grid_new (void);

void     moot_media_grid_set_attachments (MootMediaGrid   *self,
                                          GPtrArray       *attachments,
                                          gboolean         covered,
                                          MootImageLoader *loader);
gboolean moot_media_grid_get_covered     (MootMediaGrid   *self);

G_END_DECLS
