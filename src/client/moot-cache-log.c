/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The heads of logs that were ever seen.
 * Thread: workers only. */
#include "moot-cache-log.h"

#include "moot-cache-private.h"
#include "moot-clock.h"

/**
 * moot_cache_put_log_head:
 * @self: a cache
 * @account: who saw it
 * @head: what was seen
 * @checked: whether the log was found to begin with all that was seen before
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_put_log_head (MootCache          *self,
                         const char         *account,
                         const MootLogHead  *head,
                         gboolean            checked,
                         GError            **error)
{
  return moot_cache_write_one (
    self, &moot_cache_sql_log_head_put,
    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("log_id", head->log_id),
                MOOT_INT ("tree_size", head->size), MOOT_TEXT ("root", head->root),
                MOOT_INT ("now", moot_clock_now ()), MOOT_INT ("checked", checked)),
    error);
}

/**
 * moot_cache_list_log_heads:
 * @self: a cache
 * @account: who saw them
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootLogHead): all that are not disputed, the longest log
 * first
 */
GPtrArray *
moot_cache_list_log_heads (MootCache   *self,
                           const char  *account,
                           GError     **error)
{
  g_autoptr (GPtrArray) heads =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_log_head_free);
  g_autoptr (GError) local = NULL;
  MootDb *db = moot_db_pool_borrow_reader (self->pool, error);

  if (db == NULL)
    return NULL;
  {
    g_autoptr (MootRows) rows = moot_db_query (
      db, &moot_cache_sql_log_head_list, MOOT_BINDS (MOOT_TEXT ("account", account)), &local);

    while (rows != NULL && moot_rows_next (rows, &local))
      {
        MootLogHead *head = moot_log_head_new (
          moot_rows_text_at (rows, 0), moot_rows_int_at (rows, 1), moot_rows_text_at (rows, 2));

        head->at = moot_rows_int_at (rows, 3);
        head->checked = moot_rows_int_at (rows, 4) != 0;
        g_ptr_array_add (heads, head);
      }
  }
  moot_db_pool_return_reader (self->pool, db);
  if (local == NULL)
    return g_steal_pointer (&heads);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_cache_dispute_log_heads:
 * @self: a cache
 * @account: whose
 * @log_id: the log that is gone on with
 * @tree_size: how far it agrees with what was seen
 * @error: return location
 *
 * Heads beyond that, and of other logs, are kept and not compared any more.
 *
 * Returns: whether it was written
 */
gboolean
moot_cache_dispute_log_heads (MootCache   *self,
                              const char  *account,
                              const char  *log_id,
                              gint64       tree_size,
                              GError     **error)
{
  return moot_cache_write_one (self, &moot_cache_sql_log_head_dispute,
                               MOOT_BINDS (MOOT_TEXT ("account", account),
                                           MOOT_TEXT ("log_id", log_id),
                                           MOOT_INT ("tree_size", tree_size)),
                               error);
}
