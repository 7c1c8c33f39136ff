/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues on the days that matter: the due date, the last day of grace, the day after, the ends of
 * months and leap years, and what a payment does to each. */
#include <string.h>

#include "moot-dues-standing.h"
#include "moot-error.h"

#define PAID_UP MOOT_DUES_STATUS_PAID_UP
#define DUE_SOON MOOT_DUES_STATUS_DUE_SOON
#define DUE MOOT_DUES_STATUS_DUE
#define OVERDUE MOOT_DUES_STATUS_OVERDUE
#define LAPSED MOOT_DUES_STATUS_LAPSED
#define WAIVED MOOT_DUES_STATUS_WAIVED

static MootDay
day (const char *text)
{
  MootDay result = MOOT_DAY_NONE;

  g_assert_true (text == NULL || moot_day_parse (text, &result));
  return result;
}

static MootDuesTerms
make_terms (void)
{
  MootDuesTerms terms;

  moot_dues_terms_init (&terms, "GBP");
  terms.suggested_minor = 500;
  return terms;
}

static void
assert_day (MootDay     actual,
            const char *expected)
{
  g_autofree char *text = moot_day_format (actual);

  g_assert_cmpstr (text, ==, expected);
}

/* clang-format off */
static const struct
{
  const char *name;
  const char *today;
  gint64 credits;
  const char *waived_from;
  const char *waived_to;
  MootDuesStatusKind status;
  gint64 balance;
  gint64 credit;
  const char *oldest;
  const char *paid_through;
  const char *next;
  gboolean frozen; /* after grace */
} cases[] = {
  { "first-day", "2026-01-01", 0, NULL, NULL, DUE, 500, 0, "2026-01-01", "2025-12-31", "2026-02-01", FALSE },
  { "last-of-grace", "2026-01-15", 0, NULL, NULL, DUE, 500, 0, "2026-01-01", "2025-12-31", "2026-02-01", FALSE },
  { "after-grace", "2026-01-16", 0, NULL, NULL, OVERDUE, 500, 0, "2026-01-01", "2025-12-31", "2026-02-01", TRUE },
  { "last-before-lapse", "2026-04-01", 0, NULL, NULL, OVERDUE, 2000, 0, "2026-01-01", "2025-12-31", "2026-05-01", TRUE },
  { "lapsed", "2026-04-02", 0, NULL, NULL, LAPSED, 2000, 0, "2026-01-01", "2025-12-31", "2026-05-01", TRUE },
  { "paid-up", "2026-01-20", 500, NULL, NULL, PAID_UP, 0, 0, NULL, "2026-01-31", "2026-02-01", FALSE },
  { "eight-days-before", "2026-01-24", 500, NULL, NULL, PAID_UP, 0, 0, NULL, "2026-01-31", "2026-02-01", FALSE },
  { "seven-days-before", "2026-01-25", 500, NULL, NULL, DUE_SOON, 0, 0, NULL, "2026-01-31", "2026-02-01", FALSE },
  { "day-before", "2026-01-31", 500, NULL, NULL, DUE_SOON, 0, 0, NULL, "2026-01-31", "2026-02-01", FALSE },
  { "second-due", "2026-02-01", 500, NULL, NULL, DUE, 500, 0, "2026-02-01", "2026-01-31", "2026-03-01", FALSE },
  { "prepaid", "2026-02-01", 1200, NULL, NULL, PAID_UP, 0, 200, NULL, "2026-02-28", "2026-03-01", FALSE },
  { "partly-paid", "2026-03-01", 1200, NULL, NULL, DUE, 300, 0, "2026-03-01", "2026-02-28", "2026-04-01", FALSE },
  { "partly-overdue", "2026-03-20", 1200, NULL, NULL, OVERDUE, 300, 0, "2026-03-01", "2026-02-28", "2026-04-01", TRUE },
  { "prepaid-next", "2026-01-25", 1000, NULL, NULL, PAID_UP, 0, 500, NULL, "2026-02-28", "2026-03-01", FALSE },
  { "one-short", "2026-01-25", 999, NULL, NULL, DUE_SOON, 0, 499, NULL, "2026-01-31", "2026-02-01", FALSE },
  { "before-the-first", "2025-12-20", 0, NULL, NULL, PAID_UP, 0, 0, NULL, "2025-12-31", "2026-01-01", FALSE },
  { "before-the-first-soon", "2025-12-25", 0, NULL, NULL, DUE_SOON, 0, 0, NULL, "2025-12-31", "2026-01-01", FALSE },
  { "waived", "2026-02-10", 0, "2026-01-01", "2026-03-31", WAIVED, 0, 0, NULL, "2026-03-31", "2026-04-01", FALSE },
  { "last-waived", "2026-03-31", 0, "2026-01-01", "2026-03-31", WAIVED, 0, 0, NULL, "2026-03-31", "2026-04-01", FALSE },
  { "after-waiver", "2026-04-01", 0, "2026-01-01", "2026-03-31", DUE, 500, 0, "2026-04-01", "2026-03-31", "2026-05-01", FALSE },
  { "debt-before-waiver", "2026-06-01", 0, "2026-02-01", "2026-06-30", WAIVED, 500, 0, "2026-01-01", "2025-12-31", "2026-07-01", FALSE },
  { "debt-after-waiver", "2026-07-02", 500, "2026-02-01", "2026-06-30", DUE, 500, 0, "2026-07-01", "2026-06-30", "2026-08-01", FALSE },
};
/* clang-format on */

static void
test_standing (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootDuesStanding) standing = NULL;
  g_autoptr (GError) error = NULL;
  MootDuesTerms terms = make_terms ();
  MootDuesWaiver waiver = { day (cases[i].waived_from), day (cases[i].waived_to) };
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2026-01-01"),
    .waivers = &waiver,
    .n_waivers = cases[i].waived_from != NULL,
    .credits_minor = cases[i].credits,
  };

  standing = moot_dues_standing_new (&member, day (cases[i].today), &error);
  g_assert_no_error (error);
  g_assert_cmpint (standing->status, ==, cases[i].status);
  g_assert_cmpint (standing->balance_due_minor, ==, cases[i].balance);
  g_assert_cmpint (standing->credit_minor, ==, cases[i].credit);
  g_assert_cmpint (standing->votes_frozen, ==, cases[i].frozen);
  assert_day (standing->oldest_unpaid_on, cases[i].oldest);
  assert_day (standing->paid_through, cases[i].paid_through);
  assert_day (standing->next_due_on, cases[i].next);
  g_assert_cmpint (standing->grace_until, ==,
                   cases[i].oldest == NULL ? MOOT_DAY_NONE : day (cases[i].oldest) + 14);
}

/* The same member judged from charges on record says the same. */
static void
test_recorded (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootDuesStanding) standing = NULL;
  g_autoptr (GArray) charges = NULL;
  MootDuesTerms terms = make_terms ();
  MootDuesWaiver waiver = { day (cases[i].waived_from), day (cases[i].waived_to) };
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2026-01-01"),
    .waivers = &waiver,
    .n_waivers = cases[i].waived_from != NULL,
    .credits_minor = cases[i].credits,
  };

  charges = moot_dues_charges_new (&member, MOOT_DAY_NONE, day (cases[i].today));
  member.charges = (const MootDuesCharge *) charges->data;
  member.n_charges = charges->len;
  standing = moot_dues_standing_new (&member, day (cases[i].today), NULL);
  g_assert_cmpint (standing->status, ==, cases[i].status);
  g_assert_cmpint (standing->balance_due_minor, ==, cases[i].balance);
  g_assert_cmpuint (standing->history->len, ==, charges->len);
  assert_day (standing->paid_through, cases[i].paid_through);
  assert_day (standing->next_due_on, cases[i].next);
}

/* clang-format off */
static const struct
{
  const char *name;
  MootDuesInterval interval;
  const char *starts_on;
  const char *calendar; /* NULL: anchored to the first day */
  gboolean prorates;
  const char *days[6];
  gint64 amounts[6];
} schedules[] = {
  { "thirty-first", MOOT_DUES_INTERVAL_MONTH, "2026-01-31", NULL, FALSE,
    { "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30" },
    { 500, 500, 500, 500, 500, 500 } },
  { "leap-day", MOOT_DUES_INTERVAL_YEAR, "2024-02-29", NULL, FALSE,
    { "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28" },
    { 500, 500, 500, 500, 500, 500 } },
  { "quarter", MOOT_DUES_INTERVAL_QUARTER, "2026-08-31", NULL, FALSE,
    { "2026-08-31", "2026-11-30", "2027-02-28", "2027-05-31", "2027-08-31", "2027-11-30" },
    { 500, 500, 500, 500, 500, 500 } },
  { "calendar-first-day", MOOT_DUES_INTERVAL_YEAR, "2027-07-01", "2026-07-01", TRUE,
    { "2027-07-01", "2028-07-01", "2029-07-01", "2030-07-01", "2031-07-01", "2032-07-01" },
    { 500, 500, 500, 500, 500, 500 } },
  { "calendar-whole", MOOT_DUES_INTERVAL_YEAR, "2027-06-30", "2026-07-01", FALSE,
    { "2027-06-30", "2027-07-01", "2028-07-01", "2029-07-01", "2030-07-01", "2031-07-01" },
    { 500, 500, 500, 500, 500, 500 } },
  { "calendar-one-day", MOOT_DUES_INTERVAL_YEAR, "2027-06-30", "2026-07-01", TRUE,
    { "2027-06-30", "2027-07-01", "2028-07-01", "2029-07-01", "2030-07-01", "2031-07-01" },
    { 1, 500, 500, 500, 500, 500 } },
  { "calendar-second-day", MOOT_DUES_INTERVAL_YEAR, "2026-07-02", "2026-07-01", TRUE,
    { "2026-07-02", "2027-07-01", "2028-07-01", "2029-07-01", "2030-07-01", "2031-07-01" },
    { 499, 500, 500, 500, 500, 500 } },
  { "calendar-before-anchor", MOOT_DUES_INTERVAL_MONTH, "2024-02-16", "2026-07-01", TRUE,
    { "2024-02-16", "2024-03-01", "2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01" },
    { 241, 500, 500, 500, 500, 500 } }, /* 14 of 29 days: 241.38 */
  { "calendar-long-after", MOOT_DUES_INTERVAL_MONTH, "2126-02-15", "2026-07-01", TRUE,
    { "2126-02-15", "2126-03-01", "2126-04-01", "2126-05-01", "2126-06-01", "2126-07-01" },
    { 250, 500, 500, 500, 500, 500 } },
};
/* clang-format on */

static void
test_schedule (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GArray) charges = NULL;
  g_autoptr (GArray) later = NULL;
  MootDuesTerms terms = make_terms ();
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day (schedules[i].starts_on),
  };

  terms.interval = schedules[i].interval;
  terms.prorates_days = schedules[i].prorates;
  if (schedules[i].calendar != NULL)
    {
      terms.anchor = MOOT_DUES_ANCHOR_CALENDAR;
      terms.anchor_on = day (schedules[i].calendar);
    }

  charges = moot_dues_charges_new (&member, MOOT_DAY_NONE, day (schedules[i].days[5]));
  g_assert_cmpuint (charges->len, ==, 6);
  for (guint n = 0; n < 6; n++)
    {
      assert_day (g_array_index (charges, MootDuesCharge, n).due_on, schedules[i].days[n]);
      g_assert_cmpint (g_array_index (charges, MootDuesCharge, n).amount_minor, ==,
                       schedules[i].amounts[n]);
    }

  later = moot_dues_charges_new (&member, day (schedules[i].days[2]),
                                 day (schedules[i].days[5]) - 1);
  g_assert_cmpuint (later->len, ==, 2);
  assert_day (g_array_index (later, MootDuesCharge, 0).due_on, schedules[i].days[3]);
}

static const struct
{
  const char *name;
  MootVoteFreeze freeze;
  const char *today;
  gint64 credits;
  gboolean frozen;
} freezes[] = {
  { "never", MOOT_VOTE_FREEZE_NEVER, "2027-01-01", 0, FALSE },
  { "grace-within", MOOT_VOTE_FREEZE_AFTER_GRACE, "2026-01-15", 0, FALSE },
  { "grace-past", MOOT_VOTE_FREEZE_AFTER_GRACE, "2026-01-16", 0, TRUE },
  { "two-unpaid", MOOT_VOTE_FREEZE_THREE_IN_TWELVE, "2026-02-28", 0, FALSE },
  { "three-unpaid", MOOT_VOTE_FREEZE_THREE_IN_TWELVE, "2026-03-01", 0, TRUE },
  { "three-partly-paid", MOOT_VOTE_FREEZE_THREE_IN_TWELVE, "2026-03-01", 1, TRUE },
  { "one-of-three-paid", MOOT_VOTE_FREEZE_THREE_IN_TWELVE, "2026-03-01", 500, FALSE },
};

static void
test_freeze (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootDuesStanding) standing = NULL;
  MootDuesTerms terms = make_terms ();
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2026-01-01"),
    .credits_minor = freezes[i].credits,
  };

  terms.vote_freeze = freezes[i].freeze;
  standing = moot_dues_standing_new (&member, day (freezes[i].today), NULL);
  g_assert_cmpint (standing->votes_frozen, ==, freezes[i].frozen);

  /* Who owes nothing because they are no member is not frozen either. */
  member.liable = FALSE;
  g_clear_pointer (&standing, moot_dues_standing_free);
  standing = moot_dues_standing_new (&member, day (freezes[i].today), NULL);
  g_assert_cmpint (standing->status, ==, MOOT_DUES_STATUS_NOT_APPLICABLE);
  g_assert_false (standing->votes_frozen);
}

/* Three unpaid charges age out of the twelve months when later ones are waived. */
static void
test_trailing_year (void)
{
  static const struct
  {
    const char *today;
    gboolean frozen;
  } days[] = { { "2026-12-31", TRUE }, { "2027-01-01", FALSE }, { "2027-01-02", FALSE } };
  MootDuesTerms terms = make_terms ();
  MootDuesCharge charges[] = { { day ("2026-01-01"), 500, 0 },
                               { day ("2026-02-01"), 500, 0 },
                               { day ("2026-03-01"), 500, 0 },
                               { day ("2026-12-30"), 0, 0 } };
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2027-06-01"),
    .charges = charges,
    .n_charges = G_N_ELEMENTS (charges),
  };

  terms.vote_freeze = MOOT_VOTE_FREEZE_THREE_IN_TWELVE;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (MootDuesStanding) standing = NULL;

      standing = moot_dues_standing_new (&member, day (days[i].today), NULL);
      g_assert_cmpint (standing->votes_frozen, ==, days[i].frozen);
    }
}

static void
test_choices (void)
{
  static const gint64 expected[] = { 500, 500, 300, 300, 1000, 1000 };
  MootDuesTerms terms = make_terms ();
  MootDuesChoice choices[] = { { day ("2026-03-01"), 300 }, { day ("2026-04-15"), 1000 } };
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2026-01-01"),
    .choices = choices,
    .n_choices = 2,
    .credits_minor = 1400,
  };
  g_autoptr (MootDuesStanding) standing = NULL;

  standing = moot_dues_standing_new (&member, day ("2026-06-01"), NULL);
  g_assert_cmpint (standing->amount_minor, ==, 1000);
  g_assert_cmpint (standing->balance_due_minor, ==, 3600 - 1400);
  assert_day (standing->oldest_unpaid_on, "2026-04-01");
  g_assert_cmpuint (standing->history->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (g_array_index (standing->history, MootDuesCharge, i).amount_minor, ==,
                     expected[i]);
  g_assert_cmpint (g_array_index (standing->history, MootDuesCharge, 3).paid_minor, ==, 100);
  g_assert_cmpint (moot_dues_get_amount (&member, day ("2026-02-28")), ==, 500);
  g_assert_cmpint (moot_dues_get_amount (&member, day ("2026-03-01")), ==, 300);
}

/* Whoever pays nothing by choice, or everything for decades, never owes and the search ends. */
static void
test_nothing_to_pay (void)
{
  MootDuesTerms terms = make_terms ();
  MootDuesChoice nothing = { day ("2026-01-01"), 0 };
  MootDuesMember member = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2026-01-01"),
    .choices = &nothing,
    .n_choices = 1,
  };
  g_autoptr (MootDuesStanding) free = moot_dues_standing_new (&member, day ("2036-01-01"), NULL);
  g_autoptr (MootDuesStanding) rich = NULL;

  g_assert_cmpint (free->status, ==, MOOT_DUES_STATUS_PAID_UP);
  g_assert_cmpint (free->paid_through, ==, MOOT_DAY_NONE);
  g_assert_cmpuint (free->history->len, ==, 121);

  member.n_choices = 0;
  member.credits_minor = G_MAXINT64;
  rich = moot_dues_standing_new (&member, day ("2036-01-01"), NULL);
  g_assert_cmpint (rich->status, ==, MOOT_DUES_STATUS_PAID_UP);
  g_assert_cmpint (rich->credit_minor, ==, G_MAXINT64 - 121 * 500);
}

/* A former member keeps what is on record and gets no new charges. */
static void
test_left (void)
{
  MootDuesTerms terms = make_terms ();
  MootDuesCharge charges[] = { { day ("2026-01-01"), 500, 0 }, { day ("2026-02-01"), 500, 0 } };
  MootDuesMember member = {
    .terms = &terms,
    .starts_on = day ("2026-01-01"),
    .charges = charges,
    .n_charges = 2,
    .credits_minor = 600,
  };
  g_autoptr (MootDuesStanding) standing = NULL;

  standing = moot_dues_standing_new (&member, day ("2028-01-01"), NULL);
  g_assert_cmpint (standing->status, ==, MOOT_DUES_STATUS_NOT_APPLICABLE);
  g_assert_cmpint (standing->balance_due_minor, ==, 400);
  g_assert_cmpuint (standing->history->len, ==, 2);
  assert_day (standing->next_due_on, NULL);
}

static void
test_refused (void)
{
  MootDuesTerms terms = make_terms ();
  MootDuesCharge backwards[] = { { day ("2026-02-01"), 500, 0 }, { day ("2026-01-01"), 500, 0 } };
  MootDuesCharge negative[] = { { day ("2026-02-01"), -1, 0 } };
  MootDuesCharge huge[] = { { day ("2026-02-01"), MOOT_MONEY_MAX + 1, 0 } };
  MootDuesChoice choice = { day ("2026-02-01"), -1 };
  const MootDuesMember good = {
    .terms = &terms,
    .liable = TRUE,
    .starts_on = day ("2026-01-01"),
  };
  MootDuesMember members[6] = { good, good, good, good, good, good };

  members[0].charges = backwards, members[0].n_charges = 2;
  members[1].charges = negative, members[1].n_charges = 1;
  members[2].charges = huge, members[2].n_charges = 1;
  members[3].choices = &choice, members[3].n_choices = 1;
  members[4].credits_minor = -1;
  members[5].starts_on = MOOT_DAY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (moot_dues_standing_new (&members[i], day ("2026-01-01"), &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
}

static void
test_words (void)
{
  for (guint i = 0; i <= MOOT_DUES_STATUS_WAIVED; i++)
    {
      MootDuesStatusKind status = 99;

      g_assert_true (moot_dues_status_kind_from_text (moot_dues_status_kind_to_text (i), &status));
      g_assert_cmpuint (status, ==, i);
    }
  g_assert_cmpstr (moot_dues_status_kind_to_text (MOOT_DUES_STATUS_DUE_SOON), ==, "due_soon");
  g_assert_false (moot_dues_status_kind_from_text ("late", &(MootDuesStatusKind){ 0 }));
}

#define ADD_TABLE(prefix, table, test)                                                        \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                            \
    {                                                                                         \
      g_autofree char *path = g_strdup_printf ("/rules/dues/%s/%s", (prefix), table[i].name); \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), (test));                              \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TABLE ("standing", cases, test_standing)
  ADD_TABLE ("recorded", cases, test_recorded)
  ADD_TABLE ("schedule", schedules, test_schedule)
  ADD_TABLE ("freeze", freezes, test_freeze)
  g_test_add_func ("/rules/dues/trailing-year", test_trailing_year);
  g_test_add_func ("/rules/dues/choices", test_choices);
  g_test_add_func ("/rules/dues/nothing-to-pay", test_nothing_to_pay);
  g_test_add_func ("/rules/dues/left", test_left);
  g_test_add_func ("/rules/dues/refused", test_refused);
  g_test_add_func ("/rules/dues/words", test_words);
  return g_test_run ();
}
