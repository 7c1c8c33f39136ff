/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues in words, gently: nobody is shamed for being late.
 * Thread: main, for the formats of money. */
#include "moot-dues-text.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-dues-standing.h"
#include "moot-moment-text.h"
#include "moot-money-text.h"
#include "moot-money.h"

#define HOURS_OF_MONTH 730

static MootDuesStatusKind
get_kind (const MootDuesStatus *status)
{
  MootDuesStatusKind kind = MOOT_DUES_STATUS_NOT_APPLICABLE;

  moot_dues_status_kind_from_text (status->status, &kind);
  return kind;
}

/** moot_dues_text_get_icon: (transfer none): an icon that goes with the words */
const char *
moot_dues_text_get_icon (const MootDuesStatus *status)
{
  switch (get_kind (status))
    {
    case MOOT_DUES_STATUS_PAID_UP:
    case MOOT_DUES_STATUS_WAIVED:
      return "emblem-ok-symbolic";
    case MOOT_DUES_STATUS_DUE_SOON:
    case MOOT_DUES_STATUS_DUE:
      return "alarm-symbolic";
    case MOOT_DUES_STATUS_OVERDUE:
    case MOOT_DUES_STATUS_LAPSED:
      return "dialog-information-symbolic";
    case MOOT_DUES_STATUS_NOT_APPLICABLE:
      break;
    }
  return "dialog-information-symbolic";
}

/** moot_dues_text_get_state: (transfer none): where the member stands, in a word or two */
const char *
moot_dues_text_get_state (const MootDuesStatus *status)
{
  switch (get_kind (status))
    {
    case MOOT_DUES_STATUS_PAID_UP:
      /* Translators: how somebody stands with their dues */
      return _("Paid");
    case MOOT_DUES_STATUS_WAIVED:
      /* Translators: how somebody stands with their dues: they need not pay for a while */
      return _("Paused");
    case MOOT_DUES_STATUS_DUE_SOON:
      /* Translators: how somebody stands with their dues */
      return _("Due soon");
    case MOOT_DUES_STATUS_DUE:
      /* Translators: how somebody stands with their dues: there is time left */
      return _("Due");
    case MOOT_DUES_STATUS_OVERDUE:
      /* Translators: how somebody stands with their dues */
      return _("Overdue");
    case MOOT_DUES_STATUS_LAPSED:
      /* Translators: how somebody stands with their dues: the membership rests */
      return _("Resting");
    case MOOT_DUES_STATUS_NOT_APPLICABLE:
      break;
    }
  return "";
}

/** moot_dues_text_dup_status: (transfer full): where the member stands, as a sentence */
char *
moot_dues_text_dup_status (const MootDuesStatus *status)
{
  g_autofree char *money = moot_money_text_dup (status->balance_due_minor, status->currency);
  g_autofree char *next = moot_moment_text_dup_day (status->next_due_on);
  g_autofree char *paid = moot_moment_text_dup_day (status->paid_through);
  g_autofree char *grace = moot_moment_text_dup_day (status->grace_until);
  g_autofree char *waived = NULL;

  switch (get_kind (status))
    {
    case MOOT_DUES_STATUS_PAID_UP:
      if (status->paid_through == 0)
        return g_strdup (_("Everything is paid."));
      /* Translators: %s is a day, as in “4 November 2022”. */
      return g_strdup_printf (_("Paid until %s."), paid);
    case MOOT_DUES_STATUS_DUE_SOON:
      /* Translators: %s is a day, as in “4 November 2022”. */
      return g_strdup_printf (_("The next payment is due on %s."), next);
    case MOOT_DUES_STATUS_DUE:
      if (status->grace_until == 0)
        /* Translators: %s is an amount, as in “£3.00”. */
        return g_strdup_printf (_("%s is due."), money);
      /* Translators: %1$s is an amount, as in “£3.00”, %2$s a day. */
      return g_strdup_printf (_("%1$s is due; there is time until %2$s."), money, grace);
    case MOOT_DUES_STATUS_OVERDUE:
      /* Translators: %s is an amount, as in “£3.00”. */
      return g_strdup_printf (_("%s is still open."), money);
    case MOOT_DUES_STATUS_LAPSED:
      /* Translators: %s is an amount, as in “£3.00”. */
      return g_strdup_printf (_("Your membership rests while %s is open."), money);
    case MOOT_DUES_STATUS_WAIVED:
      if (status->waiver == NULL)
        return g_strdup (_("Nothing to pay for now."));
      waived = moot_moment_text_dup_day (status->waiver->to);
      /* Translators: %s is a day, as in “4 November 2022”. */
      return g_strdup_printf (_("Nothing to pay until %s."), waived);
    case MOOT_DUES_STATUS_NOT_APPLICABLE:
      break;
    }
  return g_strdup (_("You owe no dues."));
}

/** moot_dues_text_dup_amount: (transfer full): what each period asks for */
char *
moot_dues_text_dup_amount (const MootDuesStatus *status)
{
  g_autofree char *money = moot_money_text_dup (status->amount_minor, status->currency);
  MootDuesInterval interval = MOOT_DUES_INTERVAL_MONTH;

  moot_dues_interval_from_text (status->interval, &interval);
  switch (interval)
    {
    case MOOT_DUES_INTERVAL_QUARTER:
      return g_strdup_printf (_("%s each quarter"), money);
    case MOOT_DUES_INTERVAL_YEAR:
      return g_strdup_printf (_("%s each year"), money);
    case MOOT_DUES_INTERVAL_MONTH:
      break;
    }
  return g_strdup_printf (_("%s each month"), money);
}

static int
count_months (const MootDuesStatus *status)
{
  MootDuesInterval interval = MOOT_DUES_INTERVAL_MONTH;

  moot_dues_interval_from_text (status->interval, &interval);
  return interval == MOOT_DUES_INTERVAL_YEAR      ? 12
         : interval == MOOT_DUES_INTERVAL_QUARTER ? 3
                                                  : 1;
}

/* How long the co-op runs each month for what somebody pays. */
static char *
dup_share (gint64 hours)
{
  if (hours >= HOURS_OF_MONTH)
    return g_strdup (_("It pays for everything the co-op costs."));
  if (hours >= 48)
    return g_strdup_printf (ngettext ("It keeps the co-op running for %d day each month.",
                                      "It keeps the co-op running for %d days each month.",
                                      (gulong) (hours / 24)),
                            (int) (hours / 24));
  return g_strdup_printf (ngettext ("It keeps the co-op running for %d hour each month.",
                                    "It keeps the co-op running for %d hours each month.",
                                    (gulong) hours),
                          (int) hours);
}

/**
 * moot_dues_text_dup_meaning:
 * @minor: an amount
 * @status: how often it is paid
 * @budget: (nullable): what the co-op costs
 *
 * Returns: (transfer full): what the amount means for the co-op
 */
char *
moot_dues_text_dup_meaning (gint64                minor,
                            const MootDuesStatus *status,
                            const MootBudget     *budget)
{
  const int n_months = count_months (status);
  const gint64 costs = budget != NULL && g_strcmp0 (budget->currency, status->currency) == 0
                         ? budget->average_monthly_expenses_minor
                         : 0;
  g_autofree char *money = moot_money_text_dup (minor / n_months * 12, status->currency);
  /* Translators: %s is an amount: what somebody pays, for a whole year. */
  g_autofree char *year = g_strdup_printf (_("That is %s a year."), money);
  g_autofree char *share = NULL;

  if (costs <= 0 || minor > MOOT_MONEY_MAX)
    return g_steal_pointer (&year);
  share = dup_share (minor / n_months * HOURS_OF_MONTH / costs);
  return g_strconcat (year, "  ", share, NULL);
}

/** moot_dues_text_dup_since: (transfer full): that somebody is a member, and since when */
char *
moot_dues_text_dup_since (const MootMember *me)
{
  g_autofree char *day = me->joined_on != 0 ? moot_moment_text_dup_day (me->joined_on) : NULL;

  if (g_strcmp0 (me->state, "active") != 0 || day == NULL)
    return NULL;
  if (me->member_no == NULL)
    /* Translators: %s is a day. */
    return g_strdup_printf (_("You are a member since %s."), day);
  /* Translators: %1$s is a day, %2$s a number as in “0042”. */
  return g_strdup_printf (_("You are a member since %1$s, with the number %2$s."), day,
                          me->member_no);
}

/** moot_dues_text_dup_limits: (transfer full): what may be chosen */
char *
moot_dues_text_dup_limits (const MootDuesPlan *plan)
{
  g_autofree char *least = moot_money_text_dup (plan->min_minor, plan->currency);
  g_autofree char *suggested = moot_money_text_dup (plan->suggested_minor, plan->currency);
  g_autofree char *most = moot_money_text_dup (plan->max_minor, plan->currency);

  if (plan->max_minor == 0)
    /* Translators: %1$s and %2$s are amounts. */
    return g_strdup_printf (_("Pay what you can, from %1$s on; %2$s is suggested."), least,
                            suggested);
  /* Translators: %1$s, %2$s and %3$s are amounts. */
  return g_strdup_printf (_("Pay what you can, from %1$s to %2$s; %3$s is suggested."), least,
                          most, suggested);
}

/** moot_dues_text_dup_account: (transfer full): the name of an account of the books */
char *
moot_dues_text_dup_account (const char *account)
{
  static const struct
  {
    const char *account;
    const char *name;
  } names[] = {
    { "Income:Dues", N_ ("Dues") },
    { "Income:Donations", N_ ("Donations") },
    { "Income:Grants", N_ ("Grants") },
    { "Expenses:Hosting", N_ ("Hosting") },
    { "Expenses:Domain", N_ ("Domain name") },
    { "Expenses:Software", N_ ("Software") },
    { "Expenses:Stipends", N_ ("Stipends") },
    { "Expenses:Fees:Payment", N_ ("Payment fees") },
    { "Expenses:Solidarity", N_ ("Solidarity") },
    { "Expenses:Insurance", N_ ("Insurance") },
  };
  const char *colon = strchr (account, ':');

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].account, account) == 0)
      return g_strdup (_ (names[i].name));
  return g_strdup (colon != NULL ? colon + 1 : account);
}
