/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whom a member follows, blocks and mutes, as lists that other servers understand.
 *
 * A list that is brought along is written down line by line first; then an errand does one line
 * after the other, and asks other servers for whom we do not know.  A line whose server does not
 * answer is tried again later; what failed is told with the number of its line.  All of it is in
 * the database, so a node that is killed goes on where it was. Thread: that of the call; the lines
 * are an errand's. */
#include "moot-transfer.h"

#include "moot-csv.h"
#include "moot-errands.h"
#include "moot-error.h"
#include "moot-sql.h"
#include "moot-transfer-private.h"

#include <string.h>

#define LINES_AT_ONCE 20            /* then others' errands get their turn */
#define CLAIM_MS (10 * MOOT_MINUTE) /* longer than one line may take */
#define FIRST_RETRY_MS (10 * MOOT_MINUTE)

typedef enum
{
  LINE_WAITS,
  LINE_DONE,
  LINE_FAILED,
} LineState;

/** moot_transfer_has_list: whether there is a list called @list */
gboolean
moot_transfer_has_list (const char *list)
{
  return moot_transfer_list_find (list) != NULL;
}

/** moot_transfer_get_file: what a file with the list is called, as Mastodon calls it */
const char *
moot_transfer_get_file (const char *list)
{
  return moot_transfer_list_find (list)->file;
}

/* Out ------------------------------------------------------------------------------------------ */

/**
 * moot_transfer_export:
 * @db: a connection
 * @site: the node
 * @account_id: a member
 * @list: a list there is
 * @error: return location
 *
 * Returns: (transfer full): the list, with the columns that Mastodon has
 */
char *
moot_transfer_export (MootDb          *db,
                      const MootSite  *site,
                      gint64           account_id,
                      const char      *list,
                      GError         **error)
{
  const MootTransferList *kind = moot_transfer_list_find (list);
  g_autoptr (MootRows) rows =
    moot_db_query (db, kind->export,
                   MOOT_BINDS (MOOT_INT ("account", account_id),
                               MOOT_TEXT ("domain", site->domain)),
                   error);
  g_autoptr (GString) csv = g_string_new (kind->header);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      moot_csv_append_cell (csv, moot_rows_get_text (rows, "name"));
      if (kind->n_flags >= 1)
        g_string_append (csv, moot_rows_get_int (rows, "first") != 0 ? ",true" : ",false");
      if (kind->n_flags >= 2)
        g_string_append (csv, moot_rows_get_int (rows, "second") != 0 ? ",true," : ",false,");
      g_string_append_c (csv, '\n');
    }
  if (local == NULL)
    return g_string_free (g_steal_pointer (&csv), FALSE);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* In ------------------------------------------------------------------------------------------- */

static gboolean
read_flag (const GPtrArray *cells,
           guint            column,
           gboolean         fallback)
{
  const char *cell = column < cells->len ? g_ptr_array_index (cells, column) : "";

  if (*cell == '\0')
    return fallback;
  return g_ascii_strcasecmp (cell, "true") == 0 || g_str_equal (cell, "1");
}

static gboolean
add_line (MootDb              *db,
          const MootSite      *site,
          const MootTransfer  *transfer,
          const GPtrArray     *cells,
          guint                number,
          GError             **error)
{
  const MootTransferList *kind = moot_transfer_list_find (transfer->list);
  const char *cell = g_strstrip (g_ptr_array_index (cells, 0));
  g_autofree char *name = kind->dup_name (site, cell);
  gboolean read = name != NULL;

  if (!read)
    name = g_utf8_substring (cell, 0, MIN (200, g_utf8_strlen (cell, -1)));
  return moot_db_run (
    db, &moot_sql_transfer_add,
    MOOT_BINDS (MOOT_INT ("account", transfer->account_id), MOOT_TEXT ("list", transfer->list),
                MOOT_INT ("line", number), MOOT_TEXT ("name", name),
                MOOT_INT ("first", read_flag (cells, 1, kind->default_of)),
                MOOT_INT ("second", read_flag (cells, 2, FALSE)),
                MOOT_INT ("state", read ? LINE_WAITS : LINE_FAILED),
                MOOT_TEXT ("error", read ? NULL : "it cannot be read"),
                MOOT_INT ("now", transfer->now)),
    error);
}

/* Mastodon's own headers, and ours with a sign before them. */
static gboolean
is_header (const GPtrArray *cells)
{
  const char *first = g_ptr_array_index (cells, 0);

  return *first == '#' || g_ascii_strcasecmp (first, "Account address") == 0 ||
         g_ascii_strcasecmp (first, "domain") == 0;
}

static gboolean
add_lines (MootDb              *db,
           const MootSite      *site,
           const MootTransfer  *transfer,
           const char          *csv,
           GError             **error)
{
  guint number = 0;

  for (const char *at = moot_csv_skip_mark (csv); *at != '\0';)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      at = moot_csv_read_row (at, cells);
      number++;
      if (at == NULL || number > MOOT_TRANSFER_MAX_LINES)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "Validation failed: Line %u cannot be read", number);
          return FALSE;
        }
      if (*(char *) g_ptr_array_index (cells, 0) == '\0' || (number == 1 && is_header (cells)))
        continue;
      if (!add_line (db, site, transfer, cells, number, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_others (MootDb              *db,
               const MootSite      *site,
               const MootTransfer  *transfer,
               GError             **error)
{
  const MootTransferList *kind = moot_transfer_list_find (transfer->list);
  g_autoptr (MootRows) rows = moot_db_query (
    db, kind->beyond,
    MOOT_BINDS (MOOT_INT ("account", transfer->account_id), MOOT_TEXT ("list", transfer->list),
                MOOT_TEXT ("domain", site->domain)),
    error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      gint64 id = moot_rows_get_int (rows, "id");

      g_array_append_val (ids, id);
      g_ptr_array_add (names, g_strdup (moot_rows_get_text (rows, "name")));
    }
  g_clear_pointer (&rows, moot_rows_free);
  for (guint i = 0; local == NULL && i < ids->len; i++)
    {
      const MootTransferLine line = { .site = site,
                                      .account_id = transfer->account_id,
                                      .target_id = g_array_index (ids, gint64, i),
                                      .name = g_ptr_array_index (names, i),
                                      .now = transfer->now };

      kind->remove (db, &line, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_transfer_import:
 * @db: the writer
 * @site: the node
 * @transfer: whose list it is
 * @csv: the list
 * @error: return location
 *
 * Writes down what is to be done, instead of what was left of an earlier list of that name; with
 * @overwrite, what is not in it goes at once.
 *
 * Limits: %MOOT_TRANSFER_MAX_BYTES, %MOOT_TRANSFER_MAX_LINES.
 * Errors: %MOOT_ERROR_INVALID with the number of the line, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether it was written
 */
gboolean
moot_transfer_import (MootDb              *db,
                      const MootSite      *site,
                      const MootTransfer  *transfer,
                      const char          *csv,
                      GError             **error)
{
  if (strlen (csv) > MOOT_TRANSFER_MAX_BYTES)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "The list is too long");
      return FALSE;
    }
  return moot_db_run (db, &moot_sql_transfer_clear,
                      MOOT_BINDS (MOOT_INT ("account", transfer->account_id),
                                  MOOT_TEXT ("list", transfer->list)),
                      error) &&
         add_lines (db, site, transfer, csv, error) &&
         (!transfer->overwrite || remove_others (db, site, transfer, error));
}

static gboolean
write_failures (MootDb              *db,
                const MootTransfer  *transfer,
                MootJsonWriter      *json,
                GError             **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_transfer_failures,
    MOOT_BINDS (MOOT_INT ("account", transfer->account_id), MOOT_TEXT ("list", transfer->list),
                MOOT_INT ("limit", MOOT_TRANSFER_MAX_FAILURES)),
    error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  moot_json_name (json, "failures");
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_begin_object (json);
      moot_json_put_int (json, "line", moot_rows_get_int (rows, "line"));
      moot_json_put_string (json, "name", moot_rows_get_text (rows, "name"));
      moot_json_put_string (json, "error", moot_rows_get_text (rows, "error"));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_transfer_report:
 * @db: a connection
 * @transfer: whose list, and which
 * @json: gets an object
 * @error: return location
 *
 * Says how far it is, and what failed, line by line.
 *
 * Returns: whether the database answered
 */
gboolean
moot_transfer_report (MootDb              *db,
                      const MootTransfer  *transfer,
                      MootJsonWriter      *json,
                      GError             **error)
{
  static const char *const numbers[] = { "total", "waiting", "done", "failed" };
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_transfer_counts,
    MOOT_BINDS (MOOT_INT ("account", transfer->account_id), MOOT_TEXT ("list", transfer->list)),
    error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  moot_json_begin_object (json);
  moot_json_put_string (json, "list", transfer->list);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    moot_json_put_int (json, numbers[i], moot_rows_get_int (rows, numbers[i]));
  g_clear_pointer (&rows, moot_rows_free);
  if (!write_failures (db, transfer, json, error))
    return FALSE;
  moot_json_end_object (json);
  return TRUE;
}

/* Line by line --------------------------------------------------------------------------------- */

typedef struct
{
  const MootTransferList *kind;
  MootTransferLine line;
  gint64 id; /* 0: nothing to do */
  char *name;
  guint tries;
  const char *why;
} Work;

static gboolean
claim (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  Work *work = data;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_transfer_next, MOOT_BINDS (MOOT_INT ("now", work->line.now)),
                   error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return rows != NULL && (error == NULL || *error == NULL);
  work->id = moot_rows_get_int (rows, "id");
  work->kind = moot_transfer_list_find (moot_rows_get_text (rows, "list"));
  work->name = g_strdup (moot_rows_get_text (rows, "name"));
  work->tries = (guint) moot_rows_get_int (rows, "tries");
  work->line.name = work->name;
  work->line.account_id = moot_rows_get_int (rows, "account_id");
  work->line.first = moot_rows_get_int (rows, "first") != 0;
  work->line.second = moot_rows_get_int (rows, "second") != 0;
  g_clear_pointer (&rows, moot_rows_free);
  return moot_db_run (db, &moot_sql_transfer_postpone,
                      MOOT_BINDS (MOOT_INT ("id", work->id), MOOT_INT ("tries", work->tries + 1),
                                  MOOT_INT ("until", work->line.now + CLAIM_MS)),
                      error);
}

static gboolean
settle (MootDb      *db,
        const Work  *work,
        LineState    state,
        GError     **error)
{
  return moot_db_run (db, &moot_sql_transfer_settle,
                      MOOT_BINDS (MOOT_INT ("id", work->id), MOOT_INT ("state", state),
                                  MOOT_TEXT ("error", work->why)),
                      error);
}

static gboolean
finish (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  const Work *work = data;

  return work->kind->put (db, &work->line, error) && settle (db, work, LINE_DONE, error);
}

static gboolean
give_up (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return settle (db, data, LINE_FAILED, error);
}

static gboolean
postpone (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Work *work = data;

  return moot_db_run (db, &moot_sql_transfer_postpone,
                      MOOT_BINDS (MOOT_INT ("id", work->id), MOOT_INT ("tries", work->tries + 1),
                                  MOOT_INT ("until",
                                            work->line.now + (FIRST_RETRY_MS << work->tries))),
                      error);
}

static gboolean
may_work_later (const Work   *work,
                const GError *error)
{
  return work->tries + 1 < MOOT_TRANSFER_MAX_TRIES &&
         (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE) ||
          g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED) ||
          g_error_matches (error, MOOT_DB_ERROR, MOOT_DB_ERROR_BUSY));
}

static void
do_line (MootFederation *federation,
         Work           *work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;

  if (work->kind->find (federation, work->name, &work->line.target_id, &error))
    {
      if (work->line.target_id == work->line.account_id)
        g_set_error (&error, MOOT_ERROR, MOOT_ERROR_INVALID, "this is you");
      else if (moot_db_pool_write (federation->pool, finish, work, &error))
        return;
    }
  if (g_cancellable_is_cancelled (federation->cancellable))
    return; /* the next start goes on */
  g_debug ("list of %" G_GINT64_FORMAT ": %s", work->line.account_id, error->message);
  work->why = error->message;
  if (!moot_db_pool_write (federation->pool, may_work_later (work, error) ? postpone : give_up,
                           work, &failure))
    g_message ("list of %" G_GINT64_FORMAT ": %s", work->line.account_id, failure->message);
}

static void
do_lines (MootFederation *federation,
          gint64          id)
{
  gboolean more = TRUE;

  for (guint i = 0; more && i < LINES_AT_ONCE; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GError) error = NULL;
      Work work = { .line = { .site = federation->site, .now = moot_clock_now () } };

      more = moot_db_pool_write (federation->pool, claim, &work, &error) && work.id != 0 &&
             !g_cancellable_is_cancelled (federation->cancellable);
      name = work.name;
      if (error != NULL)
        g_message ("lists: %s", error->message);
      if (more)
        do_line (federation, &work);
    }
  if (more)
    moot_errands_run (federation->errands, do_lines, id);
}

/**
 * moot_transfer_go_on:
 * @federation: federation
 * @now: UTC milliseconds
 * @error: return location
 *
 * Sends somebody to do the lines that wait, if there are any.  To be called when a list was
 * brought, and now and then.
 *
 * Returns: whether the database answered
 */
gboolean
moot_transfer_go_on (MootFederation  *federation,
                     gint64           now,
                     GError         **error)
{
  MootDb *db = moot_db_pool_borrow_reader (federation->pool, error);
  gint64 waiting = 0;
  gboolean done = db != NULL && moot_db_get_int (db, &moot_sql_transfer_is_waiting,
                                                 MOOT_BINDS (MOOT_INT ("now", now)), &waiting,
                                                 error);

  if (db != NULL)
    moot_db_pool_return_reader (federation->pool, db);
  if (done && waiting != 0)
    moot_errands_run (federation->errands, do_lines, 0);
  return done;
}
