/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads ActivityStreams as it is found in the wild, without being a JSON-LD processor.
 *
 * What the vocabulary allows and servers use: one value or an array of them, an id or the object
 * itself, a link or an address, several types at once.  Each function takes all of these and gives
 * one.  Members under other names (`as:content`, full addresses) are not looked at: two readers
 * would disagree about them.
 * Spec: Activity Streams 2.0; W3C JSON-LD 1.1 is not run.
 * Thread: any. */
#include "moot-wild-json.h"

#include "moot-clock.h"
#include "moot-html.h"
#include "moot-uri.h"

#include <string.h>

#define ACTIVITYSTREAMS "https://www.w3.org/ns/activitystreams"

/* The @i-th value of a member that may be an array, NULL behind the last. */
static JsonNode *
nth (JsonNode *node,
     guint     i)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return i == 0 ? node : NULL;
  return i < json_array_get_length (json_node_get_array (node))
           ? json_array_get_element (json_node_get_array (node), i)
           : NULL;
}

static const char *
node_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
is_id (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= MOOT_WILD_MAX_ID;
}

/**
 * moot_wild_get_own_id:
 * @object: an object
 *
 * `id` and nothing else; an object that has `@id` as well means different things to different
 * readers and has none.
 *
 * Returns: (nullable): the id
 */
const char *
moot_wild_get_own_id (JsonObject *object)
{
  const char *id = moot_json_get_string (object, "id");

  return is_id (id) && !json_object_has_member (object, "@id") ? id : NULL;
}

/**
 * moot_wild_node_get_id:
 * @node: (nullable): an id, an object that has one, or a link
 *
 * Returns: (nullable): the id
 */
const char *
moot_wild_node_get_id (JsonNode *node)
{
  const char *id;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return is_id (node_text (node)) ? node_text (node) : NULL;
  id = moot_wild_get_own_id (json_node_get_object (node));
  if (id == NULL &&
      g_strcmp0 (moot_json_get_string (json_node_get_object (node), "type"), "Link") == 0)
    id = moot_json_get_string (json_node_get_object (node), "href");
  return is_id (id) ? id : NULL;
}

static JsonNode *
member (JsonObject *object,
        const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/**
 * moot_wild_get_id:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (nullable): the id in it, the first of several
 */
const char *
moot_wild_get_id (JsonObject *object,
                  const char *name)
{
  return moot_wild_node_get_id (nth (member (object, name), 0));
}

/**
 * moot_wild_dup_ids:
 * @object: (nullable): an object
 * @name: a member
 * @max: how many are enough
 *
 * Returns: (transfer full): all ids in it, each once
 */
GStrv
moot_wild_dup_ids (JsonObject *object,
                   const char *name,
                   guint       max)
{
  JsonNode *node = member (object, name);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  JsonNode *one;

  for (guint i = 0; (one = nth (node, i)) != NULL && g_hash_table_size (seen) < max; i++)
    {
      const char *id = moot_wild_node_get_id (one);

      if (id != NULL && g_hash_table_add (seen, (gpointer) id))
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

/**
 * moot_wild_dup_texts:
 * @object: (nullable): an object
 * @name: a member
 * @max: how many are enough
 *
 * Returns: (transfer full): what is in it, in its order; "" for what is no text
 */
GStrv
moot_wild_dup_texts (JsonObject *object,
                     const char *name,
                     guint       max)
{
  JsonNode *node = member (object, name);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonNode *one;

  for (guint i = 0; i < max && (one = nth (node, i)) != NULL; i++)
    {
      const char *text = node_text (one);

      g_strv_builder_add (texts, text != NULL ? text : "");
    }
  return g_strv_builder_end (texts);
}

/**
 * moot_wild_count:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: how many values it has
 */
guint
moot_wild_count (JsonObject *object,
                 const char *name)
{
  JsonNode *node = member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return 0;
  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 1;
}

/**
 * moot_wild_get_text:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (nullable): the text in it, the first of several
 */
const char *
moot_wild_get_text (JsonObject *object,
                    const char *name)
{
  JsonNode *node = nth (member (object, name), 0);

  return node != NULL ? node_text (node) : NULL;
}

/* A copy of at most @max_bytes that ends between characters. */
static char *
cut (const char *text,
     gsize       max_bytes)
{
  const char *end = text + max_bytes;

  if (strlen (text) <= max_bytes)
    return g_strdup (text);
  while (end > text && ((guchar) *end & 0xc0) == 0x80)
    end--;
  return g_strndup (text, (gsize) (end - text));
}

/**
 * moot_wild_dup_text:
 * @object: (nullable): an object
 * @name: a member
 * @max_bytes: where it is cut off
 *
 * Returns: (transfer full) (nullable): the text, %NULL when there is none
 */
char *
moot_wild_dup_text (JsonObject *object,
                    const char *name,
                    gsize       max_bytes)
{
  const char *text = moot_wild_get_text (object, name);

  return text != NULL ? cut (text, max_bytes) : NULL;
}

/* Characters that turn the reading direction of what stands around them, or are no characters. */
static gboolean
is_trick (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* @text in one line, without controls and blanks around it; NULL when nothing is left. */
static char *
make_line (const char *text)
{
  g_autofree char *short_text = cut (text, MOOT_WILD_MAX_NAME);
  GString *line = g_string_new (NULL);
  char *stripped;

  for (const char *at = short_text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029)
        g_string_append_c (line, ' ');
      else if (!is_trick (c))
        g_string_append_unichar (line, c);
    }
  stripped = g_strstrip (g_string_free (line, FALSE));
  if (*stripped == '\0')
    g_clear_pointer (&stripped, g_free);
  return stripped;
}

/**
 * moot_wild_dup_line:
 * @object: (nullable): an object
 * @name: a member with plain text
 *
 * A name or title to be shown beside others': one line, no control characters, none that turn the
 * direction of reading.
 *
 * Limits: %MOOT_WILD_MAX_NAME.
 *
 * Returns: (transfer full) (nullable): the line, %NULL when it is empty
 */
char *
moot_wild_dup_line (JsonObject *object,
                    const char *name)
{
  const char *text = moot_wild_get_text (object, name);

  return text != NULL ? make_line (text) : NULL;
}

/**
 * moot_wild_dup_plain:
 * @object: (nullable): an object
 * @name: a member that should be plain text and sometimes is HTML
 *
 * Limits: %MOOT_WILD_MAX_SUMMARY.
 *
 * Returns: (transfer full) (nullable): the text without its markup, %NULL when it is empty
 */
char *
moot_wild_dup_plain (JsonObject *object,
                     const char *name)
{
  g_autofree char *html = moot_wild_dup_text (object, name, MOOT_WILD_MAX_SUMMARY);
  g_autofree char *text = html != NULL ? moot_html_to_text (html) : NULL;

  return text != NULL ? make_line (text) : NULL;
}

/**
 * moot_wild_dup_uri:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (transfer full) (nullable): the first id in it that is an http or https address
 */
char *
moot_wild_dup_uri (JsonObject *object,
                   const char *name)
{
  const char *id = moot_wild_get_id (object, name);

  return moot_uri_is_http (id) ? g_strdup (id) : NULL;
}

/**
 * moot_wild_get_objects:
 * @object: (nullable): an object
 * @name: a member
 * @max: how many are enough
 *
 * Returns: (transfer container) (element-type JsonObject): the objects in it; ids are left out
 */
GPtrArray *
moot_wild_get_objects (JsonObject *object,
                       const char *name,
                       guint       max)
{
  JsonNode *node = member (object, name);
  GPtrArray *objects = g_ptr_array_new ();
  JsonNode *one;

  for (guint i = 0; (one = nth (node, i)) != NULL && objects->len < max; i++)
    if (JSON_NODE_HOLDS_OBJECT (one))
      g_ptr_array_add (objects, json_node_get_object (one));
  return objects;
}

/**
 * moot_wild_get_object:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the object in it, the first of several
 */
JsonObject *
moot_wild_get_object (JsonObject *object,
                      const char *name)
{
  JsonNode *node = nth (member (object, name), 0);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * moot_wild_get_number:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: the count in it, -1 when there is none or it makes no sense
 */
gint64
moot_wild_get_number (JsonObject *object,
                      const char *name)
{
  JsonNode *node = nth (member (object, name), 0);
  gint64 number = -1;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE && json_node_get_double (node) >= 0 &&
           json_node_get_double (node) < 1e15)
    number = (gint64) json_node_get_double (node);
  return MAX (number, -1);
}

/**
 * moot_wild_get_time:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: UTC milliseconds, 0 when there is none
 */
gint64
moot_wild_get_time (JsonObject *object,
                    const char *name)
{
  gint64 time = 0;

  return moot_time_parse_iso (moot_wild_get_text (object, name), &time) ? time : 0;
}

/**
 * moot_wild_get_type:
 * @object: (nullable): an object
 * @known: (array zero-terminated=1): the types that mean something here
 * @out_index: (out) (optional): which of @known it is, -1 for none
 *
 * An object of several types is the first one that is known; one with `@type` beside is none.
 *
 * Returns: (nullable): the type, known or not
 */
const char *
moot_wild_get_type (JsonObject        *object,
                    const char *const *known,
                    int               *out_index)
{
  JsonNode *node = member (object, "type");
  JsonNode *one;
  int index = -1;
  const char *type = NULL;

  if (object != NULL && json_object_has_member (object, "@type"))
    node = NULL;
  for (guint i = 0; index < 0 && (one = nth (node, i)) != NULL; i++)
    {
      const char *text = node_text (one);

      for (guint k = 0; text != NULL && index < 0 && known[k] != NULL; k++)
        if (strcmp (text, known[k]) == 0)
          index = (int) k;
      if (type == NULL || index >= 0)
        type = text;
    }
  if (out_index != NULL)
    *out_index = index;
  return type;
}

/**
 * moot_wild_has_context:
 * @object: the root of a document
 *
 * Whether it says that its members are those of ActivityStreams.
 *
 * Returns: whether to read it at all
 */
gboolean
moot_wild_has_context (JsonObject *object)
{
  JsonNode *node = member (object, "@context");
  JsonNode *one;

  for (guint i = 0; (one = nth (node, i)) != NULL; i++)
    if (g_strcmp0 (node_text (one), ACTIVITYSTREAMS) == 0)
      return TRUE;
  return FALSE;
}
