/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Goes through a collection of another server page by page, in all the shapes that collections
 * have: items in the root, a first page inside of it, a first page elsewhere.  Nothing leads to
 * another server, no page comes twice. Spec: ActivityPub section 5; federation reference 1.8.
 * Thread: any; calls block. */
#include "moot-collection-walk.h"

#include "moot-activity-reader.h"
#include "moot-uri.h"

struct _MootCollectionWalk
{
  MootAsker asker;
  guint max_pages;
  guint n_pages;
  gboolean has_root;
  char *root_id; /* what pages must be a part of */
  char *next;
  JsonObject *inside; /* the first page, when it came with the root */
  GHashTable *seen;
};

/** moot_asker_of_node: asks as the node itself, within @budget, which may be %NULL */
MootAsker
moot_asker_of_node (MootFederation  *federation,
                    MootFetchBudget *budget)
{
  return (MootAsker){ federation, moot_federation_sign, federation, budget };
}

/**
 * moot_collection_walk_new:
 * @asker: who asks; copied
 * @uri: a collection, or a page of one
 * @max_pages: how many pages may be asked for, beside the collection itself
 *
 * Returns: (transfer full): a walk that has not begun
 */
MootCollectionWalk *
moot_collection_walk_new (const MootAsker *asker,
                          const char      *uri,
                          guint            max_pages)
{
  MootCollectionWalk *self = g_new0 (MootCollectionWalk, 1);

  self->asker = *asker;
  self->max_pages = max_pages;
  self->next = g_strdup (uri);
  self->root_id = g_strdup (uri);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/** moot_collection_walk_free: ends @self, which may be %NULL */
void
moot_collection_walk_free (MootCollectionWalk *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->inside, json_object_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self->root_id);
  g_free (self->next);
  g_free (self);
}

static MootRemoteCollection *
load (const MootAsker *asker,
      const char      *uri)
{
  MootFederation *federation = asker->federation;
  g_autoptr (MootFetched) fetched = NULL;
  g_autoptr (GError) error = NULL;

  if (!moot_fetch_budget_enter (asker->budget, uri, 1))
    return NULL;
  fetched = moot_fetcher_get (federation->fetcher, uri, MOOT_FETCH_DOCUMENT, asker->sign,
                              asker->data, federation->cancellable, &error);
  moot_fetch_budget_leave (asker->budget, uri, error);
  if (fetched == NULL || !moot_uri_same_origin (fetched->uri, uri))
    return NULL;
  return moot_activity_reader_read_collection (fetched->body, fetched->uri, NULL);
}

/* A page that says it is part of something else is not followed any further. */
static void
follow (MootCollectionWalk         *self,
        const MootRemoteCollection *page)
{
  g_clear_pointer (&self->next, g_free);
  if (page->part_of == NULL || g_strcmp0 (page->part_of, self->root_id) == 0)
    self->next = g_strdup (page->next);
}

/* What the root leads to: its own items, the page inside, or the first one elsewhere. */
static void
enter (MootCollectionWalk   *self,
       MootRemoteCollection *root)
{
  self->has_root = TRUE;
  if (root->is_page)
    {
      g_free (self->root_id);
      self->root_id = g_strdup (root->part_of != NULL ? root->part_of : root->id);
      self->n_pages++;
      follow (self, root);
      return;
    }
  if (root->id != NULL)
    {
      g_free (self->root_id);
      self->root_id = g_strdup (root->id);
    }
  g_clear_pointer (&self->next, g_free);
  if (root->first_page != NULL)
    self->inside = json_object_ref (root->first_page);
  else
    self->next = g_strdup (root->first != NULL ? root->first : root->next);
}

static MootRemoteCollection *
take_inside (MootCollectionWalk *self)
{
  g_autoptr (JsonObject) inside = g_steal_pointer (&self->inside);
  MootRemoteCollection *page = moot_remote_collection_read (inside, self->root_id, NULL);

  if (page != NULL)
    follow (self, page);
  return page;
}

static MootRemoteCollection *
load_next (MootCollectionWalk *self)
{
  g_autofree char *uri = g_steal_pointer (&self->next);
  MootRemoteCollection *page;

  if (self->has_root && self->n_pages >= self->max_pages)
    return NULL;
  if (!g_hash_table_add (self->seen, g_strdup (uri)))
    return NULL;
  page = load (&self->asker, uri);
  if (page == NULL)
    return NULL;
  if (!self->has_root)
    {
      enter (self, page);
      return page;
    }
  self->n_pages++;
  follow (self, page);
  return page;
}

/**
 * moot_collection_walk_next:
 * @self: a walk
 *
 * Returns: (transfer full) (nullable): the next part that has items; %NULL at the end, or when
 *   nothing more may be asked for
 */
MootRemoteCollection *
moot_collection_walk_next (MootCollectionWalk *self)
{
  while (self->inside != NULL || self->next != NULL)
    {
      MootRemoteCollection *page = self->inside != NULL ? take_inside (self) : load_next (self);

      if (page == NULL)
        return NULL;
      if (page->items->len > 0)
        return page;
      moot_remote_collection_free (page);
    }
  return NULL;
}
