/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *moot_strict_find (JsonObject *object,
                            const char *name);

gboolean moot_strict_read_integer (JsonNode    *node,
                                   const char  *name,
                                   gint64       min,
                                   gint64       max,
                                   gint64      *out_value,
                                   GError     **error);
gboolean moot_strict_read_int     (JsonObject  *object,
                                   const char  *name,
                                   int          min,
                                   int          max,
                                   int         *inout_value,
                                   GError     **error);
gboolean moot_strict_read_int64   (JsonObject  *object,
                                   const char  *name,
                                   gint64       min,
                                   gint64       max,
                                   gint64      *inout_value,
                                   GError     **error);
gboolean moot_strict_read_boolean (JsonObject  *object,
                                   const char  *name,
                                   gboolean    *inout_value,
                                   GError     **error);
gboolean moot_strict_read_text    (JsonObject  *object,
                                   const char  *name,
                                   const char **out_text,
                                   GError     **error);
gboolean moot_strict_read_name    (JsonObject  *object,
                                   const char  *name,
                                   char        *inout_text,
                                   gsize        size,
                                   GError     **error);
gboolean moot_strict_refuse       (GError     **error,
                                   const char  *name,
                                   const char  *wanted);

G_END_DECLS
