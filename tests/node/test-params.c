/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whatever a client wraps parameters in, a handler reads the same. */
#include "moot-error.h"
#include "moot-params.h"

#include <string.h>

static MootParams *
from_query (const char *query)
{
  MootParams *params = moot_params_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_params_add_query (params, query, &error));
  g_assert_no_error (error);
  return params;
}

static MootParams *
from_json (const char *json)
{
  MootParams *params = moot_params_new ();
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_params_add_json (params, body, &error));
  g_assert_no_error (error);
  return params;
}

static void
check_poll (MootParams *params)
{
  g_auto (GStrv) options = moot_params_dup_list (params, "poll[options]");

  g_assert_cmpuint (g_strv_length (options), ==, 2);
  g_assert_cmpstr (options[0], ==, "a b");
  g_assert_cmpstr (options[1], ==, "c&d");
  g_assert_cmpint (moot_params_get_int (params, "poll[expires_in]", 0), ==, 300);
  g_assert_true (moot_params_get_boolean (params, "poll[multiple]", FALSE));
  g_assert_true (moot_params_has (params, "poll"));
  g_assert_false (moot_params_has (params, "pol"));
}

static void
test_form_and_json_agree (void)
{
  g_autoptr (MootParams) form = from_query (
    "poll[options][]=a+b&poll%5Boptions%5D[]=c%26d&poll[expires_in]=300&poll[multiple]=true");
  g_autoptr (MootParams) json = from_json (
    "{\"poll\":{\"options\":[\"a b\",\"c&d\"],\"expires_in\":\"300\",\"multiple\":true}}");

  check_poll (form);
  check_poll (json);
}

static const struct
{
  const char *query;
  const char *name;
  guint n;
} list_cases[] = {
  { "id[]=1&id[]=2", "id", 2 },
  { "id=1&id=2", "id", 2 },
  { "id=1", "id", 1 },
  { "id[0]=1&id[1]=2&id[x]=3", "id", 2 },
  { "ids[]=1", "id", 0 },
  { "", "id", 0 },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_cases); i++)
    {
      g_autoptr (MootParams) params = from_query (list_cases[i].query);
      g_auto (GStrv) list = moot_params_dup_list (params, list_cases[i].name);

      g_test_message ("%s", list_cases[i].query);
      g_assert_cmpuint (g_strv_length (list), ==, list_cases[i].n);
    }
}

static void
test_objects (void)
{
  g_autoptr (MootParams) params = from_query (
    "fields_attributes[3][name]=x&fields_attributes[3][value]=y&fields_attributes[7][name]=z"
    "&k[][keyword]=foo&k[][whole_word]=false&k[][keyword]=bar");
  g_autoptr (GPtrArray) fields = moot_params_dup_objects (params, "fields_attributes");
  g_autoptr (GPtrArray) keywords = moot_params_dup_objects (params, "k");
  g_autoptr (MootParams) json =
    from_json ("{\"f\":[{\"a\":1,\"b\":null},{\"a\":2}],\"g\":{\"0\":{\"a\":3}}}");
  g_autoptr (GPtrArray) list = moot_params_dup_objects (json, "f");
  g_autoptr (GPtrArray) numbered = moot_params_dup_objects (json, "g");

  g_assert_cmpuint (fields->len, ==, 2);
  g_assert_cmpstr (moot_params_get (g_ptr_array_index (fields, 0), "value"), ==, "y");
  g_assert_cmpstr (moot_params_get (g_ptr_array_index (fields, 1), "name"), ==, "z");
  g_assert_cmpuint (keywords->len, ==, 2);
  g_assert_cmpstr (moot_params_get (g_ptr_array_index (keywords, 1), "keyword"), ==, "bar");
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (moot_params_get_int (g_ptr_array_index (list, 1), "a", 0), ==, 2);
  g_assert_cmpuint (numbered->len, ==, 1);
}

static const struct
{
  const char *value;
  gboolean otherwise;
  gboolean expected;
} boolean_cases[] = {
  { "true", FALSE, TRUE },
  { "True", FALSE, TRUE },
  { "1", FALSE, TRUE },
  { "on", FALSE, TRUE },
  { "false", TRUE, FALSE },
  { "False", TRUE, FALSE },
  { "0", TRUE, FALSE },
  { "off", TRUE, FALSE },
  { "", TRUE, TRUE },
  { "", FALSE, FALSE },
  { "yes please", FALSE, TRUE },
};

static void
test_booleans (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (boolean_cases); i++)
    {
      g_autoptr (MootParams) params = moot_params_new ();

      moot_params_add (params, "x", boolean_cases[i].value, NULL);
      g_test_message ("%s", boolean_cases[i].value);
      g_assert_cmpint (moot_params_get_boolean (params, "x", boolean_cases[i].otherwise), ==,
                       boolean_cases[i].expected);
    }
}

static void
test_body_wins (void)
{
  g_autoptr (MootParams) params = from_query ("a=query&b=only");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":\"body\",\"n\":null}", 21);

  g_assert_true (moot_params_add_json (params, body, NULL));
  g_assert_cmpstr (moot_params_get (params, "a"), ==, "body");
  g_assert_cmpstr (moot_params_get (params, "b"), ==, "only");
  g_assert_false (moot_params_has (params, "n"));
}

static void
test_bad_input (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootParams) params = moot_params_new ();
  g_autoptr (GBytes) array = g_bytes_new_static ("[1]", 3);
  g_autoptr (GString) many = g_string_new (NULL);

  g_assert_false (moot_params_add_json (params, array, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_params_add_query (params, "a=%zz", &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_params_add_query (params, "a=%ff", &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_params_add_query (params, "a=%00b", &error));
  g_clear_error (&error);
  for (int i = 0; i <= MOOT_PARAMS_MAX; i++)
    g_string_append (many, "a=1&");
  g_assert_false (moot_params_add_query (params, many->str, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/node/params/form-and-json-agree", test_form_and_json_agree);
  g_test_add_func ("/node/params/lists", test_lists);
  g_test_add_func ("/node/params/objects", test_objects);
  g_test_add_func ("/node/params/booleans", test_booleans);
  g_test_add_func ("/node/params/body-wins", test_body_wins);
  g_test_add_func ("/node/params/bad-input", test_bad_input);
  return g_test_run ();
}
