/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The body of something that waits for the server.  Two members of it are not for the server as
 * they are: `version` becomes If-Match, and each of `files` an id among `media_ids` once it is
 * there.
 * Thread: workers only. */
#include "moot-unsent-body.h"

#include "moot-client-media.h"

#define FILES "files"
#define MEDIA "media_ids"
#define VERSION "version"

static JsonObject *
parse (const char *json)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/**
 * moot_unsent_body_write_files:
 * @json: inside an object
 * @files: what goes along
 * @n_files: how many
 *
 * Says which files go along; there need not be a server yet.
 */
void
moot_unsent_body_write_files (MootJsonWriter       *json,
                              const MootUnsentFile *files,
                              gsize                 n_files)
{
  if (n_files == 0)
    return;

  moot_json_name (json, FILES);
  moot_json_begin_array (json);
  for (gsize i = 0; i < n_files; i++)
    {
      moot_json_begin_object (json);
      moot_json_put_string (json, "path", files[i].path);
      moot_json_put_string (json, "description", files[i].description);
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

/** moot_unsent_body_put: gives a request what the server is to read */
void
moot_unsent_body_put (const char  *json,
                      MootRequest *request)
{
  g_autoptr (JsonObject) object = parse (json);

  if (object == NULL)
    return;
  moot_request_set_version (request, moot_json_get_int (object, VERSION));
  json_object_remove_member (object, VERSION);
  json_object_remove_member (object, FILES);
  moot_request_set_json (request, to_text (object));
}

/** moot_unsent_body_get_version: of what is changed, as its author read it; 0 for any */
gint64
moot_unsent_body_get_version (const char *json)
{
  g_autoptr (JsonObject) object = parse (json);

  return object != NULL ? moot_json_get_int (object, VERSION) : 0;
}

/** moot_unsent_body_has_files: whether something is to go up before it is sent */
gboolean
moot_unsent_body_has_files (const char *json)
{
  g_autoptr (JsonObject) object = parse (json);
  JsonArray *files = object != NULL ? moot_json_get_array (object, FILES) : NULL;

  return files != NULL && json_array_get_length (files) > 0;
}

static void
add_media (JsonObject *object,
           const char *id)
{
  JsonArray *media = moot_json_get_array (object, MEDIA);

  if (media == NULL)
    {
      media = json_array_new ();
      json_object_set_array_member (object, MEDIA, media);
    }
  json_array_add_string_element (media, id);
}

/**
 * moot_unsent_body_send_file:
 * @json: a body with files
 * @connection: the way to the server
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: as moot_client_upload().
 *
 * Returns: (transfer full): the body with one file less, and the id the server gave it
 */
char *
moot_unsent_body_send_file (const char      *json,
                            MootConnection  *connection,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (JsonObject) object = parse (json);
  JsonArray *files = object != NULL ? moot_json_get_array (object, FILES) : NULL;
  JsonObject *file;
  g_autoptr (MootAttachment) media = NULL;

  g_return_val_if_fail (files != NULL && json_array_get_length (files) > 0, NULL);

  file = json_array_get_object_element (files, 0);
  media = moot_client_upload (connection, moot_json_get_string (file, "path"),
                              moot_json_get_string (file, "description"), cancellable, error);
  if (media == NULL)
    return NULL;
  json_array_remove_element (files, 0);
  add_media (object, media->id);
  return to_text (object);
}
