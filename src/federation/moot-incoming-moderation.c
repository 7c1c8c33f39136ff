/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What moderators of groups elsewhere decide, as Lemmy's groups announce it: discussions are closed
 * and opened again, posts are taken out, put back, pinned and unpinned, people are banned with what
 * they wrote, moderators come and go.
 *
 * A group decides about what it shared and nothing else: it is the group that we believe, and who
 * did it must be in the group's own list of moderators, or be the group.
 * Spec: ActivityPub federation 3.2, "Lock"; FEP-1b12.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-collection-walk.h"
#include "moot-incoming.h"
#include "moot-people.h"
#include "moot-posts.h"
#include "moot-sql.h"

#include <string.h>

#define MAX_MODERATORS 100 /* of one group */
#define MODERATORS_STALE_MS MOOT_DAY
#define MAX_BANNED_POSTS 500 /* of one author, that a ban takes out; the newest */

typedef enum
{
  NOTHING,
  CLOSE,
  OPEN,
  TAKE_OUT,
  PUT_BACK,
  PIN,
  UNPIN,
  APPOINT,
  DISMISS,
  BAN,
} Deed;

/* What a moderator takes back, by what they did. */
static Deed
opposite_of (MootActivityType type)
{
  if (type == MOOT_ACTIVITY_LOCK)
    return OPEN;
  return type == MOOT_ACTIVITY_DELETE ? PUT_BACK : NOTHING;
}

static Deed
read_change (const MootIncoming *incoming)
{
  const MootActivity *activity = incoming->activity;
  gboolean added = activity->type == MOOT_ACTIVITY_ADD;

  if (activity->target == NULL || activity->object_id == NULL)
    return NOTHING;
  if (g_strcmp0 (activity->target, incoming->group.featured_uri) == 0)
    return added ? PIN : UNPIN;
  if (g_strcmp0 (activity->target, incoming->group.moderators_uri) == 0)
    return added ? APPOINT : DISMISS;
  return NOTHING;
}

/* @out_about: (out) (transfer full) (nullable): what it is done to */
static Deed
read_deed (const MootIncoming  *incoming,
           char               **out_about)
{
  const MootActivity *activity = incoming->activity;
  g_autoptr (MootActivity) undone = NULL;
  Deed deed = NOTHING;

  if (activity->type == MOOT_ACTIVITY_LOCK)
    deed = CLOSE;
  else if (activity->type == MOOT_ACTIVITY_DELETE)
    deed = TAKE_OUT;
  else if (activity->type == MOOT_ACTIVITY_BLOCK && incoming->announce != NULL &&
           g_strcmp0 (activity->target, incoming->announce->actor) == 0)
    deed = BAN;
  else if (activity->type == MOOT_ACTIVITY_ADD || activity->type == MOOT_ACTIVITY_REMOVE)
    deed = read_change (incoming);
  else if (activity->type == MOOT_ACTIVITY_UNDO)
    {
      undone = moot_activity_read_inner (activity, NULL);
      deed = undone != NULL ? opposite_of (undone->type) : NOTHING;
    }
  if (out_about != NULL)
    *out_about = g_strdup (undone != NULL ? undone->object_id : activity->object_id);
  return deed;
}

static gboolean
find_status (MootDb           *db,
             const char       *uri,
             MootStatusByUri  *out_status,
             GError          **error)
{
  g_autoptr (GError) local = NULL;

  *out_status = (MootStatusByUri){ 0 };
  if (uri == NULL || moot_status_find_by_uri (db, uri, out_status, &local) || local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_incoming_moderates:
 * @incoming: what a group passed on
 * @out_moderates: (out): whether somebody decides there about what others did
 * @error: return location
 *
 * Who deletes what they wrote themselves moderates nothing.
 *
 * Returns: whether it could be found out
 */
gboolean
moot_incoming_moderates (const MootIncoming  *incoming,
                         gboolean            *out_moderates,
                         GError             **error)
{
  g_autofree char *about = NULL;
  g_auto (MootStatusByUri) status = { 0 };
  Deed deed = read_deed (incoming, &about);
  MootDb *reader;
  gboolean done;

  *out_moderates = deed != NOTHING;
  if (deed != TAKE_OUT)
    return TRUE;
  reader = moot_db_pool_borrow_reader (incoming->federation->pool, error);
  done = reader != NULL && find_status (reader, about, &status, error);
  moot_db_pool_return_reader (incoming->federation->pool, reader);
  *out_moderates = status.id != 0 && strcmp (status.author_uri, incoming->activity->actor) != 0;
  return done;
}

/* Who moderates ------------------------------------------------------------------------------- */

typedef struct
{
  gint64 group_id;
  const MootRemoteCollection *page; /* (nullable): it did not say */
} List;

static gboolean
write_moderators (MootDb    *db,
                  gpointer   data,
                  GError   **error)
{
  const List *list = data;
  const MootBind *group = MOOT_BINDS (MOOT_INT ("group", list->group_id));

  if (list->page != NULL && !moot_db_run (db, &moot_sql_group_moderators_clear, group, error))
    return FALSE;
  for (guint i = 0; list->page != NULL && i < list->page->items->len; i++)
    {
      const MootRemoteItem *item = g_ptr_array_index (list->page->items, i);

      if (item->id != NULL &&
          !moot_db_run (db, &moot_sql_group_moderator_put,
                        MOOT_BINDS (MOOT_INT ("group", list->group_id),
                                    MOOT_TEXT ("uri", item->id),
                                    MOOT_INT ("limit", MAX_MODERATORS)),
                        error))
        return FALSE;
    }
  return moot_db_run (
    db, &moot_sql_group_moderators_read_at,
    MOOT_BINDS (MOOT_INT ("group", list->group_id), MOOT_INT ("now", moot_clock_now ())), error);
}

/* A group that does not tell now is asked again tomorrow; until then the list stays as it was. */
static gboolean
load_moderators (MootIncoming  *incoming,
                 GError       **error)
{
  const MootRemoteAccount *group = &incoming->group;
  MootAsker asker = moot_asker_of_node (incoming->federation, NULL);
  g_autoptr (MootCollectionWalk) walk = NULL;
  g_autoptr (MootRemoteCollection) page = NULL;
  List list = { group->id, NULL };

  if (group->moderators_uri == NULL ||
      moot_clock_now () - group->moderators_at < MODERATORS_STALE_MS)
    return TRUE;
  walk = moot_collection_walk_new (&asker, group->moderators_uri, 1);
  list.page = page = moot_collection_walk_next (walk);
  return moot_db_pool_write (incoming->federation->pool, write_moderators, &list, error);
}

static gboolean
is_moderator (MootIncoming  *incoming,
              gboolean      *out_is,
              GError       **error)
{
  MootDb *reader;
  gint64 found = 0;
  gboolean done;

  *out_is = strcmp (incoming->activity->actor, incoming->announce->actor) == 0;
  if (*out_is)
    return TRUE;
  if (!load_moderators (incoming, error))
    return FALSE;
  reader = moot_db_pool_borrow_reader (incoming->federation->pool, error);
  done = reader != NULL &&
         moot_db_get_int (reader, &moot_sql_group_moderator_is,
                          MOOT_BINDS (MOOT_INT ("group", incoming->group.id),
                                      MOOT_TEXT ("uri", incoming->activity->actor)),
                          &found, error);
  moot_db_pool_return_reader (incoming->federation->pool, reader);
  *out_is = found != 0;
  return done;
}

static gboolean
prepare_moderation (MootIncoming  *incoming,
                    GError       **error)
{
  g_autofree char *about = NULL;
  Deed deed = read_deed (incoming, &about);
  gboolean may;

  if (incoming->announce == NULL)
    return moot_incoming_ignore (incoming, "no group passed it on");
  if (!is_moderator (incoming, &may, error))
    return FALSE;
  if (!may)
    return moot_incoming_ignore (incoming, "who did it does not moderate the group");
  if (about == NULL)
    return moot_incoming_ignore (incoming, "it is about nothing");
  return (deed != PIN && deed != PUT_BACK) ||
         moot_posts_ensure (incoming->federation, about, &incoming->object_id, error);
}

/* What is done -------------------------------------------------------------------------------- */

/**
 * moot_incoming_take_out:
 * @db: the writer
 * @group_id: a group elsewhere
 * @status: what it shared, and shares no more
 * @error: return location
 *
 * What somebody of ours wrote stays theirs, and so does what others wrote whom somebody here
 * follows; it is only no longer the group's.
 *
 * Returns: whether it was written
 */
gboolean
moot_incoming_take_out (MootDb                 *db,
                        gint64                  group_id,
                        const MootStatusByUri  *status,
                        GError                **error)
{
  gint64 followed = 0;

  if (!moot_status_unboost (db, group_id, status->id, error) ||
      !moot_db_get_int (db, &moot_sql_account_is_followed_here,
                        MOOT_BINDS (MOOT_TEXT ("uri", status->author_uri)), &followed, error))
    return FALSE;
  return status->local || followed != 0 || moot_status_delete (db, status->id, error);
}

static gboolean
put_back (MootDb                 *db,
          MootIncoming           *incoming,
          const MootStatusByUri  *status,
          GError                **error)
{
  const MootActivity *announce = incoming->announce;
  gint64 allowed = 0;
  gint64 id;

  if (!moot_db_get_int (db, &moot_sql_status_may_be_boosted,
                        MOOT_BINDS (MOOT_INT ("status", status->id),
                                    MOOT_INT ("account", incoming->group.id)),
                        &allowed, error))
    return FALSE;
  if (allowed == 0 || announce->id == NULL || status->thread_id != status->id)
    return TRUE; /* a comment is there again, and that is all */
  return moot_status_boost_from (
    db, incoming->federation->site,
    &(MootRemoteBoost){ .uri = announce->id,
                        .account_id = incoming->group.id,
                        .status_id = status->id,
                        .visibility = moot_audience_get_visibility (
                          &announce->audience, incoming->group.followers_uri),
                        .created_at = announce->published },
    incoming->received_at, &id, error);
}

static gboolean
set_moderator (MootDb      *db,
               gint64       group_id,
               const char  *uri,
               gboolean     wanted,
               GError     **error)
{
  return wanted ? moot_db_run (db, &moot_sql_group_moderator_put,
                               MOOT_BINDS (MOOT_INT ("group", group_id), MOOT_TEXT ("uri", uri),
                                           MOOT_INT ("limit", MAX_MODERATORS)),
                               error)
                : moot_db_run (db, &moot_sql_group_moderator_drop,
                               MOOT_BINDS (MOOT_INT ("group", group_id), MOOT_TEXT ("uri", uri)),
                               error);
}

static gboolean
decide (MootDb                 *db,
        MootIncoming           *incoming,
        Deed                    deed,
        const MootStatusByUri  *status,
        GError                **error)
{
  gint64 group_id = incoming->group.id;
  const MootBind *lock =
    MOOT_BINDS (MOOT_INT ("group", group_id), MOOT_INT ("status", status->id));
  const MootBind *pin =
    MOOT_BINDS (MOOT_INT ("account", group_id), MOOT_INT ("status", status->id));

  switch (deed)
    {
    case CLOSE:
      return moot_db_run (db, &moot_sql_thread_lock_put,
                          MOOT_BINDS (MOOT_INT ("group", group_id),
                                      MOOT_INT ("status", status->id),
                                      MOOT_INT ("now", incoming->received_at)),
                          error);
    case OPEN:
      return moot_db_run (db, &moot_sql_thread_lock_drop, lock, error);
    case TAKE_OUT:
      return moot_incoming_take_out (db, group_id, status, error);
    case PIN:
      return moot_db_run (db, &moot_sql_pin_put,
                          MOOT_BINDS (MOOT_INT ("account", group_id),
                                      MOOT_INT ("status", status->id),
                                      MOOT_INT ("now", incoming->received_at)),
                          error);
    case UNPIN:
      return moot_db_run (db, &moot_sql_pin_drop, pin, error);
    case PUT_BACK:
      return put_back (db, incoming, status, error);
    case NOTHING:
    case APPOINT:
    case DISMISS:
    case BAN:
      break;
    }
  return TRUE;
}

static GPtrArray *
list_posts (MootDb      *db,
            gint64       group_id,
            const char  *author,
            GError     **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_group_posts_of,
    MOOT_BINDS (MOOT_TEXT ("author", author), MOOT_INT ("group", group_id),
                MOOT_INT ("limit", MAX_BANNED_POSTS)),
    error);
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (uris, g_strdup (moot_rows_get_text (rows, "uri")));
  if (local == NULL)
    return g_steal_pointer (&uris);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Somebody may write there no more, which the group sees to.  Lemmy says with `removeData` that
 * what they wrote goes as well, and says it nowhere else. */
static gboolean
ban (MootDb              *db,
     const MootIncoming  *incoming,
     const char          *author,
     GError             **error)
{
  g_autoptr (GPtrArray) uris = NULL;

  if (!moot_json_get_boolean (incoming->activity->json, "removeData"))
    return TRUE;
  uris = list_posts (db, incoming->group.id, author, error);
  for (guint i = 0; uris != NULL && i < uris->len; i++)
    {
      g_auto (MootStatusByUri) status = { 0 };

      if (!find_status (db, g_ptr_array_index (uris, i), &status, error) ||
          (status.id != 0 && !moot_incoming_take_out (db, incoming->group.id, &status, error)))
        return FALSE;
    }
  return uris != NULL;
}

static gboolean
apply_moderation (MootDb        *db,
                  MootIncoming  *incoming,
                  GError       **error)
{
  g_autofree char *about = NULL;
  g_auto (MootStatusByUri) status = { 0 };
  Deed deed = read_deed (incoming, &about);
  gint64 shared = 0;

  if (deed == BAN)
    return ban (db, incoming, about, error);
  if (deed == APPOINT || deed == DISMISS)
    return set_moderator (db, incoming->group.id, about, deed == APPOINT, error);
  if (!find_status (db, about, &status, error) ||
      !moot_db_get_int (
        db, &moot_sql_tally_is_of_group,
        MOOT_BINDS (MOOT_INT ("status", status.id), MOOT_INT ("group", incoming->group.id)),
        &shared, error))
    return FALSE;
  if (status.id == 0 || (shared == 0 && deed != PUT_BACK))
    return moot_incoming_ignore (incoming, "the group never shared what it is about");
  return decide (db, incoming, deed, &status, error);
}

const MootIncomingHandler moot_incoming_moderation = { prepare_moderation, apply_moderation };
