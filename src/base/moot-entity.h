/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootFieldKind:
 * @MOOT_KIND_STRING: `char *`; JSON string or `null`
 * @MOOT_KIND_INT: `gint64`; JSON number
 * @MOOT_KIND_BOOLEAN: `gboolean`
 * @MOOT_KIND_TIME: `gint64` UTC milliseconds, 0 = none; JSON ISO 8601 or `null`
 * @MOOT_KIND_DATE: `gint64` UTC milliseconds, 0 = none; JSON `2026-01-02` or `null`
 * @MOOT_KIND_JSON: `char *` holding any JSON as text
 * @MOOT_KIND_STRINGS: `GStrv`; JSON array of strings
 * @MOOT_KIND_ENTITY: a nested entity or %NULL
 * @MOOT_KIND_LIST: `GPtrArray *` of entities, never %NULL
 */
typedef enum
{
  MOOT_KIND_STRING,
  MOOT_KIND_INT,
  MOOT_KIND_BOOLEAN,
  MOOT_KIND_TIME,
  MOOT_KIND_DATE,
  MOOT_KIND_JSON,
  MOOT_KIND_STRINGS,
  MOOT_KIND_ENTITY,
  MOOT_KIND_LIST,
} MootFieldKind;

typedef enum
{
  MOOT_FIELD_PLAIN = 0,
  MOOT_FIELD_REQUIRED = 1 << 0,     /* an entity without it is refused */
  MOOT_FIELD_OPTIONAL = 1 << 1,     /* left out of the JSON when it is NULL, FALSE, 0 or empty */
  MOOT_FIELD_NOT_NULL = 1 << 2,     /* a string that is written as "" instead of null */
  MOOT_FIELD_HIDEABLE = 1 << 4,     /* a number that is null in JSON when it is not known: -1 */
  MOOT_FIELD_ZERO_IS_NULL = 1 << 3, /* a number that is written as null instead of 0 */
} MootFieldFlags;

/**
 * MootField:
 *
 * One row describes one field of an entity: the JSON member, the SQL column, the GObject property
 * (with dashes) and where it lies in the struct.
 */
typedef struct
{
  const char *name;
  MootFieldKind kind;
  MootFieldFlags flags;
  gsize offset;
  GType (*type) (void); /* of a nested entity or list item */
} MootField;

#define MOOT_FIELD_CHECK(Type, member, ctype)                                                \
  (0 * sizeof (struct {                                                                      \
     _Static_assert(__builtin_types_compatible_p (__typeof__ (((Type *) 0)->member), ctype), \
                    #Type "." #member " is not a " #ctype);                                  \
     int unused;                                                                             \
   }))

/* clang-format off */
#define MOOT_FIELD(Type, member, ctype, kind, flags, type)                                          \
  { #member, kind, flags, G_STRUCT_OFFSET (Type, member) + MOOT_FIELD_CHECK (Type, member, ctype), type }

#define MOOT_STRING(Type, member, flags)   MOOT_FIELD (Type, member, char *, MOOT_KIND_STRING, flags, NULL)
#define MOOT_NUMBER(Type, member, flags)   MOOT_FIELD (Type, member, gint64, MOOT_KIND_INT, flags, NULL)
#define MOOT_BOOLEAN(Type, member, flags)  MOOT_FIELD (Type, member, gboolean, MOOT_KIND_BOOLEAN, flags, NULL)
#define MOOT_TIME(Type, member, flags)     MOOT_FIELD (Type, member, gint64, MOOT_KIND_TIME, flags, NULL)
#define MOOT_DATE(Type, member, flags)     MOOT_FIELD (Type, member, gint64, MOOT_KIND_DATE, flags, NULL)
#define MOOT_JSON(Type, member, flags)     MOOT_FIELD (Type, member, char *, MOOT_KIND_JSON, flags, NULL)
#define MOOT_STRINGS(Type, member, flags)  MOOT_FIELD (Type, member, GStrv, MOOT_KIND_STRINGS, flags, NULL)
#define MOOT_ENTITY(Type, member, ctype, flags, type) \
  MOOT_FIELD (Type, member, ctype *, MOOT_KIND_ENTITY, flags, type)
#define MOOT_LIST(Type, member, flags, type) MOOT_FIELD (Type, member, GPtrArray *, MOOT_KIND_LIST, flags, type)

/* Defines a final entity whose struct is in its header and whose fields are in a table. */
#define MOOT_DEFINE_ENTITY(TypeName, type_name, fields)                                             \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, G_TYPE_OBJECT)                                          \
  static void type_name##_finalize (GObject *object)                                                \
  {                                                                                                 \
    moot_entity_clear (object, fields, G_N_ELEMENTS (fields));                                      \
    G_OBJECT_CLASS (type_name##_parent_class)->finalize (object);                                   \
  }                                                                                                 \
  static void type_name##_class_init (TypeName##Class *klass)                                       \
  {                                                                                                 \
    G_OBJECT_CLASS (klass)->finalize = type_name##_finalize;                                        \
    moot_entity_install (G_OBJECT_CLASS (klass), fields, G_N_ELEMENTS (fields));                    \
  }                                                                                                 \
  static void type_name##_init (TypeName *self)                                                     \
  {                                                                                                 \
    moot_entity_prepare (self, fields, G_N_ELEMENTS (fields));                                      \
  }
/* clang-format on */

void             moot_entity_install    (GObjectClass    *klass,
                                         const MootField *fields,
                                         guint            n_fields);
void             moot_entity_prepare    (gpointer         entity,
                                         const MootField *fields,
                                         guint            n_fields);
void             moot_entity_clear      (gpointer         entity,
                                         const MootField *fields,
                                         guint            n_fields);
const MootField *moot_entity_get_fields (GType            type,
                                         guint           *out_n_fields);

gboolean moot_entity_set_text (gpointer    entity,
                               const char *name,
                               const char *value);
gboolean moot_entity_set_int  (gpointer    entity,
                               const char *name,
                               gint64      value);

typedef gboolean (*MootEntityFieldFunc) (const MootField *field,
                                         MootJsonWriter  *writer,
                                         gpointer         data);

gpointer   moot_entity_from_json    (GType                 type,
                                     JsonObject           *object,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer   moot_entity_from_text    (GType                 type,
                                     const char           *json,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_entities_from_json  (GType                 type,
                                     JsonArray            *array) G_GNUC_WARN_UNUSED_RESULT;
void       moot_entity_to_json      (gpointer              entity,
                                     MootJsonWriter       *writer);
void       moot_entity_to_json_with (gpointer              entity,
                                     MootJsonWriter       *writer,
                                     MootEntityFieldFunc   instead,
                                     gpointer              data);
char      *moot_entity_to_text      (gpointer              entity) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
