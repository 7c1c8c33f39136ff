/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The steps that counting rules share: stages, who is elected and excluded, ties.
 * Thread: any, one at a time. */
#include "moot-count-private.h"

/** moot_counter_get_vacancies: seats that nobody has yet */
guint
moot_counter_get_vacancies (const MootCounter *self)
{
  return self->count->n_seats - self->count->elected->len;
}

/** moot_counter_get_strict: how many preferences of @paper come before two that share a rank */
guint
moot_counter_get_strict (const MootCounter *self,
                         const MootPaper   *paper)
{
  const MootPreference *preferences = moot_election_get_preferences (self->election, paper);

  for (guint i = 1; i < paper->length; i++)
    if (preferences[i].equal)
      return i - 1;
  return paper->length;
}

/**
 * moot_counter_stage:
 * @self: a counter whose votes are those at the end of the stage
 * @non_transferable: what nobody holds any more
 *
 * Writes a stage down.
 *
 * Returns: (transfer none): the stage
 */
MootCountStage *
moot_counter_stage (MootCounter *self,
                    gint64       non_transferable)
{
  MootCountStage *stage = g_new0 (MootCountStage, 1);

  stage->votes = g_memdup2 (self->votes, self->election->n_candidates * sizeof *self->votes);
  stage->non_transferable = non_transferable;
  stage->surplus_of = -1;
  stage->elected = g_array_new (FALSE, FALSE, sizeof (guint));
  stage->excluded = g_array_new (FALSE, FALSE, sizeof (guint));
  stage->tie = self->tie;
  self->tie = (MootCountTie){ .candidates = g_array_new (FALSE, FALSE, sizeof (guint)) };
  g_ptr_array_add (self->count->stages, stage);
  return stage;
}

/** moot_counter_elect: @candidate has a seat from the end of @stage on */
void
moot_counter_elect (MootCounter    *self,
                    MootCountStage *stage,
                    guint           candidate)
{
  self->standings[candidate] = MOOT_STANDING_ELECTED;
  self->n_hopeful--;
  g_array_append_val (stage->elected, candidate);
  g_array_append_val (self->count->elected, candidate);
}

/** moot_counter_out: @candidate can no longer be elected */
void
moot_counter_out (MootCounter *self,
                  guint        candidate)
{
  self->standings[candidate] = MOOT_STANDING_OUT;
  self->n_hopeful--;
}

/* Leaves in @tied those who had most (or fewest) at one stage. */
static guint
narrow (const gint64   *votes,
        guint          *tied,
        guint           n_tied,
        MootTiePurpose  purpose)
{
  gint64 best = votes[tied[0]];
  guint n_left = 0;

  for (guint i = 1; i < n_tied; i++)
    if (purpose == MOOT_TIE_MOST ? votes[tied[i]] > best : votes[tied[i]] < best)
      best = votes[tied[i]];
  for (guint i = 0; i < n_tied; i++)
    if (votes[tied[i]] == best)
      tied[n_left++] = tied[i];
  return n_left;
}

static gboolean
contains (const guint *candidates,
          guint        n_candidates,
          guint        wanted)
{
  for (guint i = 0; i < n_candidates; i++)
    if (candidates[i] == wanted)
      return TRUE;
  return FALSE;
}

static guint
draw (const MootCounter *self,
      const guint       *tied,
      guint              n_tied,
      MootTiePurpose     purpose)
{
  guint n_candidates = self->election->n_candidates;
  gboolean from_end = purpose == MOOT_TIE_FEWEST && !self->first_is_excluded;

  for (guint i = 0; i < n_candidates; i++)
    {
      guint candidate = self->order[from_end ? n_candidates - 1 - i : i];

      if (contains (tied, n_tied, candidate))
        return candidate;
    }
  g_return_val_if_reached (tied[0]);
}

/**
 * moot_counter_pick:
 * @self: a counter
 * @tied: (array length=n_tied): those who are equal now
 * @n_tied: how many, 1 or more
 * @purpose: what the tie is about
 *
 * Breaks a tie, where the rule looks back by the votes at the end of the last earlier stage at
 * which they differ, those who are still equal there by the stage before it, and so on; then by the
 * lot.
 *
 * Spec: Scottish Local Government Elections Order 2007, rules 49 and 51.
 *
 * Returns: the one who is first elected, first transferred or excluded
 */
guint
moot_counter_pick (MootCounter    *self,
                   const guint    *tied,
                   guint           n_tied,
                   MootTiePurpose  purpose)
{
  g_autofree guint *left = NULL;
  guint n_left = n_tied;
  guint stage = self->count->stages->len;

  if (n_tied == 1)
    return tied[0];
  left = g_memdup2 (tied, n_tied * sizeof *tied);
  while (self->looks_back && n_left > 1 && stage > 0)
    {
      const MootCountStage *earlier = g_ptr_array_index (self->count->stages, --stage);

      n_left = narrow (earlier->votes, left, n_left, purpose);
    }
  g_array_set_size (self->tie.candidates, 0);
  g_array_append_vals (self->tie.candidates, tied, n_tied);
  self->tie.stage = n_left == 1 ? stage + 1 : 0;
  self->tie.picked = n_left == 1 ? left[0] : draw (self, left, n_left, purpose);
  return self->tie.picked;
}

/**
 * moot_counter_lowest:
 * @self: a counter
 * @margin: how much more than the fewest still counts as equal, in units
 *
 * Returns: the hopeful candidate to exclude
 */
guint
moot_counter_lowest (MootCounter *self,
                     gint64       margin)
{
  g_autofree guint *tied = g_new (guint, self->election->n_candidates);
  gint64 fewest = G_MAXINT64;
  guint n_tied = 0;

  for (guint i = 0; i < self->election->n_candidates; i++)
    if (self->standings[i] == MOOT_STANDING_HOPEFUL)
      fewest = MIN (fewest, self->votes[i]);
  for (guint i = 0; i < self->election->n_candidates; i++)
    if (self->standings[i] == MOOT_STANDING_HOPEFUL && self->votes[i] <= fewest + margin)
      tied[n_tied++] = i;
  return moot_counter_pick (self, tied, n_tied, MOOT_TIE_FEWEST);
}

/* A tie between people who are elected belongs to this stage, unless it has a graver one. */
static void
note_tie (MootCounter    *self,
          MootCountStage *stage)
{
  MootCountTie earlier = stage->tie;

  if (self->tie.candidates->len == 0 || earlier.candidates->len > 0)
    return;
  stage->tie = self->tie;
  self->tie = earlier;
}

/**
 * moot_counter_elect_from:
 * @self: a counter
 * @stage: that has just ended
 * @quota: in units
 *
 * Elects every hopeful candidate who has reached @quota, those with most votes first, until no
 * seat is left.
 */
void
moot_counter_elect_from (MootCounter    *self,
                         MootCountStage *stage,
                         gint64          quota)
{
  g_autofree guint *tied = g_new (guint, self->election->n_candidates);

  while (moot_counter_get_vacancies (self) > 0)
    {
      gint64 most = quota;
      guint n_tied = 0;

      for (guint i = 0; i < self->election->n_candidates; i++)
        if (self->standings[i] == MOOT_STANDING_HOPEFUL && self->votes[i] >= most)
          {
            if (self->votes[i] > most)
              n_tied = 0;
            most = self->votes[i];
            tied[n_tied++] = i;
          }
      if (n_tied == 0)
        break;
      moot_counter_elect (self, stage, moot_counter_pick (self, tied, n_tied, MOOT_TIE_MOST));
      note_tie (self, stage);
    }
}
