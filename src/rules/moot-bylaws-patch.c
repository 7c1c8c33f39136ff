/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bylaws changed in places: a patch names classes and offices and what of them becomes otherwise.
 * Thread: any.
 * Spec: a proposal of the bylaw class carries the new text or a patch of it. */
#include "moot-bylaws-patch.h"

#include "moot-bylaws-json.h"
#include "moot-error.h"
#include "moot-json.h"

static JsonObject *
find_by_id (JsonArray  *list,
            const char *id,
            guint      *out_index)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);

      if (g_strcmp0 (moot_json_get_string (object, "id"), id) == 0)
        {
          *out_index = i;
          return object;
        }
    }
  return NULL;
}

/* What is null goes back to what the bylaws mean where they are silent. */
static void
merge (JsonObject *into,
       JsonObject *patch)
{
  g_autoptr (GList) names = json_object_get_members (patch);

  for (GList *link = names; link != NULL; link = link->next)
    {
      JsonNode *node = json_object_get_member (patch, link->data);

      if (JSON_NODE_HOLDS_NULL (node))
        json_object_remove_member (into, link->data);
      else
        json_object_set_member (into, link->data, json_node_copy (node));
    }
}

static gboolean
patch_item (JsonArray  *list,
            JsonNode   *node,
            GError    **error)
{
  JsonObject *patch = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = patch != NULL ? moot_json_get_string (patch, "id") : NULL;
  guint index = 0;
  JsonObject *found = id != NULL ? find_by_id (list, id, &index) : NULL;

  if (id == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "every part of a change names its class or role as 'id'");
      return FALSE;
    }
  if (moot_json_get_boolean (patch, "remove"))
    {
      if (found == NULL)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "there is no '%.40s' to remove", id);
          return FALSE;
        }
      json_array_remove_element (list, index);
      return TRUE;
    }
  if (found == NULL)
    json_array_add_element (list, json_node_copy (node));
  else
    merge (found, patch);
  return TRUE;
}

static gboolean
patch_list (JsonObject  *bylaws,
            JsonObject  *patch,
            const char  *name,
            GError     **error)
{
  JsonArray *changes = moot_json_get_array (patch, name);
  JsonArray *list = moot_json_get_array (bylaws, name);

  for (guint i = 0; changes != NULL && i < json_array_get_length (changes); i++)
    if (!patch_item (list, json_array_get_element (changes, i), error))
      return FALSE;
  return TRUE;
}

/* What is there already is changed by its members, what is not is taken whole. */
static void
patch_part (JsonObject *bylaws,
            JsonObject *patch,
            const char *name)
{
  JsonObject *part = moot_json_get_object (bylaws, name);

  if (part != NULL && moot_json_get_object (patch, name) != NULL)
    merge (part, moot_json_get_object (patch, name));
  else if (json_object_has_member (patch, name))
    json_object_set_member (bylaws, name, json_node_copy (json_object_get_member (patch, name)));
}

/**
 * moot_bylaws_patch:
 * @self: the bylaws in force
 * @patch: what becomes otherwise
 * @error: return location
 *
 * Makes new bylaws of old ones.
 *
 * Shape: `{"default":"lazy","classes":[{"id":"ordinary","min_voting_days":10},
 * {"id":"spending","remove":true}],"roles":[…],"emergency":{"lapse_days":5},
 * "admission":{"vouches":2}}`.
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the new bylaws, valid
 */
MootBylaws *
moot_bylaws_patch (const MootBylaws  *self,
                   JsonObject        *patch,
                   GError           **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *bylaws;

  g_return_val_if_fail (self != NULL && patch != NULL, NULL);

  text = moot_bylaws_to_text (self);
  root = moot_json_parse (text, -1, error);
  if (root == NULL)
    return NULL;
  bylaws = json_node_get_object (root);
  if (json_object_has_member (patch, "default"))
    json_object_set_member (bylaws, "default",
                            json_node_copy (json_object_get_member (patch, "default")));
  patch_part (bylaws, patch, "emergency");
  patch_part (bylaws, patch, "admission");
  return patch_list (bylaws, patch, "classes", error) &&
             patch_list (bylaws, patch, "roles", error)
           ? moot_bylaws_from_json (bylaws, error)
           : NULL;
}
