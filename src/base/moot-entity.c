/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Entities: one declaration of a field serves the GObject property, the JSON member and the SQL
 * column.  An entity is filled by its builder and frozen afterwards; passing it between threads is
 * safe from then on.  Struct members may be read directly.
 * Decision: src/decisions/0004-field-tables.md.  Thread: any, see above. */
#include "moot-entity.h"

#include "moot-clock.h"
#include "moot-error.h"

typedef struct
{
  const MootField *fields;
  guint n_fields;
} Table;

static GQuark
table_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("moot-entity-fields");
  return quark;
}

#define AT(entity, field, ctype) (G_STRUCT_MEMBER (ctype, entity, (field)->offset))

static GType
value_type (const MootField *field)
{
  switch (field->kind)
    {
    case MOOT_KIND_STRING:
    case MOOT_KIND_JSON:
      return G_TYPE_STRING;
    case MOOT_KIND_INT:
    case MOOT_KIND_TIME:
    case MOOT_KIND_DATE:
      return G_TYPE_INT64;
    case MOOT_KIND_BOOLEAN:
      return G_TYPE_BOOLEAN;
    case MOOT_KIND_STRINGS:
      return G_TYPE_STRV;
    case MOOT_KIND_ENTITY:
      return field->type ();
    case MOOT_KIND_LIST:
      return G_TYPE_PTR_ARRAY;
    }
  g_assert_not_reached ();
}

static void
get_property (GObject    *object,
              guint       id,
              GValue     *value,
              GParamSpec *pspec)
{
  const Table *table = g_type_get_qdata (pspec->owner_type, table_quark ());
  const MootField *field = &table->fields[id - 1];
  GType type = G_VALUE_TYPE (value);

  if (type == G_TYPE_INT64)
    g_value_set_int64 (value, AT (object, field, gint64));
  else if (type == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, AT (object, field, gboolean));
  else if (type == G_TYPE_STRING)
    g_value_set_string (value, AT (object, field, char *));
  else if (G_TYPE_IS_OBJECT (type))
    g_value_set_object (value, AT (object, field, gpointer));
  else
    g_value_set_boxed (value, AT (object, field, gpointer));
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  const Table *table = g_type_get_qdata (pspec->owner_type, table_quark ());
  const MootField *field = &table->fields[id - 1];
  GType type = G_VALUE_TYPE (value);

  if (type == G_TYPE_INT64)
    AT (object, field, gint64) = g_value_get_int64 (value);
  else if (type == G_TYPE_BOOLEAN)
    AT (object, field, gboolean) = g_value_get_boolean (value);
  else if (type == G_TYPE_STRING)
    {
      g_free (AT (object, field, char *));
      AT (object, field, char *) = g_value_dup_string (value);
    }
  else if (G_TYPE_IS_OBJECT (type))
    g_set_object (&AT (object, field, GObject *), g_value_get_object (value));
  else
    g_return_if_reached (); /* lists are filled through their struct member */
  g_object_notify_by_pspec (object, pspec);
}

/**
 * moot_entity_install:
 * @klass: the class being initialised
 * @fields: its table, in static storage
 * @n_fields: rows of @fields
 *
 * Gives the class its properties.  %MOOT_DEFINE_ENTITY calls this.
 */
void
moot_entity_install (GObjectClass    *klass,
                     const MootField *fields,
                     guint            n_fields)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  Table *table = g_new (Table, 1); /* lives as long as the type, which is for ever */

  *table = (Table){ fields, n_fields };
  g_type_set_qdata (G_TYPE_FROM_CLASS (klass), table_quark (), table);
  klass->get_property = get_property;
  klass->set_property = set_property;

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *dashed = g_strdelimit (g_strdup (fields[i].name), "_:.", '-');
      const char *name = g_intern_string (dashed);
      GType type = value_type (&fields[i]);
      GParamSpec *pspec;

      if (type == G_TYPE_STRING)
        pspec = g_param_spec_string (name, NULL, NULL, NULL, flags);
      else if (type == G_TYPE_INT64)
        pspec = g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
      else if (type == G_TYPE_BOOLEAN)
        pspec = g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
      else if (G_TYPE_IS_OBJECT (type))
        pspec = g_param_spec_object (name, NULL, NULL, type, flags);
      else
        pspec = g_param_spec_boxed (name, NULL, NULL, type, flags);
      g_object_class_install_property (klass, i + 1, pspec);
    }
}

/** moot_entity_prepare: makes the empty lists of a new entity; %MOOT_DEFINE_ENTITY calls this */
void
moot_entity_prepare (gpointer         entity,
                     const MootField *fields,
                     guint            n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].kind == MOOT_KIND_LIST)
      AT (entity, &fields[i], GPtrArray *) = g_ptr_array_new_with_free_func (g_object_unref);
}

/** moot_entity_clear: frees what an entity holds; %MOOT_DEFINE_ENTITY calls this */
void
moot_entity_clear (gpointer         entity,
                   const MootField *fields,
                   guint            n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    switch (fields[i].kind)
      {
      case MOOT_KIND_STRING:
      case MOOT_KIND_JSON:
        g_clear_pointer (&AT (entity, &fields[i], char *), g_free);
        break;
      case MOOT_KIND_STRINGS:
        g_clear_pointer (&AT (entity, &fields[i], GStrv), g_strfreev);
        break;
      case MOOT_KIND_ENTITY:
        g_clear_object (&AT (entity, &fields[i], GObject *));
        break;
      case MOOT_KIND_LIST:
        g_clear_pointer (&AT (entity, &fields[i], GPtrArray *), g_ptr_array_unref);
        break;
      case MOOT_KIND_INT:
      case MOOT_KIND_BOOLEAN:
      case MOOT_KIND_TIME:
      case MOOT_KIND_DATE:
        break;
      }
}

/**
 * moot_entity_get_fields:
 * @type: an entity's type
 * @out_n_fields: (out): rows of the result
 *
 * Returns: (transfer none): the table of @type
 */
const MootField *
moot_entity_get_fields (GType  type,
                        guint *out_n_fields)
{
  const Table *table = g_type_get_qdata (type, table_quark ());

  if (table == NULL)
    {
      g_type_class_unref (g_type_class_ref (type));
      table = g_type_get_qdata (type, table_quark ());
    }
  g_return_val_if_fail (table != NULL, NULL);

  *out_n_fields = table->n_fields;
  return table->fields;
}

static const MootField *
find_field (gpointer    entity,
            const char *name)
{
  guint n_fields;
  const MootField *fields = moot_entity_get_fields (G_OBJECT_TYPE (entity), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, name))
      return &fields[i];
  return NULL;
}

/* A list column holds a JSON array; one that cannot be read is an empty list. */
static gboolean
set_list (gpointer         entity,
          const MootField *field,
          const char      *value)
{
  g_autoptr (JsonNode) node = value != NULL ? moot_json_parse (value, -1, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return value == NULL;
  g_ptr_array_unref (AT (entity, field, GPtrArray *));
  AT (entity, field, GPtrArray *) =
    moot_entities_from_json (field->type (), json_node_get_array (node));
  return TRUE;
}

/**
 * moot_entity_set_text:
 * @entity: an entity being built
 * @name: a field of it
 * @value: (nullable): text, as a SQL column holds it; a time as ISO 8601, a list as a JSON array
 *
 * Returns: whether there is such a field that takes text
 */
gboolean
moot_entity_set_text (gpointer    entity,
                      const char *name,
                      const char *value)
{
  const MootField *field = find_field (entity, name);

  if (field == NULL)
    return FALSE;
  if (field->kind == MOOT_KIND_STRING || field->kind == MOOT_KIND_JSON)
    {
      g_free (AT (entity, field, char *));
      AT (entity, field, char *) = g_strdup (value);
      return TRUE;
    }
  if (field->kind == MOOT_KIND_TIME || field->kind == MOOT_KIND_DATE)
    return value == NULL || moot_time_parse_iso (value, &AT (entity, field, gint64));
  if (field->kind == MOOT_KIND_LIST)
    return set_list (entity, field, value);
  return value == NULL;
}

/**
 * moot_entity_set_int:
 * @entity: an entity being built
 * @name: a field of it
 * @value: a number; an id for a string field
 *
 * Returns: whether there is such a field that takes a number
 */
gboolean
moot_entity_set_int (gpointer    entity,
                     const char *name,
                     gint64      value)
{
  const MootField *field = find_field (entity, name);

  if (field == NULL)
    return FALSE;
  switch (field->kind)
    {
    case MOOT_KIND_STRING:
      g_free (AT (entity, field, char *));
      AT (entity, field, char *) = g_strdup_printf ("%" G_GINT64_FORMAT, value);
      return TRUE;
    case MOOT_KIND_INT:
    case MOOT_KIND_TIME:
    case MOOT_KIND_DATE:
      AT (entity, field, gint64) = value;
      return TRUE;
    case MOOT_KIND_BOOLEAN:
      AT (entity, field, gboolean) = value != 0;
      return TRUE;
    case MOOT_KIND_JSON:
    case MOOT_KIND_STRINGS:
    case MOOT_KIND_ENTITY:
    case MOOT_KIND_LIST:
      return FALSE;
    }
  return FALSE;
}
