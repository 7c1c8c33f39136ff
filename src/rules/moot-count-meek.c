/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* STV by Meek's method: everybody who is elected keeps just the part of each paper that makes the
 * quota, and the quota falls when papers name nobody any more.  Nine decimals, as the reference of
 * the Proportional Representation Foundation has it.
 *
 * Papers that begin alike are counted together: what a candidate keeps of a paper depends on those
 * before them only.
 *
 * Spec: Meek Reference STV, Proportional Representation Foundation; its steps A to C.
 * Thread: any, one at a time. */
#include "moot-count-private.h"

#define UNIT ((gint64) 1000000000)
#define DIGITS 9
#define OMEGA (UNIT / 1000000) /* a surplus below it is none */
#define NOBODY G_MAXUINT

/* Papers that are alike up to this candidate. */
typedef struct
{
  guint16 candidate;
  guint16 depth;
  guint beyond;  /* the first one that does not begin like this */
  gint64 weight; /* papers */
} Branch;

typedef struct
{
  MootCounter *counter;
  GArray *branches;  /* of #Branch, a branch before those that grow from it */
  gint64 *keep;      /* by candidate: the part they keep, in units */
  gint64 *remainder; /* by depth: what is left of a paper, in units */
  gint64 surplus;
} Meek;

static gint64
divide_up (gint64 value,
           gint64 by)
{
  return value / by + (value % by != 0);
}

/* @value * UNIT / @by, rounded up, digit by digit: a remainder is below @by, which is at most
 * 10^18, so that ten of it fit in 64 bits without a sign. */
static gint64
divide_units_up (gint64 value,
                 gint64 by)
{
  guint64 result = (guint64) value / (guint64) by;
  guint64 rest = (guint64) value % (guint64) by;

  for (guint i = 0; i < DIGITS; i++)
    {
      result = result * 10 + rest * 10 / (guint64) by;
      rest = rest * 10 % (guint64) by;
    }
  return (gint64) result + (rest > 0);
}

/* @part * @value / UNIT, rounded up; @part is at most UNIT and a @value at most 10^18. */
static gint64
take_part_up (gint64 part,
              gint64 value)
{
  return part * (value / UNIT) + divide_up (part * (value % UNIT), UNIT);
}

static int
compare_papers (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const MootCounter *counter = data;
  const MootPaper *papers[] = { *(const MootPaper *const *) a, *(const MootPaper *const *) b };
  const MootPreference *left = moot_election_get_preferences (counter->election, papers[0]);
  const MootPreference *right = moot_election_get_preferences (counter->election, papers[1]);
  guint lengths[] = { moot_counter_get_strict (counter, papers[0]),
                      moot_counter_get_strict (counter, papers[1]) };

  for (guint i = 0; i < MIN (lengths[0], lengths[1]); i++)
    if (left[i].candidate != right[i].candidate)
      return (int) left[i].candidate - (int) right[i].candidate;
  return (lengths[0] > lengths[1]) - (lengths[0] < lengths[1]);
}

static const MootPaper **
sort_papers (MootCounter *counter)
{
  guint n_papers = counter->election->papers->len;
  const MootPaper **papers = g_new (const MootPaper *, n_papers);

  for (guint i = 0; i < n_papers; i++)
    papers[i] = &g_array_index (counter->election->papers, MootPaper, i);
  g_qsort_with_data (papers, (int) n_papers, sizeof *papers, compare_papers, counter);
  return papers;
}

static Branch *
get_branch (const Meek *self,
            guint       number)
{
  return &g_array_index (self->branches, Branch, number);
}

/* Grows the branches from papers in order; @path is the one that the last paper took. */
static void
grow (Meek            *self,
      const MootPaper *paper,
      guint           *path,
      guint           *length)
{
  const MootPreference *preferences =
    moot_election_get_preferences (self->counter->election, paper);
  guint n_preferences = moot_counter_get_strict (self->counter, paper);
  guint depth = 0;

  while (depth < MIN (*length, n_preferences) &&
         get_branch (self, path[depth])->candidate == preferences[depth].candidate)
    get_branch (self, path[depth++])->weight += paper->weight;
  for (guint i = depth; i < *length; i++)
    get_branch (self, path[i])->beyond = self->branches->len;
  for (; depth < n_preferences; depth++)
    {
      Branch branch = { preferences[depth].candidate, (guint16) depth, 0, paper->weight };

      path[depth] = self->branches->len;
      g_array_append_val (self->branches, branch);
    }
  *length = n_preferences;
}

static void
grow_all (Meek *self)
{
  g_autofree const MootPaper **papers = sort_papers (self->counter);
  guint path[MOOT_ELECTION_CANDIDATES_MAX];
  guint length = 0;

  for (guint i = 0; i < self->counter->election->papers->len; i++)
    grow (self, papers[i], path, &length);
  for (guint i = 0; i < length; i++)
    get_branch (self, path[i])->beyond = self->branches->len;
}

/* B.2.a: each takes their part of what those before them have left. */
static void
distribute (Meek *self)
{
  for (guint i = 0; i < self->counter->election->n_candidates; i++)
    self->counter->votes[i] = 0;
  self->remainder[0] = UNIT;
  for (guint i = 0; i < self->branches->len;)
    {
      const Branch *branch = get_branch (self, i);
      gint64 left = self->remainder[branch->depth];
      gint64 kept = divide_up (left * self->keep[branch->candidate], UNIT);

      self->counter->votes[branch->candidate] += kept * branch->weight;
      self->remainder[branch->depth + 1] = left - kept;
      i = left > kept ? i + 1 : branch->beyond;
    }
}

static gint64
sum_votes (const Meek *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->counter->election->n_candidates; i++)
    sum += self->counter->votes[i];
  return sum;
}

static gint64
sum_surplus (const Meek *self)
{
  const MootCounter *counter = self->counter;
  gint64 sum = 0;

  for (guint i = 0; i < counter->election->n_candidates; i++)
    if (counter->standings[i] == MOOT_STANDING_ELECTED)
      sum += counter->votes[i] - counter->count->quota;
  return MAX (sum, 0);
}

/* B.2.f */
static void
update_keep (Meek *self)
{
  const MootCounter *counter = self->counter;

  for (guint i = 0; i < counter->election->n_candidates; i++)
    if (counter->standings[i] == MOOT_STANDING_ELECTED)
      self->keep[i] = divide_units_up (take_part_up (self->keep[i], counter->count->quota),
                                       counter->votes[i]);
}

static gboolean
somebody_reaches (const Meek *self)
{
  const MootCounter *counter = self->counter;

  for (guint i = 0; i < counter->election->n_candidates; i++)
    if (counter->standings[i] == MOOT_STANDING_HOPEFUL &&
        counter->votes[i] >= counter->count->quota)
      return TRUE;
  return FALSE;
}

/* B.2: until somebody is elected or the surplus is as good as gone. */
static void
iterate (Meek *self)
{
  gint64 last = self->counter->count->n_valid * UNIT;

  for (;;)
    {
      distribute (self);
      self->counter->count->quota = sum_votes (self) / (self->counter->count->n_seats + 1) + 1;
      self->surplus = sum_surplus (self);
      if (somebody_reaches (self) || self->surplus < OMEGA || self->surplus >= last)
        return;
      last = self->surplus;
      update_keep (self);
    }
}

static MootCountStage *
end_stage (Meek  *self,
           guint  excluded)
{
  MootCountStage *stage =
    moot_counter_stage (self->counter, self->counter->count->n_valid * UNIT - sum_votes (self));

  if (excluded != NOBODY)
    g_array_append_val (stage->excluded, excluded);
  return stage;
}

/* B and C.  A stage ends when somebody is elected or is to go out; who went out before it stands
 * with it, as their papers went on in it. */
static void
run (Meek *self)
{
  MootCounter *counter = self->counter;
  guint excluded = NOBODY;
  MootCountStage *stage;

  while (counter->n_hopeful > moot_counter_get_vacancies (counter))
    {
      iterate (self);
      stage = end_stage (self, excluded);
      excluded = NOBODY;
      moot_counter_elect_from (counter, stage, counter->count->quota);
      if (moot_counter_get_vacancies (counter) == 0)
        return;
      if (stage->elected->len > 0)
        continue;
      excluded = moot_counter_lowest (counter, self->surplus);
      moot_counter_out (counter, excluded);
      self->keep[excluded] = 0;
    }
  distribute (self);
  stage = end_stage (self, excluded);
  moot_counter_elect_from (counter, stage, 0);
}

/** moot_count_meek: counts by Meek's method */
void
moot_count_meek (MootCounter *counter)
{
  g_autoptr (GArray) branches = g_array_new (FALSE, FALSE, sizeof (Branch));
  g_autofree gint64 *keep = g_new0 (gint64, counter->election->n_candidates);
  g_autofree gint64 *remainder = g_new0 (gint64, counter->election->n_candidates + 1);
  Meek self = { counter, branches, keep, remainder, 0 };

  for (guint i = 0; i < counter->election->n_candidates; i++)
    if (counter->standings[i] == MOOT_STANDING_HOPEFUL)
      keep[i] = UNIT;
  grow_all (&self);
  run (&self);
}
