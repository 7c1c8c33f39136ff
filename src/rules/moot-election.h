/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_ELECTION_CANDIDATES_MAX 500
#define MOOT_ELECTION_PAPERS_MAX 2000000              /* lines of a file; equal ones share a line */
#define MOOT_ELECTION_VOTES_MAX ((gint64) 1000000000) /* so that every sum fits in 63 bits */

/**
 * MootPreference:
 * @candidate: counted from 0
 * @equal: whether it shares the rank of the one before
 */
typedef struct
{
  guint16 candidate;
  guint16 equal;
} MootPreference;

/**
 * MootPaper:
 * @first: where its preferences begin
 * @length: how many it has
 * @weight: how many voters filled it in like this
 *
 * Ballot papers that are the same.
 */
typedef struct
{
  guint first;
  guint length;
  gint64 weight;
} MootPaper;

/**
 * MootElection:
 * @title: (nullable): what is elected
 * @n_candidates: on the paper
 * @n_seats: to fill
 * @names: of the candidates, those without one are called by their number
 * @withdrawn: by candidate: passed over wherever somebody ranked them
 * @ties: (nullable): every candidate once, first the one whom a tie picks first
 * @papers: of #MootPaper
 * @preferences: of #MootPreference, of all papers one after the other
 * @n_votes: papers, each as often as it was filled in
 *
 * Who stands, for how many seats, and what the voters wrote: what a count begins with.
 */
typedef struct
{
  char *title;
  guint n_candidates;
  guint n_seats;
  char **names;
  gboolean *withdrawn;
  guint *ties;
  GArray *papers;
  GArray *preferences;
  gint64 n_votes;
} MootElection;

MootElection *moot_election_new  (guint         n_candidates,
                                  guint         n_seats) G_GNUC_WARN_UNUSED_RESULT;
void          moot_election_free (MootElection *self);

gboolean moot_election_add_paper (MootElection          *self,
                                  gint64                 weight,
                                  const MootPreference  *preferences,
                                  guint                  n_preferences,
                                  GError               **error);
void     moot_election_set_name  (MootElection          *self,
                                  guint                  candidate,
                                  const char            *name);

const MootPreference *moot_election_get_preferences (const MootElection *self,
                                                     const MootPaper    *paper);

guint moot_election_count_standing (const MootElection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootElection, moot_election_free)

G_END_DECLS
