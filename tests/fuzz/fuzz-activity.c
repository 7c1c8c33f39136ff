/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Documents by strangers, read as everything they might be: what passes the strict door can be
 * parsed, what is read stays within its limits and on its server. */
#include "moot-activity-reader.h"
#include "moot-document.h"
#include "moot-json-canonical.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t size);

/* What is canonical stays as it is.  1e20 becomes a whole number too large for our door: no matter.
 */
static void
check_canonical (const char *canonical)
{
  g_autoptr (GBytes) bytes = g_bytes_new (canonical, strlen (canonical));
  g_autoptr (JsonNode) node = moot_document_parse (bytes, NULL);
  g_autofree char *again = node != NULL ? moot_json_canonicalize_any (node, NULL) : NULL;

  if (node != NULL)
    g_assert_cmpstr (again, ==, canonical);
}

static void
check_object (JsonObject *root)
{
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (root, NULL);
  g_autofree char *html = NULL;

  if (object == NULL)
    return;
  g_assert_true (moot_uri_is_http (object->id));
  g_assert_true (object->uri == NULL || moot_uri_same_origin (object->uri, object->id));
  g_assert_cmpuint (g_strv_length (object->audience.to), <=, MOOT_WILD_MAX_RECIPIENTS + 1);
  g_assert_cmpuint (object->tags->len, <=, MOOT_REMOTE_MAX_TAGS);
  html = moot_remote_object_dup_html (object);
  g_assert_null (strstr (html, "<script"));
}

static void
check_actor (JsonObject *root)
{
  g_autoptr (MootRemoteActor) actor = moot_remote_actor_read (root, NULL);
  g_autoptr (MootRemoteActor) key = moot_remote_actor_read_key (root, NULL);

  if (actor == NULL)
    return;
  g_assert_nonnull (key);
  g_assert_true (moot_uri_same_origin (actor->inbox, actor->id));
  g_assert_true (actor->name == NULL || strchr (actor->name, '\n') == NULL);
}

static void
check_activity (JsonObject *root)
{
  g_autoptr (MootActivity) activity = moot_activity_read (root, NULL);
  g_autoptr (MootActivity) inner =
    activity != NULL ? moot_activity_read_inner (activity, NULL) : NULL;

  if (activity == NULL)
    return;
  g_assert_true (moot_uri_is_http (activity->actor));
  if (activity->object != NULL)
    check_object (activity->object);
  if (inner != NULL && inner->object != NULL)
    check_object (inner->object);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  gboolean good = moot_document_check (size > 0 ? (const char *) data : "", size, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_document_parse (bytes, &error);
  g_autoptr (MootRemoteCollection) collection = NULL;
  g_autofree char *canonical = NULL;
  JsonObject *root;

  g_assert_true (good || node == NULL);
  if (node == NULL)
    {
      /* What is strict JSON must be JSON for json-glib, too. */
      g_assert_true (!good || strcmp (error->message, "a document that is no object") == 0);
      return 0;
    }
  root = json_node_get_object (node);
  canonical = moot_json_canonicalize_any (node, NULL);
  if (canonical != NULL)
    check_canonical (canonical);
  check_activity (root);
  check_object (root);
  check_actor (root);
  collection = moot_remote_collection_read (root, "https://a.example/", NULL);
  if (collection != NULL)
    g_assert_true (collection->next == NULL ||
                   moot_uri_same_origin (collection->next, "https://a.example/"));
  return 0;
}
