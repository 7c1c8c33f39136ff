/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Money that comes in from members.  Payment, books and what follows for the membership are one
 * transaction; the same line of the bank is recorded once, however often it is sent.
 * Spec: co-op API, Payment; governance rules, ledger.
 * Thread: the connection's. */
#include "moot-payments.h"

#include <string.h>

#include "moot-books.h"
#include "moot-coop-error.h"
#include "moot-dues-paying.h"
#include "moot-dues-store.h"
#include "moot-dues.h"
#include "moot-import-store.h"
#include "moot-member-store.h"
#include "moot-payment-reference.h"
#include "moot-texts.h"

static const struct
{
  const char *method;
  const char *account; /* where the money lies */
} methods[] = {
  { "bank_transfer", "Assets:Bank:Current" },
  { "card", "Assets:Bank:Current" },
  { "cash", "Assets:Cash" },
  { "open_collective", "Assets:OpenCollective" },
  { "other", "Assets:Bank:Current" },
};

static const char *
find_account (const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].method, method) == 0)
      return methods[i].account;
  return NULL;
}

static gboolean
check_draft (const MootCoopContext   *context,
             const MootPlanInForce   *plan,
             const MootPaymentDraft  *draft,
             GError                 **error)
{
  if (draft->amount_minor <= 0 || draft->amount_minor > MOOT_MONEY_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_AMOUNT, "amount_minor",
                             "a payment is more than nothing");
  if (draft->currency != NULL && g_strcmp0 (draft->currency, plan->terms.currency) != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "currency", "dues are paid in %s",
                             plan->terms.currency);
  if (draft->received_on > moot_coop_get_today (context))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "received_on",
                             "this day has not come yet");
  if (draft->method != NULL && find_account (draft->method) == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "method", "there is no method '%.40s'",
                             draft->method);
  return moot_text_check ("bank_ref", draft->bank_ref, MOOT_PAYMENT_TEXT_LIMIT, FALSE, error) &&
         moot_text_check ("payer_name", draft->payer_name, MOOT_PAYMENT_TEXT_LIMIT, FALSE, error);
}

static MootMemberRecord *
find_payer (const MootCoopContext   *context,
            const MootPaymentDraft  *draft,
            GError                 **error)
{
  g_autofree char *reference =
    draft->reference != NULL ? moot_payment_reference_find (draft->reference) : NULL;
  g_autoptr (GError) local = NULL;
  MootMemberRecord *member = NULL;
  gint64 id = draft->member_id;

  if (id == 0 && reference != NULL &&
      !moot_member_store_find_by_reference (context->db, reference, &id, error))
    return NULL;
  if (id != 0)
    member = moot_member_store_find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (member == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID,
                      draft->member_id != 0 ? "member_id" : "reference",
                      "no member is known by that");
  return member;
}

/* The same bank reference again: the same payment is fine, another one is a mistake. */
static gboolean
find_repeat (const MootCoopContext   *context,
             const MootPaymentDraft  *draft,
             gint64                   member_id,
             gint64                  *out_id,
             GError                 **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootPaymentRecord) found = NULL;

  if (draft->bank_ref == NULL || *draft->bank_ref == '\0')
    return TRUE;
  found = moot_payment_store_find_by_bank_ref (context->db, draft->bank_ref, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (found != NULL &&
      (found->member_id != member_id || found->amount_minor != draft->amount_minor))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "bank_ref",
                             "this bank reference is another payment");
  if (found != NULL)
    *out_id = found->id;
  return TRUE;
}

static MootPaymentRecord *
make_record (const MootCoopContext  *context,
             const MootActor        *actor,
             const MootPlanInForce  *plan,
             const MootMemberRecord *member,
             const MootPaymentDraft *draft)
{
  MootPaymentRecord *record = g_object_new (MOOT_TYPE_PAYMENT_RECORD, NULL);
  gboolean by_reference = draft->member_id == 0;

  record->member_id = member->id;
  record->amount_minor = draft->amount_minor;
  record->currency = g_strdup (plan->terms.currency);
  record->received_on =
    draft->received_on != 0 ? draft->received_on : moot_coop_get_today (context);
  record->method = g_strdup (draft->method != NULL ? draft->method : "bank_transfer");
  record->source_kind = g_strdup (draft->source_kind != NULL ? draft->source_kind : "manual");
  record->import_id = draft->import_id;
  record->line_id = draft->line_id;
  record->bank_ref =
    draft->bank_ref != NULL && *draft->bank_ref != '\0' ? g_strdup (draft->bank_ref) : NULL;
  record->payer_name = g_strdup (draft->payer_name);
  record->reference = g_strdup (by_reference ? member->payment_reference : draft->reference);
  record->match_method = g_strdup (by_reference ? "reference" : "manual");
  record->match_score = 100;
  if (draft->match_method != NULL)
    {
      g_free (record->match_method);
      record->match_method = g_strdup (draft->match_method);
      record->match_score = draft->match_score;
    }
  record->match_by = g_strdup ("treasurer");
  record->recorded_by = actor->id;
  record->created_at = context->now;
  return record;
}

static gboolean
book_payment (const MootCoopContext   *context,
              const MootActor         *actor,
              const MootMemberRecord  *member,
              MootPaymentRecord       *payment,
              GError                 **error)
{
  g_autofree char *payee = g_strdup_printf ("member %04" G_GINT64_FORMAT, member->member_no);
  MootBookEntry entry = {
    .date = payment->received_on,
    .state = "cleared",
    .description = "Dues payment",
    .payee = payee,
    .code = payment->bank_ref,
    .visibility = "treasurer",
    .source_kind = "payment",
    .source_ref = payment->id,
    .currency = payment->currency,
    .created_by = actor->id,
    .postings = { { find_account (payment->method), payment->amount_minor, 0 },
                  { "Assets:Receivable:Dues", -payment->amount_minor, member->id } },
    .n_postings = 2
  };

  return moot_books_add (context, &entry, 1, actor->id, error) &&
         moot_payment_store_set_entry (context->db, payment->id, entry.id, error);
}

/**
 * moot_payments_record:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @draft: what came in
 * @error: return location
 *
 * Records a payment, books it and takes the member back in if that is enough.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _AMOUNT, _INVALID, _EXISTS.
 *
 * Returns: the payment's id, that of the earlier one when it is the same; 0 on failure
 */
gint64
moot_payments_record (const MootCoopContext   *context,
                      const MootActor         *actor,
                      const MootPaymentDraft  *draft,
                      GError                 **error)
{
  g_autoptr (MootMemberRecord) member = NULL;
  g_autoptr (MootPaymentRecord) payment = NULL;
  MootPlanInForce plan;
  gint64 repeat = 0;

  if (!actor->is_treasurer)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only a treasurer records payments");
  if (!moot_dues_load_terms (context, &plan, error) || !check_draft (context, &plan, draft, error))
    return 0;
  member = find_payer (context, draft, error);
  if (member == NULL || !find_repeat (context, draft, member->id, &repeat, error))
    return 0;
  if (repeat != 0)
    return repeat;
  payment = make_record (context, actor, &plan, member, draft);
  if (!moot_dues_raise_charges (context, &plan, member, error) ||
      !moot_payment_store_add (context->db, payment, error) ||
      !book_payment (context, actor, member, payment, error) ||
      !moot_dues_settle_notice (context, member->id, payment->amount_minor, error) ||
      !moot_dues_settle_state (context, &plan, member, error))
    return 0;
  moot_coop_tell_one (context, "coop.dues", member->id, member->account_id);
  return payment->id;
}

/**
 * moot_payments_reverse:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @id: a payment recorded by mistake or paid back
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _STATE when it was reversed before.
 *
 * Returns: whether it was written
 */
gboolean
moot_payments_reverse (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  id,
                       GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootPaymentRecord) payment = NULL;
  g_autoptr (MootMemberRecord) member = NULL;
  MootPlanInForce plan;
  gint64 entry_id;

  if (!actor->is_treasurer)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only a treasurer reverses payments");
  payment = moot_payment_store_find (context->db, id, &local);
  if (payment != NULL)
    member = moot_member_store_find (context->db, payment->member_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (member == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such payment");
  if (!g_str_equal (payment->state, "confirmed"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the payment was reversed before");
  if (!moot_dues_load_terms (context, &plan, error) ||
      !moot_books_reverse (context, payment->ledger_entry_id, "Dues payment reversed", actor->id,
                           &entry_id, error) ||
      !moot_payment_store_reverse (context->db, id, error) ||
      !moot_import_store_reopen (context->db, id, error) ||
      !moot_dues_settle_state (context, &plan, member, error))
    return FALSE;
  moot_coop_tell_one (context, "coop.dues", member->id, member->account_id);
  return TRUE;
}

static MootPayment *
make_payment (const MootPaymentRecord *record)
{
  MootPayment *payment = g_object_new (MOOT_TYPE_PAYMENT, NULL);
  g_auto (MootJsonWriter) source = MOOT_JSON_WRITER_INIT;
  g_auto (MootJsonWriter) match = MOOT_JSON_WRITER_INIT;

  payment->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  payment->member_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->member_id);
  payment->amount_minor = record->amount_minor;
  payment->currency = g_strdup (record->currency);
  payment->received_on = record->received_on;
  payment->method = g_strdup (record->method);
  payment->state = g_strdup (record->state);
  moot_json_begin_object (&source);
  moot_json_put_string (&source, "kind", record->source_kind);
  moot_json_put_id (&source, "import_id", record->import_id);
  moot_json_put_id (&source, "line_id", record->line_id);
  moot_json_put_string (&source, "bank_ref", record->bank_ref);
  moot_json_end_object (&source);
  payment->source = moot_json_writer_steal (&source);
  payment->payer_name = g_strdup (record->payer_name);
  payment->reference = g_strdup (record->reference);
  moot_json_begin_object (&match);
  moot_json_put_string (&match, "method", record->match_method);
  moot_json_put_int (&match, "score", record->match_score);
  moot_json_put_string (&match, "by", record->match_by);
  moot_json_end_object (&match);
  payment->match = moot_json_writer_steal (&match);
  if (record->ledger_entry_id != 0)
    payment->ledger_entry_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->ledger_entry_id);
  payment->created_at = record->created_at;
  return payment;
}

static gboolean
fill_allocations (const MootCoopContext   *context,
                  const MootMemberRecord  *member,
                  GPtrArray               *records,
                  GPtrArray               *payments,
                  GError                 **error)
{
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) allocations = NULL;
  guint n_counted = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const MootPaymentRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->state, "confirmed"))
        g_array_append_val (amounts, record->amount_minor);
    }
  allocations = moot_dues_allocate (context, member, (const gint64 *) (gconstpointer) amounts->data,
                                    amounts->len, error);
  if (allocations == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const MootPaymentRecord *record = g_ptr_array_index (records, i);
      MootPayment *payment = g_ptr_array_index (payments, i);

      if (!g_str_equal (record->state, "confirmed"))
        continue;
      g_ptr_array_unref (payment->allocations);
      payment->allocations = g_ptr_array_ref (g_ptr_array_index (allocations, n_counted++));
    }
  return TRUE;
}

/** moot_payments_list: (transfer full) (element-type MootPayment): of a member, newest first */
GPtrArray *
moot_payments_list (const MootCoopContext  *context,
                    gint64                  member_id,
                    GError                **error)
{
  g_autoptr (GPtrArray) records = moot_payment_store_list_of_member (context->db, member_id, error);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MootMemberRecord) member =
    records != NULL ? moot_member_store_find (context->db, member_id, error) : NULL;

  if (member == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (payments, make_payment (g_ptr_array_index (records, i)));
  if (!fill_allocations (context, member, records, payments, error))
    return NULL;
  moot_records_reverse (payments);
  return g_steal_pointer (&payments);
}

/** moot_payments_load: (transfer full): the payment with this id, as the API shows it */
MootPayment *
moot_payments_load (const MootCoopContext  *context,
                    gint64                  id,
                    GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootPaymentRecord) record = moot_payment_store_find (context->db, id, &local);
  g_autoptr (GPtrArray) payments =
    record != NULL ? moot_payments_list (context, record->member_id, &local) : NULL;
  g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  for (guint i = 0; payments != NULL && i < payments->len; i++)
    if (g_str_equal (((MootPayment *) g_ptr_array_index (payments, i))->id, wanted))
      return g_object_ref (g_ptr_array_index (payments, i));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such payment");
  return NULL;
}
