/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues of members: what is known of one member goes to the rules, what they say comes back.  The
 * node itself adds nothing to the arithmetic.
 * Spec: governance rules, dues; co-op API, DuesPlan and DuesStatus.
 * Thread: the connection's. */
#include "moot-dues.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-dues-store.h"
#include "moot-dues-terms-json.h"
#include "moot-error.h"
#include "moot-member-store.h"

/**
 * moot_dues_add_first_plan:
 * @context: a context inside a transaction
 * @preset: of the bylaws; the plan is in the same spirit
 * @currency: three letters
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_dues_add_first_plan (const MootCoopContext  *context,
                          const char             *preset,
                          const char             *currency,
                          GError                **error)
{
  g_autoptr (MootPlanRecord) plan = g_object_new (MOOT_TYPE_PLAN_RECORD, NULL);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *digest = NULL;
  MootDuesTerms terms;

  if (!moot_dues_terms_init_preset (&terms, preset, currency))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "bylaws",
                             "there is no plan of dues '%s'", preset);
  moot_json_begin_object (&json);
  moot_dues_terms_put (&terms, &json);
  moot_json_end_object (&json);
  plan->terms = moot_json_writer_steal (&json);
  plan->rails = g_strdup ("[]");
  plan->in_force_from = moot_coop_get_today (context);
  digest = moot_sha256_hex (plan->terms, strlen (plan->terms));
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "dues.plan_changed",
                                               .subject_type = "dues_plan",
                                               .subject_id = 1,
                                               .facts = { { "terms_sha256", digest, 0 } } },
                            &plan->log_seq, error) &&
         moot_dues_store_add_plan (context->db, plan, error);
}

/** moot_dues_load_plan_record: (transfer full): the plan in force; %MOOT_COOP_ERROR_NOT_FOUND */
MootPlanRecord *
moot_dues_load_plan_record (const MootCoopContext  *context,
                            GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootPlanRecord *plan = moot_dues_store_find_plan (context->db, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (plan == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no plan of dues");
  return plan;
}

/** moot_dues_load_terms: reads the plan in force */
gboolean
moot_dues_load_terms (const MootCoopContext  *context,
                      MootPlanInForce        *out_plan,
                      GError                **error)
{
  g_autoptr (MootPlanRecord) record = moot_dues_load_plan_record (context, error);
  g_autoptr (JsonNode) node = record != NULL ? moot_json_parse (record->terms, -1, error) : NULL;
  MootPlanInForce plan;

  if (node == NULL || !moot_dues_terms_from_json (json_node_get_object (node), &plan.terms, error))
    return FALSE;
  plan.id = record->id;
  plan.from = moot_coop_time_to_day (record->in_force_from);
  *out_plan = plan;
  return TRUE;
}

/** moot_dues_load_plan: (transfer full): the plan in force, as the API shows it */
MootDuesPlan *
moot_dues_load_plan (const MootCoopContext  *context,
                     GError                **error)
{
  g_autoptr (MootPlanRecord) record = moot_dues_load_plan_record (context, error);
  g_autoptr (JsonNode) node = record != NULL ? moot_json_parse (record->terms, -1, error) : NULL;
  g_autofree char *id = NULL;
  MootDuesPlan *plan;

  if (node == NULL)
    return NULL;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  json_object_set_string_member (json_node_get_object (node), "id", id);
  plan = moot_entity_from_json (MOOT_TYPE_DUES_PLAN, json_node_get_object (node), error);
  if (plan == NULL)
    return NULL;
  plan->rails = g_strdup (record->rails);
  plan->in_force_from = record->in_force_from;
  if (record->proposal_id != 0)
    plan->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->proposal_id);
  return plan;
}

/* Everything the rules want to know about a member, in memory of its own. */
typedef struct
{
  MootDuesMember member;
  GArray *choices;
  GArray *waivers;
  GArray *charges;
} Facts;

static void
facts_clear (Facts *self)
{
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_pointer (&self->waivers, g_array_unref);
  g_clear_pointer (&self->charges, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static gboolean
add_choices (Facts                   *self,
             const MootCoopContext   *context,
             const MootPlanInForce   *plan,
             const MootMemberRecord  *member,
             GError                 **error)
{
  g_autoptr (GPtrArray) choices =
    moot_dues_store_list_choices (context->db, member->id, plan->id, error);

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const MootDuesChoiceRecord *record = g_ptr_array_index (choices, i);
      MootDuesChoice choice = { moot_coop_time_to_day (record->applies_from),
                                record->amount_minor };

      /* chosen twice on one day: the later one is meant */
      if (self->choices->len > 0 &&
          g_array_index (self->choices, MootDuesChoice, self->choices->len - 1).from >= choice.from)
        g_array_set_size (self->choices, self->choices->len - 1);
      g_array_append_val (self->choices, choice);
    }
  return choices != NULL;
}

static gboolean
add_waivers (Facts                   *self,
             const MootCoopContext   *context,
             const MootMemberRecord  *member,
             GError                 **error)
{
  g_autoptr (GPtrArray) waivers = moot_dues_store_list_waivers (context->db, member->id, error);

  for (guint i = 0; waivers != NULL && i < waivers->len; i++)
    {
      const MootWaiverRecord *record = g_ptr_array_index (waivers, i);
      MootDuesWaiver waiver = { moot_coop_time_to_day (record->from_on),
                                moot_coop_time_to_day (record->to_on) };

      g_array_append_val (self->waivers, waiver);
    }
  return waivers != NULL;
}

static gboolean
add_charges (Facts                   *self,
             const MootCoopContext   *context,
             const MootMemberRecord  *member,
             GError                 **error)
{
  g_autoptr (GPtrArray) charges = moot_dues_store_list_charges (context->db, member->id, error);

  for (guint i = 0; charges != NULL && i < charges->len; i++)
    {
      const MootChargeRecord *record = g_ptr_array_index (charges, i);
      MootDuesCharge charge = { moot_coop_time_to_day (record->due_on), record->amount_minor, 0 };

      g_array_append_val (self->charges, charge);
    }
  return charges != NULL;
}

static gboolean
facts_load (Facts                   *self,
            const MootCoopContext   *context,
            const MootPlanInForce   *plan,
            const MootMemberRecord  *member,
            GError                 **error)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (MootDuesChoice));
  self->waivers = g_array_new (FALSE, FALSE, sizeof (MootDuesWaiver));
  self->charges = g_array_new (FALSE, FALSE, sizeof (MootDuesCharge));
  if (!add_choices (self, context, plan, member, error) ||
      !add_waivers (self, context, member, error) || !add_charges (self, context, member, error) ||
      !moot_payment_store_get_credits (context->db, member->id, &self->member.credits_minor, error))
    return FALSE;
  self->member.terms = &plan->terms;
  self->member.liable =
    g_str_equal (member->state, "active") || g_str_equal (member->state, "lapsed");
  self->member.starts_on = MAX (moot_coop_time_to_day (member->joined_on), plan->from);
  self->member.choices = (const MootDuesChoice *) (gconstpointer) self->choices->data;
  self->member.n_choices = self->choices->len;
  self->member.waivers = (const MootDuesWaiver *) (gconstpointer) self->waivers->data;
  self->member.n_waivers = self->waivers->len;
  self->member.charges = (const MootDuesCharge *) (gconstpointer) self->charges->data;
  self->member.n_charges = self->charges->len;
  return TRUE;
}

/**
 * moot_dues_load_standing:
 * @context: a context
 * @plan: the plan in force
 * @member: a member
 * @error: return location
 *
 * Returns: (transfer full): how the member stands today
 */
MootDuesStanding *
moot_dues_load_standing (const MootCoopContext   *context,
                         const MootPlanInForce   *plan,
                         const MootMemberRecord  *member,
                         GError                 **error)
{
  g_auto (Facts) facts = { 0 };

  if (!facts_load (&facts, context, plan, member, error))
    return NULL;
  return moot_dues_standing_new (&facts.member, context->today, error);
}

static MootWaiver *
find_waiver (const MootCoopContext   *context,
             const MootMemberRecord  *member,
             GError                 **error)
{
  g_autoptr (GPtrArray) waivers = moot_dues_store_list_waivers (context->db, member->id, error);
  gint64 today = moot_coop_get_today (context);

  for (guint i = 0; waivers != NULL && i < waivers->len; i++)
    {
      const MootWaiverRecord *record = g_ptr_array_index (waivers, i);
      MootWaiver *waiver;

      if (record->from_on > today || record->to_on < today)
        continue;
      waiver = g_object_new (MOOT_TYPE_WAIVER, NULL);
      waiver->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
      waiver->from = record->from_on;
      waiver->to = record->to_on;
      waiver->granted_by = g_strdup_printf ("%" G_GINT64_FORMAT, record->granted_by);
      waiver->created_at = record->created_at;
      return waiver;
    }
  return NULL;
}

static void
fill_history (MootDuesStatus         *status,
              const MootDuesStanding *standing)
{
  for (guint i = 0; i < standing->history->len; i++)
    {
      const MootDuesCharge *charge = &g_array_index (standing->history, MootDuesCharge, i);
      MootDuesPeriod *period = g_object_new (MOOT_TYPE_DUES_PERIOD, NULL);

      period->due_on = moot_coop_day_to_time (charge->due_on);
      period->amount_minor = charge->amount_minor;
      period->paid_minor = charge->paid_minor;
      g_ptr_array_add (status->history, period);
    }
}

/** moot_dues_load_status: (transfer full): how a member stands, as the API shows it */
MootDuesStatus *
moot_dues_load_status (const MootCoopContext   *context,
                       const MootPlanInForce   *plan,
                       const MootMemberRecord  *member,
                       GError                 **error)
{
  g_autoptr (MootDuesStanding) standing = moot_dues_load_standing (context, plan, member, error);
  g_autoptr (MootDuesStatus) status = g_object_new (MOOT_TYPE_DUES_STATUS, NULL);
  g_autoptr (GError) local = NULL;

  if (standing == NULL)
    return NULL;
  status->waiver = find_waiver (context, member, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  status->member_id = g_strdup_printf ("%" G_GINT64_FORMAT, member->id);
  status->plan_id = g_strdup_printf ("%" G_GINT64_FORMAT, plan->id);
  status->status = g_strdup (moot_dues_status_kind_to_text (standing->status));
  status->as_of = moot_coop_day_to_time (standing->as_of);
  status->amount_minor = standing->amount_minor;
  status->currency = g_strdup (plan->terms.currency);
  status->interval = g_strdup (moot_dues_interval_to_text (plan->terms.interval));
  status->balance_due_minor = standing->balance_due_minor;
  status->credit_minor = standing->credit_minor;
  status->oldest_unpaid_on = moot_coop_day_to_time (standing->oldest_unpaid_on);
  status->paid_through = moot_coop_day_to_time (standing->paid_through);
  status->next_due_on = moot_coop_day_to_time (standing->next_due_on);
  status->grace_until = moot_coop_day_to_time (standing->grace_until);
  status->reference = g_strdup (member->payment_reference);
  status->votes_frozen = standing->votes_frozen;
  fill_history (status, standing);
  return g_steal_pointer (&status);
}

/**
 * moot_dues_list_statuses:
 * @context: a context
 * @actor: the treasurer
 * @range: a page of members
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN for everybody else.
 *
 * Returns: (transfer full) (element-type MootDuesStatus): how they stand
 */
GPtrArray *
moot_dues_list_statuses (const MootCoopContext  *context,
                         const MootActor        *actor,
                         const MootRange        *range,
                         GError                **error)
{
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);
  MootPlanInForce plan;

  if (!actor->is_treasurer)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                        "only a treasurer sees the dues of others");
      return NULL;
    }
  if (!moot_dues_load_terms (context, &plan, error))
    return NULL;
  members = moot_member_store_list (context->db, "active,lapsed", range, error);
  if (members == NULL)
    return NULL;
  for (guint i = 0; i < members->len; i++)
    {
      MootDuesStatus *status =
        moot_dues_load_status (context, &plan, g_ptr_array_index (members, i), error);

      if (status == NULL)
        return NULL;
      g_ptr_array_add (statuses, status);
    }
  return g_steal_pointer (&statuses);
}

/** moot_dues_list_charges: (transfer full) (element-type MootDuesPeriod): due so far, newest first
 */
GPtrArray *
moot_dues_list_charges (const MootCoopContext   *context,
                        const MootMemberRecord  *member,
                        GError                 **error)
{
  g_autoptr (MootDuesStatus) status = NULL;
  MootPlanInForce plan;

  if (!moot_dues_load_terms (context, &plan, error))
    return NULL;
  status = moot_dues_load_status (context, &plan, member, error);
  if (status == NULL)
    return NULL;
  moot_records_reverse (status->history);
  return g_ptr_array_ref (status->history);
}

/* What the last credit paid: the difference between two standings. */
static GPtrArray *
compare_histories (const MootDuesStanding *before,
                   const MootDuesStanding *after)
{
  GPtrArray *allocations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < after->history->len; i++)
    {
      const MootDuesCharge *now = &g_array_index (after->history, MootDuesCharge, i);
      const MootDuesCharge *then = &g_array_index (before->history, MootDuesCharge, i);
      MootPaymentAllocation *allocation;

      if (now->paid_minor == then->paid_minor)
        continue;
      allocation = g_object_new (MOOT_TYPE_PAYMENT_ALLOCATION, NULL);
      allocation->charge_due_on = moot_coop_day_to_time (now->due_on);
      allocation->amount_minor = now->paid_minor - then->paid_minor;
      g_ptr_array_add (allocations, allocation);
    }
  return allocations;
}

/**
 * moot_dues_allocate:
 * @context: a context
 * @member: a member
 * @amounts: (array length=n_amounts): the member's payments that count, oldest first
 * @n_amounts: how many
 * @error: return location
 *
 * Tells which charge each payment paid, oldest first; what paid none yet is credit.
 *
 * Returns: (transfer full) (element-type GPtrArray): for each payment its list of
 * MootPaymentAllocation
 */
GPtrArray *
moot_dues_allocate (const MootCoopContext   *context,
                    const MootMemberRecord  *member,
                    const gint64            *amounts,
                    gsize                    n_amounts,
                    GError                 **error)
{
  g_auto (Facts) facts = { 0 };
  g_autoptr (GPtrArray) result =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (MootDuesStanding) before = NULL;
  MootPlanInForce plan;

  if (!moot_dues_load_terms (context, &plan, error) ||
      !facts_load (&facts, context, &plan, member, error))
    return NULL;
  facts.member.liable = TRUE;
  facts.member.credits_minor = 0;
  before = moot_dues_standing_new (&facts.member, context->today, error);
  for (gsize i = 0; before != NULL && i < n_amounts; i++)
    {
      g_autoptr (MootDuesStanding) after = NULL;

      if (!moot_money_add (facts.member.credits_minor, amounts[i], &facts.member.credits_minor))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "payments too large to add up");
          return NULL;
        }
      after = moot_dues_standing_new (&facts.member, context->today, error);
      if (after == NULL)
        return NULL;
      g_ptr_array_add (result, compare_histories (before, after));
      moot_dues_standing_free (before);
      before = g_steal_pointer (&after);
    }
  return before != NULL ? g_steal_pointer (&result) : NULL;
}
