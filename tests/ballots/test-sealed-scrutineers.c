/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Scrutineers who lie or who cannot read, at the end and when the log moves; ballots that nobody
 * has a right to; and what heads prove. */
#include "sealed-room.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

static MootSealedRecord *
get_record (SealedRoom *room)
{
  return moot_sealed_host_get_record (room->host);
}

static void
assert_one_misdeed (SealedRoom *room,
                    const char *who,
                    const char *what)
{
  GPtrArray *misdeeds = moot_sealed_record_get_misdeeds (get_record (room));
  const MootSealedMisdeed *misdeed;

  g_assert_cmpuint (misdeeds->len, ==, 1);
  misdeed = g_ptr_array_index (misdeeds, 0);
  g_assert_cmpstr (misdeed->who, ==, who);
  g_assert_nonnull (strstr (misdeed->what, what));
}

static void
assert_elected (SealedRoom *room,
                const char *names)
{
  g_autofree char *elected = sealed_room_get_elected (room);

  g_assert_cmpstr (elected, ==, names);
}

/* The end ------------------------------------------------------------------------------------ */

/* All but one ballot: it counts as what it is, names the scrutineer, and spoils nobody's vote. */
static void
test_incomplete_release (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *release = NULL;
  g_autofree char *less = NULL;
  JsonArray *shares;
  guint8 seed[32];

  sealed_room_go_to (room, ROOM_CLOSES);
  sealed_room_agree (room);
  release = moot_sealed_scrutineer_release (room->scrutineers[0], room->now, NULL);
  object = moot_message_parse (release, MOOT_SEALED_DOCUMENT_MAX, "release", NULL);
  shares = json_object_get_array_member (object, "shares");
  g_assert_cmpuint (json_array_get_length (shares), ==, 5);
  json_array_remove_element (shares, 2);
  sealed_room_get_seed (room, 0, seed);
  less = moot_message_sign (object, "release", seed);
  g_assert_true (moot_sealed_host_take_end (room->host, "release", less, room->now, NULL));
  assert_one_misdeed (room, "s1", "left a ballot out");
  room->away[0] = TRUE;
  sealed_room_finish (room);
  assert_elected (room, "c1 c2");
}

/* Hands in a ballot of @voter whose shares for the first @n scrutineers nobody can read. */
static void
hand_in_unreadable (SealedRoom *room,
                    guint       voter,
                    guint       n)
{
  g_autoptr (JsonObject) ballot = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *receipt = NULL;
  JsonArray *shares;
  guint8 seed[32];

  sealed_room_vote (room, voter, "12");
  ballot = moot_message_parse (moot_sealed_voter_get_ballot (room->voters[voter]),
                               MOOT_SEALED_BALLOT_MAX, "ballot", NULL);
  shares = json_object_get_array_member (ballot, "shares");
  for (guint i = 0; i < n; i++)
    {
      JsonObject *share = json_array_get_object_element (shares, i);
      g_autoptr (GBytes) sealed =
        moot_message_get_bytes (share, "sealed", MOOT_SEAL_SHARE_BYTES, NULL);
      g_autofree guint8 *bytes =
        g_memdup2 (g_bytes_get_data (sealed, NULL), MOOT_SEAL_SHARE_BYTES);

      bytes[MOOT_SEAL_SHARE_BYTES - 1] ^= 1;
      moot_message_set_bytes (share, "sealed", bytes, MOOT_SEAL_SHARE_BYTES);
    }
  sealed_room_get_ballot_seed (room, voter, seed);
  text = moot_message_sign (ballot, "ballot", seed);
  receipt = moot_sealed_host_take_ballot (room->host, text, room->now, &error);
  g_assert_no_error (error);
}

/* One share that cannot be read stops nobody; two of three spoil the ballot, by its voter's doing.
 */
static void
test_unreadable_shares (void)
{
  for (guint n = 1; n <= 2; n++)
    {
      g_autoptr (SealedRoom) room = sealed_room_new_voted ();
      g_autoptr (JsonObject) result = NULL;

      hand_in_unreadable (room, 0, n);
      sealed_room_finish (room);
      g_assert_cmpuint (moot_sealed_record_get_misdeeds (get_record (room))->len, ==, 0);
      g_assert_nonnull (moot_sealed_record_get_result (get_record (room)));
      result = moot_message_parse (moot_sealed_record_get_result (get_record (room)),
                                   MOOT_SEALED_DOCUMENT_MAX, "result", NULL);
      g_assert_cmpint (moot_json_get_int (result, "opened"), ==, n == 1 ? 5 : 4);
      g_assert_cmpint (moot_json_get_int (result, "spoilt"), ==, n == 1 ? 0 : 1);
      assert_elected (room, "c1 c2");
    }
}

/* The word of a scrutineer about the end, with another nonce or about another log. */
static void
test_wrong_agreement (void)
{
  static const struct
  {
    const char *member;
    const char *what;
  } rows[] = { { "lot_nonce", "another nonce" }, { "root", "another log" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SealedRoom) room = sealed_room_new_voted ();
      g_autoptr (JsonObject) object = NULL;
      g_autofree char *word = NULL;
      g_autofree char *lie = NULL;
      MootDigest other;
      guint8 seed[32];

      sealed_room_go_to (room, ROOM_CLOSES);
      word = moot_sealed_scrutineer_agree (room->scrutineers[0], room->now, NULL);
      object = moot_message_parse (word, MOOT_SEALED_ENTRY_MAX, "close_ok", NULL);
      moot_message_digest ("something else", &other);
      moot_message_set_hex (object, rows[i].member, other.bytes, sizeof other.bytes);
      sealed_room_get_seed (room, 0, seed);
      lie = moot_message_sign (object, "close_ok", seed);
      g_assert_true (moot_sealed_host_take_end (room->host, "close_ok", lie, room->now, NULL));
      assert_one_misdeed (room, "s1", rows[i].what);
      g_assert_false (moot_sealed_record_has_close_ok (get_record (room), 0));
      room->away[0] = TRUE;
      sealed_room_finish (room); /* the nonce is left out, and the others are enough */
      assert_elected (room, "c1 c2");
    }
}

/* Ballots that nobody has a right to --------------------------------------------------------- */

/* What all scrutineers together can make: a ballot with tokens that no member asked for. */
static char *
make_stuffed_ballot (SealedRoom *room)
{
  static const guint8 seed[32] = { 77 };
  guint8 tokens[3][MOOT_TOKEN_KEY_BYTES];
  const MootSealedBallotDraft draft = { seed, (const guint8 (*)[MOOT_TOKEN_KEY_BYTES]) tokens,
                                        1 };
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];
  guint8 bpk[32];

  moot_message_get_public (seed, bpk);
  moot_manifest_make_token_message (&room->manifest->eid, bpk, message);
  for (guint i = 0; i < 3; i++)
    {
      const MootTokenKey *key = room->manifest->scrutineers[i].token_key;
      MootTokenSecret *secret = sealed_room_load_key (i);
      guint8 answer[MOOT_TOKEN_KEY_BYTES];
      MootTokenBlinded blinded;

      g_assert_true (
        moot_token_key_blind (key, message, sizeof message, &room->random, &blinded));
      g_assert_true (
        moot_token_secret_answer (secret, blinded.message, &room->random, answer));
      g_assert_true (moot_token_key_finish (key, message, sizeof message, blinded.inverse, answer,
                                            tokens[i]));
      moot_token_secret_free (secret);
    }
  return moot_sealed_ballot_make (room->manifest, &draft, "{\"r\":[[\"c4\"]],\"v\":1}",
                                  &room->random);
}

/* A host writes an entry as it likes; returns whether a scrutineer goes on. */
static gboolean
write_by_hand (SealedRoom  *room,
               const char  *type,
               JsonObject  *body,
               const char  *document,
               GError     **error)
{
  const MootSealedLog *log =
    moot_sealed_record_get_log (moot_sealed_scrutineer_get_record (room->scrutineers[0]));
  g_autoptr (JsonObject) entry = json_object_new ();
  g_autoptr (MootSealedLine) line = NULL;
  g_autofree char *text = NULL;
  MootDigest digest;

  moot_message_set_hex (body, "eid", room->manifest->eid.bytes, 32);
  if (document != NULL)
    {
      moot_message_digest (document, &digest);
      moot_message_set_hex (body, "ballot_sha256", digest.bytes, sizeof digest.bytes);
    }
  json_object_set_object_member (entry, "body", json_object_ref (body));
  json_object_set_int_member (entry, "seq", moot_sealed_log_get_size (log) + 1);
  json_object_set_string_member (entry, "type", type);
  moot_message_set_time (entry, "at", ROOM_OPENS + 5 * MOOT_HOUR);
  text = moot_message_dup_text (entry);
  line = moot_sealed_line_new (text, document);
  return moot_sealed_scrutineer_follow (room->scrutineers[0], line, ROOM_OPENS + 5 * MOOT_HOUR,
                                        error);
}

static int
compare_digests (gconstpointer a,
                 gconstpointer b)
{
  MootDigest left, right;

  moot_message_digest (*(const char *const *) a, &left);
  moot_message_digest (*(const char *const *) b, &right);
  return memcmp (&left, &right, sizeof left);
}

/* Every scrutineer and the host together add a ballot: the host's own program does not, and who
 * reads the log sees one more than members asked for. */
static void
test_more_ballots_than_tokens (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autofree char *stuffed = make_stuffed_ballot (room);
  g_autoptr (GPtrArray) ballots = g_ptr_array_new ();
  g_autoptr (JsonObject) batch = json_object_new ();
  g_autofree char *receipt = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  receipt = moot_sealed_host_take_ballot (room->host, stuffed, room->now, &error);
  sealed_room_assert_refused (receipt != NULL, &error, "more ballots");
  sealed_room_follow (room);
  g_ptr_array_add (ballots, stuffed);
  for (guint i = 0; i < room->n_voters; i++)
    g_ptr_array_add (ballots, (gpointer) moot_sealed_voter_get_ballot (room->voters[i]));
  g_ptr_array_sort (ballots, compare_digests);
  json_object_set_int_member (batch, "number", 1);
  json_object_set_int_member (batch, "ballots", ballots->len);
  g_assert_true (write_by_hand (room, "batch", batch, NULL, &error));
  for (; n < ballots->len; n++)
    {
      g_autoptr (JsonObject) body = json_object_new ();

      if (!write_by_hand (room, "ballot", body, g_ptr_array_index (ballots, n), &error))
        break;
    }
  g_assert_cmpuint (n, ==, 5);
  sealed_room_assert_refused (FALSE, &error, "more ballots");
  g_assert_nonnull (moot_sealed_scrutineer_get_distrust (room->scrutineers[0]));
  sealed_room_go_to (room, ROOM_OPENS + 5 * MOOT_HOUR); /* the batch of the others is written */
  g_assert_cmpuint (moot_sealed_record_count_ballots (get_record (room)), ==, 5);
}

/* Moving ------------------------------------------------------------------------------------- */

/* Two hosts cannot go on at once: a scrutineer speaks for one of them in 48 hours, and one word of
 * three, or one said twice, moves nothing. */
static void
test_double_move (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  const MootSealedLog *log;
  const guint8 seed[32] = { 1 };
  const guint8 other[32] = { 2 };
  g_autofree char *word = NULL;
  g_autofree char *again = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;
  guint8 host[32];
  gint64 size;

  sealed_room_follow (room);
  log = moot_sealed_record_get_log (moot_sealed_scrutineer_get_record (room->scrutineers[0]));
  size = moot_sealed_log_get_size (log);
  moot_message_get_public (seed, host);
  word = moot_sealed_scrutineer_move (room->scrutineers[0], host, size, room->now, &error);
  g_assert_no_error (error);
  for (guint n = 1; n <= 2; n++)
    {
      g_autoptr (JsonObject) object =
        moot_message_parse (word, MOOT_SEALED_ENTRY_MAX, "moved_ok", NULL);
      g_autofree char *root = g_strdup (moot_json_get_string (object, "root"));
      g_autofree char *eid = moot_digest_to_hex (&room->manifest->eid);
      g_autofree char *moved = g_strdup_printf (
        "{\"eid\":\"%s\",\"host\":\"%s\",\"ok\":[%s%s%s],\"root\":\"%s\",\"t\":\"moved\","
        "\"tree_size\":%" G_GINT64_FORMAT "}",
        eid, moot_json_get_string (object, "host"), word, n > 1 ? "," : "", n > 1 ? word : "",
        root, size);
      MootSealedHost *taken =
        moot_sealed_host_take_over (seed, room->roll, log, moved, room->now, &error);

      sealed_room_assert_refused (taken != NULL, &error, "too few scrutineers");
    }
  moot_message_get_public (other, host);
  again = moot_sealed_scrutineer_move (room->scrutineers[0], host, size, room->now, &error);
  sealed_room_assert_refused (again != NULL, &error, "may not be moved");
  later = moot_sealed_scrutineer_move (room->scrutineers[0], host, size,
                                       room->now + MOOT_SEALED_WAIT, &error);
  g_assert_no_error (error);
}

/* Heads -------------------------------------------------------------------------------------- */

static char *
write_archive (SealedRoom *room,
               GPtrArray  *heads)
{
  GString *archive = g_string_new (NULL);

  g_ptr_array_add (heads, NULL);
  moot_sealed_archive_write (archive, get_record (room), NULL,
                             (const char *const *) heads->pdata, FALSE);
  g_ptr_array_remove_index (heads, heads->len - 1);
  return g_string_free (archive, FALSE);
}

/* Three hosts one after the other: heads of each of them are heads of this log. */
static void
test_heads_between_moves (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *archive = NULL;
  g_autofree char *strange = NULL;
  g_auto (MootSealedVerdict) verdict = { 0 };
  g_auto (MootSealedVerdict) stranger = { 0 };
  const guint8 seed[32] = { 99 };
  JsonObject *object;

  sealed_room_go_to (room, ROOM_OPENS + 5 * MOOT_HOUR);
  for (guint8 i = 0; i < 3; i++)
    {
      g_ptr_array_add (heads, moot_sealed_host_dup_head (room->host, room->now));
      if (i < 2)
        sealed_room_move (room, 0, (guint8) (100 + i));
    }
  sealed_room_finish (room);
  g_assert_nonnull (moot_sealed_record_get_result (get_record (room)));
  archive = write_archive (room, heads);
  moot_sealed_archive_verify (archive, strlen (archive), &verdict);
  g_assert_cmpstr (verdict.reason, ==, NULL);
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.n_heads, ==, 3);

  object = moot_message_parse (g_ptr_array_index (heads, 1), MOOT_SEALED_ENTRY_MAX, "sth", NULL);
  g_ptr_array_add (heads, moot_message_sign (object, "sth", seed)); /* of somebody else */
  json_object_unref (object);
  strange = write_archive (room, heads);
  moot_sealed_archive_verify (strange, strlen (strange), &stranger);
  g_assert_false (stranger.ok);
  g_assert_cmpint (stranger.failed, ==, MOOT_SEALED_CHECK_LOG);
  g_assert_cmpstr (stranger.who, ==, "archive");
}

/* A head that scrutineers have signed too: what they signed is looked at. */
static void
test_cosigned_heads (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new_voted ();
  g_autofree char *head = NULL;

  sealed_room_finish (room);
  sealed_room_follow (room);
  head = moot_sealed_host_dup_head (room->host, room->now);
  for (guint wrong = 0; wrong < 3; wrong++)
    {
      g_autoptr (JsonObject) object = moot_message_parse (head, MOOT_SEALED_ENTRY_MAX, "sth", NULL);
      JsonArray *list = json_array_new ();
      g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *archive = NULL;
      g_auto (MootSealedVerdict) verdict = { 0 };

      for (guint i = 0; i < 2; i++)
        {
          g_autofree char *text =
            moot_sealed_scrutineer_cosign (room->scrutineers[i], head, NULL);
          g_autoptr (JsonObject) word =
            moot_message_parse (text, MOOT_SEALED_ENTRY_MAX, NULL, NULL);

          if (wrong > 0 && i == 1)
            json_object_set_string_member (word, "m", wrong == 1 ? "s3" : "nobody");
          json_array_add_object_element (list, g_steal_pointer (&word));
        }
      json_object_set_array_member (object, "cosig", list);
      g_ptr_array_add (heads, moot_message_dup_text (object));
      archive = write_archive (room, heads);
      moot_sealed_archive_verify (archive, strlen (archive), &verdict);
      g_test_message ("%s", verdict.reason != NULL ? verdict.reason : "holds");
      g_assert_cmpint (verdict.ok, ==, wrong == 0);
      g_assert_cmpuint (verdict.n_cosigned, ==, wrong == 0 ? 2 : 0);
      if (wrong > 0)
        g_assert_cmpstr (verdict.who, ==, "archive");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed-scrutineers/incomplete-release", test_incomplete_release);
  g_test_add_func ("/sealed-scrutineers/unreadable-shares", test_unreadable_shares);
  g_test_add_func ("/sealed-scrutineers/wrong-agreement", test_wrong_agreement);
  g_test_add_func ("/sealed-scrutineers/more-ballots-than-tokens", test_more_ballots_than_tokens);
  g_test_add_func ("/sealed-scrutineers/double-move", test_double_move);
  g_test_add_func ("/sealed-scrutineers/heads-between-moves", test_heads_between_moves);
  g_test_add_func ("/sealed-scrutineers/cosigned-heads", test_cosigned_heads);
  return g_test_run ();
}
