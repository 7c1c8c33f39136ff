/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who belongs, in which state, in which office.
 * Thread: the connection's. */
#include "moot-member-store.h"

#include "moot-sql.h"

/** moot_member_store_find: (transfer full) (nullable): the member with this id */
MootMemberRecord *
moot_member_store_find (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_member_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_MEMBER_RECORD, error);
}

/** moot_member_store_find_by_account: (transfer full) (nullable): the member behind an account */
MootMemberRecord *
moot_member_store_find_by_account (MootDb  *db,
                                   gint64   account_id,
                                   GError **error)
{
  return moot_records_find (db, &moot_sql_member_get_by_account,
                            MOOT_BINDS (MOOT_INT ("account_id", account_id)),
                            MOOT_TYPE_MEMBER_RECORD, error);
}

/** moot_member_store_find_by_reference: whose payment reference it is; @out_id stays when nobody's
 */
gboolean
moot_member_store_find_by_reference (MootDb      *db,
                                     const char  *reference,
                                     gint64      *out_id,
                                     GError     **error)
{
  return moot_db_get_int (db, &moot_sql_member_get_by_reference,
                          MOOT_BINDS (MOOT_TEXT ("reference", reference)), out_id, error);
}

/**
 * moot_member_store_list:
 * @db: a connection
 * @states: states separated by commas; empty for all
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootMemberRecord): the page
 */
GPtrArray *
moot_member_store_list (MootDb           *db,
                        const char       *states,
                        const MootRange  *range,
                        GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_member_list_ascending : &moot_sql_member_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_TEXT ("states", states), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_MEMBER_RECORD, error);
}

/** moot_member_store_get_next_no: the number the next member gets; numbers are never used twice */
gboolean
moot_member_store_get_next_no (MootDb  *db,
                               gint64  *out_no,
                               GError **error)
{
  return moot_db_get_int (db, &moot_sql_member_next_no, NULL, out_no, error);
}

/** moot_member_store_add: writes a new member and sets its id */
gboolean
moot_member_store_add (MootDb            *db,
                       MootMemberRecord  *member,
                       GError           **error)
{
  return moot_records_add (
    db, &moot_sql_member_add,
    MOOT_BINDS (
      MOOT_INT ("account_id", member->account_id), MOOT_INT ("member_no", member->member_no),
      MOOT_TEXT ("state", member->state), MOOT_INT ("state_since", member->state_since),
      MOOT_INT ("joined_on", member->joined_on), MOOT_TEXT ("application", member->application),
      MOOT_TEXT ("payment_reference", member->payment_reference), MOOT_TEXT ("salt", member->salt),
      MOOT_INT ("log_seq", member->log_seq)),
    &member->id, error);
}

/** moot_member_store_save_state: writes the state, its days, the application and the log entry */
gboolean
moot_member_store_save_state (MootDb                  *db,
                              const MootMemberRecord  *member,
                              GError                 **error)
{
  return moot_db_run (
    db, &moot_sql_member_set_state,
    MOOT_BINDS (MOOT_TEXT ("state", member->state), MOOT_INT ("state_since", member->state_since),
                MOOT_INT ("joined_on", member->joined_on), MOOT_INT ("left_on", member->left_on),
                MOOT_TEXT ("application", member->application),
                MOOT_INT ("escalated_at", member->escalated_at),
                MOOT_INT ("suspended_until", member->suspended_until),
                MOOT_INT ("appealed_at", member->appealed_at),
                MOOT_INT ("log_seq", member->log_seq), MOOT_INT ("id", member->id)),
    error);
}

/** moot_member_store_list_roles: (transfer full) (element-type MootRoleRecord): offices held on a
 * day */
GPtrArray *
moot_member_store_list_roles (MootDb  *db,
                              gint64   member_id,
                              gint64   today,
                              GError **error)
{
  return moot_records_list (
    db, &moot_sql_member_role_list,
    MOOT_BINDS (MOOT_INT ("member_id", member_id), MOOT_INT ("today", today)),
    MOOT_TYPE_ROLE_RECORD, error);
}

/** moot_member_store_add_role: writes a new term of office and sets its id */
gboolean
moot_member_store_add_role (MootDb          *db,
                            MootRoleRecord  *role,
                            GError         **error)
{
  return moot_records_add (
    db, &moot_sql_member_role_add,
    MOOT_BINDS (MOOT_INT ("member_id", role->member_id), MOOT_TEXT ("role", role->role),
                MOOT_INT ("from_on", role->from_on), MOOT_INT ("to_on", role->to_on),
                MOOT_ID ("election_id", role->election_id),
                MOOT_ID ("proposal_id", role->proposal_id), MOOT_INT ("log_seq", role->log_seq)),
    &role->id, error);
}

/** moot_member_store_is_in_circle: whether a member belongs to a working group */
gboolean
moot_member_store_is_in_circle (MootDb    *db,
                                gint64     member_id,
                                gint64     circle_id,
                                gboolean  *out_inside,
                                GError   **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (
        db, &moot_sql_circle_has_member,
        MOOT_BINDS (MOOT_INT ("circle_id", circle_id), MOOT_INT ("member_id", member_id)), &n,
        error))
    return FALSE;
  *out_inside = n > 0;
  return TRUE;
}
