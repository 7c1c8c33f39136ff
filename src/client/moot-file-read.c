/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A file that a person chose, to be sent to a server.  Of a file no more is read than such a file
 * may have.
 * Thread: a worker. */
#include "moot-file-read.h"

/**
 * moot_file_read:
 * @file: what was chosen
 * @max_size: bytes that it may have
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * What the file says of its size is asked before it is read, and not believed after.
 *
 * Errors: %G_IO_ERROR_INVALID_DATA for what is no regular file, %G_IO_ERROR_MESSAGE_TOO_LARGE, and
 * those of reading.
 *
 * Returns: (transfer full): what is in it
 */
GBytes *
moot_file_read (GFile         *file,
                gsize          max_size,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
    G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *data = NULL;
  gsize size;
  gsize length = 0;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no regular file");
      return NULL;
    }
  size = (gsize) g_file_info_get_size (info);
  if (size <= max_size)
    {
      stream = g_file_read (file, cancellable, error);
      data = g_malloc (size + 1);
      if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, size + 1,
                                                      &length, cancellable, error))
        return NULL;
    }
  if (size > max_size || length > size)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           "no such file is so long");
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}
