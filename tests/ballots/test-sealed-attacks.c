/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sealed elections with somebody who cheats: what they try has no effect, or is found out and
 * proven. */
#include "sealed-room.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

static MootSealedRecord *
get_record (SealedRoom *room)
{
  return moot_sealed_host_get_record (room->host);
}

/* A misdeed of @who that says @what, the only one of its kind. */
static void
assert_misdeed (const MootSealedRecord *record,
                const char             *who,
                const char             *what)
{
  GPtrArray *misdeeds = moot_sealed_record_get_misdeeds (record);
  guint n = 0;

  for (guint i = 0; i < misdeeds->len; i++)
    {
      const MootSealedMisdeed *misdeed = g_ptr_array_index (misdeeds, i);

      if (g_str_equal (misdeed->who, who) && strstr (misdeed->what, what) != NULL)
        n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* Tokens ------------------------------------------------------------------------------------- */

static char *
make_request (SealedRoom   *room,
              guint         voter,
              guint         scrutineer,
              const guint8 *blinded)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *member = g_strdup_printf ("m%u", voter + 1);

  moot_message_set_hex (object, "eid", room->manifest->eid.bytes, 32);
  json_object_set_string_member (object, "member", member);
  json_object_set_string_member (object, "scrutineer",
                                 room->manifest->scrutineers[scrutineer].member);
  moot_message_set_bytes (object, "blinded", blinded, MOOT_TOKEN_KEY_BYTES);
  moot_message_set_time (object, "at", room->now);
  return moot_message_sign (object, "token_request", room->device_seeds[voter]);
}

/* A member who asks twice; a scrutineer whose device was set back in between; a host that helps. */
static void
test_token_asked_twice (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);
  g_autofree char *state = moot_sealed_scrutineer_save (room->scrutineers[0]);
  g_autofree char *first = moot_sealed_voter_dup_request (room->voters[0], 0, room->now);
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  guint8 blinded[MOOT_TOKEN_KEY_BYTES] = { 0, 7 };

  g_assert_true (moot_sealed_host_take_request (room->host, first, room->now, NULL));
  g_assert_true (moot_sealed_host_take_request (room->host, first, room->now, NULL));
  second = make_request (room, 0, 0, blinded);
  sealed_room_assert_refused (moot_sealed_host_take_request (room->host, second, room->now, &error),
                              &error, "has asked before");
  sealed_room_follow (room);
  replies = moot_sealed_scrutineer_answer (room->scrutineers[0], &room->random);
  g_assert_cmpuint (replies->len, ==, 1);

  moot_sealed_scrutineer_free (room->scrutineers[0]);
  room->scrutineers[0] = moot_sealed_scrutineer_load (state, &error);
  g_assert_no_error (error);
  sealed_room_follow (room);
  again = moot_sealed_scrutineer_answer (room->scrutineers[0], &room->random);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (again, 0), ==, g_ptr_array_index (replies, 0));
}

/* A reply that is none is seen by everybody, and counts for nothing. */
static void
test_wrong_answer (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);
  g_autofree char *request = moot_sealed_voter_dup_request (room->voters[0], 0, room->now);
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (JsonObject) reply = NULL;
  g_autofree char *lie = NULL;
  g_autoptr (GError) error = NULL;
  guint8 wrong[MOOT_TOKEN_KEY_BYTES] = { 0, 1 };
  guint8 seed[32];

  g_assert_true (moot_sealed_host_take_request (room->host, request, room->now, NULL));
  sealed_room_follow (room);
  replies = moot_sealed_scrutineer_answer (room->scrutineers[0], &room->random);
  reply = moot_message_parse (g_ptr_array_index (replies, 0), 4096, "token_reply", NULL);
  sealed_room_get_seed (room, 0, seed);
  moot_message_set_bytes (reply, "blind_sig", wrong, sizeof wrong);
  lie = moot_message_sign (reply, "token_reply", seed);
  g_assert_true (moot_sealed_host_take_reply (room->host, lie, room->now, NULL));
  assert_misdeed (get_record (room), "s1", "something else");
  g_assert_cmpuint (moot_sealed_record_count_issued (get_record (room), 0), ==, 0);
  sealed_room_assert_refused (moot_sealed_voter_take_reply (room->voters[0], lie, &error), &error,
                              "no token");
  g_assert_true (moot_sealed_host_take_reply (room->host, g_ptr_array_index (replies, 0), room->now,
                                              NULL));
  g_assert_cmpuint (moot_sealed_record_count_issued (get_record (room), 0), ==, 1);
}

typedef struct
{
  guint8 seed[32];
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];
  MootTokenBlinded blinded[3];
  guint8 tokens[3][MOOT_TOKEN_KEY_BYTES];
} Pooled;

static void
begin_pooled (SealedRoom *room,
              Pooled     *pooled,
              guint8      number)
{
  guint8 bpk[32];

  memset (pooled->seed, number, sizeof pooled->seed);
  moot_message_get_public (pooled->seed, bpk);
  moot_manifest_make_token_message (&room->manifest->eid, bpk, pooled->message);
  for (guint i = 0; i < 3; i++)
    g_assert_true (moot_token_key_blind (room->manifest->scrutineers[i].token_key, pooled->message,
                                         sizeof pooled->message, &room->random,
                                         &pooled->blinded[i]));
}

/* Asks a scrutineer in the name of a member for a token of a shared key. */
static void
ask_pooled (SealedRoom *room,
            Pooled     *pooled,
            guint       voter,
            guint       scrutineer)
{
  g_autofree char *request =
    make_request (room, voter, scrutineer, pooled->blinded[scrutineer].message);
  g_autofree char *member = g_strdup_printf ("m%u", voter + 1);
  g_autoptr (JsonObject) reply = NULL;
  g_autoptr (GBytes) answer = NULL;

  g_assert_true (moot_sealed_host_take_request (room->host, request, room->now, NULL));
  sealed_room_answer (room);
  reply =
    moot_message_parse (moot_sealed_record_find_reply (get_record (room), member, scrutineer),
                        4096, "token_reply", NULL);
  answer = moot_message_get_bytes (reply, "blind_sig", MOOT_TOKEN_KEY_BYTES, NULL);
  g_assert_true (moot_token_key_finish (room->manifest->scrutineers[scrutineer].token_key,
                                        pooled->message, sizeof pooled->message,
                                        pooled->blinded[scrutineer].inverse,
                                        g_bytes_get_data (answer, NULL),
                                        pooled->tokens[scrutineer]));
}

static char *
make_pooled_ballot (SealedRoom *room,
                    Pooled     *pooled)
{
  const MootSealedBallotDraft draft = { pooled->seed,
                                        (const guint8 (*)[MOOT_TOKEN_KEY_BYTES]) pooled->tokens,
                                        1 };

  return moot_sealed_ballot_make (room->manifest, &draft, "{\"r\":[[\"c1\"]],\"v\":1}",
                                  &room->random);
}

/* Two members share six signatures: that makes two ballots, and never a third from n-1 tokens. */
static void
test_pooled_tokens (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);
  Pooled pooled[3] = { 0 };

  for (guint8 i = 0; i < 3; i++)
    begin_pooled (room, &pooled[i], (guint8) (i + 1));
  ask_pooled (room, &pooled[0], 0, 0); /* the first key gets two, */
  ask_pooled (room, &pooled[0], 0, 1);
  ask_pooled (room, &pooled[1], 1, 0); /* the second two, */
  ask_pooled (room, &pooled[1], 0, 2);
  ask_pooled (room, &pooled[2], 1, 1); /* the third two */
  ask_pooled (room, &pooled[2], 1, 2);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *ballot = make_pooled_ballot (room, &pooled[i]);
      g_autofree char *receipt = NULL;
      g_autoptr (GError) error = NULL;

      receipt = moot_sealed_host_take_ballot (room->host, ballot, room->now, &error);
      sealed_room_assert_refused (receipt != NULL, &error, "does not hold");
    }
}

/* A token twice in place of one that is missing, or one fewer. */
static void
test_too_few_tokens (void)
{
  static const struct
  {
    const char *name;
    gboolean twice;
    const char *reason;
  } rows[] = { { "one fewer", FALSE, "every scrutineer" }, { "one twice", TRUE, "is missing" } };
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);

  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  sealed_room_vote (room, 0, "1");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) ballot = moot_message_parse (
        moot_sealed_voter_get_ballot (room->voters[0]), 1 << 16, "ballot", NULL);
      JsonArray *tokens = json_object_get_array_member (ballot, "tokens");
      g_autofree char *text = NULL;
      g_autofree char *receipt = NULL;
      g_autoptr (GError) error = NULL;
      guint8 seed[32];

      sealed_room_get_ballot_seed (room, 0, seed);
      if (rows[i].twice)
        json_array_add_object_element (tokens,
                                       json_object_ref (json_array_get_object_element (tokens, 1)));
      json_array_remove_element (tokens, rows[i].twice ? 0 : 2);
      text = moot_message_sign (ballot, "ballot", seed);
      receipt = moot_sealed_host_take_ballot (room->host, text, room->now, &error);
      g_test_message ("%s", rows[i].name);
      sealed_room_assert_refused (receipt != NULL, &error, rows[i].reason);
    }
}

/* Ballots ------------------------------------------------------------------------------------ */

/* Sends an entry to a scrutineer that no honest host writes. */
static void
assert_entry_refused (SealedRoom *room,
                      const char *type,
                      const char *digest_name,
                      const char *document,
                      const char *reason)
{
  const MootSealedLog *log = moot_sealed_record_get_log (get_record (room));
  g_autoptr (JsonObject) entry = json_object_new ();
  JsonObject *body = json_object_new ();
  g_autoptr (MootSealedLine) line = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  MootDigest digest;

  moot_message_digest (document, &digest);
  moot_message_set_hex (body, "eid", room->manifest->eid.bytes, 32);
  moot_message_set_hex (body, digest_name, digest.bytes, 32);
  json_object_set_object_member (entry, "body", body);
  json_object_set_int_member (entry, "seq", moot_sealed_log_get_size (log) + 1);
  json_object_set_string_member (entry, "type", type);
  moot_message_set_time (entry, "at", room->now);
  text = moot_message_dup_text (entry);
  line = moot_sealed_line_new (text, document);
  sealed_room_assert_refused (
    moot_sealed_scrutineer_follow (room->scrutineers[0], line, room->now, &error), &error, reason);
  g_assert_nonnull (moot_sealed_scrutineer_get_distrust (room->scrutineers[0]));
  g_assert_null (
    moot_sealed_scrutineer_agree (room->scrutineers[0], room->now + MOOT_DAY * 9, NULL));
}

/* A host that puts a ballot in by itself: outside of a batch, or one that it made. */
static void
test_host_adds (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();

  sealed_room_go_to (room, ROOM_OPENS + 5 * MOOT_HOUR);
  assert_entry_refused (room, "ballot", "ballot_sha256",
                        moot_sealed_voter_get_ballot (room->voters[0]), "outside of a batch");
}

/* The box is closed right, by the right host, but a day too early. */
static void
test_host_closes_early (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autoptr (JsonObject) close = json_object_new ();
  g_autofree char *text = NULL;
  const MootSealedLog *log;
  MootDigest root;

  sealed_room_go_to (room, ROOM_OPENS + 5 * MOOT_HOUR);
  log = moot_sealed_record_get_log (get_record (room));
  moot_sealed_log_get_root (log, moot_sealed_log_get_size (log), &root);
  moot_message_set_hex (close, "eid", room->manifest->eid.bytes, 32);
  moot_message_set_hex (close, "root", root.bytes, 32);
  json_object_set_int_member (close, "tree_size", moot_sealed_log_get_size (log));
  json_object_set_int_member (close, "ballots", 5);
  text = moot_message_sign (close, "close", room->host_seed);
  assert_entry_refused (room, "close", "sha256", text, "before voting has ended");
}

/* Two logs of one size under one key: nothing is signed for either any more. */
static void
test_forked_log (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autofree char *state = moot_sealed_host_save (room->host);
  g_autoptr (MootSealedHost) other = moot_sealed_host_load (state, NULL);
  g_autofree char *head = NULL;
  g_autofree char *seen = NULL;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_autoptr (GError) error = NULL;
  const guint8 *key = moot_sealed_record_get_host (get_record (room));

  sealed_room_vote (room, 0, "3"); /* the backup was made before this, and goes on without it */
  sealed_room_hand_in (room, 0);
  sealed_room_go_to (room, ROOM_OPENS + 5 * MOOT_HOUR);
  seen = moot_sealed_host_dup_head (room->host, room->now);
  g_assert_true (moot_sealed_voter_take_head (room->voters[0], seen, key, none, NULL));
  g_assert_true (moot_sealed_host_work (other, ROOM_OPENS + 9 * MOOT_HOUR, NULL));
  head = moot_sealed_host_dup_head (other, room->now);
  sealed_room_assert_refused (moot_sealed_scrutineer_take_head (room->scrutineers[1], head, &error),
                              &error, "two different logs");
  g_assert_null (moot_sealed_scrutineer_cosign (room->scrutineers[1], seen, NULL));
  sealed_room_assert_refused (
    moot_sealed_voter_take_head (room->voters[0], head, key, none, &error), &error,
    "not the one that was seen");
}

/* The host takes a ballot, gives the receipt, and forgets it. */
static void
test_dropped_ballot (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);
  g_autofree char *before = NULL;
  MootSealedTicks ticks;

  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 1; i < 5; i++)
    {
      sealed_room_vote (room, i, "12");
      sealed_room_hand_in (room, i);
    }
  before = moot_sealed_host_save (room->host);
  sealed_room_vote (room, 0, "4");
  sealed_room_hand_in (room, 0);
  moot_sealed_host_free (room->host);
  room->host = moot_sealed_host_load (before, NULL);
  sealed_room_go_to (room, ROOM_OPENS + 9 * MOOT_HOUR);
  g_assert_cmpint (moot_sealed_voter_get_fate (room->voters[0], get_record (room), room->now), ==,
                   MOOT_SEALED_FATE_LATE);
  sealed_room_finish (room);
  g_assert_cmpint (moot_sealed_voter_get_fate (room->voters[0], get_record (room), room->now), ==,
                   MOOT_SEALED_FATE_DROPPED);
  g_assert_nonnull (moot_sealed_voter_get_receipt (room->voters[0])); /* signed by the host */
  ticks = moot_sealed_voter_check (room->voters[0], get_record (room));
  g_assert_false (ticks.included);
  g_assert_true (ticks.counted);
}

/* The host takes no ballot of one voter; a scrutineer does, and agrees with no end without it. */
static void
test_witnessed_ballot (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autofree char *word = NULL;
  g_autofree char *agreed = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;

  sealed_room_go_to (room, ROOM_OPENS + 5 * MOOT_HOUR);
  sealed_room_vote (room, 0, "4");
  word = moot_sealed_scrutineer_witness (
    room->scrutineers[0], moot_sealed_voter_get_ballot (room->voters[0]), room->now, &error);
  g_assert_no_error (error);
  missing = moot_sealed_scrutineer_list_missing (room->scrutineers[0]);
  g_assert_cmpuint (missing->len, ==, 1);
  sealed_room_go_to (room, ROOM_CLOSES);
  agreed = moot_sealed_scrutineer_agree (room->scrutineers[0], room->now, &error);
  sealed_room_assert_refused (agreed != NULL, &error, "witnessed");
}

/* A ballot with the sealed parts of another's opens for nobody. */
static void
test_copied_ballot (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autoptr (JsonObject) copy =
    moot_message_parse (moot_sealed_voter_get_ballot (room->voters[1]), 1 << 16, "ballot", NULL);
  g_autoptr (JsonObject) own =
    moot_message_parse (moot_sealed_voter_get_ballot (room->voters[0]), 1 << 16, "ballot", NULL);
  g_autofree char *receipt = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (copy, "bpk", moot_json_get_string (own, "bpk"));
  text = moot_message_dup_text (copy);
  receipt = moot_sealed_host_take_ballot (room->host, text, room->now, &error);
  sealed_room_assert_refused (receipt != NULL, &error, "signature");
}

/* The end ------------------------------------------------------------------------------------ */

/* Shares before it is time count for nothing, and name who gave them. */
static void
test_early_release (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autoptr (SealedRoom) ahead = sealed_room_new_voted (); /* the same election, further on */
  g_autofree char *release = NULL;
  g_autofree char *elected = NULL;

  sealed_room_go_to (ahead, ROOM_CLOSES);
  sealed_room_agree (ahead);
  release = moot_sealed_scrutineer_release (ahead->scrutineers[0], ahead->now, NULL);
  g_assert_nonnull (release);
  g_assert_true (moot_sealed_host_take_end (room->host, "release", release, room->now, NULL));
  assert_misdeed (get_record (room), "s1", "before it was time");
  g_assert_null (moot_sealed_scrutineer_release (room->scrutineers[1], room->now, NULL));
  sealed_room_finish (room);
  elected = sealed_room_get_elected (room);
  g_assert_cmpstr (elected, ==, "c1 c2");
}

/* Too many away: no result, and never a wrong one. */
static void
test_too_many_away (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autofree char *archive = NULL;
  g_auto (MootSealedVerdict) verdict = { 0 };

  sealed_room_go_to (room, ROOM_CLOSES);
  sealed_room_agree (room);
  room->away[0] = room->away[1] = TRUE;
  sealed_room_finish (room);
  g_assert_null (moot_sealed_record_get_result (get_record (room)));
  archive = sealed_room_archive (room, TRUE);
  moot_sealed_archive_verify (archive, strlen (archive), &verdict);
  g_assert_false (verdict.ok);
  g_assert_cmpint (verdict.failed, ==, MOOT_SEALED_CHECK_RESULT);
  room->away[0] = FALSE; /* back again: nothing was spoilt meanwhile */
  sealed_room_finish (room);
  g_assert_nonnull (moot_sealed_record_get_result (get_record (room)));
}

/* Two ballots tell each voter the other's: they stay shut. */
static void
test_too_few_ballots (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&sealed_room_usual);
  g_autofree char *release = NULL;

  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 2; i++)
    {
      sealed_room_vote (room, i, "12");
      sealed_room_hand_in (room, i);
    }
  sealed_room_go_to (room, ROOM_CLOSES);
  sealed_room_agree (room);
  release = moot_sealed_scrutineer_release (room->scrutineers[0], room->now, NULL);
  g_assert_null (release);
  sealed_room_finish (room);
  g_assert_nonnull (strstr (moot_sealed_record_get_result (get_record (room)), "too_few_ballots"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed-attacks/token-asked-twice", test_token_asked_twice);
  g_test_add_func ("/sealed-attacks/wrong-answer", test_wrong_answer);
  g_test_add_func ("/sealed-attacks/pooled-tokens", test_pooled_tokens);
  g_test_add_func ("/sealed-attacks/too-few-tokens", test_too_few_tokens);
  g_test_add_func ("/sealed-attacks/host-adds", test_host_adds);
  g_test_add_func ("/sealed-attacks/host-closes-early", test_host_closes_early);
  g_test_add_func ("/sealed-attacks/forked-log", test_forked_log);
  g_test_add_func ("/sealed-attacks/dropped-ballot", test_dropped_ballot);
  g_test_add_func ("/sealed-attacks/witnessed-ballot", test_witnessed_ballot);
  g_test_add_func ("/sealed-attacks/copied-ballot", test_copied_ballot);
  g_test_add_func ("/sealed-attacks/early-release", test_early_release);
  g_test_add_func ("/sealed-attacks/too-many-away", test_too_many_away);
  g_test_add_func ("/sealed-attacks/too-few-ballots", test_too_few_ballots);
  return g_test_run ();
}
