/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots that put options in order, counted as papers of an election: from what a proposal's
 * ballots say to papers, stages and who has won.
 * Thread: any.
 * Spec: governance rules, IRV, Schulze and STV; deterministic lot. */
#include "moot-ranked-count.h"

#include <string.h>

#include "moot-error.h"

G_STATIC_ASSERT (MOOT_OPTIONS_MAX < 0x80); /* a preference is a byte of a key */

static const struct
{
  MootDecisionRule rule;
  MootCountRule count;
} methods[] = {
  { MOOT_DECISION_RULE_IRV, MOOT_COUNT_IRV },
  { MOOT_DECISION_RULE_SCHULZE, MOOT_COUNT_SCHULZE },
  { MOOT_DECISION_RULE_STV_SCOTTISH, MOOT_COUNT_SCOTTISH },
  { MOOT_DECISION_RULE_STV_MEEK, MOOT_COUNT_MEEK },
};

/**
 * moot_ranked_count_find_rule:
 * @rule: of the bylaws
 * @out_rule: (out): how papers are counted then
 *
 * Returns: whether the rule ranks options in stages
 */
gboolean
moot_ranked_count_find_rule (MootDecisionRule  rule,
                             MootCountRule    *out_rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (methods[i].rule == rule)
      {
        *out_rule = methods[i].count;
        return TRUE;
      }
  return FALSE;
}

/* Papers -------------------------------------------------------------------------------------- */

static gboolean
note_vote (GHashTable            *papers,
           const MootKindLimits  *limits,
           const MootOptionVote  *vote,
           GError               **error)
{
  char *key = g_hash_table_lookup (papers, &vote->ballot_id);

  if (vote->option < 0 || vote->option >= limits->n_options || vote->value < 1 ||
      vote->value > limits->n_options)
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                           "a ballot ranks what is not there");
      return FALSE;
    }
  if (key == NULL)
    {
      key = g_malloc0 (MOOT_OPTIONS_MAX + 1);
      g_hash_table_insert (papers, g_memdup2 (&vote->ballot_id, sizeof vote->ballot_id), key);
    }
  key[vote->value - 1] = (char) (vote->option + 1);
  return TRUE;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
add_paper (MootElection  *election,
           const char    *key,
           gint64         weight,
           GError       **error)
{
  MootPreference preferences[MOOT_OPTIONS_MAX];
  const guint length = (guint) strlen (key);

  for (guint i = 0; i < length; i++)
    preferences[i] = (MootPreference){ .candidate = (guint16) (key[i] - 1) };
  return moot_election_add_paper (election, weight, preferences, length, error);
}

/**
 * moot_ranked_count_new_election:
 * @limits: valid limits
 * @votes: (array length=n_votes): of ballots that fit
 * @n_votes: how many
 * @error: return location
 *
 * Ballots that say the same become one paper, and papers are sorted by what they say: neither who
 * voted nor when can be read from them.
 *
 * Errors: %MOOT_ERROR_INVALID for a ballot that does not fit.
 *
 * Returns: (transfer full): the papers
 */
MootElection *
moot_ranked_count_new_election (const MootKindLimits  *limits,
                                const MootOptionVote  *votes,
                                gsize                  n_votes,
                                GError               **error)
{
  g_autoptr (MootElection) election =
    moot_election_new ((guint) limits->n_options, (guint) limits->seats);
  g_autoptr (GHashTable) papers =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer found;

  for (gsize i = 0; i < n_votes; i++)
    if (!note_vote (papers, limits, &votes[i], error))
      return NULL;
  g_hash_table_iter_init (&iter, papers);
  while (g_hash_table_iter_next (&iter, NULL, &found))
    g_ptr_array_add (keys, found);
  g_ptr_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len;)
    {
      const char *key = g_ptr_array_index (keys, i);
      guint end = i + 1;

      while (end < keys->len && strcmp (key, g_ptr_array_index (keys, end)) == 0)
        end++;
      if (!add_paper (election, key, end - i, error))
        return NULL;
      i = end;
    }
  return g_steal_pointer (&election);
}

/* The order of options ------------------------------------------------------------------------ */

/* The stage at which each option left the count, counted from 1; 0 for who stayed to the end. */
static guint
find_exclusion (const MootCount *stages,
                guint            option)
{
  for (guint i = 0; i < stages->stages->len; i++)
    {
      const MootCountStage *stage = g_ptr_array_index (stages->stages, i);

      for (guint j = 0; j < stage->excluded->len; j++)
        if (g_array_index (stage->excluded, guint, j) == option)
          return i + 1;
    }
  return 0;
}

static gboolean
is_elected (const MootCount *stages,
            guint            option)
{
  for (guint i = 0; i < stages->elected->len; i++)
    if (g_array_index (stages->elected, guint, i) == option)
      return TRUE;
  return FALSE;
}

/* Whether one who is not elected came further than another. */
static gboolean
came_further (const MootCount *stages,
              guint            a,
              guint            b)
{
  const MootCountStage *last = g_ptr_array_index (stages->stages, stages->stages->len - 1);
  const guint left = find_exclusion (stages, a);
  const guint right = find_exclusion (stages, b);

  if (left != right)
    return left == 0 || (right != 0 && left > right);
  return last->votes[a] > last->votes[b];
}

static void
put_in_order (const MootCount *stages,
              MootOptionCount *count)
{
  const guint n_elected = stages->elected->len;
  guint n = 0;

  for (; n < n_elected; n++)
    count->order[n] = g_array_index (stages->elected, guint, n);
  for (guint i = 0; i < count->n_options; i++)
    {
      guint place;

      if (is_elected (stages, i))
        continue;
      for (place = n++; place > n_elected && came_further (stages, i, count->order[place - 1]);
           place--)
        count->order[place] = count->order[place - 1];
      count->order[place] = i;
    }
  count->n_winners = n_elected;
}

static gboolean
needed_lot (const MootCount *stages)
{
  for (guint i = 0; i < stages->stages->len; i++)
    {
      const MootCountStage *stage = g_ptr_array_index (stages->stages, i);

      if (stage->tie.candidates->len > 0 && stage->tie.stage == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * moot_ranked_count_run:
 * @limits: valid limits
 * @rule: what the class says, after moot_decision_class_adapt()
 * @votes: (array length=n_votes) (nullable): those @count was made from
 * @n_votes: how many
 * @ids: (array): of the options, for the lot
 * @lot: what breaks ties
 * @count: from moot_option_count_run(); gets the order of options and who has won
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for ballots that do not fit, or a rule that ranks nothing.
 *
 * Returns: (transfer full): the stages
 */
MootRankedCount *
moot_ranked_count_run (const MootKindLimits  *limits,
                       MootDecisionRule       rule,
                       const MootOptionVote  *votes,
                       gsize                  n_votes,
                       const char *const     *ids,
                       const MootLot         *lot,
                       MootOptionCount       *count,
                       GError               **error)
{
  g_autoptr (MootRankedCount) self = g_new0 (MootRankedCount, 1);
  MootCountRule method;

  if (!moot_ranked_count_find_rule (rule, &method))
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, "the rule has no stages");
      return NULL;
    }
  self->lot = *lot;
  moot_lot_draw (&lot->seed, ids, count->n_options, self->order);
  self->election = moot_ranked_count_new_election (limits, votes, n_votes, error);
  if (self->election == NULL)
    return NULL;
  count->n_winners = 0;
  count->tied = count->by_lot = FALSE;
  if (self->election->n_votes == 0)
    return g_steal_pointer (&self);
  self->stages =
    moot_count_new (self->election, method, 0, self->order, error);
  if (self->stages == NULL)
    return NULL;
  put_in_order (self->stages, count);
  count->by_lot = needed_lot (self->stages);
  return g_steal_pointer (&self);
}

/** moot_ranked_count_free: frees @self, which may be %NULL */
void
moot_ranked_count_free (MootRankedCount *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->stages, moot_count_free);
  g_clear_pointer (&self->election, moot_election_free);
  g_free (self);
}
