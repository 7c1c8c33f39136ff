/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Time-sortable 64-bit ids: milliseconds in the upper 48 bits, a sequence in the lower 16.
 * Outside they are decimal strings.  Ids rise even when the clock steps back.
 * Spec: Mastodon client API reference 2.1 (same layout as Mastodon's own ids).
 * Thread: any. */
#include "moot-id.h"

#include "moot-clock.h"

#define SEQUENCE_BITS 16

static GMutex lock;
static gint64 last_id;

/**
 * moot_id_for_time:
 * @time_ms: UTC milliseconds
 *
 * Returns: the smallest id that @time_ms can have
 */
gint64
moot_id_for_time (gint64 time_ms)
{
  return time_ms << SEQUENCE_BITS;
}

/**
 * moot_id_get_time:
 * @id: an id made by moot_id_next()
 *
 * Returns: UTC milliseconds at which @id was made
 */
gint64
moot_id_get_time (gint64 id)
{
  return id >> SEQUENCE_BITS;
}

/**
 * moot_id_next:
 *
 * Makes an id larger than every id this process made before.
 *
 * Thread: any.
 *
 * Returns: the id
 */
gint64
moot_id_next (void)
{
  gint64 id = moot_id_for_time (moot_clock_now ());

  g_mutex_lock (&lock);
  if (id <= last_id)
    id = last_id + 1;
  last_id = id;
  g_mutex_unlock (&lock);

  return id;
}

/**
 * moot_id_raise:
 * @id: an id that exists already
 *
 * Makes all further ids larger than @id: a clock may have been set back while nobody was running.
 *
 * Thread: any.
 */
void
moot_id_raise (gint64 id)
{
  g_mutex_lock (&lock);
  last_id = MAX (last_id, id);
  g_mutex_unlock (&lock);
}

/**
 * moot_id_parse:
 * @text: (nullable): what a client sent
 * @out_id: (out): the id, untouched on failure
 *
 * Reads a positive decimal id and nothing else: no sign, no spaces, no overflow.
 *
 * Returns: whether @text was an id
 */
gboolean
moot_id_parse (const char *text,
               gint64     *out_id)
{
  guint64 id;

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    return FALSE;

  *out_id = (gint64) id;
  return TRUE;
}
