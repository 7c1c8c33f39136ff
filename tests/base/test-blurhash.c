/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blurhash: known pictures give known hashes, known hashes known colours, and odd text nothing. */
#include "moot-blurhash.h"

#include <stdlib.h>

typedef void (*Paint) (guint8 *pixel,
                       int     x,
                       int     y);

static void
paint_ramp (guint8 *pixel,
            int     x,
            int     y)
{
  pixel[0] = (guint8) (32 * x);
  pixel[1] = (guint8) (32 * y);
  pixel[2] = 128;
}

static void
paint_red (guint8 *pixel,
           int     x,
           int     y)
{
  pixel[0] = 255;
  pixel[1] = 0;
  pixel[2] = 0;
}

static const struct
{
  const char *name;
  Paint paint;
  int side;
  int n_channels;
  int padding;
  int n_across;
  int n_down;
  const char *hash;
} encode_cases[] = {
  { "ramp", paint_ramp, 8, 3, 0, 4, 3, "LjF={s3Ba|xuuwRnfQnSf7fQfQfQ" },
  { "ramp-rgba", paint_ramp, 8, 4, 0, 4, 3, "LjF={s3Ba|xuuwRnfQnSf7fQfQfQ" },
  { "ramp-padded-rows", paint_ramp, 8, 3, 5, 4, 3, "LjF={s3Ba|xuuwRnfQnSf7fQfQfQ" },
  { "mean-only", paint_ramp, 8, 3, 0, 1, 1, "00F={s" },
  { "solid-red", paint_red, 4, 3, 0, 2, 2, "A~TI:j|c|c$5" },
};

static void
test_encode (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const int n_channels = encode_cases[i].n_channels;
  const int side = encode_cases[i].side;
  const gsize stride = (gsize) (side * n_channels + encode_cases[i].padding);
  g_autofree guint8 *pixels = g_malloc0 (stride * (gsize) side);
  g_autofree char *hash = NULL;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      encode_cases[i].paint (pixels + (gsize) y * stride + (gsize) (x * n_channels), x, y);
  hash = moot_blurhash_encode_components (pixels, side, side, stride, n_channels,
                                          encode_cases[i].n_across, encode_cases[i].n_down);
  g_assert_cmpstr (hash, ==, encode_cases[i].hash);
  g_assert_true (moot_blurhash_is_valid (hash));
}

static const struct
{
  const char *name;
  const char *hash;
  int side;
  int n_pixels; /* of the first ones that are compared */
  guint8 colours[4][3];
} decode_cases[] = {
  { "photo",
    "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    4,
    4,
    { { 135, 164, 177 }, { 161, 173, 177 }, { 181, 180, 171 }, { 160, 172, 174 } } },
  { "ramp",
    "LjF={s3Ba|xuuwRnfQnSf7fQfQfQ",
    2,
    4,
    { { 73, 40, 167 }, { 152, 0, 142 }, { 47, 163, 154 }, { 139, 139, 128 } } },
  { "mean-only", "00F={s", 1, 1, { { 138, 138, 128 } } },
};

static void
test_decode (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const int side = decode_cases[i].side;
  g_autofree guint8 *pixels = moot_blurhash_decode (decode_cases[i].hash, side, side);

  g_assert_nonnull (pixels);
  for (int p = 0; p < decode_cases[i].n_pixels; p++)
    {
      for (int k = 0; k < 3; k++)
        g_assert_cmpint (abs (pixels[p * 4 + k] - decode_cases[i].colours[p][k]), <=, 1);
      g_assert_cmpint (pixels[p * 4 + 3], ==, 255);
    }
}

static const struct
{
  const char *name;
  const char *hash;
} refused_cases[] = {
  { "nothing", NULL },
  { "empty", "" },
  { "shape-alone", "L" },
  { "short-by-one", "LEHV6nWB2yk8pyo0adR*.7kCMdn" },
  { "long-by-one", "LEHV6nWB2yk8pyo0adR*.7kCMdnjj" },
  { "foreign-character", "LEHV6nWB2yk8pyo0adR*.7kCMd\"j" },
  { "not-ascii", "LEHV6nWB2yk8pyo0adR*.7kCM\xc3\xa9" },
  { "81-or-more-shapes", "~EHV6nWB2yk8pyo0adR*.7kCMdnj" },
  { "mean-above-white", "00~~~~" },
  { "wave-above-its-range", "10F={s~~" },
};

static void
test_refused (gconstpointer data)
{
  const char *hash = refused_cases[GPOINTER_TO_UINT (data)].hash;

  g_assert_false (moot_blurhash_is_valid (hash));
  g_assert_null (moot_blurhash_decode (hash, 4, 4));
}

static void
test_shape_follows_the_picture (void)
{
  guint8 pixels[6 * 6 * 3] = { 0 };
  g_autofree char *wide = moot_blurhash_encode (pixels, 6, 3, 18, 3);
  g_autofree char *tall = moot_blurhash_encode (pixels, 3, 6, 9, 3);

  g_assert_cmpint (wide[0], ==, 'L'); /* 3 + 2 × 9 */
  g_assert_cmpint (tall[0], ==, 'T'); /* 2 + 3 × 9 */
}

static void
test_random_text_never_breaks (void)
{
  for (int i = 0; i < 2000; i++)
    {
      char text[200] = { 0 };
      int length = g_test_rand_int_range (0, (int) sizeof text);
      g_autofree guint8 *pixels = NULL;

      for (int k = 0; k < length; k++)
        text[k] = (char) g_test_rand_int_range (1, 256);
      pixels = moot_blurhash_decode (text, 3, 2);
      g_assert_cmpint (pixels != NULL, ==, moot_blurhash_is_valid (text));
    }
}

static void
add_case (const char    *group,
          const char    *name,
          guint          i,
          GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/base/blurhash/%s/%s", group, name);

  g_test_add_data_func (path, GUINT_TO_POINTER (i), func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (encode_cases); i++)
    add_case ("encode", encode_cases[i].name, i, test_encode);
  for (guint i = 0; i < G_N_ELEMENTS (decode_cases); i++)
    add_case ("decode", decode_cases[i].name, i, test_decode);
  for (guint i = 0; i < G_N_ELEMENTS (refused_cases); i++)
    add_case ("refused", refused_cases[i].name, i, test_refused);
  g_test_add_func ("/base/blurhash/shape-follows-the-picture", test_shape_follows_the_picture);
  g_test_add_func ("/base/blurhash/random-text-never-breaks", test_random_text_never_breaks);
  return g_test_run ();
}
