/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Times and ids as strangers write them: what is accepted survives a round trip. */
#include "fuzz.h"
#include "moot-clock.h"
#include "moot-id.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size, size);
  gint64 time_ms = 0;
  gint64 id = 0;

  if (moot_time_parse_iso (text, &time_ms))
    {
      g_autofree char *iso = moot_time_format_iso (time_ms);
      gint64 again = 0;

      g_assert_true (moot_time_parse_iso (iso, &again));
      g_assert_cmpint (again, ==, time_ms);
    }
  if (moot_id_parse (text, &id))
    g_assert_cmpint (id, >, 0);
  return 0;
}
