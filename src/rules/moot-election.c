/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a count begins with: candidates, seats and filled-in papers.
 * Thread: any, one at a time. */
#include "moot-election.h"

#include "moot-error.h"

/**
 * moot_election_new:
 * @n_candidates: how many stand, 1 to %MOOT_ELECTION_CANDIDATES_MAX
 * @n_seats: how many are to be elected, 1 to @n_candidates
 *
 * Returns: (transfer full): an election without papers, its candidates called by their numbers
 */
MootElection *
moot_election_new (guint n_candidates,
                   guint n_seats)
{
  MootElection *self;

  g_return_val_if_fail (n_candidates >= 1 && n_candidates <= MOOT_ELECTION_CANDIDATES_MAX, NULL);
  g_return_val_if_fail (n_seats >= 1 && n_seats <= n_candidates, NULL);

  self = g_new0 (MootElection, 1);
  self->n_candidates = n_candidates;
  self->n_seats = n_seats;
  self->names = g_new0 (char *, n_candidates + 1);
  for (guint i = 0; i < n_candidates; i++)
    self->names[i] = g_strdup_printf ("%u", i + 1);
  self->withdrawn = g_new0 (gboolean, n_candidates);
  self->papers = g_array_new (FALSE, FALSE, sizeof (MootPaper));
  self->preferences = g_array_new (FALSE, FALSE, sizeof (MootPreference));
  return self;
}

/** moot_election_free: frees @self, which may be %NULL */
void
moot_election_free (MootElection *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_strfreev (self->names);
  g_free (self->withdrawn);
  g_free (self->ties);
  g_array_unref (self->papers);
  g_array_unref (self->preferences);
  g_free (self);
}

/**
 * moot_election_set_name:
 * @self: an election
 * @candidate: counted from 0
 * @name: what they are called
 */
void
moot_election_set_name (MootElection *self,
                        guint         candidate,
                        const char   *name)
{
  g_return_if_fail (candidate < self->n_candidates);

  g_free (self->names[candidate]);
  self->names[candidate] = g_strdup (name);
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, reason);
  return FALSE;
}

static gboolean
names_nobody_twice (const MootElection    *self,
                    const MootPreference  *preferences,
                    guint                  n_preferences,
                    GError               **error)
{
  guint8 seen[MOOT_ELECTION_CANDIDATES_MAX] = { 0 };

  for (guint i = 0; i < n_preferences; i++)
    {
      guint candidate = preferences[i].candidate;

      if (candidate >= self->n_candidates)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "there is no candidate %u",
                       candidate + 1);
          return FALSE;
        }
      if (seen[candidate]++ > 0)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "candidate %u stands twice on one paper", candidate + 1);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * moot_election_add_paper:
 * @self: an election
 * @weight: how many voters filled it in like this, 1 or more
 * @preferences: (array length=n_preferences): candidates, the best first
 * @n_preferences: how many; a paper without any is not valid and is passed over
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for a candidate who does not stand or stands twice on the paper, and
 * for more papers or votes than there may be.
 *
 * Returns: whether the paper fits
 */
gboolean
moot_election_add_paper (MootElection          *self,
                         gint64                 weight,
                         const MootPreference  *preferences,
                         guint                  n_preferences,
                         GError               **error)
{
  MootPaper paper = { self->preferences->len, n_preferences, weight };

  if (weight < 1 || weight > MOOT_ELECTION_VOTES_MAX - self->n_votes)
    return refuse (error, "that is no number of votes");
  if (self->papers->len >= MOOT_ELECTION_PAPERS_MAX)
    return refuse (error, "there are too many papers");
  if (!names_nobody_twice (self, preferences, n_preferences, error))
    return FALSE;
  if (n_preferences == 0)
    return TRUE;
  g_array_append_vals (self->preferences, preferences, n_preferences);
  g_array_append_val (self->papers, paper);
  self->n_votes += weight;
  return TRUE;
}

/**
 * moot_election_get_preferences:
 * @self: an election
 * @paper: one of its papers
 *
 * Returns: (transfer none): where the preferences of @paper begin
 */
const MootPreference *
moot_election_get_preferences (const MootElection *self,
                               const MootPaper    *paper)
{
  return &g_array_index (self->preferences, MootPreference, paper->first);
}

/** moot_election_count_standing: how many have not withdrawn */
guint
moot_election_count_standing (const MootElection *self)
{
  guint n_standing = 0;

  for (guint i = 0; i < self->n_candidates; i++)
    if (!self->withdrawn[i])
      n_standing++;
  return n_standing;
}
