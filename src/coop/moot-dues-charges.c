/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members choose, the charges that fall due, and what follows for their membership.  A job
 * raises charges once a day; a payment raises those of its member at once.
 * Spec: governance rules, dues schedule and status.
 * Thread: the connection's; the job runs on the scheduler's. */
#include "moot-dues.h"

#include "moot-audit.h"
#include "moot-books.h"
#include "moot-coop-error.h"
#include "moot-dues-reminders.h"
#include "moot-dues-store.h"
#include "moot-member-store.h"

#define MEMBERS_PER_TRANSACTION 50 /* a short lease of the writer */
#define LAST_DAY_SETTING "dues_day"

/**
 * moot_dues_choose:
 * @context: a context inside a transaction
 * @actor: who chooses for themselves
 * @amount_minor: per period, from the next charge on
 * @interval: (nullable): must be the plan's
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_AMOUNT, %MOOT_COOP_ERROR_INVALID, %MOOT_COOP_ERROR_STATE.
 *
 * Returns: whether it was written
 */
gboolean
moot_dues_choose (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gint64                  amount_minor,
                  const char             *interval,
                  GError                **error)
{
  g_autoptr (MootDuesChoiceRecord) choice = g_object_new (MOOT_TYPE_DUES_CHOICE_RECORD, NULL);
  g_autoptr (GError) local = NULL;
  MootPlanInForce plan;

  if (!(actor->rights & MOOT_RIGHT_READ))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "your membership has ended");
  if (!moot_dues_load_terms (context, &plan, error))
    return FALSE;
  if (interval != NULL &&
      g_strcmp0 (interval, moot_dues_interval_to_text (plan.terms.interval)) != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "interval", "the plan asks by %s",
                             moot_dues_interval_to_text (plan.terms.interval));
  if (!moot_dues_terms_check_amount (&plan.terms, amount_minor, &local))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_AMOUNT, "amount_minor", "%s", local->message);
  choice->member_id = actor->id;
  choice->plan_id = plan.id;
  choice->amount_minor = amount_minor;
  choice->applies_from = moot_coop_get_today (context);
  choice->created_at = context->now;
  /* what fell due until now was asked for at the old amount */
  if (!moot_dues_raise_charges (context, &plan, actor->record, error) ||
      !moot_dues_store_add_choice (context->db, choice, error))
    return FALSE;
  moot_coop_tell_one (context, "coop.dues", actor->id, actor->account_id);
  return TRUE;
}

/* Whoever was approved belongs from here on, and owes from here on. */
static gboolean
become_active (const MootCoopContext  *context,
               MootMemberRecord       *member,
               GError                **error)
{
  member->joined_on = moot_coop_get_today (context);
  return moot_membership_change_state (context, member, "active", 0, error);
}

static gboolean
add_waiver (const MootCoopContext  *context,
            const MootActor        *actor,
            int                     n_months,
            GError                **error)
{
  g_autoptr (MootWaiverRecord) waiver = g_object_new (MOOT_TYPE_WAIVER_RECORD, NULL);

  waiver->member_id = actor->id;
  waiver->from_on = moot_coop_get_today (context);
  waiver->to_on =
    moot_coop_day_to_time (moot_day_add_days (moot_day_add_months (context->today, n_months), -1));
  waiver->granted_by = actor->id;
  waiver->created_at = context->now;
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "dues.waived", .subject_type = "dues" },
                            &waiver->log_seq, error) &&
         moot_dues_store_add_waiver (context->db, waiver, error);
}

/**
 * moot_dues_waive:
 * @context: a context inside a transaction
 * @actor: who cannot pay now
 * @n_months: for how long, from today on
 * @error: return location
 *
 * A solidarity waiver, self-declared.  Nobody asks why and nothing about it is kept but its days.
 *
 * Errors: %MOOT_COOP_ERROR_WAIVER, %MOOT_COOP_ERROR_EXISTS when there is one already.
 *
 * Returns: whether it was written
 */
gboolean
moot_dues_waive (const MootCoopContext  *context,
                 const MootActor        *actor,
                 int                     n_months,
                 GError                **error)
{
  const gboolean begins = g_str_equal (actor->record->state, "approved");
  g_autoptr (MootDuesStanding) standing = NULL;
  g_autoptr (GError) local = NULL;
  MootPlanInForce plan;

  if (!moot_dues_load_terms (context, &plan, error))
    return FALSE;
  if (!moot_dues_terms_check_waiver (&plan.terms, n_months, &local))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_WAIVER, "months", "%s", local->message);
  if (begins && !become_active (context, actor->record, error))
    return FALSE;
  standing = moot_dues_load_standing (context, &plan, actor->record, error);
  if (standing == NULL)
    return FALSE;
  if (standing->status == MOOT_DUES_STATUS_NOT_APPLICABLE)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "you do not owe dues");
  if (standing->status == MOOT_DUES_STATUS_WAIVED)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL, "your dues are waived already");
  /* nobody who begins with a waiver is asked for the day they begin */
  if ((!begins && !moot_dues_raise_charges (context, &plan, actor->record, error)) ||
      !add_waiver (context, actor, n_months, error))
    return FALSE;
  moot_coop_tell_one (context, "coop.dues", actor->id, actor->account_id);
  return moot_dues_settle_state (context, &plan, actor->record, error);
}

static MootChargeRecord *
make_charge (const MootCoopContext  *context,
             const MootPlanInForce  *plan,
             const MootMemberRecord *member,
             const MootDuesCharge   *charge)
{
  MootChargeRecord *record = g_object_new (MOOT_TYPE_CHARGE_RECORD, NULL);

  record->member_id = member->id;
  record->plan_id = plan->id;
  record->due_on = moot_coop_day_to_time (charge->due_on);
  record->amount_minor = charge->amount_minor;
  record->currency = g_strdup (plan->terms.currency);
  record->created_at = context->now;
  return record;
}

static gboolean
write_charges (const MootCoopContext  *context,
               GPtrArray              *charges,
               GError                **error)
{
  MootBookEntry entries[MOOT_BOOK_BATCH_MAX];
  gsize n_entries = 0;

  for (guint i = 0; i < charges->len; i++)
    {
      MootChargeRecord *charge = g_ptr_array_index (charges, i);

      if (!moot_dues_store_add_charge (context->db, charge, error))
        return FALSE;
      if (charge->amount_minor == 0)
        continue;
      entries[n_entries++] = (MootBookEntry){
        .date = charge->due_on,
        .state = "cleared",
        .description = "Dues",
        .visibility = "treasurer",
        .source_kind = "charge",
        .source_ref = charge->id,
        .currency = charge->currency,
        .postings = { { "Assets:Receivable:Dues", charge->amount_minor, charge->member_id },
                      { "Income:Dues", -charge->amount_minor, 0 } },
        .n_postings = 2
      };
    }
  if (n_entries > 0 && !moot_books_add (context, entries, n_entries, 0, error))
    return FALSE;
  for (gsize i = 0; i < n_entries; i++)
    if (!moot_dues_store_set_charge_entry (context->db, entries[i].source_ref, entries[i].id,
                                           error))
      return FALSE;
  return TRUE;
}

/**
 * moot_dues_raise_charges:
 * @context: a context inside a transaction
 * @plan: the plan in force
 * @member: a member
 * @error: return location
 *
 * Writes the charges that fell due until today and are not on record yet, at most
 * %MOOT_BOOK_BATCH_MAX of them, and books them.  Doing it twice changes nothing.
 *
 * Returns: whether they were written
 */
gboolean
moot_dues_raise_charges (const MootCoopContext   *context,
                         const MootPlanInForce   *plan,
                         const MootMemberRecord  *member,
                         GError                 **error)
{
  g_autoptr (MootDuesStanding) standing = moot_dues_load_standing (context, plan, member, error);
  g_autoptr (GPtrArray) recorded = moot_dues_store_list_charges (context->db, member->id, error);
  g_autoptr (GPtrArray) charges = g_ptr_array_new_with_free_func (g_object_unref);

  if (standing == NULL || recorded == NULL)
    return FALSE;
  if (standing->status == MOOT_DUES_STATUS_NOT_APPLICABLE)
    return TRUE;
  /* the history holds what is on record, in order, and then what the plan adds to it */
  for (guint i = recorded->len; i < standing->history->len && charges->len < MOOT_BOOK_BATCH_MAX;
       i++)
    g_ptr_array_add (charges, make_charge (context, plan, member,
                                           &g_array_index (standing->history, MootDuesCharge, i)));
  return charges->len == 0 || write_charges (context, charges, error);
}

static gboolean
settle_approved (const MootCoopContext   *context,
                 const MootPlanInForce   *plan,
                 const MootDuesStanding  *standing,
                 MootMemberRecord        *member,
                 GError                 **error)
{
  gint64 credits = 0;

  if (!moot_payment_store_get_credits (context->db, member->id, &credits, error))
    return FALSE;
  return credits < standing->amount_minor ||
         (become_active (context, member, error) &&
          moot_dues_raise_charges (context, plan, member, error));
}

/**
 * moot_dues_settle_state:
 * @context: a context inside a transaction
 * @plan: the plan in force
 * @member: a member; gets the new state
 * @error: return location
 *
 * Lapses a member who is too far behind and takes back one who caught up; whoever was approved
 * becomes active with the first period paid.
 *
 * Returns: whether it was written, if there was anything to write
 */
gboolean
moot_dues_settle_state (const MootCoopContext  *context,
                        const MootPlanInForce  *plan,
                        MootMemberRecord       *member,
                        GError                **error)
{
  g_autoptr (MootDuesStanding) standing = moot_dues_load_standing (context, plan, member, error);
  gboolean lapsed;

  if (standing == NULL)
    return FALSE;
  if (g_str_equal (member->state, "approved"))
    return settle_approved (context, plan, standing, member, error);
  if (standing->status == MOOT_DUES_STATUS_NOT_APPLICABLE)
    return TRUE;
  lapsed = standing->status == MOOT_DUES_STATUS_LAPSED;
  if (lapsed == g_str_equal (member->state, "lapsed"))
    return TRUE;
  moot_coop_tell_one (context, "coop.dues", member->id, member->account_id);
  return moot_membership_change_state (context, member, lapsed ? "lapsed" : "active", 0, error);
}

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
  gint64 above; /* members up to here are done */
  gboolean more;
} Job;

static gboolean
run_batch (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Job *job = data;
  MootCoopContext context;
  MootPlanInForce plan;
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *today = NULL;

  if (!moot_coop_context_init (&context, db, job->site, job->now, error) ||
      !moot_dues_load_terms (&context, &plan, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  members = moot_dues_store_list_liable (db, job->above, MEMBERS_PER_TRANSACTION, error);
  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      MootMemberRecord *member = g_ptr_array_index (members, i);

      if (!moot_dues_raise_charges (&context, &plan, member, error) ||
          !moot_dues_settle_state (&context, &plan, member, error) ||
          !moot_dues_remind (&context, &plan, member, error))
        return FALSE;
      job->above = member->id;
    }
  job->more = members->len == MEMBERS_PER_TRANSACTION;
  today = moot_day_format (context.today);
  return job->more || moot_setting_put (db, LAST_DAY_SETTING, today, error);
}

static gboolean
is_done (MootDbPool      *pool,
         const MootSite  *site,
         gint64           now,
         gboolean        *out_done,
         GError         **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (pool, error);
  g_autofree char *last = NULL;
  g_autofree char *today = NULL;
  MootCoopContext context;
  gboolean ready;

  if (reader == NULL)
    return FALSE;
  ready = moot_coop_context_init (&context, reader, site, now, error);
  if (ready)
    {
      last = moot_setting_dup (reader, LAST_DAY_SETTING, NULL);
      today = moot_day_format (context.today);
      *out_done = g_strcmp0 (last, today) == 0;
    }
  moot_db_pool_return_reader (pool, reader);
  return ready;
}

/**
 * moot_dues_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Once a day: raises the charges that fell due and settles who lapses, a few members at a time.
 *
 * Returns: whether it was done
 */
gboolean
moot_dues_run_due (MootDbPool        *pool,
                   const MootSite    *site,
                   gint64             now,
                   MootCoopListener   listener,
                   gpointer           listener_data,
                   GError           **error)
{
  Job job = { .site = site, .now = now, .listener = listener, .listener_data = listener_data };
  gboolean done = FALSE;

  if (!is_done (pool, site, now, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  do
    if (!moot_db_pool_write (pool, run_batch, &job, error))
      return FALSE;
  while (job.more);
  return TRUE;
}
