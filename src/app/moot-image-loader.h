/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_IMAGE_LOADER_MAX_BYTES ((gsize) 64 << 20)       /* of decoded pictures */
#define MOOT_IMAGE_LOADER_MAX_SMALL_BYTES ((gsize) 16 << 20) /* of avatars and emojis */
#define MOOT_IMAGE_LOADER_SMALL_SIDE 192                     /* pixels: larger ones are pictures */
#define MOOT_IMAGE_LOADER_MAX_FETCHES 12                     /* at the same time */
#define MOOT_IMAGE_LOADER_MAX_WAITING 400                    /* wishes; then the oldest go */

/**
 * MootImageSource:
 * @fetch_async: gets the bytes of a picture from the network or from disk
 * @fetch_finish: (transfer full) (nullable): the bytes
 *
 * Where pictures come from.  Thread: main.
 */
typedef struct
{
  void (*fetch_async) (gpointer source,
                       const char *uri,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  GBytes *(*fetch_finish) (gpointer source,
                           GAsyncResult *result,
                           GError **error);
} MootImageSource;

#define MOOT_TYPE_IMAGE_LOADER (moot_image_loader_get_type ())
G_DECLARE_FINAL_TYPE (MootImageLoader, moot_image_loader, MOOT, IMAGE_LOADER, GObject)

MootImageLoader *moot_image_loader_new (const MootImageSource *source,
                                        gpointer               source_data,
                                        GDestroyNotify         free_source_data);

GdkTexture *moot_image_loader_find        (MootImageLoader      *self,
                                           const char           *uri,
                                           int                   width,
                                           int                   height);
void        moot_image_loader_load_async  (MootImageLoader      *self,
                                           const char           *uri,
                                           int                   width,
                                           int                   height,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GdkTexture *moot_image_loader_load_finish (MootImageLoader      *self,
                                           GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

GdkTexture *moot_image_loader_get_blur (MootImageLoader *self,
                                        const char      *hash,
                                        double           aspect);

void  moot_image_loader_forget        (MootImageLoader *self);
gsize moot_image_loader_get_bytes     (MootImageLoader *self);
guint moot_image_loader_get_n_pending (MootImageLoader *self);

GdkTexture *moot_image_decode_texture (GBytes  *bytes,
                                       int      width,
                                       int      height,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
