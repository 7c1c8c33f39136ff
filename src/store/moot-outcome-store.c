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

/** moot_outcome_store_list: (transfer full) (element-type MootOutcomeRecord): a page */
GPtrArray *
moot_outcome_store_list (MootDb                   *db,
                         const MootOutcomeFilter  *filter,
                         const MootRange          *range,
                         GError                  **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_outcome_search_ascending : &moot_sql_outcome_search,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("in_force", filter->in_force), MOOT_TEXT ("state", filter->state),
                MOOT_TEXT ("topic", filter->topic), MOOT_TEXT ("match", filter->match),
                MOOT_INT ("today", filter->today), MOOT_INT ("soon", filter->soon),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_OUTCOME_RECORD, error);
}

/* So that it is found by its words. */
static gboolean
index_words (MootDb  *db,
             gint64   id,
             GError **error)
{
  return moot_db_run (db, &moot_sql_outcome_text_remove, MOOT_BINDS (MOOT_INT ("id", id)), error) &&
         moot_db_run (db, &moot_sql_outcome_text_add, MOOT_BINDS (MOOT_INT ("id", id)), error);
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
             MOOT_INT ("proposal_id", outcome->proposal_id),
             MOOT_TEXT ("statement", outcome->statement), MOOT_TEXT ("verdict", outcome->verdict),
             MOOT_INT ("decided_on", outcome->decided_on), MOOT_INT ("in_force", outcome->in_force),
             MOOT_INT ("effective_on", outcome->effective_on), MOOT_TEXT ("topic", outcome->topic),
             MOOT_TEXT ("effects", outcome->effects != NULL ? outcome->effects : "[]"),
             MOOT_ID ("author_id", outcome->author_id), MOOT_INT ("log_seq", outcome->log_seq)),
           &outcome->id, error) &&
         index_words (db, outcome->id, error);
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
             MOOT_TEXT ("statement", outcome->statement),
             MOOT_INT ("review_on", outcome->review_on),
             MOOT_INT ("expires_on", outcome->expires_on), MOOT_TEXT ("topic", outcome->topic),
             MOOT_TEXT ("rule_text", outcome->rule_text), MOOT_ID ("author_id", outcome->author_id),
             MOOT_INT ("log_seq", outcome->log_seq), MOOT_INT ("id", outcome->id)),
           error) &&
         index_words (db, outcome->id, error);
}

/** moot_outcome_store_save_terms: writes whether and how long it holds, and what it says */
gboolean
moot_outcome_store_save_terms (MootDb                   *db,
                               const MootOutcomeRecord  *outcome,
                               GError                  **error)
{
  return moot_db_run (db, &moot_sql_outcome_set_terms,
                      MOOT_BINDS (MOOT_INT ("in_force", outcome->in_force),
                                  MOOT_INT ("effective_on", outcome->effective_on),
                                  MOOT_INT ("review_on", outcome->review_on),
                                  MOOT_INT ("expires_on", outcome->expires_on),
                                  MOOT_ID ("superseded_by", outcome->superseded_by),
                                  MOOT_TEXT ("rule_text", outcome->rule_text),
                                  MOOT_TEXT ("topic", outcome->topic),
                                  MOOT_ID ("status_id", outcome->status_id),
                                  MOOT_INT ("log_seq", outcome->log_seq),
                                  MOOT_INT ("id", outcome->id)),
                      error) &&
         index_words (db, outcome->id, error);
}

/** moot_outcome_store_list_superseded: (transfer full) (element-type gint64): what it took the
 * place of */
GArray *
moot_outcome_store_list_superseded (MootDb  *db,
                                    gint64   id,
                                    GError **error)
{
  return moot_records_list_ids (db, &moot_sql_outcome_list_superseded,
                                MOOT_BINDS (MOOT_INT ("id", id)), error);
}

/** moot_outcome_store_find_ending: one that has expired by @today, and one to be reviewed; 0 for
 * none */
gboolean
moot_outcome_store_find_ending (MootDb  *db,
                                gint64   today,
                                gint64  *out_expired,
                                gint64  *out_review,
                                GError **error)
{
  *out_expired = *out_review = 0;
  return moot_db_get_int (db, &moot_sql_outcome_next_expired,
                          MOOT_BINDS (MOOT_INT ("today", today)), out_expired, error) &&
         moot_db_get_int (db, &moot_sql_outcome_next_review,
                          MOOT_BINDS (MOOT_INT ("today", today)), out_review, error);
}

/** moot_outcome_store_set_reviewed: its review was asked for */
gboolean
moot_outcome_store_set_reviewed (MootDb  *db,
                                 gint64   id,
                                 GError **error)
{
  return moot_db_run (db, &moot_sql_outcome_set_reviewed, MOOT_BINDS (MOOT_INT ("id", id)), error);
}
