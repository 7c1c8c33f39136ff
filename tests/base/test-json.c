/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The door for JSON from strangers: what is let in, what is not, and why. */
#include "moot-error.h"
#include "moot-json.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *text;
  const char *refused; /* part of the message, or NULL when it is let in */
} cases[] = {
  { "object", "{\"a\":1}", NULL },
  { "array", " [1, 2.5e-3, -0] ", NULL },
  { "text", "\"x\"", NULL },
  { "number", "12", NULL },
  { "word", "true\n", NULL },
  { "escape", "\"\\u00e9\\n\\/\"", NULL },
  { "surrogate-pair", "\"\\ud83d\\ude00\"", NULL },
  { "empty", "", "empty" },
  { "white-space", "  \n", "empty" },
  { "two-objects", "{}{}", "goes on" },
  { "two-arrays", "[] []", "goes on" },
  { "two-texts", "\"a\"\"b\"", "goes on" },
  { "two-numbers", "1 2", "goes on" },
  { "object-and-word", "{} null", "goes on" },
  { "high-surrogate-alone", "\"\\ud800\"", "proper end" },
  { "high-surrogate-and-text", "\"\\ud800$\"", "proper end" },
  { "high-surrogate-twice", "\"\\ud800\\ud800\"", "proper end" },
  { "low-surrogate-alone", "\"\\udc00\"", "proper end" },
  { "nul-escape", "\"a\\u0000b\"", "proper end" },
  { "nul-in-a-name", "{\"a\\u0000b\":1}", "proper end" },
  { "same-name-elsewhere", "{\"a\":{\"a\":1},\"b\":[{\"a\":\":\"},{\"a\":2}]}", NULL },
  { "same-name", "{\"a\":1,\"a\":1}", "two members" },
  { "same-name-escaped", "{\"a\":1,\"\\u0061\":2}", "two members" },
  { "same-name-deep", "[[{\"x\":{\"a\":{\"b\":1},\"c\":0,\"a\":null}}]]", "two members" },
  { "short-escape", "\"\\u12\"", "proper end" },
  { "unknown-escape", "\"\\x12\"", "proper end" },
  { "open-text", "\"abc", "proper end" },
  { "newline-in-text", "\"a\nb\"", "proper end" },
  { "comment", "/* x */ {}", "stray" },
  { "single-quotes", "{'a':1}", "stray" },
  { "bare-name", "{a:1}", "cannot be read" },
  { "trailing-comma", "[1,]", "cannot be read" },
  { "closed-twice", "[]]", "deeper" },
  { "not-utf8", "\"\xff\"", "UTF-8" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_json_parse (cases[i].text, -1, &error);

  if (cases[i].refused == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (node);
      return;
    }
  g_assert_null (node);
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, cases[i].refused));
}

/* Exactly as deep as allowed, and one more. */
static void
test_depth (void)
{
  for (int extra = 0; extra <= 1; extra++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonNode) node = NULL;

      for (int i = 0; i < MOOT_JSON_MAX_DEPTH + extra; i++)
        g_string_append_c (text, '[');
      for (int i = 0; i < MOOT_JSON_MAX_DEPTH + extra; i++)
        g_string_append_c (text, ']');
      node = moot_json_parse (text->str, -1, NULL);
      g_assert_cmpint (node != NULL, ==, extra == 0);
    }
}

static void
test_size (void)
{
  g_autofree char *inside = g_strnfill (MOOT_JSON_MAX_BYTES - 1, 'x');
  g_autofree char *text = g_strdup_printf ("\"%s\"", inside);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, &error);

  g_assert_null (node);
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE);
}

/* The bytes behind @length are not looked at. */
static void
test_length (void)
{
  g_autoptr (JsonNode) node = moot_json_parse ("{}garbage", 2, NULL);

  g_assert_nonnull (node);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/json/parse/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/size", test_size);
  g_test_add_func ("/base/json/length", test_length);
  return g_test_run ();
}
