/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An election in one process, message by message. */
#include "sealed-room.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

const SealedRoomPlan sealed_room_usual = { 5, 3, 2, 0, "stv-scottish", 2, 1 };

static guint8 *
read_hex (const char *hex,
          gsize      *out_n_bytes)
{
  const gsize n = strlen (hex) / 2;
  guint8 *bytes = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                         g_ascii_xdigit_value (hex[2 * i + 1]));
  *out_n_bytes = n;
  return bytes;
}

MootTokenSecret *
sealed_room_load_key (guint number)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "ballots", "token-keys.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) primes = NULL;
  g_autofree guint8 *p = NULL;
  g_autofree guint8 *q = NULL;
  gsize n_p, n_q;
  MootTokenSecret *secret;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  primes = g_strsplit (lines[2 + number], "\t", 2);
  p = read_hex (primes[0], &n_p);
  q = read_hex (primes[1], &n_q);
  secret = moot_token_secret_new (p, n_p, q, n_q, NULL);
  g_assert_nonnull (secret);
  return secret;
}

/* The first that follows from the secret in what somebody keeps. */
static void
follow_secret (const char   *state,
               const char   *label,
               const guint8 *context,
               guint8       *out_seed)
{
  g_autofree char *first = g_strndup (state, strcspn (state, "\n"));
  g_autoptr (JsonObject) keys = moot_message_parse (first, 1 << 20, NULL, NULL);
  MootSealedStream stream;
  MootSealedRandom random;
  MootDigest secret;

  g_assert_true (moot_message_get_digest (keys, "secret", &secret, NULL));
  moot_sealed_stream_init (&stream, secret.bytes, label, context);
  random = moot_sealed_stream_get_random (&stream);
  moot_sealed_random_fill (&random, out_seed, 32);
}

/** sealed_room_get_seed: what a scrutineer signs with, for one that lies */
void
sealed_room_get_seed (SealedRoom *self,
                      guint       scrutineer,
                      guint8     *out_seed)
{
  g_autofree char *state = moot_sealed_scrutineer_save (self->scrutineers[scrutineer]);

  follow_secret (state, "folkmoot-scrutineer-v1", NULL, out_seed);
}

/** sealed_room_get_ballot_seed: what a voter's ballots are signed with, for a wrong one */
void
sealed_room_get_ballot_seed (SealedRoom *self,
                             guint       voter,
                             guint8     *out_seed)
{
  g_autofree char *state = moot_sealed_voter_save (self->voters[voter]);

  follow_secret (state, "folkmoot-voter-v1", self->manifest->eid.bytes, out_seed);
}

static void
put_options (JsonObject *object)
{
  static const char *const names[] = { "Ada", "Bo", "Cy", "Dee" };
  JsonArray *options = json_array_new ();

  for (guint i = 0; i < ROOM_OPTIONS; i++)
    {
      JsonObject *option = json_object_new ();
      g_autofree char *id = g_strdup_printf ("c%u", i + 1);

      json_object_set_string_member (option, "id", id);
      json_object_set_string_member (option, "name", names[i]);
      json_array_add_object_element (options, option);
    }
  json_object_set_array_member (object, "options", options);
}

char *
sealed_room_make_manifest (const SealedRoomPlan        *plan,
                           MootSealedRoll              *roll,
                           const guint8                *host_seed,
                           MootSealedScrutineer *const *scrutineers)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *cards = json_array_new ();
  MootDigest digest;
  guint8 key[32];

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "kind", "election");
  json_object_set_string_member (object, "title", "Steering 2026");
  json_object_set_string_member (object, "rule", plan->rule);
  json_object_set_string_member (object, "ties", "lot");
  json_object_set_int_member (object, "seats", plan->n_seats);
  put_options (object);
  moot_sealed_roll_get_digest (roll, &digest);
  moot_message_set_hex (object, "roll_sha256", digest.bytes, 32);
  json_object_set_int_member (object, "roll_count",
                              plan->roll_count > 0 ? plan->roll_count
                                                   : moot_sealed_roll_get_count (roll));
  json_object_set_int_member (object, "open_threshold", plan->threshold);
  for (guint i = 0; i < plan->n_scrutineers; i++)
    json_array_add_object_element (cards, moot_sealed_scrutineer_make_card (scrutineers[i]));
  json_object_set_array_member (object, "scrutineers", cards);
  moot_message_set_time (object, "tokens_from", ROOM_BEGIN);
  moot_message_set_time (object, "opens_at", ROOM_OPENS);
  moot_message_set_time (object, "closes_at", ROOM_CLOSES);
  json_object_set_int_member (object, "batch_seconds", 4 * 3600);
  json_object_set_int_member (object, "pad", 128);
  moot_message_get_public (host_seed, key);
  moot_message_set_hex (object, "host", key, sizeof key);
  moot_message_digest ("a log", &digest);
  moot_message_set_hex (object, "log_id", digest.bytes, 32);
  return moot_message_dup_text (object);
}

static void
make_people (SealedRoom           *self,
             const SealedRoomPlan *plan)
{
  self->n_voters = plan->n_voters;
  self->n_scrutineers = plan->n_scrutineers;
  self->roll = moot_sealed_roll_new ();
  self->device_seeds = g_malloc0_n (plan->n_voters, 32);
  for (guint i = 0; i < plan->n_voters; i++)
    {
      g_autofree char *member = g_strdup_printf ("m%u", i + 1);
      guint8 key[32];

      moot_sealed_random_fill (&self->random, self->device_seeds[i], 32);
      moot_message_get_public (self->device_seeds[i], key);
      moot_sealed_roll_add (self->roll, member, key);
    }
  for (guint i = 0; i < plan->n_scrutineers; i++)
    {
      g_autofree char *member = g_strdup_printf ("s%u", i + 1);
      guint8 secret[32];

      moot_sealed_random_fill (&self->random, secret, sizeof secret);
      self->scrutineers[i] = moot_sealed_scrutineer_new (member, secret, sealed_room_load_key (i));
    }
}

/* The manifest, and the word of each scrutineer. */
static char *
make_opening (SealedRoom *self,
              const char *manifest)
{
  GString *opening = g_string_new (NULL);

  g_string_append_printf (opening, "{\"manifest\":%s,\"ok\":[", manifest);
  for (guint i = 0; i < self->n_scrutineers; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *word =
        moot_sealed_scrutineer_sign_manifest (self->scrutineers[i], manifest, self->roll, &error);

      g_assert_no_error (error);
      g_string_append_printf (opening, "%s%s", i > 0 ? "," : "", word);
    }
  g_string_append (opening, "],\"t\":\"opening\"}");
  return g_string_free (opening, FALSE);
}

SealedRoom *
sealed_room_new (const SealedRoomPlan *plan)
{
  SealedRoom *self = g_new0 (SealedRoom, 1);
  g_autofree char *manifest = NULL;
  g_autoptr (GError) error = NULL;
  guint8 secret[32] = { 0 };

  memcpy (secret, &plan->seed, sizeof plan->seed);
  moot_sealed_stream_init (&self->stream, secret, "test", NULL);
  self->random = moot_sealed_stream_get_random (&self->stream);
  self->now = ROOM_BEGIN;
  moot_sealed_random_fill (&self->random, self->host_seed, sizeof self->host_seed);
  make_people (self, plan);
  manifest = sealed_room_make_manifest (plan, self->roll, self->host_seed, self->scrutineers);
  self->manifest = moot_manifest_parse (manifest, &error);
  g_assert_no_error (error);
  self->opening = make_opening (self, manifest);
  self->host = moot_sealed_host_new (self->host_seed, self->roll);
  moot_sealed_host_open (self->host, self->opening, self->now, &error);
  g_assert_no_error (error);
  self->voters = g_new0 (MootSealedVoter *, self->n_voters);
  for (guint i = 0; i < self->n_voters; i++)
    {
      g_autofree char *member = g_strdup_printf ("m%u", i + 1);

      moot_sealed_random_fill (&self->random, secret, sizeof secret);
      self->voters[i] = moot_sealed_voter_new (member, self->device_seeds[i], secret,
                                               self->manifest, self->roll, &error);
      g_assert_no_error (error);
    }
  return self;
}

void
sealed_room_free (SealedRoom *self)
{
  for (guint i = 0; i < self->n_voters; i++)
    moot_sealed_voter_free (self->voters[i]);
  for (guint i = 0; i < self->n_scrutineers; i++)
    moot_sealed_scrutineer_free (self->scrutineers[i]);
  moot_sealed_host_free (self->host);
  moot_manifest_unref (self->manifest);
  moot_sealed_roll_unref (self->roll);
  g_free (self->voters);
  g_free (self->device_seeds);
  g_free (self->opening);
  g_free (self);
}

/* Every scrutineer who is there reads what is new, and looks at the head. */
void
sealed_room_follow (SealedRoom *self)
{
  const MootSealedLog *log = moot_sealed_record_get_log (moot_sealed_host_get_record (self->host));
  g_autofree char *head = moot_sealed_host_dup_head (self->host, self->now);

  for (guint i = 0; i < self->n_scrutineers; i++)
    {
      const MootSealedLog *seen =
        moot_sealed_record_get_log (moot_sealed_scrutineer_get_record (self->scrutineers[i]));

      if (self->away[i])
        continue;
      while (moot_sealed_log_get_size (seen) < moot_sealed_log_get_size (log) &&
             moot_sealed_scrutineer_follow (
               self->scrutineers[i],
               moot_sealed_log_get_line (log, moot_sealed_log_get_size (seen)), self->now, NULL))
        ;
      moot_sealed_scrutineer_take_head (self->scrutineers[i], head, NULL);
    }
}

void
sealed_room_ask (SealedRoom *self)
{
  for (guint i = 0; i < self->n_voters; i++)
    for (guint k = 0; k < self->n_scrutineers; k++)
      {
        g_autofree char *request = moot_sealed_voter_dup_request (self->voters[i], k, ROOM_BEGIN);
        g_autoptr (GError) error = NULL;

        moot_sealed_host_take_request (self->host, request, self->now, &error);
        g_assert_no_error (error);
      }
}

void
sealed_room_answer (SealedRoom *self)
{
  const MootSealedRecord *record = moot_sealed_host_get_record (self->host);

  sealed_room_follow (self);
  for (guint k = 0; k < self->n_scrutineers; k++)
    {
      g_autoptr (GPtrArray) replies = NULL;

      if (self->away[k])
        continue;
      replies = moot_sealed_scrutineer_answer (self->scrutineers[k], &self->random);
      for (guint i = 0; i < replies->len; i++)
        moot_sealed_host_take_reply (self->host, g_ptr_array_index (replies, i), self->now, NULL);
    }
  for (guint i = 0; i < self->n_voters; i++)
    for (guint k = 0; k < self->n_scrutineers; k++)
      {
        g_autofree char *member = g_strdup_printf ("m%u", i + 1);
        const char *reply = moot_sealed_record_find_reply (record, member, k);

        if (reply != NULL && !moot_sealed_voter_has_token (self->voters[i], k))
          moot_sealed_voter_take_reply (self->voters[i], reply, NULL);
      }
}

void
sealed_room_give_tokens (SealedRoom *self)
{
  sealed_room_ask (self);
  sealed_room_answer (self);
  for (guint i = 0; i < self->n_voters; i++)
    g_assert_true (moot_sealed_voter_is_ready (self->voters[i]));
}

/* "213": the second, then the first, then the third. */
void
sealed_room_choose (const char       *picks,
                    MootSealedChoice *out_choice)
{
  out_choice->n_picks = 0;
  for (const char *at = picks; *at != '\0'; at++)
    out_choice->picks[out_choice->n_picks++] = (MootSealedPick){ (guint) (*at - '1'), FALSE, 3 };
}

void
sealed_room_vote (SealedRoom *self,
                  guint       voter,
                  const char *picks)
{
  MootSealedChoice choice;
  g_autoptr (GError) error = NULL;
  guint8 bpk[32];

  sealed_room_choose (picks, &choice);
  moot_sealed_voter_get_key (self->voters[voter], bpk);
  moot_sealed_voter_vote (
    self->voters[voter], &choice,
    moot_sealed_record_get_number (moot_sealed_host_get_record (self->host), bpk), self->now, TRUE,
    &self->random, &error);
  g_assert_no_error (error);
}

void
sealed_room_hand_in (SealedRoom *self,
                     guint       voter)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *receipt = moot_sealed_host_take_ballot (
    self->host, moot_sealed_voter_get_ballot (self->voters[voter]), self->now, &error);

  g_assert_no_error (error);
  moot_sealed_voter_take_receipt (
    self->voters[voter], receipt,
    moot_sealed_record_get_host (moot_sealed_host_get_record (self->host)), &error);
  g_assert_no_error (error);
}

void
sealed_room_go_to (SealedRoom *self,
                   gint64      now)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (now, >=, self->now);
  self->now = now;
  moot_sealed_host_work (self->host, now, &error);
  g_assert_no_error (error);
  sealed_room_follow (self);
}

void
sealed_room_agree (SealedRoom *self)
{
  sealed_room_follow (self);
  for (guint i = 0; i < self->n_scrutineers; i++)
    {
      g_autofree char *word = NULL;

      if (self->away[i] ||
          moot_sealed_record_has_close_ok (moot_sealed_host_get_record (self->host), i))
        continue;
      word = moot_sealed_scrutineer_agree (self->scrutineers[i], self->now, NULL);
      if (word != NULL)
        moot_sealed_host_take_end (self->host, "close_ok", word, self->now, NULL);
    }
  sealed_room_follow (self);
}

void
sealed_room_release (SealedRoom *self)
{
  sealed_room_follow (self);
  for (guint i = 0; i < self->n_scrutineers; i++)
    {
      g_autofree char *release = NULL;

      if (self->away[i] ||
          moot_sealed_record_has_release (moot_sealed_host_get_record (self->host), i))
        continue;
      release = moot_sealed_scrutineer_release (self->scrutineers[i], self->now, NULL);
      if (release != NULL)
        moot_sealed_host_take_end (self->host, "release", release, self->now, NULL);
    }
}

/* The end, with as much waiting as those who are away make necessary. */
void
sealed_room_finish (SealedRoom *self)
{
  sealed_room_go_to (self, MAX (self->now, moot_sealed_record_get_voting_end (
                                             moot_sealed_host_get_record (self->host))));
  sealed_room_agree (self);
  sealed_room_release (self);
  sealed_room_go_to (self, self->now + MOOT_HOUR);
  sealed_room_go_to (self, self->now + MOOT_SEALED_WAIT);
  sealed_room_agree (self);
  sealed_room_release (self);
  sealed_room_go_to (self, self->now + MOOT_HOUR);
}

/* The host's laptop is gone: whoever holds most of the log hosts it, by the word of the others. */
void
sealed_room_move (SealedRoom *self,
                  guint       keeper,
                  guint8      number)
{
  const MootSealedLog *log =
    moot_sealed_record_get_log (moot_sealed_scrutineer_get_record (self->scrutineers[keeper]));
  const gint64 size = moot_sealed_log_get_size (log);
  g_autoptr (GString) moved = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *root_hex = NULL;
  g_autofree char *eid = moot_digest_to_hex (&self->manifest->eid);
  MootDigest root, key;
  guint n_words = 0;
  guint8 seed[32] = { number };

  moot_message_get_public (seed, key.bytes);
  host = moot_digest_to_hex (&key);
  moot_sealed_log_get_root (log, size, &root);
  root_hex = moot_digest_to_hex (&root);
  g_string_append_printf (moved, "{\"eid\":\"%s\",\"host\":\"%s\",\"ok\":[", eid, host);
  for (guint i = 0; i < self->n_scrutineers; i++)
    {
      g_autofree char *word = NULL;
      const MootSealedLog *theirs =
        moot_sealed_record_get_log (moot_sealed_scrutineer_get_record (self->scrutineers[i]));

      if (self->away[i])
        continue;
      while (moot_sealed_log_get_size (theirs) < size)
        moot_sealed_scrutineer_follow (
          self->scrutineers[i], moot_sealed_log_get_line (log, moot_sealed_log_get_size (theirs)),
          self->now, NULL);
      word = moot_sealed_scrutineer_move (self->scrutineers[i], key.bytes, size, self->now, NULL);
      if (word != NULL)
        g_string_append_printf (moved, "%s%s", n_words++ > 0 ? "," : "", word);
    }
  g_string_append_printf (
    moved, "],\"root\":\"%s\",\"t\":\"moved\",\"tree_size\":%" G_GINT64_FORMAT "}", root_hex, size);
  moot_sealed_host_free (self->host);
  self->host = moot_sealed_host_take_over (seed, self->roll, log, moved->str, self->now, &error);
  g_assert_no_error (error);
  sealed_room_follow (self);
}

char *
sealed_room_archive (SealedRoom *self,
                     gboolean    with_requests)
{
  g_autofree char *head = moot_sealed_host_dup_head (self->host, self->now);
  const char *const heads[] = { head, NULL };
  GString *archive = g_string_new (NULL);

  moot_sealed_archive_write (archive, moot_sealed_host_get_record (self->host),
                             with_requests ? self->roll : NULL, heads, with_requests);
  return g_string_free (archive, FALSE);
}

/* "c1 c2", or NULL without a result. */
char *
sealed_room_get_elected (SealedRoom *self)
{
  const char *result = moot_sealed_record_get_result (moot_sealed_host_get_record (self->host));
  g_autoptr (JsonNode) node = result != NULL ? moot_json_parse (result, -1, NULL) : NULL;
  JsonArray *elected =
    node != NULL ? moot_json_get_array (json_node_get_object (node), "elected") : NULL;
  GString *names = g_string_new (NULL);

  for (guint i = 0; elected != NULL && i < json_array_get_length (elected); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            json_array_get_string_element (elected, i));
  return g_string_free (names, elected == NULL);
}

/* Everybody has voted; the box is open for some hours more. */
SealedRoom *
sealed_room_new_voted (void)
{
  SealedRoom *room = sealed_room_new (&sealed_room_usual);

  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < room->n_voters; i++)
    {
      sealed_room_vote (room, i, "12");
      sealed_room_hand_in (room, i);
    }
  return room;
}

void
sealed_room_assert_refused (gboolean     done,
                            GError     **error,
                            const char  *reason)
{
  g_assert_false (done);
  g_assert_nonnull (*error);
  if (strstr ((*error)->message, reason) == NULL)
    g_error ("'%s' is not '%s'", (*error)->message, reason);
  g_clear_error (error);
}
