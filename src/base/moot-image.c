/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Uploaded images: read with care, written anew.
 *
 * The first bytes decide which one decoder may see a file; size and number of pixels
 * are checked before a pixel is decoded.  What is stored was encoded here, so camera,
 * place and owner are gone; only an animation keeps its bytes, stripped by moot-gif.
 * Thread: any; costs time and memory, so never the main thread. */
#include "moot-image.h"

#include <math.h>
#include <string.h>

#include "moot-blurhash.h"
#include "moot-error.h"
#include "moot-gif.h"

#define CHUNK_BYTES (64 * 1024)
#define JPEG_QUALITY "85"
#define JPEG_MAX_SCANS 64 /* each makes the decoder go over the whole picture again */
#define BLUR_SIDE 64

static const struct
{
  const char *mime;
  gsize offset;
  const char *magic;
  gsize n_bytes;
} magics[] = {
  { "image/png", 0, "\x89PNG\r\n\x1a\n", 8 },
  { "image/jpeg", 0, "\xff\xd8\xff", 3 },
  { "image/gif", 0, "GIF87a", 6 },
  { "image/gif", 0, "GIF89a", 6 },
  { "image/webp", 8, "WEBPVP8", 7 },
};

/**
 * moot_image_sniff:
 * @upload: a file of any kind
 *
 * Tells the type of an image by its first bytes, whatever its name says.
 *
 * Returns: (nullable): a static media type, or %NULL when it is no image we read
 */
const char *
moot_image_sniff (GBytes *upload)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (upload, &length);

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].offset + magics[i].n_bytes &&
        memcmp (bytes + magics[i].offset, magics[i].magic, magics[i].n_bytes) == 0)
      return magics[i].mime;

  return NULL;
}

static gboolean
has_too_many_scans (GBytes *upload)
{
  gsize length;
  const guint8 *at = g_bytes_get_data (upload, &length);
  const guint8 *end = at + length;
  guint n_scans = 0;

  for (; n_scans <= JPEG_MAX_SCANS && at != NULL && end - at > 1; at++)
    {
      at = memchr (at, 0xff, (gsize) (end - at) - 1);
      if (at == NULL)
        break;
      n_scans += at[1] == 0xda;
    }
  return n_scans > JPEG_MAX_SCANS;
}

typedef struct
{
  int width; /* what must be covered at least; 0: as much as is kept of an upload */
  int height;
  gboolean too_large;
} Wish;

/* The decoder tells the size before it makes room for pixels: the moment to say no, or
 * to ask for fewer. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         data)
{
  Wish *wish = data;
  double pixels = (double) width * height;
  double scale = sqrt (MOOT_IMAGE_ORIGINAL_PIXELS / MAX (pixels, 1));

  wish->too_large = width > MOOT_IMAGE_MAX_SIDE || height > MOOT_IMAGE_MAX_SIDE ||
                    pixels > MOOT_IMAGE_MAX_PIXELS;
  if (wish->width > 0 && width > 0 && height > 0)
    scale = MIN (scale, MAX ((double) wish->width / width, (double) wish->height / height));
  if (wish->too_large || width <= 0 || height <= 0)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)));
}

static gboolean
feed_loader (GdkPixbufLoader *loader,
             GBytes          *upload,
             const Wish      *wish)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (upload, &length);
  gboolean fed = TRUE;

  for (gsize at = 0; fed && !wish->too_large && at < length; at += CHUNK_BYTES)
    fed = gdk_pixbuf_loader_write (loader, bytes + at, MIN (CHUNK_BYTES, length - at), NULL);

  return gdk_pixbuf_loader_close (loader, NULL) && fed;
}

/* The bytes to decode: those of a GIF without what the decoder need not see. */
static GBytes *
prepare (GBytes  *upload,
         guint   *out_n_frames,
         GError **error)
{
  if (g_bytes_get_size (upload) > MOOT_IMAGE_MAX_BYTES)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "image has more than %d bytes",
                   MOOT_IMAGE_MAX_BYTES);
      return NULL;
    }

  *out_n_frames = 1;
  if (g_strcmp0 (moot_image_sniff (upload), "image/gif") == 0)
    return moot_gif_strip (upload, out_n_frames, error);
  return g_bytes_ref (upload);
}

static GdkPixbuf *
decode (GBytes  *upload,
        Wish     wish,
        GError **error)
{
  const char *mime = moot_image_sniff (upload);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gboolean decoded;
  GdkPixbuf *pixbuf;

  if (mime != NULL && !(g_str_equal (mime, "image/jpeg") && has_too_many_scans (upload)))
    loader = gdk_pixbuf_loader_new_with_mime_type (mime, NULL);
  if (loader == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "no image that can be read: '%s'",
                   mime != NULL ? mime : "unknown");
      return NULL;
    }

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &wish);
  decoded = feed_loader (loader, upload, &wish);
  if (wish.too_large)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "image has more than %d pixels",
                   MOOT_IMAGE_MAX_PIXELS);
      return NULL;
    }

  pixbuf = decoded ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "broken image: '%s'", mime);
      return NULL;
    }
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static gboolean
is_see_through (GdkPixbuf *pixbuf)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  int width = gdk_pixbuf_get_width (pixbuf);

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return FALSE;

  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    for (int x = 0; x < width; x++)
      if (pixels[(gsize) y * stride + (gsize) x * 4 + 3] != 0xff)
        return TRUE;
  return FALSE;
}

/* PNG where something shines through or was drawn as PNG; photographs are JPEG. */
static MootPicture *
encode (GdkPixbuf  *pixbuf,
        gboolean    exact,
        GError    **error)
{
  gboolean as_png = exact || is_see_through (pixbuf);
  MootPicture *picture;
  g_autoptr (GError) trouble = NULL;
  char *bytes = NULL;
  gsize n_bytes = 0;
  gboolean saved;

  if (as_png)
    saved = gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes, "png", &trouble, NULL);
  else
    saved = gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes, "jpeg", &trouble,
                                       "quality", JPEG_QUALITY, NULL);
  if (!saved)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "image not encoded: %s", trouble->message);
      return NULL;
    }

  picture = g_new0 (MootPicture, 1);
  picture->bytes = g_bytes_new_take (bytes, n_bytes);
  picture->width = gdk_pixbuf_get_width (pixbuf);
  picture->height = gdk_pixbuf_get_height (pixbuf);
  picture->mime = as_png ? "image/png" : "image/jpeg";
  picture->extension = as_png ? "png" : "jpg";
  return picture;
}

/* Never larger than it was. */
static GdkPixbuf *
shrink (GdkPixbuf *pixbuf,
        double     max_pixels)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  double scale = sqrt (max_pixels / ((double) width * height));

  if (scale >= 1)
    return g_object_ref (pixbuf);

  return gdk_pixbuf_scale_simple (pixbuf, MAX (1, (int) (width * scale)),
                                  MAX (1, (int) (height * scale)), GDK_INTERP_BILINEAR);
}

static char *
blur (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  double scale = MIN (1.0, (double) BLUR_SIDE / MAX (width, height));
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (pixbuf, MAX (1, (int) (width * scale)),
                                                         MAX (1, (int) (height * scale)),
                                                         GDK_INTERP_BILINEAR);

  if (small == NULL)
    return NULL;
  return moot_blurhash_encode (gdk_pixbuf_read_pixels (small), gdk_pixbuf_get_width (small),
                               gdk_pixbuf_get_height (small),
                               (gsize) gdk_pixbuf_get_rowstride (small),
                               gdk_pixbuf_get_n_channels (small));
}

/* Drawings lose by JPEG; files of these types mostly are some. */
static gboolean
is_drawn (GBytes *bytes)
{
  const char *mime = moot_image_sniff (bytes);

  return g_str_equal (mime, "image/png") || g_str_equal (mime, "image/gif");
}

static MootPicture *
keep_animation (GBytes *gif)
{
  const guint8 *bytes = g_bytes_get_data (gif, NULL);
  MootPicture *picture = g_new0 (MootPicture, 1);

  picture->bytes = g_bytes_ref (gif);
  picture->width = bytes[6] | bytes[7] << 8;
  picture->height = bytes[8] | bytes[9] << 8;
  picture->mime = "image/gif";
  picture->extension = "gif";
  return picture;
}

/**
 * moot_image_read:
 * @upload: PNG, JPEG, GIF, or WebP where the system has a decoder for it
 * @error: return location
 *
 * Makes of an upload what is stored: a picture of at most %MOOT_IMAGE_ORIGINAL_PIXELS,
 * upright, without metadata; a preview of at most %MOOT_IMAGE_PREVIEW_PIXELS; and its
 * blurhash.  PNG stays PNG, animated GIF stays as it is, anything else that lets
 * nothing shine through becomes JPEG.
 *
 * Errors: %MOOT_ERROR_TOO_LARGE over a limit, %MOOT_ERROR_INVALID when it is no image.
 * Thread: any but the main thread.
 *
 * Returns: (transfer full): the pictures
 */
MootImage *
moot_image_read (GBytes  *upload,
                 GError **error)
{
  g_autoptr (MootImage) self = g_new0 (MootImage, 1);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) kept = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n_frames = 0;

  bytes = prepare (upload, &n_frames, error);
  pixbuf = bytes != NULL ? decode (bytes, (Wish){ 0 }, error) : NULL;
  if (pixbuf == NULL)
    return NULL;

  self->animated = n_frames > 1;
  kept = shrink (pixbuf, MOOT_IMAGE_ORIGINAL_PIXELS);
  small = kept != NULL ? shrink (kept, MOOT_IMAGE_PREVIEW_PIXELS) : NULL;
  self->blurhash = small != NULL ? blur (small) : NULL;
  if (self->blurhash == NULL)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_FAILED, "no memory for the image");
      return NULL;
    }

  if (self->animated)
    self->original = keep_animation (bytes);
  else
    self->original = encode (kept, is_drawn (bytes), error);
  if (self->original != NULL)
    self->preview = encode (small, FALSE, error);
  return self->preview != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * moot_image_crop:
 * @upload: an image as for moot_image_read()
 * @width: of the result, in pixels
 * @height: of the result, in pixels
 * @error: return location
 *
 * Cuts the middle out of an image and scales it to @width × @height, for avatars and
 * headers.  An animation stands still.
 *
 * Errors: as moot_image_read().
 * Thread: any but the main thread.
 *
 * Returns: (transfer full): the picture
 */
MootPicture *
moot_image_crop (GBytes  *upload,
                 int      width,
                 int      height,
                 GError **error)
{
  guint n_frames = 0;
  g_autoptr (GBytes) bytes = prepare (upload, &n_frames, error);
  g_autoptr (GdkPixbuf) pixbuf = bytes != NULL ? decode (bytes, (Wish){ 0 }, error) : NULL;
  g_autoptr (GdkPixbuf) cut = NULL;
  double scale;

  if (pixbuf == NULL)
    return NULL;

  scale = MAX ((double) width / gdk_pixbuf_get_width (pixbuf),
               (double) height / gdk_pixbuf_get_height (pixbuf));
  cut = gdk_pixbuf_new (GDK_COLORSPACE_RGB, gdk_pixbuf_get_has_alpha (pixbuf), 8, width, height);
  if (cut == NULL)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_FAILED, "no memory for the image");
      return NULL;
    }
  gdk_pixbuf_scale (pixbuf, cut, 0, 0, width, height,
                    (width - gdk_pixbuf_get_width (pixbuf) * scale) / 2,
                    (height - gdk_pixbuf_get_height (pixbuf) * scale) / 2,
                    scale, scale, GDK_INTERP_BILINEAR);
  return encode (cut, FALSE, error);
}

/**
 * moot_image_decode:
 * @file: an image as for moot_image_read(), of a stranger
 * @width: of the place it is for, in pixels
 * @height: of the place it is for, in pixels
 * @error: return location
 *
 * Decodes an image no larger than is needed to cover @width × @height, upright.  An animation
 * stands still.
 *
 * Errors: as moot_image_read().
 * Thread: any but the main thread.
 *
 * Returns: (transfer full): the pixels
 */
GdkPixbuf *
moot_image_decode (GBytes  *file,
                   int      width,
                   int      height,
                   GError **error)
{
  guint n_frames = 0;
  g_autoptr (GBytes) bytes = prepare (file, &n_frames, error);

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  if (bytes == NULL)
    return NULL;
  return decode (bytes, (Wish){ .width = width, .height = height }, error);
}

/**
 * moot_picture_free:
 * @self: (nullable): a picture
 */
void
moot_picture_free (MootPicture *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * moot_image_free:
 * @self: (nullable): pictures and blurhash
 */
void
moot_image_free (MootImage *self)
{
  if (self == NULL)
    return;

  moot_picture_free (self->original);
  moot_picture_free (self->preview);
  g_free (self->blurhash);
  g_free (self);
}
