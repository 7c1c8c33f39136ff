/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A sealed election as voters, host and everybody who counts again feel it: one vote, the ballots
 * that come in against nothing but their signatures, a whole archive.  Usage: bench-sealed
 * [VOTERS]; 5000 take some minutes before the rows, for everybody's tokens. */
#include "bench-table.h"
#include "sealed-room.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

#define N_VOTERS 200
#define N_VOTERS_MIN 10
#define N_VOTERS_MAX 20000
#define N_SCRUTINEERS 7
#define N_TURNS 5

static double
get_seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

/* Every check of a signature that a ballot asks for, and nothing else. */
static void
check_signatures (const SealedRoom *room,
                  JsonObject       *ballot)
{
  JsonArray *tokens = moot_json_get_array (ballot, "tokens");
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];
  MootDigest bpk;

  if (!moot_message_get_digest (ballot, "bpk", &bpk, NULL) ||
      !moot_message_verify (ballot, bpk.bytes, NULL))
    g_error ("a ballot that nobody signed");
  moot_manifest_make_token_message (&room->manifest->eid, bpk.bytes, message);
  for (guint i = 0; i < room->n_scrutineers; i++)
    {
      g_autoptr (GBytes) token = moot_message_get_bytes (
        json_array_get_object_element (tokens, i), "sig", MOOT_TOKEN_KEY_BYTES, NULL);

      if (!moot_token_key_verify (room->manifest->scrutineers[i].token_key, message,
                                  sizeof message, g_bytes_get_data (token, NULL)))
        g_error ("a token that is none");
    }
}

/* Voters @from to @to: ballots a second at the host, and of the bare checks. */
static void
measure_turn (SealedRoom *room,
              guint       from,
              guint       to,
              BenchTurns *turns)
{
  g_autoptr (GPtrArray) parsed =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  gint64 start;
  double ours;

  for (guint i = from; i < to; i++)
    g_ptr_array_add (parsed, moot_message_parse (moot_sealed_voter_get_ballot (room->voters[i]),
                                                 MOOT_SEALED_BALLOT_MAX, "ballot", NULL));
  start = g_get_monotonic_time ();
  for (guint i = from; i < to; i++)
    {
      g_autofree char *receipt = moot_sealed_host_take_ballot (
        room->host, moot_sealed_voter_get_ballot (room->voters[i]), room->now, NULL);

      if (receipt == NULL)
        g_error ("a ballot was refused");
    }
  ours = (to - from) / get_seconds_since (start);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < parsed->len; i++)
    check_signatures (room, g_ptr_array_index (parsed, i));
  bench_turns_add (turns, ours, (to - from) / get_seconds_since (start));
}

static void
measure_votes (SealedRoom *room)
{
  const gint64 start = g_get_monotonic_time ();
  double n_bytes = 0;

  for (guint i = 0; i < room->n_voters; i++)
    sealed_room_vote (room, i, i % 3 == 0 ? "4213" : "12");
  bench_put_value ("sealed: casting a vote",
                   1e3 * get_seconds_since (start) / room->n_voters, "ms", AT_MOST (100));
  for (guint i = 0; i < room->n_voters; i++)
    n_bytes += (double) strlen (moot_sealed_voter_get_ballot (room->voters[i]));
  bench_put_value ("sealed: bytes of a ballot", n_bytes / room->n_voters, "B",
                   AT_MOST (MOOT_SEALED_BALLOT_MAX));
}

static void
measure_archive (SealedRoom *room)
{
  g_autofree char *archive = sealed_room_archive (room, TRUE);
  g_autofree char *what =
    g_strdup_printf ("sealed: checking and counting %u votes", room->n_voters);
  const gint64 start = g_get_monotonic_time ();
  g_auto (MootSealedVerdict) verdict = { 0 };

  moot_sealed_archive_verify (archive, strlen (archive), &verdict);
  if (!verdict.ok)
    g_error ("%s", verdict.reason);
  bench_put_value (what, get_seconds_since (start), "s", NO_AIM);
  bench_put_value ("sealed: archive, of each vote",
                   (double) strlen (archive) / 1024 / room->n_voters, "KiB", NO_AIM);
}

int
main (int    argc,
      char **argv)
{
  SealedRoomPlan plan = { N_VOTERS, N_SCRUTINEERS, N_SCRUTINEERS / 2 + 1, 0, "stv-scottish", 2,
                          1 };
  g_autoptr (SealedRoom) room = NULL;
  BenchTurns turns = { 0 };

  g_test_init (&argc, &argv, NULL); /* finds the keys */
  setlocale (LC_ALL, "C");
  if (argc > 1)
    plan.n_voters = (guint) CLAMP (atoi (argv[1]), N_VOTERS_MIN, N_VOTERS_MAX);
  bench_put_head ("Sealed votes, 7 scrutineers");
  room = sealed_room_new (&plan);
  sealed_room_give_tokens (room);
  sealed_room_go_to (room, ROOM_OPENS);
  measure_votes (room);
  for (guint i = 0; i < N_TURNS; i++)
    measure_turn (room, plan.n_voters * i / N_TURNS, plan.n_voters * (i + 1) / N_TURNS, &turns);
  bench_put_turns ("sealed: ballots a second / their signatures", &turns, "/s", AT_LEAST (0.5));
  sealed_room_finish (room);
  measure_archive (room);
  return 0;
}
