/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MOOT_JSON_MAX_DEPTH 32            /* deeper than any entity or activity in use */
#define MOOT_JSON_MAX_BYTES (1024 * 1024) /* the largest activity peers accept */

/* Reading ------------------------------------------------------------------------------------ */

JsonNode *moot_json_parse       (const char  *text,
                                 gssize       length,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *moot_json_parse_sized (const char  *text,
                                 gssize       length,
                                 gsize        max_bytes,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;

const char *moot_json_get_string   (JsonObject *object,
                                    const char *name);
gint64      moot_json_get_int      (JsonObject *object,
                                    const char *name);
gboolean    moot_json_get_boolean  (JsonObject *object,
                                    const char *name);
JsonObject *moot_json_get_object   (JsonObject *object,
                                    const char *name);
JsonArray  *moot_json_get_array    (JsonObject *object,
                                    const char *name);
char       *moot_json_node_to_text (JsonNode   *node) G_GNUC_WARN_UNUSED_RESULT;

/* Writing ------------------------------------------------------------------------------------ */

/**
 * MootJsonWriter:
 *
 * Writes JSON in the order it is told to, straight into a string.  Lives on the stack of one
 * function: `g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;`
 */
typedef struct
{
  GString *text;
  gboolean separate; /* whether the next value needs a comma before it */
} MootJsonWriter;

#define MOOT_JSON_WRITER_INIT  \
  {                            \
    g_string_new (NULL), FALSE \
  }

void    moot_json_writer_clear       (MootJsonWriter *self);
char   *moot_json_writer_steal       (MootJsonWriter *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes *moot_json_writer_steal_bytes (MootJsonWriter *self) G_GNUC_WARN_UNUSED_RESULT;

void moot_json_begin_object (MootJsonWriter *self);
void moot_json_end_object   (MootJsonWriter *self);
void moot_json_begin_array  (MootJsonWriter *self);
void moot_json_end_array    (MootJsonWriter *self);
void moot_json_name         (MootJsonWriter *self,
                             const char     *name);

void moot_json_add_string  (MootJsonWriter *self,
                            const char     *value);
void moot_json_add_int     (MootJsonWriter *self,
                            gint64          value);
void moot_json_add_double  (MootJsonWriter *self,
                            double          value);
void moot_json_add_boolean (MootJsonWriter *self,
                            gboolean        value);
void moot_json_add_null    (MootJsonWriter *self);
void moot_json_add_raw     (MootJsonWriter *self,
                            const char     *json);
void moot_json_add_time    (MootJsonWriter *self,
                            gint64          time_ms);

void moot_json_put_string  (MootJsonWriter *self,
                            const char     *name,
                            const char     *value);
void moot_json_put_id      (MootJsonWriter *self,
                            const char     *name,
                            gint64          id);
void moot_json_put_int     (MootJsonWriter *self,
                            const char     *name,
                            gint64          value);
void moot_json_put_boolean (MootJsonWriter *self,
                            const char     *name,
                            gboolean        value);
void moot_json_put_null    (MootJsonWriter *self,
                            const char     *name);
void moot_json_put_raw     (MootJsonWriter *self,
                            const char     *name,
                            const char     *json);
void moot_json_put_time    (MootJsonWriter *self,
                            const char     *name,
                            gint64          time_ms);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootJsonWriter, moot_json_writer_clear)

G_END_DECLS
