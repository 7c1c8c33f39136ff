/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* JSON in the one form that everybody hashes and signs alike: members sorted, no spaces, the
 * shortest escapes.
 * Spec: RFC 8785 (JCS), without fractions: nothing we hash has any.
 * Thread: any. */
#include "moot-json-canonical.h"

#include <string.h>

#include "moot-error.h"

#define SAFE_INTEGER ((gint64) 9007199254740991) /* the largest that every JSON reader keeps */

static gboolean write_node (GString *text,
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
write_object (GString     *text,
              JsonObject  *object,
              GError     **error)
{
  g_autoptr (GList) members = json_object_get_members (object);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (GList *l = members; l != NULL; l = l->next)
    g_ptr_array_add (names, l->data);
  g_ptr_array_sort (names, compare_names);
  g_string_append_c (text, '{');
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (i > 0)
        g_string_append_c (text, ',');
      write_string (text, name);
      g_string_append_c (text, ':');
      if (!write_node (text, json_object_get_member (object, name), error))
        return FALSE;
    }
  g_string_append_c (text, '}');
  return TRUE;
}

static gboolean
write_array (GString    *text,
             JsonArray  *array,
             GError    **error)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (!write_node (text, json_array_get_element (array, i), error))
        return FALSE;
    }
  g_string_append_c (text, ']');
  return TRUE;
}

static gboolean
write_value (GString   *text,
             JsonNode  *node,
             GError   **error)
{
  gint64 number;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      write_string (text, json_node_get_string (node));
      return TRUE;
    case G_TYPE_BOOLEAN:
      g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
      return TRUE;
    case G_TYPE_INT64:
      number = json_node_get_int (node);
      if (number < -SAFE_INTEGER || number > SAFE_INTEGER)
        break;
      g_string_append_printf (text, "%" G_GINT64_FORMAT, number);
      return TRUE;
    default:
      break;
    }
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a number that has no exact form");
  return FALSE;
}

static gboolean
write_node (GString   *text,
            JsonNode  *node,
            GError   **error)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return write_object (text, json_node_get_object (node), error);
    case JSON_NODE_ARRAY:
      return write_array (text, json_node_get_array (node), error);
    case JSON_NODE_VALUE:
      return write_value (text, node, error);
    case JSON_NODE_NULL:
      g_string_append (text, "null");
      return TRUE;
    }
  g_assert_not_reached ();
}

/**
 * moot_json_canonicalize:
 * @node: any JSON that moot_json_parse() accepted
 * @error: return location
 *
 * Writes @node so that equal values give equal bytes.
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
  g_autoptr (GString) text = g_string_new (NULL);

  if (!write_node (text, node, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
