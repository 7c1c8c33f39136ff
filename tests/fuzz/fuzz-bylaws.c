/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bylaws as text: what is accepted is written and read again unchanged. */
#include "fuzz.h"
#include "moot-bylaws-json.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size, 64 * 1024);
  g_autoptr (MootBylaws) bylaws = moot_bylaws_from_text (text, NULL);

  if (bylaws != NULL)
    {
      g_autofree char *written = moot_bylaws_to_text (bylaws);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootBylaws) reread = moot_bylaws_from_text (written, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = moot_bylaws_to_text (reread);
      g_assert_cmpstr (again, ==, written);
    }
  return 0;
}
