/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was brought in from another server, by what it was called there.
 * Thread: the connection's. */
#include "moot-imported-store.h"

#include "moot-sql.h"

/** moot_imported_store_find: fills in where it is here, when it was brought in before */
gboolean
moot_imported_store_find (MootDb        *db,
                          MootImported  *imported,
                          gboolean      *out_found,
                          GError       **error)
{
  const MootBind *binds = MOOT_BINDS (MOOT_TEXT ("origin", imported->origin),
                                      MOOT_TEXT ("kind", imported->kind),
                                      MOOT_INT ("source_id", imported->source_id));

  imported->discussion_id = 0;
  imported->comment_id = 0;
  if (!moot_db_get_int (db, &moot_sql_imported_find_discussion, binds, &imported->discussion_id,
                        error) ||
      !moot_db_get_int (db, &moot_sql_imported_find_comment, binds, &imported->comment_id, error))
    return FALSE;
  *out_found = imported->discussion_id != 0;
  return TRUE;
}

/** moot_imported_store_add: remembers that it was brought in */
gboolean
moot_imported_store_add (MootDb              *db,
                         const MootImported  *imported,
                         GError             **error)
{
  return moot_db_run (db, &moot_sql_imported_add,
                      MOOT_BINDS (MOOT_TEXT ("origin", imported->origin),
                                  MOOT_TEXT ("kind", imported->kind),
                                  MOOT_INT ("source_id", imported->source_id),
                                  MOOT_INT ("discussion_id", imported->discussion_id),
                                  MOOT_INT ("comment_id", imported->comment_id)),
                      error);
}

/** moot_imported_store_lock: what was brought in is a record: nobody adds to it */
gboolean
moot_imported_store_lock (MootDb  *db,
                          gint64   discussion_id,
                          gint64   last_activity_at,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_imported_lock, MOOT_BINDS (MOOT_INT ("id", discussion_id)),
                      error) &&
         moot_db_run (
           db, &moot_sql_imported_touch,
           MOOT_BINDS (MOOT_INT ("id", discussion_id), MOOT_INT ("at", last_activity_at)), error);
}
