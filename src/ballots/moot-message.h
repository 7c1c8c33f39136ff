/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

#include "moot-merkle.h"

G_BEGIN_DECLS

#define MOOT_MESSAGE_WORD_MAX 64 /* bytes of an id or a kind */

char       *moot_message_dup_text       (JsonObject    *object) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *moot_message_parse          (const char    *text,
                                         gsize          max_bytes,
                                         const char    *kind,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_message_sign           (JsonObject    *object,
                                         const char    *kind,
                                         const guint8  *seed) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_message_verify         (JsonObject    *object,
                                         const guint8  *ed25519,
                                         GError       **error);
void        moot_message_make_signature (JsonObject    *object,
                                         const guint8  *seed,
                                         guint8        *out_signature);
void        moot_message_get_public     (const guint8  *seed,
                                         guint8        *out_ed25519);
void        moot_message_digest         (const char    *text,
                                         MootDigest    *out_digest);

void moot_message_set_hex   (JsonObject   *object,
                             const char   *name,
                             const guint8 *bytes,
                             gsize         n_bytes);
void moot_message_set_bytes (JsonObject   *object,
                             const char   *name,
                             const guint8 *bytes,
                             gsize         n_bytes);
void moot_message_set_time  (JsonObject   *object,
                             const char   *name,
                             gint64        at);

gboolean    moot_message_get_digest (JsonObject        *object,
                                     const char        *name,
                                     MootDigest        *out_digest,
                                     GError           **error);
gboolean    moot_message_is_digest  (JsonObject        *object,
                                     const char        *name,
                                     const MootDigest  *expected,
                                     GError           **error);
GBytes     *moot_message_get_bytes  (JsonObject        *object,
                                     const char        *name,
                                     gsize              n_bytes,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;
const char *moot_message_get_word   (JsonObject        *object,
                                     const char        *name,
                                     GError           **error);
gboolean    moot_message_get_time   (JsonObject        *object,
                                     const char        *name,
                                     gint64            *out_at,
                                     GError           **error);
gboolean    moot_message_get_number (JsonObject        *object,
                                     const char        *name,
                                     gint64             min,
                                     gint64             max,
                                     gint64            *out_number,
                                     GError           **error);
JsonArray  *moot_message_get_list   (JsonObject        *object,
                                     const char        *name,
                                     guint              max,
                                     GError           **error);
JsonObject *moot_message_get_member (JsonArray         *list,
                                     guint              index,
                                     GError           **error);
gboolean moot_message_refuse (GError **error,
                              const char *format,
                              ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
