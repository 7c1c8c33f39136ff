/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is known of other servers over a restart: which signature each understands.  How quick they
 * are is kept where deliveries are settled.
 * Thread: any. */
#include "moot-host-memory.h"

#include "moot-sql.h"

/**
 * moot_host_haste_of:
 * @ms: how long a host took to answer
 *
 * Returns: its class: about 2 to the power of it milliseconds, at least 1
 */
guint
moot_host_haste_of (gint64 ms)
{
  return ms <= 1 ? 1 : MIN (g_bit_storage ((gulong) ms), 16);
}

typedef struct
{
  const char *host;
  MootSignatureScheme scheme;
  gint64 now;
} Lesson;

static gboolean
put_scheme (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Lesson *lesson = data;

  return moot_db_run (db, &moot_sql_host_set_scheme,
                      MOOT_BINDS (MOOT_TEXT ("host", lesson->host),
                                  MOOT_INT ("scheme", lesson->scheme),
                                  MOOT_INT ("now", lesson->now)),
                      error);
}

/* A #MootSchemeKeeper. */
static void
keep_scheme (const char          *host,
             MootSignatureScheme  scheme,
             gint64               now,
             gpointer             data)
{
  Lesson lesson = { host, scheme, now };
  g_autoptr (GError) error = NULL;

  if (!moot_db_pool_write (data, put_scheme, &lesson, &error))
    g_message ("it cannot be kept what '%s' understands: %s", host, error->message);
}

/**
 * moot_host_memory_load:
 * @pool: the database
 * @schemes: gets what was learnt before, and keeps from now on what is
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_host_memory_load (MootDbPool        *pool,
                       MootSchemeMemory  *schemes,
                       gint64             now,
                       GError           **error)
{
  MootDb *db = moot_db_pool_borrow_reader (pool, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = NULL;

  if (db == NULL)
    return FALSE;
  rows = moot_db_query (db, &moot_sql_host_schemes,
                        MOOT_BINDS (MOOT_INT ("since", now - MOOT_SCHEME_MEMORY_MS),
                                    MOOT_INT ("limit", MOOT_SCHEME_MEMORY_MAX)),
                        &local);
  while (rows != NULL && moot_rows_next (rows, &local))
    moot_scheme_memory_put (schemes, moot_rows_get_text (rows, "host"),
                            moot_rows_get_int (rows, "scheme") == MOOT_SIGNATURE_RFC9421
                              ? MOOT_SIGNATURE_RFC9421
                              : MOOT_SIGNATURE_CAVAGE,
                            moot_rows_get_int (rows, "scheme_at"));
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (pool, db);
  moot_scheme_memory_set_keeper (schemes, keep_scheme, pool);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_host_memory_prune: forgets hosts that were not spoken to for long; returns whether it was
 * written */
gboolean
moot_host_memory_prune (MootDb  *db,
                        gint64   now,
                        GError **error)
{
  return moot_db_run (db, &moot_sql_host_forget,
                      MOOT_BINDS (MOOT_INT ("before", now - MOOT_HOST_MEMORY_MS)), error) &&
         moot_db_run (db, &moot_sql_host_forget_many,
                      MOOT_BINDS (MOOT_INT ("limit", MOOT_HOST_MEMORY_MAX)), error);
}
