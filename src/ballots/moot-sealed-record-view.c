/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a record says of its election.  Thread: any, one at a time. */
#include "moot-sealed-record-private.h"

#include "moot-message.h"

/** moot_sealed_record_get_log: (transfer none): all that was taken in */
const MootSealedLog *
moot_sealed_record_get_log (const MootSealedRecord *self)
{
  return self->log;
}

/** moot_sealed_record_get_manifest: (transfer none) (nullable): %NULL before it is opened */
MootManifest *
moot_sealed_record_get_manifest (const MootSealedRecord *self)
{
  return self->manifest;
}

/** moot_sealed_record_get_phase: how far it has come */
MootSealedPhase
moot_sealed_record_get_phase (const MootSealedRecord *self)
{
  if (self->result != NULL)
    return MOOT_SEALED_PHASE_DONE;
  if (self->closed)
    return MOOT_SEALED_PHASE_CLOSED;
  return self->manifest != NULL ? MOOT_SEALED_PHASE_OPEN : MOOT_SEALED_PHASE_NONE;
}

/** moot_sealed_record_get_host: whose key signs for the log now */
const guint8 *
moot_sealed_record_get_host (const MootSealedRecord *self)
{
  return self->host;
}

/**
 * moot_sealed_record_check_host:
 * @self: a record of an election
 * @object: a message
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether the host signed it, or one that was host before
 */
gboolean
moot_sealed_record_check_host (const MootSealedRecord  *self,
                               JsonObject              *object,
                               GError                 **error)
{
  for (guint at = self->hosts->len; at > sizeof self->host; at -= sizeof self->host)
    if (moot_message_verify (object, self->hosts->data + at - sizeof self->host, NULL))
      return TRUE;
  return moot_message_verify (object, self->manifest->host, error);
}

/** moot_sealed_record_get_misdeeds: (element-type MootSealedMisdeed): what scrutineers did wrong */
GPtrArray *
moot_sealed_record_get_misdeeds (const MootSealedRecord *self)
{
  return self->misdeeds;
}

/** moot_sealed_record_get_last_at: of the last entry, UTC milliseconds */
gint64
moot_sealed_record_get_last_at (const MootSealedRecord *self)
{
  return self->last_at;
}

/** moot_sealed_record_find_request_text: (nullable): what @member asked that scrutineer first */
const char *
moot_sealed_record_find_request_text (const MootSealedRecord *self,
                                      const char             *member,
                                      guint                   scrutineer)
{
  const MootSealedRequest *request = moot_sealed_record_find_request (self, member, scrutineer);

  return request != NULL ? request->text : NULL;
}

/** moot_sealed_record_find_reply: (nullable): what that scrutineer answered @member */
const char *
moot_sealed_record_find_reply (const MootSealedRecord *self,
                               const char             *member,
                               guint                   scrutineer)
{
  const MootSealedRequest *request = moot_sealed_record_find_request (self, member, scrutineer);

  return request != NULL ? request->reply : NULL;
}

/** moot_sealed_record_list_open_requests: (transfer container) (element-type utf8): what a
 * scrutineer has not answered yet */
GPtrArray *
moot_sealed_record_list_open_requests (const MootSealedRecord *self,
                                       guint                   scrutineer)
{
  GPtrArray *texts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MootSealedRequest *request = value;

      if (request->scrutineer == scrutineer && !request->issued && request->text != NULL)
        g_ptr_array_add (texts, (gpointer) request->text);
    }
  return texts;
}

/** moot_sealed_record_count_issued: tokens that a scrutineer gave */
guint
moot_sealed_record_count_issued (const MootSealedRecord *self,
                                 guint                   scrutineer)
{
  return self->n_issued[scrutineer];
}

/** moot_sealed_record_count_unseen: tokens whose requests nobody showed */
guint
moot_sealed_record_count_unseen (const MootSealedRecord *self)
{
  return self->n_unseen;
}

/** moot_sealed_record_find_ballot: where in the log a ballot is; -1 for nowhere */
gint64
moot_sealed_record_find_ballot (const MootSealedRecord *self,
                                const MootDigest       *sha256)
{
  const gint64 *index = g_hash_table_lookup (self->ballots, sha256);

  return index != NULL ? *index : -1;
}

/** moot_sealed_record_get_number: of the ballot that counts for this key; 0 for none */
guint32
moot_sealed_record_get_number (const MootSealedRecord *self,
                               const guint8           *bpk)
{
  const MootSealedBallot *ballot = g_hash_table_lookup (self->boxes, bpk);

  return ballot != NULL ? ballot->number : 0;
}

/** moot_sealed_record_count_ballots: voters whose ballots are in the log */
guint
moot_sealed_record_count_ballots (const MootSealedRecord *self)
{
  return g_hash_table_size (self->boxes);
}

/** moot_sealed_record_get_last_batch: the number of the last batch */
gint64
moot_sealed_record_get_last_batch (const MootSealedRecord *self)
{
  return self->last_batch;
}

/** moot_sealed_record_get_voting_end: when voting ends: as the manifest says, later when the host
 * moved shortly before */
gint64
moot_sealed_record_get_voting_end (const MootSealedRecord *self)
{
  return MAX (self->manifest->closes_at,
              self->moved_at > 0 ? self->moved_at + MOOT_SEALED_WAIT : 0);
}

/** moot_sealed_record_get_n_batches: how many batches there are until voting ends */
gint64
moot_sealed_record_get_n_batches (const MootSealedRecord *self)
{
  const gint64 duration = moot_sealed_record_get_voting_end (self) - self->manifest->opens_at;

  return (duration + self->manifest->batch_ms - 1) / self->manifest->batch_ms;
}
