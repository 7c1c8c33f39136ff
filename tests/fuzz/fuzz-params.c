/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Queries and bodies of requests: the first byte says which; nothing is read beyond the limits. */
#include "fuzz.h"
#include "moot-params.h"

static void
look (const char *name,
      const char *value,
      gpointer    data)
{
  const MootParams *params = data;
  g_auto (GStrv) list = moot_params_dup_list (params, name);
  g_autoptr (GPtrArray) objects = moot_params_dup_objects (params, name);

  g_assert_true (g_utf8_validate (value, -1, NULL));
  g_assert_true (moot_params_has (params, name) || list != NULL || objects != NULL);
  moot_params_get_int (params, name, 0);
  moot_params_get_id (params, name);
  moot_params_get_boolean (params, name, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (MootParams) params = moot_params_new ();

  if (size == 0)
    return 0;

  if (data[0] == '?')
    {
      g_autofree char *query = fuzz_dup_text (data + 1, size - 1, 64 * 1024);

      moot_params_add_query (params, query, NULL);
    }
  else
    {
      g_autoptr (GBytes) body = g_bytes_new (data, size);

      moot_params_add_json (params, body, NULL);
    }
  moot_params_foreach (params, look, params);
  return 0;
}
