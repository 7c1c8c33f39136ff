/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether a member has paid, told from dates and sums alone.  Charges fall on days always counted
 * from the first one; credits pay the oldest charge first; the rest is comparison of days.
 * Thread: any.
 * Spec: governance rules, dues schedule and status. */
#include "moot-dues-standing.h"

#include "moot-error.h"

#define FORESEEN_PERIODS 240    /* how far ahead a prepayment or a waiver is followed */
#define FREEZE_UNPAID_CHARGES 3 /* in the last twelve months */

static const char *const status_names[] = {
  "not_applicable",
  "paid_up",
  "due_soon",
  "due",
  "overdue",
  "lapsed",
  "waived",
};

/* The days on which charges fall, one after the other. */
typedef struct
{
  const MootDuesMember *member;
  int period;            /* of the next regular charge */
  gboolean first_broken; /* the first charge is for the rest of a period */
} Schedule;

static MootDay
get_due (const MootDuesMember *member,
         int                   period)
{
  const MootDuesTerms *terms = member->terms;
  gboolean common = terms->anchor == MOOT_DUES_ANCHOR_CALENDAR;

  return moot_day_add_months (common ? terms->anchor_on : member->starts_on,
                              period * moot_dues_interval_get_months (terms->interval));
}

static void
schedule_init (Schedule             *self,
               const MootDuesMember *member)
{
  int months = moot_dues_interval_get_months (member->terms->interval);

  memset (self, 0, sizeof *self);
  self->member = member;
  if (member->terms->anchor != MOOT_DUES_ANCHOR_CALENDAR)
    return;

  /* No month is longer than 31 days, so this begins at or before the period that holds the day. */
  self->period = (member->starts_on - member->terms->anchor_on) / (months * 31) - 1;
  if (member->starts_on < member->terms->anchor_on)
    self->period = (member->starts_on - member->terms->anchor_on) / (months * 28) - 1;

  while (get_due (member, self->period) != MOOT_DAY_NONE &&
         get_due (member, self->period) < member->starts_on)
    self->period++;

  self->first_broken = get_due (member, self->period) != member->starts_on;
}

static gboolean
is_waived (const MootDuesMember *member,
           MootDay               day,
           MootDay              *out_until)
{
  MootDay until = MOOT_DAY_NONE;

  for (gsize i = 0; i < member->n_waivers; i++)
    if (member->waivers[i].from <= day && day <= member->waivers[i].to)
      until = MAX (until, member->waivers[i].to);

  *out_until = until;
  return until != MOOT_DAY_NONE;
}

/* The part of an amount for the days from one day to another out of a whole period, half up. */
static gint64
prorate (gint64 amount_minor,
         int    n_days,
         int    n_period_days)
{
  gint64 whole = amount_minor / n_period_days;
  gint64 rest = amount_minor % n_period_days;

  return whole * n_days + (2 * rest * n_days + n_period_days) / (2 * n_period_days);
}

/* Returns FALSE at the end of the calendar. */
static gboolean
schedule_next (Schedule       *self,
               MootDuesCharge *out_charge)
{
  const MootDuesMember *member = self->member;
  MootDay due = get_due (member, self->period);
  MootDay waived_until;
  MootDuesCharge charge = { 0 };

  if (due == MOOT_DAY_NONE)
    return FALSE;

  charge.due_on = self->first_broken ? member->starts_on : due;
  if (!is_waived (member, charge.due_on, &waived_until))
    charge.amount_minor = moot_dues_get_amount (member, charge.due_on);

  if (self->first_broken && member->terms->prorates_days)
    charge.amount_minor = prorate (charge.amount_minor, due - member->starts_on,
                                   due - get_due (member, self->period - 1));

  if (self->first_broken)
    self->first_broken = FALSE;
  else
    self->period++;

  *out_charge = charge;
  return TRUE;
}

/* Takes what is left of the credits for one charge. */
static gint64
pay (MootDuesCharge *charge,
     gint64         *inout_credits)
{
  charge->paid_minor = MIN (charge->amount_minor, *inout_credits);
  *inout_credits -= charge->paid_minor;
  return charge->amount_minor - charge->paid_minor;
}

static void
take_due_charge (MootDuesStanding *self,
                 MootDuesCharge   *charge,
                 gint64           *inout_credits)
{
  gint64 unpaid = pay (charge, inout_credits);

  g_array_append_val (self->history, *charge);
  self->balance_due_minor += unpaid;
  self->credit_minor = *inout_credits;
  if (unpaid > 0 && self->oldest_unpaid_on == MOOT_DAY_NONE)
    self->oldest_unpaid_on = charge->due_on;
}

/* Returns whether the charge is the first to come that is not paid. */
static gboolean
take_charge (MootDuesStanding *self,
             MootDuesCharge   *charge,
             gint64           *inout_credits)
{
  if (charge->due_on <= self->as_of)
    {
      take_due_charge (self, charge, inout_credits);
      return FALSE;
    }

  if (pay (charge, inout_credits) == 0)
    return FALSE;

  self->next_due_on = charge->due_on;
  return TRUE;
}

static void
take_charges (MootDuesStanding     *self,
              const MootDuesMember *member)
{
  gint64 credits = member->credits_minor;
  MootDay last = MOOT_DAY_NONE;
  guint n_foreseen = 0;
  Schedule schedule;
  MootDuesCharge charge;

  for (gsize i = 0; i < member->n_charges; i++)
    {
      charge = member->charges[i];
      last = charge.due_on;
      if (take_charge (self, &charge, &credits))
        return;
    }

  if (!member->liable)
    return;

  schedule_init (&schedule, member);
  while (n_foreseen < FORESEEN_PERIODS && self->history->len < MOOT_DUES_CHARGES_MAX &&
         schedule_next (&schedule, &charge))
    {
      if (charge.due_on <= last)
        continue;

      if (take_charge (self, &charge, &credits))
        return;

      if (charge.due_on > self->as_of)
        n_foreseen++;
    }
}

static MootDuesStatusKind
find_status (const MootDuesStanding *self,
             const MootDuesMember   *member)
{
  const MootDuesTerms *terms = member->terms;
  int n_days;

  if (!member->liable)
    return MOOT_DUES_STATUS_NOT_APPLICABLE;

  if (self->waived_until != MOOT_DAY_NONE)
    return MOOT_DUES_STATUS_WAIVED;

  if (self->oldest_unpaid_on == MOOT_DAY_NONE)
    return self->next_due_on != MOOT_DAY_NONE &&
               self->next_due_on - self->as_of <= terms->due_soon_days
             ? MOOT_DUES_STATUS_DUE_SOON
             : MOOT_DUES_STATUS_PAID_UP;

  n_days = self->as_of - self->oldest_unpaid_on;
  return n_days <= terms->grace_days         ? MOOT_DUES_STATUS_DUE
         : n_days <= terms->lapse_after_days ? MOOT_DUES_STATUS_OVERDUE
                                             : MOOT_DUES_STATUS_LAPSED;
}

static gboolean
has_three_unpaid (const MootDuesStanding *self)
{
  MootDay a_year_ago = moot_day_add_months (self->as_of, -12);
  guint n_unpaid = 0;

  for (guint i = 0; i < self->history->len; i++)
    {
      const MootDuesCharge *charge = &g_array_index (self->history, MootDuesCharge, i);

      if (charge->due_on > a_year_ago && charge->paid_minor < charge->amount_minor)
        n_unpaid++;
    }

  return n_unpaid >= FREEZE_UNPAID_CHARGES;
}

static gboolean
find_freeze (const MootDuesStanding *self,
             MootVoteFreeze          freeze)
{
  if (self->status == MOOT_DUES_STATUS_NOT_APPLICABLE || self->status == MOOT_DUES_STATUS_WAIVED)
    return FALSE;

  switch (freeze)
    {
    case MOOT_VOTE_FREEZE_NEVER:
      return FALSE;
    case MOOT_VOTE_FREEZE_AFTER_GRACE:
      return self->status == MOOT_DUES_STATUS_OVERDUE || self->status == MOOT_DUES_STATUS_LAPSED;
    case MOOT_VOTE_FREEZE_THREE_IN_TWELVE:
      return has_three_unpaid (self);
    }

  g_return_val_if_reached (FALSE);
}

static gboolean
check_member (const MootDuesMember  *member,
              GError               **error)
{
  if (!moot_dues_terms_validate (member->terms, error))
    return FALSE;

  if (!moot_day_is_valid (member->starts_on))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "dues begin on no day");
      return FALSE;
    }

  if (member->n_charges > MOOT_DUES_CHARGES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " charges; at most %d", member->n_charges,
                   MOOT_DUES_CHARGES_MAX);
      return FALSE;
    }

  for (gsize i = 0; i < member->n_charges; i++)
    if (member->charges[i].amount_minor < 0 || member->charges[i].amount_minor > MOOT_MONEY_MAX ||
        (i > 0 && member->charges[i].due_on < member->charges[i - 1].due_on))
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                     "charge %" G_GSIZE_FORMAT " is out of order or of range", i + 1);
        return FALSE;
      }

  for (gsize i = 0; i < member->n_choices; i++)
    if (member->choices[i].amount_minor < 0 || member->choices[i].amount_minor > MOOT_MONEY_MAX)
      {
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                     "chosen amount %" G_GSIZE_FORMAT " is out of range", i + 1);
        return FALSE;
      }

  if (member->credits_minor < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "credits are negative");
      return FALSE;
    }

  return TRUE;
}

/**
 * moot_dues_standing_new:
 * @member: what is known about their dues
 * @today: the day to judge on
 * @error: return location
 *
 * Says how a member stands: what is due, since when, what comes next, and whether their vote is
 * frozen.
 *
 * Errors: %MOOT_ERROR_INVALID for invalid terms, negative credits or charges out of order;
 * %MOOT_ERROR_TOO_LARGE beyond %MOOT_DUES_CHARGES_MAX charges.
 *
 * Returns: (transfer full): the standing
 */
MootDuesStanding *
moot_dues_standing_new (const MootDuesMember  *member,
                        MootDay                today,
                        GError               **error)
{
  MootDuesStanding *self;
  MootDay first_unpaid;

  g_return_val_if_fail (member != NULL && member->terms != NULL, NULL);
  g_return_val_if_fail (moot_day_is_valid (today), NULL);

  if (!check_member (member, error))
    return NULL;

  self = g_new0 (MootDuesStanding, 1);
  self->as_of = today;
  self->oldest_unpaid_on = MOOT_DAY_NONE;
  self->next_due_on = MOOT_DAY_NONE;
  self->credit_minor = member->credits_minor;
  self->history = g_array_new (FALSE, FALSE, sizeof (MootDuesCharge));

  take_charges (self, member);
  is_waived (member, today, &self->waived_until);
  self->amount_minor = moot_dues_get_amount (member, today);
  self->grace_until = moot_day_add_days (self->oldest_unpaid_on, member->terms->grace_days);
  first_unpaid = self->oldest_unpaid_on;
  if (first_unpaid == MOOT_DAY_NONE)
    first_unpaid = self->next_due_on;
  self->paid_through = moot_day_add_days (first_unpaid, -1);
  self->status = find_status (self, member);
  self->votes_frozen = find_freeze (self, member->terms->vote_freeze);
  return self;
}

/**
 * moot_dues_standing_free:
 * @self: (nullable): a standing
 *
 * Frees a standing.
 */
void
moot_dues_standing_free (MootDuesStanding *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->history, g_array_unref);
  g_free (self);
}

/**
 * moot_dues_charges_new:
 * @member: what is known about their dues; charges on record are not looked at
 * @after: leave out what was due on this day or before, or %MOOT_DAY_NONE
 * @until: the last day
 *
 * The charges the plan makes in a span of days, those of a waiver with nothing to pay: what a node
 * puts on record once a day.  At most %MOOT_DUES_CHARGES_MAX of them.
 *
 * Returns: (transfer full) (element-type MootDuesCharge): the charges, oldest first
 */
GArray *
moot_dues_charges_new (const MootDuesMember *member,
                       MootDay               after,
                       MootDay               until)
{
  GArray *charges = g_array_new (FALSE, FALSE, sizeof (MootDuesCharge));
  Schedule schedule;
  MootDuesCharge charge;

  g_return_val_if_fail (member != NULL && moot_day_is_valid (member->starts_on), charges);

  schedule_init (&schedule, member);
  while (charges->len < MOOT_DUES_CHARGES_MAX && schedule_next (&schedule, &charge) &&
         charge.due_on <= until)
    if (charge.due_on > after)
      g_array_append_val (charges, charge);

  return charges;
}

/**
 * moot_dues_get_amount:
 * @member: what is known about their dues
 * @day: a day
 *
 * What the member has chosen to pay per period as of a day: the latest choice, or what the plan
 * suggests.
 *
 * Returns: minor units
 */
gint64
moot_dues_get_amount (const MootDuesMember *member,
                      MootDay               day)
{
  gint64 amount;

  g_return_val_if_fail (member != NULL && member->terms != NULL, 0);

  amount = member->terms->suggested_minor;
  for (gsize i = 0; i < member->n_choices && member->choices[i].from <= day; i++)
    amount = member->choices[i].amount_minor;

  return amount;
}

MOOT_DEFINE_WORDS (moot_dues_status_kind, MootDuesStatusKind, status_names)
