/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Receipts of anonymous votes, kept where the other secrets of this computer are.  Whoever has one
 * knows how was voted and can change it while the vote is open, so nothing of it is sent anywhere.
 * Thread: a worker. */
#include "moot-kept-paper.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-json.h"
#include "moot-paper.h"
#include "moot-secret-store.h"

static char *
dup_key (const char *account,
         const char *proposal_id)
{
  return g_strconcat ("paper ", account, " ", proposal_id, NULL);
}

static MootKeptPaper *
parse (const char *text)
{
  g_autoptr (MootKeptPaper) self = g_new0 (MootKeptPaper, 1);
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  self->secret = g_strdup (moot_json_get_string (object, "secret"));
  self->earlier = g_strdup (moot_json_get_string (object, "earlier"));
  self->choices = g_strdup (moot_json_get_string (object, "choices"));
  self->reason = g_strdup (moot_json_get_string (object, "reason"));
  self->version = moot_json_get_int (object, "version");
  self->log_seq = moot_json_get_int (object, "log_seq");
  self->tree_size = moot_json_get_int (object, "tree_size");
  self->root = g_strdup (moot_json_get_string (object, "root"));
  return moot_paper_is_hex (self->secret) && self->choices != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * moot_kept_paper_load:
 * @folder: of secrets, where there is no keyring
 * @account: whose
 * @proposal_id: of the vote
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Errors: %G_IO_ERROR_PERMISSION_DENIED while the keyring is locked.
 *
 * Returns: (transfer full) (nullable): the receipt; %NULL without @error when this computer has
 * none
 */
MootKeptPaper *
moot_kept_paper_load (const char    *folder,
                      const char    *account,
                      const char    *proposal_id,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *key = dup_key (account, proposal_id);
  g_autoptr (GError) local = NULL;
  g_autofree char *text = moot_secret_store_load (folder, key, cancellable, &local);

  /* no keyring at all, and no file: there is none */
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_propagate_error (error, g_steal_pointer (&local));
  return text != NULL ? parse (text) : NULL;
}

/** moot_kept_paper_save: keeps a receipt, in the place of the one before */
gboolean
moot_kept_paper_save (const MootKeptPaper  *self,
                      const char           *folder,
                      const char           *account,
                      const char           *proposal_id,
                      GCancellable         *cancellable,
                      GError              **error)
{
  g_autofree char *key = dup_key (account, proposal_id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "secret", self->secret);
  moot_json_put_string (&json, "earlier", self->earlier);
  moot_json_put_string (&json, "choices", self->choices);
  moot_json_put_string (&json, "reason", self->reason);
  moot_json_put_int (&json, "version", self->version);
  moot_json_put_int (&json, "log_seq", self->log_seq);
  moot_json_put_int (&json, "tree_size", self->tree_size);
  moot_json_put_string (&json, "root", self->root);
  moot_json_end_object (&json);
  text = moot_json_writer_steal (&json);
  /* Translators: name of a secret in the keyring; %s is an account such as ada@coop.example */
  label = g_strdup_printf (_("Folkmoot: receipt of a vote of %s"), account);
  return moot_secret_store_save (folder, key, label, text, cancellable, error) !=
         MOOT_SECRET_PLACE_NONE;
}

/** moot_kept_paper_forget: nothing was cast */
void
moot_kept_paper_forget (const char   *folder,
                        const char   *account,
                        const char   *proposal_id,
                        GCancellable *cancellable)
{
  g_autofree char *key = dup_key (account, proposal_id);

  moot_secret_store_forget (folder, key, cancellable);
}

/** moot_kept_paper_free: @self may be %NULL */
void
moot_kept_paper_free (MootKeptPaper *self)
{
  if (self == NULL)
    return;

  g_free (self->secret);
  g_free (self->earlier);
  g_free (self->choices);
  g_free (self->reason);
  g_free (self->root);
  g_free (self);
}

static char *
write_receipt (const MootKeptPaper *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (self->log_seq == 0 || self->root == NULL)
    return NULL;
  moot_json_begin_object (&json);
  moot_json_put_int (&json, "tree_size", self->tree_size);
  moot_json_put_string (&json, "root", self->root);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/**
 * moot_kept_paper_to_ballot:
 * @self: a receipt
 * @proposal_id: of the vote
 *
 * Returns: (transfer full): the ballot as it was cast; its id is the number of the paper, its salt
 * the stamp
 */
MootBallot *
moot_kept_paper_to_ballot (const MootKeptPaper *self,
                           const char          *proposal_id)
{
  MootBallot *ballot = g_object_new (MOOT_TYPE_BALLOT, NULL);
  MootBallotStatement statement = { 0 };

  ballot->salt = moot_paper_dup_stamp (self->secret);
  ballot->id = moot_paper_dup_number (ballot->salt);
  ballot->proposal_id = g_strdup (proposal_id);
  moot_paper_read_choices (self->choices, &statement);
  for (guint i = 0; i < statement.n_choices; i++)
    {
      MootBallotChoice *choice = g_object_new (MOOT_TYPE_BALLOT_CHOICE, NULL);

      choice->option_id = g_strdup_printf ("%" G_GINT64_FORMAT, statement.choices[i].option_id);
      choice->value = statement.choices[i].value;
      g_ptr_array_add (ballot->choices, choice);
    }
  ballot->reason_source = g_strdup (self->reason);
  ballot->proposal_version = self->version;
  ballot->log_seq = self->log_seq;
  ballot->receipt = write_receipt (self);
  ballot->latest = TRUE;
  ballot->weight = 1;
  return ballot;
}
