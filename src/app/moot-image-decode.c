/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From the bytes of a picture to something GTK can paint, in the layout that needs no conversion
 * when it is painted.
 * Thread: any but main; a texture never changes, so it may cross threads. */
#include "moot-image-loader.h"

#include "moot-image.h"

/* One pixel as GTK likes it best: native-endian ARGB, multiplied by its alpha. */
static guint32
premultiply (const guint8 *pixel,
             gboolean      has_alpha)
{
  const guint32 alpha = has_alpha ? pixel[3] : 255;
  guint32 value = alpha << 24;

  for (int k = 0; k < 3; k++)
    value |= (pixel[k] * alpha + 127) / 255 << (16 - 8 * k);
  return value;
}

static GdkTexture *
make_texture (GdkPixbuf *pixbuf)
{
  const int width = gdk_pixbuf_get_width (pixbuf);
  const int height = gdk_pixbuf_get_height (pixbuf);
  const gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  const gsize n_channels = (gsize) gdk_pixbuf_get_n_channels (pixbuf);
  const gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  const gsize n_pixels = (gsize) width * (gsize) height;
  guint32 *converted = g_new (guint32, n_pixels);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize y = 0; y < (gsize) height; y++)
    for (gsize x = 0; x < (gsize) width; x++)
      converted[y * (gsize) width + x] =
        premultiply (pixels + y * stride + x * n_channels, has_alpha);

  bytes = g_bytes_new_take (converted, n_pixels * sizeof (guint32));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) width * sizeof (guint32));
}

/**
 * moot_image_decode_texture:
 * @bytes: a picture of a stranger
 * @width: of the place it is for, in pixels of the display
 * @height: of the place it is for, in pixels of the display
 * @error: return location
 *
 * Decodes a picture no larger than is needed to cover its place.
 *
 * Errors: as moot_image_decode().
 * Thread: any but main.
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *
moot_image_decode_texture (GBytes  *bytes,
                           int      width,
                           int      height,
                           GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = moot_image_decode (bytes, width, height, error);

  return pixbuf != NULL ? make_texture (pixbuf) : NULL;
}
