/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Payments of members.  A payment is never changed, only reversed.
 * Thread: the connection's. */
#include "moot-dues-store.h"

#include "moot-sql.h"

/** moot_payment_store_find: (transfer full) (nullable): the payment with this id */
MootPaymentRecord *
moot_payment_store_find (MootDb  *db,
                         gint64   id,
                         GError **error)
{
  return moot_records_find (db, &moot_sql_payment_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_PAYMENT_RECORD, error);
}

/** moot_payment_store_find_by_bank_ref: (transfer full) (nullable): what a line of the bank became
 */
MootPaymentRecord *
moot_payment_store_find_by_bank_ref (MootDb      *db,
                                     const char  *bank_ref,
                                     GError     **error)
{
  return moot_records_find (db, &moot_sql_payment_get_by_bank_ref,
                            MOOT_BINDS (MOOT_TEXT ("bank_ref", bank_ref)), MOOT_TYPE_PAYMENT_RECORD,
                            error);
}

/** moot_payment_store_list_of_member: (transfer full) (element-type MootPaymentRecord): oldest
 * first */
GPtrArray *
moot_payment_store_list_of_member (MootDb  *db,
                                   gint64   member_id,
                                   GError **error)
{
  return moot_records_list (db, &moot_sql_payment_list_of_member,
                            MOOT_BINDS (MOOT_INT ("member_id", member_id)),
                            MOOT_TYPE_PAYMENT_RECORD, error);
}

/** moot_payment_store_get_credits: what a member has paid altogether, reversed payments left out */
gboolean
moot_payment_store_get_credits (MootDb  *db,
                                gint64   member_id,
                                gint64  *out_minor,
                                GError **error)
{
  return moot_db_get_int (db, &moot_sql_payment_credits,
                          MOOT_BINDS (MOOT_INT ("member_id", member_id)), out_minor, error);
}

/** moot_payment_store_add: writes a payment and sets its id */
gboolean
moot_payment_store_add (MootDb             *db,
                        MootPaymentRecord  *payment,
                        GError            **error)
{
  return moot_records_add (
    db, &moot_sql_payment_add,
    MOOT_BINDS (
      MOOT_INT ("member_id", payment->member_id), MOOT_INT ("amount_minor", payment->amount_minor),
      MOOT_TEXT ("currency", payment->currency), MOOT_INT ("received_on", payment->received_on),
      MOOT_TEXT ("method", payment->method), MOOT_TEXT ("source_kind", payment->source_kind),
      MOOT_ID ("import_id", payment->import_id), MOOT_ID ("line_id", payment->line_id),
      MOOT_TEXT ("bank_ref", payment->bank_ref), MOOT_TEXT ("payer_name", payment->payer_name),
      MOOT_TEXT ("reference", payment->reference),
      MOOT_TEXT ("match_method", payment->match_method),
      MOOT_INT ("match_score", payment->match_score), MOOT_TEXT ("match_by", payment->match_by),
      MOOT_INT ("recorded_by", payment->recorded_by), MOOT_INT ("created_at", payment->created_at)),
    &payment->id, error);
}

/** moot_payment_store_set_entry: where the payment stands in the books */
gboolean
moot_payment_store_set_entry (MootDb  *db,
                              gint64   id,
                              gint64   entry_id,
                              GError **error)
{
  return moot_db_run (db, &moot_sql_payment_set_entry,
                      MOOT_BINDS (MOOT_INT ("entry_id", entry_id), MOOT_INT ("id", id)), error);
}

/** moot_payment_store_reverse: it does not count any more */
gboolean
moot_payment_store_reverse (MootDb  *db,
                            gint64   id,
                            GError **error)
{
  return moot_db_run (db, &moot_sql_payment_reverse, MOOT_BINDS (MOOT_INT ("id", id)), error);
}
