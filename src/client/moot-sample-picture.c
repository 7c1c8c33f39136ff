/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Draws the pictures of the sample moot: a river, a garden, a night sky, and a mark for each
 * member. Thread: any; it computes for some milliseconds. */
#include "moot-sample-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

#define WIDTH 960
#define HEIGHT 600
#define AVATAR_SIDE 256

typedef struct
{
  double r;
  double g;
  double b;
} Colour;

static Colour
mix (Colour a,
     Colour b,
     double t)
{
  t = CLAMP (t, 0, 1);
  return (Colour){ a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t };
}

static Colour
hex (guint rgb)
{
  return (Colour){ (rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff };
}

typedef Colour (*Paint) (double x,
                         double y,
                         guint  seed);

static GBytes *
render (int   width,
        int   height,
        Paint paint,
        guint seed)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  char *data = NULL;
  gsize size = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        Colour colour = paint ((double) x / width, (double) y / height, seed);
        guchar *at = pixels + y * stride + x * 3;

        at[0] = (guchar) CLAMP (colour.r, 0, 255);
        at[1] = (guchar) CLAMP (colour.g, 0, 255);
        at[2] = (guchar) CLAMP (colour.b, 0, 255);
      }
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", NULL, "quality", "88", NULL))
    return g_bytes_new (NULL, 0);
  return g_bytes_new_take (data, size);
}

static Colour
paint_river (double x,
             double y,
             guint  seed)
{
  double hill = 0.45 + 0.06 * sin (x * 7) + 0.03 * sin (x * 17 + 1);
  double bank = 0.62 + 0.03 * sin (x * 5 + 2);
  double sun = hypot ((x - 0.7) * 1.6, y - 0.3);

  if (y < hill)
    return mix (mix (hex (0xffe3a3), hex (0x86b9d9), 1 - y / hill), hex (0xfffbe6),
                sun < 0.05 ? 1 : 0.35 - sun);
  if (y < bank)
    return mix (hex (0x4f7a54), hex (0x335a3d), (y - hill) * 8);
  return mix (hex (0x9fc6d6), hex (0x37688a),
              (y - bank) * 2.2 + 0.08 * sin (y * 180 + sin (x * 24) * 3));
}

static Colour
paint_garden (double x,
              double y,
              guint  seed)
{
  double row = sin (y * 34);
  double bush = sin (x * 61 + floor (y * 11) * 2.1) * sin (y * 71);

  if (y < 0.28)
    return mix (hex (0xbfe0ee), hex (0xf3f7e7), y * 3.4);
  if (bush > 0.72)
    return mix (hex (0xd94f3d), hex (0xf3b33d), fmod (fabs (x * 13), 1));
  return row > 0 ? mix (hex (0x4d8a3f), hex (0x79b356), bush)
                 : mix (hex (0x6b4a2f), hex (0x8b6642), row + 1);
}

static Colour
paint_night (double x,
             double y,
             guint  seed)
{
  double moon = hypot ((x - 0.3) * 1.6, y - 0.28);
  double star = sin (x * 173.3 + floor (y * 91) * 37.7) * sin (y * 211.1 + floor (x * 97) * 11.3);
  double roof = 0.72 + (fmod (x * 6, 1) < 0.5 ? 0.10 : 0) * fabs (fmod (x * 6, 1) - 0.25) * 2;

  if (y > roof)
    return fmod (x * 48, 1) < 0.4 && fmod (y * 30, 1) < 0.4 &&
               sin (floor (x * 48) * 3.7 + floor (y * 30)) > 0.3
             ? hex (0xffd98a)
             : hex (0x1b2236);
  if (moon < 0.09)
    return hex (0xfdf6d8);
  if (star > 0.985)
    return hex (0xffffff);
  return mix (hex (0x0f1a3c), hex (0x44508a), y + 0.2 - moon * 0.3);
}

/* One shape and two colours a member: told apart without reading. */
static Colour
paint_avatar (double x,
              double y,
              guint  seed)
{
  static const guint grounds[] = { 0x2c5d3f, 0x8a3b2e, 0x2f4f86, 0x6f4a8e, 0x9a6b12, 0x27676b };
  static const guint marks[] = { 0xcfe6cf, 0xf6d8c6, 0xd2def5, 0xe5d3f2, 0xf7e4ae, 0xcdeaea };
  guint i = seed % G_N_ELEMENTS (grounds);
  double petals = 3 + seed % 5;
  double angle = atan2 (y - 0.5, x - 0.5);
  double radius = hypot (x - 0.5, y - 0.5);

  return radius < 0.22 + 0.12 * cos (petals * angle + seed) ? hex (marks[i]) : hex (grounds[i]);
}

/**
 * moot_sample_picture_draw:
 * @picture: which
 *
 * Returns: (transfer full): a JPEG
 */
GBytes *
moot_sample_picture_draw (MootSamplePicture picture)
{
  static const Paint paints[] = { paint_river, paint_garden, paint_night };

  return render (WIDTH, HEIGHT, paints[picture], 0);
}

/**
 * moot_sample_avatar_draw:
 * @member: its number in the sample
 *
 * Returns: (transfer full): a JPEG
 */
GBytes *
moot_sample_avatar_draw (guint member)
{
  return render (AVATAR_SIDE, AVATAR_SIDE, paint_avatar, member);
}
