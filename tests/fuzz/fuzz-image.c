/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Uploads by strangers: a picture within the limits or an error. */
#include "fuzz.h"
#include "moot-image.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) upload = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootImage) image = moot_image_read (upload, &error);

  g_assert_true ((image == NULL) == (error != NULL));
  if (image != NULL)
    {
      g_assert_cmpint (image->original->width, <=, MOOT_IMAGE_MAX_SIDE);
      g_assert_cmpint (image->preview->width * image->preview->height, <=,
                       MOOT_IMAGE_PREVIEW_PIXELS);
      g_assert_nonnull (moot_image_sniff (image->original->bytes));
    }
  return 0;
}
