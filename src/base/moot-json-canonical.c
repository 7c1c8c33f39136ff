/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* JSON in the one form that everybody hashes and signs alike: members sorted, no spaces, the
 * shortest escapes, the shortest numbers.  What we hash ourselves has no fractions; documents of
 * other servers may.
 * Spec: RFC 8785 (JCS).
 * Thread: any. */
#include "moot-json-canonical.h"

#include "moot-error.h"

#include <math.h>
#include <string.h>

#define SAFE_INTEGER ((gint64) 9007199254740991) /* the largest that every JSON reader keeps */

#define MAX_DIGITS 17 /* enough to tell any two doubles apart */

typedef struct
{
  GString *text;
  gboolean fractions; /* whether numbers that are no safe integers may appear */
} Output;

static gboolean write_node (Output *out,
                            JsonNode *node,
                            GError **error);

static void
write_string (GString    *text,
              const char *value)
{
  static const char short_escapes[] = "btn\vfr"; /* from U+0008 on; U+000B has none */

  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", c);
      else if (c >= 0x08 && c <= 0x0d && c != '\v')
        g_string_append_printf (text, "\\%c", short_escapes[c - 0x08]);
      else if (c < 0x20)
        g_string_append_printf (text, "\\u%04x", c);
      else
        g_string_append_c (text, (char) c);
    }
  g_string_append_c (text, '"');
}

/* The order of UTF-16 code units differs from that of UTF-8 bytes above the surrogates only. */
static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree gunichar2 *left = g_utf8_to_utf16 (*(const char *const *) a, -1, NULL, NULL, NULL);
  g_autofree gunichar2 *right = g_utf8_to_utf16 (*(const char *const *) b, -1, NULL, NULL, NULL);
  gsize i = 0;

  if (left == NULL || right == NULL)
    return strcmp (*(const char *const *) a, *(const char *const *) b);
  while (left[i] != 0 && left[i] == right[i])
    i++;
  return (int) left[i] - (int) right[i];
}

static gboolean
write_object (Output      *out,
              JsonObject  *object,
              GError     **error)
{
  g_autoptr (GList) members = json_object_get_members (object);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (GList *l = members; l != NULL; l = l->next)
    g_ptr_array_add (names, l->data);
  g_ptr_array_sort (names, compare_names);
  g_string_append_c (out->text, '{');
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (i > 0)
        g_string_append_c (out->text, ',');
      write_string (out->text, name);
      g_string_append_c (out->text, ':');
      if (!write_node (out, json_object_get_member (object, name), error))
        return FALSE;
    }
  g_string_append_c (out->text, '}');
  return TRUE;
}

static gboolean
write_array (Output     *out,
             JsonArray  *array,
             GError    **error)
{
  g_string_append_c (out->text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out->text, ',');
      if (!write_node (out, json_array_get_element (array, i), error))
        return FALSE;
    }
  g_string_append_c (out->text, ']');
  return TRUE;
}

/* The fewest digits that give @value back, without point; @out_point is where that stands. */
static void
shortest_digits (double  value,
                 char   *out_digits,
                 int    *out_point)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *at;
  int n = 0;

  for (int precision = 0; precision < MAX_DIGITS; precision++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%de", precision);

      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  for (at = buffer; *at != 'e'; at++)
    if (g_ascii_isdigit (*at))
      out_digits[n++] = *at;
  while (n > 1 && out_digits[n - 1] == '0')
    n--;
  out_digits[n] = '\0';
  *out_point = (int) g_ascii_strtoll (at + 1, NULL, 10) + 1;
}

static void
write_zeros (GString *text,
             int      count)
{
  for (int i = 0; i < count; i++)
    g_string_append_c (text, '0');
}

/* ECMAScript's Number::toString, which RFC 8785 section 3.2.2.3 prescribes. */
static void
write_double (GString *text,
              double   value)
{
  char digits[MAX_DIGITS + 1];
  int n_digits;
  int point;

  if (value == 0)
    {
      g_string_append_c (text, '0');
      return;
    }
  if (value < 0)
    g_string_append_c (text, '-');
  shortest_digits (fabs (value), digits, &point);
  n_digits = (int) strlen (digits);

  if (point > 21 || point <= -6)
    {
      g_string_append_c (text, digits[0]);
      if (n_digits > 1)
        g_string_append_printf (text, ".%s", digits + 1);
      g_string_append_printf (text, "e%+d", point - 1);
    }
  else if (point <= 0)
    {
      g_string_append (text, "0.");
      write_zeros (text, -point);
      g_string_append (text, digits);
    }
  else if (n_digits <= point)
    {
      g_string_append (text, digits);
      write_zeros (text, point - n_digits);
    }
  else
    {
      g_string_append_printf (text, "%.*s.%s", point, digits, digits + point);
    }
}

static gboolean
write_value (Output    *out,
             JsonNode  *node,
             GError   **error)
{
  gint64 number;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      write_string (out->text, json_node_get_string (node));
      return TRUE;
    case G_TYPE_BOOLEAN:
      g_string_append (out->text, json_node_get_boolean (node) ? "true" : "false");
      return TRUE;
    case G_TYPE_INT64:
      number = json_node_get_int (node);
      if (number < -SAFE_INTEGER || number > SAFE_INTEGER)
        {
          if (!out->fractions)
            break;
          write_double (out->text, (double) number);
          return TRUE;
        }
      g_string_append_printf (out->text, "%" G_GINT64_FORMAT, number);
      return TRUE;
    case G_TYPE_DOUBLE:
      if (!out->fractions || !isfinite (json_node_get_double (node)))
        break;
      write_double (out->text, json_node_get_double (node));
      return TRUE;
    default:
      break;
    }
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a number that has no exact form");
  return FALSE;
}

static gboolean
write_node (Output    *out,
            JsonNode  *node,
            GError   **error)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return write_object (out, json_node_get_object (node), error);
    case JSON_NODE_ARRAY:
      return write_array (out, json_node_get_array (node), error);
    case JSON_NODE_VALUE:
      return write_value (out, node, error);
    case JSON_NODE_NULL:
      g_string_append (out->text, "null");
      return TRUE;
    }
  g_assert_not_reached ();
}

static char *
write_all (JsonNode  *node,
           gboolean   fractions,
           GError   **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Output out = { text, fractions };

  if (!write_node (&out, node, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * moot_json_canonicalize:
 * @node: any JSON that moot_json_parse() accepted
 * @error: return location
 *
 * Writes @node so that equal values give equal bytes.  For what we hash ourselves: a number that
 * some reader might round is refused.
 *
 * Spec: RFC 8785.
 * Errors: %MOOT_ERROR_INVALID for fractions and for integers beyond 2^53.
 *
 * Returns: (transfer full): the canonical text
 */
char *
moot_json_canonicalize (JsonNode  *node,
                        GError   **error)
{
  return write_all (node, FALSE, error);
}

/**
 * moot_json_canonicalize_any:
 * @node: any JSON that moot_json_parse() accepted
 * @error: return location
 *
 * The same for documents of others, with whatever numbers stand in them.
 *
 * Spec: RFC 8785, numbers as in section 3.2.2.3.
 * Errors: %MOOT_ERROR_INVALID for numbers beyond all bounds.
 *
 * Returns: (transfer full): the canonical text
 */
char *
moot_json_canonicalize_any (JsonNode  *node,
                            GError   **error)
{
  return write_all (node, TRUE, error);
}
