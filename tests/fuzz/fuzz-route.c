/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Paths of requests against a route with parameters. */
#include "fuzz.h"
#include "moot-router.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  static const MootRoute route = { "GET", "/api/v1/accounts/:id/statuses", NULL, NULL };
  g_autofree char *path = fuzz_dup_text (data, size, 4096);
  g_autoptr (GHashTable) params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (moot_route_match (&route, "GET", path, params))
    {
      const char *id = g_hash_table_lookup (params, "id");

      g_assert_nonnull (id);
      g_assert_true (g_utf8_validate (id, -1, NULL));
      g_assert_cmpstr (id, !=, "");
    }
  return 0;
}
