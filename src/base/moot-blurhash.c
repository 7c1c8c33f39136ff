/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blurhash: a picture as some thirty characters, shown until the picture itself is there.
 * The node makes hashes of what its members upload, the app paints them.  A hash comes from a
 * stranger: every length and digit is checked before anything is allocated.
 * Thread: any.
 * Spec: the Blurhash algorithm (base 83, cosine components in linear light). */
#include "moot-blurhash.h"

#include <math.h>
#include <string.h>

#define MAX_COMPONENTS (MOOT_BLURHASH_MAX_COMPONENTS * MOOT_BLURHASH_MAX_COMPONENTS)
#define HEADER_LENGTH 2 /* the numbers of components, then the scale of the waves */
#define MEAN_LENGTH 4
#define WAVE_LENGTH 2

typedef struct
{
  double channel[3];
} Colour;

typedef struct
{
  int n_across;
  int n_down;
  Colour components[MAX_COMPONENTS]; /* row by row; the first is the mean colour */
} Waves;

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                             "#$%*+,-.:;=?@[]^_{|}~";

/* The number in @length digits of base 83, or -1 when a character is none. */
static int
read_number (const char *text,
             int         length)
{
  int value = 0;

  for (int i = 0; i < length; i++)
    {
      const char *found = text[i] != '\0' ? strchr (digits, text[i]) : NULL;

      if (found == NULL)
        return -1;
      value = value * 83 + (int) (found - digits);
    }
  return value;
}

static void
append_number (GString *text,
               int      value,
               int      length)
{
  int divisor = 1;

  for (int i = 1; i < length; i++)
    divisor *= 83;
  for (; divisor > 0; divisor /= 83)
    g_string_append_c (text, digits[value / divisor % 83]);
}

static double
linear_from_srgb (int value)
{
  double share = value / 255.0;

  return share <= 0.04045 ? share / 12.92 : pow ((share + 0.055) / 1.055, 2.4);
}

static int
srgb_from_linear (double value)
{
  double share = CLAMP (value, 0.0, 1.0);

  share = share <= 0.0031308 ? share * 12.92 : 1.055 * pow (share, 1 / 2.4) - 0.055;
  return (int) (share * 255 + 0.5);
}

static double
signed_power (double value,
              double exponent)
{
  return copysign (pow (fabs (value), exponent), value);
}

static Colour
read_mean (int value)
{
  return (Colour){ { linear_from_srgb (value >> 16 & 255), linear_from_srgb (value >> 8 & 255),
                     linear_from_srgb (value & 255) } };
}

static Colour
read_wave (int    value,
           double scale)
{
  const int steps[3] = { value / 361, value / 19 % 19, value % 19 };
  Colour colour;

  for (int k = 0; k < 3; k++)
    colour.channel[k] = signed_power ((steps[k] - 9) / 9.0, 2) * scale;
  return colour;
}

static gboolean
read_hash (const char *hash,
           Waves      *out_waves)
{
  gsize length = strnlen (hash, HEADER_LENGTH + MEAN_LENGTH + WAVE_LENGTH * MAX_COMPONENTS);
  int shape;
  int step;
  int mean;
  int n;

  if (length < HEADER_LENGTH + MEAN_LENGTH)
    return FALSE;

  shape = read_number (hash, 1);
  step = read_number (hash + 1, 1);
  mean = read_number (hash + HEADER_LENGTH, MEAN_LENGTH);
  if (shape < 0 || shape >= MAX_COMPONENTS || step < 0 || mean < 0 || mean > 0xffffff)
    return FALSE;

  out_waves->n_across = shape % 9 + 1;
  out_waves->n_down = shape / 9 + 1;
  n = out_waves->n_across * out_waves->n_down;
  if (length != (gsize) (HEADER_LENGTH + MEAN_LENGTH + WAVE_LENGTH * (n - 1)))
    return FALSE;

  out_waves->components[0] = read_mean (mean);
  for (int i = 1; i < n; i++)
    {
      const char *digit = hash + HEADER_LENGTH + MEAN_LENGTH + WAVE_LENGTH * (i - 1);
      int value = read_number (digit, WAVE_LENGTH);

      if (value < 0 || value >= 19 * 19 * 19)
        return FALSE;
      out_waves->components[i] = read_wave (value, (step + 1) / 166.0);
    }
  return TRUE;
}

/* One table of cos (pi i x / n) per direction: the rest is additions and multiplications. */
static double *
cosine_table (int n_components,
              int n_pixels)
{
  double *table = g_new (double, (gsize) n_components *(gsize) n_pixels);

  for (int i = 0; i < n_components; i++)
    for (int x = 0; x < n_pixels; x++)
      table[i * n_pixels + x] = cos (G_PI * i * x / n_pixels);
  return table;
}

/**
 * moot_blurhash_is_valid:
 * @hash: (nullable): text of a stranger
 *
 * Returns: whether @hash can be decoded
 */
gboolean
moot_blurhash_is_valid (const char *hash)
{
  Waves waves;

  return hash != NULL && read_hash (hash, &waves);
}

/**
 * moot_blurhash_decode:
 * @hash: (nullable): text of a stranger
 * @width: pixels, 1 to %MOOT_BLURHASH_MAX_SIDE
 * @height: pixels, 1 to %MOOT_BLURHASH_MAX_SIDE
 *
 * Paints a hash as opaque RGBA, four bytes for each pixel, without padding.
 *
 * Returns: (transfer full) (nullable): @width × @height × 4 bytes, or %NULL when @hash is none
 */
guint8 *
moot_blurhash_decode (const char *hash,
                      int         width,
                      int         height)
{
  g_autofree double *across = NULL;
  g_autofree double *down = NULL;
  guint8 *pixels;
  Waves waves;

  g_return_val_if_fail (width > 0 && width <= MOOT_BLURHASH_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= MOOT_BLURHASH_MAX_SIDE, NULL);

  if (hash == NULL || !read_hash (hash, &waves))
    return NULL;

  across = cosine_table (waves.n_across, width);
  down = cosine_table (waves.n_down, height);
  pixels = g_malloc ((gsize) width * (gsize) height * 4);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = pixels + ((gsize) y * (gsize) width + (gsize) x) * 4;
        double sum[3] = { 0, 0, 0 };

        for (int i = 0; i < waves.n_across * waves.n_down; i++)
          {
            double basis = across[i % waves.n_across * width + x] *
                           down[i / waves.n_across * height + y];

            for (int k = 0; k < 3; k++)
              sum[k] += waves.components[i].channel[k] * basis;
          }
        for (int k = 0; k < 3; k++)
          pixel[k] = (guint8) srgb_from_linear (sum[k]);
        pixel[3] = 255;
      }
  return pixels;
}

/* Adds one pixel, in linear light, to every component. */
static void
add_pixel (Waves        *waves,
           const guint8 *pixel,
           const double *lightness,
           const double *across,
           const double *down)
{
  const double red = lightness[pixel[0]];
  const double green = lightness[pixel[1]];
  const double blue = lightness[pixel[2]];

  for (int i = 0; i < waves->n_across * waves->n_down; i++)
    {
      double basis = across[i % waves->n_across] * down[i / waves->n_across];

      waves->components[i].channel[0] += basis * red;
      waves->components[i].channel[1] += basis * green;
      waves->components[i].channel[2] += basis * blue;
    }
}

static void
measure_waves (Waves        *waves,
               const guint8 *pixels,
               int           width,
               int           height,
               gsize         stride,
               int           n_channels)
{
  g_autofree double *across = cosine_table (waves->n_across, width);
  g_autofree double *down = cosine_table (waves->n_down, height);
  double lightness[256];

  for (int i = 0; i < 256; i++)
    lightness[i] = linear_from_srgb (i);

  for (int y = 0; y < height; y++)
    {
      double column[MOOT_BLURHASH_MAX_COMPONENTS];

      for (int j = 0; j < waves->n_down; j++)
        column[j] = down[j * height + y];
      for (int x = 0; x < width; x++)
        {
          double row[MOOT_BLURHASH_MAX_COMPONENTS];

          for (int i = 0; i < waves->n_across; i++)
            row[i] = across[i * width + x];
          add_pixel (waves,
                     pixels + (gsize) y * stride + (gsize) x * (gsize) n_channels,
                     lightness, row, column);
        }
    }
  for (int i = 0; i < waves->n_across * waves->n_down; i++)
    for (int k = 0; k < 3; k++)
      waves->components[i].channel[k] *= (i == 0 ? 1.0 : 2.0) / width / height;
}

static char *
write_hash (const Waves *waves)
{
  const int n = waves->n_across * waves->n_down;
  GString *hash = g_string_new (NULL);
  double largest = 0;
  int step = 0;
  int rgb = 0;

  for (int i = 1; i < n; i++)
    for (int k = 0; k < 3; k++)
      largest = MAX (largest, fabs (waves->components[i].channel[k]));
  if (n > 1)
    step = CLAMP ((int) floor (largest * 166 - 0.5), 0, 82);

  append_number (hash, waves->n_across - 1 + (waves->n_down - 1) * 9, 1);
  append_number (hash, step, 1);
  for (int k = 0; k < 3; k++)
    rgb = rgb << 8 | srgb_from_linear (waves->components[0].channel[k]);
  append_number (hash, rgb, MEAN_LENGTH);
  for (int i = 1; i < n; i++)
    {
      int value = 0;

      for (int k = 0; k < 3; k++)
        {
          double share = waves->components[i].channel[k] * 166 / (step + 1);

          value = value * 19 + CLAMP ((int) floor (signed_power (share, 0.5) * 9 + 9.5), 0, 18);
        }
      append_number (hash, value, WAVE_LENGTH);
    }
  return g_string_free (hash, FALSE);
}

/**
 * moot_blurhash_encode_components:
 * @pixels: rows of RGB or RGBA bytes
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next
 * @n_channels: 3 or 4; the fourth is not looked at
 * @n_across: waves across, 1 to %MOOT_BLURHASH_MAX_COMPONENTS
 * @n_down: waves down, 1 to %MOOT_BLURHASH_MAX_COMPONENTS
 *
 * Makes the hash of a picture, which the caller has made small: 64 pixels a side are plenty.
 *
 * Returns: (transfer full): the hash
 */
char *
moot_blurhash_encode_components (const guint8 *pixels,
                                 int           width,
                                 int           height,
                                 gsize         stride,
                                 int           n_channels,
                                 int           n_across,
                                 int           n_down)
{
  Waves waves = { .n_across = n_across, .n_down = n_down };

  g_return_val_if_fail (pixels != NULL && width > 0 && height > 0, NULL);
  g_return_val_if_fail (n_channels == 3 || n_channels == 4, NULL);
  g_return_val_if_fail (stride >= (gsize) width * (gsize) n_channels, NULL);
  g_return_val_if_fail (n_across > 0 && n_across <= MOOT_BLURHASH_MAX_COMPONENTS, NULL);
  g_return_val_if_fail (n_down > 0 && n_down <= MOOT_BLURHASH_MAX_COMPONENTS, NULL);

  measure_waves (&waves, pixels, width, height, stride, n_channels);
  return write_hash (&waves);
}

/**
 * moot_blurhash_encode:
 * @pixels: rows of RGB or RGBA bytes
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next
 * @n_channels: 3 or 4; the fourth is not looked at
 *
 * Makes the usual hash: 4 × 3 waves, or 3 × 4 when the picture is higher than wide.
 *
 * Returns: (transfer full): the hash
 */
char *
moot_blurhash_encode (const guint8 *pixels,
                      int           width,
                      int           height,
                      gsize         stride,
                      int           n_channels)
{
  gboolean tall = height > width;

  return moot_blurhash_encode_components (pixels, width, height, stride, n_channels,
                                          tall ? 3 : 4, tall ? 4 : 3);
}
