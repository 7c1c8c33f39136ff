/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _MootTextureCache MootTextureCache;

MootTextureCache *moot_texture_cache_new  (gsize             max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void              moot_texture_cache_free (MootTextureCache *self);

GdkTexture *moot_texture_cache_find      (MootTextureCache *self,
                                          const char       *key);
void        moot_texture_cache_add       (MootTextureCache *self,
                                          const char       *key,
                                          GdkTexture       *texture);
void        moot_texture_cache_shrink    (MootTextureCache *self,
                                          gsize             max_bytes);
gsize       moot_texture_cache_get_bytes (MootTextureCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTextureCache, moot_texture_cache_free)

G_END_DECLS
