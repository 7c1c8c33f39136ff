/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Addresses by strangers: the normal form is normal, keeps its origin, and what may be
 * fetched names no machine of ours. */
#include "fuzz.h"
#include "moot-uri.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *uri = fuzz_dup_text (data, size, size);
  g_autofree char *normal = moot_uri_normalise (uri);
  g_autofree char *again = normal != NULL ? moot_uri_normalise (normal) : NULL;
  g_autofree char *host = moot_uri_dup_host (uri);
  g_autofree char *origin = moot_uri_dup_origin (uri);
  g_autofree char *named = moot_host_normalise (uri);
  g_autofree char *named_again = named != NULL ? moot_host_normalise (named) : NULL;

  g_assert_cmpstr (again, ==, normal);
  g_assert_cmpstr (named_again, ==, named);
  g_assert_true ((normal == NULL) == (host == NULL));
  if (normal != NULL)
    {
      g_assert_true (moot_uri_same_origin (uri, normal));
      g_assert_true (g_str_has_prefix (normal, origin));
    }
  if (moot_uri_is_fetchable (uri, MOOT_URI_PUBLIC))
    {
      g_assert_false (moot_host_is_loopback (host));
      g_assert_false (g_hostname_is_ip_address (host));
      g_assert_nonnull (strchr (host, '.'));
    }
  g_assert_true (!moot_redirect_uri_is_valid (uri) || strchr (uri, '#') == NULL);
  return 0;
}
