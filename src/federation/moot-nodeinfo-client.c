/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asks another server what it runs: a hint about its habits, nothing that is believed.
 * Spec: NodeInfo 2.0 and 2.1. Thread: any; blocks. */
#include "moot-nodeinfo-client.h"

#include "moot-document.h"
#include "moot-error.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <string.h>

#define SCHEMA "http://nodeinfo.diaspora.software/ns/schema/"
#define MAX_LINKS 20

static JsonNode *
get (const MootFetcher  *fetcher,
     const char         *uri,
     GCancellable       *cancellable,
     GError            **error)
{
  g_autoptr (MootFetched) fetched =
    moot_fetcher_get (fetcher, uri, MOOT_FETCH_NODEINFO, NULL, NULL, cancellable, error);

  return fetched != NULL ? moot_document_parse (fetched->body, error) : NULL;
}

/* Any version says what it is; but only of the same server. */
static const char *
find_document (JsonNode    *links_node,
               const char  *root,
               GError     **error)
{
  g_autoptr (GPtrArray) links =
    moot_wild_get_objects (json_node_get_object (links_node), "links", MAX_LINKS);

  for (guint i = 0; i < links->len; i++)
    {
      JsonObject *link = g_ptr_array_index (links, i);
      const char *rel = moot_wild_get_text (link, "rel");
      const char *href = moot_wild_get_text (link, "href");

      if (rel != NULL && g_str_has_prefix (rel, SCHEMA) && href != NULL &&
          moot_uri_same_origin (href, root))
        return href;
    }
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%s' names no document of its own", root);
  return NULL;
}

/**
 * moot_nodeinfo_client_ask_software:
 * @fetcher: gets things
 * @uri: anything of the server
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Errors: as moot_fetcher_get(); %MOOT_ERROR_NOT_FOUND when it does not say.
 *
 * Returns: (transfer full): what the server calls its software, lower case
 */
char *
moot_nodeinfo_client_ask_software (const MootFetcher  *fetcher,
                                   const char         *uri,
                                   GCancellable       *cancellable,
                                   GError            **error)
{
  const char *host = strstr (uri, "://");
  g_autofree char *origin =
    host != NULL ? g_strndup (uri, (gsize) (host - uri) + 3 + strcspn (host + 3, "/?#")) : NULL;
  g_autofree char *root = g_strconcat (origin, "/.well-known/nodeinfo", NULL);
  g_autoptr (JsonNode) links = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *href;
  JsonObject *software;
  const char *name;

  g_return_val_if_fail (origin != NULL, NULL);

  links = get (fetcher, root, cancellable, error);
  href = links != NULL ? find_document (links, root, error) : NULL;
  node = href != NULL ? get (fetcher, href, cancellable, error) : NULL;
  if (node == NULL)
    return NULL;
  software = moot_wild_get_object (json_node_get_object (node), "software");
  name = software != NULL ? moot_wild_get_text (software, "name") : NULL;
  if (name == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%s' does not say what it runs", href);
  return name != NULL ? g_ascii_strdown (name, -1) : NULL;
}
