/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Casts a ballot, a named one signed by this computer.  Where it cannot be signed, since the
 * keyring stays locked or the node knows of no signatures, it goes out without: whether that will
 * do is for the bylaws to say, and the page says which it was.  An anonymous one is not signed: it
 * goes out with a stamp, and its receipt stays here.
 * Thread: main; the work is done on a worker. */
#include "moot-ballot-cast.h"

#include "moot-ballot-signature.h"
#include "moot-ballot.h"
#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-device-key.h"
#include "moot-id.h"
#include "moot-kept-paper.h"
#include "moot-paper-entry.h"
#include "moot-paper.h"
#include "moot-vote-text.h"

typedef struct
{
  char *folder;  /* (nullable): of secrets */
  char *account; /* (nullable) */
  char *proposal_id;
  char *choices;
  char *reason;
  gint64 version;
  gint64 number; /* 0: an unnamed ballot is never signed */
  gboolean voted;
} Cast;

static void
cast_free (gpointer data)
{
  Cast *self = data;

  g_free (self->folder);
  g_free (self->account);
  g_free (self->proposal_id);
  g_free (self->choices);
  g_free (self->reason);
  g_free (self);
}

/* Ids that are no numbers belong to no node of ours. */
static gboolean
read_statement (const Cast          *self,
                MootBallotStatement *out)
{
  g_autoptr (JsonNode) node = moot_json_parse (self->choices, -1, NULL);
  JsonArray *choices =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const guint n = choices != NULL ? json_array_get_length (choices) : 0;

  *out = (MootBallotStatement){ .version = self->version,
                                .reason = self->reason,
                                .number = self->number,
                                .at = moot_clock_now () };
  if (choices == NULL || n > G_N_ELEMENTS (out->choices) ||
      !moot_id_parse (self->proposal_id, &out->proposal_id))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *choice = json_array_get_object_element (choices, i);
      const char *id = moot_json_get_string (choice, "option_id");

      if (id == NULL || !moot_id_parse (id, &out->choices[i].option_id))
        return FALSE;
      out->choices[i].value = moot_json_get_int (choice, "value");
    }
  out->n_choices = n;
  return TRUE;
}

/* A key that was revoked from another device is gone: this one makes itself a new one, once. */
static char *
dup_key_id (const Cast      *self,
            MootDeviceKey  **out_key,
            MootConnection  *connection,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (GError) local = NULL;
  char *id = NULL;

  *out_key = moot_device_key_open (self->folder, self->account, cancellable, error);
  if (*out_key != NULL)
    id = moot_device_key_register (*out_key, connection, cancellable, &local);
  if (!g_error_matches (local, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_CONFLICT))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return id;
    }
  g_clear_pointer (out_key, moot_device_key_free);
  moot_device_key_forget (self->folder, self->account, cancellable);
  *out_key = moot_device_key_open (self->folder, self->account, cancellable, error);
  return *out_key != NULL ? moot_device_key_register (*out_key, connection, cancellable, error)
                          : NULL;
}

static char *
sign (const Cast      *self,
      MootConnection  *connection,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (MootDeviceKey) key = NULL;
  g_autofree char *key_id = NULL;
  MootBallotStatement statement;

  if (self->folder == NULL || self->account == NULL || self->number == 0 ||
      !read_statement (self, &statement))
    return NULL;
  key_id = dup_key_id (self, &key, connection, cancellable, error);
  return key_id != NULL ? moot_ballot_statement_sign (&statement, key->key, key_id, error) : NULL;
}

static gpointer
cast (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Cast *self = data;
  g_autoptr (MootRequest) request =
    moot_request_new_for (MOOT_CALL_CAST_BALLOT, self->proposal_id);
  g_autoptr (GError) unsigned_because = NULL;
  g_autofree char *signature = sign (self, connection, cancellable, &unsigned_because);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootReply) reply = NULL;

  if (unsigned_because != NULL)
    g_message ("the ballot is not signed: %s", unsigned_because->message);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "choices", self->choices);
  moot_json_put_string (&json, "reason", self->reason);
  moot_json_put_int (&json, "proposal_version", self->version);
  moot_json_put_string (&json, "via", "app");
  if (signature != NULL)
    moot_json_put_raw (&json, "signature", signature);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  reply = moot_connection_call (connection, request, cancellable, error);
  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

/* Without a name ----------------------------------------------------------------------------- */

static MootKeptPaper *
draw_paper (const Cast           *self,
            const MootKeptPaper  *kept,
            GError              **error)
{
  g_autoptr (MootKeptPaper) paper = g_new0 (MootKeptPaper, 1);
  MootBallotStatement statement;
  guint8 secret[MOOT_PAPER_DIGITS / 2];
  g_autoptr (GString) hex = g_string_new (NULL);

  if (!read_statement (self, &statement))
    {
      g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE,
                           "the ids of this vote are no numbers");
      return NULL;
    }
  paper->choices = moot_paper_dup_choices (&statement, error);
  if (paper->choices == NULL)
    return NULL;
  paper->reason = *self->reason != '\0' ? g_strdup (self->reason) : NULL;
  paper->version = self->version;
  /* the answer got lost: the same paper is sent again, and not a second one */
  if (kept != NULL && kept->log_seq == 0 && g_strcmp0 (kept->choices, paper->choices) == 0 &&
      g_strcmp0 (kept->reason, paper->reason) == 0 && kept->version == paper->version)
    {
      paper->secret = g_strdup (kept->secret);
      paper->earlier = g_strdup (kept->earlier);
      return g_steal_pointer (&paper);
    }
  moot_random_bytes (secret, sizeof secret);
  for (guint i = 0; i < sizeof secret; i++)
    g_string_append_printf (hex, "%02x", secret[i]);
  paper->secret = g_strdup (hex->str);
  paper->earlier = kept != NULL ? g_strdup (kept->secret) : NULL;
  return g_steal_pointer (&paper);
}

static MootPaperReceipt *
send_paper (const Cast           *self,
            const MootKeptPaper  *paper,
            const char           *replaced,
            MootConnection       *connection,
            GCancellable         *cancellable,
            GError              **error)
{
  g_autoptr (MootRequest) request =
    moot_request_new_for (MOOT_CALL_CAST_PAPER, self->proposal_id);
  g_autofree char *stamp = moot_paper_dup_stamp (paper->secret);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootReply) reply = NULL;

  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "choices", self->choices);
  moot_json_put_string (&json, "reason", self->reason);
  moot_json_put_int (&json, "proposal_version", self->version);
  moot_json_put_string (&json, "stamp", stamp);
  if (self->voted && replaced != NULL)
    moot_json_put_string (&json, "secret", replaced);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  reply = moot_connection_call (connection, request, cancellable, error);
  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

/* Whether the server said no, so that nothing of the new paper is there. */
static gboolean
is_refusal (const GError *error)
{
  static const MootClientError refusals[] = {
    MOOT_CLIENT_ERROR_FORBIDDEN,
    MOOT_CLIENT_ERROR_NOT_FOUND,
    MOOT_CLIENT_ERROR_GONE,
    MOOT_CLIENT_ERROR_CONFLICT,
    MOOT_CLIENT_ERROR_REFUSED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_error_matches (error, MOOT_CLIENT_ERROR, (int) refusals[i]))
      return TRUE;
  return FALSE;
}

static void
put_back (const Cast          *self,
          const MootKeptPaper *kept,
          GCancellable        *cancellable)
{
  if (kept == NULL)
    moot_kept_paper_forget (self->folder, self->account, self->proposal_id, cancellable);
  else if (!moot_kept_paper_save (kept, self->folder, self->account, self->proposal_id, cancellable,
                                  NULL))
    g_message ("the receipt of the earlier vote could not be kept");
}

/* The receipt is kept before anything is sent: nobody else could ever make it again. */
static gpointer
cast_paper (MootConnection  *connection,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  const Cast *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootKeptPaper) kept = NULL;
  g_autoptr (MootKeptPaper) paper = NULL;
  g_autoptr (MootPaperReceipt) receipt = NULL;

  if (self->folder == NULL || self->account == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "there is nowhere to keep the receipt");
      return NULL;
    }
  kept = moot_kept_paper_load (self->folder, self->account, self->proposal_id, cancellable, &local);
  paper = local == NULL ? draw_paper (self, kept, &local) : NULL;
  if (paper == NULL || !moot_kept_paper_save (paper, self->folder, self->account,
                                              self->proposal_id, cancellable, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  receipt = send_paper (self, paper, paper->earlier, connection, cancellable, &local);
  /* the paper before was never taken: it is the one before that which is replaced */
  if (receipt == NULL && kept != NULL && kept->log_seq == 0 && kept->earlier != NULL &&
      g_error_matches (local, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_CONFLICT))
    {
      g_clear_error (&local);
      receipt = send_paper (self, paper, kept->earlier, connection, cancellable, &local);
    }
  if (receipt == NULL)
    {
      if (is_refusal (local))
        put_back (self, kept, cancellable);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  paper->log_seq = receipt->log_seq;
  paper->tree_size = receipt->tree_size;
  paper->root = g_strdup (receipt->root);
  g_clear_pointer (&paper->earlier, g_free);
  if (!moot_kept_paper_save (paper, self->folder, self->account, self->proposal_id, cancellable,
                             error))
    return NULL;
  return moot_kept_paper_to_ballot (paper, self->proposal_id);
}

/**
 * moot_ballot_cast_async:
 * @client: a server with a co-op
 * @proposal: as it was read
 * @choices: what is chosen, as JSON
 * @reason: why, or ""
 * @cancellable: (nullable): stops it
 * @callback: called when it is cast; moot_client_run_finish() gives the #MootBallot
 * @user_data: for @callback
 */
void
moot_ballot_cast_async (MootClient          *client,
                        MootProposal        *proposal,
                        const char          *choices,
                        const char          *reason,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Cast *self = g_new0 (Cast, 1);
  const char *account = NULL;

  moot_client_get_keep (client, &account);
  self->folder = g_strdup (moot_client_get_secrets (client));
  self->account = g_strdup (account);
  self->proposal_id = g_strdup (proposal->id);
  self->choices = g_strdup (choices);
  self->reason = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  self->version = proposal->version;
  if (!proposal->anonymous && proposal->my != NULL)
    self->number = proposal->my->next_ballot;
  self->voted = proposal->my != NULL && proposal->my->voted;
  moot_client_run_async (client,
                         moot_vote_text_has_papers (proposal) ? cast_paper : cast, self, cast_free,
                         g_object_unref, cancellable, callback, user_data);
}
