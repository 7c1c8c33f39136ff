/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a dues plan asks of members: amounts, periods, patience.  The plan is data that a decision
 * changes; what it makes of one member's payments is in moot-dues-standing.
 * Thread: any.
 * Spec: governance rules, dues plan. */
#include "moot-dues-terms.h"

#include <string.h>

#include "moot-error.h"
#include "moot-strict-json.h"

static const char *const interval_names[] = { "month", "quarter", "year" };
static const int interval_months[] = { 1, 3, 12 };
static const char *const anchor_names[] = { "join_date", "calendar" };
static const char *const freeze_names[] = { "never", "after_grace", "three_in_twelve" };

/* Amounts are in hundredths of the currency; see scale_amount(). */
static const struct
{
  const char *preset;
  MootDuesInterval interval;
  gint64 min;
  gint64 suggested;
  gint64 max;
  gboolean free_choice;
  gint64 reduced; /* a second tier, or 0 */
  MootDuesAnchor anchor;
  gboolean waiver_self_declared;
  MootVoteFreeze freeze;
} presets[] = {
  { "social-coop", MOOT_DUES_INTERVAL_MONTH, 100, 300, 1000, TRUE, 0,
    MOOT_DUES_ANCHOR_JOIN_DATE, TRUE, MOOT_VOTE_FREEZE_AFTER_GRACE },
  { "association", MOOT_DUES_INTERVAL_YEAR, 1000, 6000, 0, FALSE, 1000,
    MOOT_DUES_ANCHOR_CALENDAR, FALSE, MOOT_VOTE_FREEZE_AFTER_GRACE },
  { "sociocratic", MOOT_DUES_INTERVAL_MONTH, 0, 500, 0, TRUE, 0,
    MOOT_DUES_ANCHOR_JOIN_DATE, TRUE, MOOT_VOTE_FREEZE_THREE_IN_TWELVE },
  { "tiny", MOOT_DUES_INTERVAL_MONTH, 0, 500, 0, TRUE, 0,
    MOOT_DUES_ANCHOR_JOIN_DATE, TRUE, MOOT_VOTE_FREEZE_NEVER },
};

/* 3.00 pounds become 3.000 dinars and 300 yen, which is about as much. */
static gint64
scale_amount (gint64      hundredths,
              const char *currency)
{
  gint64 amount = hundredths;

  for (int digits = moot_currency_get_digits (currency); digits > 2; digits--)
    amount *= 10;

  return amount;
}

/**
 * moot_dues_terms_init:
 * @self: (out caller-allocates): the terms to fill
 * @currency: a valid code
 *
 * Fills in what a plan means where it is silent: any amount, monthly from the day of joining, two
 * weeks of grace, three months until membership lapses, self-declared waivers up to a year.
 */
void
moot_dues_terms_init (MootDuesTerms *self,
                      const char    *currency)
{
  static const int reminder_days[] = { -7, 0, 7, 14, 30, 60 };

  g_return_if_fail (self != NULL && moot_currency_is_valid (currency));

  memset (self, 0, sizeof *self);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->free_choice = TRUE;
  self->anchor_on = MOOT_DAY_NONE;
  self->due_soon_days = 7;
  self->grace_days = 14;
  self->lapse_after_days = 90;
  self->waiver_self_declared = TRUE;
  self->waiver_max_months = 12;
  self->vote_freeze = MOOT_VOTE_FREEZE_AFTER_GRACE;
  self->n_reminder_days = G_N_ELEMENTS (reminder_days);
  memcpy (self->reminder_days, reminder_days, sizeof reminder_days);
}

/**
 * moot_dues_terms_init_preset:
 * @self: (out caller-allocates): the terms to fill, untouched when there is no such preset
 * @preset: (nullable): the name of a bylaws preset
 * @currency: a valid code
 *
 * Fills in the plan that goes with ready bylaws.
 *
 * Returns: whether there is such a preset
 */
gboolean
moot_dues_terms_init_preset (MootDuesTerms *self,
                             const char    *preset,
                             const char    *currency)
{
  g_return_val_if_fail (self != NULL && moot_currency_is_valid (currency), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strcmp0 (presets[i].preset, preset) == 0)
      {
        moot_dues_terms_init (self, currency);
        self->interval = presets[i].interval;
        self->min_minor = scale_amount (presets[i].min, currency);
        self->suggested_minor = scale_amount (presets[i].suggested, currency);
        self->max_minor = scale_amount (presets[i].max, currency);
        self->free_choice = presets[i].free_choice;
        self->anchor = presets[i].anchor;
        self->waiver_self_declared = presets[i].waiver_self_declared;
        self->vote_freeze = presets[i].freeze;
        if (self->anchor == MOOT_DUES_ANCHOR_CALENDAR)
          moot_day_from_civil (2026, 1, 1, &self->anchor_on);
        if (presets[i].reduced > 0)
          {
            self->n_tiers = 2;
            self->tiers[0] = (MootDuesTier){ "full", "Full", self->suggested_minor };
            self->tiers[1] = (MootDuesTier){ "reduced", "Reduced",
                                             scale_amount (presets[i].reduced, currency) };
          }
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_amount (gint64 minor)
{
  return minor >= 0 && minor <= MOOT_MONEY_MAX;
}

/**
 * moot_dues_terms_validate:
 * @self: terms
 * @error: return location
 *
 * Refuses a plan that contradicts itself.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether the terms are usable
 */
gboolean
moot_dues_terms_validate (const MootDuesTerms  *self,
                          GError              **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!moot_currency_is_valid (self->currency))
    return moot_strict_refuse (error, "currency", "three capital letters");

  if (!is_amount (self->min_minor) || !is_amount (self->suggested_minor) ||
      !is_amount (self->max_minor) || self->suggested_minor < self->min_minor ||
      (self->max_minor > 0 && self->max_minor < self->suggested_minor))
    return moot_strict_refuse (error, "suggested_minor", "between the minimum and the maximum");

  if (self->due_soon_days < 0 || self->grace_days < 0 || self->lapse_after_days < self->grace_days)
    return moot_strict_refuse (error, "lapse_after_days", "at least the days of grace");

  if (self->anchor == MOOT_DUES_ANCHOR_CALENDAR && !moot_day_is_valid (self->anchor_on))
    return moot_strict_refuse (error, "anchor_on", "a date, the first day of some period");

  if (!self->free_choice && self->n_tiers == 0)
    return moot_strict_refuse (error, "tiers", "there when the amount is not free");

  for (guint i = 0; i < self->n_tiers; i++)
    if (*self->tiers[i].id == '\0' || !is_amount (self->tiers[i].amount_minor) ||
        self->tiers[i].amount_minor < self->min_minor)
      return moot_strict_refuse (error, "tiers", "named, and none below the minimum");

  return TRUE;
}

/**
 * moot_dues_terms_check_amount:
 * @self: valid terms
 * @amount_minor: what a member wants to pay per period
 * @error: return location
 *
 * Asks whether a member may choose an amount.  The maximum is soft: more is a donation, and
 * welcome.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether they may
 */
gboolean
moot_dues_terms_check_amount (const MootDuesTerms  *self,
                              gint64                amount_minor,
                              GError              **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (amount_minor < self->min_minor || amount_minor > MOOT_MONEY_MAX)
    {
      g_autofree char *min = moot_money_format (self->min_minor, self->currency);

      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "the least to pay is %s %s", min,
                   self->currency);
      return FALSE;
    }

  for (guint i = 0; i < self->n_tiers; i++)
    if (self->tiers[i].amount_minor == amount_minor)
      return TRUE;

  return self->free_choice ||
         moot_strict_refuse (error, "amount_minor", "that of one of the tiers");
}

/**
 * moot_dues_terms_check_waiver:
 * @self: valid terms
 * @n_months: how long
 * @error: return location
 *
 * Asks whether a waiver may be that long.  Who may grant it is the caller's question.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it may
 */
gboolean
moot_dues_terms_check_waiver (const MootDuesTerms  *self,
                              int                   n_months,
                              GError              **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (n_months >= 1 && n_months <= self->waiver_max_months)
    return TRUE;

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a waiver is for 1 to %d months",
               self->waiver_max_months);
  return FALSE;
}

/**
 * moot_dues_interval_get_months:
 * @interval: an interval
 *
 * Its length.
 *
 * Returns: 1, 3 or 12
 */
int
moot_dues_interval_get_months (MootDuesInterval interval)
{
  g_return_val_if_fail ((guint) interval < G_N_ELEMENTS (interval_months), 1);

  return interval_months[interval];
}

MOOT_DEFINE_WORDS (moot_dues_interval, MootDuesInterval, interval_names)
MOOT_DEFINE_WORDS (moot_vote_freeze, MootVoteFreeze, freeze_names)
MOOT_DEFINE_WORDS (moot_dues_anchor, MootDuesAnchor, anchor_names)
