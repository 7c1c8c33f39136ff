/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A list of entities in a small file of its own that only its owner can read.
 * Thread: workers, or where the program starts. */
#include "moot-entity-file.h"

#include <glib/gstdio.h>

/**
 * moot_entity_file_load:
 * @type: of the entities
 * @path: the file; none is an empty list
 * @error: return location
 *
 * Returns: (transfer full) (element-type GObject): what is in it
 */
GPtrArray *
moot_entity_file_load (GType        type,
                       const char  *path,
                       GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_ptr_array_new_with_free_func (g_object_unref);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  root = moot_json_parse (text, (gssize) length, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    return g_ptr_array_new_with_free_func (g_object_unref);
  return moot_entities_from_json (type, json_node_get_array (root));
}

/**
 * moot_entity_file_save:
 * @path: the file
 * @entities: (element-type GObject): what is to be in it
 * @error: return location
 *
 * Writes the whole list or, when that fails, nothing.
 *
 * Returns: whether it was written
 */
gboolean
moot_entity_file_save (const char  *path,
                       GPtrArray   *entities,
                       GError     **error)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;

  moot_json_begin_array (&writer);
  for (guint i = 0; i < entities->len; i++)
    moot_entity_to_json (g_ptr_array_index (entities, i), &writer);
  moot_json_end_array (&writer);
  text = moot_json_writer_steal (&writer);
  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
