/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots: every one is kept, only a member's latest counts.
 * Thread: the connection's. */
#include "moot-ballot-store.h"

#include "moot-sql.h"

/** moot_ballot_store_find_latest: (transfer full) (nullable): the ballot of a member that counts */
MootBallotRecord *
moot_ballot_store_find_latest (MootDb  *db,
                               gint64   proposal_id,
                               gint64   member_id,
                               GError **error)
{
  return moot_records_find (
    db, &moot_sql_ballot_get_latest,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("member_id", member_id)),
    MOOT_TYPE_BALLOT_RECORD, error);
}

/** moot_ballot_store_list: (transfer full) (element-type MootBallotRecord): a page of those that
 * count */
GPtrArray *
moot_ballot_store_list (MootDb           *db,
                        gint64            proposal_id,
                        const MootRange  *range,
                        GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_ballot_list_ascending : &moot_sql_ballot_list,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("max_id", range->below),
                MOOT_INT ("min_id", range->above), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_BALLOT_RECORD, error);
}

/** moot_ballot_store_list_choices: (transfer full) (element-type MootChoiceRecord): of one ballot
 */
GPtrArray *
moot_ballot_store_list_choices (MootDb  *db,
                                gint64   ballot_id,
                                GError **error)
{
  return moot_records_list (db, &moot_sql_ballot_choice_list,
                            MOOT_BINDS (MOOT_INT ("ballot_id", ballot_id)), MOOT_TYPE_CHOICE_RECORD,
                            error);
}

/** moot_ballot_store_list_for_count: (transfer full) (element-type MootChoiceRecord): of all that
 * count */
GPtrArray *
moot_ballot_store_list_for_count (MootDb  *db,
                                  gint64   proposal_id,
                                  GError **error)
{
  return moot_records_list (db, &moot_sql_ballot_count_choices,
                            MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)),
                            MOOT_TYPE_CHOICE_RECORD, error);
}

/** moot_ballot_store_count_of_member: how many ballots a member ever cast on a proposal */
gboolean
moot_ballot_store_count_of_member (MootDb  *db,
                                   gint64   proposal_id,
                                   gint64   member_id,
                                   gint64  *out_count,
                                   GError **error)
{
  return moot_db_get_int (
    db, &moot_sql_ballot_count_of_member,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("member_id", member_id)),
    out_count, error);
}

/** moot_ballot_store_retire: the member's ballot is kept and counts no more */
gboolean
moot_ballot_store_retire (MootDb  *db,
                          gint64   proposal_id,
                          gint64   member_id,
                          GError **error)
{
  return moot_db_run (
    db, &moot_sql_ballot_retire,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("member_id", member_id)), error);
}

/**
 * moot_ballot_store_add:
 * @db: the writer
 * @ballot: a new ballot; gets its id
 * @choices: (element-type MootChoiceRecord): what it says
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_ballot_store_add (MootDb            *db,
                       MootBallotRecord  *ballot,
                       GPtrArray         *choices,
                       GError           **error)
{
  if (!moot_records_add (
        db, &moot_sql_ballot_add,
        MOOT_BINDS (
          MOOT_INT ("proposal_id", ballot->proposal_id), MOOT_INT ("member_id", ballot->member_id),
          MOOT_INT ("proposal_version", ballot->proposal_version),
          MOOT_TEXT ("reason_source", ballot->reason_source), MOOT_TEXT ("reason", ballot->reason),
          MOOT_INT ("cast_at", ballot->cast_at), MOOT_ID ("revised_from", ballot->revised_from),
          MOOT_TEXT ("via", ballot->via), MOOT_TEXT ("signature", ballot->signature),
          MOOT_TEXT ("salt", ballot->salt), MOOT_INT ("log_seq", ballot->log_seq)),
        &ballot->id, error))
    return FALSE;
  for (guint i = 0; i < choices->len; i++)
    {
      const MootChoiceRecord *choice = g_ptr_array_index (choices, i);

      if (!moot_db_run (db, &moot_sql_ballot_choice_add,
                        MOOT_BINDS (MOOT_INT ("ballot_id", ballot->id),
                                    MOOT_INT ("option_id", choice->option_id),
                                    MOOT_INT ("value", choice->value)),
                        error))
        return FALSE;
    }
  return TRUE;
}
