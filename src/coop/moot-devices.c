/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The keys that members' devices sign named ballots with: each is in the log from the day it came
 * to the day it was revoked, so the host cannot slip in one of its own unseen.
 * Spec: co-op API, Membership (device_keys) and Ballot (signature).
 * Thread: the connection's. */
#include "moot-devices.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-device-store.h"
#include "moot-json.h"
#include "moot-texts.h"

static gboolean
check_claim (const MootCoopContext  *context,
             const MootActor        *actor,
             const MootDeviceDraft  *draft,
             GError                **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  g_autoptr (MootPublicKey) key = NULL;
  g_autofree char *claim = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize n_bytes = 0;

  if (coop == NULL)
    return FALSE;
  key = draft->ed25519 != NULL ? moot_device_key_from_hex (draft->ed25519, NULL) : NULL;
  if (key == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "ed25519",
                             "an Ed25519 key is 64 small hexadecimal digits");
  claim = moot_device_key_dup_claim (coop->log_id, actor->id, draft->ed25519);
  bytes = draft->signature != NULL ? moot_base64url_decode (draft->signature, &n_bytes) : NULL;
  if (bytes == NULL || !moot_public_key_verify (key, claim, strlen (claim), bytes, n_bytes))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_SIGNATURE, "signature",
                             "the key has to sign that it is yours: %s", claim);
  return moot_text_check ("name", draft->name, MOOT_DEVICE_NAME_MAX, FALSE, error);
}

static gboolean
check_room (const MootCoopContext  *context,
            gint64                  member_id,
            GError                **error)
{
  g_autoptr (GPtrArray) keys = moot_device_store_list (context->db, member_id, error);
  guint n_used = 0;

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    n_used += ((const MootDeviceKeyRecord *) g_ptr_array_index (keys, i))->revoked_at == 0;
  if (n_used >= MOOT_DEVICE_KEYS_MAX || keys->len >= MOOT_DEVICE_KEYS_EVER_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "ed25519",
                             "you have %u devices; revoke one first", n_used);
  return TRUE;
}

static gboolean
log_key (const MootCoopContext      *context,
         const char                 *type,
         const MootDeviceKeyRecord  *key,
         gint64                     *out_seq,
         GError                    **error)
{
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = key->member_id,
                                               .subject_type = "member",
                                               .subject_id = key->member_id,
                                               .facts = { { "ed25519", key->ed25519, 0 } } },
                            out_seq, error);
}

/**
 * moot_devices_add:
 * @context: a context inside a transaction
 * @actor: whose device it is
 * @draft: its key
 * @error: return location
 *
 * Registers a key.  One that is registered already stays as it is.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _INVALID, _SIGNATURE when the key did not sign that it is the
 * member's, _EXISTS for a key of somebody else or one that was revoked, _TOO_MANY, _TOO_LONG.
 *
 * Returns: whether it is registered now
 */
gboolean
moot_devices_add (const MootCoopContext  *context,
                  const MootActor        *actor,
                  const MootDeviceDraft  *draft,
                  GError                **error)
{
  g_autoptr (MootDeviceKeyRecord) known = NULL;
  g_autoptr (MootDeviceKeyRecord) key = NULL;
  g_autoptr (GError) local = NULL;

  if (!moot_actor_require (actor, MOOT_RIGHT_READ, error) ||
      !check_claim (context, actor, draft, error))
    return FALSE;
  known = moot_device_store_find_by_point (context->db, draft->ed25519, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (known != NULL && known->member_id == actor->id && known->revoked_at == 0)
    return TRUE;
  if (known != NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "ed25519",
                             "this key was used before; make a new one");
  if (!check_room (context, actor->id, error))
    return FALSE;
  key = g_object_new (MOOT_TYPE_DEVICE_KEY_RECORD, NULL);
  key->member_id = actor->id;
  key->ed25519 = g_strdup (draft->ed25519);
  key->name = moot_text_dup_trimmed (draft->name);
  key->added_at = context->now;
  return log_key (context, "membership.device_added", key, &key->log_seq, error) &&
         moot_device_store_add (context->db, key, error);
}

/**
 * moot_devices_revoke:
 * @context: a context inside a transaction
 * @actor: whose device it is
 * @id: of the key
 * @error: return location
 *
 * Nothing new is signed with the key from now on; what it signed stays signed.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_devices_revoke (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootDeviceKeyRecord) key = moot_device_store_find (context->db, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (key == NULL || key->member_id != actor->id || key->revoked_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL,
                             "you have no device with that key");
  return log_key (context, "membership.device_revoked", key, NULL, error) &&
         moot_device_store_revoke (context->db, id, context->now, error);
}

/**
 * moot_devices_write:
 * @context: a context
 * @member_id: whose
 * @with_names: whether to say what the devices are called
 * @error: return location
 *
 * Returns: (transfer full): `device_keys` of a Membership: all there ever were
 */
char *
moot_devices_write (const MootCoopContext  *context,
                    gint64                  member_id,
                    gboolean                with_names,
                    GError                **error)
{
  g_autoptr (GPtrArray) keys = moot_device_store_list (context->db, member_id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (keys == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < keys->len; i++)
    {
      const MootDeviceKeyRecord *key = g_ptr_array_index (keys, i);

      moot_json_begin_object (&json);
      moot_json_put_id (&json, "id", key->id);
      moot_json_put_string (&json, "ed25519", key->ed25519);
      if (with_names)
        moot_json_put_string (&json, "name", key->name);
      moot_json_put_time (&json, "added_at", key->added_at);
      if (key->revoked_at != 0)
        moot_json_put_time (&json, "revoked_at", key->revoked_at);
      else
        moot_json_put_null (&json, "revoked_at");
      moot_json_put_int (&json, "log_seq", key->log_seq);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/* Ballots ------------------------------------------------------------------------------------ */

static const char *
find_key (const char *key_id,
          gpointer    data)
{
  const GPtrArray *keys = data;

  for (guint i = 0; i < keys->len; i++)
    {
      const MootDeviceKeyRecord *key = g_ptr_array_index (keys, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, key->id);

      if (key->revoked_at == 0 && g_str_equal (id, key_id))
        return key->ed25519;
    }
  return NULL;
}

static const struct
{
  MootBallotSignature signature;
  const char *words;
} refusals[] = {
  { MOOT_BALLOT_SIGNATURE_MALFORMED, "the signature cannot be read" },
  { MOOT_BALLOT_SIGNATURE_KEY_UNKNOWN, "the signature is by no device of yours" },
  { MOOT_BALLOT_SIGNATURE_OTHER, "what was signed is not this ballot, or not your next one" },
  { MOOT_BALLOT_SIGNATURE_FALSE, "the signature is false" },
};

/**
 * moot_devices_check_ballot:
 * @context: a context
 * @actor: who votes
 * @statement: what the ballot says, with its number
 * @signature: (nullable): what is said to be the device's signature
 * @required: whether the bylaws want one
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_SIGNATURE, %MOOT_COOP_ERROR_SIGNATURE_REQUIRED.
 *
 * Returns: whether the ballot may be taken
 */
gboolean
moot_devices_check_ballot (const MootCoopContext      *context,
                           const MootActor            *actor,
                           const MootBallotStatement  *statement,
                           const char                 *signature,
                           gboolean                    required,
                           GError                    **error)
{
  g_autoptr (GPtrArray) keys = moot_device_store_list (context->db, actor->id, error);
  MootBallotSignature result;

  if (keys == NULL)
    return FALSE;
  result = moot_ballot_statement_check (statement, signature, find_key, keys);
  if (result == MOOT_BALLOT_SIGNATURE_MISSING && required)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_SIGNATURE_REQUIRED, "signature",
                             "the bylaws want these ballots signed by a device of yours");
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].signature == result)
      return moot_coop_refuse (error, MOOT_COOP_ERROR_SIGNATURE, "signature", "%s",
                               refusals[i].words);
  return TRUE;
}
