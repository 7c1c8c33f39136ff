/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sealed elections that go well: every rule, changed votes, those who are away, a host that dies,
 * devices that restart. */
#include "sealed-room.h"

#include <string.h>

#include "moot-json.h"

static const SealedRoomPlan usual = { 5, 3, 2, 0, "stv-scottish", 2, 1 };

static void
assert_verified (SealedRoom *room,
                 gboolean    with_requests)
{
  g_autofree char *archive = sealed_room_archive (room, with_requests);
  g_auto (MootSealedVerdict) verdict = { 0 };

  moot_sealed_archive_verify (archive, strlen (archive), &verdict);
  g_assert_cmpstr (verdict.reason, ==, NULL);
  g_assert_true (verdict.ok);
  g_assert_cmpuint (verdict.n_heads, ==, 1);
  g_assert_cmpint (verdict.has_roll, ==, with_requests);
}

static void
assert_ticks (SealedRoom *room,
              guint       voter)
{
  const MootSealedTicks ticks =
    moot_sealed_voter_check (room->voters[voter], moot_sealed_host_get_record (room->host));

  g_assert_true (ticks.same_manifest);
  g_assert_true (ticks.same_log);
  g_assert_true (ticks.included);
  g_assert_true (ticks.as_cast);
  g_assert_true (ticks.counted);
}

static const struct
{
  const char *name;
  const char *rule;
  guint n_seats;
  const char *votes[5];
  const char *elected;
} rules[] = {
  { "scottish", "stv-scottish", 2, { "12", "12", "12", "21", "34" }, "c1 c2" },
  { "irv", "irv", 1, { "12", "12", "21", "21", "321" }, "c2" },
  { "schulze", "schulze", 1, { "2134", "213", "12", "34", "2" }, "c2" },
  { "choose", "choose", 1, { "3", "3", "1", "2", "3" }, "c3" },
  { "approval", "approval", 2, { "34", "34", "1", "2341", "4" }, "c4 c3" },
  { "score", "score", 2, { "34", "34", "1", "23", "4" }, NULL },
  { "blank", "stv-scottish", 1, { "", "", "", "", "" }, "" },
};

static void
test_rule (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  const SealedRoomPlan plan = { 5, 3, 2, 0, rules[row].rule, rules[row].n_seats, row + 1 };
  g_autoptr (SealedRoom) room = sealed_room_new (&plan);
  g_autofree char *elected = NULL;

  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS + MOOT_HOUR);
  for (guint i = 0; i < 5; i++)
    {
      sealed_room_vote (room, i, rules[row].votes[i]);
      sealed_room_hand_in (room, i);
    }
  sealed_room_finish (room);
  elected = sealed_room_get_elected (room);
  if (rules[row].elected != NULL)
    g_assert_cmpstr (elected, ==, rules[row].elected);
  else /* the third and the fourth have three each: the lot says who is first */
    g_assert_true (g_strcmp0 (elected, "c3 c4") == 0 || g_strcmp0 (elected, "c4 c3") == 0);
  for (guint i = 0; i < 5; i++)
    assert_ticks (room, i);
  assert_verified (room, TRUE);
  assert_verified (room, FALSE);
}

/* Who votes again is counted once, with the last; a device that was set back goes on after it. */
static void
test_revote (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&usual);
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  MootSealedTicks ticks;

  sealed_room_give_tokens (room);
  state = moot_sealed_voter_save (room->voters[0]);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 4; i++)
    {
      sealed_room_vote (room, i, "1");
      sealed_room_hand_in (room, i);
    }
  sealed_room_vote (room, 0, "2");
  sealed_room_hand_in (room, 0);
  sealed_room_go_to (room, ROOM_OPENS + 9 * MOOT_HOUR);
  moot_sealed_voter_free (room->voters[0]);
  room->voters[0] = moot_sealed_voter_load (state, room->manifest, room->roll, &error);
  g_assert_no_error (error);
  sealed_room_vote (room, 0, "4");
  sealed_room_hand_in (room, 0);
  sealed_room_finish (room);
  g_assert_cmpuint (moot_sealed_record_count_ballots (moot_sealed_host_get_record (room->host)), ==,
                    4);
  assert_ticks (room, 0);
  ticks = moot_sealed_voter_check (room->voters[4], moot_sealed_host_get_record (room->host));
  g_assert_false (ticks.included);
  assert_verified (room, TRUE);
}

/* One scrutineer of three is away from the close on: it takes two days longer. */
static void
test_one_away (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&usual);
  g_autofree char *elected = NULL;

  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 5; i++)
    {
      sealed_room_vote (room, i, "31");
      sealed_room_hand_in (room, i);
    }
  room->away[1] = TRUE;
  sealed_room_go_to (room, ROOM_CLOSES);
  sealed_room_agree (room);
  sealed_room_release (room);
  sealed_room_go_to (room, ROOM_CLOSES + MOOT_SEALED_WAIT - 1);
  g_assert_null (moot_sealed_record_get_result (moot_sealed_host_get_record (room->host)));
  sealed_room_finish (room);
  elected = sealed_room_get_elected (room);
  g_assert_cmpstr (elected, ==, "c3 c1");
  assert_verified (room, TRUE);
}

/* Restarts everybody. */
static void
restart (SealedRoom *room)
{
  g_autofree char *host = moot_sealed_host_save (room->host);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  moot_sealed_host_free (room->host);
  room->host = moot_sealed_host_load (host, &error);
  g_assert_no_error (error);
  again = moot_sealed_host_save (room->host);
  g_assert_cmpstr (again, ==, host);
  for (guint i = 0; i < room->n_scrutineers; i++)
    {
      g_autofree char *state = moot_sealed_scrutineer_save (room->scrutineers[i]);

      moot_sealed_scrutineer_free (room->scrutineers[i]);
      room->scrutineers[i] = moot_sealed_scrutineer_load (state, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < room->n_voters; i++)
    {
      g_autofree char *state = moot_sealed_voter_save (room->voters[i]);

      moot_sealed_voter_free (room->voters[i]);
      room->voters[i] = moot_sealed_voter_load (state, room->manifest, room->roll, &error);
      g_assert_no_error (error);
    }
}

static void
test_restarts (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&usual);
  g_autofree char *elected = NULL;

  sealed_room_ask (room);
  restart (room);
  sealed_room_answer (room);
  restart (room);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 5; i++)
    {
      sealed_room_vote (room, i, i < 3 ? "12" : "21");
      sealed_room_hand_in (room, i);
    }
  restart (room);
  sealed_room_go_to (room, ROOM_CLOSES);
  restart (room);
  sealed_room_agree (room);
  restart (room);
  sealed_room_release (room);
  restart (room);
  sealed_room_go_to (room, ROOM_CLOSES + MOOT_HOUR);
  elected = sealed_room_get_elected (room);
  g_assert_cmpstr (elected, ==, "c1 c2");
  for (guint i = 0; i < 5; i++)
    assert_ticks (room, i);
}

/* Where the laptop of the host dies for good. */
typedef enum
{
  DIES_WITH_REQUESTS,
  DIES_WITH_TOKENS,
  DIES_WITH_RECEIPTS,
  DIES_WITH_BATCH,
  DIES_CLOSED,
  DIES_AGREED,
  DIES_RELEASED,
  N_DEATHS,
} Death;

static void
maybe_die (SealedRoom *room,
           Death       death,
           Death       now)
{
  if (death == now)
    sealed_room_move (room, 1, 9);
}

static void
test_host_dies (gconstpointer data)
{
  const Death death = GPOINTER_TO_UINT (data);
  g_autoptr (SealedRoom) room = sealed_room_new (&usual);
  g_autofree char *elected = NULL;

  sealed_room_ask (room);
  sealed_room_follow (room);
  maybe_die (room, death, DIES_WITH_REQUESTS);
  sealed_room_answer (room);
  sealed_room_follow (room);
  maybe_die (room, death, DIES_WITH_TOKENS);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 5; i++)
    {
      sealed_room_vote (room, i, "43");
      sealed_room_hand_in (room, i);
    }
  maybe_die (room, death, DIES_WITH_RECEIPTS);
  sealed_room_go_to (room, ROOM_OPENS + 9 * MOOT_HOUR);
  maybe_die (room, death, DIES_WITH_BATCH);
  for (guint i = 0; i < 5; i++) /* a receipt of the dead host is worth nothing: it is sent again */
    if (moot_sealed_voter_get_fate (room->voters[i], moot_sealed_host_get_record (room->host),
                                    room->now) == MOOT_SEALED_FATE_LATE)
      sealed_room_hand_in (room, i);
  sealed_room_go_to (room,
                     moot_sealed_record_get_voting_end (moot_sealed_host_get_record (room->host)));
  maybe_die (room, death, DIES_CLOSED);
  sealed_room_agree (room);
  maybe_die (room, death, DIES_AGREED);
  sealed_room_release (room);
  sealed_room_follow (room);
  maybe_die (room, death, DIES_RELEASED);
  sealed_room_finish (room);
  elected = sealed_room_get_elected (room);
  g_assert_cmpstr (elected, ==, "c4 c3");
  for (guint i = 0; i < 5; i++)
    assert_ticks (room, i);
  assert_verified (room, TRUE);
}

/* A voter who sees only heads and proofs knows as much. */
static void
test_proofs (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&usual);
  const MootSealedRecord *record = moot_sealed_host_get_record (room->host);
  const MootSealedLog *log = moot_sealed_record_get_log (record);
  g_autofree char *early = moot_sealed_host_dup_head (room->host, room->now);
  g_autofree char *late = NULL;
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_autoptr (GError) error = NULL;
  const guint8 *key = moot_sealed_record_get_host (record);
  const gint64 first = moot_sealed_log_get_size (log);
  MootSealedVoter *voter = room->voters[2];
  gint64 index = -1;

  g_assert_true (moot_sealed_voter_take_head (voter, early, key, path, &error));
  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  for (guint i = 0; i < 5; i++)
    {
      sealed_room_vote (room, i, "43");
      g_assert_cmpint (moot_sealed_voter_get_fate (room->voters[i], NULL, room->now), ==,
                       MOOT_SEALED_FATE_SENT);
      sealed_room_hand_in (room, i);
    }
  g_assert_cmpint (moot_sealed_voter_get_fate (voter, NULL, room->now), ==,
                   MOOT_SEALED_FATE_PROMISED);
  sealed_room_go_to (room, ROOM_OPENS + 9 * MOOT_HOUR);
  g_assert_cmpint (moot_sealed_voter_get_fate (voter, NULL, room->now), ==, MOOT_SEALED_FATE_LATE);
  late = moot_sealed_host_dup_head (room->host, room->now);
  g_assert_false (moot_sealed_voter_take_head (voter, late, key, path, NULL)); /* without a proof */
  g_assert_true (
    moot_sealed_log_prove_consistency (log, first, moot_sealed_log_get_size (log), path));
  moot_sealed_voter_take_head (voter, late, key, path, &error);
  g_assert_no_error (error);
  for (gint64 i = 0; i < moot_sealed_log_get_size (log); i++)
    if (g_strcmp0 (moot_sealed_log_get_line (log, i)->document,
                   moot_sealed_voter_get_ballot (voter)) == 0)
      index = i;
  g_assert_cmpint (index, >, 0);
  g_array_set_size (path, 0);
  moot_sealed_log_prove_inclusion (log, index, moot_sealed_log_get_size (log), path);
  g_assert_false (moot_sealed_voter_take_inclusion (
    voter, moot_sealed_log_get_line (log, index - 1)->entry, index, path, NULL));
  moot_sealed_voter_take_inclusion (voter, moot_sealed_log_get_line (log, index)->entry, index,
                                    path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (moot_sealed_voter_get_fate (voter, NULL, room->now), ==,
                   MOOT_SEALED_FATE_INCLUDED);
}

/* A vote leaves the device at some time, the same for nobody, always before the end. */
static void
test_delay (void)
{
  g_autoptr (SealedRoom) room = sealed_room_new (&usual);
  MootSealedChoice choice;
  gint64 earliest = G_MAXINT64;
  gint64 latest = 0;

  sealed_room_give_tokens (room);
  sealed_room_choose ("1", &choice);
  for (guint i = 0; i < 40; i++)
    {
      const gint64 now = i < 30 ? ROOM_OPENS : ROOM_CLOSES - 5 * MOOT_HOUR;
      gint64 send_at;

      g_assert_true (moot_sealed_voter_vote (room->voters[i % 5], &choice, 0, now, FALSE,
                                             &room->random, NULL));
      send_at = moot_sealed_voter_get_send_at (room->voters[i % 5]);
      g_assert_cmpint (send_at, >=, now);
      g_assert_cmpint (send_at, <=, MIN (now + MOOT_SEALED_DELAY_MAX, ROOM_CLOSES - 4 * MOOT_HOUR));
      if (i < 30)
        {
          earliest = MIN (earliest, send_at);
          latest = MAX (latest, send_at);
        }
    }
  g_assert_cmpint (latest - earliest, >, MOOT_HOUR);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sealed-election/rule/%s", rules[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rule);
    }
  for (guint i = 0; i < N_DEATHS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sealed-election/host-dies/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_host_dies);
    }
  g_test_add_func ("/sealed-election/revote", test_revote);
  g_test_add_func ("/sealed-election/one-away", test_one_away);
  g_test_add_func ("/sealed-election/restarts", test_restarts);
  g_test_add_func ("/sealed-election/proofs", test_proofs);
  g_test_add_func ("/sealed-election/delay", test_delay);
  return g_test_run ();
}
