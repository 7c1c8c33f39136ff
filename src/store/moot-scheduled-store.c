/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Posts that wait for their hour, with the media that wait with them.
 * Spec: Mastodon client API, ScheduledStatus.
 * Thread: the connection's. */
#include "moot-scheduled-store.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-sql.h"

/** moot_scheduled_free: frees @self, which may be %NULL */
void
moot_scheduled_free (MootScheduled *self)
{
  if (self == NULL)
    return;

  g_free (self->params);
  g_free (self);
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: %s", reason);
  return FALSE;
}

/* Whether @account_id may have one more on that day; @except is about to move to it. */
static gboolean
check_time (MootDb  *db,
            gint64   account_id,
            gint64   at,
            gint64   except,
            gint64   now,
            GError **error)
{
  gint64 day = at - at % MOOT_DAY;
  gint64 n_that_day = 0;

  if (at < now + MOOT_SCHEDULED_MIN_AHEAD_MS)
    return refuse (error, "Scheduled at The scheduled date must be in the future");
  if (!moot_db_get_int (db, &moot_sql_scheduled_count_between,
                        MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("from", day),
                                    MOOT_INT ("to", day + MOOT_DAY), MOOT_INT ("except", except)),
                        &n_that_day, error))
    return FALSE;
  return n_that_day < MOOT_SCHEDULED_MAX_PER_DAY ||
         refuse (error, "You have exceeded the limit of 25 scheduled posts for today");
}

static gboolean
reserve_media (MootDb        *db,
               gint64         id,
               gint64         account_id,
               const gint64  *ids,
               gsize          n_ids,
               GError       **error)
{
  for (gsize i = 0; i < n_ids; i++)
    {
      gint64 n_changed = 0;

      if (!moot_db_run_counted (db, &moot_sql_scheduled_attach,
                                MOOT_BINDS (MOOT_INT ("id", ids[i]),
                                            MOOT_INT ("account", account_id),
                                            MOOT_INT ("scheduled", id),
                                            MOOT_INT ("position", (gint64) i)),
                                &n_changed, error))
        return FALSE;
      if (n_changed == 0)
        return refuse (error, "Media attachments could not be found");
    }
  return TRUE;
}

/**
 * moot_scheduled_add:
 * @db: the writer
 * @draft: what to keep; its id does not count
 * @attachment_ids: (array length=n_attachments): media of the author, in their order
 * @n_attachments: how many
 * @now: UTC milliseconds
 * @out_id: (out): its id
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client: too soon, too many, media that are not
 * there for the taking.
 *
 * Returns: whether it waits
 */
gboolean
moot_scheduled_add (MootDb               *db,
                    const MootScheduled  *draft,
                    const gint64         *attachment_ids,
                    gsize                 n_attachments,
                    gint64                now,
                    gint64               *out_id,
                    GError              **error)
{
  gint64 n_waiting = 0;

  if (!check_time (db, draft->account_id, draft->scheduled_at, 0, now, error) ||
      !moot_db_get_int (db, &moot_sql_scheduled_count,
                        MOOT_BINDS (MOOT_INT ("account", draft->account_id)), &n_waiting, error))
    return FALSE;
  if (n_waiting >= MOOT_SCHEDULED_MAX)
    return refuse (error, "You have exceeded the limit of 300 scheduled posts");
  if (!moot_db_run (db, &moot_sql_scheduled_add,
                    MOOT_BINDS (MOOT_INT ("account", draft->account_id),
                                MOOT_ID ("application", draft->application_id),
                                MOOT_INT ("at", draft->scheduled_at),
                                MOOT_TEXT ("params", draft->params), MOOT_INT ("now", now)),
                    error))
    return FALSE;
  *out_id = moot_db_get_last_id (db);
  return reserve_media (db, *out_id, draft->account_id, attachment_ids, n_attachments, error);
}

/**
 * moot_scheduled_move:
 * @db: the writer
 * @id: a post that waits
 * @account_id: its author
 * @scheduled_at: UTC milliseconds
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client; %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it waits until then
 */
gboolean
moot_scheduled_move (MootDb  *db,
                     gint64   id,
                     gint64   account_id,
                     gint64   scheduled_at,
                     gint64   now,
                     GError **error)
{
  gint64 n_changed = 0;

  if (!check_time (db, account_id, scheduled_at, id, now, error) ||
      !moot_db_run_counted (db, &moot_sql_scheduled_move,
                            MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id),
                                        MOOT_INT ("at", scheduled_at)),
                            &n_changed, error))
    return FALSE;
  if (n_changed > 0)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "it does not wait any more");
  return FALSE;
}

/** moot_scheduled_remove: it will not be published; its media are nobody's again */
gboolean
moot_scheduled_remove (MootDb    *db,
                       gint64     id,
                       gint64     account_id,
                       gboolean  *out_removed,
                       GError   **error)
{
  gint64 n_changed = 0;
  gboolean done = moot_db_run_counted (db, &moot_sql_scheduled_remove,
                                       MOOT_BINDS (MOOT_INT ("id", id),
                                                   MOOT_INT ("account", account_id)),
                                       &n_changed, error);

  *out_removed = n_changed > 0;
  return done;
}

/* Reading ------------------------------------------------------------------------------------- */

static MootScheduled *
read_row (MootRows *rows)
{
  MootScheduled *self = g_new0 (MootScheduled, 1);

  self->id = moot_rows_get_int (rows, "id");
  self->account_id = moot_rows_get_int (rows, "account_id");
  self->application_id = moot_rows_get_int (rows, "application_id");
  self->scheduled_at = moot_rows_get_int (rows, "scheduled_at");
  self->params = g_strdup (moot_rows_get_text (rows, "params"));
  return self;
}

static GPtrArray *
read_all (MootRows  *rows,
          GError   **error)
{
  g_autoptr (MootRows) owned = rows;
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_scheduled_free);
  g_autoptr (GError) local = NULL;

  if (owned == NULL)
    return NULL;
  while (moot_rows_next (owned, &local))
    g_ptr_array_add (list, read_row (owned));
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** moot_scheduled_find: (transfer full) (nullable): one's own; %NULL without @error for none */
MootScheduled *
moot_scheduled_find (MootDb  *db,
                     gint64   id,
                     gint64   account_id,
                     GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_scheduled_by_id,
                   MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_row (rows) : NULL;
}

/** moot_scheduled_list: (transfer full) (element-type MootScheduled): a page of one's own */
GPtrArray *
moot_scheduled_list (MootDb               *db,
                     gint64                account_id,
                     const MootPostRange  *range,
                     GError              **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_scheduled_newer : &moot_sql_scheduled_older;

  return read_all (moot_db_query (db, sql,
                                  MOOT_BINDS (MOOT_INT ("account", account_id),
                                              MOOT_INT ("max_id", range->max_id),
                                              MOOT_INT ("floor", range->floor),
                                              MOOT_INT ("limit", range->limit)),
                                  error),
                   error);
}

/** moot_scheduled_list_due: (transfer full) (element-type MootScheduled): whose hour has come */
GPtrArray *
moot_scheduled_list_due (MootDb  *db,
                         gint64   now,
                         guint    limit,
                         GError **error)
{
  return read_all (moot_db_query (db, &moot_sql_scheduled_due,
                                  MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("limit", limit)),
                                  error),
                   error);
}

/**
 * moot_scheduled_write:
 * @db: a connection
 * @site: the node
 * @self: a post that waits
 * @json: where to
 * @error: return location
 *
 * Writes it as the next value.
 *
 * Returns: whether the database answered
 */
gboolean
moot_scheduled_write (MootDb               *db,
                      const MootSite       *site,
                      const MootScheduled  *self,
                      MootJsonWriter       *json,
                      GError              **error)
{
  g_autoptr (GPtrArray) media = moot_attachments_of_scheduled (db, site, self->id, error);

  if (media == NULL)
    return FALSE;
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", self->id);
  moot_json_name (json, "scheduled_at");
  moot_json_add_time (json, self->scheduled_at);
  moot_json_put_raw (json, "params", self->params);
  moot_json_name (json, "media_attachments");
  moot_json_begin_array (json);
  for (guint i = 0; i < media->len; i++)
    moot_entity_to_json (g_ptr_array_index (media, i), json);
  moot_json_end_array (json);
  moot_json_end_object (json);
  return TRUE;
}
