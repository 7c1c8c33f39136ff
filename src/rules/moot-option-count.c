/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots about several options: what each option got, which come first, and whether that decides.
 * Whole numbers only; a tie for the last seat decides nothing, or is left to the lot, and is never
 * broken by the order in which somebody wrote the options down.
 * Thread: any.
 * Spec: governance rules, multi-option. */
#include "moot-option-count.h"

#include "moot-error.h"
#include "moot-ratio.h"

#include <string.h>

#define TIME_YES 2

/* Ballots by their options, so that each can be checked as a whole. */
static int
compare_votes (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  const MootOptionVote *left = a;
  const MootOptionVote *right = b;

  if (left->ballot_id != right->ballot_id)
    return left->ballot_id < right->ballot_id ? -1 : 1;
  return left->option < right->option ? -1 : left->option > right->option;
}

static gboolean
refuse (GError     **error,
        const char  *words)
{
  g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, words);
  return FALSE;
}

static void
count_value (MootOptionCount      *count,
             const MootKindLimits *limits,
             guint                 option,
             gint64                value)
{
  MootOptionLine *line = &count->lines[option];

  switch (limits->kind)
    {
    case MOOT_ASK_TIME:
      line->votes += value == TIME_YES;
      line->refusals += value == 0;
      line->total += value;
      break;
    case MOOT_ASK_RANK: /* the first of N gets N points, the last one */
      line->votes++;
      line->total += limits->max_choices - value + 1;
      break;
    case MOOT_ASK_IRV:
    case MOOT_ASK_STV:
    case MOOT_ASK_SCHULZE:
      line->votes++;
      line->total += value == 1;
      break;
    case MOOT_ASK_DOT:
      line->votes += value > 0;
      line->total += value;
      break;
    case MOOT_ASK_PROPOSAL:
    case MOOT_ASK_CHECK:
    case MOOT_ASK_COUNT:
    case MOOT_ASK_QUESTION:
    case MOOT_ASK_CHOOSE:
    case MOOT_ASK_APPROVAL:
    case MOOT_ASK_SCORE:
      line->votes++;
      line->total += value;
      break;
    }
}

/* Counts one ballot, whose votes are @votes. */
static gboolean
count_ballot (MootOptionCount       *count,
              const MootKindLimits  *limits,
              const MootOptionVote  *votes,
              gsize                  n_votes,
              GError               **error)
{
  gint64 values[MOOT_OPTIONS_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = MOOT_OPTION_BLANK;
  for (gsize i = 0; i < n_votes; i++)
    {
      if (votes[i].option < 0 || votes[i].option >= limits->n_options ||
          values[votes[i].option] != MOOT_OPTION_BLANK || votes[i].value < 0)
        return refuse (error, "a ballot names an option that is not there, or one twice");
      values[votes[i].option] = votes[i].value;
    }
  if (moot_kind_limits_check_ballot (limits, values) != MOOT_BALLOT_FITS)
    return refuse (error, "a ballot says what no ballot may say");
  for (guint i = 0; i < count->n_options; i++)
    if (values[i] != MOOT_OPTION_BLANK)
      count_value (count, limits, i, values[i]);
  return TRUE;
}

/* Above zero when the first one is ahead. */
static int
compare_options (const MootOptionCount *count,
                 MootDecisionKind       kind,
                 guint                  a,
                 guint                  b)
{
  const MootOptionLine *left = &count->lines[a];
  const MootOptionLine *right = &count->lines[b];

  if (kind == MOOT_ASK_TIME)
    {
      if (left->refusals != right->refusals)
        return left->refusals < right->refusals ? 1 : -1;
      if (left->votes != right->votes)
        return left->votes > right->votes ? 1 : -1;
      return a < b ? 1 : -1; /* times come in order: the earlier one */
    }
  if (left->total != right->total)
    return left->total > right->total ? 1 : -1;
  return 0;
}

/* By insertion, so that equals stay in the order they were written. */
static void
put_in_order (MootOptionCount  *count,
              MootDecisionKind  kind)
{
  for (guint i = 0; i < count->n_options; i++)
    {
      guint place = i;

      while (place > 0 && compare_options (count, kind, i, count->order[place - 1]) > 0)
        {
          count->order[place] = count->order[place - 1];
          place--;
        }
      count->order[place] = i;
    }
}

static void
find_winners (MootOptionCount      *count,
              const MootKindLimits *limits)
{
  const guint seats = (guint) limits->seats;

  count->n_winners = 0;
  count->tied = FALSE;
  if (count->n_options == 0 || count->cast == 0 ||
      (limits->kind != MOOT_ASK_TIME && count->lines[count->order[seats - 1]].total == 0))
    return;
  count->tied = seats < count->n_options &&
                compare_options (count, limits->kind, count->order[seats - 1],
                                 count->order[seats]) == 0;
  count->n_winners = count->tied ? 0 : seats;
}

/**
 * moot_option_count_run:
 * @limits: valid limits
 * @votes: (array length=n_votes) (nullable): of the ballots that count, in any order
 * @n_votes: how many
 * @n_cast: ballots, those without a vote too
 * @n_eligible: people on the roll
 * @out_count: (out caller-allocates): the count, untouched on failure
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for a ballot that does not fit, or more ballots than people.
 *
 * Returns: whether the ballots could be counted
 */
gboolean
moot_option_count_run (const MootKindLimits  *limits,
                       const MootOptionVote  *votes,
                       gsize                  n_votes,
                       gint64                 n_cast,
                       gint64                 n_eligible,
                       MootOptionCount       *out_count,
                       GError               **error)
{
  g_autofree MootOptionVote *sorted = NULL;
  MootOptionCount count = { .eligible = n_eligible, .cast = n_cast };
  gint64 n_ballots = 0;
  gsize begin = 0;

  g_return_val_if_fail (limits != NULL && out_count != NULL, FALSE);
  g_return_val_if_fail (votes != NULL || n_votes == 0, FALSE);

  if (!moot_kind_limits_validate (limits, error))
    return FALSE;
  if (n_cast < 0 || n_cast > n_eligible || n_eligible > MOOT_VOTES_MAX || n_votes > G_MAXINT32)
    return refuse (error, "there are more ballots than people");

  count.n_options = (guint) limits->n_options;
  sorted = g_memdup2 (votes, n_votes * sizeof *votes);
  if (n_votes > 0)
    g_qsort_with_data (sorted, (int) n_votes, sizeof *sorted, compare_votes, NULL);
  for (gsize i = 0; i < n_votes; i++)
    if (i + 1 == n_votes || sorted[i + 1].ballot_id != sorted[i].ballot_id)
      {
        if (!count_ballot (&count, limits, sorted + begin, i + 1 - begin, error))
          return FALSE;
        begin = i + 1;
        n_ballots++;
      }
  if (n_ballots > n_cast)
    return refuse (error, "there are more ballots than were cast");

  put_in_order (&count, limits->kind);
  find_winners (&count, limits);
  *out_count = count;
  return TRUE;
}

/**
 * moot_option_count_asks_lot:
 * @self: a count of all ballots, after the end of the vote
 * @kind: what was asked
 * @is_election: whether the options are people who stand for an office
 *
 * Approvals that are equal for the last seat are told apart by lot, and so is whatever an election
 * counts; elsewhere a tie is something to talk about.
 *
 * Returns: whether moot_option_count_draw() has to decide
 */
gboolean
moot_option_count_asks_lot (const MootOptionCount *self,
                            MootDecisionKind       kind,
                            gboolean               is_election)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->tied && moot_decision_kind_decides (kind) &&
         !moot_decision_kind_has_stages (kind) && (is_election || kind == MOOT_ASK_APPROVAL);
}

/**
 * moot_option_count_draw:
 * @self: a count with a tie for the last seat
 * @limits: what it was counted with
 * @lot_order: (array): every option once, as moot_lot_draw() has them
 *
 * Puts those who are equal there in the order of the lot, and fills the seats.
 */
void
moot_option_count_draw (MootOptionCount      *self,
                        const MootKindLimits *limits,
                        const guint          *lot_order)
{
  const guint seats = (guint) limits->seats;
  guint equal[MOOT_OPTIONS_MAX];
  guint begin = seats - 1;
  guint end = seats;
  guint n_equal;
  guint place;

  g_return_if_fail (self->tied && seats < self->n_options);

  while (begin > 0 && compare_options (self, limits->kind, self->order[begin - 1],
                                       self->order[seats]) == 0)
    begin--;
  while (end < self->n_options && compare_options (self, limits->kind, self->order[end],
                                                   self->order[seats]) == 0)
    end++;
  n_equal = end - begin;
  memcpy (equal, self->order + begin, n_equal * sizeof *equal);
  place = begin;
  for (guint i = 0; i < self->n_options; i++)
    for (guint j = 0; j < n_equal; j++)
      if (equal[j] == lot_order[i])
        self->order[place++] = lot_order[i];
  self->n_winners = seats;
  self->tied = FALSE;
  self->by_lot = TRUE;
}

/**
 * moot_option_count_get_score:
 * @self: a count
 * @kind: what was asked
 * @option: which one
 *
 * Returns: the number that is shown for an option: people or points
 */
gint64
moot_option_count_get_score (const MootOptionCount *self,
                             MootDecisionKind       kind,
                             guint                  option)
{
  g_return_val_if_fail (self != NULL && option < self->n_options, 0);

  return kind == MOOT_ASK_SCORE || kind == MOOT_ASK_DOT || moot_decision_kind_is_ranked (kind)
           ? self->lines[option].total
           : self->lines[option].votes;
}

/**
 * moot_option_count_dup_mean:
 * @self: a count
 * @option: which one
 *
 * For eyes only: half a hundredth is rounded up.  Who left an option blank is not in its mean.
 *
 * Returns: (transfer full) (nullable): `3.50`, %NULL when nobody chose it
 */
char *
moot_option_count_dup_mean (const MootOptionCount *self,
                            guint                  option)
{
  const MootOptionLine *line;
  gint64 hundredths;

  g_return_val_if_fail (self != NULL && option < self->n_options, NULL);

  line = &self->lines[option];
  if (line->votes == 0)
    return NULL;
  hundredths = (2 * 100 * line->total + line->votes) / (2 * line->votes);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hundredths / 100, (int) (hundredths % 100));
}

/* Checks ------------------------------------------------------------------------------------- */

static MootCheck *
add_check (MootVerdict  *verdict,
           gboolean      ok,
           MootSentence  sentence,
           gint64        first,
           gint64        second)
{
  MootCheck *check = &verdict->checks[verdict->n_checks++];

  g_assert (verdict->n_checks <= MOOT_VERDICT_CHECKS_MAX);
  *check = (MootCheck){ .id = moot_sentence_get_check_id (sentence),
                        .ok = ok,
                        .sentence = sentence,
                        .numbers = { first, second } };
  return check;
}

static MootVerdictResult
judge_time (MootVerdict           *verdict,
            const MootOptionCount *count)
{
  const MootOptionLine *first = &count->lines[count->order[0]];

  add_check (verdict, TRUE, MOOT_SENTENCE_BEST_TIME, first->votes, first->refusals);
  return MOOT_VERDICT_ADOPTED;
}

static MootVerdictResult
judge_stages (MootVerdict           *verdict,
              const MootOptionCount *count,
              const MootKindLimits  *limits)
{
  add_check (verdict, TRUE, MOOT_SENTENCE_SEATS_FILLED, count->n_winners, limits->seats)
    ->numbers[2] = count->cast;
  if (count->by_lot)
    add_check (verdict, TRUE, MOOT_SENTENCE_BY_LOT, 0, 0);
  return MOOT_VERDICT_ADOPTED;
}

static MootVerdictResult
judge_options (MootVerdict           *verdict,
               const MootOptionCount *count,
               const MootKindLimits  *limits)
{
  const guint last = (guint) limits->seats - 1;
  gint64 wins;
  gint64 next;

  if (count->n_winners == 0 && !count->tied)
    {
      add_check (verdict, FALSE, MOOT_SENTENCE_NOTHING_CHOSEN, 0, 0);
      return MOOT_VERDICT_REJECTED;
    }
  if (limits->kind == MOOT_ASK_TIME)
    return judge_time (verdict, count);
  if (moot_decision_kind_has_stages (limits->kind))
    return judge_stages (verdict, count, limits);
  wins = moot_option_count_get_score (count, limits->kind, count->order[last]);
  next = last + 1 < count->n_options
           ? moot_option_count_get_score (count, limits->kind, count->order[last + 1])
           : 0;
  add_check (verdict, !count->tied,
             count->tied     ? MOOT_SENTENCE_OPTIONS_TIE
             : count->by_lot ? MOOT_SENTENCE_OPTIONS_LOT
                             : MOOT_SENTENCE_OPTION_AHEAD,
             wins, next);
  return count->tied ? MOOT_VERDICT_TIED : MOOT_VERDICT_ADOPTED;
}

/* What only asks says how many answered, and who counts whether they are enough. */
static MootVerdictResult
judge_answers (MootVerdict           *verdict,
               const MootOptionCount *count,
               const MootKindLimits  *limits)
{
  const gint64 yes = limits->kind == MOOT_ASK_COUNT ? count->lines[0].votes : 0;

  add_check (verdict, count->cast > 0, MOOT_SENTENCE_ANSWERED, count->cast, count->eligible);
  if (limits->kind == MOOT_ASK_COUNT)
    add_check (verdict, yes >= limits->target,
               yes >= limits->target ? MOOT_SENTENCE_TARGET : MOOT_SENTENCE_NOT_TARGET, yes,
               limits->target);
  return MOOT_VERDICT_COUNTED;
}

/**
 * moot_option_count_judge:
 * @self: a count
 * @limits: what it was counted with
 * @decision: what the bylaws say, after moot_decision_class_adapt()
 * @extensions: how often the vote has been extended so far
 * @error: return location
 *
 * Decides, and says why.  The quorum comes first, as with a proposal.
 *
 * Returns: (transfer full): the verdict; %MOOT_VERDICT_COUNTED for what decides nothing
 */
MootVerdict *
moot_option_count_judge (const MootOptionCount    *self,
                         const MootKindLimits     *limits,
                         const MootDecisionClass  *decision,
                         int                       extensions,
                         GError                  **error)
{
  /* who chooses an option is for something, whichever kind of quorum there is */
  const MootVoteTotals totals = { .eligible = self->eligible,
                                  .agree = self->cast,
                                  .extensions = extensions };
  g_autoptr (MootVerdict) verdict = NULL;
  MootVerdictResult result;

  g_return_val_if_fail (limits != NULL && decision != NULL, NULL);

  verdict = moot_verdict_new_for_quorum (decision, &totals, error);
  if (verdict == NULL)
    return NULL;
  result = moot_decision_kind_decides (limits->kind) ? judge_options (verdict, self, limits)
                                                     : judge_answers (verdict, self, limits);
  verdict->result = verdict->quorum_reached || result == MOOT_VERDICT_COUNTED
                      ? result
                      : MOOT_VERDICT_NOT_QUORATE;
  return g_steal_pointer (&verdict);
}
