/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Comments with their versions, and the reactions to them.  A deleted comment keeps its place.
 * Thread: the connection's. */
#include "moot-discussion-store.h"

#include "moot-sql.h"

/** moot_comment_store_find: (transfer full) (nullable): a comment, also one that was deleted */
MootCommentRecord *
moot_comment_store_find (MootDb  *db,
                         gint64   id,
                         GError **error)
{
  return moot_records_find (db, &moot_sql_comment_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_COMMENT_RECORD, error);
}

/** moot_comment_store_list: (transfer full) (element-type MootCommentRecord): a page of a
 * discussion */
GPtrArray *
moot_comment_store_list (MootDb           *db,
                         gint64            discussion_id,
                         const MootRange  *range,
                         GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_comment_list_ascending : &moot_sql_comment_list,
    MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id), MOOT_INT ("max_id", range->below),
                MOOT_INT ("min_id", range->above), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_COMMENT_RECORD, error);
}

/** moot_comment_store_add: writes a new comment at the next position and sets its id */
gboolean
moot_comment_store_add (MootDb             *db,
                        MootCommentRecord  *comment,
                        GError            **error)
{
  return moot_db_run (db, &moot_sql_comment_take_position,
                      MOOT_BINDS (MOOT_INT ("now", comment->created_at),
                                  MOOT_INT ("id", comment->discussion_id)),
                      error) &&
         moot_records_add (db, &moot_sql_comment_add,
                           MOOT_BINDS (MOOT_INT ("discussion_id", comment->discussion_id),
                                       MOOT_ID ("parent_id", comment->parent_id),
                                       MOOT_INT ("author_id", comment->author_id),
                                       MOOT_TEXT ("source", comment->source),
                                       MOOT_TEXT ("html", comment->html),
                                       MOOT_INT ("created_at", comment->created_at)),
                           &comment->id, error);
}

/** moot_comment_store_change: keeps the stored text as a version, then writes the new one */
gboolean
moot_comment_store_change (MootDb                   *db,
                           const MootCommentRecord  *comment,
                           gint64                    now,
                           GError                  **error)
{
  return moot_db_run (db, &moot_sql_comment_version_add, MOOT_BINDS (MOOT_INT ("id", comment->id)),
                      error) &&
         moot_db_run (db, &moot_sql_comment_update,
                      MOOT_BINDS (MOOT_TEXT ("source", comment->source),
                                  MOOT_TEXT ("html", comment->html), MOOT_INT ("now", now),
                                  MOOT_INT ("id", comment->id)),
                      error);
}

/** moot_comment_store_delete: forgets the text and its versions, keeps the place */
gboolean
moot_comment_store_delete (MootDb                   *db,
                           const MootCommentRecord  *comment,
                           gint64                    now,
                           GError                  **error)
{
  return moot_db_run (db, &moot_sql_comment_delete,
                      MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("id", comment->id)), error) &&
         moot_db_run (db, &moot_sql_comment_version_clear,
                      MOOT_BINDS (MOOT_INT ("id", comment->id)), error) &&
         moot_db_run (db, &moot_sql_comment_uncount,
                      MOOT_BINDS (MOOT_INT ("id", comment->discussion_id)), error);
}

/** moot_reaction_store_list: (transfer full) (element-type MootReaction): of a comment, 0 for the
 * opening text */
GPtrArray *
moot_reaction_store_list (MootDb  *db,
                          gint64   discussion_id,
                          gint64   comment_id,
                          gint64   viewer_id,
                          GError **error)
{
  return moot_records_list (db, &moot_sql_reaction_list,
                            MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id),
                                        MOOT_INT ("comment_id", comment_id),
                                        MOOT_INT ("viewer_id", viewer_id)),
                            MOOT_TYPE_REACTION, error);
}

/** moot_reaction_store_count_names: how many different reactions a text has */
gboolean
moot_reaction_store_count_names (MootDb  *db,
                                 gint64   discussion_id,
                                 gint64   comment_id,
                                 gint64  *out_n_names,
                                 GError **error)
{
  return moot_db_get_int (
    db, &moot_sql_reaction_count_names,
    MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id), MOOT_INT ("comment_id", comment_id)),
    out_n_names, error);
}

/** moot_reaction_store_set: adds or takes back a member's reaction; doing it twice changes nothing
 */
gboolean
moot_reaction_store_set (MootDb      *db,
                         gint64       discussion_id,
                         gint64       comment_id,
                         gint64       member_id,
                         const char  *name,
                         gboolean     present,
                         gint64       now,
                         GError     **error)
{
  if (present)
    return moot_db_run (db, &moot_sql_reaction_add,
                        MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id),
                                    MOOT_INT ("comment_id", comment_id),
                                    MOOT_INT ("member_id", member_id), MOOT_TEXT ("name", name),
                                    MOOT_INT ("now", now)),
                        error);
  return moot_db_run (db, &moot_sql_reaction_remove,
                      MOOT_BINDS (MOOT_INT ("discussion_id", discussion_id),
                                  MOOT_INT ("comment_id", comment_id),
                                  MOOT_INT ("member_id", member_id), MOOT_TEXT ("name", name)),
                      error);
}
