/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-attachment.h"
#include "moot-image-loader.h"

G_BEGIN_DECLS

#define MOOT_TYPE_MEDIA_TILE (moot_media_tile_get_type ())
G_DECLARE_FINAL_TYPE (MootMediaTile, moot_media_tile, MOOT, MEDIA_TILE, GtkWidget)

GtkWidget *moot_media_tile_new (void);

void   moot_media_tile_set_attachment (MootMediaTile   *self,
                                       MootAttachment  *attachment,
                                       MootImageLoader *loader);
void   moot_media_tile_set_covered    (MootMediaTile   *self,
                                       gboolean         covered);
void   moot_media_tile_set_n_more     (MootMediaTile   *self,
                                       guint            n_more);
double moot_media_tile_get_aspect     (MootMediaTile   *self);

G_END_DECLS
