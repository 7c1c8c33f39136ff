/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which route answers which path, and that no table of the node hides one of its own routes. */
#include "moot-node-routes.h"

static const MootRoute routes[] = {
  { "GET", "/api/v1/accounts/verify_credentials", NULL, NULL },
  { "GET", "/api/v1/statuses/:id", NULL, NULL },
  { "GET", "/api/v1/statuses/:id/context", NULL, NULL },
  { "GET", "/api/v1/accounts/:id", NULL, NULL },
  { "PUT", "/api/v1/media/:id", NULL, NULL },
};

static const struct
{
  const char *name;
  const char *method;
  const char *path;
  int index;
  const char *id;
} cases[] = {
  { "status", "GET", "/api/v1/statuses/42", 1, "42" },
  { "context", "GET", "/api/v1/statuses/42/context", 2, "42" },
  { "empty-segment", "GET", "/api/v1/statuses/", -1, NULL },
  { "missing-segment", "GET", "/api/v1/statuses", -1, NULL },
  { "extra-segment", "GET", "/api/v1/statuses/42/context/x", -1, NULL },
  { "literal-wins", "GET", "/api/v1/accounts/verify_credentials", 0, NULL },
  { "percent-escape", "GET", "/api/v1/accounts/a%40b", 3, "a@b" },
  { "escaped-slash", "GET", "/api/v1/accounts/a%2Fb", -1, NULL },
  { "bad-escape", "GET", "/api/v1/accounts/a%zz", -1, NULL },
  { "not-utf-8", "GET", "/api/v1/accounts/%ff", -1, NULL },
  { "trailing-slash", "GET", "/api/v1/statuses/42/", 1, "42" },
  { "two-slashes", "GET", "/api/v1/statuses/42//", -1, NULL },
  { "head", "HEAD", "/api/v1/statuses/42", 1, "42" },
  { "patch-is-put", "PATCH", "/api/v1/media/7", 4, "7" },
  { "wrong-method", "POST", "/api/v1/statuses/42", -1, NULL },
  { "empty-path", "GET", "", -1, NULL },
};

static void
test_match (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  int found = -1;
  g_autoptr (GHashTable) params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint r = 0; r < G_N_ELEMENTS (routes) && found < 0; r++)
    {
      g_hash_table_remove_all (params);
      if (moot_route_match (&routes[r], cases[i].method, cases[i].path, params))
        found = (int) r;
    }
  g_assert_cmpint (found, ==, cases[i].index);
  if (cases[i].id != NULL)
    g_assert_cmpstr (g_hash_table_lookup (params, "id"), ==, cases[i].id);
}

/* Every route of the node must be found by its own pattern: else an earlier one hides it. */
static void
test_no_route_is_hidden (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize t = 0; t < moot_node_n_route_tables; t++)
    for (gsize r = 0; r < moot_node_route_tables[t]->n_routes; r++)
      {
        const MootRoute *route = &moot_node_route_tables[t]->routes[r];
        char *key = g_strdup_printf ("%s %s", route->method, route->path);

        g_test_message ("%s", key);
        g_assert_true (g_hash_table_add (seen, key));
        g_assert_nonnull (route->handler);
        for (gsize e = 0; e < r; e++)
          {
            const MootRoute *earlier = &moot_node_route_tables[t]->routes[e];
            g_autoptr (GHashTable) params =
              g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

            g_assert_false (moot_route_match (earlier, route->method, route->path, params));
          }
      }
  g_assert_cmpuint (g_hash_table_size (seen), >, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/node/router/%s", cases[i].name);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_match);
    }
  g_test_add_func ("/node/router/no-route-is-hidden", test_no_route_is_hidden);
  return g_test_run ();
}
