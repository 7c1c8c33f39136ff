/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was decided.
 * Thread: the connection's. */
#include "moot-proposal-store.h"

#include "moot-sql.h"

/** moot_outcome_store_find: (transfer full) (nullable): the outcome with this id */
MootOutcomeRecord *
moot_outcome_store_find (MootDb  *db,
                         gint64   id,
                         GError **error)
{
  return moot_records_find (db, &moot_sql_outcome_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_OUTCOME_RECORD, error);
}

/** moot_outcome_store_find_by_proposal: (transfer full) (nullable): what became of a proposal */
MootOutcomeRecord *
moot_outcome_store_find_by_proposal (MootDb  *db,
                                     gint64   proposal_id,
                                     GError **error)
{
  return moot_records_find (db, &moot_sql_outcome_get_by_proposal,
                            MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)),
                            MOOT_TYPE_OUTCOME_RECORD, error);
}

/**
 * moot_outcome_store_list:
 * @db: a connection
 * @in_force: 1 for those in force, 0 for the others, -1 for all
 * @words: what their text must hold; empty for all
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootOutcomeRecord): the page
 */
GPtrArray *
moot_outcome_store_list (MootDb           *db,
                         int               in_force,
                         const char       *words,
                         const MootRange  *range,
                         GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_outcome_list_ascending : &moot_sql_outcome_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("in_force", in_force), MOOT_TEXT ("words", words),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_OUTCOME_RECORD, error);
}

/** moot_outcome_store_add: writes a new outcome and sets its id */
gboolean
moot_outcome_store_add (MootDb             *db,
                        MootOutcomeRecord  *outcome,
                        GError            **error)
{
  return moot_records_add (
    db, &moot_sql_outcome_add,
    MOOT_BINDS (
      MOOT_INT ("proposal_id", outcome->proposal_id), MOOT_TEXT ("statement", outcome->statement),
      MOOT_TEXT ("verdict", outcome->verdict), MOOT_INT ("decided_on", outcome->decided_on),
      MOOT_INT ("in_force", outcome->in_force), MOOT_INT ("effective_on", outcome->effective_on),
      MOOT_TEXT ("topic", outcome->topic),
      MOOT_TEXT ("effects", outcome->effects != NULL ? outcome->effects : "[]"),
      MOOT_ID ("author_id", outcome->author_id), MOOT_INT ("log_seq", outcome->log_seq)),
    &outcome->id, error);
}

/** moot_outcome_store_save: writes the words and dates that may still change */
gboolean
moot_outcome_store_save (MootDb                   *db,
                         const MootOutcomeRecord  *outcome,
                         GError                  **error)
{
  return moot_db_run (
    db, &moot_sql_outcome_update,
    MOOT_BINDS (
      MOOT_TEXT ("statement", outcome->statement), MOOT_INT ("review_on", outcome->review_on),
      MOOT_INT ("expires_on", outcome->expires_on), MOOT_TEXT ("topic", outcome->topic),
      MOOT_TEXT ("rule_text", outcome->rule_text), MOOT_ID ("author_id", outcome->author_id),
      MOOT_INT ("log_seq", outcome->log_seq), MOOT_INT ("id", outcome->id)),
    error);
}
