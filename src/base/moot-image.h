/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

#define MOOT_IMAGE_MAX_BYTES (16 * 1024 * 1024) /* of an upload; Mastodon's limit */
#define MOOT_IMAGE_MAX_PIXELS 33177600          /* of an upload: 7680×4320 */
#define MOOT_IMAGE_MAX_SIDE 16384
#define MOOT_IMAGE_ORIGINAL_PIXELS 8294400 /* of what is kept: 3840×2160 */
#define MOOT_IMAGE_PREVIEW_PIXELS 230400   /* of the preview: 640×360 */
#define MOOT_IMAGE_AVATAR_SIDE 400
#define MOOT_IMAGE_HEADER_WIDTH 1500
#define MOOT_IMAGE_HEADER_HEIGHT 500

/**
 * MootPicture:
 * @bytes: the file
 * @mime: its type, a static string
 * @extension: the end of its name, without a dot, a static string
 *
 * A picture as it may be stored and served: encoded by us, without metadata.
 */
typedef struct
{
  GBytes *bytes;
  int width;
  int height;
  const char *mime;
  const char *extension;
} MootPicture;

/**
 * MootImage:
 * @original: the picture in full
 * @preview: a small one
 * @blurhash: a few colours to show meanwhile
 * @animated: whether it moves; the preview does not
 *
 * What becomes of an uploaded image.
 */
typedef struct
{
  MootPicture *original;
  MootPicture *preview;
  char *blurhash;
  gboolean animated;
} MootImage;

const char *moot_image_sniff (GBytes *upload);

MootImage *moot_image_read (GBytes     *upload,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_image_free (MootImage  *self);

MootPicture *moot_image_crop   (GBytes       *upload,
                                int           width,
                                int           height,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         moot_picture_free (MootPicture  *self);

GdkPixbuf *moot_image_decode (GBytes  *file,
                              int      width,
                              int      height,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootImage, moot_image_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPicture, moot_picture_free)

G_END_DECLS
