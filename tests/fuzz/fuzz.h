/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What each fuzz target starts with. */
#pragma once

#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t size);

/* Up to @limit bytes of the input as a string; it ends at the first NUL.  Free it. */
static inline char *
fuzz_dup_text (const uint8_t *data,
               size_t size,
               size_t limit)
{
  return size > 0 ? g_strndup ((const char *) data, MIN (size, limit)) : g_strdup ("");
}
