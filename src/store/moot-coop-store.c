/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-operative's one row and the versions of its bylaws.
 * Thread: the connection's. */
#include "moot-coop-store.h"

#include "moot-error.h"
#include "moot-sql.h"

/**
 * moot_coop_store_load:
 * @db: a connection
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when this node has no co-operative.
 *
 * Returns: (transfer full): the co-operative with its counts
 */
MootCoopRecord *
moot_coop_store_load (MootDb  *db,
                      GError **error)
{
  g_autoptr (GError) local = NULL;
  MootCoopRecord *coop =
    moot_records_find (db, &moot_sql_coop_get, NULL, MOOT_TYPE_COOP_RECORD, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (coop == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "this node has no co-operative");
  return coop;
}

/**
 * moot_coop_store_add:
 * @db: the writer
 * @coop: what to write; its counts are ignored
 * @error: return location
 *
 * Returns: whether it was written; there is only ever one
 */
gboolean
moot_coop_store_add (MootDb                *db,
                     const MootCoopRecord  *coop,
                     GError               **error)
{
  return moot_db_run (
    db, &moot_sql_coop_add,
    MOOT_BINDS (MOOT_TEXT ("name", coop->name), MOOT_ID ("account_id", coop->account_id),
                MOOT_TEXT ("currency", coop->currency), MOOT_TEXT ("time_zone", coop->time_zone),
                MOOT_TEXT ("locale", coop->locale), MOOT_TEXT ("log_id", coop->log_id),
                MOOT_INT ("created_at", coop->created_at)),
    error);
}

/** moot_bylaws_store_find: (transfer full) (nullable): a version of the bylaws, if there is one */
MootBylawsRecord *
moot_bylaws_store_find (MootDb  *db,
                        gint64   version,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_bylaws_get, MOOT_BINDS (MOOT_INT ("version", version)),
                            MOOT_TYPE_BYLAWS_RECORD, error);
}

/** moot_bylaws_store_find_latest: (transfer full) (nullable): the version in force */
MootBylawsRecord *
moot_bylaws_store_find_latest (MootDb  *db,
                               GError **error)
{
  return moot_records_find (db, &moot_sql_bylaws_get_latest, NULL, MOOT_TYPE_BYLAWS_RECORD, error);
}

/**
 * moot_bylaws_store_add:
 * @db: the writer
 * @bylaws: a version one higher than the one in force, which ends
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_bylaws_store_add (MootDb                  *db,
                       const MootBylawsRecord  *bylaws,
                       GError                 **error)
{
  return moot_db_run (db, &moot_sql_bylaws_end,
                      MOOT_BINDS (MOOT_INT ("until", bylaws->in_force_from),
                                  MOOT_INT ("version", bylaws->version - 1)),
                      error) &&
         moot_db_run (
           db, &moot_sql_bylaws_add,
           MOOT_BINDS (MOOT_INT ("version", bylaws->version), MOOT_TEXT ("preset", bylaws->preset),
                       MOOT_TEXT ("rules", bylaws->rules), MOOT_TEXT ("sha256", bylaws->sha256),
                       MOOT_INT ("in_force_from", bylaws->in_force_from),
                       MOOT_ID ("proposal_id", bylaws->proposal_id),
                       MOOT_INT ("log_seq", bylaws->log_seq)),
           error);
}
