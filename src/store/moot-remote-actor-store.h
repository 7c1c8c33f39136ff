/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_REMOTE_ACTOR_MAX_BYTES (64 * 1024) /* of a document that is kept */

/**
 * MootKeyRecord:
 * @material: PEM, or the 32 bytes as base64url
 * @refreshed_at: when its actor was last asked for because a signature failed
 *
 * A key of an actor of another server.
 */
typedef struct
{
  char *actor_uri;
  char *material;
  gboolean is_ed25519;
  gint64 refreshed_at;
  gint64 used_at;
} MootKeyRecord;

void moot_key_record_clear (MootKeyRecord *self);

gboolean  moot_remote_actor_store_find_key     (MootDb         *db,
                                                const char     *key_id,
                                                MootKeyRecord  *out_record,
                                                GError        **error);
char     *moot_remote_actor_store_dup_only_key (MootDb         *db,
                                                const char     *uri,
                                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_remote_actor_store_dup_document (MootDb         *db,
                                                const char     *uri,
                                                gint64         *out_fetched_at,
                                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_remote_actor_store_is_known     (MootDb         *db,
                                                const char     *uri,
                                                gboolean       *out_known,
                                                GError        **error);

gboolean moot_remote_actor_store_is_suspended (MootDb      *db,
                                               const char  *uri,
                                               gboolean    *out_suspended,
                                               GError     **error);

gboolean moot_remote_actor_store_put           (MootDb      *db,
                                                const char  *uri,
                                                const char  *host,
                                                const char  *document,
                                                gint64       now,
                                                GError     **error);
gboolean moot_remote_actor_store_add_key       (MootDb      *db,
                                                const char  *uri,
                                                const char  *key_id,
                                                const char  *kind,
                                                const char  *material,
                                                GError     **error);
gboolean moot_remote_actor_store_set_refreshed (MootDb      *db,
                                                const char  *uri,
                                                gint64       now,
                                                GError     **error);
gboolean moot_remote_actor_store_forget        (MootDb      *db,
                                                const char  *uri,
                                                GError     **error);
gboolean moot_remote_actor_store_prune         (MootDb      *db,
                                                gint64       before,
                                                GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootKeyRecord, moot_key_record_clear)

G_END_DECLS
