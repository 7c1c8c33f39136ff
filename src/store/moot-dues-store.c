/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues: the plan, what members chose and what they owe.
 * Thread: the connection's. */
#include "moot-dues-store.h"

#include "moot-sql.h"

/** moot_dues_store_find_plan: (transfer full) (nullable): the plan in force */
MootPlanRecord *
moot_dues_store_find_plan (MootDb  *db,
                           GError **error)
{
  return moot_records_find (db, &moot_sql_dues_plan_get_latest, NULL, MOOT_TYPE_PLAN_RECORD, error);
}

/** moot_dues_store_add_plan: writes a plan, sets its id and ends the one before */
gboolean
moot_dues_store_add_plan (MootDb          *db,
                          MootPlanRecord  *plan,
                          GError         **error)
{
  return moot_records_add (db, &moot_sql_dues_plan_add,
                           MOOT_BINDS (MOOT_TEXT ("terms", plan->terms),
                                       MOOT_TEXT ("rails", plan->rails),
                                       MOOT_INT ("in_force_from", plan->in_force_from),
                                       MOOT_ID ("proposal_id", plan->proposal_id),
                                       MOOT_INT ("log_seq", plan->log_seq)),
                           &plan->id, error) &&
         moot_db_run (
           db, &moot_sql_dues_plan_end,
           MOOT_BINDS (MOOT_INT ("until", plan->in_force_from), MOOT_INT ("id", plan->id - 1)),
           error);
}

/** moot_dues_store_set_rails: writes where dues of a plan are paid to, as JSON */
gboolean
moot_dues_store_set_rails (MootDb      *db,
                           gint64       id,
                           const char  *rails,
                           GError     **error)
{
  return moot_db_run (db, &moot_sql_dues_plan_set_rails,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("rails", rails)), error);
}

/** moot_dues_store_add_choice: writes what a member chose to pay */
gboolean
moot_dues_store_add_choice (MootDb                *db,
                            MootDuesChoiceRecord  *choice,
                            GError               **error)
{
  return moot_records_add (db, &moot_sql_dues_choice_add,
                           MOOT_BINDS (MOOT_INT ("member_id", choice->member_id),
                                       MOOT_INT ("plan_id", choice->plan_id),
                                       MOOT_INT ("amount_minor", choice->amount_minor),
                                       MOOT_INT ("applies_from", choice->applies_from),
                                       MOOT_INT ("created_at", choice->created_at)),
                           &choice->id, error);
}

/** moot_dues_store_list_choices: (transfer full) (element-type MootDuesChoiceRecord): oldest first
 */
GPtrArray *
moot_dues_store_list_choices (MootDb  *db,
                              gint64   member_id,
                              gint64   plan_id,
                              GError **error)
{
  return moot_records_list (
    db, &moot_sql_dues_choice_list,
    MOOT_BINDS (MOOT_INT ("member_id", member_id), MOOT_INT ("plan_id", plan_id)),
    MOOT_TYPE_DUES_CHOICE_RECORD, error);
}

/** moot_dues_store_add_waiver: writes a time without dues and sets its id */
gboolean
moot_dues_store_add_waiver (MootDb            *db,
                            MootWaiverRecord  *waiver,
                            GError           **error)
{
  return moot_records_add (
    db, &moot_sql_dues_waiver_add,
    MOOT_BINDS (MOOT_INT ("member_id", waiver->member_id), MOOT_INT ("from_on", waiver->from_on),
                MOOT_INT ("to_on", waiver->to_on), MOOT_INT ("granted_by", waiver->granted_by),
                MOOT_INT ("created_at", waiver->created_at), MOOT_INT ("log_seq", waiver->log_seq)),
    &waiver->id, error);
}

/** moot_dues_store_list_waivers: (transfer full) (element-type MootWaiverRecord): oldest first */
GPtrArray *
moot_dues_store_list_waivers (MootDb  *db,
                              gint64   member_id,
                              GError **error)
{
  return moot_records_list (db, &moot_sql_dues_waiver_list,
                            MOOT_BINDS (MOOT_INT ("member_id", member_id)), MOOT_TYPE_WAIVER_RECORD,
                            error);
}

/** moot_dues_store_count_waived: how many members have a waiver on a day */
gboolean
moot_dues_store_count_waived (MootDb  *db,
                              gint64   day,
                              gint64  *out_n_members,
                              GError **error)
{
  return moot_db_get_int (db, &moot_sql_dues_waiver_count, MOOT_BINDS (MOOT_INT ("day", day)),
                          out_n_members, error);
}

/** moot_dues_store_add_charge: writes what a member owes and sets its id; a day has one charge at
 * most */
gboolean
moot_dues_store_add_charge (MootDb            *db,
                            MootChargeRecord  *charge,
                            GError           **error)
{
  return moot_records_add (
    db, &moot_sql_dues_charge_add,
    MOOT_BINDS (MOOT_INT ("member_id", charge->member_id), MOOT_INT ("plan_id", charge->plan_id),
                MOOT_INT ("due_on", charge->due_on),
                MOOT_INT ("amount_minor", charge->amount_minor),
                MOOT_TEXT ("currency", charge->currency), MOOT_ID ("waiver_id", charge->waiver_id),
                MOOT_INT ("created_at", charge->created_at)),
    &charge->id, error);
}

/** moot_dues_store_set_charge_entry: where the charge stands in the books */
gboolean
moot_dues_store_set_charge_entry (MootDb  *db,
                                  gint64   id,
                                  gint64   entry_id,
                                  GError **error)
{
  return moot_db_run (db, &moot_sql_dues_charge_set_entry,
                      MOOT_BINDS (MOOT_INT ("entry_id", entry_id), MOOT_INT ("id", id)), error);
}

/** moot_dues_store_list_charges: (transfer full) (element-type MootChargeRecord): oldest first */
GPtrArray *
moot_dues_store_list_charges (MootDb  *db,
                              gint64   member_id,
                              GError **error)
{
  return moot_records_list (db, &moot_sql_dues_charge_list,
                            MOOT_BINDS (MOOT_INT ("member_id", member_id)), MOOT_TYPE_CHARGE_RECORD,
                            error);
}

/** moot_dues_store_list_liable: (transfer full) (element-type MootMemberRecord): who owes dues, by
 * id, without names */
GPtrArray *
moot_dues_store_list_liable (MootDb  *db,
                             gint64   above,
                             int      limit,
                             GError **error)
{
  return moot_records_list (db, &moot_sql_dues_member_list,
                            MOOT_BINDS (MOOT_INT ("above", above), MOOT_INT ("limit", limit)),
                            MOOT_TYPE_MEMBER_RECORD, error);
}
