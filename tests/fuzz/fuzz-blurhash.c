/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Blurs in statuses from outside: a valid one can be drawn, any other is refused. */
#include "fuzz.h"
#include "moot-blurhash.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *hash = fuzz_dup_text (data, size, 512);
  g_autofree guint8 *pixels =
    moot_blurhash_is_valid (hash) ? moot_blurhash_decode (hash, 9, 7) : NULL;

  g_assert_cmpint (moot_blurhash_is_valid (hash), ==, pixels != NULL);
  return 0;
}
