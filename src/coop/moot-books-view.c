/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The books as they are shown: whole to the treasurer, to everybody else in sums that do not tell
 * who paid what; and the budget.
 * Spec: co-op API, LedgerEntry; governance rules, ledger and privacy.
 * Thread: the connection's. */
#include "moot-books.h"

#include "moot-budget-sums.h"
#include "moot-coop-store.h"
#include "moot-dues-store.h"
#include "moot-ledger-store.h"

#define DUES_ACCOUNT "Assets:Receivable:Dues"

static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

static MootLedgerEntry *
make_entry (MootDb                 *db,
            const MootEntryRecord  *record,
            GError                **error)
{
  g_autoptr (GPtrArray) postings = moot_ledger_store_list_postings (db, record->id, error);
  g_autoptr (MootLedgerEntry) entry = g_object_new (MOOT_TYPE_LEDGER_ENTRY, NULL);
  g_auto (MootJsonWriter) source = MOOT_JSON_WRITER_INIT;

  if (postings == NULL)
    return NULL;
  entry->id = dup_id (record->id);
  entry->date = record->date;
  entry->state = g_strdup (record->state);
  entry->description = g_strdup (record->description);
  entry->payee = g_strdup (record->payee);
  entry->code = g_strdup (record->code);
  entry->visibility = g_strdup (record->visibility);
  for (guint i = 0; i < postings->len; i++)
    {
      const MootPostingRecord *from = g_ptr_array_index (postings, i);
      MootPosting *posting = g_object_new (MOOT_TYPE_POSTING, NULL);

      posting->account = g_strdup (from->account);
      posting->amount_minor = from->amount_minor;
      posting->currency = g_strdup (from->currency);
      posting->member_id = dup_id (from->member_id);
      g_ptr_array_add (entry->postings, posting);
    }
  moot_json_begin_object (&source);
  moot_json_put_string (&source, "kind", record->source_kind);
  moot_json_put_id (&source, "ref", record->source_ref);
  moot_json_put_string (&source, "sha256", record->sha256);
  moot_json_end_object (&source);
  entry->source = moot_json_writer_steal (&source);
  entry->created_by = dup_id (record->created_by);
  entry->approved_by = dup_id (record->approved_by);
  entry->reverses = dup_id (record->reverses);
  entry->log_batch_seq = record->log_seq;
  return g_steal_pointer (&entry);
}

/** moot_books_load_entry: (transfer full) (nullable): the entry with this id */
MootLedgerEntry *
moot_books_load_entry (MootDb  *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (MootEntryRecord) record = moot_ledger_store_find (db, id, error);

  return record != NULL ? make_entry (db, record, error) : NULL;
}

/** moot_books_list: (transfer full) (element-type MootLedgerEntry): a page, for the treasurer */
GPtrArray *
moot_books_list (MootDb           *db,
                 gint64            from,
                 gint64            to,
                 const char       *account,
                 const MootRange  *range,
                 GError          **error)
{
  g_autoptr (GPtrArray) records = moot_ledger_store_list (db, from, to, account, range, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      MootLedgerEntry *entry = make_entry (db, g_ptr_array_index (records, i), error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

/* One month of one account, or of the dues that came in. */
typedef struct
{
  char *key;
  MootLedgerLine *line;
  GHashTable *payers; /* member ids; NULL where nobody can be told from a sum */
  gint64 last_entry;
} Bucket;

static void
bucket_free (gpointer data)
{
  Bucket *bucket = data;

  g_free (bucket->key);
  g_object_unref (bucket->line);
  g_clear_pointer (&bucket->payers, g_hash_table_unref);
  g_free (bucket);
}

static Bucket *
find_bucket (GPtrArray               *buckets,
             const MootEntryRecord   *entry,
             const MootPostingRecord *posting,
             const char              *description,
             gboolean                 about_members)
{
  g_autofree char *day = moot_day_format (moot_coop_time_to_day (entry->date));
  g_autofree char *key = g_strdup_printf ("%.7s %s %s", day, description, posting->currency);
  Bucket *bucket;

  /* entries come in order of days: a month's buckets are among the last */
  for (guint i = buckets->len; i > 0; i--)
    if (g_str_equal (((Bucket *) g_ptr_array_index (buckets, i - 1))->key, key))
      return g_ptr_array_index (buckets, i - 1);
  bucket = g_new0 (Bucket, 1);
  bucket->key = g_steal_pointer (&key);
  bucket->line = g_object_new (MOOT_TYPE_LEDGER_LINE, NULL);
  bucket->line->date = g_strndup (day, 7);
  bucket->line->description = g_strdup (description);
  bucket->line->currency = g_strdup (posting->currency);
  if (about_members)
    bucket->payers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_ptr_array_add (buckets, bucket);
  return bucket;
}

static void
count_payer (Bucket *bucket,
             gint64  member_id)
{
  g_hash_table_add (bucket->payers, g_memdup2 (&member_id, sizeof member_id));
  bucket->line->count = g_hash_table_size (bucket->payers);
}

static gboolean
add_to_public (const MootEntryRecord    *entry,
               const MootPostingRecord  *posting,
               gpointer                  data,
               GError                  **error)
{
  gboolean is_payment = g_str_equal (entry->source_kind, "payment");
  Bucket *bucket;

  if (is_payment && g_str_equal (posting->account, DUES_ACCOUNT))
    {
      bucket = find_bucket (data, entry, posting, "Dues received", TRUE);
      bucket->line->amount_minor -= posting->amount_minor;
      count_payer (bucket, posting->member_id);
      return TRUE;
    }
  if (is_payment || g_str_equal (entry->visibility, "treasurer") ||
      (!g_str_has_prefix (posting->account, "Income:") &&
       !g_str_has_prefix (posting->account, "Expenses:")))
    return TRUE;
  bucket = find_bucket (data, entry, posting, posting->account, FALSE);
  bucket->line->amount_minor -= posting->amount_minor;
  bucket->line->count++;
  return TRUE;
}

/* Whole months around some days. */
static void
widen (gint64 *from,
       gint64 *to)
{
  MootDay first = CLAMP (moot_coop_time_to_day (*from), MOOT_DAY_MIN, MOOT_DAY_MAX);
  MootDay last = CLAMP (moot_coop_time_to_day (*to), MOOT_DAY_MIN, MOOT_DAY_MAX);
  MootDay next = moot_day_add_months (moot_day_get_month_start (last), 1);

  *from = moot_coop_day_to_time (moot_day_get_month_start (first));
  *to = moot_coop_day_to_time (next == MOOT_DAY_NONE ? MOOT_DAY_MAX : next - 1);
}

/**
 * moot_books_list_public:
 * @db: a connection
 * @from: first day
 * @to: last day
 * @error: return location
 *
 * Sums of whole months: dues received as one line, other income and expenses by account.  Dues of
 * fewer than %MOOT_BUDGET_PAYERS_MIN payers are left out: such a sum would say who paid what.
 *
 * Returns: (transfer full) (element-type MootLedgerLine): the sums, oldest month first
 */
GPtrArray *
moot_books_list_public (MootDb  *db,
                        gint64   from,
                        gint64   to,
                        GError **error)
{
  g_autoptr (GPtrArray) buckets = g_ptr_array_new_with_free_func (bucket_free);
  GPtrArray *lines;

  /* two questions that differ by a day would tell who paid on it */
  widen (&from, &to);
  if (!moot_ledger_store_visit (db, from, to, add_to_public, buckets, error))
    return NULL;
  lines = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < buckets->len; i++)
    {
      const Bucket *bucket = g_ptr_array_index (buckets, i);

      if (bucket->payers == NULL || g_hash_table_size (bucket->payers) >= MOOT_BUDGET_PAYERS_MIN)
        g_ptr_array_add (lines, g_object_ref (bucket->line));
    }
  return lines;
}

typedef struct
{
  MootBudgetSums *sums;
  gint64 n_payers;
  gint64 n_few_months; /* months whose dues would say who paid what */
  gint64 dues_minor;
  gint64 held_back_minor; /* dues of earlier years that would */
  gint64 year_start;
  const char *currency;
} BudgetWork;

/* Dues count when they are paid, not when they fall due: what is owed pays no bills, and what each
 * owes is private. */
static gboolean
add_to_budget (const MootEntryRecord    *entry,
               const MootPostingRecord  *posting,
               gpointer                  data,
               GError                  **error)
{
  BudgetWork *work = data;
  MootLedgerMove move = { posting->account, posting->currency, posting->amount_minor };

  if (g_str_equal (entry->source_kind, "charge"))
    return TRUE;
  if (g_str_equal (entry->source_kind, "payment") && g_str_equal (posting->account, DUES_ACCOUNT))
    {
      move.account = "Income:Dues";
      if (entry->date >= work->year_start && g_strcmp0 (posting->currency, work->currency) == 0)
        work->dues_minor -= posting->amount_minor;
    }
  return moot_budget_sums_add (work->sums, moot_coop_time_to_day (entry->date), &move, error);
}

static char *
write_months (const gint64 *months)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (int i = 0; months != NULL && i < MOOT_BUDGET_MONTHS; i++)
    moot_json_add_int (&json, months[i]);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static MootBudgetLine *
find_line (MootBudget *budget,
           const char *account)
{
  MootBudgetLine *line;

  for (guint i = 0; i < budget->lines->len; i++)
    {
      line = g_ptr_array_index (budget->lines, i);
      if (g_str_equal (line->account, account))
        return line;
    }
  line = g_object_new (MOOT_TYPE_BUDGET_LINE, NULL);
  line->account = g_strdup (account);
  line->kind = g_strdup (g_str_has_prefix (account, "Income:") ? "income" : "expense");
  g_ptr_array_add (budget->lines, line);
  return line;
}

static gboolean
fill_lines (const MootCoopContext  *context,
            MootBudget             *budget,
            const BudgetWork       *work,
            GError                **error)
{
  g_autoptr (GPtrArray) accounts = moot_budget_sums_list (work->sums);
  g_autoptr (GPtrArray) planned =
    moot_ledger_store_list_plan (context->db, (int) budget->year, error);

  if (planned == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const MootBudgetAccount *account = g_ptr_array_index (accounts, i);
      MootBudgetLine *line;

      const gboolean dues = g_str_equal (account->account, "Income:Dues");

      if (dues && budget->dues->suppressed)
        continue;
      line = find_line (budget, account->account);
      line->actual_minor = account->total_minor;
      line->months = write_months (dues && work->n_few_months > 0 ? NULL : account->months);
    }
  for (guint i = 0; i < planned->len; i++)
    {
      const MootAccountSumRecord *plan = g_ptr_array_index (planned, i);
      MootBudgetLine *line = find_line (budget, plan->account);

      line->planned_minor = plan->amount_minor;
      if (line->months == NULL)
        line->months = g_strdup ("[0,0,0,0,0,0,0,0,0,0,0,0]");
    }
  return TRUE;
}

static gboolean
fill_dues (const MootCoopContext  *context,
           MootBudget             *budget,
           const BudgetWork       *work,
           GError                **error)
{
  budget->dues = g_object_new (MOOT_TYPE_BUDGET_DUES, NULL);
  budget->dues->suppressed = work->n_payers > 0 && work->n_payers < MOOT_BUDGET_PAYERS_MIN;
  if (!budget->dues->suppressed)
    {
      budget->dues->payers = work->n_payers;
      budget->dues->amount_minor = work->dues_minor;
    }
  return moot_dues_store_count_waived (context->db, moot_coop_get_today (context),
                                       &budget->dues->waivers, error);
}

/* A balance from which the dues of two can be worked out tells them as well. */
static void
fill_totals (MootBudget       *budget,
             const BudgetWork *work,
             gboolean          whole)
{
  const gint64 hidden_minor = budget->dues->suppressed ? work->dues_minor : 0;
  MootBudgetTotals totals;

  budget->balance_partial = !whole && hidden_minor + work->held_back_minor != 0;
  if (!whole)
    moot_budget_sums_withhold (work->sums, hidden_minor + work->held_back_minor);
  moot_budget_sums_get_totals (work->sums, &totals);
  budget->income_minor = totals.income_minor - hidden_minor;
  budget->expenses_minor = totals.expenses_minor;
  budget->balance_minor = totals.balance_minor;
  budget->average_monthly_expenses_minor = totals.monthly_minor;
  if (totals.runway_tenths >= 0)
    budget->runway_months = moot_budget_format_runway (totals.runway_tenths);
}

/* Whole months from the sums that are kept, the last one by its days: what is dated later does not
 * count yet. */
static gboolean
sum_up (MootDb      *db,
        MootDay      until,
        BudgetWork  *work,
        GError     **error)
{
  gint64 month = moot_coop_day_to_time (moot_day_get_month_start (until));
  gint64 last = moot_coop_day_to_time (until);

  return moot_ledger_store_visit_sums (db, month, add_to_budget, work, error) &&
         moot_ledger_store_visit (db, month, last, add_to_budget, work, error) &&
         moot_ledger_store_count_payers (db, work->year_start, last, work->currency,
                                         &work->n_payers, error) &&
         moot_ledger_store_sum_few_payers (db, work->year_start, work->currency,
                                           MOOT_BUDGET_PAYERS_MIN, &work->held_back_minor,
                                           error) &&
         moot_ledger_store_count_few_payers (db, work->year_start, last, work->currency,
                                             MOOT_BUDGET_PAYERS_MIN, &work->n_few_months, error);
}

/**
 * moot_books_load_budget:
 * @context: a context
 * @year: a calendar year; 0 for this one
 * @whole: whether the balance is told to a treasurer, who reads the books anyway
 * @error: return location
 *
 * To members the balance leaves out the dues of each year in which fewer than
 * %MOOT_BUDGET_PAYERS_MIN paid, and dues are told by month only when so many paid in each of them.
 *
 * Returns: (transfer full): income, costs and what is left
 */
MootBudget *
moot_books_load_budget (const MootCoopContext  *context,
                        int                     year,
                        gboolean                whole,
                        GError                **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  g_autoptr (MootBudget) budget = g_object_new (MOOT_TYPE_BUDGET, NULL);
  g_autoptr (MootBudgetSums) sums = NULL;
  BudgetWork work = { 0 };
  MootDay start = MOOT_DAY_NONE;
  MootDay until = context->today;
  int this_year;
  int month;
  int day;

  if (coop == NULL)
    return NULL;
  moot_day_to_civil (context->today, &this_year, &month, &day);
  budget->year = year > 0 && year < this_year ? year : this_year;
  if (budget->year < this_year)
    moot_day_from_civil ((int) budget->year, 12, 31, &until);
  moot_day_from_civil ((int) budget->year, 1, 1, &start);
  budget->currency = g_strdup (coop->currency);
  budget->minor_digits = moot_currency_get_digits (coop->currency);
  budget->as_of = moot_coop_day_to_time (until);
  sums = moot_budget_sums_new (coop->currency, start, until);
  work.sums = sums;
  work.year_start = moot_coop_day_to_time (start);
  work.currency = coop->currency;
  if (!sum_up (context->db, until, &work, error) || !fill_dues (context, budget, &work, error) ||
      !fill_lines (context, budget, &work, error))
    return NULL;
  fill_totals (budget, &work, whole);
  return g_steal_pointer (&budget);
}
