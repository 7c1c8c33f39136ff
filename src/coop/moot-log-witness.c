/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who has seen the log: the co-op signs each head that it shows, and devices of members sign what
 * they were shown, so that two who were shown different logs find out as soon as either looks.
 * Spec: governance rules, sealed ballots: signed tree head, cosigning; co-op API, log.
 * Thread: the connection's. */
#include "moot-log-witness.h"

#include "moot-audit.h"
#include "moot-ballot-signature.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-device-store.h"
#include "moot-sql.h"

#include <string.h>

/** moot_log_head_dup_payload: (transfer full): what is signed: `{"log_id":"…","root":"…",
 * "tree_size":131}`, canonical */
char *
moot_log_head_dup_payload (const char *log_id,
                           gint64      tree_size,
                           const char *root)
{
  return g_strdup_printf ("{\"log_id\":\"%s\",\"root\":\"%s\",\"tree_size\":%" G_GINT64_FORMAT "}",
                          log_id, root, tree_size);
}

static gboolean
check_signature (const MootCoopContext     *context,
                 const MootActor           *actor,
                 const MootLogCosignature  *cosignature,
                 GError                   **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  g_autoptr (MootDeviceKeyRecord) key =
    coop != NULL ? moot_device_store_find (context->db, cosignature->key_id, &local) : NULL;
  g_autoptr (MootPublicKey) public_key = NULL;
  g_autofree guint8 *bytes = NULL;
  g_autofree char *payload = NULL;
  gsize n_bytes = 0;

  if (coop == NULL)
    return FALSE;
  if (key == NULL || key->member_id != actor->id || key->revoked_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_SIGNATURE, "key_id",
                             "that is no device of yours");
  public_key = moot_device_key_from_hex (key->ed25519, error);
  if (public_key == NULL)
    return FALSE;
  bytes = moot_base64url_decode (cosignature->ed25519, &n_bytes);
  payload =
    moot_log_head_dup_payload (coop->log_id, cosignature->tree_size, cosignature->root);
  return (bytes != NULL && moot_public_key_verify (public_key, payload, strlen (payload), bytes,
                                                   n_bytes)) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_SIGNATURE, "ed25519",
                           "the device did not sign this");
}

/**
 * moot_log_witness_cosign:
 * @context: a context inside a transaction
 * @actor: a member
 * @cosignature: what their device saw
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_STATE when the log is another one here: then somebody is shown a fork;
 * _SIGNATURE, _INVALID.
 *
 * Returns: whether it was written
 */
gboolean
moot_log_witness_cosign (const MootCoopContext     *context,
                         const MootActor           *actor,
                         const MootLogCosignature  *cosignature,
                         GError                   **error)
{
  g_autofree char *root = NULL;
  MootDigest digest;
  gint64 size = 0;

  if (cosignature->root == NULL || cosignature->ed25519 == NULL || cosignature->tree_size <= 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "tree_size",
                             "a head of the log: tree_size, root, key_id, ed25519");
  if (!moot_actor_require (actor, MOOT_RIGHT_READ, error) ||
      !moot_audit_get_head (context->db, -1, &size, &digest, error))
    return FALSE;
  if (cosignature->tree_size > size)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, "tree_size",
                             "the log is not that long here");
  if (!moot_audit_get_head (context->db, cosignature->tree_size, &size, &digest, error))
    return FALSE;
  root = moot_digest_to_hex (&digest);
  if (!g_str_equal (root, cosignature->root))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, "root", "the log was %s here", root);
  return check_signature (context, actor, cosignature, error) &&
         moot_db_run (context->db, &moot_sql_log_cosignature_put,
                      MOOT_BINDS (MOOT_INT ("tree_size", cosignature->tree_size),
                                  MOOT_INT ("key_id", cosignature->key_id),
                                  MOOT_TEXT ("root", root), MOOT_INT ("member_id", actor->id),
                                  MOOT_TEXT ("ed25519", cosignature->ed25519),
                                  MOOT_INT ("now", context->now)),
                      error) &&
         moot_db_run (context->db, &moot_sql_log_cosignature_trim,
                      MOOT_BINDS (MOOT_INT ("key_id", cosignature->key_id),
                                  MOOT_INT ("limit", MOOT_LOG_COSIGNATURES_MAX)),
                      error);
}

static void
write_cosignature (MootRows       *rows,
                   MootJsonWriter *json)
{
  moot_json_put_int (json, "tree_size", moot_rows_get_int (rows, "tree_size"));
  moot_json_put_string (json, "root", moot_rows_get_text (rows, "root"));
  moot_json_put_id (json, "member_id", moot_rows_get_int (rows, "member_id"));
  moot_json_put_id (json, "key_id", moot_rows_get_int (rows, "key_id"));
  moot_json_put_string (json, "ed25519", moot_rows_get_text (rows, "ed25519"));
  moot_json_put_time (json, "at", moot_rows_get_int (rows, "created_at"));
}

/** moot_log_witness_put: the member `cosig`: the latest, as `[{"tree_size":131,"root":"…",
 * "member_id":"42","key_id":"1","ed25519":"…","at":"…"}]` */
gboolean
moot_log_witness_put (MootDb          *db,
                      MootJsonWriter  *json,
                      GError         **error)
{
  moot_json_name (json, "cosig");
  return moot_records_write (db, &moot_sql_log_cosignature_list,
                             MOOT_BINDS (MOOT_INT ("limit", MOOT_LOG_COSIGNATURES_SHOWN)),
                             write_cosignature, json, error);
}
