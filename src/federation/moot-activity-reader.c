/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From bytes that another server sent or served to the struct they mean: the strict door, the
 * context, then the lenient readers.
 * Spec: ActivityPub, as far as servers agree on it.
 * Thread: any. */
#include "moot-activity-reader.h"

#include "moot-document.h"
#include "moot-error.h"
#include "moot-wild-json.h"

/**
 * moot_activity_reader_open:
 * @bytes: what came in
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): the root of a document that says it is ActivityStreams
 */
JsonObject *
moot_activity_reader_open (GBytes  *bytes,
                           GError **error)
{
  g_autoptr (JsonNode) root = moot_document_parse (bytes, error);

  if (root == NULL)
    return NULL;
  if (moot_wild_has_context (json_node_get_object (root)))
    return json_node_dup_object (root);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "a document without the context of ActivityStreams");
  return NULL;
}

/** moot_activity_reader_read_activity: moot_activity_read() of a whole document */
MootActivity *
moot_activity_reader_read_activity (GBytes  *bytes,
                                    GError **error)
{
  g_autoptr (JsonObject) root = moot_activity_reader_open (bytes, error);

  return root != NULL ? moot_activity_read (root, error) : NULL;
}

/** moot_activity_reader_read_object: moot_remote_object_read() of a whole document */
MootRemoteObject *
moot_activity_reader_read_object (GBytes  *bytes,
                                  GError **error)
{
  g_autoptr (JsonObject) root = moot_activity_reader_open (bytes, error);

  return root != NULL ? moot_remote_object_read (root, error) : NULL;
}

/** moot_activity_reader_read_actor: moot_remote_actor_read() of a whole document */
MootRemoteActor *
moot_activity_reader_read_actor (GBytes  *bytes,
                                 GError **error)
{
  g_autoptr (JsonObject) root = moot_activity_reader_open (bytes, error);

  return root != NULL ? moot_remote_actor_read (root, error) : NULL;
}

/** moot_activity_reader_read_collection: moot_remote_collection_read() of a whole document */
MootRemoteCollection *
moot_activity_reader_read_collection (GBytes      *bytes,
                                      const char  *from,
                                      GError     **error)
{
  g_autoptr (JsonObject) root = moot_activity_reader_open (bytes, error);

  return root != NULL ? moot_remote_collection_read (root, from, error) : NULL;
}
