/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues through the months: charges raised once, payments recorded once, lapse and return, waivers,
 * reversal, and books that always sum to zero.  The plan of `social-coop`: by month, 300 suggested,
 * 14 days of grace, lapsed after 90. */
#include "coop-fixture.h"

#include "moot-books.h"
#include "moot-clock.h"
#include "moot-discussions.h"
#include "moot-dues.h"
#include "moot-payments.h"
#include "moot-proposals.h"

typedef struct
{
  gint64 amount_minor;
  int n_months;
  MootPaymentDraft draft;
  gint64 payment;
  MootDuesStatus *status;
  GPtrArray *payments;
  MootBudget *budget;
  GPtrArray *lines;
} Money;

static void
money_clear (Money *self)
{
  g_clear_object (&self->status);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_object (&self->budget);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Money, money_clear)

static gboolean
ask_status (const MootCoopContext  *context,
            const MootActor        *actor,
            gpointer                data,
            GError                **error)
{
  Money *money = data;
  MootPlanInForce plan;

  g_clear_object (&money->status);
  if (!moot_dues_load_terms (context, &plan, error))
    return FALSE;
  money->status = moot_dues_load_status (context, &plan, actor->record, error);
  return money->status != NULL;
}

static gboolean
choose (const MootCoopContext  *context,
        const MootActor        *actor,
        gpointer                data,
        GError                **error)
{
  return moot_dues_choose (context, actor, ((Money *) data)->amount_minor, "month", error);
}

static gboolean
waive (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  return moot_dues_waive (context, actor, ((Money *) data)->n_months, error);
}

static gboolean
record (const MootCoopContext  *context,
        const MootActor        *actor,
        gpointer                data,
        GError                **error)
{
  Money *money = data;

  money->payment = moot_payments_record (context, actor, &money->draft, error);
  return money->payment != 0;
}

static gboolean
reverse (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  return moot_payments_reverse (context, actor, ((Money *) data)->payment, error);
}

static gboolean
list_payments (const MootCoopContext  *context,
               const MootActor        *actor,
               gpointer                data,
               GError                **error)
{
  Money *money = data;

  g_clear_pointer (&money->payments, g_ptr_array_unref);
  money->payments = moot_payments_list (context, actor->id, error);
  return money->payments != NULL;
}

static gboolean
read_books (const MootCoopContext  *context,
            const MootActor        *actor,
            gpointer                data,
            GError                **error)
{
  Money *money = data;

  g_clear_object (&money->budget);
  g_clear_pointer (&money->lines, g_ptr_array_unref);
  money->budget = moot_books_load_budget (context, 0, FALSE, error);
  money->lines = moot_books_list_public (context->db, 0, context->today * MOOT_DAY, error);
  return money->budget != NULL && money->lines != NULL;
}

static void
pay (CoopFixture *fixture,
     Money       *money,
     guint        member,
     gint64       amount_minor)
{
  money->draft =
    (MootPaymentDraft){ .member_id = fixture->members[member], .amount_minor = amount_minor };
  coop_fixture_do (fixture, 0, record, money);
}

static const struct
{
  const char *date;
  gint64 pays;
  const char *status;
  gint64 balance_minor;
  const char *state;
} months[] = {
  { "2026-01-01T13:00:00.000Z", 0, "due", 300, "active" },
  { "2026-01-15T13:00:00.000Z", 0, "due", 300, "active" },
  { "2026-01-16T13:00:00.000Z", 0, "overdue", 300, "active" },
  { "2026-01-20T13:00:00.000Z", 300, "paid_up", 0, "active" },
  { "2026-01-25T13:00:00.000Z", 0, "due_soon", 0, "active" },
  { "2026-02-01T13:00:00.000Z", 600, "paid_up", 0, "active" },
  { "2026-03-31T13:00:00.000Z", 0, "due_soon", 0, "active" },
  { "2026-04-01T13:00:00.000Z", 0, "due", 300, "active" },
  { "2026-06-30T13:00:00.000Z", 0, "overdue", 900, "active" },
  { "2026-07-01T13:00:00.000Z", 0, "lapsed", 1200, "lapsed" },
  { "2026-07-02T13:00:00.000Z", 300, "overdue", 900, "active" },
  { "2026-07-03T13:00:00.000Z", 900, "paid_up", 0, "active" },
};

static void
test_months (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (Money) money = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_test_message ("%s", months[i].date);
      coop_fixture_set_date (fixture, months[i].date);
      coop_fixture_run_jobs (fixture);
      if (months[i].pays > 0)
        pay (fixture, &money, 1, months[i].pays);
      coop_fixture_run_jobs (fixture);
      coop_fixture_do (fixture, 1, ask_status, &money);
      g_assert_cmpstr (money.status->status, ==, months[i].status);
      g_assert_cmpint (money.status->balance_due_minor, ==, months[i].balance_minor);
      g_assert_cmpint (
        coop_fixture_get_int (fixture, "SELECT state = 'lapsed' FROM member WHERE id = 2"), ==,
        g_str_equal (months[i].state, "lapsed"));
      coop_fixture_check (fixture);
    }
  /* seven charges of each of the two, and what is owed in the books is what the members owe */
  g_assert_cmpint (
    coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM dues_charge WHERE member_id = 2"), ==, 7);
  g_assert_cmpint (
    coop_fixture_get_int (fixture, "SELECT SUM(amount_minor) FROM ledger_posting "
                                   "WHERE account = 'Assets:Receivable:Dues' AND member_id = 2"),
    ==, 0);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT SUM(amount_minor) FROM ledger_posting"),
                   ==, 0);
}

/* A job that runs every minute raises each charge once, also after a month of sleep. */
static void
test_once (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 3);

  for (int i = 0; i < 5; i++)
    coop_fixture_run_jobs (fixture);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM dues_charge"), ==, 3);
  coop_fixture_pass_days (fixture, 65);
  for (int i = 0; i < 5; i++)
    coop_fixture_run_jobs (fixture);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM dues_charge"), ==, 9);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM ledger_entry"), ==, 9);
  coop_fixture_check (fixture);
}

static void
test_choice (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (Money) money = { 0 };

  money.amount_minor = 99;
  coop_fixture_refuse (fixture, 1, choose, &money, MOOT_COOP_ERROR_AMOUNT);
  money.amount_minor = 2500; /* more than the maximum is a donation */
  coop_fixture_do (fixture, 1, choose, &money);
  money.amount_minor = 500;
  coop_fixture_do (fixture, 1, choose, &money);
  /* what fell due before was asked for at the old amount */
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpint (money.status->balance_due_minor, ==, 300);
  g_assert_cmpint (money.status->amount_minor, ==, 500);
  coop_fixture_set_date (fixture, "2026-02-01T13:00:00.000Z");
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpint (money.status->balance_due_minor, ==, 800);
  g_assert_cmpstr (money.status->reference, ==, "RF62FM0002");
}

static void
test_waiver (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (Money) money = { 0 };

  coop_fixture_set_date (fixture, "2026-01-20T13:00:00.000Z");
  pay (fixture, &money, 1, 300);
  money.n_months = 13;
  coop_fixture_refuse (fixture, 1, waive, &money, MOOT_COOP_ERROR_WAIVER);
  money.n_months = 0;
  coop_fixture_refuse (fixture, 1, waive, &money, MOOT_COOP_ERROR_WAIVER);
  money.n_months = 2;
  coop_fixture_do (fixture, 1, waive, &money);
  coop_fixture_refuse (fixture, 1, waive, &money, MOOT_COOP_ERROR_EXISTS);
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpstr (money.status->status, ==, "waived");
  g_assert_nonnull (money.status->waiver);
  coop_fixture_set_date (fixture, "2026-03-19T13:00:00.000Z");
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpstr (money.status->status, ==, "waived");
  coop_fixture_set_date (fixture, "2026-04-01T13:00:00.000Z");
  coop_fixture_run_jobs (fixture);
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpstr (money.status->status, ==, "due");
  g_assert_cmpint (money.status->balance_due_minor, ==, 300); /* February and March cost nothing */
  /* nobody who reads the log learns whose dues were waived */
  g_assert_cmpint (
    coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM audit_entry WHERE type = 'dues.waived' "
                                   "AND actor_id IS NULL AND subject_id IS NULL AND body = '{}'"),
    ==, 1);
}

static void
test_payment_twice (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 3);
  g_auto (Money) money = { 0 };
  gint64 first;

  money.draft = (MootPaymentDraft){ .reference = "dues RF62 FM00 02 thanks",
                                    .amount_minor = 300,
                                    .bank_ref = "2026010100001",
                                    .payer_name = "MEMBER ONE" };
  coop_fixture_do (fixture, 0, record, &money);
  first = money.payment;
  coop_fixture_do (fixture, 0, record, &money);
  g_assert_cmpint (money.payment, ==, first);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM payment"), ==, 1);
  money.draft.amount_minor = 301;
  coop_fixture_refuse (fixture, 0, record, &money, MOOT_COOP_ERROR_EXISTS);
  coop_fixture_do (fixture, 1, list_payments, &money);
  g_assert_cmpuint (money.payments->len, ==, 1);
  coop_fixture_check (fixture);
}

static const struct
{
  const char *name;
  guint actor;
  MootPaymentDraft draft;
  MootCoopError code;
} bad_payments[] = {
  { "not-treasurer", 1, { .member_id = 2, .amount_minor = 300 }, MOOT_COOP_ERROR_FORBIDDEN },
  { "nothing", 0, { .member_id = 2 }, MOOT_COOP_ERROR_AMOUNT },
  { "negative", 0, { .member_id = 2, .amount_minor = -5 }, MOOT_COOP_ERROR_AMOUNT },
  { "too-much", 0, { .member_id = 2, .amount_minor = G_MAXINT64 }, MOOT_COOP_ERROR_AMOUNT },
  { "nobody", 0, { .amount_minor = 300 }, MOOT_COOP_ERROR_INVALID },
  { "stranger", 0, { .member_id = 99, .amount_minor = 300 }, MOOT_COOP_ERROR_INVALID },
  { "reference",
    0,
    { .reference = "RF18539007547034", .amount_minor = 300 },
    MOOT_COOP_ERROR_INVALID },
  { "currency",
    0,
    { .member_id = 2, .amount_minor = 300, .currency = "EUR" },
    MOOT_COOP_ERROR_INVALID },
  { "method",
    0,
    { .member_id = 2, .amount_minor = 300, .method = "shells" },
    MOOT_COOP_ERROR_INVALID },
  { "tomorrow",
    0,
    { .member_id = 2, .amount_minor = 300, .received_on = G_MAXINT64 },
    MOOT_COOP_ERROR_INVALID },
};

static void
test_bad_payments (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (Money) money = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bad_payments); i++)
    {
      g_test_message ("%s", bad_payments[i].name);
      money.draft = bad_payments[i].draft;
      coop_fixture_refuse (fixture, bad_payments[i].actor, record, &money, bad_payments[i].code);
    }
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM payment"), ==, 0);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM ledger_entry"), ==, 0);
}

/* 700 on 20 January and 300 in February: what paid which charge, and what the reversal takes back.
 */
static void
test_allocation_and_reversal (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 2);
  g_auto (Money) money = { 0 };
  const MootPayment *payment;

  coop_fixture_set_date (fixture, "2026-02-05T13:00:00.000Z");
  pay (fixture, &money, 1, 400);
  pay (fixture, &money, 1, 500);
  coop_fixture_do (fixture, 1, list_payments, &money);
  g_assert_cmpuint (money.payments->len, ==, 2);
  payment = g_ptr_array_index (money.payments, 1);
  g_assert_cmpuint (payment->allocations->len, ==, 2);
  g_assert_cmpint (
    ((MootPaymentAllocation *) g_ptr_array_index (payment->allocations, 0))->amount_minor, ==, 300);
  g_assert_cmpint (
    ((MootPaymentAllocation *) g_ptr_array_index (payment->allocations, 1))->amount_minor, ==, 100);
  payment = g_ptr_array_index (money.payments, 0);
  g_assert_cmpuint (payment->allocations->len, ==, 1);
  g_assert_cmpint (
    ((MootPaymentAllocation *) g_ptr_array_index (payment->allocations, 0))->amount_minor, ==, 200);
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpint (money.status->credit_minor, ==, 300);

  coop_fixture_refuse (fixture, 1, reverse, &money, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (fixture, 0, reverse, &money);
  coop_fixture_refuse (fixture, 0, reverse, &money, MOOT_COOP_ERROR_STATE);
  coop_fixture_do (fixture, 1, ask_status, &money);
  g_assert_cmpint (money.status->balance_due_minor, ==, 200);
  money.payment = 77;
  coop_fixture_refuse (fixture, 0, reverse, &money, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_check (fixture);
}

/* Sums of fewer than three payers are shown to nobody but the treasurer. */
static void
test_privacy_of_sums (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 4);
  g_auto (Money) money = { 0 };

  pay (fixture, &money, 1, 300);
  pay (fixture, &money, 2, 400);
  coop_fixture_do (fixture, 3, read_books, &money);
  g_assert_cmpuint (money.lines->len, ==, 0);
  g_assert_true (money.budget->dues->suppressed);
  g_assert_cmpint (money.budget->dues->amount_minor, ==, 0);
  g_assert_cmpint (money.budget->income_minor, ==, 0);
  g_assert_cmpuint (money.budget->lines->len, ==, 0);

  pay (fixture, &money, 3, 500);
  coop_fixture_do (fixture, 3, read_books, &money);
  g_assert_cmpuint (money.lines->len, ==, 1);
  g_assert_cmpint (((MootLedgerLine *) g_ptr_array_index (money.lines, 0))->amount_minor, ==, 1200);
  g_assert_cmpint (((MootLedgerLine *) g_ptr_array_index (money.lines, 0))->count, ==, 3);
  g_assert_cmpstr (((MootLedgerLine *) g_ptr_array_index (money.lines, 0))->date, ==, "2026-01");
  g_assert_false (money.budget->dues->suppressed);
  g_assert_cmpint (money.budget->dues->payers, ==, 3);
  g_assert_cmpint (money.budget->income_minor, ==, 1200);
  g_assert_cmpint (money.budget->balance_minor, ==, 1200);
}

static gboolean
read_whole (const MootCoopContext  *context,
            const MootActor        *actor,
            gpointer                data,
            GError                **error)
{
  Money *money = data;

  g_clear_object (&money->budget);
  money->budget = moot_books_load_budget (context, 0, TRUE, error);
  return money->budget != NULL;
}

static void
assert_balance (Money    *money,
                gint64    balance_minor,
                gboolean  partial)
{
  g_assert_cmpint (money->budget->balance_minor, ==, balance_minor);
  g_assert_cmpint (money->budget->balance_partial, ==, partial);
}

/* Neither the balance, nor what it was a year ago, nor a month tells what one of two paid. */
static void
test_privacy_of_balance (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 4);
  g_auto (Money) money = { 0 };
  MootBudgetLine *dues;

  pay (fixture, &money, 1, 300);
  pay (fixture, &money, 2, 400);
  coop_fixture_do (fixture, 3, read_books, &money);
  assert_balance (&money, 0, TRUE);
  coop_fixture_do (fixture, 0, read_whole, &money);
  assert_balance (&money, 700, FALSE);

  coop_fixture_set_date (fixture, "2027-01-10T13:00:00.000Z");
  coop_fixture_do (fixture, 3, read_books, &money);
  assert_balance (&money, 0, TRUE);
  for (guint i = 1; i <= 3; i++)
    pay (fixture, &money, i, 300);
  coop_fixture_do (fixture, 3, read_books, &money);
  assert_balance (&money, 900, TRUE);
  g_assert_cmpint (money.budget->income_minor, ==, 900);
  dues = g_ptr_array_index (money.budget->lines, 0);
  g_assert_cmpstr (dues->months, ==, "[900,0,0,0,0,0,0,0,0,0,0,0]");

  coop_fixture_set_date (fixture, "2027-02-10T13:00:00.000Z");
  pay (fixture, &money, 1, 100);
  coop_fixture_do (fixture, 3, read_books, &money);
  assert_balance (&money, 1000, TRUE);
  dues = g_ptr_array_index (money.budget->lines, 0);
  g_assert_cmpint (dues->actual_minor, ==, 1000);
  g_assert_cmpstr (dues->months, ==, "[]");
  coop_fixture_do (fixture, 0, read_whole, &money);
  assert_balance (&money, 1700, FALSE);
  coop_fixture_check (fixture);
}

static gboolean
open_a_vote (const MootCoopContext  *context,
             const MootActor        *actor,
             gpointer                data,
             GError                **error)
{
  const MootDiscussionDraft talk = { .title = "a", .context = "b", .pinned = -1 };
  MootProposalDraft draft = { .title = "c" };

  draft.discussion_id = moot_discussions_create (context, actor, &talk, error);
  return draft.discussion_id != 0 && moot_proposals_create (context, actor, &draft, error) != 0;
}

static gboolean
begin_the_vote (const MootCoopContext  *context,
                const MootActor        *actor,
                gpointer                data,
                GError                **error)
{
  return moot_proposals_open (context, actor, 1, 0, 0, error);
}

/* Who is overdue when the vote opens is not on the roll; who pays in time is. */
static void
test_frozen_votes (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 4);
  g_auto (Money) money = { 0 };

  coop_fixture_do (fixture, 0, open_a_vote, NULL);
  coop_fixture_pass_days (fixture, 20);
  pay (fixture, &money, 0, 300);
  pay (fixture, &money, 1, 300);
  coop_fixture_do (fixture, 0, begin_the_vote, NULL);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT COUNT(*) FROM proposal_roll"), ==, 2);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT MAX(member_id) FROM proposal_roll"), ==,
                   2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dues/months", test_months);
  g_test_add_func ("/dues/once", test_once);
  g_test_add_func ("/dues/choice", test_choice);
  g_test_add_func ("/dues/waiver", test_waiver);
  g_test_add_func ("/dues/payment-twice", test_payment_twice);
  g_test_add_func ("/dues/bad-payments", test_bad_payments);
  g_test_add_func ("/dues/allocation-and-reversal", test_allocation_and_reversal);
  g_test_add_func ("/dues/privacy-of-sums", test_privacy_of_sums);
  g_test_add_func ("/dues/privacy-of-balance", test_privacy_of_balance);
  g_test_add_func ("/dues/frozen-votes", test_frozen_votes);

  return g_test_run ();
}
