/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Documents for a page, from the server or from the copies kept of them.  What is fetched is kept,
 * so that the page can be read when the server is away.
 * Thread: a worker. */
#include "moot-page-source.h"

#include <string.h>

#include "moot-member.h"

#define PAGE_SIZE 80 /* the most the API gives at once */

static char *
write_items (GPtrArray *items)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&writer);
  for (guint i = 0; i < items->len; i++)
    moot_entity_to_json (g_ptr_array_index (items, i), &writer);
  moot_json_end_array (&writer);
  return moot_json_writer_steal (&writer);
}

static char *
write_reply (MootReply *reply)
{
  if (reply->json != NULL)
    return moot_json_node_to_text (reply->json);
  if (reply->entity != NULL)
    return moot_entity_to_text (reply->entity);
  return reply->items != NULL ? write_items (reply->items) : NULL;
}

static void
keep (MootPageSource *self,
      const char     *name,
      const char     *json)
{
  if (self->cache != NULL && json != NULL)
    moot_cache_put_document (self->cache, self->account, name, json, NULL);
}

static MootReply *
read_copy (MootPageSource      *self,
           const char          *name,
           const MootCallInfo  *info,
           GError             **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gint64 fetched_at = 0;
  char *json;

  json = self->cache != NULL
           ? moot_cache_dup_document (self->cache, self->account, name, &fetched_at, NULL)
           : NULL;
  if (json == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no copy of '%s' is kept", name);
      return NULL;
    }
  if (self->fetched_at == 0 || fetched_at < self->fetched_at)
    self->fetched_at = fetched_at;
  bytes = g_bytes_new_take (json, strlen (json));
  return moot_reply_new (info, 200, bytes, NULL, error);
}

/**
 * moot_page_source_ask:
 * @self: a source
 * @name: of the copy that is kept
 * @request: (transfer full): how the server is asked
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: #MootClientError; %G_IO_ERROR_NOT_FOUND when no copy was kept.
 *
 * Returns: (transfer full): the answer
 */
MootReply *
moot_page_source_ask (MootPageSource  *self,
                      const char      *name,
                      MootRequest     *request,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (MootRequest) owned = request;
  g_autofree char *json = NULL;
  MootReply *reply;

  if (self->from_copies)
    return read_copy (self, name, moot_request_get_info (owned), error);

  reply = moot_connection_call (self->connection, owned, cancellable, error);
  json = reply != NULL ? write_reply (reply) : NULL;
  keep (self, name, json);
  return reply;
}

/**
 * moot_page_source_ask_entity:
 * @self: a source
 * @name: of the copy that is kept; the id is added to it
 * @call: a question answered with an entity
 * @id: (nullable): what it is about
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: as moot_page_source_ask().
 *
 * Returns: (transfer full): the entity
 */
gpointer
moot_page_source_ask_entity (MootPageSource  *self,
                             const char      *name,
                             MootCall         call,
                             const char      *id,
                             GCancellable    *cancellable,
                             GError         **error)
{
  g_autofree char *full = id != NULL ? g_strconcat (name, "-", id, NULL) : g_strdup (name);
  g_autoptr (MootReply) reply =
    moot_page_source_ask (self, full, moot_request_new_for (call, id), cancellable, error);

  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

/**
 * moot_page_source_ask_all:
 * @self: a source
 * @name: of the copy that is kept
 * @call: a question answered with a list
 * @id: (nullable): what it is about
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads a list page by page, to its end or %MOOT_PAGE_SOURCE_PAGES_MAX pages.
 *
 * Returns: (transfer full) (element-type GObject): the items in the order they came
 */
GPtrArray *
moot_page_source_ask_all (MootPageSource  *self,
                          const char      *name,
                          MootCall         call,
                          const char      *id,
                          GCancellable    *cancellable,
                          GError         **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *max_id = NULL;
  g_autofree char *json = NULL;
  g_autoptr (MootReply) copy = NULL;

  if (self->from_copies)
    {
      copy = read_copy (self, name, moot_call_describe (call), error);
      return copy != NULL ? moot_reply_take_items (copy) : NULL;
    }
  for (guint n = 0; n < MOOT_PAGE_SOURCE_PAGES_MAX; n++)
    {
      g_autoptr (MootRequest) request = moot_request_new_for (call, id);
      g_autoptr (MootReply) reply = NULL;

      moot_request_add_int (request, "limit", PAGE_SIZE);
      if (max_id != NULL)
        moot_request_add (request, "max_id", max_id);
      reply = moot_connection_call (self->connection, request, cancellable, error);
      if (reply == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, moot_reply_take_items (reply));
      g_free (max_id);
      max_id = g_steal_pointer (&reply->next_max_id);
      if (max_id == NULL)
        break;
    }
  json = write_items (all);
  keep (self, name, json);
  return g_steal_pointer (&all);
}

/**
 * moot_page_source_ask_names:
 * @self: a source
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 MootMember): members by their id
 */
GHashTable *
moot_page_source_ask_names (MootPageSource  *self,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (GPtrArray) members = NULL;
  GHashTable *names;

  members = moot_page_source_ask_all (self, "members", MOOT_CALL_MEMBERSHIPS, NULL, cancellable,
                                      error);
  if (members == NULL)
    return NULL;

  names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; i < members->len; i++)
    {
      MootMember *member = g_ptr_array_index (members, i);

      g_hash_table_replace (names, member->id, g_object_ref (member));
    }
  return names;
}
