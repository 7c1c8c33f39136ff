/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads rules from JSON without forgiving: a member may be missing or null, then its default stays;
 * one of the wrong type or out of range is an error that names it.  (For the entities of other
 * servers there is the forgiving reader of the layer below.)
 * Thread: any. */
#include "moot-strict-json.h"

#include <string.h>

#include "moot-error.h"

/**
 * moot_strict_find:
 * @object: an object
 * @name: a member
 *
 * Finds a member that is there and not null.
 *
 * Returns: (transfer none) (nullable): its value
 */
JsonNode *
moot_strict_find (JsonObject *object,
                  const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

/**
 * moot_strict_refuse:
 * @error: return location
 * @name: a member
 * @wanted: what it must be, `a text`
 *
 * Says what is wrong with a member.
 *
 * Errors: %MOOT_ERROR_INVALID, always.
 *
 * Returns: %FALSE
 */
gboolean
moot_strict_refuse (GError     **error,
                    const char  *name,
                    const char  *wanted)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' must be %s", name, wanted);
  return FALSE;
}

/**
 * moot_strict_read_integer:
 * @node: a value
 * @name: what to call it
 * @min: the least allowed
 * @max: the most allowed
 * @out_value: (out): the number, untouched on failure
 * @error: return location
 *
 * Reads a whole number within bounds.
 *
 * Returns: whether it is one
 */
gboolean
moot_strict_read_integer (JsonNode    *node,
                          const char  *name,
                          gint64       min,
                          gint64       max,
                          gint64      *out_value,
                          GError     **error)
{
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return moot_strict_refuse (error, name, "a whole number");

  value = json_node_get_int (node);
  if (value < min || value > max)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "'%s' must be between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                   name, min, max);
      return FALSE;
    }

  *out_value = value;
  return TRUE;
}

/**
 * moot_strict_read_int64:
 * @object: an object
 * @name: a member
 * @min: the least allowed
 * @max: the most allowed
 * @inout_value: (inout): the default, and then the number
 * @error: return location
 *
 * Reads a whole number, if there is one.
 *
 * Returns: whether the member is missing or fine
 */
gboolean
moot_strict_read_int64 (JsonObject  *object,
                        const char  *name,
                        gint64       min,
                        gint64       max,
                        gint64      *inout_value,
                        GError     **error)
{
  JsonNode *node = moot_strict_find (object, name);

  return node == NULL || moot_strict_read_integer (node, name, min, max, inout_value, error);
}

/**
 * moot_strict_read_int:
 * @object: an object
 * @name: a member
 * @min: the least allowed
 * @max: the most allowed
 * @inout_value: (inout): the default, and then the number
 * @error: return location
 *
 * Reads a small whole number, if there is one.
 *
 * Returns: whether the member is missing or fine
 */
gboolean
moot_strict_read_int (JsonObject  *object,
                      const char  *name,
                      int          min,
                      int          max,
                      int         *inout_value,
                      GError     **error)
{
  gint64 value = *inout_value;

  if (!moot_strict_read_int64 (object, name, min, max, &value, error))
    return FALSE;

  *inout_value = (int) value;
  return TRUE;
}

/**
 * moot_strict_read_boolean:
 * @object: an object
 * @name: a member
 * @inout_value: (inout): the default, and then the value
 * @error: return location
 *
 * Reads true or false, if there is either.
 *
 * Returns: whether the member is missing or fine
 */
gboolean
moot_strict_read_boolean (JsonObject  *object,
                          const char  *name,
                          gboolean    *inout_value,
                          GError     **error)
{
  JsonNode *node = moot_strict_find (object, name);

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return moot_strict_refuse (error, name, "true or false");

  *inout_value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * moot_strict_read_text:
 * @object: an object
 * @name: a member
 * @out_text: (out) (nullable) (transfer none): the text, or %NULL when the member is missing
 * @error: return location
 *
 * Reads a text, if there is one.
 *
 * Returns: whether the member is missing or a text
 */
gboolean
moot_strict_read_text (JsonObject  *object,
                       const char  *name,
                       const char **out_text,
                       GError     **error)
{
  JsonNode *node = moot_strict_find (object, name);

  if (node != NULL &&
      (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING))
    return moot_strict_refuse (error, name, "a text");

  *out_text = node != NULL ? json_node_get_string (node) : NULL;
  return TRUE;
}

/**
 * moot_strict_read_name:
 * @object: an object
 * @name: a member
 * @inout_text: (inout): where the text goes; left alone when the member is missing
 * @size: the bytes there, with the closing zero
 * @error: return location
 *
 * Reads a text that must fit, if there is one.
 *
 * Returns: whether the member is missing or fits
 */
gboolean
moot_strict_read_name (JsonObject  *object,
                       const char  *name,
                       char        *inout_text,
                       gsize        size,
                       GError     **error)
{
  const char *text;

  if (!moot_strict_read_text (object, name, &text, error))
    return FALSE;

  if (text == NULL)
    return TRUE;

  if (strlen (text) >= size)
    return moot_strict_refuse (error, name, "shorter");

  g_strlcpy (inout_text, text, size);
  return TRUE;
}
