/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

/* What is kept of documents that strangers write; more is cut off, never an error. */
#define MOOT_WILD_MAX_ID 2048                     /* bytes, as common servers store */
#define MOOT_WILD_MAX_NAME 2048                   /* bytes of names and titles */
#define MOOT_WILD_MAX_SUMMARY ((gsize) 20 * 1024) /* bytes of profiles and warnings, as Mastodon */
#define MOOT_WILD_MAX_HTML ((gsize) 200 * 1024)   /* bytes of a text: the longest articles */
#define MOOT_WILD_MAX_RECIPIENTS 500              /* in each of `to` and `cc` */

const char *moot_wild_node_get_id (JsonNode   *node);
const char *moot_wild_get_id      (JsonObject *object,
                                   const char *name);
const char *moot_wild_get_own_id  (JsonObject *object);
GStrv       moot_wild_dup_ids     (JsonObject *object,
                                   const char *name,
                                   guint       max) G_GNUC_WARN_UNUSED_RESULT;
guint       moot_wild_count       (JsonObject *object,
                                   const char *name);

GStrv       moot_wild_dup_texts (JsonObject *object,
                                 const char *name,
                                 guint       max);
const char *moot_wild_get_text  (JsonObject *object,
                                 const char *name);
char       *moot_wild_dup_text  (JsonObject *object,
                                 const char *name,
                                 gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_wild_dup_line  (JsonObject *object,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_wild_dup_plain (JsonObject *object,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_wild_dup_uri   (JsonObject *object,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray  *moot_wild_get_objects (JsonObject *object,
                                   const char *name,
                                   guint       max) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *moot_wild_get_object  (JsonObject *object,
                                   const char *name);

gint64 moot_wild_get_number (JsonObject *object,
                             const char *name);
gint64 moot_wild_get_time   (JsonObject *object,
                             const char *name);

const char *moot_wild_get_type    (JsonObject        *object,
                                   const char *const *known,
                                   int               *out_index);
gboolean    moot_wild_has_context (JsonObject        *object);

G_END_DECLS
