/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A scrutineer: follows the log, gives one token to each member, agrees with the end, releases.
 *
 * What a scrutineer signs follows from the log and from keys, not from memory: a device that was
 * set back to an older state answers only the request that stands first in the log, with the answer
 * it gave before.  Once the log breaks a rule, or its host signs two, nothing more is signed.
 * Thread: any, one at a time. */
#include "moot-sealed-scrutineer-private.h"

#include <string.h>

#include "moot-error.h"
#include "moot-json.h"
#include "moot-message.h"

/**
 * moot_sealed_scrutineer_new:
 * @member: who it is
 * @secret: of this device, for this election; keys and nonce follow from it
 * @token_secret: (transfer full): the RSA key for tokens
 *
 * Returns: (transfer full): a scrutineer of no election yet
 */
MootSealedScrutineer *
moot_sealed_scrutineer_new (const char      *member,
                            const guint8    *secret,
                            MootTokenSecret *token_secret)
{
  MootSealedScrutineer *self = g_new0 (MootSealedScrutineer, 1);
  MootSealedStream stream;
  MootSealedRandom random;

  self->member = g_strdup (member);
  memcpy (self->secret, secret, sizeof self->secret);
  self->token_secret = token_secret;
  moot_sealed_stream_init (&stream, secret, "folkmoot-scrutineer-v1", NULL);
  random = moot_sealed_stream_get_random (&stream);
  moot_sealed_random_fill (&random, self->seed, sizeof self->seed);
  moot_sealed_random_fill (&random, self->x25519, sizeof self->x25519);
  moot_sealed_random_fill (&random, self->nonce.bytes, sizeof self->nonce.bytes);
  moot_sealed_stream_clear (&stream);
  self->record = moot_sealed_record_new ();
  self->witnessed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/** moot_sealed_scrutineer_free: frees @self, which may be %NULL */
void
moot_sealed_scrutineer_free (MootSealedScrutineer *self)
{
  if (self == NULL)
    return;
  moot_token_secret_free (self->token_secret);
  moot_sealed_record_free (self->record);
  moot_sealed_roll_unref (self->roll);
  g_hash_table_unref (self->witnessed);
  g_free (self->distrust);
  g_free (self->head);
  g_free (self->member);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

/** moot_sealed_scrutineer_get_record: (transfer none): the election as far as it was followed */
MootSealedRecord *
moot_sealed_scrutineer_get_record (MootSealedScrutineer *self)
{
  return self->record;
}

/** moot_sealed_scrutineer_get_distrust: (nullable): why nothing is signed any more */
const char *
moot_sealed_scrutineer_get_distrust (MootSealedScrutineer *self)
{
  return self->distrust;
}

/* Setup -------------------------------------------------------------------------------------- */

/** moot_sealed_scrutineer_make_card: (transfer full): what a manifest says of this scrutineer */
JsonObject *
moot_sealed_scrutineer_make_card (MootSealedScrutineer *self)
{
  JsonObject *card = json_object_new ();
  g_autoptr (MootTokenKey) key = moot_token_secret_dup_key (self->token_secret);
  guint8 modulus[MOOT_TOKEN_BYTES_MAX];
  guint8 bytes[32];
  MootDigest commitment;

  json_object_set_string_member (card, "member", self->member);
  moot_message_get_public (self->seed, bytes);
  moot_message_set_hex (card, "ed25519", bytes, sizeof bytes);
  moot_seal_get_public (self->x25519, bytes);
  moot_message_set_hex (card, "x25519", bytes, sizeof bytes);
  moot_token_key_write (key, modulus);
  moot_message_set_bytes (card, "rsa_n", modulus, moot_token_key_get_size (key));
  json_object_set_int_member (card, "rsa_e", MOOT_TOKEN_EXPONENT);
  moot_seal_commit_lot (&self->nonce, &commitment);
  moot_message_set_hex (card, "lot_commit", commitment.bytes, sizeof commitment.bytes);
  return card;
}

static gboolean
is_my_card (MootSealedScrutineer *self,
            const MootManifest   *manifest)
{
  const MootManifestScrutineer *card;
  g_autoptr (MootTokenKey) key = moot_token_secret_dup_key (self->token_secret);
  guint8 theirs[MOOT_TOKEN_BYTES_MAX];
  guint8 ours[MOOT_TOKEN_BYTES_MAX];
  guint8 ed25519[32], x25519[32];
  MootDigest commitment;

  if (!moot_manifest_find_scrutineer (manifest, self->member, &self->index))
    return FALSE;
  card = &manifest->scrutineers[self->index];
  moot_token_key_write (key, ours);
  moot_token_key_write (card->token_key, theirs);
  moot_message_get_public (self->seed, ed25519);
  moot_seal_get_public (self->x25519, x25519);
  moot_seal_commit_lot (&self->nonce, &commitment);
  return moot_token_key_get_size (key) == MOOT_TOKEN_KEY_BYTES &&
         memcmp (ours, theirs, MOOT_TOKEN_KEY_BYTES) == 0 &&
         memcmp (ed25519, card->ed25519, sizeof ed25519) == 0 &&
         memcmp (x25519, card->x25519, sizeof x25519) == 0 &&
         memcmp (&commitment, &card->lot_commit, sizeof commitment) == 0;
}

/**
 * moot_sealed_scrutineer_sign_manifest:
 * @self: a scrutineer
 * @manifest: as it is to be opened
 * @roll: as the scrutineer found it right
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for another roll or other keys.
 *
 * Returns: (transfer full): the word of the scrutineer
 */
char *
moot_sealed_scrutineer_sign_manifest (MootSealedScrutineer  *self,
                                      const char            *manifest,
                                      MootSealedRoll        *roll,
                                      GError               **error)
{
  g_autoptr (MootManifest) parsed = moot_manifest_parse (manifest, error);
  MootDigest digest;

  if (parsed == NULL || !moot_manifest_check_keys (parsed, error))
    return NULL;
  moot_sealed_roll_get_digest (roll, &digest);
  if (memcmp (&digest, &parsed->roll_sha256, sizeof digest) != 0 ||
      moot_sealed_roll_get_count (roll) != parsed->roll_count || !is_my_card (self, parsed))
    {
      moot_message_refuse (error, "the roll or a key in the manifest is not the right one");
      return NULL;
    }
  g_clear_pointer (&self->roll, moot_sealed_roll_unref);
  self->roll = moot_sealed_roll_ref (roll);
  moot_sealed_record_set_roll (self->record, roll, NULL);
  moot_sealed_record_set_sound (self->record, &parsed->eid);
  return moot_manifest_sign (parsed, self->index, self->seed);
}

/* Following ---------------------------------------------------------------------------------- */

static gboolean
distrust (MootSealedScrutineer  *self,
          GError               **error)
{
  if (self->distrust == NULL && error != NULL && *error != NULL)
    self->distrust = g_strdup ((*error)->message);
  return FALSE;
}

/** moot_sealed_scrutineer_trusts: whether the log is one to sign for.  Errors: %MOOT_ERROR_INVALID
 */
gboolean
moot_sealed_scrutineer_trusts (MootSealedScrutineer  *self,
                               GError               **error)
{
  return self->distrust == NULL ||
         moot_message_refuse (error, "the log is not trusted: %s", self->distrust);
}

/**
 * moot_sealed_scrutineer_follow:
 * @self: a scrutineer
 * @line: the next of the log
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID: from then on nothing is signed.
 *
 * Returns: whether the line may stand there
 */
gboolean
moot_sealed_scrutineer_follow (MootSealedScrutineer  *self,
                               MootSealedLine        *line,
                               gint64                 now,
                               GError               **error)
{
  g_autoptr (GError) wrong = NULL;
  MootManifest *manifest;
  MootSealedCheck check;

  if (!moot_sealed_scrutineer_trusts (self, error))
    return FALSE;
  if (!moot_sealed_record_add (self->record, line, &check, &wrong) ||
      (moot_sealed_record_get_last_at (self->record) > now + MOOT_SEALED_CLOCK_SLACK &&
       !moot_message_refuse (&wrong, "an entry is from the future")))
    {
      distrust (self, &wrong);
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  manifest = moot_sealed_record_get_manifest (self->record);
  if (manifest != NULL && !self->is_checked && !is_my_card (self, manifest))
    {
      moot_message_refuse (&wrong, "the manifest is another than was signed");
      distrust (self, &wrong);
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  self->is_checked = manifest != NULL;
  return TRUE;
}

/* What a head says, if the host signed it. */
static JsonObject *
read_head (MootSealedScrutineer  *self,
           const char            *head,
           gint64                *out_size,
           GError               **error)
{
  MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  g_autoptr (JsonObject) object = moot_message_parse (head, MOOT_SEALED_ENTRY_MAX, "sth", error);

  if (object == NULL)
    return NULL;
  if (manifest == NULL)
    {
      moot_message_refuse (error, "no election is opened");
      return NULL;
    }
  if (!moot_message_is_digest (object, "log_id", &manifest->log_id, error) ||
      !moot_message_get_number (object, "tree_size", 0, MOOT_SEALED_ENTRIES_MAX, out_size,
                                error) ||
      !moot_message_verify (object, moot_sealed_record_get_host (self->record), error))
    return NULL;
  return g_steal_pointer (&object);
}

/**
 * moot_sealed_scrutineer_take_head:
 * @self: a scrutineer who has followed the log up to it
 * @head: by the host, from wherever it came
 * @error: return location
 *
 * Errors: %MOOT_ERROR_UNAVAILABLE when the log was not followed so far; %MOOT_ERROR_INVALID when it
 * is the head of another log, which proves that the host shows two: from then on nothing is signed.
 *
 * Returns: whether it is a head of the log that was followed
 */
gboolean
moot_sealed_scrutineer_take_head (MootSealedScrutineer  *self,
                                  const char            *head,
                                  GError               **error)
{
  gint64 size;
  g_autoptr (JsonObject) object = read_head (self, head, &size, error);
  g_autoptr (GError) wrong = NULL;
  MootDigest root;

  if (object == NULL)
    return FALSE;
  if (!moot_sealed_log_get_root (moot_sealed_record_get_log (self->record), size, &root))
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE,
                           "the log was not followed so far");
      return FALSE;
    }
  if (!moot_message_is_digest (object, "root", &root, NULL))
    {
      moot_message_refuse (&wrong, "the host signed two different logs");
      distrust (self, &wrong);
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  g_free (self->head);
  self->head = g_strdup (head);
  return TRUE;
}

/** moot_sealed_scrutineer_cosign: (transfer full) (nullable): `{"m":…,"sig":…}` for a head of the
 * log that was followed.  Errors: as moot_sealed_scrutineer_take_head() */
char *
moot_sealed_scrutineer_cosign (MootSealedScrutineer  *self,
                               const char            *head,
                               GError               **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) cosignature = json_object_new ();
  guint8 signature[64];

  if (!moot_sealed_scrutineer_trusts (self, error) ||
      !moot_sealed_scrutineer_take_head (self, head, error))
    return NULL;
  object = moot_message_parse (head, MOOT_SEALED_ENTRY_MAX, "sth", error);
  if (object == NULL)
    return NULL;
  moot_message_make_signature (object, self->seed, signature);
  json_object_set_string_member (cosignature, "m", self->member);
  moot_message_set_bytes (cosignature, "sig", signature, sizeof signature);
  return moot_message_dup_text (cosignature);
}

/* Tokens ------------------------------------------------------------------------------------- */

static char *
answer_request (MootSealedScrutineer   *self,
                const char             *request,
                const MootSealedRandom *random)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  g_autoptr (JsonObject) asked = moot_message_parse (request, MOOT_SEALED_ENTRY_MAX, NULL, NULL);
  g_autoptr (GBytes) blinded =
    moot_message_get_bytes (asked, "blinded", MOOT_TOKEN_KEY_BYTES, NULL);
  g_autoptr (JsonObject) reply = json_object_new ();
  guint8 answer[MOOT_TOKEN_KEY_BYTES];

  if (blinded == NULL || !moot_token_secret_answer (
                           self->token_secret, g_bytes_get_data (blinded, NULL), random, answer))
    return NULL;
  moot_message_set_hex (reply, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  json_object_set_string_member (reply, "member", moot_json_get_string (asked, "member"));
  json_object_set_string_member (reply, "scrutineer", self->member);
  moot_message_set_bytes (reply, "blind_sig", answer, sizeof answer);
  return moot_message_sign (reply, "token_reply", self->seed);
}

/**
 * moot_sealed_scrutineer_answer:
 * @self: a scrutineer
 * @random: (nullable): chance, against those who measure time
 *
 * Answers what members asked, as it stands in the log: of each member the first request only.
 *
 * Returns: (transfer full) (element-type utf8): `token_reply` messages
 */
GPtrArray *
moot_sealed_scrutineer_answer (MootSealedScrutineer   *self,
                               const MootSealedRandom *random)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) requests = NULL;

  if (self->distrust != NULL || self->roll == NULL ||
      moot_sealed_record_get_phase (self->record) != MOOT_SEALED_PHASE_OPEN)
    return replies;
  requests = moot_sealed_record_list_open_requests (self->record, self->index);
  for (guint i = 0; i < requests->len; i++)
    {
      char *reply = answer_request (self, g_ptr_array_index (requests, i), random);

      if (reply != NULL)
        g_ptr_array_add (replies, reply);
    }
  return replies;
}

/* Ballots ------------------------------------------------------------------------------------ */

/**
 * moot_sealed_scrutineer_witness:
 * @self: a scrutineer
 * @ballot: of a voter whom the host does not answer
 * @now: UTC milliseconds
 * @error: return location
 *
 * Keeps a ballot; the end is not agreed with until it is in the log.
 *
 * Limits: %MOOT_SEALED_WITNESSED_MAX.
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_LIMITED.
 *
 * Returns: (transfer full): `{"t":"witnessed",…}`, signed
 */
char *
moot_sealed_scrutineer_witness (MootSealedScrutineer  *self,
                                const char            *ballot,
                                gint64                 now,
                                GError               **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  g_autoptr (MootSealedBallot) parsed = NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  if (!moot_sealed_scrutineer_trusts (self, error))
    return NULL;
  if (moot_sealed_record_get_phase (self->record) != MOOT_SEALED_PHASE_OPEN ||
      now < manifest->opens_at || now >= moot_sealed_record_get_voting_end (self->record))
    {
      moot_message_refuse (error, "this is not the time to vote");
      return NULL;
    }
  parsed = moot_sealed_ballot_parse (manifest, ballot, error);
  if (parsed == NULL)
    return NULL;
  if (g_hash_table_size (self->witnessed) >= MOOT_SEALED_WITNESSED_MAX)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_LIMITED, "too many ballots are kept");
      return NULL;
    }
  g_hash_table_replace (self->witnessed, moot_digest_to_hex (&parsed->sha256), g_strdup (ballot));
  moot_message_set_hex (object, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  moot_message_set_hex (object, "ballot_sha256", parsed->sha256.bytes,
                        sizeof parsed->sha256.bytes);
  json_object_set_string_member (object, "scrutineer", self->member);
  moot_message_set_time (object, "at", now);
  return moot_message_sign (object, "witnessed", self->seed);
}

/** moot_sealed_scrutineer_list_missing: (transfer container) (element-type utf8): ballots that were
 * witnessed and are not in the log; they are handed to the host again and again */
GPtrArray *
moot_sealed_scrutineer_list_missing (MootSealedScrutineer *self)
{
  GPtrArray *missing = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer hex, text;

  g_hash_table_iter_init (&iter, self->witnessed);
  while (g_hash_table_iter_next (&iter, &hex, &text))
    {
      MootDigest digest;

      if (moot_digest_from_hex (hex, &digest) &&
          moot_sealed_record_find_ballot (self->record, &digest) < 0)
        g_ptr_array_add (missing, text);
    }
  return missing;
}
