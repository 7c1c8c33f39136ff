/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Animated uploads: what is left after taking the metadata out is a GIF that has none. */
#include "fuzz.h"
#include "moot-gif.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) upload = g_bytes_new (data, size);
  guint n_frames = 0;
  g_autoptr (GBytes) stripped = moot_gif_strip (upload, &n_frames, NULL);

  if (stripped != NULL)
    {
      guint n_again = 0;
      g_autoptr (GBytes) again = moot_gif_strip (stripped, &n_again, NULL);

      g_assert_nonnull (again);
      g_assert_true (g_bytes_equal (again, stripped));
      g_assert_cmpuint (n_again, ==, n_frames);
    }
  return 0;
}
