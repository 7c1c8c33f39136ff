/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Many files as one ZIP, as they are: pictures and films are packed already, and texts are small.
 * Thread: any.
 * Spec: APPNOTE 6.3, local headers and the central directory; names are UTF-8. */
#include "moot-archive.h"

#include <string.h>

#include "moot-error.h"

#define VERSION 20
#define UTF8_NAMES (1 << 11)
#define FIRST_DAY ((1 << 5) | 1) /* 1980-01-01: nobody's business */

struct _MootArchive
{
  GOutputStream *stream;
  GByteArray *directory;
  guint64 offset;
  guint n_files;
};

/** moot_archive_new: (transfer full): begins an archive; nothing is written yet */
MootArchive *
moot_archive_new (GOutputStream *stream)
{
  MootArchive *self = g_new0 (MootArchive, 1);

  self->stream = g_object_ref (stream);
  self->directory = g_byte_array_new ();
  return self;
}

/** moot_archive_free: frees @self, which may be %NULL; the stream stays open */
void
moot_archive_free (MootArchive *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->stream);
  g_byte_array_unref (self->directory);
  g_free (self);
}

static guint32
sum_up (const guint8 *data,
        gsize         size)
{
  guint32 crc = G_MAXUINT32;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0);
    }
  return ~crc;
}

static void
put_16 (GByteArray *array,
        guint       value)
{
  const guint16 number = GUINT16_TO_LE ((guint16) value);

  g_byte_array_append (array, (const guint8 *) &number, sizeof number);
}

static void
put_32 (GByteArray *array,
        guint64     value)
{
  const guint32 number = GUINT32_TO_LE ((guint32) value);

  g_byte_array_append (array, (const guint8 *) &number, sizeof number);
}

/* What the header of a file and its line in the directory have in common. */
static void
put_common (GByteArray *array,
            guint32     crc,
            gsize       size,
            const char *name)
{
  put_16 (array, VERSION);
  put_16 (array, UTF8_NAMES);
  put_16 (array, 0); /* stored */
  put_16 (array, 0);
  put_16 (array, FIRST_DAY);
  put_32 (array, crc);
  put_32 (array, size);
  put_32 (array, size);
  put_16 (array, (guint) strlen (name));
  put_16 (array, 0);
}

static gboolean
write_out (MootArchive    *self,
           gconstpointer   data,
           gsize           size,
           GError        **error)
{
  self->offset += size;
  return g_output_stream_write_all (self->stream, data, size, NULL, NULL, error);
}

/**
 * moot_archive_add:
 * @self: an archive
 * @name: below its top, with `/`
 * @bytes: what is in the file
 * @error: return location
 *
 * Errors: %MOOT_ERROR_TOO_LARGE beyond %MOOT_ARCHIVE_FILES_MAX or %MOOT_ARCHIVE_BYTES_MAX, and
 * those of the stream.
 *
 * Returns: whether it was written
 */
gboolean
moot_archive_add (MootArchive  *self,
                  const char   *name,
                  GBytes       *bytes,
                  GError      **error)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  const guint64 start = self->offset;
  guint32 crc;

  if (self->n_files >= MOOT_ARCHIVE_FILES_MAX || size + start > MOOT_ARCHIVE_BYTES_MAX / 2)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "too much for one archive");
      return FALSE;
    }
  crc = sum_up (data, size);
  put_32 (header, 0x04034b50);
  put_common (header, crc, size, name);
  g_byte_array_append (header, (const guint8 *) name, (guint) strlen (name));
  put_32 (self->directory, 0x02014b50);
  put_16 (self->directory, VERSION);
  put_common (self->directory, crc, size, name);
  put_16 (self->directory, 0);
  put_16 (self->directory, 0);
  put_16 (self->directory, 0);
  put_32 (self->directory, 0);
  put_32 (self->directory, start);
  g_byte_array_append (self->directory, (const guint8 *) name, (guint) strlen (name));
  self->n_files++;
  return write_out (self, header->data, header->len, error) && write_out (self, data, size, error);
}

/** moot_archive_finish: writes the directory, without which it is no archive */
gboolean
moot_archive_finish (MootArchive  *self,
                     GError      **error)
{
  const guint64 start = self->offset;
  const guint size = self->directory->len;

  put_32 (self->directory, 0x06054b50);
  put_32 (self->directory, 0);
  put_16 (self->directory, self->n_files);
  put_16 (self->directory, self->n_files);
  put_32 (self->directory, size);
  put_32 (self->directory, start);
  put_16 (self->directory, 0);
  return write_out (self, self->directory->data, self->directory->len, error);
}
