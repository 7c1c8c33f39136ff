/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The host of a log: carries messages, keeps ballots until the batch, writes entries, promises.
 *
 * It adds nothing that its own record would not accept, so what it writes others can follow.  All
 * it must not lose are its key and the ballots it gave receipts for; the log is with others too.
 * Thread: any, one at a time. */
#include "moot-sealed-host-private.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

static void
pending_free (gpointer data)
{
  MootSealedPending *self = data;

  g_free (self->text);
  g_free (self);
}

/**
 * moot_sealed_host_new:
 * @seed: of the key it signs with
 * @roll: who may vote
 *
 * Returns: (transfer full): a host of no election yet
 */
MootSealedHost *
moot_sealed_host_new (const guint8   *seed,
                      MootSealedRoll *roll)
{
  MootSealedHost *self = g_new0 (MootSealedHost, 1);

  memcpy (self->seed, seed, sizeof self->seed);
  self->roll = moot_sealed_roll_ref (roll);
  self->record = moot_sealed_record_new ();
  moot_sealed_record_set_roll (self->record, roll, NULL);
  self->pending = g_ptr_array_new_with_free_func (pending_free);
  self->pending_digests = g_hash_table_new (moot_sealed_digest_hash, moot_sealed_digest_equal);
  self->pending_numbers = g_hash_table_new (moot_sealed_digest_hash, moot_sealed_digest_equal);
  return self;
}

/** moot_sealed_host_free: frees @self, which may be %NULL */
void
moot_sealed_host_free (MootSealedHost *self)
{
  if (self == NULL)
    return;
  explicit_bzero (self->seed, sizeof self->seed);
  g_hash_table_unref (self->pending_numbers);
  g_hash_table_unref (self->pending_digests);
  g_ptr_array_unref (self->pending);
  moot_sealed_record_free (self->record);
  moot_sealed_roll_unref (self->roll);
  g_free (self);
}

/** moot_sealed_host_get_record: (transfer none): the election as it stands */
MootSealedRecord *
moot_sealed_host_get_record (MootSealedHost *self)
{
  return self->record;
}

/* Entries ------------------------------------------------------------------------------------ */

/* An entry about this election; @body may come with members of its own. */
static gboolean
append (MootSealedHost  *self,
        const char      *type,
        JsonObject      *body,
        const char      *digest_name,
        const char      *document,
        gint64           now,
        GError         **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const MootSealedLog *log = moot_sealed_record_get_log (self->record);
  g_autoptr (JsonObject) entry = json_object_new ();
  g_autoptr (MootSealedLine) line = NULL;
  g_autofree char *text = NULL;
  MootSealedCheck check;
  MootDigest digest;

  if (manifest != NULL)
    moot_message_set_hex (body, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  if (document != NULL)
    {
      moot_message_digest (document, &digest);
      moot_message_set_hex (body, digest_name, digest.bytes, sizeof digest.bytes);
    }
  json_object_set_int_member (entry, "v", 1);
  json_object_set_int_member (entry, "seq", moot_sealed_log_get_size (log) + 1);
  json_object_set_string_member (entry, "type", type);
  json_object_set_string_member (entry, "actor", "host");
  moot_message_set_time (entry, "at", MAX (now, moot_sealed_record_get_last_at (self->record)));
  json_object_set_object_member (entry, "body", json_object_ref (body));
  text = moot_message_dup_text (entry);
  line = moot_sealed_line_new (text, document);
  return moot_sealed_record_add (self->record, line, &check, error);
}

/** moot_sealed_host_dup_head: (transfer full): the log as it is, signed */
char *
moot_sealed_host_dup_head (MootSealedHost *self,
                           gint64          now)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const MootSealedLog *log = moot_sealed_record_get_log (self->record);
  const gint64 size = moot_sealed_log_get_size (log);
  g_autoptr (JsonObject) object = json_object_new ();
  MootDigest root;

  g_return_val_if_fail (manifest != NULL, NULL);

  moot_sealed_log_get_root (log, size, &root);
  moot_message_set_hex (object, "log_id", manifest->log_id.bytes, sizeof manifest->log_id.bytes);
  moot_message_set_hex (object, "root", root.bytes, sizeof root.bytes);
  json_object_set_int_member (object, "tree_size", size);
  moot_message_set_time (object, "at", now);
  return moot_message_sign (object, "sth", self->seed);
}

/**
 * moot_sealed_host_open:
 * @self: a host
 * @opening: `{"manifest":{…},"ok":[…],"t":"opening"}` with the word of every scrutineer
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether the election is opened
 */
gboolean
moot_sealed_host_open (MootSealedHost  *self,
                       const char      *opening,
                       gint64           now,
                       GError         **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (MootManifest) manifest = moot_manifest_parse_opening (opening, error);

  if (manifest == NULL)
    return FALSE;
  moot_message_set_hex (body, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  return append (self, "election.opened", body, "sha256", opening, now, error);
}

/**
 * moot_sealed_host_take_over:
 * @seed: of the key of the new host
 * @roll: who may vote
 * @log: what a scrutineer holds
 * @moved: `{"eid":…,"host":…,"ok":[…],"root":…,"t":"moved","tree_size":…}` by enough scrutineers
 * @now: UTC milliseconds
 * @error: return location
 *
 * Goes on where the log of another host ends.  Ballots that it had only promised to take in are
 * handed in again by the voters' apps.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the new host
 */
MootSealedHost *
moot_sealed_host_take_over (const guint8         *seed,
                            MootSealedRoll       *roll,
                            const MootSealedLog  *log,
                            const char           *moved,
                            gint64                now,
                            GError              **error)
{
  g_autoptr (MootSealedHost) self = moot_sealed_host_new (seed, roll);
  g_autoptr (JsonObject) body = json_object_new ();

  for (gint64 i = 0; i < moot_sealed_log_get_size (log); i++)
    {
      MootSealedCheck check;

      if (!moot_sealed_record_add (self->record, moot_sealed_log_get_line (log, i), &check, error))
        return NULL;
    }
  return append (self, "host.moved", body, "sha256", moved, now, error) ? g_steal_pointer (&self)
                                                                        : NULL;
}

/* Tokens ------------------------------------------------------------------------------------- */

static gboolean
is_known (const char *text,
          const char *known)
{
  return known != NULL && strcmp (text, known) == 0;
}

/**
 * moot_sealed_host_take_request:
 * @self: a host
 * @text: a `token_request` of a member
 * @now: UTC milliseconds
 * @error: return location
 *
 * Writes it into the log, for the scrutineer to answer; the same once more does nothing.
 *
 * Errors: %MOOT_ERROR_INVALID, also for a second, different request.
 *
 * Returns: whether it is in the log
 */
gboolean
moot_sealed_host_take_request (MootSealedHost  *self,
                               const char      *text,
                               gint64           now,
                               GError         **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (text, 4096, "token_request", error);
  g_autoptr (JsonObject) body = json_object_new ();
  const char *member = object != NULL ? moot_message_get_word (object, "member", error) : NULL;
  const char *scrutineer =
    member != NULL ? moot_message_get_word (object, "scrutineer", error) : NULL;
  MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  guint index;

  if (scrutineer == NULL)
    return FALSE;
  if (manifest != NULL && moot_manifest_find_scrutineer (manifest, scrutineer, &index) &&
      is_known (text, moot_sealed_record_find_request_text (self->record, member, index)))
    return TRUE;
  json_object_set_string_member (body, "member", member);
  json_object_set_string_member (body, "scrutineer", scrutineer);
  return append (self, "token.requested", body, "request_sha256", text, now, error);
}

/**
 * moot_sealed_host_take_reply:
 * @self: a host
 * @text: a `token_reply` of a scrutineer
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it is in the log
 */
gboolean
moot_sealed_host_take_reply (MootSealedHost  *self,
                             const char      *text,
                             gint64           now,
                             GError         **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (text, 4096, "token_reply", error);
  g_autoptr (JsonObject) body = json_object_new ();
  MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const char *member = object != NULL ? moot_message_get_word (object, "member", error) : NULL;
  const char *scrutineer =
    member != NULL ? moot_message_get_word (object, "scrutineer", error) : NULL;
  const char *request;
  MootDigest digest;
  guint index;

  if (scrutineer == NULL)
    return FALSE;
  if (manifest == NULL || !moot_manifest_find_scrutineer (manifest, scrutineer, &index))
    return moot_message_refuse (error, "'%s' is no scrutineer", scrutineer);
  if (is_known (text, moot_sealed_record_find_reply (self->record, member, index)))
    return TRUE;
  request = moot_sealed_record_find_request_text (self->record, member, index);
  if (request == NULL)
    return moot_message_refuse (error, "'%s' has not asked", member);
  moot_message_digest (request, &digest);
  moot_message_set_hex (body, "request_sha256", digest.bytes, sizeof digest.bytes);
  json_object_set_string_member (body, "member", member);
  json_object_set_string_member (body, "scrutineer", scrutineer);
  return append (self, "token.issued", body, "reply_sha256", text, now, error);
}

/* Ballots ------------------------------------------------------------------------------------ */

static char *
make_receipt (MootSealedHost   *self,
              const MootDigest *sha256,
              gint64            now)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const MootSealedLog *log = moot_sealed_record_get_log (self->record);
  const gint64 size = moot_sealed_log_get_size (log);
  const gint64 batches = (now - manifest->opens_at) / manifest->batch_ms + 2;
  g_autoptr (JsonObject) object = json_object_new ();
  MootDigest root;

  moot_sealed_log_get_root (log, size, &root);
  moot_message_set_hex (object, "eid", manifest->eid.bytes, 32);
  moot_message_set_hex (object, "ballot_sha256", sha256->bytes, sizeof sha256->bytes);
  moot_message_set_time (object, "accepted_at", now);
  moot_message_set_time (object, "include_by", manifest->opens_at + batches * manifest->batch_ms);
  json_object_set_int_member (object, "tree_size", size);
  moot_message_set_hex (object, "root", root.bytes, sizeof root.bytes);
  return moot_message_sign (object, "receipt", self->seed);
}

/* The highest number that a key has used. */
static guint32
get_number (MootSealedHost *self,
            const guint8   *bpk)
{
  const MootSealedPending *pending = g_hash_table_lookup (self->pending_numbers, bpk);

  return MAX (moot_sealed_record_get_number (self->record, bpk),
              pending != NULL ? pending->number : 0);
}

/* A ballot whose tokens nobody logged has no place in the log: with it the batch could not be
 * written. */
static gboolean
has_room_for (MootSealedHost         *self,
              const MootSealedBallot *ballot)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const guint n = moot_sealed_record_count_ballots (self->record) + self->n_new;

  if (get_number (self, ballot->box.bpk) > 0)
    return TRUE;
  for (guint i = 0; i < manifest->n_scrutineers; i++)
    if (n >= moot_sealed_record_count_issued (self->record, i))
      return FALSE;
  return TRUE;
}

/** moot_sealed_host_keep: keeps a ballot for the next batch */
void
moot_sealed_host_keep (MootSealedHost         *self,
                       const char             *text,
                       const MootSealedBallot *ballot)
{
  MootSealedPending *pending = g_new0 (MootSealedPending, 1);

  pending->text = g_strdup (text);
  pending->sha256 = ballot->sha256;
  pending->number = ballot->number;
  memcpy (pending->bpk, ballot->box.bpk, sizeof pending->bpk);
  if (get_number (self, pending->bpk) == 0)
    self->n_new++;
  g_ptr_array_add (self->pending, pending);
  g_hash_table_add (self->pending_digests, &pending->sha256);
  g_hash_table_replace (self->pending_numbers, pending->bpk, pending);
}

/**
 * moot_sealed_host_take_ballot:
 * @self: a host
 * @text: a `ballot` of nobody knows whom
 * @now: UTC milliseconds
 * @error: return location
 *
 * Keeps it for the next batch; the same once more gets a receipt once more.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the receipt
 */
char *
moot_sealed_host_take_ballot (MootSealedHost  *self,
                              const char      *text,
                              gint64           now,
                              GError         **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  g_autoptr (MootSealedBallot) ballot = NULL;

  if (moot_sealed_record_get_phase (self->record) != MOOT_SEALED_PHASE_OPEN ||
      now < manifest->opens_at || now >= moot_sealed_record_get_voting_end (self->record))
    {
      moot_message_refuse (error, "this is not the time to vote");
      return NULL;
    }
  ballot = moot_sealed_ballot_parse (manifest, text, error);
  if (ballot == NULL)
    return NULL;
  if (g_hash_table_contains (self->pending_digests, &ballot->sha256) ||
      moot_sealed_record_find_ballot (self->record, &ballot->sha256) >= 0)
    return make_receipt (self, &ballot->sha256, now);
  if (ballot->number <= get_number (self, ballot->box.bpk))
    {
      moot_message_refuse (error, "a later ballot of the same voter is here");
      return NULL;
    }
  if (!has_room_for (self, ballot))
    {
      moot_message_refuse (error, "there are more ballots than members were given tokens");
      return NULL;
    }
  moot_sealed_host_keep (self, text, ballot);
  return make_receipt (self, &ballot->sha256, now);
}

static int
compare_pending (gconstpointer a,
                 gconstpointer b)
{
  const MootSealedPending *const *left = a;
  const MootSealedPending *const *right = b;

  return memcmp (&(*left)->sha256, &(*right)->sha256, sizeof (*left)->sha256);
}

static gboolean
write_batch (MootSealedHost  *self,
             gint64           now,
             GError         **error)
{
  g_autoptr (JsonObject) body = json_object_new ();

  g_ptr_array_sort (self->pending, compare_pending);
  json_object_set_int_member (body, "number", moot_sealed_record_get_last_batch (self->record) + 1);
  json_object_set_int_member (body, "ballots", self->pending->len);
  if (!append (self, "batch", body, NULL, NULL, now, error))
    return FALSE;
  for (guint i = 0; i < self->pending->len; i++)
    {
      const MootSealedPending *pending = g_ptr_array_index (self->pending, i);
      g_autoptr (JsonObject) of_ballot = json_object_new ();

      if (!append (self, "ballot", of_ballot, "ballot_sha256", pending->text, now, error))
        return FALSE;
    }
  g_hash_table_remove_all (self->pending_digests);
  g_hash_table_remove_all (self->pending_numbers);
  g_ptr_array_set_size (self->pending, 0);
  self->n_new = 0;
  return TRUE;
}

/* The end ------------------------------------------------------------------------------------ */

static gboolean
write_close (MootSealedHost  *self,
             gint64           now,
             GError         **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const MootSealedLog *log = moot_sealed_record_get_log (self->record);
  const gint64 size = moot_sealed_log_get_size (log);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *text = NULL;
  MootDigest root;

  moot_sealed_log_get_root (log, size, &root);
  moot_message_set_hex (object, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  moot_message_set_hex (object, "root", root.bytes, sizeof root.bytes);
  json_object_set_int_member (object, "tree_size", size);
  json_object_set_int_member (object, "ballots", moot_sealed_record_count_ballots (self->record));
  text = moot_message_sign (object, "close", self->seed);
  return append (self, "close", body, "sha256", text, now, error);
}

static gboolean
write_forfeits (MootSealedHost  *self,
                gint64           now,
                GError         **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);

  for (guint i = 0; i < manifest->n_scrutineers; i++)
    if (moot_sealed_record_may_forfeit (self->record, i, now))
      {
        g_autoptr (JsonObject) body = json_object_new ();

        json_object_set_string_member (body, "scrutineer", manifest->scrutineers[i].member);
        if (!append (self, "nonce.forfeited", body, NULL, NULL, now, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
write_result (MootSealedHost  *self,
              gint64           now,
              GError         **error)
{
  g_autoptr (JsonObject) result = moot_sealed_record_make_result (self->record, NULL);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *text = NULL;

  if (result == NULL) /* not yet */
    return TRUE;
  text = moot_message_sign (result, "result", self->seed);
  return append (self, "result", body, "sha256", text, now, error);
}

/**
 * moot_sealed_host_work:
 * @self: a host
 * @now: UTC milliseconds
 * @error: return location
 *
 * Does what is due: batches, also those it slept through, the close, nonces to leave out, the
 * count.
 *
 * Returns: whether nothing went wrong
 */
gboolean
moot_sealed_host_work (MootSealedHost  *self,
                       gint64           now,
                       GError         **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  gint64 end;

  if (manifest == NULL)
    return TRUE;
  end = moot_sealed_record_get_voting_end (self->record);
  if (moot_sealed_record_get_phase (self->record) == MOOT_SEALED_PHASE_OPEN)
    {
      for (gint64 next = moot_sealed_record_get_last_batch (self->record) + 1;
           next <= moot_sealed_record_get_n_batches (self->record) &&
           now >= MIN (manifest->opens_at + next * manifest->batch_ms, end);
           next++)
        if (!write_batch (self, now, error))
          return FALSE;
      if (now < end || !write_close (self, now, error))
        return now < end;
    }
  if (moot_sealed_record_get_phase (self->record) == MOOT_SEALED_PHASE_CLOSED)
    return write_forfeits (self, now, error) && write_result (self, now, error);
  return TRUE;
}

/**
 * moot_sealed_host_take_end:
 * @self: a host
 * @kind: `close_ok` or `release`
 * @text: a message of a scrutineer
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it is in the log
 */
gboolean
moot_sealed_host_take_end (MootSealedHost  *self,
                           const char      *kind,
                           const char      *text,
                           gint64           now,
                           GError         **error)
{
  g_autoptr (JsonObject) body = json_object_new ();

  g_return_val_if_fail (g_str_equal (kind, "close_ok") || g_str_equal (kind, "release"), FALSE);

  return append (self, kind, body, "sha256", text, now, error);
}
