/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The method of Schulze: of any two, how many papers put one before the other; then over the
 * widest path.  The votes of its one stage are how many rivals somebody beats.
 *
 * Spec: M. Schulze, A new monotonic, clone-independent, reversal symmetric, and
 * Condorcet-consistent single-winner election method. Thread: any, one at a time. */
#include "moot-count-private.h"

/* A square of candidates by candidates. */
typedef struct
{
  guint size;
  gint64 *cells;
} Square;

static gint64 *
cell (const Square *self,
      guint         row,
      guint         column)
{
  return &self->cells[(gsize) row * self->size + column];
}

/* A paper puts whom it ranks before those it ranks lower and those it leaves out; the latter share
 * the last rank. */
static void
add_paper (const MootCounter *counter,
           const MootPaper   *paper,
           const Square      *defeats)
{
  const MootPreference *preferences = moot_election_get_preferences (counter->election, paper);
  guint16 ranks[MOOT_ELECTION_CANDIDATES_MAX] = { 0 };
  guint16 rank = 0;

  for (guint i = 0; i < paper->length; i++)
    {
      if (!preferences[i].equal)
        rank++;
      ranks[preferences[i].candidate] = rank;
    }
  for (guint i = 0; i < paper->length; i++)
    for (guint j = 0; j < defeats->size; j++)
      if (ranks[j] == 0 || ranks[j] > ranks[preferences[i].candidate])
        *cell (defeats, preferences[i].candidate, j) += paper->weight;
}

static void
widen (const Square *defeats,
       const Square *paths)
{
  for (guint i = 0; i < defeats->size; i++)
    for (guint j = 0; j < defeats->size; j++)
      if (i != j && *cell (defeats, i, j) > *cell (defeats, j, i))
        *cell (paths, i, j) = *cell (defeats, i, j);
  for (guint over = 0; over < paths->size; over++)
    for (guint from = 0; from < paths->size; from++)
      for (guint to = 0; to < paths->size; to++)
        {
          gint64 width = MIN (*cell (paths, from, over), *cell (paths, over, to));

          if (from != to && width > *cell (paths, from, to))
            *cell (paths, from, to) = width;
        }
}

/** moot_count_schulze: counts by Schulze's method; whoever beats most is elected first */
void
moot_count_schulze (MootCounter *self)
{
  guint size = self->election->n_candidates;
  g_autofree gint64 *defeat_cells = g_new0 (gint64, (gsize) size * size);
  g_autofree gint64 *path_cells = g_new0 (gint64, (gsize) size * size);
  Square defeats = { size, defeat_cells };
  Square paths = { size, path_cells };

  for (guint i = 0; i < self->election->papers->len; i++)
    add_paper (self, &g_array_index (self->election->papers, MootPaper, i), &defeats);
  for (guint i = 0; i < size; i++)
    for (guint j = 0; j < size; j++)
      if (self->election->withdrawn[i] || self->election->withdrawn[j])
        *cell (&defeats, i, j) = 0;
  widen (&defeats, &paths);
  for (guint i = 0; i < size; i++)
    for (guint j = 0; j < size; j++)
      if (*cell (&paths, i, j) > *cell (&paths, j, i))
        self->votes[i] += MOOT_COUNT_UNIT;
  moot_counter_elect_from (self, moot_counter_stage (self, 0), 0);
}
