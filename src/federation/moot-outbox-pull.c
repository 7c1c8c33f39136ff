/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads what somebody wrote while we were not there from their own outbox, as one of their
 * followers: what was given up to be delivered to us.
 *
 * Outboxes are of three kinds: activities with whole objects in pages, activities with ids only,
 * and everything in the collection itself.  What stands in an outbox is its owner's word as far as
 * it is of the same server; everything else is asked for where it lives.
 * Spec: federation reference 5.4; conformance 64.
 * Thread: a worker of the catch-up; calls block. */
#include "moot-outbox-pull.h"

#include "moot-activity.h"
#include "moot-error.h"
#include "moot-incoming.h"
#include "moot-posts.h"
#include "moot-sql.h"
#include "moot-tag-store.h"
#include "moot-thread-fetch.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_ANCESTORS 5 /* of each of them; the rest comes when somebody opens the thread */
#define REQUESTS_FOR_BOOST 5

/**
 * Pull:
 * @items: (element-type MootRemoteItem): newest first
 * @pages: what owns them
 * @n_fetches: statuses that were asked for one by one
 *
 * One outbox.
 */
typedef struct
{
  const MootAsker *asker;
  const MootFollowed *whom;
  gint64 since;
  GPtrArray *items;
  GPtrArray *pages;
  guint n_fetches;
} Pull;

/** moot_followed_free: frees @self, which may be %NULL */
void
moot_followed_free (MootFollowed *self)
{
  if (self == NULL)
    return;

  g_free (self->uri);
  g_free (self->outbox);
  g_free (self->featured);
  g_free (self->featured_tags);
  g_free (self);
}

/* What an item tells about; NULL when it is nothing that somebody wrote or boosted. */
static MootActivity *
read_activity (const Pull           *self,
               const MootRemoteItem *item)
{
  g_autoptr (MootActivity) activity =
    item->json != NULL ? moot_activity_read (item->json, NULL) : NULL;

  if (activity == NULL ||
      (activity->type != MOOT_ACTIVITY_CREATE && activity->type != MOOT_ACTIVITY_ANNOUNCE) ||
      strcmp (activity->actor, self->whom->uri) != 0)
    return NULL;
  return g_steal_pointer (&activity);
}

static gint64
find (const Pull *self,
      const char *uri)
{
  gint64 id = 0;

  return uri != NULL && moot_posts_find (self->asker->federation, uri, &id, NULL) ? id : 0;
}

/* Whether this is where we were when we fell asleep. */
static gboolean
is_old (const Pull           *self,
        const MootRemoteItem *item)
{
  g_autoptr (MootActivity) activity = read_activity (self, item);

  if (activity == NULL)
    return find (self, item->id) != 0;
  if (activity->published > 0 && activity->published < self->since)
    return TRUE;
  return find (self, activity->type == MOOT_ACTIVITY_CREATE ? activity->object_id
                                                            : activity->id) != 0;
}

/* The pages in which there is something new. */
static void
gather (Pull *self)
{
  g_autoptr (MootCollectionWalk) walk =
    moot_collection_walk_new (self->asker, self->whom->outbox, MOOT_PULL_MAX_PAGES);
  gboolean met = FALSE;

  while (!met && self->pages->len < MOOT_PULL_MAX_PAGES)
    {
      MootRemoteCollection *page = moot_collection_walk_next (walk);

      if (page == NULL)
        return;
      g_ptr_array_add (self->pages, page);
      for (guint i = 0; i < page->items->len; i++)
        {
          MootRemoteItem *item = g_ptr_array_index (page->items, i);

          met |= is_old (self, item);
          g_ptr_array_add (self->items, item);
        }
    }
}

/* Taking ------------------------------------------------------------------------------------- */

static void
load_ancestors (const Pull *self,
                const char *uri)
{
  if (uri != NULL && find (self, uri) == 0)
    moot_thread_load_ancestors (self->asker, uri, MAX_ANCESTORS);
}

static void
keep (const Pull             *self,
      const MootRemoteObject *object)
{
  gint64 id = 0;

  if (moot_posts_keep (self->asker, object, &id, NULL) && id != 0)
    load_ancestors (self, object->in_reply_to);
}

/* Only an id stands there: what it is has to be asked for. */
static void
take_id (Pull       *self,
         const char *uri)
{
  g_autoptr (MootRemoteObject) object = NULL;

  if (uri == NULL || find (self, uri) != 0 || self->n_fetches >= MOOT_PULL_MAX_POSTS)
    return;
  self->n_fetches++;
  object = moot_posts_fetch_object_as (self->asker, uri, NULL);
  if (object != NULL && g_strcmp0 (object->attributed_to, self->whom->uri) == 0)
    keep (self, object);
}

/* The whole of it stands there; what is known may have been changed since. */
static void
take_object (Pull       *self,
             JsonObject *json,
             JsonObject *envelope)
{
  MootFederation *federation = self->asker->federation;
  const MootAcceptanceTerms terms =
    moot_federation_get_terms (federation, MOOT_EVIDENCE_LISTED, self->whom->outbox);
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (json, NULL);
  g_auto (MootStatusByUri) known = { 0 };
  MootDb *reader;
  gboolean is_known;

  if (object == NULL || g_strcmp0 (object->attributed_to, self->whom->uri) != 0)
    return;
  if (object->audience.to[0] == NULL && object->audience.cc[0] == NULL)
    {
      moot_audience_clear (&object->audience);
      moot_audience_read (envelope, &object->audience);
    }
  if (moot_acceptance_of_object (object, &terms, NULL) != MOOT_ACCEPT)
    {
      take_id (self, object->id);
      return;
    }
  reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  is_known = reader != NULL && moot_status_find_by_uri (reader, object->id, &known, NULL);
  moot_db_pool_return_reader (federation->pool, reader);
  if (!is_known)
    keep (self, object);
  else if (object->updated > known.updated_at)
    moot_posts_refresh (self->asker, object, &known, NULL);
}

static gboolean
finish_nothing (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  return TRUE;
}

/* A boost is like one that was delivered: its actor says it. */
static void
take_boost (const Pull         *self,
            const MootActivity *boost)
{
  MootFederation *federation = self->asker->federation;
  MootFetchBudget *budget = find (self, boost->object_id) == 0 ? self->asker->budget : NULL;
  g_autoptr (GError) error = NULL;
  const char *why = NULL;

  if (boost->id == NULL || boost->object_id == NULL || find (self, boost->id) != 0 ||
      !moot_uri_same_origin (boost->id, self->whom->outbox) ||
      !moot_fetch_budget_enter (budget, boost->object_id, REQUESTS_FOR_BOOST))
    return;
  if (!moot_incoming_take (federation, boost, self->whom->uri, 0, moot_clock_now (),
                           finish_nothing, NULL, &why, &error))
    g_debug ("'%s' cannot be taken: %s", boost->id, error->message);
  moot_fetch_budget_leave (budget, boost->object_id, error);
}

static void
take (Pull                 *self,
      const MootRemoteItem *item)
{
  g_autoptr (MootActivity) activity = read_activity (self, item);

  if (activity != NULL && activity->type == MOOT_ACTIVITY_ANNOUNCE)
    take_boost (self, activity);
  else if (activity != NULL && activity->object != NULL)
    take_object (self, activity->object, item->json);
  else if (activity != NULL)
    take_id (self, activity->object_id);
  else if (item->json != NULL && json_object_has_member (item->json, "attributedTo"))
    take_object (self, item->json, item->json);
  else if (item->json == NULL)
    take_id (self, item->id);
}

/**
 * moot_outbox_pull:
 * @asker: who asks: one of their followers, within a budget
 * @whom: whose outbox
 * @since: what is older was there before we slept, UTC milliseconds
 *
 * Takes what is new, oldest first, because ids here rise in the order in which statuses come.
 *
 * Limits: %MOOT_PULL_MAX_PAGES, %MOOT_PULL_MAX_POSTS.
 */
void
moot_outbox_pull (const MootAsker    *asker,
                  const MootFollowed *whom,
                  gint64              since)
{
  Pull self = { .asker = asker,
                .whom = whom,
                .since = since,
                .items = g_ptr_array_new (),
                .pages = g_ptr_array_new_with_free_func (
                  (GDestroyNotify) moot_remote_collection_free) };

  gather (&self);
  for (guint i = self.items->len; i > 0; i--)
    if (!g_cancellable_is_cancelled (asker->federation->cancellable))
      take (&self, g_ptr_array_index (self.items, i - 1));
  g_ptr_array_unref (self.items);
  g_ptr_array_unref (self.pages);
}

/* Pins --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  GArray *ids;
} Pins;

/* What is pinned now, the last of the list first, so that the first is the newest pin. */
static gboolean
write_pins (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Pins *pins = data;

  if (!moot_db_run (db, &moot_sql_pins_clear,
                    MOOT_BINDS (MOOT_INT ("account", pins->account_id)), error))
    return FALSE;
  for (guint i = pins->ids->len; i > 0; i--)
    if (!moot_db_run (db, &moot_sql_pin_put,
                      MOOT_BINDS (MOOT_INT ("account", pins->account_id),
                                  MOOT_INT ("status", g_array_index (pins->ids, gint64, i - 1)),
                                  MOOT_INT ("now", moot_clock_now ())),
                      error))
      return FALSE;
  return TRUE;
}

static gboolean
is_own (MootFederation *federation,
        gint64          status_id,
        gint64          account_id)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, NULL);
  MootStatusFacts facts;
  gboolean own = reader != NULL && moot_status_get_facts (reader, status_id, &facts, NULL) &&
                 facts.account_id == account_id && facts.reblog_of_id == 0;

  moot_db_pool_return_reader (federation->pool, reader);
  return own;
}

/* Their words may stand in the list itself; else they are asked for. */
static gint64
ensure_pin (Pull                 *self,
            const MootRemoteItem *item)
{
  gint64 id = 0;

  if (find (self, item->id) == 0 && item->json != NULL)
    take_object (self, item->json, item->json);
  else if (find (self, item->id) == 0)
    take_id (self, item->id);
  id = find (self, item->id);
  return id != 0 && is_own (self->asker->federation, id, self->whom->id) ? id : 0;
}

/**
 * moot_pins_pull:
 * @asker: who asks
 * @whom: whose pins
 *
 * Asks what somebody pinned, which some servers never tell.
 *
 * Limits: %MOOT_PULL_MAX_PINS.
 */
void
moot_pins_pull (const MootAsker    *asker,
                const MootFollowed *whom)
{
  Pull self = { .asker = asker, .whom = whom };
  Pins pins = { whom->id, NULL };
  g_autoptr (MootCollectionWalk) walk = NULL;
  g_autoptr (MootRemoteCollection) page = NULL;

  if (whom->featured == NULL)
    return;
  walk = moot_collection_walk_new (asker, whom->featured, 1);
  page = moot_collection_walk_next (walk);
  if (page == NULL)
    return;
  pins.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < MIN (page->items->len, MOOT_PULL_MAX_PINS); i++)
    {
      gint64 id = ensure_pin (&self, g_ptr_array_index (page->items, i));

      if (id != 0)
        g_array_append_val (pins.ids, id);
    }
  moot_db_pool_write (asker->federation->pool, write_pins, &pins, NULL);
  g_array_unref (pins.ids);
}

/* Tags --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  const MootRemoteCollection *page;
} Tags;

/* What stands there that is a tag, as far as the name is one here; the rest went. */
static gboolean
write_tags (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Tags *tags = data;

  if (!moot_db_run (db, &moot_sql_featured_tags_clear,
                    MOOT_BINDS (MOOT_INT ("account", tags->account_id)), error))
    return FALSE;
  for (guint i = 0; i < tags->page->items->len; i++)
    {
      const MootRemoteItem *item = g_ptr_array_index (tags->page->items, i);
      const char *text = item->json != NULL ? moot_wild_get_text (item->json, "name") : NULL;
      g_autofree char *name = text != NULL ? moot_tag_dup_name (text) : NULL;
      gboolean changed;

      if (name != NULL && !moot_tag_feature (db, tags->account_id, name, TRUE, moot_clock_now (),
                                             &changed, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_tags_pull:
 * @asker: who asks
 * @whom: whose tags
 *
 * Asks which tags somebody shows on their profile, which few servers tell by themselves.
 *
 * Limits: %MOOT_MAX_FEATURED_TAGS.
 */
void
moot_tags_pull (const MootAsker    *asker,
                const MootFollowed *whom)
{
  g_autoptr (MootCollectionWalk) walk = NULL;
  g_autoptr (MootRemoteCollection) page = NULL;
  Tags tags = { whom->id, NULL };

  if (whom->featured_tags == NULL)
    return;
  walk = moot_collection_walk_new (asker, whom->featured_tags, 1);
  tags.page = page = moot_collection_walk_next (walk);
  if (page != NULL)
    moot_db_pool_write (asker->federation->pool, write_tags, &tags, NULL);
}
