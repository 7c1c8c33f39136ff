/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One reader for everything a client may wrap parameters in: query, form, multipart, JSON.  JSON is
 * flattened into the bracket names of forms, `{"poll":{"options":["a"]}}` is `poll[options][]=a`,
 * so a handler asks for one name whatever the client sent.
 * Spec: Mastodon client API, parameters; Rack's nested names.
 * Thread: one at a time. */
#include "moot-params.h"

#include "moot-error.h"
#include "moot-id.h"
#include "moot-json.h"

#include <string.h>

typedef struct
{
  char *name;
  char *value;        /* NULL for an upload */
  MootUpload *upload; /* NULL for text */
} Param;

struct _MootParams
{
  GPtrArray *items; /* of Param, later ones win */
};

static void
param_free (gpointer data)
{
  Param *param = data;

  if (param->upload != NULL)
    {
      g_free (param->upload->filename);
      g_free (param->upload->content_type);
      g_bytes_unref (param->upload->bytes);
      g_free (param->upload);
    }
  g_free (param->name);
  g_free (param->value);
  g_free (param);
}

/**
 * moot_params_new:
 *
 * Returns: (transfer full): no parameters yet
 */
MootParams *
moot_params_new (void)
{
  MootParams *self = g_new0 (MootParams, 1);

  self->items = g_ptr_array_new_with_free_func (param_free);
  return self;
}

/** moot_params_free: frees @self, which may be %NULL */
void
moot_params_free (MootParams *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->items);
  g_free (self);
}

static Param *
append (MootParams  *self,
        const char  *name,
        GError     **error)
{
  Param *param;

  if (self->items->len >= MOOT_PARAMS_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "more than %d parameters",
                   MOOT_PARAMS_MAX);
      return NULL;
    }
  param = g_new0 (Param, 1);
  param->name = g_strdup (name);
  g_ptr_array_add (self->items, param);
  return param;
}

/**
 * moot_params_add:
 * @self: parameters
 * @name: with brackets, as in a form
 * @value: its text
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for text that is not UTF-8 or holds a NUL, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether there was room
 */
gboolean
moot_params_add (MootParams  *self,
                 const char  *name,
                 const char  *value,
                 GError     **error)
{
  Param *param;

  if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a parameter is not UTF-8");
      return FALSE;
    }
  param = append (self, name, error);
  if (param == NULL)
    return FALSE;
  param->value = g_strdup (value);
  return TRUE;
}

/**
 * moot_params_add_upload:
 * @self: parameters
 * @name: the field's name
 * @filename: (nullable): what the client calls the file
 * @content_type: (nullable): what the client says it is
 * @bytes: the file
 * @error: return location
 *
 * Returns: whether there was room
 */
gboolean
moot_params_add_upload (MootParams  *self,
                        const char  *name,
                        const char  *filename,
                        const char  *content_type,
                        GBytes      *bytes,
                        GError     **error)
{
  Param *param = append (self, name, error);

  if (param == NULL)
    return FALSE;
  param->upload = g_new0 (MootUpload, 1);
  param->upload->filename = g_strdup (filename);
  param->upload->content_type = g_strdup (content_type);
  param->upload->bytes = g_bytes_ref (bytes);
  return TRUE;
}

static char *
decode (const char *text,
        gsize       length)
{
  g_autofree char *spaced = g_strndup (text, length);

  g_strdelimit (spaced, "+", ' ');
  return g_uri_unescape_string (spaced, NULL);
}

/**
 * moot_params_add_query:
 * @self: parameters
 * @query: (nullable): `a=1&b[]=2`, the part of an address behind `?` or a urlencoded body
 * @error: return location
 *
 * Spec: application/x-www-form-urlencoded, WHATWG URL section 5.
 *
 * Returns: whether all of it could be read
 */
gboolean
moot_params_add_query (MootParams  *self,
                       const char  *query,
                       GError     **error)
{
  for (const char *at = query; at != NULL && *at != '\0';)
    {
      gsize length = strcspn (at, "&");
      gsize name_length = strcspn (at, "=&");
      g_autofree char *name = decode (at, name_length);
      g_autofree char *value = name_length < length
                                 ? decode (at + name_length + 1, length - name_length - 1)
                                 : g_strdup ("");

      if (name == NULL || value == NULL)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "a parameter is not properly escaped");
          return FALSE;
        }
      if (*name != '\0' && !moot_params_add (self, name, value, error))
        return FALSE;
      at += length;
      if (*at == '&')
        at++;
    }
  return TRUE;
}

static gboolean add_node (MootParams *self, const char *name, JsonNode *node, GError **error);

static gboolean
add_array (MootParams  *self,
           const char  *name,
           JsonArray   *array,
           GError     **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      /* objects keep their number, so that the members of one stay together */
      g_autofree char *inner = JSON_NODE_HOLDS_OBJECT (item) ? g_strdup_printf ("%s[%u]", name, i)
                                                             : g_strdup_printf ("%s[]", name);

      if (!add_node (self, inner, item, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_object (MootParams  *self,
            const char  *name,
            JsonObject  *object,
            GError     **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      g_autofree char *inner =
        name != NULL ? g_strdup_printf ("%s[%s]", name, member) : g_strdup (member);

      if (!add_node (self, inner, node, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_node (MootParams  *self,
          const char  *name,
          JsonNode    *node,
          GError     **error)
{
  g_autofree char *text = NULL;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return add_object (self, name, json_node_get_object (node), error);
    case JSON_NODE_ARRAY:
      return add_array (self, name, json_node_get_array (node), error);
    case JSON_NODE_NULL:
      return TRUE; /* null is "not given" */
    case JSON_NODE_VALUE:
      break;
    }
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return moot_params_add (self, name, json_node_get_string (node), error);
    case G_TYPE_BOOLEAN:
      return moot_params_add (self, name, json_node_get_boolean (node) ? "true" : "false", error);
    default:
      text = json_to_string (node, FALSE);
      return moot_params_add (self, name, text, error);
    }
}

/**
 * moot_params_add_json:
 * @self: parameters
 * @body: a JSON object; an empty body is no parameters
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when it is no JSON or no object, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether all of it could be read
 */
gboolean
moot_params_add_json (MootParams  *self,
                      GBytes      *body,
                      GError     **error)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (JsonNode) node = NULL;

  if (size == 0)
    return TRUE;
  node = moot_json_parse (text, (gssize) size, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "the body must be a JSON object");
      return FALSE;
    }
  return add_object (self, NULL, json_node_get_object (node), error);
}

/* The last one wins: the body is read after the query. */
static const Param *
find (const MootParams *self,
      const char       *name)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      const Param *param = g_ptr_array_index (self->items, i - 1);

      if (g_str_equal (param->name, name))
        return param;
    }
  return NULL;
}

static gboolean
belongs_to (const char *item,
            const char *name)
{
  gsize length = strlen (name);

  return strncmp (item, name, length) == 0 && (item[length] == '\0' || item[length] == '[');
}

/**
 * moot_params_has:
 * @self: parameters
 * @name: a name without the brackets of a list
 *
 * Returns: whether the client said anything about @name, be it a text, a list, an object or a file
 */
gboolean
moot_params_has (const MootParams *self,
                 const char       *name)
{
  for (guint i = 0; i < self->items->len; i++)
    if (belongs_to (((const Param *) g_ptr_array_index (self->items, i))->name, name))
      return TRUE;
  return FALSE;
}

/**
 * moot_params_get:
 * @self: parameters
 * @name: a name, nested ones as `source[privacy]`
 *
 * Returns: (transfer none) (nullable): its text; %NULL when it was not given or is a file
 */
const char *
moot_params_get (const MootParams *self,
                 const char       *name)
{
  const Param *param = find (self, name);

  return param != NULL ? param->value : NULL;
}

/**
 * moot_params_dup_list:
 * @self: parameters
 * @name: a name without brackets
 *
 * Collects `name[]=…`, `name[0]=…`, repeated `name=…` and a single one.
 *
 * Returns: (transfer full): the texts in order, perhaps none
 */
GStrv
moot_params_dup_list (const MootParams *self,
                      const char       *name)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  gsize length = strlen (name);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Param *param = g_ptr_array_index (self->items, i);
      const char *rest = param->name + length;

      if (param->value == NULL || !belongs_to (param->name, name))
        continue;
      if (*rest == '[')
        {
          rest += 1 + strspn (rest + 1, "0123456789");
          if (rest[0] != ']' || rest[1] != '\0')
            continue;
        }
      g_strv_builder_add (list, param->value);
    }
  return g_strv_builder_end (list);
}

static const char *const no_words[] = {
  "false", "False", "FALSE", "f", "F", "0", "off", "OFF", "no"
};

/**
 * moot_params_get_boolean:
 * @self: parameters
 * @name: a name
 * @otherwise: when it was not given or is empty
 *
 * Returns: its truth, as clients in many languages spell it
 */
gboolean
moot_params_get_boolean (const MootParams *self,
                         const char       *name,
                         gboolean          otherwise)
{
  const char *value = moot_params_get (self, name);

  if (value == NULL || *value == '\0')
    return otherwise;
  for (guint i = 0; i < G_N_ELEMENTS (no_words); i++)
    if (g_str_equal (value, no_words[i]))
      return FALSE;
  return TRUE;
}

/**
 * moot_params_get_int:
 * @self: parameters
 * @name: a name
 * @otherwise: when it was not given or is no decimal number
 *
 * Returns: the number
 */
gint64
moot_params_get_int (const MootParams *self,
                     const char       *name,
                     gint64            otherwise)
{
  const char *value = moot_params_get (self, name);
  gint64 number;

  return value != NULL &&
             g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL)
           ? number
           : otherwise;
}

/**
 * moot_params_get_id:
 * @self: parameters
 * @name: a name
 *
 * Returns: the id, 0 when it was not given, -1 when it is no id
 */
gint64
moot_params_get_id (const MootParams *self,
                    const char       *name)
{
  const char *value = moot_params_get (self, name);
  gint64 id;

  if (value == NULL || *value == '\0')
    return 0;
  return moot_id_parse (value, &id) ? id : -1;
}

/** moot_params_get_upload: (transfer none) (nullable): the file sent as @name */
const MootUpload *
moot_params_get_upload (const MootParams *self,
                        const char       *name)
{
  const Param *param = find (self, name);

  return param != NULL ? param->upload : NULL;
}

/* `fields_attributes[0][name]` -> group "0", member "name"; an empty group is a Rack array of
 * hashes. */
static gboolean
split_name (const char  *rest,
            char       **out_group,
            char       **out_member)
{
  const char *close = *rest == '[' ? strchr (rest, ']') : NULL;

  if (close == NULL || close[1] != '[' || close[2] == '\0' || rest[strlen (rest) - 1] != ']')
    return FALSE;
  *out_group = g_strndup (rest + 1, (gsize) (close - rest - 1));
  *out_member = g_strndup (close + 2, strlen (close + 2) - 1);
  return TRUE;
}

/**
 * moot_params_dup_objects:
 * @self: parameters
 * @name: a name without brackets
 *
 * Reads a list of objects: `name[0][key]=…` in any numbering, or `name[][key]=…`, where a new
 * object starts when the present one already has that key.
 *
 * Returns: (transfer full) (element-type MootParams): the objects in order
 */
GPtrArray *
moot_params_dup_objects (const MootParams *self,
                         const char       *name)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_params_free);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize length = strlen (name);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Param *param = g_ptr_array_index (self->items, i);
      g_autofree char *group = NULL;
      g_autofree char *member = NULL;
      MootParams *object;

      if (param->value == NULL || !belongs_to (param->name, name) ||
          !split_name (param->name + length, &group, &member))
        continue;
      object = g_hash_table_lookup (groups, group);
      if (object == NULL || (*group == '\0' && moot_params_has (object, member)))
        {
          object = moot_params_new ();
          g_ptr_array_add (objects, object);
          g_hash_table_replace (groups, g_strdup (group), object);
        }
      moot_params_add (object, member, param->value, NULL);
    }
  return objects;
}

/**
 * moot_params_foreach:
 * @self: parameters
 * @visit: called for each text in order
 * @data: for @visit
 */
void
moot_params_foreach (const MootParams *self,
                     void (*visit) (const char *name,
                                    const char *value,
                                    gpointer data),
                     gpointer data)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Param *param = g_ptr_array_index (self->items, i);

      if (param->value != NULL)
        visit (param->name, param->value, data);
    }
}
