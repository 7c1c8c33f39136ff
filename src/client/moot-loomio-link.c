/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which groups an API key opens, and what is found in one.
 * Thread: workers.
 * Spec: Loomio's API b2. */
#include "moot-loomio-private.h"

#include "moot-clock.h"
#include "moot-html.h"

#include <string.h>

#define API "/api/b2/"
#define TITLE_MAX 300 /* characters of what a search found */
#define FOUND_MAX 50

static MootLoomioLink *
make_link (const char *server,
           JsonObject *root,
           JsonObject *group)
{
  MootLoomioLink *link = g_object_new (MOOT_TYPE_LOOMIO_LINK, NULL);
  g_autofree char *host = strstr (server, "://") != NULL ? g_strdup (strstr (server, "://") + 3)
                                                         : g_strdup (server);
  const char *name = moot_json_get_string (group, "full_name");
  JsonArray *memberships = moot_json_get_array (root, "memberships");
  const gint64 id = moot_json_get_int (group, "id");

  link->key = g_strdup_printf ("loomio-%" G_GINT64_FORMAT "@%s", id, host);
  link->server = g_strdup (server);
  link->group_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  link->group_key = g_strdup (moot_json_get_string (group, "key"));
  link->name = g_strdup (name != NULL ? name : moot_json_get_string (group, "name"));
  for (guint i = 0; memberships != NULL && i < json_array_get_length (memberships); i++)
    {
      JsonNode *node = json_array_get_element (memberships, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (moot_json_get_int (one, "group_id") == id && link->user_id == NULL)
        link->user_id = g_strdup_printf ("%" G_GINT64_FORMAT, moot_json_get_int (one, "user_id"));
    }
  if (link->name == NULL)
    link->name = g_strdup (host);
  return link;
}

/**
 * moot_loomio_list_groups:
 * @server: as moot_server_from_text() gives it
 * @api_key: of a member
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Asks whose key it is, so to speak: a key that is good lists the groups of its member.
 *
 * Errors: #MootClientError; %MOOT_CLIENT_ERROR_UNAUTHORIZED for a key that is not good.
 * Thread: a worker.
 *
 * Returns: (transfer full) (element-type MootLoomioLink): groups that can be linked
 */
GPtrArray *
moot_loomio_list_groups (const char    *server,
                         const char    *api_key,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (MootLoomioLink) link = g_object_new (MOOT_TYPE_LOOMIO_LINK, NULL);
  g_autoptr (MootConnection) connection = NULL;
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *links;
  JsonArray *groups;
  MootLoomio *loomio;

  link->server = g_strdup (server);
  link->name = g_strdup (server);
  connection = moot_loomio_connection_new (link, api_key, NULL);
  loomio = moot_connection_get_other (connection, &moot_loomio_other);
  node = moot_loomio_get (loomio, connection, API "groups", cancellable, error);
  if (node == NULL)
    return NULL;
  groups = moot_json_get_array (json_node_get_object (node), "groups");
  links = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonNode *group = json_array_get_element (groups, i);

      if (JSON_NODE_HOLDS_OBJECT (group) &&
          moot_json_get_int (json_node_get_object (group), "id") != 0)
        g_ptr_array_add (links, make_link (server, json_node_get_object (node),
                                           json_node_get_object (group)));
    }
  return links;
}

/* Searching ---------------------------------------------------------------------------------- */

/** moot_loomio_find_free: one of moot_loomio_search() */
void
moot_loomio_find_free (MootLoomioFind *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->author);
  g_free (self);
}

/* Its words come with the found ones in bold. */
static char *
dup_title (JsonObject *result)
{
  const char *highlight = moot_json_get_string (result, "highlight");
  g_autofree char *html = moot_html_sanitise (highlight != NULL ? highlight : "");
  g_autofree char *text = moot_html_to_text (html);

  g_strstrip (text);
  return g_utf8_substring (text, 0, MIN (TITLE_MAX, g_utf8_strlen (text, -1)));
}

/* What was said is found in its discussion, a poll or its outcome as a proposal. */
static MootLoomioFind *
read_result (JsonObject *result)
{
  const char *type = moot_json_get_string (result, "searchable_type");
  const gint64 id = moot_json_get_int (result, "searchable_id");
  const char *discussion = moot_json_get_string (result, "discussion_key");
  const char *poll = moot_json_get_string (result, "poll_key");
  const char *at = moot_json_get_string (result, "authored_at");
  const gboolean is_poll = g_strcmp0 (type, "Poll") == 0;
  MootLoomioFind *find;

  if (type == NULL || (discussion == NULL && poll == NULL && id == 0))
    return NULL;
  find = g_new0 (MootLoomioFind, 1);
  find->kind = is_poll || (discussion == NULL && poll != NULL) ? "proposal" : "discussion";
  if (is_poll || (g_str_equal (type, "Discussion") && id != 0))
    find->id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  else
    find->id = g_strdup (discussion != NULL ? discussion : poll);
  find->title = dup_title (result);
  find->author = g_strdup (moot_json_get_string (result, "author_name"));
  if (at != NULL)
    moot_time_parse_iso (at, &find->at);
  if (moot_loomio_is_id (find->id))
    return find;
  moot_loomio_find_free (find);
  return NULL;
}

/**
 * moot_loomio_search:
 * @connection: of a group
 * @query: words
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * While the server cannot be asked, what is kept here is searched.
 *
 * Errors: #MootClientError.
 * Thread: a worker.
 *
 * Returns: (transfer full) (element-type MootLoomioFind): what was found in the group
 */
GPtrArray *
moot_loomio_search (MootConnection  *connection,
                    const char      *query,
                    GCancellable    *cancellable,
                    GError         **error)
{
  MootLoomio *loomio = moot_connection_get_other (connection, &moot_loomio_other);
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);
  g_autofree char *target = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *results;
  GPtrArray *found;

  g_return_val_if_fail (loomio != NULL, NULL);

  target = g_strdup_printf (API "search?query=%s&group_id=%s", escaped,
                            moot_loomio_get_link (loomio)->group_id);
  node = moot_loomio_get (loomio, connection, target, cancellable, &local);
  if (node == NULL && moot_loomio_get_cache (loomio) != NULL &&
      !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return moot_loomio_search_copies (loomio, query, error);
  if (node == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  results = moot_json_get_array (json_node_get_object (node), "search_results");
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_loomio_find_free);
  for (guint i = 0; results != NULL && i < json_array_get_length (results) && i < FOUND_MAX; i++)
    {
      JsonNode *one = json_array_get_element (results, i);
      MootLoomioFind *find =
        JSON_NODE_HOLDS_OBJECT (one) ? read_result (json_node_get_object (one)) : NULL;

      if (find != NULL)
        g_ptr_array_add (found, find);
    }
  return found;
}
