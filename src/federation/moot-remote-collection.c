/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads collections of other servers: outboxes, followers, replies, whole or in pages.
 * Spec: ActivityPub section 5; Activity Streams 2.0 section 5.
 * Thread: any. */
#include "moot-remote-collection.h"

#include "moot-error.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

static const char *const kinds[] = { "Collection", "OrderedCollection", "CollectionPage",
                                     "OrderedCollectionPage", NULL };

#define FIRST_PAGE_KIND 2

static void
item_free (MootRemoteItem *item)
{
  g_free (item->id);
  g_clear_pointer (&item->json, json_object_unref);
  g_free (item);
}

static void
add_item (MootRemoteCollection *self,
          JsonNode             *node)
{
  const char *id = moot_wild_node_get_id (node);
  MootRemoteItem *item;

  if (id == NULL && !JSON_NODE_HOLDS_OBJECT (node))
    return;
  item = g_new0 (MootRemoteItem, 1);
  item->id = g_strdup (id);
  item->json = JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
  g_ptr_array_add (self->items, item);
}

static void
add_items (MootRemoteCollection *self,
           JsonObject           *object,
           const char           *name)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (node != NULL && array == NULL)
    add_item (self, node);
  for (guint i = 0; i < length && self->items->len < MOOT_COLLECTION_MAX_ITEMS; i++)
    add_item (self, json_array_get_element (array, i));
}

/* An address on the server the collection is from. */
static char *
dup_near (JsonObject *object,
          const char *name,
          const char *from)
{
  const char *uri = moot_wild_get_id (object, name);

  return moot_uri_same_origin (uri, from) ? g_strdup (uri) : NULL;
}

/**
 * moot_remote_collection_read:
 * @object: from moot_document_parse(), or inside of what that gave
 * @from: an address on the server that gave it; pages elsewhere are not followed
 * @error: return location
 *
 * Limits: %MOOT_COLLECTION_MAX_ITEMS.
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the collection or page
 */
MootRemoteCollection *
moot_remote_collection_read (JsonObject  *object,
                             const char  *from,
                             GError     **error)
{
  MootRemoteCollection *self;
  JsonObject *first;
  int kind;

  moot_wild_get_type (object, kinds, &kind);
  if (kind < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not a collection");
      return NULL;
    }
  self = g_new0 (MootRemoteCollection, 1);
  self->is_page = kind >= FIRST_PAGE_KIND;
  self->id = dup_near (object, "id", from);
  self->total = moot_wild_get_number (object, "totalItems");
  self->attributed_to = moot_wild_dup_uri (object, "attributedTo");
  self->part_of = dup_near (object, "partOf", from);
  self->first = dup_near (object, "first", from);
  self->next = dup_near (object, "next", from);
  first = moot_wild_get_object (object, "first");
  self->first_page = first != NULL ? json_object_ref (first) : NULL;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  add_items (self, object, "orderedItems");
  add_items (self, object, "items");
  return self;
}

/**
 * moot_remote_collection_free:
 * @self: (nullable): a collection
 */
void
moot_remote_collection_free (MootRemoteCollection *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->attributed_to);
  g_free (self->part_of);
  g_free (self->first);
  g_free (self->next);
  g_clear_pointer (&self->first_page, json_object_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}
