/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Entities to JSON and back, driven by their field tables.  Reading forgives what the wild sends
 * (a number where a string was promised, an unknown member, null for an empty list) and refuses
 * only an entity whose required members are missing.
 * Thread: any. */
#include "moot-entity.h"

#include "moot-clock.h"
#include "moot-error.h"

#define AT(entity, field, ctype) (G_STRUCT_MEMBER (ctype, entity, (field)->offset))

/* A string from a string, a number or a boolean; NULL from anything else. */
static char *
dup_scalar (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (node);
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    default:
      return NULL;
    }
}

static gint64
read_int (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtoll (json_node_get_string (node), NULL, 10);
  return json_node_get_int (node);
}

static GStrv
read_strings (JsonNode *node)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *item = dup_scalar (json_array_get_element (array, i));

          if (item != NULL)
            g_strv_builder_add (strings, item);
        }
    }
  return g_strv_builder_end (strings);
}

static gboolean
read_field (gpointer          entity,
            const MootField  *field,
            JsonNode         *node,
            GError          **error)
{
  switch (field->kind)
    {
    case MOOT_KIND_STRING:
      AT (entity, field, char *) = dup_scalar (node);
      return TRUE;
    case MOOT_KIND_INT:
      if (JSON_NODE_HOLDS_NULL (node) && (field->flags & MOOT_FIELD_HIDEABLE) != 0)
        AT (entity, field, gint64) = -1;
      else
        AT (entity, field, gint64) = read_int (node);
      return TRUE;
    case MOOT_KIND_BOOLEAN:
      AT (entity, field, gboolean) = JSON_NODE_HOLDS_VALUE (node) &&
                                     json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
                                     json_node_get_boolean (node);
      return TRUE;
    case MOOT_KIND_TIME:
    case MOOT_KIND_DATE:
      {
        g_autofree char *text = dup_scalar (node);

        moot_time_parse_iso (text, &AT (entity, field, gint64));
        return TRUE;
      }
    case MOOT_KIND_JSON:
      AT (entity, field, char *) =
        JSON_NODE_HOLDS_NULL (node) ? NULL : moot_json_node_to_text (node);
      return TRUE;
    case MOOT_KIND_STRINGS:
      AT (entity, field, GStrv) = read_strings (node);
      return TRUE;
    case MOOT_KIND_ENTITY:
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return TRUE;
      AT (entity, field, gpointer) =
        moot_entity_from_json (field->type (), json_node_get_object (node), error);
      return AT (entity, field, gpointer) != NULL;
    case MOOT_KIND_LIST:
      if (!JSON_NODE_HOLDS_ARRAY (node))
        return TRUE;
      g_ptr_array_unref (AT (entity, field, GPtrArray *));
      AT (entity, field, GPtrArray *) =
        moot_entities_from_json (field->type (), json_node_get_array (node));
      return TRUE;
    }
  return TRUE;
}

/**
 * moot_entity_from_json:
 * @type: the entity's type
 * @object: what came in
 * @error: return location
 *
 * Builds an entity.  Unknown members are ignored; a missing required one is an error.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the entity
 */
gpointer
moot_entity_from_json (GType        type,
                       JsonObject  *object,
                       GError     **error)
{
  g_autoptr (GObject) entity = g_object_new (type, NULL);
  guint n_fields;
  const MootField *fields = moot_entity_get_fields (type, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      JsonNode *node = json_object_get_member (object, fields[i].name);

      if (node != NULL && !read_field (entity, &fields[i], node, error))
        return NULL;
      if ((fields[i].flags & MOOT_FIELD_REQUIRED) != 0 &&
          (node == NULL || JSON_NODE_HOLDS_NULL (node)))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' without '%s'",
                       g_type_name (type), fields[i].name);
          return NULL;
        }
    }
  return g_steal_pointer (&entity);
}

/**
 * moot_entity_from_text:
 * @type: the entity's type
 * @json: a JSON object as text
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the entity
 */
gpointer
moot_entity_from_text (GType        type,
                       const char  *json,
                       GError     **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' is not an object",
                   g_type_name (type));
      return NULL;
    }
  return moot_entity_from_json (type, json_node_get_object (node), error);
}

/**
 * moot_entities_from_json:
 * @type: the entities' type
 * @array: what came in
 *
 * Builds a list; an item that cannot be read is left out, so that one odd item never hides a page.
 *
 * Returns: (transfer full) (element-type GObject): the entities
 */
GPtrArray *
moot_entities_from_json (GType      type,
                         JsonArray *array)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gpointer entity = JSON_NODE_HOLDS_OBJECT (node)
                          ? moot_entity_from_json (type, json_node_get_object (node), NULL)
                          : NULL;

      if (entity != NULL)
        g_ptr_array_add (list, entity);
    }
  return list;
}

static gboolean
is_empty (gpointer         entity,
          const MootField *field)
{
  switch (field->kind)
    {
    case MOOT_KIND_STRING:
    case MOOT_KIND_JSON:
    case MOOT_KIND_ENTITY:
      return AT (entity, field, gpointer) == NULL;
    case MOOT_KIND_INT:
    case MOOT_KIND_TIME:
    case MOOT_KIND_DATE:
      return AT (entity, field, gint64) == 0;
    case MOOT_KIND_BOOLEAN:
      return !AT (entity, field, gboolean);
    case MOOT_KIND_STRINGS:
      return AT (entity, field, GStrv) == NULL || *AT (entity, field, GStrv) == NULL;
    case MOOT_KIND_LIST:
      return AT (entity, field, GPtrArray *)->len == 0;
    }
  return FALSE;
}

static void
write_list (GPtrArray      *list,
            MootJsonWriter *writer)
{
  moot_json_begin_array (writer);
  for (guint i = 0; i < list->len; i++)
    moot_entity_to_json (g_ptr_array_index (list, i), writer);
  moot_json_end_array (writer);
}

static void
write_strings (GStrv           strings,
               MootJsonWriter *writer)
{
  moot_json_begin_array (writer);
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    moot_json_add_string (writer, strings[i]);
  moot_json_end_array (writer);
}

static void
write_field (gpointer         entity,
             const MootField *field,
             MootJsonWriter  *writer)
{
  switch (field->kind)
    {
    case MOOT_KIND_STRING:
      {
        const char *text = AT (entity, field, char *);

        moot_json_add_string (
          writer, text == NULL && (field->flags & MOOT_FIELD_NOT_NULL) != 0 ? "" : text);
        break;
      }
    case MOOT_KIND_INT:
      if ((AT (entity, field, gint64) == 0 && (field->flags & MOOT_FIELD_ZERO_IS_NULL) != 0) ||
          (AT (entity, field, gint64) < 0 && (field->flags & MOOT_FIELD_HIDEABLE) != 0))
        moot_json_add_null (writer);
      else
        moot_json_add_int (writer, AT (entity, field, gint64));
      break;
    case MOOT_KIND_BOOLEAN:
      moot_json_add_boolean (writer, AT (entity, field, gboolean));
      break;
    case MOOT_KIND_TIME:
      moot_json_add_time (writer, AT (entity, field, gint64));
      break;
    case MOOT_KIND_DATE:
      {
        gint64 time_ms = AT (entity, field, gint64);
        g_autofree char *date = time_ms != 0 ? moot_time_format_date (time_ms) : NULL;

        moot_json_add_string (writer, date);
        break;
      }
    case MOOT_KIND_JSON:
      moot_json_add_raw (writer, AT (entity, field, char *));
      break;
    case MOOT_KIND_STRINGS:
      write_strings (AT (entity, field, GStrv), writer);
      break;
    case MOOT_KIND_ENTITY:
      if (AT (entity, field, gpointer) != NULL)
        moot_entity_to_json (AT (entity, field, gpointer), writer);
      else
        moot_json_add_null (writer);
      break;
    case MOOT_KIND_LIST:
      write_list (AT (entity, field, GPtrArray *), writer);
      break;
    }
}

/**
 * moot_entity_to_json_with:
 * @entity: an entity
 * @writer: where to
 * @instead: (nullable): asked before each field; %TRUE: it has dealt with the field itself
 * @data: for @instead
 *
 * Like moot_entity_to_json() for a caller that leaves fields out or writes some by itself.
 */
void
moot_entity_to_json_with (gpointer             entity,
                          MootJsonWriter      *writer,
                          MootEntityFieldFunc  instead,
                          gpointer             data)
{
  guint n_fields;
  const MootField *fields = moot_entity_get_fields (G_OBJECT_TYPE (entity), &n_fields);

  moot_json_begin_object (writer);
  for (guint i = 0; i < n_fields; i++)
    {
      if (instead != NULL && instead (&fields[i], writer, data))
        continue;
      if ((fields[i].flags & MOOT_FIELD_OPTIONAL) != 0 && is_empty (entity, &fields[i]))
        continue;
      moot_json_name (writer, fields[i].name);
      write_field (entity, &fields[i], writer);
    }
  moot_json_end_object (writer);
}

/**
 * moot_entity_to_json:
 * @entity: an entity
 * @writer: where to
 *
 * Writes the entity as the next value, its members in the order of its table.
 */
void
moot_entity_to_json (gpointer        entity,
                     MootJsonWriter *writer)
{
  moot_entity_to_json_with (entity, writer, NULL, NULL);
}

/**
 * moot_entity_to_text:
 * @entity: an entity
 *
 * Returns: (transfer full): the entity as compact JSON
 */
char *
moot_entity_to_text (gpointer entity)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_entity_to_json (entity, &writer);
  return moot_json_writer_steal (&writer);
}
