/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A voter's device: asks for tokens under a hidden key, votes with that key, keeps the receipt and
 * follows what becomes of the ballot by proofs alone.
 *
 * The hidden key, salts and blinding factors follow from a secret of the device, so a device that
 * was set back asks the same again.  The key of a ballot's text never does: each is drawn anew.
 * Thread: any, one at a time. */
#include "moot-sealed-voter.h"

#include <string.h>

#include "moot-error.h"
#include "moot-json.h"
#include "moot-message.h"

struct _MootSealedVoter
{
  char *member;
  guint8 device_seed[MOOT_SEALED_SECRET_BYTES];
  guint8 secret[MOOT_SEALED_SECRET_BYTES];
  MootManifest *manifest;
  guint8 seed[MOOT_SEALED_SECRET_BYTES]; /* of the hidden key */
  guint8 bpk[MOOT_SEAL_KEY_BYTES];

  gboolean has_token[MOOT_SHARES_MAX];
  guint8 tokens[MOOT_SHARES_MAX][MOOT_TOKEN_KEY_BYTES];
  guint32 number;
  char *choice;
  char *ballot;
  MootDigest sha256;
  gint64 send_at;
  char *receipt;
  gint64 include_by;

  gint64 head_size;
  MootDigest head_root;
  gint64 included_at; /* index in the log, -1 for nowhere */
};

static void
derive_key (MootSealedVoter *self)
{
  MootSealedStream stream;
  MootSealedRandom random;

  moot_sealed_stream_init (&stream, self->secret, "folkmoot-voter-v1", self->manifest->eid.bytes);
  random = moot_sealed_stream_get_random (&stream);
  moot_sealed_random_fill (&random, self->seed, sizeof self->seed);
  moot_sealed_stream_clear (&stream);
  moot_message_get_public (self->seed, self->bpk);
}

/**
 * moot_sealed_voter_new:
 * @member: who it is
 * @device_seed: of the device's key, which is on the roll
 * @secret: of the device, that the hidden key follows from; kept as long as the election lasts
 * @manifest: of the election
 * @roll: who may vote
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when it is not the roll of the manifest; %MOOT_ERROR_FORBIDDEN when
 * the device is not on it.
 *
 * Returns: (transfer full): a voter without tokens
 */
MootSealedVoter *
moot_sealed_voter_new (const char      *member,
                       const guint8    *device_seed,
                       const guint8    *secret,
                       MootManifest    *manifest,
                       MootSealedRoll  *roll,
                       GError         **error)
{
  const guint8 *key = moot_sealed_roll_find (roll, member);
  MootSealedVoter *self;
  guint8 ed25519[32];
  MootDigest digest;

  moot_sealed_roll_get_digest (roll, &digest);
  if (memcmp (&digest, &manifest->roll_sha256, sizeof digest) != 0)
    {
      moot_message_refuse (error, "the roll is not the one of the manifest");
      return NULL;
    }
  moot_message_get_public (device_seed, ed25519);
  if (key == NULL || memcmp (key, ed25519, sizeof ed25519) != 0)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN,
                           "this device is not on the roll");
      return NULL;
    }
  self = g_new0 (MootSealedVoter, 1);
  self->member = g_strdup (member);
  memcpy (self->device_seed, device_seed, sizeof self->device_seed);
  memcpy (self->secret, secret, sizeof self->secret);
  self->manifest = moot_manifest_ref (manifest);
  self->included_at = -1;
  derive_key (self);
  return self;
}

/** moot_sealed_voter_free: frees @self, which may be %NULL */
void
moot_sealed_voter_free (MootSealedVoter *self)
{
  if (self == NULL)
    return;
  moot_manifest_unref (self->manifest);
  g_free (self->member);
  g_free (self->choice);
  g_free (self->ballot);
  g_free (self->receipt);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

/** moot_sealed_voter_get_key: the hidden key, which a ballot shows and nothing else */
void
moot_sealed_voter_get_key (MootSealedVoter *self,
                           guint8          *out_bpk)
{
  memcpy (out_bpk, self->bpk, sizeof self->bpk);
}

/* Tokens ------------------------------------------------------------------------------------- */

/* The same each time, and another for each scrutineer. */
static void
blind (MootSealedVoter  *self,
       guint             scrutineer,
       guint8           *message,
       MootTokenBlinded *out_blinded)
{
  g_autofree char *label = g_strdup_printf ("folkmoot-blind-v1 %u", scrutineer);
  MootSealedStream stream;
  MootSealedRandom random;

  moot_manifest_make_token_message (&self->manifest->eid, self->bpk, message);
  moot_sealed_stream_init (&stream, self->secret, label, self->manifest->eid.bytes);
  random = moot_sealed_stream_get_random (&stream);
  if (!moot_token_key_blind (self->manifest->scrutineers[scrutineer].token_key, message,
                             MOOT_TOKEN_MESSAGE_BYTES, &random, out_blinded))
    g_error ("a token key that is none");
  moot_sealed_stream_clear (&stream);
}

/** moot_sealed_voter_dup_request: (transfer full): what that scrutineer is asked; the same key
 * hidden another way for each */
char *
moot_sealed_voter_dup_request (MootSealedVoter *self,
                               guint            scrutineer,
                               gint64           now)
{
  g_autoptr (JsonObject) object = json_object_new ();
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];
  MootTokenBlinded blinded;

  g_return_val_if_fail (scrutineer < self->manifest->n_scrutineers, NULL);

  blind (self, scrutineer, message, &blinded);
  moot_message_set_hex (object, "eid", self->manifest->eid.bytes, 32);
  json_object_set_string_member (object, "member", self->member);
  json_object_set_string_member (object, "scrutineer",
                                 self->manifest->scrutineers[scrutineer].member);
  moot_message_set_bytes (object, "blinded", blinded.message, blinded.n_bytes);
  moot_message_set_time (object, "at", now);
  explicit_bzero (&blinded, sizeof blinded);
  return moot_message_sign (object, "token_request", self->device_seed);
}

/**
 * moot_sealed_voter_take_reply:
 * @self: a voter
 * @reply: of a scrutineer
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for anything that gives no token; a signed one proves that the
 * scrutineer lied.
 *
 * Returns: whether there is a token now
 */
gboolean
moot_sealed_voter_take_reply (MootSealedVoter  *self,
                              const char       *reply,
                              GError          **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (reply, MOOT_SEALED_ENTRY_MAX, "token_reply", error);
  const char *name =
    object != NULL ? moot_message_get_word (object, "scrutineer", error) : NULL;
  g_autoptr (GBytes) answer = NULL;
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];
  MootTokenBlinded blinded;
  gboolean done;
  guint index;

  if (name == NULL)
    return FALSE;
  if (!moot_manifest_find_scrutineer (self->manifest, name, &index))
    return moot_message_refuse (error, "'%s' is no scrutineer", name);
  if (!moot_message_is_digest (object, "eid", &self->manifest->eid, error) ||
      !moot_message_verify (object, self->manifest->scrutineers[index].ed25519, error))
    return FALSE;
  answer = moot_message_get_bytes (object, "blind_sig", MOOT_TOKEN_KEY_BYTES, error);
  if (answer == NULL)
    return FALSE;
  blind (self, index, message, &blinded);
  done =
    moot_token_key_finish (self->manifest->scrutineers[index].token_key, message, sizeof message,
                           blinded.inverse, g_bytes_get_data (answer, NULL), self->tokens[index]);
  explicit_bzero (&blinded, sizeof blinded);
  if (!done)
    return moot_message_refuse (error, "the answer of '%s' gives no token", name);
  self->has_token[index] = TRUE;
  return TRUE;
}

/** moot_sealed_voter_has_token: whether that scrutineer's is there */
gboolean
moot_sealed_voter_has_token (MootSealedVoter *self,
                             guint            scrutineer)
{
  return self->has_token[scrutineer];
}

/** moot_sealed_voter_is_ready: whether the tokens of all scrutineers are there */
gboolean
moot_sealed_voter_is_ready (MootSealedVoter *self)
{
  for (guint i = 0; i < self->manifest->n_scrutineers; i++)
    if (!self->has_token[i])
      return FALSE;
  return TRUE;
}

/* Voting ------------------------------------------------------------------------------------- */

/* When it leaves: the host should not learn the voter from the hour. */
static gint64
choose_time (MootSealedVoter        *self,
             gint64                  now,
             const MootSealedRandom *random)
{
  const gint64 latest = MAX (now, self->manifest->closes_at - self->manifest->batch_ms);
  const gint64 span = MIN (MOOT_SEALED_DELAY_MAX, latest - now);
  guint64 drawn;

  moot_sealed_random_fill (random, (guint8 *) &drawn, sizeof drawn);
  return now + (gint64) (drawn % (guint64) (span + 1));
}

/**
 * moot_sealed_voter_vote:
 * @self: a voter with all tokens
 * @choice: what is said
 * @used_number: the highest number that this key has in the log, in case the device was set back
 * @now: UTC milliseconds
 * @at_once: whether to send it without waiting
 * @random: (nullable): chance
 * @error: return location
 *
 * Votes, or changes the vote.
 *
 * Errors: %MOOT_ERROR_INVALID for a choice that could not be counted; %MOOT_ERROR_UNAVAILABLE
 * without all tokens.
 *
 * Returns: whether there is a ballot to send
 */
gboolean
moot_sealed_voter_vote (MootSealedVoter         *self,
                        const MootSealedChoice  *choice,
                        guint32                  used_number,
                        gint64                   now,
                        gboolean                 at_once,
                        const MootSealedRandom  *random,
                        GError                 **error)
{
  g_autofree char *text = moot_sealed_choice_dup_text (choice, self->manifest);
  MootSealedBallotDraft draft = { .seed = self->seed,
                                  .tokens = (const guint8 (*)[MOOT_TOKEN_KEY_BYTES]) self->tokens,
                                  .number = MAX (self->number, used_number) + 1 };
  MootSealedChoice again;
  char *ballot;

  if (!moot_sealed_voter_is_ready (self))
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "tokens are missing");
      return FALSE;
    }
  if (!moot_sealed_choice_parse (&again, self->manifest, text, error))
    return FALSE;
  ballot = moot_sealed_ballot_make (self->manifest, &draft, text, random);
  if (ballot == NULL || draft.number > MOOT_SEALED_NUMBER_MAX)
    {
      g_free (ballot);
      return moot_message_refuse (error, "no more can be said or changed");
    }
  g_free (self->ballot);
  self->ballot = ballot;
  g_free (self->choice);
  self->choice = g_steal_pointer (&text);
  g_clear_pointer (&self->receipt, g_free);
  self->number = draft.number;
  self->included_at = -1;
  self->send_at = at_once ? now : choose_time (self, now, random);
  moot_message_digest (ballot, &self->sha256);
  return TRUE;
}

/** moot_sealed_voter_get_ballot: (nullable): the last one */
const char *
moot_sealed_voter_get_ballot (MootSealedVoter *self)
{
  return self->ballot;
}

/** moot_sealed_voter_get_send_at: when it is to leave the device, UTC milliseconds */
gint64
moot_sealed_voter_get_send_at (MootSealedVoter *self)
{
  return self->send_at;
}

/**
 * moot_sealed_voter_take_receipt:
 * @self: a voter
 * @receipt: what came back for the ballot
 * @host: key of the host
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it is a promise for the last ballot
 */
gboolean
moot_sealed_voter_take_receipt (MootSealedVoter  *self,
                                const char       *receipt,
                                const guint8     *host,
                                GError          **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (receipt, MOOT_SEALED_ENTRY_MAX, "receipt", error);
  gint64 include_by;

  if (object == NULL || !moot_message_is_digest (object, "eid", &self->manifest->eid, error) ||
      !moot_message_is_digest (object, "ballot_sha256", &self->sha256, error) ||
      !moot_message_get_time (object, "include_by", &include_by, error) ||
      !moot_message_verify (object, host, error))
    return FALSE;
  g_free (self->receipt);
  self->receipt = g_strdup (receipt);
  self->include_by = include_by;
  return TRUE;
}

/** moot_sealed_voter_get_receipt: (nullable): what proves that the host took the ballot */
const char *
moot_sealed_voter_get_receipt (MootSealedVoter *self)
{
  return self->receipt;
}

/* Following ---------------------------------------------------------------------------------- */

/**
 * moot_sealed_voter_take_head:
 * @self: a voter
 * @head: a newer one
 * @host: key of the host
 * @consistency: (element-type MootDigest): from the last one that was seen
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when it is no head of the host, or not of the same log.
 *
 * Returns: whether the log only grew
 */
gboolean
moot_sealed_voter_take_head (MootSealedVoter  *self,
                             const char       *head,
                             const guint8     *host,
                             GArray           *consistency,
                             GError          **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (head, MOOT_SEALED_ENTRY_MAX, "sth", error);
  MootDigest root;
  gint64 size;

  if (object == NULL ||
      !moot_message_is_digest (object, "log_id", &self->manifest->log_id, error) ||
      !moot_message_get_number (object, "tree_size", 0, MOOT_SEALED_ENTRIES_MAX, &size, error) ||
      !moot_message_get_digest (object, "root", &root, error) ||
      !moot_message_verify (object, host, error))
    return FALSE;
  if (self->head_size > 0 &&
      (size < self->head_size ||
       !moot_merkle_verify_consistency (self->head_size, size, &self->head_root, &root,
                                        (const MootDigest *) (gpointer) consistency->data,
                                        consistency->len)))
    return moot_message_refuse (error, "the log is not the one that was seen before");
  self->head_size = size;
  self->head_root = root;
  return TRUE;
}

/**
 * moot_sealed_voter_take_inclusion:
 * @self: a voter who has seen a head
 * @entry: of the log
 * @index: where it is
 * @path: (element-type MootDigest): to the root of that head
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether @entry is in the log and takes in the last ballot
 */
gboolean
moot_sealed_voter_take_inclusion (MootSealedVoter  *self,
                                  const char       *entry,
                                  gint64            index,
                                  GArray           *path,
                                  GError          **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (entry, MOOT_SEALED_ENTRY_MAX, NULL, error);
  JsonObject *body = object != NULL ? moot_json_get_object (object, "body") : NULL;
  MootDigest leaf;

  if (body == NULL || g_strcmp0 (moot_json_get_string (object, "type"), "ballot") != 0)
    return moot_message_refuse (error, "that entry is no ballot");
  if (!moot_message_is_digest (body, "ballot_sha256", &self->sha256, error) ||
      !moot_message_is_digest (body, "eid", &self->manifest->eid, error))
    return FALSE;
  moot_merkle_hash_leaf (entry, strlen (entry), &leaf);
  if (!moot_merkle_verify_inclusion (index, self->head_size, &leaf,
                                     (const MootDigest *) (gpointer) path->data, path->len,
                                     &self->head_root))
    return moot_message_refuse (error, "the entry is not in the log");
  self->included_at = index;
  return TRUE;
}

/**
 * moot_sealed_voter_get_fate:
 * @self: a voter
 * @record: (nullable): the log, if the device has all of it
 * @now: UTC milliseconds
 *
 * Returns: what became of the last ballot
 */
MootSealedFate
moot_sealed_voter_get_fate (MootSealedVoter        *self,
                            const MootSealedRecord *record,
                            gint64                  now)
{
  if (self->ballot == NULL)
    return MOOT_SEALED_FATE_NONE;
  if (self->included_at >= 0 ||
      (record != NULL && moot_sealed_record_find_ballot (record, &self->sha256) >= 0))
    return MOOT_SEALED_FATE_INCLUDED;
  if (record != NULL && moot_sealed_record_get_phase (record) >= MOOT_SEALED_PHASE_CLOSED)
    return MOOT_SEALED_FATE_DROPPED;
  if (self->receipt == NULL)
    return MOOT_SEALED_FATE_SENT;
  return now > self->include_by ? MOOT_SEALED_FATE_LATE : MOOT_SEALED_FATE_PROMISED;
}

/**
 * moot_sealed_voter_check:
 * @self: a voter
 * @record: the whole log, all of which was checked while it was read
 *
 * Returns: what can be said of the voter's own vote
 */
MootSealedTicks
moot_sealed_voter_check (MootSealedVoter        *self,
                         const MootSealedRecord *record)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (record);
  MootSealedTicks ticks = { 0 };
  MootSealedOpening opening;
  const char *said;
  MootDigest root;

  ticks.same_manifest =
    manifest != NULL && memcmp (&manifest->eid, &self->manifest->eid, sizeof manifest->eid) == 0;
  ticks.same_log =
    moot_sealed_log_get_root (moot_sealed_record_get_log (record), self->head_size, &root) &&
    (self->head_size == 0 || memcmp (&root, &self->head_root, sizeof root) == 0);
  ticks.included =
    self->ballot != NULL && moot_sealed_record_find_ballot (record, &self->sha256) >= 0;
  said = moot_sealed_record_get_opened (record, &self->sha256, &opening);
  ticks.as_cast =
    ticks.included && opening == MOOT_SEALED_OPENED && g_strcmp0 (said, self->choice) == 0;
  ticks.counted = moot_sealed_record_get_phase (record) == MOOT_SEALED_PHASE_DONE;
  return ticks;
}

/* Keeping ------------------------------------------------------------------------------------ */

/** moot_sealed_voter_save: (transfer full): all of it, with the keys: for a file that nobody else
 * reads */
char *
moot_sealed_voter_save (MootSealedVoter *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *tokens = json_array_new ();

  json_object_set_string_member (object, "t", "voter");
  json_object_set_string_member (object, "member", self->member);
  moot_message_set_hex (object, "device_seed", self->device_seed, sizeof self->device_seed);
  moot_message_set_hex (object, "secret", self->secret, sizeof self->secret);
  for (guint i = 0; i < self->manifest->n_scrutineers; i++)
    {
      JsonObject *token = json_object_new ();

      if (self->has_token[i])
        moot_message_set_bytes (token, "sig", self->tokens[i], MOOT_TOKEN_KEY_BYTES);
      json_array_add_object_element (tokens, token);
    }
  json_object_set_array_member (object, "tokens", tokens);
  json_object_set_int_member (object, "number", self->number);
  json_object_set_int_member (object, "send_at", self->send_at);
  json_object_set_int_member (object, "include_by", self->include_by);
  json_object_set_int_member (object, "included_at", self->included_at);
  json_object_set_int_member (object, "head_size", self->head_size);
  moot_message_set_hex (object, "head_root", self->head_root.bytes, sizeof self->head_root.bytes);
  if (self->ballot != NULL)
    {
      json_object_set_string_member (object, "choice", self->choice);
      json_object_set_string_member (object, "ballot", self->ballot);
    }
  if (self->receipt != NULL)
    json_object_set_string_member (object, "receipt", self->receipt);
  return moot_message_dup_text (object);
}

static void
load_rest (MootSealedVoter *self,
           JsonObject      *object)
{
  JsonArray *tokens = moot_json_get_array (object, "tokens");

  for (guint i = 0; tokens != NULL && i < MIN (json_array_get_length (tokens), MOOT_SHARES_MAX);
       i++)
    {
      g_autoptr (GBytes) token = moot_message_get_bytes (
        json_array_get_object_element (tokens, i), "sig", MOOT_TOKEN_KEY_BYTES, NULL);

      self->has_token[i] = token != NULL;
      if (token != NULL)
        memcpy (self->tokens[i], g_bytes_get_data (token, NULL), MOOT_TOKEN_KEY_BYTES);
    }
  self->number = (guint32) moot_json_get_int (object, "number");
  self->send_at = moot_json_get_int (object, "send_at");
  self->include_by = moot_json_get_int (object, "include_by");
  self->included_at = moot_json_get_int (object, "included_at");
  self->head_size = moot_json_get_int (object, "head_size");
  moot_message_get_digest (object, "head_root", &self->head_root, NULL);
  self->choice = g_strdup (moot_json_get_string (object, "choice"));
  self->ballot = g_strdup (moot_json_get_string (object, "ballot"));
  self->receipt = g_strdup (moot_json_get_string (object, "receipt"));
  if (self->ballot != NULL)
    moot_message_digest (self->ballot, &self->sha256);
}

/**
 * moot_sealed_voter_load:
 * @state: from moot_sealed_voter_save()
 * @manifest: of the election
 * @roll: who may vote
 * @error: return location
 *
 * Errors: as moot_sealed_voter_new().
 *
 * Returns: (transfer full): the voter as they were
 */
MootSealedVoter *
moot_sealed_voter_load (const char      *state,
                        MootManifest    *manifest,
                        MootSealedRoll  *roll,
                        GError         **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (state, 1024 * 1024, "voter", error);
  MootSealedVoter *self;
  MootDigest device_seed, secret;

  if (object == NULL || !moot_message_get_digest (object, "device_seed", &device_seed, error) ||
      !moot_message_get_digest (object, "secret", &secret, error) ||
      moot_message_get_word (object, "member", error) == NULL)
    return NULL;
  self = moot_sealed_voter_new (moot_json_get_string (object, "member"), device_seed.bytes,
                                secret.bytes, manifest, roll, error);
  if (self != NULL)
    load_rest (self, object);
  return self;
}
