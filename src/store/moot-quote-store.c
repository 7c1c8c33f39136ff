/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which status quotes which, how far the one who is quoted agreed, and the stamps that say so.
 * Spec: FEP-044f.
 * Thread: the connection's. */
#include "moot-quote-store.h"

#include "moot-id.h"
#include "moot-notification-store.h"
#include "moot-records.h"
#include "moot-sql.h"
#include "moot-status-store.h"

/** moot_quote_clear: frees what @self holds */
void
moot_quote_clear (MootQuote *self)
{
  g_clear_pointer (&self->quoted_uri, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->authorization_uri, g_free);
  g_clear_pointer (&self->request_uri, g_free);
  g_clear_pointer (&self->quoting_uri, g_free);
  g_clear_pointer (&self->quoting_author, g_free);
  g_clear_pointer (&self->quoted_author, g_free);
}

/** moot_stamp_clear: frees what @self holds */
void
moot_stamp_clear (MootStamp *self)
{
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->quoted_uri, g_free);
  g_clear_pointer (&self->quoting_uri, g_free);
}

static void
read_quote (MootRows *rows,
            gpointer  out)
{
  *(MootQuote *) out = (MootQuote){
    .status_id = moot_rows_get_int (rows, "status_id"),
    .quoted_id = moot_rows_get_int (rows, "quoted_id"),
    .quoted_uri = g_strdup (moot_rows_get_text (rows, "quoted_uri")),
    .state = g_strdup (moot_rows_get_text (rows, "state")),
    .authorization_uri = g_strdup (moot_rows_get_text (rows, "authorization_uri")),
    .request_uri = g_strdup (moot_rows_get_text (rows, "request_uri")),
    .quoting_uri = g_strdup (moot_rows_get_text (rows, "quoting_uri")),
    .quoting_author = g_strdup (moot_rows_get_text (rows, "quoting_author")),
    .quoting_account_id = moot_rows_get_int (rows, "quoting_account_id"),
    .quoting_is_ours = moot_rows_get_int (rows, "quoting_is_ours") != 0,
    .quoted_author = g_strdup (moot_rows_get_text (rows, "quoted_author")),
    .quoted_account_id = moot_rows_get_int (rows, "quoted_account_id"),
    .quoted_is_ours = moot_rows_get_int (rows, "quoted_is_ours") != 0,
  };
}

static gboolean
find_quote (MootDb          *db,
            const MootSql   *sql,
            const MootBind  *binds,
            MootQuote       *out_quote,
            GError         **error)
{
  *out_quote = (MootQuote){ 0 };
  return moot_records_read_first (db, sql, binds, read_quote, out_quote, error);
}

/** moot_quote_load: what @status_id quotes; its `status_id` is 0 when it quotes nothing */
gboolean
moot_quote_load (MootDb     *db,
                 gint64      status_id,
                 MootQuote  *out_quote,
                 GError    **error)
{
  return find_quote (db, &moot_sql_quote_of, MOOT_BINDS (MOOT_INT ("status", status_id)), out_quote,
                     error);
}

/** moot_quote_find_by_request: the quote that we asked for with @uri */
gboolean
moot_quote_find_by_request (MootDb      *db,
                            const char  *uri,
                            MootQuote   *out_quote,
                            GError     **error)
{
  return find_quote (db, &moot_sql_quote_by_request, MOOT_BINDS (MOOT_TEXT ("uri", uri)), out_quote,
                     error);
}

/** moot_quote_find_by_stamp: the quote that the stamp @uri is for */
gboolean
moot_quote_find_by_stamp (MootDb      *db,
                          const char  *uri,
                          MootQuote   *out_quote,
                          GError     **error)
{
  return find_quote (db, &moot_sql_quote_by_stamp, MOOT_BINDS (MOOT_TEXT ("uri", uri)), out_quote,
                     error);
}

static gboolean
recount (MootDb  *db,
         gint64   quoted_id,
         GError **error)
{
  return quoted_id == 0 ||
         moot_db_run (db, &moot_sql_quotes_count, MOOT_BINDS (MOOT_INT ("id", quoted_id)), error);
}

/**
 * moot_quote_put:
 * @db: the writer
 * @quote: what quotes what, and how far that is agreed
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_quote_put (MootDb           *db,
                const MootQuote  *quote,
                gint64            now,
                GError          **error)
{
  gboolean accepted = g_str_equal (quote->state, MOOT_QUOTE_ACCEPTED);

  if (!moot_db_run (db, &moot_sql_quote_put,
                    MOOT_BINDS (MOOT_INT ("status", quote->status_id),
                                MOOT_TEXT ("quoted_uri", quote->quoted_uri),
                                MOOT_ID ("quoted", quote->quoted_id),
                                MOOT_TEXT ("state", quote->state),
                                MOOT_TEXT ("authorization", quote->authorization_uri),
                                MOOT_TEXT ("request", quote->request_uri), MOOT_INT ("now", now)),
                    error) ||
      !recount (db, quote->quoted_id, error))
    return FALSE;
  return !accepted || quote->quoted_account_id == 0 ||
         moot_notification_raise (db, quote->quoted_account_id, "quote", quote->quoting_account_id,
                                  quote->status_id, error);
}

/**
 * moot_quote_settle:
 * @db: the writer
 * @quote: as it was; with what it quotes, if that is known now
 * @state: what it is from now on
 * @authorization_uri: (nullable): the stamp it has
 * @error: return location
 *
 * Who is quoted hears of it when it begins to show.
 *
 * Returns: whether it was written
 */
gboolean
moot_quote_settle (MootDb           *db,
                   const MootQuote  *quote,
                   const char       *state,
                   const char       *authorization_uri,
                   GError          **error)
{
  gboolean accepted = g_str_equal (state, MOOT_QUOTE_ACCEPTED);

  if (!moot_db_run (db, &moot_sql_quote_set,
                    MOOT_BINDS (MOOT_INT ("status", quote->status_id), MOOT_TEXT ("state", state),
                                MOOT_TEXT ("authorization", authorization_uri),
                                MOOT_ID ("quoted", quote->quoted_id)),
                    error) ||
      !moot_db_run (db, &moot_sql_status_touch, MOOT_BINDS (MOOT_INT ("id", quote->status_id)),
                    error) ||
      !recount (db, quote->quoted_id, error))
    return FALSE;
  moot_db_announce (db, MOOT_NEWS_STATUS_EDIT, quote->status_id, 0);
  return !accepted || quote->quoted_account_id == 0 ||
         moot_notification_raise (db, quote->quoted_account_id, "quote", quote->quoting_account_id,
                                  quote->status_id, error);
}

/* Stamps -------------------------------------------------------------------------------------- */

static void
read_stamp (MootRows *rows,
            gpointer  out)
{
  *(MootStamp *) out =
    (MootStamp){ .id = moot_rows_get_int (rows, "id"),
                 .account_id = moot_rows_get_int (rows, "account_id"),
                 .quoted_id = moot_rows_get_int (rows, "quoted_id"),
                 .author = g_strdup (moot_rows_get_text (rows, "author")),
                 .quoted_uri = g_strdup (moot_rows_get_text (rows, "quoted_uri")),
                 .quoting_uri = g_strdup (moot_rows_get_text (rows, "quoting_uri")),
                 .revoked = moot_rows_get_int (rows, "revoked_at") != 0 };
}

static gboolean
find_stamp (MootDb          *db,
            const MootSql   *sql,
            const MootBind  *binds,
            MootStamp       *out_stamp,
            GError         **error)
{
  *out_stamp = (MootStamp){ 0 };
  return moot_records_read_first (db, sql, binds, read_stamp, out_stamp, error);
}

/** moot_stamp_find: the stamp for @quoting_uri on @quoted_id; its id is 0 when there is none */
gboolean
moot_stamp_find (MootDb      *db,
                 gint64       quoted_id,
                 const char  *quoting_uri,
                 MootStamp   *out_stamp,
                 GError     **error)
{
  return find_stamp (
    db, &moot_sql_stamp_of,
    MOOT_BINDS (MOOT_INT ("quoted", quoted_id), MOOT_TEXT ("quoting", quoting_uri)), out_stamp,
    error);
}

/** moot_stamp_load: the stamp @id; its id is 0 when there is none */
gboolean
moot_stamp_load (MootDb     *db,
                 gint64      id,
                 MootStamp  *out_stamp,
                 GError    **error)
{
  return find_stamp (db, &moot_sql_stamp_by_id, MOOT_BINDS (MOOT_INT ("id", id)), out_stamp, error);
}

/**
 * moot_stamp_put:
 * @db: the writer
 * @quoted_id: a status of ours
 * @quoting_uri: what may quote it
 * @now: UTC milliseconds
 * @out_stamp: (out): the stamp; the same one when it was given before
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_stamp_put (MootDb      *db,
                gint64       quoted_id,
                const char  *quoting_uri,
                gint64       now,
                MootStamp   *out_stamp,
                GError     **error)
{
  return moot_db_run (
           db, &moot_sql_stamp_put,
           MOOT_BINDS (MOOT_INT ("id", moot_id_next ()), MOOT_INT ("quoted", quoted_id),
                       MOOT_TEXT ("quoting", quoting_uri), MOOT_INT ("now", now)),
           error) &&
         moot_stamp_find (db, quoted_id, quoting_uri, out_stamp, error);
}

/** moot_stamp_revoke: takes a stamp back */
gboolean
moot_stamp_revoke (MootDb  *db,
                   gint64   id,
                   gint64   now,
                   GError **error)
{
  return moot_db_run (db, &moot_sql_stamp_revoke,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("now", now)), error);
}
