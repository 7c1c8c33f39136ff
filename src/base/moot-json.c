/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Forgiving, typed reads of JSON objects and the door all incoming JSON passes: size, depth, UTF-8
 * and strictness are checked on the bytes before json-glib builds anything.
 * Spec: RFC 8259.  Thread: any. */
#include "moot-json.h"

#include "moot-error.h"

#include <string.h>

/* The code unit of a \uXXXX escape, or -1 when there is none at @at. */
static int
read_escape (const char *at,
             const char *end)
{
  int unit = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (at[i]);
    }
  return unit;
}

/* Bytes of the \u escape at @at: 6, or 12 for a surrogate pair; 0 when it is no character.  Half a
 * pair is none: json-glib would make a string of it that is not UTF-8.  Nor is U+0000: everything
 * behind it would be lost in C, so that two readers of one text would disagree. */
static gsize
measure_escape (const char *at,
                const char *end)
{
  int unit = read_escape (at, end);
  int next;

  if (unit <= 0 || (unit >= 0xdc00 && unit < 0xe000))
    return 0;
  if (unit < 0xd800 || unit >= 0xe000)
    return 6;
  next = read_escape (at + 6, end);
  return next >= 0xdc00 && next < 0xe000 ? 12 : 0;
}

/* Walks over one string literal; returns the position behind it, or NULL when it does not end. */
static const char *
skip_string (const char *at,
             const char *end)
{
  for (at++; at < end; at++)
    {
      if ((guchar) *at < 0x20)
        return NULL;
      if (*at == '"')
        return at + 1;
      if (*at == '\\')
        {
          if (at + 1 >= end || strchr ("\"\\/bfnrtu", at[1]) == NULL)
            return NULL;
          if (at[1] == 'u')
            {
              gsize n_bytes = measure_escape (at, end);

              if (n_bytes == 0)
                return NULL;
              at += n_bytes - 2;
            }
          at++;
        }
    }
  return NULL;
}

/* Whether a number or a word begins at @at. */
static gboolean
begins_bare_value (const char *text,
                   const char *at)
{
  static const char letters[] = "-+.0123456789eEtrufalsn";

  return *at != '\0' && strchr (letters, *at) != NULL &&
         (at == text || at[-1] == '\0' || strchr (letters, at[-1]) == NULL);
}

/* What json-glib tolerates and we do not: comments, single quotes, bare words, NUL, deep nesting,
 * and a second value behind the first (it also leaks the first one then). */
static gboolean
scan (const char  *text,
      gsize        length,
      gsize       *out_n_colons,
      GError     **error)
{
  const char *end = text + length;
  int depth = 0;
  guint n_roots = 0;

  *out_n_colons = 0;
  for (const char *at = text; at < end;)
    {
      if (depth == 0 && (*at == '"' || *at == '{' || *at == '[' || begins_bare_value (text, at)) &&
          ++n_roots > 1)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "JSON goes on behind its end at byte %" G_GSIZE_FORMAT, (gsize) (at - text));
          return FALSE;
        }
      if (*at == '"')
        {
          at = skip_string (at, end);
          if (at == NULL)
            {
              g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                           "JSON string without a proper end");
              return FALSE;
            }
          continue;
        }
      if (*at == ':')
        ++*out_n_colons;
      if (*at == '{' || *at == '[')
        depth++;
      else if (*at == '}' || *at == ']')
        depth--;
      else if (*at == '\0' || strchr (" \t\r\n:,-+.0123456789eEtrufalsn", *at) == NULL)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "JSON has a stray character at byte %" G_GSIZE_FORMAT, (gsize) (at - text));
          return FALSE;
        }
      if (depth > MOOT_JSON_MAX_DEPTH || depth < 0)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "JSON is nested deeper than %d",
                       MOOT_JSON_MAX_DEPTH);
          return FALSE;
        }
      at++;
    }
  return TRUE;
}

static gsize
count_members (JsonNode *node)
{
  gsize n = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      JsonObjectIter iter;
      JsonNode *member;

      n = json_object_get_size (object);
      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, NULL, &member))
        n += count_members (member);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        n += count_members (json_array_get_element (array, i));
    }
  return n;
}

/**
 * moot_json_parse:
 * @text: what came in, need not be NUL-terminated
 * @length: bytes of @text, or -1
 * @error: return location
 *
 * Parses JSON from a stranger.
 *
 * Limits: %MOOT_JSON_MAX_BYTES, %MOOT_JSON_MAX_DEPTH; invalid UTF-8, comments, bare words, U+0000
 * and two members of one name are refused.
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): the root node
 */
JsonNode *
moot_json_parse (const char  *text,
                 gssize       length,
                 GError     **error)
{
  return moot_json_parse_sized (text, length, MOOT_JSON_MAX_BYTES, error);
}

/**
 * moot_json_parse_sized:
 * @text: what came in, need not be NUL-terminated
 * @length: bytes of @text, or -1
 * @max_bytes: the limit of size
 * @error: return location
 *
 * Like moot_json_parse(), for a reader with a limit of its own: a page of a list is larger than any
 * single document.
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): the root node
 */
JsonNode *
moot_json_parse_sized (const char  *text,
                       gssize       length,
                       gsize        max_bytes,
                       GError     **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  gsize n_colons;

  if (size > max_bytes)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "JSON is larger than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }
  if (size == 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "JSON is empty");
      return NULL;
    }
  if (!g_utf8_validate_len (text, size, NULL))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "JSON is not UTF-8");
      return NULL;
    }
  if (!scan (text, size, &n_colons, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, &local) ||
      json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "JSON cannot be read: %s",
                   local != NULL ? local->message : "it is empty");
      return NULL;
    }
  /* each member had its colon; json-glib keeps only the last of those with one name */
  if (count_members (json_parser_get_root (parser)) != n_colons)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "JSON has two members of one name");
      return NULL;
    }
  return json_node_ref (json_parser_get_root (parser));
}

static JsonNode *
find (JsonObject   *object,
      const char   *name,
      JsonNodeType  type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

/**
 * moot_json_get_string:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: (transfer none) (nullable): the text, or %NULL when there is none or it is no string
 */
const char *
moot_json_get_string (JsonObject *object,
                      const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/**
 * moot_json_get_int:
 * @object: (nullable): an object
 * @name: the member
 *
 * Accepts a number or a decimal string, as some clients and servers send.
 *
 * Returns: the number, 0 when there is none
 */
gint64
moot_json_get_int (JsonObject *object,
                   const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_VALUE);

  if (node == NULL)
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtoll (json_node_get_string (node), NULL, 10);
  return json_node_get_int (node);
}

/**
 * moot_json_get_boolean:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: whether the member is `true`
 */
gboolean
moot_json_get_boolean (JsonObject *object,
                       const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

/**
 * moot_json_get_object:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: (transfer none) (nullable): the object inside
 */
JsonObject *
moot_json_get_object (JsonObject *object,
                      const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

/**
 * moot_json_get_array:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: (transfer none) (nullable): the array inside
 */
JsonArray *
moot_json_get_array (JsonObject *object,
                     const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/**
 * moot_json_node_to_text:
 * @node: (nullable): any node
 *
 * Returns: (transfer full) (nullable): the node as compact JSON
 */
char *
moot_json_node_to_text (JsonNode *node)
{
  return node != NULL ? json_to_string (node, FALSE) : NULL;
}
