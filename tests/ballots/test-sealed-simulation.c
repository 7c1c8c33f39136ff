/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections with people, scrutineers and hosts that do what the dice say, from a seed.
 *
 * Asserted each time: no wrong result is accepted, no dropped vote goes unnoticed by its voter, and
 * no election fails for a fault that the protocol promises to survive. MOOT_SIMULATION="VOTERS
 * SCRUTINEERS SEED" runs one election of that size instead of the small ones: 5000 voters and 7
 * scrutineers take minutes. */
#include "sealed-room.h"

#include <stdio.h>
#include <string.h>

#include "moot-json.h"
#include "moot-message.h"
#include "moot-sealed-count.h"

#define N_ELECTIONS 8

/* What was drawn for one election. */
typedef struct
{
  GRand *dice;
  gboolean host_drops;       /* forgets ballots it gave receipts for */
  MootSealedHost *forgetful; /* who takes those: the same host, and the log never hears of it */
  guint n_deaths;            /* of the host's laptop */
  guint n_faulty;            /* scrutineers who vanish or lie at the end */
  gboolean *voted;           /* by voter */
  gboolean *dropped;
  char **said;
} Fortune;

static void
draw_vote (Fortune *fortune,
           char    *out_picks)
{
  char left[] = "1234";
  const guint n = (guint) g_rand_int_range (fortune->dice, 0, ROOM_OPTIONS + 1);

  for (guint i = 0; i < n; i++)
    {
      const guint pick = (guint) g_rand_int_range (fortune->dice, 0, (gint32) (ROOM_OPTIONS - i));

      out_picks[i] = left[pick];
      left[pick] = left[ROOM_OPTIONS - 1 - i];
    }
  out_picks[n] = '\0';
}

static gboolean
happens (Fortune *fortune,
         double   chance)
{
  return g_rand_double (fortune->dice) < chance;
}

static void
make_forgetful (SealedRoom *room,
                Fortune    *fortune)
{
  g_autofree char *state = moot_sealed_host_save (room->host);

  fortune->forgetful = moot_sealed_host_load (state, NULL);
  g_assert_nonnull (fortune->forgetful);
}

/* The voter gets a receipt from a host that says nothing of it. */
static void
hand_in_for_nothing (SealedRoom *room,
                     Fortune    *fortune,
                     guint       voter)
{
  MootSealedHost *host = room->host;

  room->host = fortune->forgetful;
  sealed_room_hand_in (room, voter);
  room->host = host;
}

static void
vote_in_batch (SealedRoom *room,
               Fortune    *fortune)
{
  for (guint i = 0; i < room->n_voters; i++)
    {
      const gboolean again = fortune->voted[i];
      char picks[ROOM_OPTIONS + 1];

      if (!happens (fortune, again ? 0.1 : 0.4))
        continue;
      draw_vote (fortune, picks);
      fortune->voted[i] = TRUE;
      fortune->dropped[i] = fortune->host_drops && happens (fortune, 0.2);
      sealed_room_vote (room, i, picks);
      if (fortune->dropped[i])
        hand_in_for_nothing (room, fortune, i);
      else
        sealed_room_hand_in (room, i);
      g_free (fortune->said[i]);
      fortune->said[i] = g_strdup (picks);
    }
}

/* Apps send again what is not in the log in time; a host that drops takes it and drops it again. */
static void
send_again (SealedRoom *room,
            Fortune    *fortune)
{
  for (guint i = 0; i < room->n_voters; i++)
    {
      const MootSealedFate fate = moot_sealed_voter_get_fate (
        room->voters[i], moot_sealed_host_get_record (room->host), room->now);

      if (fate == MOOT_SEALED_FATE_LATE && !fortune->dropped[i])
        sealed_room_hand_in (room, i);
    }
}

static void
run_voting (SealedRoom *room,
            Fortune    *fortune)
{
  guint n_deaths = fortune->n_deaths;

  sealed_room_go_to (room, ROOM_OPENS);
  if (fortune->host_drops)
    make_forgetful (room, fortune);
  for (gint64 hour = 1; hour < 24; hour += 4)
    {
      sealed_room_go_to (room, ROOM_OPENS + hour * MOOT_HOUR);
      vote_in_batch (room, fortune);
      if (n_deaths > 0 && happens (fortune, 0.5))
        sealed_room_move (room,
                          (guint) g_rand_int_range (fortune->dice, 0, (gint32) room->n_scrutineers),
                          (guint8) (100 + n_deaths--));
    }
  while (room->now < moot_sealed_record_get_voting_end (moot_sealed_host_get_record (room->host)) -
                       5 * MOOT_HOUR)
    {
      sealed_room_go_to (room, room->now + 4 * MOOT_HOUR);
      send_again (room, fortune);
    }
}

/* One share is another than it was, under the scrutineer's own signature. */
static char *
make_lie (SealedRoom *room,
          guint       scrutineer,
          const char *release)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (release, MOOT_SEALED_DOCUMENT_MAX, NULL, NULL);
  JsonArray *pair =
    json_array_get_array_element (json_object_get_array_member (object, "shares"), 0);
  g_autofree char *share = g_strdup (json_array_get_string_element (pair, 1));
  guint8 seed[32];

  share[5] = share[5] == '0' ? '1' : '0';
  json_array_remove_element (pair, 1);
  json_array_add_string_element (pair, share);
  sealed_room_get_seed (room, scrutineer, seed);
  return moot_message_sign (object, "release", seed);
}

/* The last of the scrutineers fail: some vanish, some lie. */
static guint
run_end (SealedRoom *room,
         Fortune    *fortune)
{
  guint n_lies = 0;

  for (guint i = 0; i < fortune->n_faulty; i++)
    room->away[room->n_scrutineers - 1 - i] = happens (fortune, 0.5);
  sealed_room_go_to (room, MAX (room->now, moot_sealed_record_get_voting_end (
                                             moot_sealed_host_get_record (room->host))));
  sealed_room_agree (room);
  sealed_room_go_to (room, room->now + MOOT_SEALED_WAIT);
  for (guint i = 0; i < fortune->n_faulty; i++)
    {
      const guint who = room->n_scrutineers - 1 - i;
      g_autofree char *release = NULL;
      g_autofree char *lie = NULL;

      if (room->away[who])
        continue;
      release = moot_sealed_scrutineer_release (room->scrutineers[who], room->now, NULL);
      if (release == NULL)
        continue;
      lie = make_lie (room, who, release);
      g_assert_true (moot_sealed_host_take_end (room->host, "release", lie, room->now, NULL));
      room->away[who] = TRUE;
      n_lies++;
    }
  sealed_room_release (room);
  sealed_room_go_to (room, room->now + MOOT_HOUR);
  return n_lies;
}

/* The same count from what people meant, not from what the log says. */
static void
assert_result (SealedRoom *room,
               Fortune    *fortune,
               const char *text)
{
  g_autoptr (JsonObject) result =
    moot_message_parse (text, MOOT_SEALED_DOCUMENT_MAX, "result", NULL);
  g_autoptr (JsonObject) expected = json_object_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  MootDigest seed;

  for (guint i = 0; i < room->n_voters; i++)
    if (moot_sealed_voter_get_fate (room->voters[i], moot_sealed_host_get_record (room->host),
                                    room->now) == MOOT_SEALED_FATE_INCLUDED)
      {
        MootSealedChoice choice;

        sealed_room_choose (fortune->said[i], &choice);
        g_ptr_array_add (texts, moot_sealed_choice_dup_text (&choice, room->manifest));
        g_assert_true (moot_sealed_voter_check (room->voters[i],
                                                moot_sealed_host_get_record (room->host))
                         .as_cast);
      }
  if (fortune->host_drops) /* older votes of those whose last was dropped are in the box too */
    return;
  g_assert_cmpint (moot_json_get_int (result, "opened"), ==, texts->len);
  g_assert_cmpint (moot_json_get_int (result, "spoilt"), ==, 0);
  g_assert_true (moot_message_get_digest (result, "lot_seed", &seed, NULL));
  g_assert_true (moot_sealed_count_run (room->manifest, texts, &seed, expected, NULL));
  g_assert_cmpstr (moot_json_get_string (result, "blt"), ==,
                   moot_json_get_string (expected, "blt"));
}

static void
check_everything (SealedRoom *room,
                  Fortune    *fortune,
                  guint       n_lies)
{
  const MootSealedRecord *record = moot_sealed_host_get_record (room->host);
  const char *result = moot_sealed_record_get_result (record);
  g_autofree char *archive = sealed_room_archive (room, TRUE);
  g_auto (MootSealedVerdict) verdict = { 0 };

  for (guint i = 0; i < room->n_voters; i++)
    {
      const MootSealedFate fate = moot_sealed_voter_get_fate (room->voters[i], record, room->now);

      g_assert_cmpint (fate, ==,
                       !fortune->voted[i]    ? MOOT_SEALED_FATE_NONE
                       : fortune->dropped[i] ? MOOT_SEALED_FATE_DROPPED
                                             : MOOT_SEALED_FATE_INCLUDED);
      if (fate == MOOT_SEALED_FATE_DROPPED)
        g_assert_nonnull (moot_sealed_voter_get_receipt (room->voters[i]));
    }
  moot_sealed_archive_verify (archive, strlen (archive), &verdict);
  if (fortune->n_faulty <= room->n_scrutineers - room->manifest->open_threshold)
    {
      g_assert_nonnull (result);
      g_assert_cmpstr (verdict.reason, ==, NULL);
      g_assert_cmpuint (moot_sealed_record_get_misdeeds (record)->len, ==, n_lies);
    }
  g_assert_cmpint (verdict.ok, ==, result != NULL);
  if (result != NULL && strstr (result, "too_few_ballots") == NULL)
    assert_result (room, fortune, result);
}

static void
simulate (guint   n_voters,
          guint   n_scrutineers,
          guint32 seed)
{
  const SealedRoomPlan plan = { n_voters, n_scrutineers, n_scrutineers / 2 + 1, 0,
                                "stv-scottish", 2, seed };
  g_autoptr (SealedRoom) room = sealed_room_new (&plan);
  Fortune fortune = { .dice = g_rand_new_with_seed (seed) };
  guint n_lies;

  fortune.voted = g_new0 (gboolean, n_voters);
  fortune.dropped = g_new0 (gboolean, n_voters);
  fortune.said = g_new0 (char *, n_voters + 1);
  fortune.host_drops = happens (&fortune, 0.3);
  fortune.n_deaths = fortune.host_drops ? 0 : (guint) g_rand_int_range (fortune.dice, 0, 3);
  fortune.n_faulty = (guint) g_rand_int_range (fortune.dice, 0, (gint32) n_scrutineers);
  g_test_message ("%u voters, %u scrutineers, seed %u: %u faulty, %u deaths, drops %d", n_voters,
                  n_scrutineers, seed, fortune.n_faulty, fortune.n_deaths, fortune.host_drops);
  sealed_room_give_tokens (room);
  run_voting (room, &fortune);
  n_lies = run_end (room, &fortune);
  check_everything (room, &fortune, n_lies);
  for (guint i = 0; i < n_voters; i++)
    g_free (fortune.said[i]);
  g_free (fortune.said);
  g_free (fortune.voted);
  g_free (fortune.dropped);
  moot_sealed_host_free (fortune.forgetful);
  g_rand_free (fortune.dice);
}

static void
test_simulation (void)
{
  const char *wanted = g_getenv ("MOOT_SIMULATION");
  guint n_voters, n_scrutineers, seed;

  if (wanted != NULL && sscanf (wanted, "%u %u %u", &n_voters, &n_scrutineers, &seed) == 3)
    {
      simulate (n_voters, n_scrutineers, seed);
      return;
    }
  for (guint i = 0; i < N_ELECTIONS; i++)
    simulate (5 + i % 4, 2 + i % 3, i + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed-simulation/elections", test_simulation);
  return g_test_run ();
}
