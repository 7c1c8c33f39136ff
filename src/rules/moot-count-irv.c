/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Instant run-off: whoever has fewest goes out until one has more than half of the papers that
 * still name somebody.
 * Thread: any, one at a time. */
#include "moot-count-private.h"

/* Gives each paper to the best candidate left; returns how many still name one. */
static gint64
deal (MootCounter *self,
      guint       *positions)
{
  gint64 n_continuing = 0;

  for (guint i = 0; i < self->election->n_candidates; i++)
    self->votes[i] = 0;
  for (guint i = 0; i < self->election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (self->election->papers, MootPaper, i);
      const MootPreference *preferences = moot_election_get_preferences (self->election, paper);
      guint length = moot_counter_get_strict (self, paper);

      while (positions[i] < length &&
             self->standings[preferences[positions[i]].candidate] != MOOT_STANDING_HOPEFUL)
        positions[i]++;
      if (positions[i] == length)
        continue;
      self->votes[preferences[positions[i]].candidate] += paper->weight * MOOT_COUNT_UNIT;
      n_continuing += paper->weight;
    }
  return n_continuing;
}

static gint64
get_most (const MootCounter *self)
{
  gint64 most = 0;

  for (guint i = 0; i < self->election->n_candidates; i++)
    most = MAX (most, self->votes[i]);
  return most;
}

/** moot_count_irv: counts by instant run-off, one seat */
void
moot_count_irv (MootCounter *self)
{
  g_autofree guint *positions = g_new0 (guint, self->election->papers->len);
  guint excluded = G_MAXUINT;

  for (;;)
    {
      gint64 n_continuing = deal (self, positions);
      MootCountStage *stage =
        moot_counter_stage (self, (self->count->n_valid - n_continuing) * MOOT_COUNT_UNIT);

      if (excluded != G_MAXUINT)
        g_array_append_val (stage->excluded, excluded);
      if (self->n_hopeful == 1 || 2 * get_most (self) > n_continuing * MOOT_COUNT_UNIT)
        {
          moot_counter_elect_from (self, stage, 0);
          return;
        }
      excluded = moot_counter_lowest (self, 0);
      moot_counter_out (self, excluded);
    }
}
