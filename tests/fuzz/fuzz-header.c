/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Structured headers of strangers: a dictionary, and what is looked for in it. */
#include "fuzz.h"
#include "moot-structured-header.h"

#define MAX_TEXT 8192

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size, MAX_TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = moot_header_parse_dictionary (text, &error);

  g_assert_true ((items == NULL) == (error != NULL));
  if (items != NULL)
    {
      moot_header_find (items, "sig1");
      g_assert_null (moot_header_find (items, ""));
    }
  return 0;
}
