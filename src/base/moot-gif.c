/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Moving pictures, block by block: an animation is kept as it was drawn, but not the
 * comments, programs and trailing bytes that travel with it.  Pixels are not looked at.
 * Spec: GIF89a.
 * Thread: any. */
#include "moot-gif.h"

#include <string.h>

#include "moot-error.h"

#define HEADER_BYTES 13     /* signature and logical screen */
#define DESCRIPTOR_BYTES 10 /* image separator, place, size, flags */

typedef struct
{
  const guint8 *bytes;
  gsize length;
  gsize at;
  GByteArray *out;

  guint n_frames;
  guint64 n_pixels;
} Walk;

static gsize
color_table_bytes (guint8 flags)
{
  return (flags & 0x80) != 0 ? (gsize) 3 << ((flags & 7) + 1) : 0;
}

/* Passes over @n bytes, copying them or not; FALSE when they are not there. */
static gboolean
take (Walk     *walk,
      gsize     n,
      gboolean  copy)
{
  if (walk->length - walk->at < n)
    return FALSE;

  if (copy)
    g_byte_array_append (walk->out, walk->bytes + walk->at, (guint) n);
  walk->at += n;
  return TRUE;
}

/* Sub-blocks up to and with the empty one. */
static gboolean
take_blocks (Walk     *walk,
             gboolean  copy)
{
  while (walk->at < walk->length)
    {
      guint8 size = walk->bytes[walk->at];

      if (!take (walk, (gsize) size + 1, copy))
        return FALSE;
      if (size == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_extension (Walk *walk)
{
  static const char *const loops[] = { "NETSCAPE2.0", "ANIMEXTS1.0" };
  const guint8 *block = walk->bytes + walk->at;
  gboolean keep;

  if (walk->length - walk->at < 3)
    return FALSE;

  keep = block[1] == 0xf9;
  for (guint i = 0; i < G_N_ELEMENTS (loops); i++)
    keep = keep || (block[1] == 0xff && block[2] == 11 && walk->length - walk->at >= 14 &&
                    memcmp (block + 3, loops[i], 11) == 0);
  return take (walk, 2, keep) && take_blocks (walk, keep);
}

static gboolean
take_image (Walk *walk)
{
  const guint8 *block = walk->bytes + walk->at;
  guint64 n_pixels;

  if (walk->length - walk->at < DESCRIPTOR_BYTES)
    return FALSE;

  n_pixels = (guint64) (block[5] | block[6] << 8) * (guint64) (block[7] | block[8] << 8);
  walk->n_frames++;
  walk->n_pixels += n_pixels;
  return n_pixels > 0 && walk->n_frames <= MOOT_GIF_MAX_FRAMES &&
         walk->n_pixels <= MOOT_GIF_MAX_PIXELS &&
         take (walk, DESCRIPTOR_BYTES + color_table_bytes (block[9]) + 1, TRUE) &&
         take_blocks (walk, TRUE);
}

static gboolean
has_screen (const guint8 *bytes)
{
  return (bytes[6] | bytes[7]) != 0 && (bytes[8] | bytes[9]) != 0;
}

static gboolean
walk_blocks (Walk *walk)
{
  while (walk->at < walk->length)
    switch (walk->bytes[walk->at])
      {
      case 0x21:
        if (!take_extension (walk))
          return FALSE;
        break;
      case 0x2c:
        if (!take_image (walk))
          return FALSE;
        break;
      case 0x3b:
        return walk->n_frames > 0;
      default:
        return FALSE;
      }
  return walk->n_frames > 0;
}

/**
 * moot_gif_strip:
 * @gif: a file that starts like a GIF
 * @out_n_frames: (out): pictures in it; more than one make an animation
 * @error: return location
 *
 * Copies what is drawn and how it moves, and nothing else.
 *
 * Errors: %MOOT_ERROR_INVALID when the blocks do not fit together or there are more
 * than %MOOT_GIF_MAX_FRAMES pictures or %MOOT_GIF_MAX_PIXELS pixels.
 * Thread: any.
 *
 * Returns: (transfer full): the clean file
 */
GBytes *
moot_gif_strip (GBytes  *gif,
                guint   *out_n_frames,
                GError **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (gif, &length);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Walk walk = { .bytes = bytes, .length = length, .out = out };

  if (length < HEADER_BYTES || memcmp (bytes, "GIF8", 4) != 0 || !has_screen (bytes) ||
      !take (&walk, HEADER_BYTES + color_table_bytes (bytes[10]), TRUE) || !walk_blocks (&walk))
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, "broken or oversized GIF");
      return NULL;
    }

  g_byte_array_append (out, (const guint8 *) ";", 1);
  *out_n_frames = walk.n_frames;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
