/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From the bytes of an answer to entities; forgives what servers differ in, refuses what is not
 * what was asked for.
 * Thread: any. */
#include "moot-reply.h"

#include "moot-client-error.h"
#include "moot-entity.h"

#include <string.h>

static JsonNode *
parse (GBytes  *body,
       GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);
  JsonNode *root = moot_json_parse_sized (text, (gssize) size, size, &local);

  if (root == NULL)
    g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE, "answer: %s",
                 local->message);
  return root;
}

static gboolean
read_text (MootReply  *self,
           GBytes     *body,
           GError    **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);

  if (size > 0 && !g_utf8_validate_len (text, size, NULL))
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE, "answer is no text");
      return FALSE;
    }
  self->text = g_strndup (text != NULL ? text : "", size);
  return TRUE;
}

static gboolean
read_entity (MootReply           *self,
             const MootCallInfo  *info,
             JsonNode            *root,
             GError             **error)
{
  g_autoptr (GError) local = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE, "answer is no object");
      return FALSE;
    }
  self->entity = moot_entity_from_json (info->type (), json_node_get_object (root), &local);
  if (self->entity == NULL)
    g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE, "answer: %s",
                 local->message);
  return self->entity != NULL;
}

/* A copy that was kept has entities already; what makes no sense is left out. */
static GPtrArray *
read_names (const MootCallInfo *info,
            JsonArray          *array)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      GObject *item = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        item = moot_entity_from_json (info->type (), json_node_get_object (node), NULL);
      else if (json_node_get_value_type (node) == G_TYPE_STRING)
        {
          item = g_object_new (info->type (), NULL);
          moot_entity_set_text (item, "id", json_node_get_string (node));
        }
      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

static gboolean
read_items (MootReply           *self,
            const MootCallInfo  *info,
            JsonNode            *root,
            const char          *link,
            GError             **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE, "answer is no array");
      return FALSE;
    }
  self->items = info->answer == MOOT_ANSWER_NAMES
                  ? read_names (info, json_node_get_array (root))
                  : moot_entities_from_json (info->type (), json_node_get_array (root));
  self->next_max_id = moot_link_dup_parameter (link, "next", "max_id");
  self->prev_min_id = moot_link_dup_parameter (link, "prev", "min_id");
  return TRUE;
}

/**
 * moot_reply_new:
 * @info: what was asked
 * @status: HTTP status of success
 * @body: what came
 * @link: (nullable): the Link header
 * @error: return location
 *
 * Errors: %MOOT_CLIENT_ERROR_UNREADABLE.
 *
 * Returns: (transfer full): the answer
 */
MootReply *
moot_reply_new (const MootCallInfo  *info,
                guint                status,
                GBytes              *body,
                const char          *link,
                GError             **error)
{
  g_autoptr (MootReply) self = g_new0 (MootReply, 1);
  g_autoptr (JsonNode) root = NULL;

  self->status = status;
  if (info->answer == MOOT_ANSWER_NOTHING)
    return g_steal_pointer (&self);

  if (info->answer == MOOT_ANSWER_TEXT)
    return read_text (self, body, error) ? g_steal_pointer (&self) : NULL;
  root = parse (body, error);
  if (root == NULL)
    return NULL;
  if (info->answer == MOOT_ANSWER_ENTITY && !read_entity (self, info, root, error))
    return NULL;
  if ((info->answer == MOOT_ANSWER_LIST || info->answer == MOOT_ANSWER_NAMES) &&
      !read_items (self, info, root, link, error))
    return NULL;
  if (info->answer == MOOT_ANSWER_JSON)
    self->json = g_steal_pointer (&root);
  return g_steal_pointer (&self);
}

/**
 * moot_reply_free:
 * @self: (nullable): an answer
 */
void
moot_reply_free (MootReply *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->text);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->next_max_id);
  g_free (self->prev_min_id);
  g_free (self);
}

/**
 * moot_reply_take_entity:
 * @self: an answer
 *
 * Returns: (transfer full) (nullable): its entity
 */
gpointer
moot_reply_take_entity (MootReply *self)
{
  return g_steal_pointer (&self->entity);
}

/**
 * moot_reply_take_items:
 * @self: an answer
 *
 * Returns: (transfer full) (nullable): its items
 */
GPtrArray *
moot_reply_take_items (MootReply *self)
{
  return g_steal_pointer (&self->items);
}

/**
 * moot_reply_get_object:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): its JSON, when that is an object
 */
JsonObject *
moot_reply_get_object (MootReply *self)
{
  return self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json)
           ? json_node_get_object (self->json)
           : NULL;
}

/* `<https://x/y?max_id=1>; rel="next"`: where the parts after the address name the relation. */
static gboolean
has_relation (const char *parts,
              const char *relation)
{
  g_autofree char *quoted = g_strdup_printf ("rel=\"%s\"", relation);
  g_autofree char *bare = g_strdup_printf ("rel=%s", relation);
  const char *end = strchr (parts, '<');
  const char *found = strstr (parts, quoted);

  if (found == NULL)
    found = strstr (parts, bare);
  return found != NULL && (end == NULL || found < end);
}

/**
 * moot_link_dup_parameter:
 * @link: (nullable): a Link header
 * @relation: `next` or `prev`
 * @parameter: of the query of that link
 *
 * Reads the cursor of a page.  Cursors are opaque: on some lists they are no ids of the items.
 *
 * Spec: RFC 8288.
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
moot_link_dup_parameter (const char *link,
                         const char *relation,
                         const char *parameter)
{
  for (const char *at = link; at != NULL && (at = strchr (at, '<')) != NULL; at++)
    {
      const char *end = strchr (at, '>');
      g_autofree char *address = NULL;
      const char *query;
      g_autoptr (GHashTable) parameters = NULL;

      if (end == NULL || !has_relation (end, relation))
        continue;
      address = g_strndup (at + 1, (gsize) (end - at - 1));
      query = strchr (address, '?');
      if (query == NULL)
        return NULL;
      parameters = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
      return parameters != NULL ? g_strdup (g_hash_table_lookup (parameters, parameter)) : NULL;
    }
  return NULL;
}
