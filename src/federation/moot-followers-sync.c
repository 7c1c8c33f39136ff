/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Two servers agree again on who here follows whom there.  Whoever writes to followers says what
 * they believe, as one number; if that is not what we believe, their list decides: who is not in it
 * follows no more, who is in it but does not follow takes it back.
 * Spec: FEP-8fcf.
 * Thread: a worker of the inbox; blocks. */
#include "moot-followers-sync.h"

#include "moot-activity-reader.h"
#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-outbox-queue.h"
#include "moot-outbox.h"
#include "moot-relationship-store.h"
#include "moot-remote-account-store.h"
#include "moot-sql.h"

#include <string.h>

/* One agreement. */
typedef struct
{
  MootFederation *federation;
  const char *actor;
  MootRemoteAccount account;
  char *inbox;
  GHashTable *ours;   /* address -> gint64 *: who follows, as we have it */
  GHashTable *theirs; /* address: who follows, as they have it */
} Sync;

static void
sync_clear (Sync *self)
{
  moot_remote_account_clear (&self->account);
  g_free (self->inbox);
  g_hash_table_unref (self->ours);
  g_hash_table_unref (self->theirs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sync, sync_clear)

/* `name="value"`, as often as it stands there, the first one counts. */
static char *
dup_parameter (const char *header,
               const char *name)
{
  g_autofree char *start = g_strconcat (name, "=\"", NULL);
  const char *found = strstr (header, start);
  const char *value = found != NULL ? found + strlen (start) : NULL;
  const char *end = value != NULL ? strchr (value, '"') : NULL;

  return end != NULL ? g_strndup (value, (gsize) (end - value)) : NULL;
}

static gboolean
load_ours (Sync    *self,
           GError **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (self->federation->pool, error);
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  if (reader != NULL)
    rows = moot_db_query (reader, &moot_sql_local_followers_by_uri,
                          MOOT_BINDS (MOOT_TEXT ("uri", self->actor),
                                      MOOT_INT ("limit", MOOT_SYNC_MAX_FOLLOWERS)),
                          &local);
  while (rows != NULL && moot_rows_next (rows, &local))
    {
      gint64 *id = g_new (gint64, 1);

      *id = moot_rows_get_int (rows, "id");
      g_hash_table_replace (self->ours, g_strdup (moot_rows_get_text (rows, "uri")), id);
    }
  g_clear_pointer (&rows, moot_rows_free);
  if (local == NULL && reader != NULL)
    moot_remote_account_find (reader, self->actor, &self->account, &local);
  if (local == NULL && reader != NULL)
    self->inbox = moot_account_dup_inbox (reader, self->account.id, &local);
  moot_db_pool_return_reader (self->federation->pool, reader);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return reader != NULL && (error == NULL || *error == NULL);
}

static char *
dup_digest (GHashTable *addresses)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (addresses, NULL);

  return moot_followers_digest ((const char *const *) keys);
}

static void
take_items (Sync                       *self,
            const MootRemoteCollection *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const MootRemoteItem *item = g_ptr_array_index (page->items, i);

      if (item->id != NULL && moot_uri_same_origin (item->id, self->federation->site->base_url) &&
          g_hash_table_size (self->theirs) < MOOT_SYNC_MAX_FOLLOWERS)
        g_hash_table_add (self->theirs, g_strdup (item->id));
    }
}

static gboolean
load_theirs (Sync        *self,
             const char  *uri,
             GError     **error)
{
  g_autofree char *next = g_strdup (uri);

  for (guint i = 0; i < MOOT_SYNC_MAX_PAGES && next != NULL; i++)
    {
      MootFederation *federation = self->federation;
      g_autoptr (MootFetched) fetched =
        moot_fetcher_get (federation->fetcher, next, MOOT_FETCH_DOCUMENT, moot_federation_sign,
                          federation, federation->cancellable, error);
      g_autoptr (MootRemoteCollection) page =
        fetched != NULL && moot_uri_same_origin (fetched->uri, self->actor)
          ? moot_activity_reader_read_collection (fetched->body, fetched->uri, error)
          : NULL;

      if (page == NULL)
        return FALSE;
      take_items (self, page);
      g_free (next);
      next = g_strdup (page->next != NULL ? page->next : page->first);
    }
  return TRUE;
}

/* Somebody who they think follows, and does not. */
static gboolean
take_back (MootDb      *db,
           Sync        *self,
           const char  *follower,
           GError     **error)
{
  gint64 number = moot_id_next ();
  g_autofree char *follow = moot_actor_uri_part (follower, MOOT_PART_FOLLOW, number);
  g_autofree char *id = moot_actor_uri_part (follower, MOOT_PART_FOLLOW_UNDO, number);
  const MootOutgoing inner = {
    .type = MOOT_ACTIVITY_FOLLOW, .id = follow, .actor = follower, .object = self->actor
  };
  const MootOutgoing undo = {
    .type = MOOT_ACTIVITY_UNDO, .id = id, .actor = follower, .inner = &inner
  };
  g_autofree char *json = moot_activity_write (&undo);
  const char *inboxes[] = { self->inbox, NULL };
  gint64 account_id = 0;

  if (!moot_account_find_id_by_uri (db, follower, &account_id, error))
    return FALSE;
  if (account_id == 0 || self->inbox == NULL)
    return TRUE;
  return moot_outbox_put (db, self->federation->site,
                          &(MootPosting){ .account_id = account_id,
                                          .actor = follower,
                                          .type = MOOT_ACTIVITY_UNDO,
                                          .id = id,
                                          .json = json,
                                          .rank = MOOT_RANK_QUIET },
                          inboxes, moot_clock_now (), error);
}

static gboolean
settle (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  Sync *self = data;
  GHashTableIter iter;
  gpointer address;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ours);
  while (g_hash_table_iter_next (&iter, &address, &id))
    if (!g_hash_table_contains (self->theirs, address) &&
        !moot_follow_remove (db, *(const gint64 *) id, self->account.id, error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->theirs);
  while (g_hash_table_iter_next (&iter, &address, NULL))
    if (!g_hash_table_contains (self->ours, address) && !take_back (db, self, address, error))
      return FALSE;
  return TRUE;
}

/**
 * moot_followers_sync:
 * @federation: federation
 * @actor: who wrote to followers
 * @header: `Collection-Synchronization`, which the signature covered
 * @error: return location
 *
 * Agrees with another server on the followers here of @actor.  A header that is about somebody
 * else, or whose list is not what it says, changes nothing.
 *
 * Errors: as moot_fetcher_get().
 *
 * Returns: whether they agree, or there is nothing to agree on
 */
gboolean
moot_followers_sync (MootFederation  *federation,
                     const char      *actor,
                     const char      *header,
                     GError         **error)
{
  g_auto (Sync) self = { .federation = federation,
                         .actor = actor,
                         .ours =
                           g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                         .theirs =
                           g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autofree char *collection = dup_parameter (header, "collectionId");
  g_autofree char *uri = dup_parameter (header, "url");
  g_autofree char *digest = dup_parameter (header, "digest");
  g_autofree char *own = NULL;
  g_autofree char *fetched = NULL;

  if (collection == NULL || uri == NULL || digest == NULL || !moot_uri_same_origin (uri, actor))
    return TRUE;
  if (!load_ours (&self, error))
    return FALSE;
  own = dup_digest (self.ours);
  if (self.account.id == 0 || g_strcmp0 (self.account.followers_uri, collection) != 0 ||
      g_ascii_strcasecmp (own, digest) == 0)
    return TRUE;
  if (!load_theirs (&self, uri, error))
    return FALSE;
  fetched = dup_digest (self.theirs);
  return g_ascii_strcasecmp (fetched, digest) != 0 ||
         moot_db_pool_write (federation->pool, settle, &self, error);
}
