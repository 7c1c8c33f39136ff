/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proposals, their versions, options and frozen rolls.
 * Thread: the connection's. */
#include "moot-proposal-store.h"

#include "moot-sql.h"

/** moot_proposal_store_find: (transfer full) (nullable): the proposal with this id */
MootProposalRecord *
moot_proposal_store_find (MootDb  *db,
                          gint64   id,
                          GError **error)
{
  return moot_records_find (db, &moot_sql_proposal_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_PROPOSAL_RECORD, error);
}

/** moot_proposal_store_list: (transfer full) (element-type MootProposalRecord): a page */
GPtrArray *
moot_proposal_store_list (MootDb                    *db,
                          const MootProposalFilter  *filter,
                          const MootRange           *range,
                          GError                   **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_proposal_list_ascending : &moot_sql_proposal_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_TEXT ("states", filter->states), MOOT_TEXT ("mine", filter->mine),
                MOOT_INT ("discussion_id", filter->discussion_id),
                MOOT_INT ("viewer_id", filter->viewer_id), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_PROPOSAL_RECORD, error);
}

/** moot_proposal_store_find_to_open: the scheduled one that waits longest; @out_id stays when there
 * is none */
gboolean
moot_proposal_store_find_to_open (MootDb  *db,
                                  gint64   now,
                                  gint64  *out_id,
                                  GError **error)
{
  return moot_db_get_int (db, &moot_sql_proposal_list_to_open, MOOT_BINDS (MOOT_INT ("now", now)),
                          out_id, error);
}

/** moot_proposal_store_find_to_close: the open one that is due longest; @out_id stays when there is
 * none */
gboolean
moot_proposal_store_find_to_close (MootDb  *db,
                                   gint64   now,
                                   gint64  *out_id,
                                   GError **error)
{
  return moot_db_get_int (db, &moot_sql_proposal_list_to_close, MOOT_BINDS (MOOT_INT ("now", now)),
                          out_id, error);
}

/** moot_proposal_store_list_closing: (transfer full) (element-type gint64): open ones of which it
 * is time to remind those who have not voted */
GArray *
moot_proposal_store_list_closing (MootDb  *db,
                                  gint64   now,
                                  GError **error)
{
  return moot_records_list_ids (db, &moot_sql_proposal_list_closing,
                                MOOT_BINDS (MOOT_INT ("now", now)), error);
}

/** moot_proposal_store_note_reminded: so that the same moment is not reminded of again */
gboolean
moot_proposal_store_note_reminded (MootDb  *db,
                                   gint64   id,
                                   gint64   now,
                                   GError **error)
{
  return moot_db_run (db, &moot_sql_proposal_reminded,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("now", now)), error);
}

/** moot_proposal_store_put_reminders: when they are reminded: `["-24h"]` */
gboolean
moot_proposal_store_put_reminders (MootDb      *db,
                                   gint64       id,
                                   const char  *reminders,
                                   GError     **error)
{
  return moot_db_run (db, &moot_sql_proposal_reminders_put,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("reminders", reminders)), error);
}

/** moot_proposal_store_add: writes a new proposal and sets its id */
gboolean
moot_proposal_store_add (MootDb              *db,
                         MootProposalRecord  *proposal,
                         GError             **error)
{
  return moot_records_add (
    db, &moot_sql_proposal_add,
    MOOT_BINDS (
      MOOT_INT ("discussion_id", proposal->discussion_id), MOOT_TEXT ("class", proposal->class),
      MOOT_TEXT ("kind", proposal->kind), MOOT_TEXT ("state", proposal->state),
      MOOT_TEXT ("title", proposal->title), MOOT_TEXT ("source", proposal->source),
      MOOT_TEXT ("html", proposal->html), MOOT_TEXT ("summary", proposal->summary),
      MOOT_INT ("author_id", proposal->author_id), MOOT_ID ("subject_id", proposal->subject_id),
      MOOT_TEXT ("results_visible", proposal->results_visible),
      MOOT_TEXT ("ballot_level", proposal->ballot_level),
      MOOT_INT ("bylaws_version", proposal->bylaws_version), MOOT_TEXT ("effect", proposal->effect),
      MOOT_TEXT ("settings", proposal->settings), MOOT_INT ("created_at", proposal->created_at),
      MOOT_INT ("discussed_from", proposal->discussed_from)),
    &proposal->id, error);
}

/** moot_proposal_store_save: writes everything that may change */
gboolean
moot_proposal_store_save (MootDb                    *db,
                          const MootProposalRecord  *proposal,
                          GError                   **error)
{
  return moot_db_run (
    db, &moot_sql_proposal_update,
    MOOT_BINDS (
      MOOT_TEXT ("class", proposal->class), MOOT_TEXT ("state", proposal->state),
      MOOT_INT ("version", proposal->version), MOOT_TEXT ("title", proposal->title),
      MOOT_TEXT ("source", proposal->source), MOOT_TEXT ("html", proposal->html),
      MOOT_TEXT ("summary", proposal->summary), MOOT_ID ("subject_id", proposal->subject_id),
      MOOT_TEXT ("results_visible", proposal->results_visible),
      MOOT_TEXT ("ballot_level", proposal->ballot_level),
      MOOT_INT ("bylaws_version", proposal->bylaws_version), MOOT_TEXT ("effect", proposal->effect),
      MOOT_TEXT ("settings", proposal->settings),
      MOOT_INT ("discussed_from", proposal->discussed_from),
      MOOT_INT ("opens_at", proposal->opens_at), MOOT_INT ("closes_at", proposal->closes_at),
      MOOT_INT ("closed_at", proposal->closed_at), MOOT_INT ("extensions", proposal->extensions),
      MOOT_INT ("eligible_count", proposal->eligible_count),
      MOOT_TEXT ("roll_sha256", proposal->roll_sha256), MOOT_TEXT ("tally", proposal->tally),
      MOOT_TEXT ("verdict", proposal->verdict), MOOT_ID ("log_seq", proposal->log_seq),
      MOOT_INT ("id", proposal->id)),
    error);
}

/** moot_proposal_store_add_version: keeps the current text as its version */
gboolean
moot_proposal_store_add_version (MootDb                    *db,
                                 const MootProposalRecord  *proposal,
                                 gint64                     author_id,
                                 gint64                     now,
                                 GError                   **error)
{
  return moot_db_run (
    db, &moot_sql_proposal_version_add,
    MOOT_BINDS (MOOT_INT ("proposal_id", proposal->id), MOOT_INT ("version", proposal->version),
                MOOT_TEXT ("title", proposal->title), MOOT_TEXT ("source", proposal->source),
                MOOT_TEXT ("html", proposal->html), MOOT_INT ("author_id", author_id),
                MOOT_INT ("created_at", now)),
    error);
}

/** moot_proposal_store_list_proposers: (transfer full) (element-type gint64): who stands behind it
 */
GArray *
moot_proposal_store_list_proposers (MootDb  *db,
                                    gint64   id,
                                    GError **error)
{
  return moot_records_list_ids (db, &moot_sql_proposal_proposer_list,
                                MOOT_BINDS (MOOT_INT ("proposal_id", id)), error);
}

/** moot_proposal_store_add_proposer: one more stands behind it */
gboolean
moot_proposal_store_add_proposer (MootDb  *db,
                                  gint64   id,
                                  gint64   member_id,
                                  GError **error)
{
  return moot_db_run (db, &moot_sql_proposal_proposer_add,
                      MOOT_BINDS (MOOT_INT ("proposal_id", id), MOOT_INT ("member_id", member_id)),
                      error);
}

/** moot_proposal_store_list_options: (transfer full) (element-type MootOptionRecord): in their
 * order */
GPtrArray *
moot_proposal_store_list_options (MootDb  *db,
                                  gint64   id,
                                  GError **error)
{
  return moot_records_list (db, &moot_sql_proposal_option_list,
                            MOOT_BINDS (MOOT_INT ("proposal_id", id)), MOOT_TYPE_OPTION_RECORD,
                            error);
}

/** moot_proposal_store_add_option: writes a new option and sets its id */
gboolean
moot_proposal_store_add_option (MootDb            *db,
                                MootOptionRecord  *option,
                                GError           **error)
{
  return moot_records_add (
    db, &moot_sql_proposal_option_add,
    MOOT_BINDS (MOOT_INT ("proposal_id", option->proposal_id), MOOT_TEXT ("key", option->key),
                MOOT_TEXT ("title", option->title), MOOT_TEXT ("meaning", option->meaning),
                MOOT_INT ("position", option->position), MOOT_TEXT ("reason", option->reason)),
    &option->id, error);
}

/** moot_proposal_store_clear_options: of one nobody has voted on yet */
gboolean
moot_proposal_store_clear_options (MootDb  *db,
                                   gint64   id,
                                   GError **error)
{
  return moot_db_run (db, &moot_sql_proposal_option_clear,
                      MOOT_BINDS (MOOT_INT ("proposal_id", id)), error);
}

/** moot_proposal_store_list_roll: (transfer full) (element-type gint64): members who may vote, by
 * id */
GArray *
moot_proposal_store_list_roll (MootDb  *db,
                               gint64   id,
                               GError **error)
{
  return moot_records_list_ids (db, &moot_sql_proposal_roll_list,
                                MOOT_BINDS (MOOT_INT ("proposal_id", id)), error);
}

/** moot_proposal_store_add_to_roll: this member may vote */
gboolean
moot_proposal_store_add_to_roll (MootDb  *db,
                                 gint64   id,
                                 gint64   member_id,
                                 GError **error)
{
  return moot_db_run (db, &moot_sql_proposal_roll_add,
                      MOOT_BINDS (MOOT_INT ("proposal_id", id), MOOT_INT ("member_id", member_id)),
                      error);
}

/** moot_proposal_store_is_on_roll: whether this member may vote */
gboolean
moot_proposal_store_is_on_roll (MootDb    *db,
                                gint64     id,
                                gint64     member_id,
                                gboolean  *out_on_roll,
                                GError   **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (
        db, &moot_sql_proposal_roll_has,
        MOOT_BINDS (MOOT_INT ("proposal_id", id), MOOT_INT ("member_id", member_id)), &n, error))
    return FALSE;
  *out_on_roll = n > 0;
  return TRUE;
}

/** moot_proposal_store_change_cast: so many more have voted, or fewer */
gboolean
moot_proposal_store_change_cast (MootDb  *db,
                                 gint64   id,
                                 int      by,
                                 GError **error)
{
  return by == 0 ||
         moot_db_run (db, &moot_sql_proposal_change_cast,
                      MOOT_BINDS (MOOT_INT ("by", by), MOOT_INT ("id", id)), error);
}
