/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Working groups and who belongs to them.
 * Thread: the connection's. */
#include "moot-circle-store.h"

#include "moot-sql.h"

/** moot_circle_store_add: writes a new circle without members */
gboolean
moot_circle_store_add (MootDb            *db,
                       const MootCircle  *circle,
                       gint64             now,
                       gint64            *out_id,
                       GError           **error)
{
  return moot_records_add (db, &moot_sql_circle_add,
                           MOOT_BINDS (MOOT_TEXT ("slug", circle->slug),
                                       MOOT_TEXT ("name", circle->name),
                                       MOOT_TEXT ("mandate", circle->mandate_source),
                                       MOOT_TEXT ("mandate_html", circle->mandate),
                                       MOOT_INT ("is_open", circle->open), MOOT_INT ("now", now)),
                           out_id, error);
}

/** moot_circle_store_save: writes what may change; the slug stays */
gboolean
moot_circle_store_save (MootDb            *db,
                        const MootCircle  *circle,
                        gint64             id,
                        GError           **error)
{
  return moot_db_run (db, &moot_sql_circle_update,
                      MOOT_BINDS (MOOT_TEXT ("name", circle->name),
                                  MOOT_TEXT ("mandate", circle->mandate_source),
                                  MOOT_TEXT ("mandate_html", circle->mandate),
                                  MOOT_INT ("is_open", circle->open),
                                  MOOT_INT ("closed_at", circle->closed_at), MOOT_INT ("id", id)),
                      error);
}

/** moot_circle_store_find: (transfer full) (nullable): a circle as a member sees it */
MootCircle *
moot_circle_store_find (MootDb  *db,
                        gint64   id,
                        gint64   viewer_id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_circle_get,
                            MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("viewer_id", viewer_id)),
                            MOOT_TYPE_CIRCLE, error);
}

/** moot_circle_store_list: (transfer full) (element-type MootCircle): a page */
GPtrArray *
moot_circle_store_list (MootDb           *db,
                        gint64            viewer_id,
                        const MootRange  *range,
                        GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_circle_list_ascending : &moot_sql_circle_list,
    MOOT_BINDS (MOOT_INT ("viewer_id", viewer_id), MOOT_INT ("max_id", range->below),
                MOOT_INT ("min_id", range->above), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_CIRCLE, error);
}

/** moot_circle_store_count: how many there are */
gboolean
moot_circle_store_count (MootDb  *db,
                         gint64  *out_n,
                         GError **error)
{
  return moot_db_get_int (db, &moot_sql_circle_count, NULL, out_n, error);
}

/** moot_circle_store_is_taken: whether a circle has this short name */
gboolean
moot_circle_store_is_taken (MootDb      *db,
                            const char  *slug,
                            gboolean    *out_taken,
                            GError     **error)
{
  gint64 id = 0;

  if (!moot_db_get_int (db, &moot_sql_circle_find_slug, MOOT_BINDS (MOOT_TEXT ("slug", slug)), &id,
                        error))
    return FALSE;
  *out_taken = id != 0;
  return TRUE;
}

/** moot_circle_store_list_members: (transfer full) (element-type MootCircleMember): the first of
 * them, by when they came */
GPtrArray *
moot_circle_store_list_members (MootDb  *db,
                                gint64   id,
                                int      limit,
                                GError **error)
{
  return moot_records_list (db, &moot_sql_circle_members,
                            MOOT_BINDS (MOOT_INT ("circle_id", id), MOOT_INT ("limit", limit)),
                            MOOT_TYPE_CIRCLE_MEMBER, error);
}

/** moot_circle_store_find_role: what a member is there; %NULL for somebody outside */
gboolean
moot_circle_store_find_role (MootDb  *db,
                             gint64   id,
                             gint64   member_id,
                             char   **out_role,
                             GError **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_circle_role,
    MOOT_BINDS (MOOT_INT ("circle_id", id), MOOT_INT ("member_id", member_id)), error);
  g_autoptr (GError) local = NULL;

  *out_role = NULL;
  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    *out_role = g_strdup (moot_rows_get_text (rows, "role"));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** moot_circle_store_put_member: takes a member in, or gives one another role */
gboolean
moot_circle_store_put_member (MootDb      *db,
                              gint64       id,
                              gint64       member_id,
                              const char  *role,
                              gint64       now,
                              GError     **error)
{
  return moot_db_run (db, &moot_sql_circle_member_put,
                      MOOT_BINDS (MOOT_INT ("circle_id", id), MOOT_INT ("member_id", member_id),
                                  MOOT_TEXT ("role", role), MOOT_INT ("now", now)),
                      error);
}

/** moot_circle_store_remove_member: nothing happens when they are outside already */
gboolean
moot_circle_store_remove_member (MootDb  *db,
                                 gint64   id,
                                 gint64   member_id,
                                 GError **error)
{
  return moot_db_run (db, &moot_sql_circle_member_remove,
                      MOOT_BINDS (MOOT_INT ("circle_id", id), MOOT_INT ("member_id", member_id)),
                      error);
}

/** moot_circle_store_leave_all: for somebody who leaves the co-op */
gboolean
moot_circle_store_leave_all (MootDb  *db,
                             gint64   member_id,
                             GError **error)
{
  return moot_db_run (db, &moot_sql_circle_leave_all,
                      MOOT_BINDS (MOOT_INT ("member_id", member_id)), error);
}

/** moot_circle_store_may_see: whether a discussion belongs to no closed circle, or to one of the
 * viewer's */
gboolean
moot_circle_store_may_see (MootDb    *db,
                           gint64     discussion_id,
                           gint64     viewer_id,
                           gboolean  *out_visible,
                           GError   **error)
{
  gint64 n = 0;

  if (!moot_db_get_int (
        db, &moot_sql_discussion_is_visible,
        MOOT_BINDS (MOOT_INT ("id", discussion_id), MOOT_INT ("viewer_id", viewer_id)), &n, error))
    return FALSE;
  *out_visible = n > 0;
  return TRUE;
}
