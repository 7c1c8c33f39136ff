/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The part of a lot that one scrutineer's computer draws.  The number is kept where the other
 * secrets of this computer are before the server hears what it commits to: nobody else has it, and
 * without it the part is forfeited.
 * Spec: governance rules, deterministic lot; co-op API, Election: scrutinise, lot.
 * Thread: main; the work is done by a worker. */
#include "moot-lot-share.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-crypto.h"
#include "moot-json.h"
#include "moot-lot.h"
#include "moot-secret-store.h"

typedef struct
{
  char *folder;
  char *account;
  char *election_id;
  MootLotDeed deed;
} Share;

static void
share_free (gpointer data)
{
  Share *self = data;

  g_free (self->folder);
  g_free (self->account);
  g_free (self->election_id);
  g_free (self);
}

static char *
dup_key (const Share *self)
{
  return g_strconcat ("lot ", self->account, " ", self->election_id, NULL);
}

/* Whether a number is kept here; an error when that cannot be known. */
static gboolean
load (const Share   *self,
      MootDigest    *out_nonce,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree char *key = dup_key (self);
  g_autoptr (GError) local = NULL;
  g_autofree char *text = moot_secret_store_load (self->folder, key, cancellable, &local);

  /* no keyring at all, and no file: there is none */
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_propagate_error (error, g_steal_pointer (&local));
  return text != NULL && moot_digest_from_hex (text, out_nonce);
}

/* A number that was drawn before is used again: perhaps the server has heard of it. */
static gboolean
draw (const Share   *self,
      MootDigest    *out_nonce,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *label = NULL;
  g_autofree char *hex = NULL;
  g_autoptr (GError) local = NULL;

  if (load (self, out_nonce, cancellable, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  moot_random_bytes (out_nonce->bytes, sizeof out_nonce->bytes);
  hex = moot_digest_to_hex (out_nonce);
  /* Translators: name of a secret in the keyring; %s is an account such as ada@coop.example */
  label = g_strdup_printf (_("Folkmoot: part of a lot that %s drew"), self->account);
  return moot_secret_store_save (self->folder, key, label, hex, cancellable, error) !=
         MOOT_SECRET_PLACE_NONE;
}

/* What the server is told, as a member of an object. */
static gboolean
write_part (const Share     *self,
            MootJsonWriter  *json,
            GCancellable    *cancellable,
            GError         **error)
{
  MootDigest nonce;
  MootDigest commit;
  g_autofree char *hex = NULL;
  g_autoptr (GError) local = NULL;

  if (self->deed == MOOT_LOT_AGREE)
    return TRUE;
  if (self->deed == MOOT_LOT_COMMIT)
    {
      if (!draw (self, &nonce, cancellable, error))
        return FALSE;
      moot_lot_hash_nonce (&nonce, &commit);
      hex = moot_digest_to_hex (&commit);
      moot_json_put_string (json, "lot_commit", hex);
      return TRUE;
    }
  if (!load (self, &nonce, cancellable, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             "the number was drawn on another computer");
      return FALSE;
    }
  hex = moot_digest_to_hex (&nonce);
  moot_json_put_string (json, "lot_nonce", hex);
  return TRUE;
}

static gpointer
work (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Share *self = data;
  g_autoptr (MootRequest) request = moot_request_new_for (
    self->deed == MOOT_LOT_SHOW ? MOOT_CALL_SHOW_LOT : MOOT_CALL_SCRUTINISE, self->election_id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootReply) reply = NULL;

  if (self->folder == NULL || self->account == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "there is nowhere to keep the number");
      return NULL;
    }
  moot_json_begin_object (&json);
  if (!write_part (self, &json, cancellable, error))
    return NULL;
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  reply = moot_connection_call (connection, request, cancellable, error);
  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

/**
 * moot_lot_share_do_async:
 * @client: a server with a co-op, signed in as a scrutineer
 * @election_id: which election
 * @deed: what to do
 * @cancellable: (nullable): stops it
 * @callback: called when it is done; moot_client_run_finish() gives the #MootContest
 * @user_data: for @callback
 *
 * Errors: those of the server; %G_IO_ERROR_NOT_FOUND when another computer has the number;
 * %G_IO_ERROR_PERMISSION_DENIED while the keyring is locked.
 */
void
moot_lot_share_do_async (MootClient          *client,
                         const char          *election_id,
                         MootLotDeed          deed,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Share *self = g_new0 (Share, 1);
  const char *account = NULL;

  moot_client_get_keep (client, &account);
  self->folder = g_strdup (moot_client_get_secrets (client));
  self->account = g_strdup (account);
  self->election_id = g_strdup (election_id);
  self->deed = deed;
  moot_client_run_async (client, work, self, share_free, g_object_unref, cancellable, callback,
                         user_data);
}
