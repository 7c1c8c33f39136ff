/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rules that add up points in one stage: approval and Borda.
 * Thread: any, one at a time. */
#include "moot-count-private.h"

/* The preferences of a paper for people who stand, in the order and the ranks that are left when
 * the others are taken out; returns how many. */
static guint
take_standing (const MootCounter *self,
               const MootPaper   *paper,
               MootPreference    *out_preferences)
{
  const MootPreference *preferences = moot_election_get_preferences (self->election, paper);
  gboolean starts_rank = TRUE;
  guint n_standing = 0;

  for (guint i = 0; i < paper->length; i++)
    {
      starts_rank |= !preferences[i].equal;
      if (self->election->withdrawn[preferences[i].candidate])
        continue;
      out_preferences[n_standing] =
        (MootPreference){ preferences[i].candidate, n_standing > 0 && !starts_rank };
      n_standing++;
      starts_rank = FALSE;
    }
  return n_standing;
}

static void
finish (MootCounter *self)
{
  moot_counter_elect_from (self, moot_counter_stage (self, 0), 0);
}

/** moot_count_approval: everybody on a paper gets its vote */
void
moot_count_approval (MootCounter *self)
{
  for (guint i = 0; i < self->election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (self->election->papers, MootPaper, i);
      MootPreference preferences[MOOT_ELECTION_CANDIDATES_MAX];
      guint length = take_standing (self, paper, preferences);

      for (guint j = 0; j < length; j++)
        self->votes[preferences[j].candidate] += paper->weight * MOOT_COUNT_UNIT;
    }
  finish (self);
}

/**
 * moot_count_borda:
 * @self: a counter
 *
 * The first of N candidates who stand gets N points, the next N - 1, those whom a paper leaves out
 * none.  Those who share a rank get the mean of its places, cut off after five decimals.
 */
void
moot_count_borda (MootCounter *self)
{
  gint64 n_standing = moot_election_count_standing (self->election);

  for (guint i = 0; i < self->election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (self->election->papers, MootPaper, i);
      MootPreference preferences[MOOT_ELECTION_CANDIDATES_MAX];
      guint length = take_standing (self, paper, preferences);
      guint first = 0;

      while (first < length)
        {
          guint last = first;
          gint64 points;

          while (last + 1 < length && preferences[last + 1].equal)
            last++;
          points = (2 * n_standing - first - last) * MOOT_COUNT_UNIT / 2;
          for (; first <= last; first++)
            self->votes[preferences[first].candidate] += points * paper->weight;
        }
    }
  finish (self);
}
