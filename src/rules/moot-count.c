/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A count and its stages, whatever the rule: where it begins, and how the result is kept and shown.
 * Thread: any, one at a time. */
#include "moot-count.h"

#include "moot-count-private.h"
#include "moot-error.h"

static const char *const rule_names[] = {
  "stv-scottish",
  "meek",
  "irv",
  "schulze",
  "borda",
  "approval",
};

G_STATIC_ASSERT (G_N_ELEMENTS (rule_names) == MOOT_N_COUNT_RULES);

MOOT_DEFINE_WORDS (moot_count_rule, MootCountRule, rule_names)

/* By rule. */
static const struct
{
  guint decimals;
  void (*run) (MootCounter *self);
} methods[] = {
  { 5, moot_count_scottish },
  { 9, moot_count_meek },
  { 5, moot_count_irv },
  { 5, moot_count_schulze },
  { 5, moot_count_borda },
  { 5, moot_count_approval },
};

G_STATIC_ASSERT (G_N_ELEMENTS (methods) == MOOT_N_COUNT_RULES);

static void
stage_free (gpointer data)
{
  MootCountStage *self = data;

  g_free (self->votes);
  g_array_unref (self->elected);
  g_array_unref (self->excluded);
  g_array_unref (self->tie.candidates);
  g_free (self);
}

/** moot_count_free: frees @self, which may be %NULL */
void
moot_count_free (MootCount *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->stages);
  g_array_unref (self->elected);
  g_free (self);
}

static gint64
count_valid (const MootElection *election)
{
  gint64 n_valid = 0;

  for (guint i = 0; i < election->papers->len; i++)
    {
      const MootPaper *paper = &g_array_index (election->papers, MootPaper, i);
      const MootPreference *preferences = moot_election_get_preferences (election, paper);

      for (guint j = 0; j < paper->length; j++)
        if (!election->withdrawn[preferences[j].candidate])
          {
            n_valid += paper->weight;
            break;
          }
    }
  return n_valid;
}

static MootCount *
count_new_empty (const MootElection *election,
                 MootCountRule       rule,
                 guint               n_seats)
{
  MootCount *self = g_new0 (MootCount, 1);

  self->rule = rule;
  self->n_candidates = election->n_candidates;
  self->n_seats = n_seats;
  self->decimals = methods[rule].decimals;
  self->n_valid = count_valid (election);
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  self->elected = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/* The order of the lot: what the caller drew, else what the file says, else that of the paper. */
static void
counter_set_order (MootCounter *self,
                   const guint *lot)
{
  const guint *order = lot != NULL ? lot : self->election->ties;

  self->order = g_new (guint, self->election->n_candidates);
  for (guint i = 0; i < self->election->n_candidates; i++)
    self->order[i] = order != NULL ? order[i] : i;
  self->first_is_excluded =
    lot == NULL && (self->election->ties != NULL || self->count->rule == MOOT_COUNT_MEEK);
}

static void
counter_init (MootCounter        *self,
              const MootElection *election,
              MootCount          *count,
              const guint        *lot)
{
  guint n_candidates = election->n_candidates;

  self->election = election;
  self->count = count;
  self->standings = g_new0 (MootStanding, n_candidates);
  self->votes = g_new0 (gint64, n_candidates);
  self->tie.candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  counter_set_order (self, lot);
  self->looks_back = count->rule != MOOT_COUNT_MEEK;
  for (guint i = 0; i < n_candidates; i++)
    if (election->withdrawn[i])
      self->standings[i] = MOOT_STANDING_OUT;
    else
      self->n_hopeful++;
}

static void
counter_clear (MootCounter *self)
{
  g_free (self->standings);
  g_free (self->votes);
  g_free (self->order);
  g_array_unref (self->tie.candidates);
}

/**
 * moot_count_new:
 * @election: what to count
 * @rule: how
 * @n_seats: how many to elect; 0 for what @election says
 * @lot: (nullable): every candidate once, the one whom ties favour first: what was drawn before the
 *   papers were opened.  Without it the order of ties in the file counts, and without that the
 *   order of the paper
 * @error: return location
 *
 * Counts.  The result depends on nothing but what is given: no clock, no chance, no floats.  Papers
 * are read up to the first rank that two share where a rule needs one candidate at a time.
 *
 * Errors: %MOOT_ERROR_INVALID for more seats than candidates, for an instant run-off of more than
 * one seat, and when there are no valid papers.
 *
 * Returns: (transfer full): the count, with at least one stage
 */
MootCount *
moot_count_new (const MootElection  *election,
                MootCountRule        rule,
                guint                n_seats,
                const guint         *lot,
                GError             **error)
{
  g_autoptr (MootCount) self = NULL;
  MootCounter counter = { 0 };

  if (n_seats == 0)
    n_seats = election->n_seats;
  if (n_seats > moot_election_count_standing (election))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "there are more seats (%u) than candidates (%u)", n_seats,
                   moot_election_count_standing (election));
      return NULL;
    }
  if (rule == MOOT_COUNT_IRV && n_seats != 1)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "an instant run-off elects one, not %u: STV is for more", n_seats);
      return NULL;
    }
  self = count_new_empty (election, rule, n_seats);
  if (self->n_valid == 0)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, "there are no valid papers");
      return NULL;
    }
  counter_init (&counter, election, self, lot);
  methods[rule].run (&counter);
  counter_clear (&counter);
  return g_steal_pointer (&self);
}

/**
 * moot_count_format:
 * @self: a count
 * @units: votes in its units, not negative
 *
 * Returns: (transfer full): the votes with all decimals, a point and no grouping
 */
char *
moot_count_format (const MootCount *self,
                   gint64           units)
{
  gint64 whole = 1;

  for (guint i = 0; i < self->decimals; i++)
    whole *= 10;
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, units / whole,
                          (int) self->decimals, units % whole);
}
