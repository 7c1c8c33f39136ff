/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Timelines: what each page holds, and the home timelines that are written when a status arrives.
 * Spec: Mastodon client API, timelines and pagination.
 * Thread: the connection's. */
#include "moot-timeline-store.h"

#include "moot-sql.h"

static GArray *
reverse (GArray *lines)
{
  for (guint i = 0; lines != NULL && i < lines->len / 2; i++)
    {
      MootStatusLine *a = &g_array_index (lines, MootStatusLine, i);
      MootStatusLine *b = &g_array_index (lines, MootStatusLine, lines->len - 1 - i);
      MootStatusLine kept = *a;

      *a = *b;
      *b = kept;
    }
  return lines;
}

static GArray *
read_page (MootRows             *rows,
           const MootPostRange  *range,
           GError              **error)
{
  g_autoptr (MootRows) owned = rows;
  GArray *lines;

  if (owned == NULL)
    return NULL;
  lines = moot_status_lines_read (owned, error);
  return range->ascending ? reverse (lines) : lines;
}

#define RANGE_BINDS(range)                                                  \
  MOOT_INT ("max_id", (range)->max_id), MOOT_INT ("floor", (range)->floor), \
    MOOT_INT ("limit", (range)->limit)

/**
 * moot_timeline_home:
 * @view: the view of a member
 * @range: which page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusLine): the page
 */
GArray *
moot_timeline_home (const MootStatusView  *view,
                    const MootPostRange   *range,
                    GError               **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_home_newer : &moot_sql_home_older;

  return read_page (moot_db_query (view->db, sql,
                                   MOOT_BINDS (MOOT_VIEW_BINDS (view), RANGE_BINDS (range)), error),
                    range, error);
}

/**
 * moot_timeline_list:
 * @view: the view of a member
 * @list_id: one of their lists
 * @replies_policy: which answers to others it shows: `followed`, `list` or `none`
 * @range: which page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusLine): the page
 */
GArray *
moot_timeline_list (const MootStatusView  *view,
                    gint64                 list_id,
                    const char            *replies_policy,
                    const MootPostRange   *range,
                    GError               **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_list_newer : &moot_sql_list_older;

  return read_page (moot_db_query (view->db, sql,
                                   MOOT_BINDS (MOOT_VIEW_BINDS (view), RANGE_BINDS (range),
                                               MOOT_INT ("list", list_id),
                                               MOOT_TEXT ("replies", replies_policy)),
                                   error),
                    range, error);
}

/**
 * moot_timeline_public:
 * @view: a view
 * @place: where they were written
 * @only_media: only those with media
 * @range: which page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusLine): the page
 */
GArray *
moot_timeline_public (const MootStatusView  *view,
                      MootPlace              place,
                      gboolean               only_media,
                      const MootPostRange   *range,
                      GError               **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_public_newer : &moot_sql_public_older;

  if (place == MOOT_PLACE_ANY)
    return read_page (moot_db_query (view->db, sql,
                                     MOOT_BINDS (MOOT_VIEW_BINDS (view), RANGE_BINDS (range),
                                                 MOOT_INT ("only_media", only_media)),
                                     error),
                      range, error);
  sql = range->ascending ? &moot_sql_public_of_place_newer : &moot_sql_public_of_place_older;
  return read_page (moot_db_query (view->db, sql,
                                   MOOT_BINDS (MOOT_VIEW_BINDS (view), RANGE_BINDS (range),
                                               MOOT_INT ("only_media", only_media),
                                               MOOT_INT ("local", place == MOOT_PLACE_LOCAL)),
                                   error),
                    range, error);
}

/* The ids of up to three tags.  An unknown one becomes an id that no tag has. */
static gboolean
find_tags (MootDb  *db,
           GStrv    names,
           gint64  *out_ids,
           GError **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL && i < MOOT_TIMELINE_MAX_TAGS; i++)
    {
      out_ids[i] = -1;
      if (!moot_db_get_int (db, &moot_sql_tag_id_by_name,
                            MOOT_BINDS (MOOT_TEXT ("name", names[i])), &out_ids[i], error))
        return FALSE;
    }
  return TRUE;
}

/* The parameters of both statements of a tag timeline. */
#define TAG_BINDS                                                                           \
  MOOT_VIEW_BINDS (view), RANGE_BINDS (range), MOOT_INT ("only_media", filter->only_media), \
    MOOT_INT ("tag", tag[0]), MOOT_ID ("all1", all[0]), MOOT_ID ("all2", all[1]),           \
    MOOT_ID ("all3", all[2]), MOOT_ID ("none1", none[0]), MOOT_ID ("none2", none[1]),       \
    MOOT_ID ("none3", none[2]), PLACE_BIND (filter->place)

#define PLACE_BIND(where)                                                                 \
  {                                                                                       \
    .name = ":local", .kind = (where) == MOOT_PLACE_ANY ? MOOT_BIND_NULL : MOOT_BIND_INT, \
    .integer = (where) == MOOT_PLACE_LOCAL                                                \
  }

/**
 * moot_timeline_tag:
 * @view: a view
 * @filter: which tags, in their normal form, and what else
 * @range: which page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusLine): the page; empty for an unknown tag
 */
GArray *
moot_timeline_tag (const MootStatusView  *view,
                   const MootTagFilter   *filter,
                   const MootPostRange   *range,
                   GError               **error)
{
  gboolean with_any = filter->any != NULL && filter->any[0] != NULL;
  char *names[] = { (char *) filter->name, NULL };
  gint64 tag[MOOT_TIMELINE_MAX_TAGS] = { 0 };
  gint64 any[MOOT_TIMELINE_MAX_TAGS] = { 0 };
  gint64 all[MOOT_TIMELINE_MAX_TAGS] = { 0 };
  gint64 none[MOOT_TIMELINE_MAX_TAGS] = { 0 };
  const MootSql *sql = range->ascending ? &moot_sql_tag_newer : &moot_sql_tag_older;

  if (!find_tags (view->db, names, tag, error) ||
      !find_tags (view->db, filter->any, any, error) ||
      !find_tags (view->db, filter->all, all, error) ||
      !find_tags (view->db, filter->none, none, error))
    return NULL;
  if (!with_any)
    return read_page (moot_db_query (view->db, sql, MOOT_BINDS (TAG_BINDS), error), range, error);
  sql = range->ascending ? &moot_sql_any_tag_newer : &moot_sql_any_tag_older;
  return read_page (moot_db_query (view->db, sql,
                                   MOOT_BINDS (TAG_BINDS, MOOT_INT ("any1", any[0]),
                                               MOOT_INT ("any2", any[1]),
                                               MOOT_INT ("any3", any[2])),
                                   error),
                    range, error);
}

#define ACCOUNT_BINDS                                                                    \
  MOOT_VIEW_BINDS (view), RANGE_BINDS (range), MOOT_INT ("account", filter->account_id), \
    MOOT_ID ("tag", tag[0]), MOOT_INT ("only_media", filter->only_media),                \
    MOOT_INT ("exclude_replies", filter->exclude_replies),                               \
    MOOT_INT ("exclude_reblogs", filter->exclude_reblogs)

/**
 * moot_timeline_account:
 * @view: a view
 * @filter: whose statuses, and which
 * @range: which page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootStatusLine): the page; pinned ones in the order in
 *   which they were pinned, newest first
 */
GArray *
moot_timeline_account (const MootStatusView     *view,
                       const MootAccountFilter  *filter,
                       const MootPostRange      *range,
                       GError                  **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_account_newer : &moot_sql_account_older;
  char *names[] = { (char *) filter->tagged, NULL };
  gint64 tag[MOOT_TIMELINE_MAX_TAGS] = { 0 };

  if (filter->pinned)
    {
      g_autoptr (MootRows) rows =
        moot_db_query (view->db, &moot_sql_account_pinned,
                       MOOT_BINDS (MOOT_INT ("viewer", view->viewer_id), RANGE_BINDS (range),
                                   MOOT_INT ("account", filter->account_id)),
                       error);

      return rows != NULL ? moot_status_lines_read (rows, error) : NULL;
    }
  if (!find_tags (view->db, names, tag, error))
    return NULL;
  return read_page (moot_db_query (view->db, sql, MOOT_BINDS (ACCOUNT_BINDS), error), range,
                    error);
}

/** moot_timeline_favourites: a page of what the viewer favourited; counted by `cursor` */
GArray *
moot_timeline_favourites (const MootStatusView  *view,
                          const MootPostRange   *range,
                          GError               **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_favourites_newer : &moot_sql_favourites_older;

  return read_page (moot_db_query (view->db, sql,
                                   MOOT_BINDS (MOOT_INT ("viewer", view->viewer_id),
                                               RANGE_BINDS (range)),
                                   error),
                    range, error);
}

/** moot_timeline_bookmarks: a page of what the viewer bookmarked; counted by `cursor` */
GArray *
moot_timeline_bookmarks (const MootStatusView  *view,
                         const MootPostRange   *range,
                         GError               **error)
{
  const MootSql *sql = range->ascending ? &moot_sql_bookmarks_newer : &moot_sql_bookmarks_older;

  return read_page (moot_db_query (view->db, sql,
                                   MOOT_BINDS (MOOT_INT ("viewer", view->viewer_id),
                                               RANGE_BINDS (range)),
                                   error),
                    range, error);
}

/**
 * moot_home_deliver:
 * @db: the writer
 * @facts: a new status or boost
 * @reply_to_account: whom it answers, 0 for nobody
 * @error: return location
 *
 * Writes a status into the home timelines of its author and of those who follow.
 *
 * Returns: whether it is there
 */
gboolean
moot_home_deliver (MootDb                 *db,
                   const MootStatusFacts  *facts,
                   gint64                  reply_to_account,
                   GError                **error)
{
  if (!moot_db_run (db, &moot_sql_home_deliver_to_author,
                    MOOT_BINDS (MOOT_INT ("status", facts->id),
                                MOOT_INT ("author", facts->account_id)),
                    error))
    return FALSE;
  if (facts->visibility == MOOT_VISIBILITY_DIRECT)
    return TRUE;
  return moot_db_run (db, &moot_sql_home_deliver,
                      MOOT_BINDS (MOOT_INT ("status", facts->id),
                                  MOOT_INT ("author", facts->account_id),
                                  MOOT_INT ("is_reblog", facts->reblog_of_id != 0),
                                  MOOT_ID ("reply_to_account", reply_to_account)),
                      error) &&
         (facts->visibility != MOOT_VISIBILITY_PUBLIC || facts->reblog_of_id != 0 ||
          moot_db_run (db, &moot_sql_home_deliver_tagged,
                       MOOT_BINDS (MOOT_INT ("status", facts->id)), error));
}

/**
 * moot_home_fill:
 * @db: the writer
 * @account_id: a member who follows @target_id now
 * @target_id: whom
 * @error: return location
 *
 * Writes the latest statuses of whom a member follows into the home timeline.
 *
 * Returns: whether it is there
 */
gboolean
moot_home_fill (MootDb  *db,
                gint64   account_id,
                gint64   target_id,
                GError **error)
{
  return moot_db_run (db, &moot_sql_home_fill,
                      MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("target", target_id),
                                  MOOT_INT ("limit", MOOT_HOME_FILL)),
                      error);
}

/**
 * moot_home_purge:
 * @db: the writer
 * @account_id: a member who does not follow @target_id any more, or is not accepted any more
 * @target_id: whom
 * @error: return location
 *
 * Takes somebody's statuses out of a home timeline.
 *
 * Returns: whether they are gone
 */
gboolean
moot_home_purge (MootDb  *db,
                 gint64   account_id,
                 gint64   target_id,
                 GError **error)
{
  return moot_db_run (db, &moot_sql_home_purge,
                      MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("target", target_id)),
                      error);
}
