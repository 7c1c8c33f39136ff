/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Canonical JSON: the same value always gives the same bytes. */
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json-canonical.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *json;
  const char *wanted; /* NULL: refused */
} cases[] = {
  { "sorted", "{ \"b\": 1, \"a\": [ true, null, false ], \"\": {} }",
    "{\"\":{},\"a\":[true,null,false],\"b\":1}" },
  { "escapes", "\"\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u001F\\\"\\\\\\/\\u00e9\"",
    "\"\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\303\251\"" },
  /* U+10000 is D800 DC00 in UTF-16 and so comes before U+FB33, unlike in UTF-8 */
  { "utf-16-order", "{\"\\ufb33\":1,\"\\ud800\\udc00\":2,\"\\u20ac\":3}",
    "{\"\342\202\254\":3,\"\360\220\200\200\":2,\"\357\254\263\":1}" },
  { "negative", "[-9007199254740991]", "[-9007199254740991]" },
  { "too-large", "[9007199254740992]", NULL },
  { "fraction", "[0.5]", NULL },
};

/* Appendix B of RFC 8785, and the borders between the four ways of writing a number. */
static const struct
{
  const char *name;
  const char *json;
  const char *wanted;
} numbers[] = {
  { "zero", "[0.0]", "[0]" },
  { "minus-zero", "[-0.0]", "[0]" },
  { "whole", "[1.0]", "[1]" },
  { "exponent-whole", "[1e21]", "[1e+21]" },
  { "below-exponent", "[999999999999999900000.0]", "[999999999999999900000]" },
  { "smallest", "[5e-324]", "[5e-324]" },
  { "largest", "[1.7976931348623157e308]", "[1.7976931348623157e+308]" },
  { "safe-integer", "[9007199254740991]", "[9007199254740991]" },
  { "beyond-safe", "[9007199254740993]", "[9007199254740992]" },
  { "two-to-68", "[295147905179352830000.0]", "[295147905179352830000]" },
  { "rounded", "[9.999999999999997e22]", "[9.999999999999997e+22]" },
  { "tie", "[333333333.3333332]", "[333333333.3333332]" },
  { "small", "[0.000001]", "[0.000001]" },
  { "smaller", "[0.0000001]", "[1e-7]" },
  { "small-digits", "[-0.0000033333333333333333]", "[-0.0000033333333333333333]" },
  { "place", "[-71.184902,25.273962]", "[-71.184902,25.273962]" },
  { "tenth", "[4.50,2e-3,0.000000000000000000000000001]", "[4.5,0.002,1e-27]" },
};

static void
test_number (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_json_parse (numbers[i].json, -1, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = moot_json_canonicalize_any (node, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, numbers[i].wanted);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_json_parse (cases[i].json, -1, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = moot_json_canonicalize (node, &error);
  if (cases[i].wanted == NULL)
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_cmpstr (text, ==, cases[i].wanted);
}

/* A log entry of the governance rules and the leaf it is known to have. */
static void
test_digest (void)
{
  const char *json =
    "{\"v\":1,\"type\":\"ballot_box.ballot\",\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\","
    "\"eid\":\"0000000000000000000000000000000000000000000000000000000000000000\","
    "\"body\":{\"ballot_sha256\":\"1111111111111111111111111111111111111111111111111111111111111111\"}}";
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, NULL);
  g_autofree char *text = moot_json_canonicalize (node, NULL);
  g_autoptr (GByteArray) leaf = g_byte_array_new ();
  g_autofree char *digest = NULL;

  g_byte_array_append (leaf, (const guint8 *) "", 1);
  g_byte_array_append (leaf, (const guint8 *) text, (guint) strlen (text));
  digest = moot_sha256_hex (leaf->data, leaf->len);
  g_assert_cmpstr (digest, ==, "84739c14f977ed3a7c6dfcb830e4ba5e688fec43da2d7d721ef3efe5a747bcb7");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-canonical/s31-", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *path = g_strconcat ("/json-canonical/number/s31-", numbers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_number);
    }
  g_test_add_func ("/json-canonical/digest", test_digest);

  return g_test_run ();
}
