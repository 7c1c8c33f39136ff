/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* JSON from strangers: what is accepted is within the limits and has one canonical form. */
#include "fuzz.h"
#include "moot-json-canonical.h"
#include "moot-json.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_json_parse ((const char *) data, (gssize) size, &error);
  g_autofree char *canonical = NULL;

  g_assert_cmpint (node != NULL, ==, error == NULL);
  if (node == NULL)
    return 0;

  canonical = moot_json_canonicalize (node, NULL);
  if (canonical != NULL)
    {
      g_autoptr (JsonNode) reread = moot_json_parse (canonical, -1, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = moot_json_canonicalize (reread, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, canonical);
    }
  return 0;
}
