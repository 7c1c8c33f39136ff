/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An election as its log tells it: the one set of rules by which the host adds an entry, a
 * scrutineer follows, a voter's app checks and an archive is verified.
 *
 * An entry that breaks a rule is refused: no honest host writes it, and its signed head proves who
 * did.  What a scrutineer signed wrongly is taken in as a misdeed and has no other effect.  Entries
 * about other things are passed over.
 * Thread: any, one at a time. */
#include "moot-sealed-record-private.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

typedef gboolean (*EntryReader) (MootSealedRecord       *self,
                                 const MootSealedEntry  *entry,
                                 GError                **error);

static const char *const check_words[] = {
  [MOOT_SEALED_CHECK_FORMAT] = "format",
  [MOOT_SEALED_CHECK_MANIFEST] = "manifest",
  [MOOT_SEALED_CHECK_LOG] = "log",
  [MOOT_SEALED_CHECK_ROLL] = "roll",
  [MOOT_SEALED_CHECK_TOKENS] = "tokens",
  [MOOT_SEALED_CHECK_BALLOTS] = "ballots",
  [MOOT_SEALED_CHECK_BATCHES] = "batches",
  [MOOT_SEALED_CHECK_HOST] = "host",
  [MOOT_SEALED_CHECK_CLOSE] = "close",
  [MOOT_SEALED_CHECK_LOT] = "lot",
  [MOOT_SEALED_CHECK_RELEASES] = "releases",
  [MOOT_SEALED_CHECK_RESULT] = "result",
};

MOOT_DEFINE_WORDS (moot_sealed_check, MootSealedCheck, check_words)

static void
request_free (gpointer data)
{
  MootSealedRequest *self = data;

  g_free (self->member);
  g_free (self->blinded);
  g_free (self);
}

static void
misdeed_free (gpointer data)
{
  MootSealedMisdeed *self = data;

  g_free (self->who);
  g_free (self->what);
  g_free (self);
}

/** moot_sealed_record_new: (transfer full): a record of no election yet */
MootSealedRecord *
moot_sealed_record_new (void)
{
  MootSealedRecord *self = g_new0 (MootSealedRecord, 1);

  self->log = moot_sealed_log_new ();
  self->hosts = g_byte_array_new ();
  self->misdeeds = g_ptr_array_new_with_free_func (misdeed_free);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, request_free);
  self->ballots =
    g_hash_table_new_full (moot_sealed_digest_hash, moot_sealed_digest_equal, g_free, g_free);
  self->boxes = g_hash_table_new_full (moot_sealed_digest_hash, moot_sealed_digest_equal, g_free,
                                       (GDestroyNotify) moot_sealed_ballot_free);
  self->counted_at = g_hash_table_new (moot_sealed_digest_hash, moot_sealed_digest_equal);
  return self;
}

/** moot_sealed_record_free: frees @self, which may be %NULL */
void
moot_sealed_record_free (MootSealedRecord *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->counted != NULL && i < self->counted->len; i++)
    g_free (g_array_index (self->counted, MootSealedCounted, i).text);
  g_clear_pointer (&self->counted, g_array_unref);
  g_hash_table_unref (self->counted_at);
  g_hash_table_unref (self->boxes);
  g_hash_table_unref (self->ballots);
  g_hash_table_unref (self->requests);
  g_ptr_array_unref (self->misdeeds);
  moot_sealed_roll_unref (self->roll);
  moot_manifest_unref (self->manifest);
  moot_sealed_log_free (self->log);
  g_byte_array_unref (self->hosts);
  g_free (self->result);
  g_free (self);
}

static gboolean
check_roll (const MootSealedRecord  *self,
            GError                 **error)
{
  MootDigest digest;

  if (self->roll == NULL || self->manifest == NULL)
    return TRUE;
  moot_sealed_roll_get_digest (self->roll, &digest);
  return (memcmp (&digest, &self->manifest->roll_sha256, sizeof digest) == 0 &&
          moot_sealed_roll_get_count (self->roll) == self->manifest->roll_count) ||
         moot_message_refuse (error, "the roll is not the one of the manifest");
}

/**
 * moot_sealed_record_set_roll:
 * @self: a record
 * @roll: who may vote; with it the requests of members can be checked
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when the manifest has another roll.
 *
 * Returns: whether it is the roll of the election, as far as that is known
 */
gboolean
moot_sealed_record_set_roll (MootSealedRecord  *self,
                             MootSealedRoll    *roll,
                             GError           **error)
{
  g_clear_pointer (&self->roll, moot_sealed_roll_unref);
  self->roll = moot_sealed_roll_ref (roll);
  return check_roll (self, error);
}

/** moot_sealed_record_set_sound: the keys of that election were looked at before and need not be
 * again */
void
moot_sealed_record_set_sound (MootSealedRecord *self,
                              const MootDigest *eid)
{
  self->sound = *eid;
}

/* Shared by the readers ---------------------------------------------------------------------- */

/** moot_sealed_record_set_host: that key signs for the log from now on */
void
moot_sealed_record_set_host (MootSealedRecord *self,
                             const guint8     *ed25519)
{
  memcpy (self->host, ed25519, sizeof self->host);
  g_byte_array_append (self->hosts, ed25519, sizeof self->host);
}

/** moot_sealed_record_get_scrutineer: reads who is meant.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_get_scrutineer (const MootSealedRecord  *self,
                                   JsonObject              *object,
                                   guint                   *out_index,
                                   GError                 **error)
{
  const char *member = moot_message_get_word (object, "scrutineer", error);

  if (member == NULL)
    return FALSE;
  return moot_manifest_find_scrutineer (self->manifest, member, out_index) ||
         moot_message_refuse (error, "'%s' is no scrutineer", member);
}

/** moot_sealed_record_accuse: writes down what a scrutineer signed */
void
moot_sealed_record_accuse (MootSealedRecord      *self,
                           const MootSealedEntry *entry,
                           guint                  scrutineer,
                           const char            *what)
{
  MootSealedMisdeed *misdeed;

  if (self->misdeeds->len >= MOOT_SEALED_MISDEEDS_MAX)
    return;
  misdeed = g_new0 (MootSealedMisdeed, 1);
  misdeed->index = entry->index;
  misdeed->who = g_strdup (self->manifest->scrutineers[scrutineer].member);
  misdeed->what = g_strdup (what);
  g_ptr_array_add (self->misdeeds, misdeed);
}

/* Opening ------------------------------------------------------------------------------------ */

static gboolean
read_opening (MootSealedRecord       *self,
              const MootSealedEntry  *entry,
              GError                **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (entry->document, 2 * MOOT_MANIFEST_BYTES_MAX, "opening", error);
  JsonObject *given = object != NULL ? moot_json_get_object (object, "manifest") : NULL;
  g_autoptr (MootManifest) manifest = NULL;
  g_autofree char *text = NULL;
  JsonArray *list;

  if (given == NULL)
    return object != NULL ? moot_message_refuse (error, "an opening has a manifest") : FALSE;
  text = moot_message_dup_text (given);
  manifest = moot_manifest_parse (text, error);
  list = manifest != NULL
           ? moot_message_get_list (object, "ok", manifest->n_scrutineers, error)
           : NULL;
  if (list == NULL || !moot_message_is_digest (entry->body, "eid", &manifest->eid, error) ||
      (memcmp (&self->sound, &manifest->eid, sizeof self->sound) != 0 &&
       !moot_manifest_check_keys (manifest, error)))
    return FALSE;
  if (json_array_get_length (list) != manifest->n_scrutineers)
    return moot_message_refuse (error, "not every scrutineer has signed the manifest");
  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      JsonObject *statement = moot_message_get_member (list, i, error);

      if (statement == NULL || !moot_manifest_check_signature (manifest, i, statement, error))
        return FALSE;
    }
  self->manifest = g_steal_pointer (&manifest);
  if (!check_roll (self, error))
    {
      g_clear_pointer (&self->manifest, moot_manifest_unref);
      return FALSE;
    }
  moot_sealed_record_set_host (self, self->manifest->host);
  return TRUE;
}

/* Tokens ------------------------------------------------------------------------------------- */

/* Whom an entry about tokens is about. */
static const char *
read_party (const MootSealedRecord  *self,
            const MootSealedEntry   *entry,
            guint                   *out_scrutineer,
            GError                 **error)
{
  const char *member = moot_message_get_word (entry->body, "member", error);

  return member != NULL &&
             moot_sealed_record_get_scrutineer (self, entry->body, out_scrutineer, error)
           ? member
           : NULL;
}

static char *
request_key (const char *member,
             guint       scrutineer)
{
  return g_strdup_printf ("%u %s", scrutineer, member);
}

/** moot_sealed_record_find_request: (nullable): the first request of @member to that scrutineer */
MootSealedRequest *
moot_sealed_record_find_request (const MootSealedRecord *self,
                                 const char             *member,
                                 guint                   scrutineer)
{
  g_autofree char *key = request_key (member, scrutineer);

  return g_hash_table_lookup (self->requests, key);
}

/* What the member signed, against the roll if that is known. */
static gboolean
check_request (MootSealedRecord   *self,
               MootSealedRequest  *request,
               const char         *text,
               GError            **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (text, 4096, "token_request", error);
  const guint8 *key =
    self->roll != NULL ? moot_sealed_roll_find (self->roll, request->member) : NULL;
  g_autoptr (GBytes) blinded = NULL;
  gint64 at;

  if (object == NULL || !moot_message_is_digest (object, "eid", &self->manifest->eid, error) ||
      !moot_message_get_time (object, "at", &at, error))
    return FALSE;
  if (g_strcmp0 (moot_json_get_string (object, "member"), request->member) != 0 ||
      g_strcmp0 (moot_json_get_string (object, "scrutineer"),
                 self->manifest->scrutineers[request->scrutineer].member) != 0)
    return moot_message_refuse (error, "a request is of another or for another");
  if (self->roll != NULL && key == NULL)
    return moot_message_refuse (error, "'%s' is not on the roll", request->member);
  if (key != NULL && !moot_message_verify (object, key, error))
    return FALSE;
  blinded = moot_message_get_bytes (object, "blinded", MOOT_TOKEN_KEY_BYTES, error);
  if (blinded == NULL)
    return FALSE;
  request->text = text;
  request->blinded = g_memdup2 (g_bytes_get_data (blinded, NULL), MOOT_TOKEN_KEY_BYTES);
  return TRUE;
}

static gboolean
read_request (MootSealedRecord       *self,
              const MootSealedEntry  *entry,
              GError                **error)
{
  guint scrutineer = 0;
  const char *member = read_party (self, entry, &scrutineer, error);
  MootSealedRequest *request;

  if (member == NULL)
    return FALSE;
  if (entry->at < self->manifest->tokens_from || entry->at >= self->manifest->opens_at)
    return moot_message_refuse (error, "tokens are asked for before voting opens");
  if (moot_sealed_record_find_request (self, member, scrutineer) != NULL)
    return moot_message_refuse (error, "'%s' has asked before", member);
  request = g_new0 (MootSealedRequest, 1);
  request->member = g_strdup (member);
  request->scrutineer = scrutineer;
  request->sha256 = entry->sha256;
  if (entry->document != NULL && !check_request (self, request, entry->document, error))
    {
      request_free (request);
      return FALSE;
    }
  g_hash_table_replace (self->requests, request_key (member, scrutineer), request);
  return TRUE;
}

/* Anybody can see whether the answer is one: a wrong one is a misdeed, and no token. */
static gboolean
check_reply (MootSealedRecord       *self,
             const MootSealedEntry  *entry,
             MootSealedRequest      *request,
             GError                **error)
{
  const MootManifestScrutineer *card = &self->manifest->scrutineers[request->scrutineer];
  g_autoptr (JsonObject) object =
    moot_message_parse (entry->document, 4096, "token_reply", error);
  g_autoptr (GBytes) answer = NULL;

  if (object == NULL || !moot_message_is_digest (object, "eid", &self->manifest->eid, error) ||
      !moot_message_verify (object, card->ed25519, error))
    return FALSE;
  if (g_strcmp0 (moot_json_get_string (object, "member"), request->member) != 0 ||
      g_strcmp0 (moot_json_get_string (object, "scrutineer"), card->member) != 0)
    return moot_message_refuse (error, "a reply is to another or of another");
  answer = moot_message_get_bytes (object, "blind_sig", MOOT_TOKEN_KEY_BYTES, NULL);
  if (answer == NULL || (request->blinded != NULL &&
                         !moot_token_key_is_answer (card->token_key, request->blinded,
                                                    g_bytes_get_data (answer, NULL))))
    {
      moot_sealed_record_accuse (self, entry, request->scrutineer,
                                 "signed something else than what was asked");
      return TRUE;
    }
  request->issued = TRUE;
  request->reply = entry->document;
  self->n_issued[request->scrutineer]++;
  return TRUE;
}

static gboolean
read_issue (MootSealedRecord       *self,
            const MootSealedEntry  *entry,
            GError                **error)
{
  guint scrutineer = 0;
  const char *member = read_party (self, entry, &scrutineer, error);
  MootSealedRequest *request;

  if (member == NULL)
    return FALSE;
  request = moot_sealed_record_find_request (self, member, scrutineer);
  if (request == NULL || request->issued)
    return moot_message_refuse (error, "a token for '%s' that was not asked for, or twice",
                                member);
  if (!moot_message_is_digest (entry->body, "request_sha256", &request->sha256, error))
    return FALSE;
  if (entry->document != NULL)
    {
      if (request->text == NULL)
        self->n_unseen++;
      return check_reply (self, entry, request, error);
    }
  request->issued = TRUE;
  self->n_issued[scrutineer]++;
  self->n_unseen++;
  return TRUE;
}

/* Ballots ------------------------------------------------------------------------------------ */

static gboolean
read_batch (MootSealedRecord       *self,
            const MootSealedEntry  *entry,
            GError                **error)
{
  gint64 number;
  gint64 n_ballots;

  if (self->batch_left > 0)
    return moot_message_refuse (error, "a batch begins before the last is complete");
  if (!moot_message_get_number (entry->body, "number", self->last_batch + 1, self->last_batch + 1,
                                &number, error) ||
      !moot_message_get_number (entry->body, "ballots", 0, MOOT_SEALED_ENTRIES_MAX, &n_ballots,
                                error))
    return FALSE;
  if (number > moot_sealed_record_get_n_batches (self) ||
      entry->at < MIN (self->manifest->opens_at + number * self->manifest->batch_ms,
                       moot_sealed_record_get_voting_end (self)))
    return moot_message_refuse (error, "a batch comes before its time or after the end");
  self->last_batch = number;
  self->batch_left = n_ballots;
  memset (&self->batch_last, 0, sizeof self->batch_last);
  return TRUE;
}

static guint
get_tokens_issued (const MootSealedRecord *self)
{
  guint n = G_MAXUINT;

  for (guint i = 0; i < self->manifest->n_scrutineers; i++)
    n = MIN (n, self->n_issued[i]);
  return n;
}

/* The last one of a voter counts; of two with the same number, the first in the log. */
static gboolean
read_ballot (MootSealedRecord       *self,
             const MootSealedEntry  *entry,
             GError                **error)
{
  g_autoptr (MootSealedBallot) ballot = NULL;
  MootSealedBallot *before;

  if (self->batch_left == 0)
    return moot_message_refuse (error, "a ballot stands outside of a batch");
  if (memcmp (&entry->sha256, &self->batch_last, sizeof entry->sha256) <= 0)
    return moot_message_refuse (error, "the ballots of a batch are not sorted");
  if (g_hash_table_contains (self->ballots, &entry->sha256))
    return moot_message_refuse (error, "a ballot is there twice");
  ballot = moot_sealed_ballot_parse (self->manifest, entry->document, error);
  if (ballot == NULL)
    return FALSE;
  before = g_hash_table_lookup (self->boxes, ballot->box.bpk);
  if (before == NULL && g_hash_table_size (self->boxes) >= get_tokens_issued (self))
    return moot_message_refuse (error, "there are more ballots than members were given tokens");
  self->batch_last = entry->sha256;
  self->batch_left--;
  g_hash_table_replace (self->ballots, g_memdup2 (&entry->sha256, sizeof entry->sha256),
                        g_memdup2 (&entry->index, sizeof entry->index));
  if (before == NULL || ballot->number > before->number)
    {
      gpointer key = g_memdup2 (ballot->box.bpk, sizeof ballot->box.bpk);

      g_hash_table_replace (self->boxes, key, g_steal_pointer (&ballot));
    }
  return TRUE;
}

/* Entries ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *type;
  const char *digest;       /* member of the body that names the document, or NULL */
  gboolean may_be_missing;  /* a public archive has no requests */
  MootSealedPhase from, to; /* in which it may stand */
  MootSealedCheck check;
  EntryReader read;
} EntryKind;

/* clang-format off */
static const EntryKind kinds[] = {
  { "election.opened", "sha256", FALSE, MOOT_SEALED_PHASE_NONE, MOOT_SEALED_PHASE_NONE, MOOT_SEALED_CHECK_MANIFEST, read_opening },
  { "token.requested", "request_sha256", TRUE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_CHECK_TOKENS, read_request },
  { "token.issued", "reply_sha256", TRUE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_CHECK_TOKENS, read_issue },
  { "batch", NULL, FALSE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_CHECK_BATCHES, read_batch },
  { "ballot", "ballot_sha256", FALSE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_CHECK_BALLOTS, read_ballot },
  { "host.moved", "sha256", FALSE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_CHECK_HOST, moot_sealed_record_add_move },
  { "close", "sha256", FALSE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_CHECK_CLOSE, moot_sealed_record_add_close },
  { "close_ok", "sha256", FALSE, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_CHECK_CLOSE, moot_sealed_record_add_close_ok },
  { "nonce.forfeited", NULL, FALSE, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_CHECK_LOT, moot_sealed_record_add_forfeit },
  { "release", "sha256", FALSE, MOOT_SEALED_PHASE_OPEN, MOOT_SEALED_PHASE_DONE, MOOT_SEALED_CHECK_RELEASES, moot_sealed_record_add_release },
  { "result", "sha256", FALSE, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_PHASE_CLOSED, MOOT_SEALED_CHECK_RESULT, moot_sealed_record_add_result },
};
/* clang-format on */

static const EntryKind *
find_kind (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].type, type) == 0)
      return &kinds[i];
  return NULL;
}

static gboolean
is_ours (const MootSealedRecord *self,
         const EntryKind        *kind,
         JsonObject             *body)
{
  MootDigest eid;

  if (kind == NULL || body == NULL || !moot_message_get_digest (body, "eid", &eid, NULL))
    return FALSE;
  if (self->manifest == NULL)
    return kind->read == read_opening;
  return memcmp (&eid, &self->manifest->eid, sizeof eid) == 0;
}

static gboolean
find_document (const EntryKind  *kind,
               MootSealedLine   *line,
               MootSealedEntry  *entry,
               GError          **error)
{
  MootDigest digest;

  entry->document = NULL;
  if (kind->digest == NULL)
    return TRUE;
  if (!moot_message_get_digest (entry->body, kind->digest, &entry->sha256, error))
    return FALSE;
  if (line->document == NULL)
    return kind->may_be_missing || moot_message_refuse (error, "what an entry names is missing");
  moot_message_digest (line->document, &digest);
  if (memcmp (&digest, &entry->sha256, sizeof digest) != 0)
    return moot_message_refuse (error, "what an entry names is something else");
  entry->document = line->document;
  return TRUE;
}

static gboolean
read_entry (MootSealedRecord  *self,
            MootSealedLine    *line,
            MootSealedCheck   *out_check,
            GError           **error)
{
  g_autoptr (JsonObject) object = NULL;
  const EntryKind *kind;
  MootSealedEntry entry = { .index = moot_sealed_log_get_size (self->log) };
  gint64 number;

  *out_check = MOOT_SEALED_CHECK_LOG;
  object = moot_message_parse (line->entry, MOOT_SEALED_ENTRY_MAX, NULL, error);
  if (object == NULL ||
      !moot_message_get_number (object, "seq", entry.index + 1, entry.index + 1, &number,
                                error) ||
      !moot_message_get_time (object, "at", &entry.at, error))
    return FALSE;
  if (entry.at < self->last_at)
    return moot_message_refuse (error, "an entry is older than the one before");
  kind = find_kind (moot_json_get_string (object, "type"));
  entry.body = moot_json_get_object (object, "body");
  if (is_ours (self, kind, entry.body))
    {
      const MootSealedPhase phase = moot_sealed_record_get_phase (self);

      *out_check = kind->check;
      if (phase < kind->from || phase > kind->to)
        return moot_message_refuse (error, "a '%s' does not belong here", kind->type);
      if (self->batch_left > 0 && kind->read != read_ballot)
        return moot_message_refuse (error, "a batch is not complete");
      if (!find_document (kind, line, &entry, error) || !kind->read (self, &entry, error))
        return FALSE;
    }
  self->last_at = entry.at;
  return TRUE;
}

/**
 * moot_sealed_record_add:
 * @self: a record
 * @line: the next of the log
 * @out_check: (out): what was looked at
 * @error: return location
 *
 * Takes in the next entry, if it may stand there.
 *
 * Errors: %MOOT_ERROR_INVALID: then @self is as it was, and the host did wrong.
 *
 * Returns: whether it may
 */
gboolean
moot_sealed_record_add (MootSealedRecord  *self,
                        MootSealedLine    *line,
                        MootSealedCheck   *out_check,
                        GError           **error)
{
  *out_check = MOOT_SEALED_CHECK_LOG;
  if (moot_sealed_log_get_size (self->log) >= MOOT_SEALED_ENTRIES_MAX)
    return moot_message_refuse (error, "the log is too long");
  if (line->entry != NULL && !read_entry (self, line, out_check, error))
    return FALSE;
  moot_sealed_log_append (self->log, moot_sealed_line_ref (line));
  return TRUE;
}
