/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussions with the versions of their opening text, and how far each member has read.
 * Thread: the connection's. */
#include "moot-discussion-store.h"

#include "moot-sql.h"

/** moot_discussion_store_find: (transfer full) (nullable): a discussion that was not deleted */
MootDiscussionRecord *
moot_discussion_store_find (MootDb  *db,
                            gint64   id,
                            GError **error)
{
  return moot_records_find (db, &moot_sql_discussion_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_DISCUSSION_RECORD, error);
}

/**
 * moot_discussion_store_list:
 * @db: a connection
 * @viewer_id: who looks
 * @state: a state; empty for all
 * @tag: a tag in its normal form; empty for all
 * @circle_id: a circle; 0 for all
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootDiscussionRecord): the page
 */
GPtrArray *
moot_discussion_store_list (MootDb           *db,
                            gint64            viewer_id,
                            const char       *state,
                            const char       *tag,
                            gint64            circle_id,
                            const MootRange  *range,
                            GError          **error)
{
  return moot_records_list (
    db, range->ascending ? &moot_sql_discussion_list_ascending : &moot_sql_discussion_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_TEXT ("state", state), MOOT_TEXT ("tag", tag),
                MOOT_INT ("circle_id", circle_id), MOOT_INT ("viewer_id", viewer_id),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_DISCUSSION_RECORD, error);
}

/** moot_discussion_store_list_proposals: (transfer full) (element-type gint64): those the viewer
 * may see */
GArray *
moot_discussion_store_list_proposals (MootDb  *db,
                                      gint64   id,
                                      gint64   viewer_id,
                                      GError **error)
{
  return moot_records_list_ids (
    db, &moot_sql_discussion_proposals,
    MOOT_BINDS (MOOT_INT ("discussion_id", id), MOOT_INT ("viewer_id", viewer_id)), error);
}

/** moot_discussion_store_add_version: writes the current opening text as version @context_version
 */
gboolean
moot_discussion_store_add_version (MootDb                      *db,
                                   const MootDiscussionRecord  *discussion,
                                   gint64                       author_id,
                                   gint64                       now,
                                   GError                     **error)
{
  return moot_db_run (db, &moot_sql_discussion_version_add,
                      MOOT_BINDS (MOOT_INT ("discussion_id", discussion->id),
                                  MOOT_INT ("version", discussion->context_version),
                                  MOOT_TEXT ("title", discussion->title),
                                  MOOT_TEXT ("source", discussion->source),
                                  MOOT_TEXT ("html", discussion->html),
                                  MOOT_INT ("author_id", author_id), MOOT_INT ("created_at", now)),
                      error);
}

/** moot_discussion_store_add: writes a new discussion with its first version and sets its id */
gboolean
moot_discussion_store_add (MootDb                *db,
                           MootDiscussionRecord  *discussion,
                           GError               **error)
{
  return moot_records_add (db, &moot_sql_discussion_add,
                           MOOT_BINDS (MOOT_TEXT ("title", discussion->title),
                                       MOOT_INT ("author_id", discussion->author_id),
                                       MOOT_ID ("circle_id", discussion->circle_id),
                                       MOOT_TEXT ("tags", discussion->tags),
                                       MOOT_TEXT ("visibility", discussion->visibility),
                                       MOOT_INT ("created_at", discussion->created_at)),
                           &discussion->id, error) &&
         moot_discussion_store_add_version (db, discussion, discussion->author_id,
                                            discussion->created_at, error);
}

/** moot_discussion_store_save: writes what may change, except the opening text */
gboolean
moot_discussion_store_save (MootDb                      *db,
                            const MootDiscussionRecord  *discussion,
                            GError                     **error)
{
  return moot_db_run (
    db, &moot_sql_discussion_update,
    MOOT_BINDS (MOOT_TEXT ("title", discussion->title), MOOT_TEXT ("state", discussion->state),
                MOOT_TEXT ("tags", discussion->tags),
                MOOT_INT ("context_version", discussion->context_version),
                MOOT_TEXT ("visibility", discussion->visibility),
                MOOT_INT ("pinned", discussion->pinned), MOOT_INT ("id", discussion->id)),
    error);
}

/** moot_discussion_store_set_tags: makes a discussion findable by exactly these tags */
gboolean
moot_discussion_store_set_tags (MootDb             *db,
                                gint64              id,
                                const char *const  *tags,
                                GError            **error)
{
  if (!moot_db_run (db, &moot_sql_discussion_tag_clear, MOOT_BINDS (MOOT_INT ("discussion_id", id)),
                    error))
    return FALSE;
  for (; *tags != NULL; tags++)
    if (!moot_db_run (db, &moot_sql_discussion_tag_add,
                      MOOT_BINDS (MOOT_TEXT ("tag", *tags), MOOT_INT ("discussion_id", id)), error))
      return FALSE;
  return TRUE;
}

/** moot_discussion_store_touch: something happened in it */
gboolean
moot_discussion_store_touch (MootDb  *db,
                             gint64   id,
                             gint64   now,
                             GError **error)
{
  return moot_db_run (db, &moot_sql_discussion_touch,
                      MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("id", id)), error);
}

/** moot_discussion_store_delete: hides a discussion for good */
gboolean
moot_discussion_store_delete (MootDb  *db,
                              gint64   id,
                              gint64   now,
                              GError **error)
{
  return moot_db_run (db, &moot_sql_discussion_delete,
                      MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("id", id)), error);
}

/** moot_discussion_store_find_read: (transfer full) (nullable): how far a member has read */
MootReadRecord *
moot_discussion_store_find_read (MootDb  *db,
                                 gint64   id,
                                 gint64   member_id,
                                 GError **error)
{
  return moot_records_find (
    db, &moot_sql_discussion_read_get,
    MOOT_BINDS (MOOT_INT ("discussion_id", id), MOOT_INT ("member_id", member_id)),
    MOOT_TYPE_READ_RECORD, error);
}

/** moot_discussion_store_save_read: keeps how far a member has read */
gboolean
moot_discussion_store_save_read (MootDb      *db,
                                 gint64       id,
                                 gint64       member_id,
                                 const char  *ranges,
                                 gint64       now,
                                 GError     **error)
{
  return moot_db_run (db, &moot_sql_discussion_read_put,
                      MOOT_BINDS (MOOT_INT ("discussion_id", id), MOOT_INT ("member_id", member_id),
                                  MOOT_TEXT ("ranges", ranges), MOOT_INT ("now", now)),
                      error);
}

/**
 * moot_discussion_store_count_between:
 * @db: a connection
 * @id: a discussion
 * @first: a position that was taken
 * @last: another one, not before it
 * @out_n: (out): how many comments there are
 * @error: return location
 *
 * Positions follow one another, so only those who were deleted have to be counted.
 *
 * Returns: whether the database answered
 */
gboolean
moot_discussion_store_count_between (MootDb  *db,
                                     gint64   id,
                                     gint64   first,
                                     gint64   last,
                                     gint64  *out_n,
                                     GError **error)
{
  gint64 n_deleted = 0;

  if (!moot_db_get_int (db, &moot_sql_comment_count_deleted,
                        MOOT_BINDS (MOOT_INT ("discussion_id", id), MOOT_INT ("first", first),
                                    MOOT_INT ("last", last)),
                        &n_deleted, error))
    return FALSE;
  *out_n = last - first + 1 - n_deleted;
  return TRUE;
}

/** moot_discussion_store_find_between: the first comment between two positions, 0 for none */
gboolean
moot_discussion_store_find_between (MootDb  *db,
                                    gint64   id,
                                    gint64   after,
                                    gint64   before,
                                    gint64  *out_comment_id,
                                    GError **error)
{
  *out_comment_id = 0;
  return moot_db_get_int (db, &moot_sql_comment_first_between,
                          MOOT_BINDS (MOOT_INT ("discussion_id", id), MOOT_INT ("after", after),
                                      MOOT_INT ("before", before)),
                          out_comment_id, error);
}
