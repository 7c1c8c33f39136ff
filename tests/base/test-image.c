/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Uploads: good ones come out upright, small and clean; bad ones come out as errors.
 * All pictures are drawn here. */
#include "moot-blurhash.h"
#include "moot-error.h"
#include "moot-gif.h"
#include "moot-image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define SECRET "GPS 51.5 N 0.1 W by Rosa"

/* Left half red, right half blue; the top left corner may shine through. */
static GdkPixbuf *
draw (int      width,
      int      height,
      gboolean see_through)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, see_through, 8, width, height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int n_channels = see_through ? 4 : 3;

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  for (int y = 0; y < height; y++)
    for (int x = width / 2; x < width; x++)
      {
        guint8 *pixel = pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + x * n_channels;

        pixel[0] = 0;
        pixel[2] = 0xff;
      }
  if (see_through)
    pixels[3] = 0;
  return pixbuf;
}

static GBytes *
save (GdkPixbuf  *pixbuf,
      const char *type)
{
  char *bytes = NULL;
  gsize n_bytes = 0;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (type, "png"))
    gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes, type, &error,
                               "tEXt::Comment", SECRET, NULL);
  else
    gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, n_bytes);
}

static GBytes *
make (int         width,
      int         height,
      gboolean    see_through,
      const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = draw (width, height, see_through);

  return save (pixbuf, type);
}

/* An EXIF segment with an orientation and a secret, spliced in behind the start of image. */
static GBytes *
turn (GBytes *jpeg,
      guint8  orientation)
{
  const guint8 exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                          1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0 };
  gsize length = sizeof exif + strlen (SECRET) + 2;
  const guint8 marker[] = { 0xff, 0xe1, (guint8) (length >> 8), (guint8) length };
  gsize n_bytes;
  const guint8 *bytes = g_bytes_get_data (jpeg, &n_bytes);
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, bytes, 2);
  g_byte_array_append (out, marker, sizeof marker);
  g_byte_array_append (out, exif, sizeof exif);
  g_byte_array_append (out, (const guint8 *) SECRET, strlen (SECRET));
  g_byte_array_append (out, bytes + 2, (guint) n_bytes - 2);
  return g_byte_array_free_to_bytes (out);
}

/* The smallest GIF there is: 1×1 frames, each a clear code, one pixel, the end. */
static GBytes *
make_gif (guint    n_frames,
          gboolean with_comment)
{
  static const guint8 head[] = "GIF89a\1\0\1\0\x80\0\0\xff\0\0\0\0\xff";
  static const guint8 loop[] = "\x21\xff\x0bNETSCAPE2.0\3\1\0\0";
  static const guint8 comment[] = "\x21\xfe\x18" SECRET;
  static const guint8 control[] = "\x21\xf9\4\0\x0a\0\0";
  static const guint8 frame[] = "\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1";
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, head, sizeof head - 1);
  g_byte_array_append (out, loop, sizeof loop);
  if (with_comment)
    g_byte_array_append (out, comment, sizeof comment);
  for (guint i = 0; i < n_frames; i++)
    {
      g_byte_array_append (out, control, sizeof control);
      g_byte_array_append (out, frame, sizeof frame);
    }
  g_byte_array_append (out, (const guint8 *) ";", 1);
  if (with_comment)
    g_byte_array_append (out, (const guint8 *) SECRET, strlen (SECRET));
  return g_byte_array_free_to_bytes (out);
}

static GdkPixbuf *
open_picture (const MootPicture *picture)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (picture->mime, NULL);
  GdkPixbuf *pixbuf;

  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, picture->bytes, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));
  pixbuf = g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, picture->width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, picture->height);
  return pixbuf;
}

static void
assert_color (const MootPicture *picture,
              double             across,
              double             down,
              gboolean           red)
{
  g_autoptr (GdkPixbuf) pixbuf = open_picture (picture);
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) +
                        (int) (down * picture->height) * gdk_pixbuf_get_rowstride (pixbuf) +
                        (int) (across * picture->width) * gdk_pixbuf_get_n_channels (pixbuf);

  g_assert_cmpint (pixel[0] > 128, ==, red);
  g_assert_cmpint (pixel[2] > 128, ==, !red);
}

static void
assert_no_secret (GBytes *bytes)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  g_assert_null (memmem (data, n_bytes, SECRET, strlen (SECRET)));
}

static const struct
{
  const char *name;
  const char *type;
  int width;
  int height;
  gboolean see_through;
  const char *mime;
  const char *preview_mime;
  int original_width;
  int original_height;
  int preview_width;
  int preview_height;
} reads[] = {
  { "png", "png", 64, 48, FALSE, "image/png", "image/jpeg", 64, 48, 64, 48 },
  { "png-alpha", "png", 64, 48, TRUE, "image/png", "image/png", 64, 48, 64, 48 },
  { "jpeg", "jpeg", 64, 48, FALSE, "image/jpeg", "image/jpeg", 64, 48, 64, 48 },
  { "one-pixel", "png", 1, 1, FALSE, "image/png", "image/jpeg", 1, 1, 1, 1 },
  { "preview", "jpeg", 1280, 720, FALSE, "image/jpeg", "image/jpeg", 1280, 720, 640, 360 },
  { "preview-tall", "jpeg", 960, 960, FALSE, "image/jpeg", "image/jpeg", 960, 960, 480, 480 },
  { "large", "jpeg", 4000, 3000, FALSE, "image/jpeg", "image/jpeg", 3325, 2494, 554, 415 },
  { "large-png", "png", 4000, 3000, FALSE, "image/png", "image/jpeg", 3325, 2494, 554, 415 },
  { "thin", "png", 16384, 1, FALSE, "image/png", "image/jpeg", 16384, 1, 16384, 1 },
};

static void
test_read (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) upload = make (reads[i].width, reads[i].height, reads[i].see_through,
                                    reads[i].type);
  g_autoptr (MootImage) image = moot_image_read (upload, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (image->original->mime, ==, reads[i].mime);
  g_assert_cmpstr (image->preview->mime, ==, reads[i].preview_mime);
  g_assert_cmpint (image->original->width, ==, reads[i].original_width);
  g_assert_cmpint (image->original->height, ==, reads[i].original_height);
  g_assert_cmpint (image->preview->width, ==, reads[i].preview_width);
  g_assert_cmpint (image->preview->height, ==, reads[i].preview_height);
  g_assert_cmpint (image->original->width * image->original->height, <=,
                   MOOT_IMAGE_ORIGINAL_PIXELS);
  g_assert_cmpint (image->preview->width * image->preview->height, <=, MOOT_IMAGE_PREVIEW_PIXELS);
  g_assert_cmpstr (moot_image_sniff (image->original->bytes), ==, reads[i].mime);
  g_assert_true (moot_blurhash_is_valid (image->blurhash));
  g_assert_false (image->animated);
  assert_no_secret (image->original->bytes);
  assert_no_secret (image->preview->bytes);
  if (reads[i].width > 1)
    {
      assert_color (image->original, 0.25, 0.5, TRUE);
      assert_color (image->original, 0.75, 0.5, FALSE);
      assert_color (image->preview, 0.25, 0.5, TRUE);
      assert_color (image->preview, 0.75, 0.5, FALSE);
    }
}

/* Where red, the left half as stored, is to be seen for each EXIF orientation. */
static const struct
{
  gboolean turned;
  double across;
  double down;
} orientations[] = {
  { FALSE, 0.2, 0.5 },
  { FALSE, 0.8, 0.5 },
  { FALSE, 0.8, 0.5 },
  { FALSE, 0.2, 0.5 },
  { TRUE, 0.5, 0.2 },
  { TRUE, 0.5, 0.2 },
  { TRUE, 0.5, 0.8 },
  { TRUE, 0.5, 0.8 },
};

static void
check_orientation (guint i,
                   int   width,
                   int   height)
{
  g_autoptr (GBytes) plain = make (width, height, FALSE, "jpeg");
  g_autoptr (GBytes) upload = turn (plain, (guint8) (i + 1));
  g_autoptr (GError) error = NULL;
  g_autoptr (MootImage) image = moot_image_read (upload, &error);

  g_assert_no_error (error);
  g_assert_cmpint (image->original->width < image->original->height, ==, orientations[i].turned);
  assert_color (image->original, orientations[i].across, orientations[i].down, TRUE);
  assert_color (image->preview, orientations[i].across, orientations[i].down, TRUE);
  assert_color (image->original, 1 - orientations[i].across, 1 - orientations[i].down, FALSE);
  assert_no_secret (image->original->bytes);
}

static void
test_orientation (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (orientations); i++)
    check_orientation (i, 64, 32);
  check_orientation (5, 4200, 2400);
}

static void
test_gif (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) still = make_gif (1, TRUE);
  g_autoptr (GBytes) moving = make_gif (3, TRUE);
  g_autoptr (GBytes) clean = make_gif (3, FALSE);
  g_autoptr (MootImage) still_image = moot_image_read (still, &error);
  g_autoptr (MootImage) moving_image = moot_image_read (moving, &error);

  g_assert_no_error (error);
  g_assert_false (still_image->animated);
  g_assert_cmpstr (still_image->original->mime, ==, "image/png");
  g_assert_true (moving_image->animated);
  g_assert_cmpstr (moving_image->original->mime, ==, "image/gif");
  g_assert_cmpint (moving_image->original->width, ==, 1);
  g_assert_true (g_bytes_equal (moving_image->original->bytes, clean));
  g_assert_cmpstr (moving_image->preview->mime, ==, "image/jpeg");
}

static void
test_gif_too_many_frames (void)
{
  g_autoptr (GBytes) most = make_gif (MOOT_GIF_MAX_FRAMES, FALSE);
  g_autoptr (GBytes) more = make_gif (MOOT_GIF_MAX_FRAMES + 1, FALSE);
  g_autoptr (GError) error = NULL;
  guint n_frames = 0;
  g_autoptr (GBytes) kept = moot_gif_strip (most, &n_frames, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, most));
  g_assert_cmpuint (n_frames, ==, MOOT_GIF_MAX_FRAMES);
  g_assert_null (moot_gif_strip (more, &n_frames, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static void
test_crop (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wide = make (900, 300, FALSE, "png");
  g_autoptr (GBytes) tiny = make (2, 4, TRUE, "png");
  g_autoptr (MootPicture) avatar = moot_image_crop (wide, 400, 400, &error);
  g_autoptr (MootPicture) header = moot_image_crop (tiny, 1500, 500, &error);

  g_assert_no_error (error);
  g_assert_cmpint (avatar->width, ==, 400);
  g_assert_cmpint (avatar->height, ==, 400);
  g_assert_cmpstr (avatar->mime, ==, "image/jpeg");
  assert_color (avatar, 0.4, 0.5, TRUE);
  assert_color (avatar, 0.6, 0.5, FALSE);
  g_assert_cmpint (header->width, ==, 1500);
  g_assert_cmpint (header->height, ==, 500);
  assert_color (header, 0.1, 0.9, TRUE);
  assert_color (header, 0.9, 0.9, FALSE);
}

/* A PNG head that promises @width × @height and holds next to nothing. */
static GBytes *
promise_png (guint32 width,
             guint32 height)
{
  g_autoptr (GBytes) png = make (1, 1, FALSE, "png");
  gsize n_bytes;
  guint8 *bytes = g_memdup2 (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  guint32 crc = 0xffffffff;

  n_bytes = g_bytes_get_size (png);
  width = GUINT32_TO_BE (width);
  height = GUINT32_TO_BE (height);
  memcpy (bytes + 16, &width, 4);
  memcpy (bytes + 20, &height, 4);
  for (guint i = 12; i < 29; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
  crc = GUINT32_TO_BE (~crc);
  memcpy (bytes + 29, &crc, 4);
  return g_bytes_new_take (bytes, n_bytes);
}

static void
assert_refused (GBytes *upload,
                int     code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) crop_error = NULL;

  g_assert_null (moot_image_read (upload, &error));
  g_assert_error (error, MOOT_ERROR, code);
  g_assert_null (moot_image_crop (upload, 400, 400, &crop_error));
  g_assert_error (crop_error, MOOT_ERROR, code);
}

static void
test_promises (void)
{
  static const struct
  {
    guint32 width;
    guint32 height;
    int code;
  } rows[] = {
    { 10000, 10000, MOOT_ERROR_TOO_LARGE },
    { 16385, 1, MOOT_ERROR_TOO_LARGE },
    { 1, 100000, MOOT_ERROR_TOO_LARGE },
    { 7681, 4320, MOOT_ERROR_TOO_LARGE },
    { 0, 10, MOOT_ERROR_INVALID },
    { 0x7fffffff, 0x7fffffff, MOOT_ERROR_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) upload = promise_png (rows[i].width, rows[i].height);
      g_autoptr (GError) error = NULL;

      g_assert_null (moot_image_read (upload, &error));
      g_assert_nonnull (error);
      /* Some decoders refuse the monstrous by themselves. */
      if (rows[i].width < 0x10000)
        g_assert_error (error, MOOT_ERROR, rows[i].code);
    }
}

/* The same for the size in the other two formats. */
static void
test_other_promises (void)
{
  static const guint8 sizes[][2] = { { 0x7f, 0xff }, { 0, 0 } };
  static const int codes[] = { MOOT_ERROR_TOO_LARGE, MOOT_ERROR_INVALID };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) jpeg = make (8, 8, FALSE, "jpeg");
      g_autoptr (GBytes) gif = make_gif (2, FALSE);
      gsize n_jpeg = g_bytes_get_size (jpeg);
      gsize n_gif = g_bytes_get_size (gif);
      guint8 *jpeg_bytes = g_memdup2 (g_bytes_get_data (jpeg, NULL), n_jpeg);
      guint8 *gif_bytes = g_memdup2 (g_bytes_get_data (gif, NULL), n_gif);
      guint8 *frame = memmem (jpeg_bytes, n_jpeg, "\xff\xc0", 2);
      g_autoptr (GBytes) jpeg_upload = NULL;
      g_autoptr (GBytes) gif_upload = NULL;

      g_assert_nonnull (frame);
      memcpy (frame + 5, sizes[i], 2);
      memcpy (frame + 7, sizes[i], 2);
      memcpy (gif_bytes + 6, (guint8[]){ sizes[i][1], sizes[i][0] }, 2);
      memcpy (gif_bytes + 8, (guint8[]){ sizes[i][1], sizes[i][0] }, 2);
      jpeg_upload = g_bytes_new_take (jpeg_bytes, n_jpeg);
      gif_upload = g_bytes_new_take (gif_bytes, n_gif);
      assert_refused (jpeg_upload, codes[i]);
      assert_refused (gif_upload, codes[i]);
    }
}

static void
test_not_an_image (void)
{
  static const struct
  {
    const char *bytes;
    gsize n_bytes;
  } rows[] = {
    { "", 0 },
    { "GIF", 3 },
    { "GIF89a", 6 },
    { "GIF89a\1\0\1\0\xf7\0\0", 13 },
    { "GIF89a\1\0\1\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\xff", 25 },
    { "\x89PNG\r\n\x1a\n", 8 },
    { "\xff\xd8\xff", 3 },
    { "\xff\xd8\xff\xe0\xff\xff", 6 },
    { "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", 53 },
    { "<?xml version=\"1.0\"?><svg/>", 27 },
    { "/* XPM */ static char *x[] = {", 30 },
    { "BM\x46\0\0\0", 6 },
    { "RIFF\0\0\0\0WAVEfmt ", 16 },
    { "\0\0\1\0\1\0\x10\x10", 8 },
    { "P6 100000 100000 255 ", 21 },
    { "plain text", 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) upload = g_bytes_new_static (rows[i].bytes, rows[i].n_bytes);

      assert_refused (upload, MOOT_ERROR_INVALID);
    }
}

static void
test_too_many_bytes (void)
{
  g_autoptr (GBytes) small = make (8, 8, FALSE, "png");
  guint8 *padded = g_malloc0 (MOOT_IMAGE_MAX_BYTES + 1);
  g_autoptr (GBytes) upload = NULL;

  memcpy (padded, g_bytes_get_data (small, NULL), g_bytes_get_size (small));
  upload = g_bytes_new_take (padded, MOOT_IMAGE_MAX_BYTES + 1);
  assert_refused (upload, MOOT_ERROR_TOO_LARGE);
}

static void
test_too_many_scans (void)
{
  g_autoptr (GBytes) jpeg = make (8, 8, FALSE, "jpeg");
  GByteArray *bytes = g_bytes_unref_to_array (g_bytes_ref (jpeg));
  g_autoptr (GBytes) upload = NULL;

  for (guint i = 0; i < 100; i++)
    g_byte_array_append (bytes, (const guint8 *) "\xff\xda", 2);
  upload = g_byte_array_free_to_bytes (bytes);
  assert_refused (upload, MOOT_ERROR_INVALID);
}

/* Every cut and many wrong bytes: an error or a picture, never anything worse. */
static void
test_damage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  GBytes *files[] = { make (16, 16, TRUE, "png"), make (16, 16, FALSE, "jpeg"),
                      make_gif (3, TRUE), NULL };

  files[3] = turn (files[1], 6);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint round = 0; round < 300; round++)
      {
        gsize n_bytes = g_bytes_get_size (files[i]);
        guint8 *bytes = g_memdup2 (g_bytes_get_data (files[i], NULL), n_bytes);
        g_autoptr (GBytes) upload = NULL;
        g_autoptr (MootImage) image = NULL;
        g_autoptr (GError) error = NULL;

        if (round % 2 == 0)
          n_bytes = (gsize) g_rand_int_range (rand, 0, (gint32) n_bytes);
        else
          for (guint k = 0; k < 3; k++)
            bytes[g_rand_int_range (rand, 0, (gint32) n_bytes)] = (guint8) g_rand_int (rand);
        upload = g_bytes_new_take (bytes, n_bytes);
        image = moot_image_read (upload, &error);
        g_assert_true ((image == NULL) == (error != NULL));
        g_assert_true (error == NULL || error->domain == MOOT_ERROR);
      }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_clear_pointer (&files[i], g_bytes_unref);
}

/* No more pixels than the place needs, none invented, and the same refusals. */
static void
test_decode (void)
{
  g_autoptr (GBytes) jpeg = make (1600, 1200, FALSE, "jpeg");
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autoptr (GdkPixbuf) small = NULL;
  g_autoptr (GdkPixbuf) large = NULL;
  g_autoptr (GError) error = NULL;

  small = moot_image_decode (jpeg, 100, 90, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (small), ==, 120);
  g_assert_cmpint (gdk_pixbuf_get_height (small), ==, 90);
  large = moot_image_decode (jpeg, 4000, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (large), ==, 1600);
  g_assert_null (moot_image_decode (junk, 10, 10, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/image/read/%s", reads[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_read);
    }
  g_test_add_func ("/base/image/orientation", test_orientation);
  g_test_add_func ("/base/image/gif", test_gif);
  g_test_add_func ("/base/image/gif-too-many-frames", test_gif_too_many_frames);
  g_test_add_func ("/base/image/crop", test_crop);
  g_test_add_func ("/base/image/decode", test_decode);
  g_test_add_func ("/base/image/promises", test_promises);
  g_test_add_func ("/base/image/other-promises", test_other_promises);
  g_test_add_func ("/base/image/not-an-image", test_not_an_image);
  g_test_add_func ("/base/image/too-many-bytes", test_too_many_bytes);
  g_test_add_func ("/base/image/too-many-scans", test_too_many_scans);
  g_test_add_func ("/base/image/damage", test_damage);
  return g_test_run ();
}
