/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Answers to WebFinger and host-meta by strangers, and handles as people type them. */
#include "moot-webfinger-client.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (MootWebfinger) answer = moot_webfinger_read (bytes, NULL);
  g_autofree char *template = moot_webfinger_read_xrd (bytes, NULL);
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_autoptr (MootHandle) handle = moot_handle_parse (text);

  if (answer != NULL)
    {
      g_assert_true (moot_uri_is_http (answer->self));
      g_assert_nonnull (answer->subject);
    }
  g_assert_true (template == NULL || strstr (template, "{uri}") != NULL);
  if (handle != NULL)
    {
      g_autofree char *written = moot_handle_to_text (handle);
      g_autoptr (MootHandle) again = moot_handle_parse (written);

      g_assert_true (moot_username_is_usable (handle->username));
      g_assert_nonnull (again);
      g_assert_true (moot_handle_equal (handle, again));
    }
  return 0;
}
