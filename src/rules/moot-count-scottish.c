/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* STV as Scottish councils count it: a surplus goes on from all papers of the elected, each at a
 * part of its value, cut off after five decimals.
 *
 * Spec: Scottish Local Government Elections Order 2007, rules 45 to 52.
 * Thread: any, one at a time. */
#include "moot-count-private.h"

#define NOBODY G_MAXUINT

/* The papers in the hands of candidates.  A pile is a list of papers, by their numbers + 1, so that
 * 0 ends it. */
typedef struct
{
  MootCounter *counter;
  guint n_papers;
  guint *piles;      /* by candidate: the first paper */
  guint *next;       /* by paper: the one below */
  guint *positions;  /* by paper: the preference it is counted for */
  guint *lengths;    /* by paper: preferences that can be used */
  gint64 *values;    /* by paper: of each single one, in units */
  gboolean *pending; /* by candidate: elected with a surplus that has not gone on */
} Piles;

static const MootPaper *
get_paper (const Piles *self,
           guint        number)
{
  return &g_array_index (self->counter->election->papers, MootPaper, number);
}

static void
put (Piles *self,
     guint  candidate,
     guint  number)
{
  self->next[number] = self->piles[candidate];
  self->piles[candidate] = number + 1;
  self->counter->votes[candidate] += self->values[number] * get_paper (self, number)->weight;
}

/* The next candidate on a paper who can still use it, from @position on. */
static guint
find_hopeful (Piles *self,
              guint  number,
              guint  position)
{
  const MootPreference *preferences =
    moot_election_get_preferences (self->counter->election, get_paper (self, number));

  for (; position < self->lengths[number]; position++)
    if (self->counter->standings[preferences[position].candidate] == MOOT_STANDING_HOPEFUL)
      {
        self->positions[number] = position;
        return preferences[position].candidate;
      }
  return NOBODY;
}

static void
deal (Piles *self)
{
  for (guint i = 0; i < self->n_papers; i++)
    {
      guint candidate;

      self->lengths[i] = moot_counter_get_strict (self->counter, get_paper (self, i));
      self->values[i] = MOOT_COUNT_UNIT;
      candidate = find_hopeful (self, i, 0);
      if (candidate != NOBODY)
        put (self, candidate, i);
    }
}

/* Moves all papers of one candidate on, each at @part / @whole of its value.  Both are at most
 * 10^14 and a value at most 10^5, so that the product fits in 64 bits without a sign. */
static void
pass_on (Piles  *self,
         guint   from,
         gint64  part,
         gint64  whole)
{
  guint number = self->piles[from];

  self->piles[from] = 0;
  while (number != 0)
    {
      guint paper = number - 1;
      guint below = self->next[paper];
      guint candidate = find_hopeful (self, paper, self->positions[paper] + 1);

      self->values[paper] =
        (gint64) ((guint64) part * (guint64) self->values[paper] / (guint64) whole);
      if (candidate != NOBODY)
        put (self, candidate, paper);
      number = below;
    }
}

/* What is cut off counts with what nobody wants: together with the votes it is always the same. */
static MootCountStage *
end_stage (Piles *self)
{
  gint64 held = 0;

  for (guint i = 0; i < self->counter->election->n_candidates; i++)
    held += self->counter->votes[i];
  return moot_counter_stage (self->counter, self->counter->count->n_valid * MOOT_COUNT_UNIT - held);
}

static guint
find_surplus (Piles *self)
{
  MootCounter *counter = self->counter;
  g_autofree guint *tied = g_new (guint, counter->election->n_candidates);
  gint64 most = counter->count->quota;
  guint n_tied = 0;

  for (guint i = 0; i < counter->election->n_candidates; i++)
    if (self->pending[i] && counter->votes[i] > counter->count->quota && counter->votes[i] >= most)
      {
        if (counter->votes[i] > most)
          n_tied = 0;
        most = counter->votes[i];
        tied[n_tied++] = i;
      }
  return n_tied > 0 ? moot_counter_pick (counter, tied, n_tied, MOOT_TIE_MOST) : NOBODY;
}

static MootCountStage *
transfer_surplus (Piles *self,
                  guint  candidate)
{
  MootCounter *counter = self->counter;
  gint64 votes = counter->votes[candidate];
  MootCountStage *stage;

  counter->votes[candidate] = counter->count->quota;
  self->pending[candidate] = FALSE;
  pass_on (self, candidate, votes - counter->count->quota, votes);
  stage = end_stage (self);
  stage->surplus_of = (int) candidate;
  return stage;
}

static MootCountStage *
exclude (Piles *self)
{
  MootCounter *counter = self->counter;
  guint candidate = moot_counter_lowest (counter, 0);
  MootCountStage *stage;

  moot_counter_out (counter, candidate);
  counter->votes[candidate] = 0;
  pass_on (self, candidate, 1, 1);
  stage = end_stage (self);
  g_array_append_val (stage->excluded, candidate);
  return stage;
}

/* Who is elected at the end of a stage; returns whether that was the last one. */
static gboolean
settle (Piles          *self,
        MootCountStage *stage)
{
  MootCounter *counter = self->counter;

  moot_counter_elect_from (counter, stage, counter->count->quota);
  for (guint i = 0; i < stage->elected->len; i++)
    self->pending[g_array_index (stage->elected, guint, i)] = TRUE;
  if (counter->n_hopeful <= moot_counter_get_vacancies (counter))
    moot_counter_elect_from (counter, stage, 0);
  return moot_counter_get_vacancies (counter) == 0;
}

/** moot_count_scottish: counts by the Scottish rule */
void
moot_count_scottish (MootCounter *counter)
{
  guint n_papers = counter->election->papers->len;
  g_autofree guint *piles = g_new0 (guint, counter->election->n_candidates);
  g_autofree guint *next = g_new0 (guint, n_papers);
  g_autofree guint *positions = g_new0 (guint, n_papers);
  g_autofree guint *lengths = g_new0 (guint, n_papers);
  g_autofree gint64 *values = g_new0 (gint64, n_papers);
  g_autofree gboolean *pending = g_new0 (gboolean, counter->election->n_candidates);
  Piles self = { counter, n_papers, piles, next, positions, lengths, values, pending };
  MootCountStage *stage;

  counter->count->quota =
    (counter->count->n_valid / (counter->count->n_seats + 1) + 1) * MOOT_COUNT_UNIT;
  deal (&self);
  stage = end_stage (&self);
  while (!settle (&self, stage))
    {
      guint candidate = find_surplus (&self);

      stage = candidate != NOBODY ? transfer_surplus (&self, candidate) : exclude (&self);
    }
}
