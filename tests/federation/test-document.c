/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Conformance 34 and 75: what json-glib would let through and we do not. */
#include "federation-fixture.h"
#include "moot-document.h"
#include "moot-error.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *text;
  gboolean good;
} cases[] = {
  { "object", "{\"a\":1,\"b\":[true,false,null,-0,1.5e+3,\"\\u00e9\\ud83c\\udf5e\"]}", TRUE },
  { "blanks", " \t\r\n{ \"a\" : [ ] , \"b\" : { } }\n", TRUE },
  { "empty-object", "{}", TRUE },
  { "int64", "{\"a\":[9223372036854775807,-9223372036854775808]}", TRUE },
  { "same-name-elsewhere", "{\"a\":{\"a\":1},\"b\":{\"a\":1}}", TRUE },
  { "empty", "", FALSE },
  { "blank", " ", FALSE },
  { "array", "[]", FALSE },
  { "text", "\"a\"", FALSE },
  { "line-comment", "{\"a\":1 // x\n}", FALSE },
  { "comment", "{/* x */\"a\":1}", FALSE },
  { "single-quotes", "{'a':1}", FALSE },
  { "no-quotes", "{a:1}", FALSE },
  { "assignment", "var x={\"a\":1}", FALSE },
  { "byte-order-mark", "\357\273\277{\"a\":1}", FALSE },
  { "leading-zero", "{\"a\":01}", FALSE },
  { "leading-plus", "{\"a\":+1}", FALSE },
  { "leading-point", "{\"a\":.5}", FALSE },
  { "trailing-point", "{\"a\":1.}", FALSE },
  { "no-exponent", "{\"a\":1e}", FALSE },
  { "minus", "{\"a\":-}", FALSE },
  { "hexadecimal", "{\"a\":0x10}", FALSE },
  { "not-a-number", "{\"a\":NaN}", FALSE },
  { "infinity", "{\"a\":-Infinity}", FALSE },
  { "too-large-integer", "{\"a\":9223372036854775808}", FALSE },
  { "too-large-number", "{\"a\":1e400}", FALSE },
  { "control-character", "{\"a\":\"\n\"}", FALSE },
  { "nul-escape", "{\"a\":\"x\\u0000y\"}", FALSE },
  { "nul-name", "{\"a\\u0000\":1}", FALSE },
  { "lone-high", "{\"a\":\"\\ud83c\"}", FALSE },
  { "lone-low", "{\"a\":\"\\udf5e\"}", FALSE },
  { "high-high", "{\"a\":\"\\ud83c\\ud83c\"}", FALSE },
  { "short-escape", "{\"a\":\"\\u12\"}", FALSE },
  { "unknown-escape", "{\"a\":\"\\x41\"}", FALSE },
  { "twice", "{\"a\":1,\"a\":2}", FALSE },
  { "twice-escaped", "{\"id\":1,\"\\u0069d\":2}", FALSE },
  { "trailing-comma", "{\"a\":1,}", FALSE },
  { "array-comma", "{\"a\":[1,]}", FALSE },
  { "no-comma", "{\"a\":1 \"b\":2}", FALSE },
  { "no-colon", "{\"a\" 1}", FALSE },
  { "unclosed", "{\"a\":[1}", FALSE },
  { "cut", "{\"a\":\"b", FALSE },
  { "second-document", "{} {}", FALSE },
  { "capital-word", "{\"a\":True}", FALSE },
  { "long-word", "{\"a\":nulll}", FALSE },
  { "invalid-utf8", "{\"a\":\"\303\"}", FALSE },
  { "overlong-utf8", "{\"a\":\"\300\257\"}", FALSE },
  { "surrogate-utf8", "{\"a\":\"\355\240\274\"}", FALSE },
  { "graph", "{\"@graph\":[]}", FALSE },
  { "reverse-inside", "{\"a\":[{\"@reverse\":{}}]}", FALSE },
  { "included-escaped", "{\"\\u0040included\":[]}", FALSE },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gsize length = strlen (cases[i].text);
  g_autofree char *exact = g_memdup2 (cases[i].text, length); /* not NUL-terminated */
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&exact), length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_document_parse (bytes, &error);

  if (cases[i].good)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_true ((node != NULL) == cases[i].good);
}

/* @before, @times @piece, @after. */
static GBytes *
repeat (const char *before,
        const char *piece,
        guint       times,
        const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  g_string_append (text, after);
  return g_string_free_to_bytes (text);
}

static const struct
{
  const char *name;
  const char *before;
  const char *piece;
  guint fits;
  const char *after;
} limits[] = {
  { "elements", "{\"a\":[0", ",0", MOOT_DOCUMENT_MAX_ELEMENTS - 1, "]}" },
  { "string", "{\"a\":\"", "a", MOOT_DOCUMENT_MAX_STRING, "\"}" },
};

static void
test_limit (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) fits =
    repeat (limits[i].before, limits[i].piece, limits[i].fits, limits[i].after);
  g_autoptr (GBytes) more =
    repeat (limits[i].before, limits[i].piece, limits[i].fits + 2, limits[i].after);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_document_parse (fits, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_null (moot_document_parse (more, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static void
refuse (GBytes *bytes,
        int     wanted)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (moot_document_parse (bytes, &error));
  g_assert_error (error, MOOT_ERROR, wanted);
}

static void
test_deep (void)
{
  g_autoptr (GString) good = g_string_new ("{\"a\":");
  g_autoptr (GBytes) fits = NULL;
  g_autoptr (GBytes) deep = repeat ("{\"a\":", "[", 100000, "");
  g_autoptr (GBytes) deep_objects = repeat ("", "{\"a\":", 100000, "1");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (int i = 0; i < MOOT_JSON_MAX_DEPTH - 1; i++)
    g_string_append_c (good, '[');
  for (int i = 0; i < MOOT_JSON_MAX_DEPTH - 1; i++)
    g_string_append_c (good, ']');
  g_string_append_c (good, '}');
  fits = g_bytes_new (good->str, good->len);
  node = moot_document_parse (fits, &error);
  g_assert_no_error (error);
  refuse (deep, MOOT_ERROR_INVALID);
  refuse (deep_objects, MOOT_ERROR_INVALID);
}

static void
test_large (void)
{
  g_autoptr (GBytes) many =
    repeat ("{\"a\":[[]", ",[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]", 1999, "]}"); /* 31000 values */
  g_autoptr (GBytes) large = repeat ("{\"a\":\"", "0123456789abcdef", 65537, "\"}");

  refuse (many, MOOT_ERROR_INVALID);
  refuse (large, MOOT_ERROR_TOO_LARGE);
}

/* Everything that real servers served passes. */
static void
test_served (void)
{
  g_autoptr (GPtrArray) names = fixture_list ("documents");

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GBytes) bytes = fixture_load (g_ptr_array_index (names, i));
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = moot_document_parse (bytes, &error);

      g_test_message ("%s", (const char *) g_ptr_array_index (names, i));
      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/document/s75-", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *path = g_strconcat ("/document/limit/s75-", limits[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_limit);
    }
  g_test_add_func ("/document/s34-s75-deep", test_deep);
  g_test_add_func ("/document/s75-large", test_large);
  g_test_add_func ("/document/served", test_served);

  return g_test_run ();
}
