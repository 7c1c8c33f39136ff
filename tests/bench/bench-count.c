/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures how long elections take to count against one pass over the same papers in memory, which
 * any count has to do at least once.  Usage: bench-count; prints rows. */
#include "bench-table.h"

#include "moot-count.h"

#include <locale.h>

#define N_PAPERS 100000
#define N_CANDIDATES 15
#define N_SEATS 5
#define N_TURNS 5
#define SEED 20260301

/* Some are liked more than others, and most voters stop somewhere. */
static MootElection *
make_election (void)
{
  g_autoptr (MootElection) election = moot_election_new (N_CANDIDATES, N_SEATS);
  g_autoptr (GRand) chance = g_rand_new_with_seed (SEED);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PAPERS; i++)
    {
      MootPreference paper[N_CANDIDATES];
      guint order[N_CANDIDATES];
      const guint length = (guint) g_rand_int_range (chance, 1, N_CANDIDATES + 1);

      for (guint k = 0; k < N_CANDIDATES; k++)
        order[k] = k;
      for (guint k = 0; k < length; k++)
        {
          const guint rest = N_CANDIDATES - k;
          const double drawn = g_rand_double (chance);
          const guint pick = k + (guint) (drawn * drawn * rest);
          const guint taken = order[pick];

          order[pick] = order[k];
          order[k] = taken;
          paper[k] = (MootPreference){ (guint16) taken, FALSE };
        }
      if (!moot_election_add_paper (election, 1, paper, length, &error))
        g_error ("%s", error->message);
    }
  return g_steal_pointer (&election);
}

static double
get_ms_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e3;
}

/* Every preference of every paper is looked at once. */
static double
pass (const MootElection *election)
{
  const gint64 start = g_get_monotonic_time ();
  gint64 named[N_CANDIDATES] = { 0 };
  gint64 total = 0;

  for (guint i = 0; i < election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (election->papers, MootPaper, i);
      const MootPreference *preferences = moot_election_get_preferences (election, paper);

      for (guint k = 0; k < paper->length; k++)
        named[preferences[k].candidate] += paper->weight;
    }
  for (guint i = 0; i < N_CANDIDATES; i++)
    total += named[i];
  if (total < election->n_votes)
    g_error ("papers without anybody on them");
  return get_ms_since (start);
}

static double
count (const MootElection *election,
       MootCountRule       rule)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCount) result =
    moot_count_new (election, rule, rule == MOOT_COUNT_IRV ? 1 : 0, NULL, &error);

  if (result == NULL)
    g_error ("%s", error->message);
  return get_ms_since (start);
}

int
main (void)
{
  static const struct
  {
    const char *what;
    MootCountRule rule;
  } rows[] = {
    { "Scottish STV, 100000 papers / one pass", MOOT_COUNT_SCOTTISH },
    { "Meek STV, 100000 papers / one pass", MOOT_COUNT_MEEK },
    { "IRV, 100000 papers / one pass", MOOT_COUNT_IRV },
    { "Schulze, 100000 papers / one pass", MOOT_COUNT_SCHULZE },
  };
  g_autoptr (MootElection) election = NULL;

  setlocale (LC_ALL, "C");
  election = make_election ();
  bench_put_head ("count");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      BenchTurns turns = { 0 };

      for (guint turn = 0; turn < N_TURNS; turn++)
        bench_turns_add (&turns, count (election, rows[i].rule), pass (election));
      bench_put_turns (rows[i].what, &turns, "ms", NO_AIM);
    }
  return 0;
}
