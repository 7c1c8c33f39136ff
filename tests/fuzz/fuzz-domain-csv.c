/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Lists of blocked servers as others export them: what was read is written so that it is read
 * again. */
#include "fuzz.h"
#include "moot-domain-csv.h"

#define MAX_TEXT (64 * 1024)

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size, MAX_TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = moot_domain_csv_read (text, TRUE, &error);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *written = NULL;

  g_assert_true ((blocks == NULL) == (error != NULL));
  if (blocks == NULL)
    return 0;
  written = moot_domain_csv_write (blocks);
  again = moot_domain_csv_read (written, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, blocks->len);
  return 0;
}
