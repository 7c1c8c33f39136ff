/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The key that signs named ballots on this computer: made here when it is first needed, kept where
 * the sign-in is kept, and made known to the co-op's node, which puts the public part in the log.
 * Thread: workers. */
#include "moot-device-key.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-ballot-signature.h"
#include "moot-client-error.h"
#include "moot-crypto.h"
#include "moot-id.h"
#include "moot-keys.h"
#include "moot-log-proof.h"
#include "moot-member.h"
#include "moot-secret-store.h"

/* Two first ballots at once must not make two keys. */
static GMutex opening;

static char *
dup_name (const char *account)
{
  return g_strconcat ("device-key ", account, NULL);
}

static char *
to_hex (const char *base64url)
{
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = moot_base64url_decode (base64url, &n_bytes);
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; bytes != NULL && i < n_bytes; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (g_steal_pointer (&hex), FALSE);
}

/* What is kept is the private part, a space and the public one. */
static MootDeviceKey *
read_secret (const char  *secret,
             GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (secret, " ", 2);
  g_autoptr (MootDeviceKey) self = g_new0 (MootDeviceKey, 1);

  self->key = moot_private_key_new_from_base64url (parts[0] != NULL ? parts[0] : "", error);
  self->hex = to_hex (parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
  return self->key != NULL ? g_steal_pointer (&self) : NULL;
}

static char *
make_secret (const char    *folder,
             const char    *account,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_ed25519 (error);
  g_autofree char *name = dup_name (account);
  g_autofree char *secret = NULL;
  g_autofree char *label = NULL;

  if (pair == NULL)
    return NULL;
  secret = g_strconcat (pair->private_key, " ", pair->public_key, NULL);
  /* Translators: name of a secret in the keyring; %s is an account such as ada@coop.example */
  label = g_strdup_printf (_("Folkmoot: signs the votes of %s"), account);
  return moot_secret_store_save (folder, name, label, secret, cancellable, error) !=
             MOOT_SECRET_PLACE_NONE
           ? g_steal_pointer (&secret)
           : NULL;
}

/* Where there is no keyring a file will do; one that stays locked may have a key already. */
static gboolean
may_make (const GError *error)
{
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * moot_device_key_open:
 * @folder: of secrets, where there is no keyring
 * @account: whose ballots it signs
 * @cancellable: (nullable): stops waiting for the keyring
 * @error: return location
 *
 * Finds this computer's key, or makes it.
 *
 * Errors: as moot_secret_store_load().
 *
 * Returns: (transfer full): the key
 */
MootDeviceKey *
moot_device_key_open (const char    *folder,
                      const char    *account,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *name = dup_name (account);
  g_autofree char *secret = NULL;
  g_autoptr (GError) local = NULL;

  g_mutex_lock (&opening);
  secret = moot_secret_store_load (folder, name, cancellable, &local);
  if (secret == NULL && may_make (local))
    {
      g_clear_error (&local);
      secret = make_secret (folder, account, cancellable, &local);
    }
  g_mutex_unlock (&opening);
  if (secret != NULL)
    return read_secret (secret, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** moot_device_key_dup_public: (transfer full) (nullable): this computer's key in hex, if it has
 * one
 */
char *
moot_device_key_dup_public (const char   *folder,
                            const char   *account,
                            GCancellable *cancellable)
{
  g_autofree char *name = dup_name (account);
  g_autofree char *secret = moot_secret_store_load (folder, name, cancellable, NULL);
  g_autoptr (MootDeviceKey) self = secret != NULL ? read_secret (secret, NULL) : NULL;

  return self != NULL ? g_strdup (self->hex) : NULL;
}

/** moot_device_key_free: @self may be %NULL */
void
moot_device_key_free (MootDeviceKey *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->key, moot_private_key_free);
  g_free (self->hex);
  g_free (self);
}

/** moot_device_key_forget: the next key is another one */
void
moot_device_key_forget (const char   *folder,
                        const char   *account,
                        GCancellable *cancellable)
{
  g_autofree char *name = dup_name (account);

  moot_secret_store_forget (folder, name, cancellable);
}

static char *
find_id (MootMember *member,
         const char *hex)
{
  g_autoptr (JsonNode) node =
    member->device_keys != NULL ? moot_json_parse (member->device_keys, -1, NULL) : NULL;
  JsonArray *keys =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++)
    {
      JsonNode *item = json_array_get_element (keys, i);
      JsonObject *key = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;

      if (key != NULL && g_strcmp0 (moot_json_get_string (key, "ed25519"), hex) == 0 &&
          moot_json_get_string (key, "revoked_at") == NULL)
        return g_strdup (moot_json_get_string (key, "id"));
    }
  return NULL;
}

static char *
write_claim (MootDeviceKey  *self,
             const char     *log_id,
             const char     *member_id,
             GError        **error)
{
  g_autofree char *claim = NULL;
  g_autofree char *signature = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  gint64 id = 0;

  moot_id_parse (member_id, &id);
  claim = moot_device_key_dup_claim (log_id, id, self->hex);
  bytes = moot_private_key_sign (self->key, claim, strlen (claim), error);
  if (bytes == NULL)
    return NULL;
  signature = moot_base64url_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "ed25519", self->hex);
  moot_json_put_string (&json, "name", g_get_host_name ());
  moot_json_put_string (&json, "signature", signature);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/**
 * moot_device_key_register:
 * @self: this computer's key
 * @connection: the way to the co-op's node
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Makes the key known, if it is not yet.
 *
 * Errors: %MOOT_CLIENT_ERROR_CONFLICT when it was revoked; those of the connection.
 *
 * Returns: (transfer full): what the node calls it
 */
char *
moot_device_key_register (MootDeviceKey   *self,
                          MootConnection  *connection,
                          GCancellable    *cancellable,
                          GError         **error)
{
  g_autoptr (MootRequest) ask = moot_request_new (MOOT_CALL_MY_MEMBERSHIP);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_ADD_DEVICE);
  g_autoptr (MootReply) me = moot_connection_call (connection, ask, cancellable, error);
  g_autoptr (MootReply) added = NULL;
  g_autoptr (MootLogHead) head = NULL;
  char *claim;
  char *id;

  if (me == NULL)
    return NULL;
  id = find_id (me->entity, self->hex);
  if (id != NULL)
    return id;
  head = moot_log_ask_head (connection, cancellable, error);
  claim = head != NULL ? write_claim (self, head->log_id, MOOT_MEMBER (me->entity)->id, error)
                       : NULL;
  if (claim == NULL)
    return NULL;
  moot_request_set_json (request, claim);
  added = moot_connection_call (connection, request, cancellable, error);
  if (added == NULL)
    return NULL;
  id = find_id (added->entity, self->hex);
  if (id == NULL)
    g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE,
                         "the server did not take the key");
  return id;
}
