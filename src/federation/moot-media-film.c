/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Films and sounds of other servers.  They are never decoded here and never in memory: what comes
 * goes to the disk piece by piece, and from there to members.  What it is is read off its first
 * bytes, whatever its server says, and it is served as that and nothing else.
 * Spec: the signatures of ISO/IEC 14496-12 (ftyp), Matroska (EBML), RFC 3533 (Ogg), MPEG audio,
 * ADTS, FLAC, RIFF.
 * Thread: any; blocks while a film is fetched. */
#include "moot-error.h"
#include "moot-media-cache.h"
#include "moot-media-part.h"
#include "moot-media-private.h"

#include <string.h>

#define HEAD 12 /* bytes that say what it is */

/* Where the bytes are that a kind of file begins with, and how many bits of each count. */
static const struct
{
  const char *extension;
  gsize at;
  gsize length;
  guint8 bytes[8];
  guint8 last_mask; /* of the last byte; 0: all of it */
} signatures[] = {
  { "mov", 4, 8, { 'f', 't', 'y', 'p', 'q', 't', ' ', ' ' }, 0 },
  { "m4a", 4, 7, { 'f', 't', 'y', 'p', 'M', '4', 'A' }, 0 },
  { "mp4", 4, 4, { 'f', 't', 'y', 'p' }, 0 },
  { "webm", 0, 4, { 0x1a, 0x45, 0xdf, 0xa3 }, 0 },
  { "ogg", 0, 4, { 'O', 'g', 'g', 'S' }, 0 },
  { "flac", 0, 4, { 'f', 'L', 'a', 'C' }, 0 },
  { "wav", 8, 4, { 'W', 'A', 'V', 'E' }, 0 },
  { "mp3", 0, 3, { 'I', 'D', '3' }, 0 },
  { "aac", 0, 2, { 0xff, 0xf0 }, 0xf6 },
  { "mp3", 0, 2, { 0xff, 0xe2 }, 0xe6 },
};

typedef struct
{
  MootMediaPart *part;
  guint8 head[HEAD];
  gsize n_bytes;
  gsize max_bytes;
  const char *extension;
} Film;

static const char *
find_extension (const guint8 head[HEAD])
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      const guint8 *bytes = head + signatures[i].at;
      gsize last = signatures[i].length - 1;
      guint8 mask = signatures[i].last_mask != 0 ? signatures[i].last_mask : 0xff;

      if (memcmp (bytes, signatures[i].bytes, last) == 0 &&
          (bytes[last] & mask) == signatures[i].bytes[last])
        return signatures[i].extension;
    }
  return NULL;
}

static gboolean
refuse (GError **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "it is no film");
  return FALSE;
}

static gboolean
take (const guint8  *bytes,
      gsize          length,
      gpointer       data,
      GError       **error)
{
  Film *self = data;

  if (self->n_bytes < HEAD)
    memcpy (self->head + self->n_bytes, bytes, MIN (length, HEAD - self->n_bytes));
  self->n_bytes += length;
  if (self->n_bytes > self->max_bytes)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "there is no room for such a film");
      return FALSE;
    }
  if (self->extension == NULL && self->n_bytes >= HEAD)
    {
      self->extension = find_extension (self->head);
      if (self->extension == NULL)
        return refuse (error);
    }
  return moot_media_part_write (self->part, bytes, length, error);
}

/* Fetches a film; what is left of one that failed is nothing. */
gboolean
moot_media_film (MootMediaCache          *self,
                 const MootMediaAddress  *address,
                 MootMediaFile           *out_file,
                 GError                 **error)
{
  const MootFederation *federation = self->federation;
  g_autoptr (MootMediaPart) part =
    moot_media_part_new (federation->site, MOOT_MEDIA_CACHE_FOLDER, error);
  Film film = { .part = part, .max_bytes = (gsize) self->limits.max_bytes / 2 };
  g_autofree char *name = NULL;

  if (part == NULL || !moot_fetcher_pass (federation->fetcher, address->url, MOOT_FETCH_FILM, take,
                                          &film, federation->cancellable, error))
    return FALSE;
  if (film.extension == NULL)
    return refuse (error);
  name = moot_media_part_finish (part, film.extension, error);
  if (name == NULL ||
      !moot_media_keep (self, address, name, name, (gint64) film.n_bytes, error))
    return FALSE;
  if (moot_media_load (self, name, out_file))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "it has just been removed");
  return FALSE;
}
