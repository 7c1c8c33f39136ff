/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Serving a part of a file, as players want it.  One part at a time: whoever asks for several at
 * once gets the whole, which is always right.
 * Spec: RFC 9110, sections 13.1.5, 14.2, 14.4, 15.5.17.
 * Thread: a request worker. */
#include "moot-range.h"

#include <string.h>

#define UNIT "bytes="

/* Digits only; a number too large for anything stays that. */
static gboolean
read_number (const char **text,
             guint64     *out_number)
{
  const char *start = *text;

  *out_number = 0;
  for (; g_ascii_isdigit (**text); (*text)++)
    *out_number = *out_number > G_MAXUINT64 / 16
                    ? G_MAXUINT64 / 16
                    : *out_number * 10 + (guint64) (**text - '0');
  return *text > start;
}

/**
 * moot_range_read:
 * @header: (nullable): the header Range
 * @size: how much there is
 * @out_start: (out): where the part begins
 * @out_length: (out): how long it is
 *
 * What makes no sense is as if it were not there.
 *
 * Returns: what is wanted
 */
MootRangeKind
moot_range_read (const char *header,
                 gsize       size,
                 gsize      *out_start,
                 gsize      *out_length)
{
  const char *at = header;
  guint64 first;
  guint64 last;
  gboolean has_first;
  gboolean has_last;

  *out_start = 0;
  *out_length = size;
  if (at == NULL || g_ascii_strncasecmp (at, UNIT, strlen (UNIT)) != 0)
    return MOOT_RANGE_ALL;
  at += strlen (UNIT);
  has_first = read_number (&at, &first);
  if (*at++ != '-')
    return MOOT_RANGE_ALL;
  has_last = read_number (&at, &last);
  if (*at != '\0' || (!has_first && !has_last) || (has_first && has_last && last < first))
    return MOOT_RANGE_ALL;
  if (has_first ? first >= size : last == 0 || size == 0)
    return MOOT_RANGE_NOWHERE;
  if (!has_first)
    first = size - MIN (last, size);
  if (!has_first || !has_last || last >= size)
    last = size - 1;
  *out_start = (gsize) first;
  *out_length = (gsize) (last - first + 1);
  return MOOT_RANGE_PART;
}

static void
add_content_range (MootExchange *exchange,
                   gsize         start,
                   gsize         length,
                   gsize         size)
{
  g_autofree char *where =
    length > 0 ? g_strdup_printf ("bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT,
                                  start, start + length - 1, size)
               : g_strdup_printf ("bytes */%" G_GSIZE_FORMAT, size);

  moot_exchange_add_header (exchange, "Content-Range", where);
}

/**
 * moot_range_write_head:
 * @exchange: a request
 * @size: how much there is
 * @tag: (nullable): what is another one when the bytes are; without it no part is continued
 * @out_start: (out): where the part begins that is asked for
 * @out_length: (out): how long it is
 *
 * Writes the headers that say what is answered with; the rest is the caller's.
 *
 * Returns: what is wanted
 */
MootRangeKind
moot_range_write_head (MootExchange *exchange,
                       gsize         size,
                       const char   *tag,
                       gsize        *out_start,
                       gsize        *out_length)
{
  g_autofree char *etag = tag != NULL ? g_strdup_printf ("\"%s\"", tag) : NULL;
  const char *condition = moot_exchange_get_header (exchange, "if-range");
  const char *header = moot_exchange_get_header (exchange, "range");
  MootRangeKind kind;

  if (condition != NULL && g_strcmp0 (condition, etag) != 0)
    header = NULL;
  kind = moot_range_read (header, size, out_start, out_length);
  moot_exchange_add_header (exchange, "Accept-Ranges", "bytes");
  if (etag != NULL)
    moot_exchange_add_header (exchange, "ETag", etag);
  if (kind == MOOT_RANGE_NOWHERE)
    *out_length = 0;
  if (kind != MOOT_RANGE_ALL)
    add_content_range (exchange, *out_start, *out_length, size);
  return kind;
}

/**
 * moot_range_answer:
 * @exchange: a request
 * @mime: a media type in static storage
 * @bytes: the whole file
 * @tag: (nullable): as moot_range_write_head()
 *
 * Answers with the part that is asked for, or with the whole.
 */
void
moot_range_answer (MootExchange *exchange,
                   const char   *mime,
                   GBytes       *bytes,
                   const char   *tag)
{
  gsize start;
  gsize length;
  MootRangeKind kind =
    moot_range_write_head (exchange, g_bytes_get_size (bytes), tag, &start, &length);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, start, length);

  moot_exchange_reply_bytes (exchange,
                             kind == MOOT_RANGE_ALL    ? 200
                             : kind == MOOT_RANGE_PART ? 206
                                                       : 416,
                             mime, part);
}
