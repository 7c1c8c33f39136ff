/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Anonymous ballots: marks of who has voted, and papers that lead back to nobody.
 * Thread: the connection's. */
#include "moot-paper-store.h"

#include "moot-sql.h"

/** moot_paper_store_add: puts a paper into the box of its vote */
gboolean
moot_paper_store_add (MootDb                 *db,
                      const MootPaperRecord  *paper,
                      GError                **error)
{
  return moot_db_run (
    db, &moot_sql_paper_box_add,
    MOOT_BINDS (MOOT_INT ("proposal_id", paper->proposal_id), MOOT_TEXT ("number", paper->number),
                MOOT_TEXT ("choices", paper->choices),
                MOOT_TEXT ("reason_source", paper->reason_source),
                MOOT_INT ("proposal_version", paper->proposal_version)),
    error);
}

/** moot_paper_store_remove: takes a paper out of the box; SQLite overwrites it with zeros */
gboolean
moot_paper_store_remove (MootDb      *db,
                         gint64       proposal_id,
                         const char  *number,
                         gboolean    *out_removed,
                         GError     **error)
{
  gint64 n = 0;

  if (!moot_db_run_counted (
        db, &moot_sql_paper_box_remove,
        MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_TEXT ("number", number)), &n,
        error))
    return FALSE;
  *out_removed = n > 0;
  return TRUE;
}

/** moot_paper_store_find_open: (transfer full) (nullable): a paper in the box */
MootPaperRecord *
moot_paper_store_find_open (MootDb      *db,
                            gint64       proposal_id,
                            const char  *number,
                            GError     **error)
{
  return moot_records_find (
    db, &moot_sql_paper_box_get,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_TEXT ("number", number)),
    MOOT_TYPE_PAPER_RECORD, error);
}

/** moot_paper_store_list_for_count: (transfer full) (element-type MootPaperRecord): all of a vote,
 * open or closed, by their numbers */
GPtrArray *
moot_paper_store_list_for_count (MootDb  *db,
                                 gint64   proposal_id,
                                 GError **error)
{
  return moot_records_list (db, &moot_sql_paper_list_for_count,
                            MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)),
                            MOOT_TYPE_PAPER_RECORD, error);
}

/** moot_paper_store_list: (transfer full) (element-type MootPaperRecord): a page of those published
 */
GPtrArray *
moot_paper_store_list (MootDb           *db,
                       gint64            proposal_id,
                       const MootRange  *range,
                       GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_paper_list_ascending : &moot_sql_paper_list,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("max_id", range->below),
                MOOT_INT ("min_id", range->above), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_PAPER_RECORD, error);
}

/** moot_paper_store_publish: the vote is over: papers are written anew by their numbers, and what
 * the box was like is destroyed */
gboolean
moot_paper_store_publish (MootDb  *db,
                          gint64   proposal_id,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_paper_publish,
                      MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), error) &&
         moot_paper_store_destroy (db, proposal_id, error);
}

/** moot_paper_store_destroy: papers of a vote that is taken back are never read */
gboolean
moot_paper_store_destroy (MootDb  *db,
                          gint64   proposal_id,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_paper_box_clear,
                      MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), error);
}

/** moot_paper_store_find_entry: where the log committed to a paper; 0 for nowhere */
gboolean
moot_paper_store_find_entry (MootDb      *db,
                             gint64       proposal_id,
                             const char  *commitment,
                             gint64      *out_seq,
                             GError     **error)
{
  return moot_db_get_int (
    db, &moot_sql_paper_find_entry,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_TEXT ("commitment", commitment)),
    out_seq, error);
}

/** moot_paper_store_mark_voter: notes on the roll that this member has voted; says whether it is
 * the first time */
gboolean
moot_paper_store_mark_voter (MootDb    *db,
                             gint64     proposal_id,
                             gint64     member_id,
                             gboolean  *out_first,
                             GError   **error)
{
  gint64 n = 0;

  if (!moot_db_run_counted (
        db, &moot_sql_voter_mark,
        MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("member_id", member_id)), &n,
        error))
    return FALSE;
  *out_first = n > 0;
  return TRUE;
}

/** moot_paper_store_has_voted: whether this member is marked */
gboolean
moot_paper_store_has_voted (MootDb    *db,
                            gint64     proposal_id,
                            gint64     member_id,
                            gboolean  *out_voted,
                            GError   **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (
        db, &moot_sql_voter_is_marked,
        MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_INT ("member_id", member_id)), &n,
        error))
    return FALSE;
  *out_voted = n > 0;
  return TRUE;
}

/** moot_paper_store_list_voters: (transfer full) (element-type gint64): who is marked, by id */
GArray *
moot_paper_store_list_voters (MootDb  *db,
                              gint64   proposal_id,
                              GError **error)
{
  return moot_records_list_ids (db, &moot_sql_voter_list,
                                MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), error);
}
