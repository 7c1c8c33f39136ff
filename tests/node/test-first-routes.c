/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every route that a client needs to sign in and show a home timeline: it is in the tables, and a
 * real node answers it in the shape that clients decode, some of which stop at the first surprise.
 * Spec: Mastodon client API; what is marked as first priority in the list of endpoints. */
#include "moot-node-routes.h"
#include "moot-test-node.h"

#include <string.h>

#define LARGEST_NUMBER G_MAXINT32 /* some clients decode into 32 bits */

/* Shapes: members with their type, a dot leads into an object; "[]" before them: of each element.
 * s text, S text or null, u address, U address or null, d time, D time or null, n number,
 * b truth, a list, o object, O object or null. */
#define ACCOUNT                                                                             \
  "id:s username:s acct:s display_name:s locked:b bot:b group:b created_at:d note:s url:u " \
  "uri:u avatar:u avatar_static:u header:u header_static:u followers_count:n "              \
  "following_count:n statuses_count:n emojis:a fields:a roles:a"
#define STATUS                                                                            \
  "id:s created_at:d edited_at:D in_reply_to_id:S in_reply_to_account_id:S sensitive:b "  \
  "spoiler_text:s visibility:s language:S uri:u url:U replies_count:n reblogs_count:n "   \
  "favourites_count:n content:s reblog:O account.id:s account.url:u media_attachments:a " \
  "mentions:a tags:a emojis:a card:O poll:O favourited:b reblogged:b muted:b bookmarked:b"
#define NODEINFO                                                                 \
  "version:s software.name:s software.version:s protocols:a services.inbound:a " \
  "services.outbound:a openRegistrations:b usage.users.total:n metadata:o"

typedef struct
{
  const char *name;
  const char *method;
  const char *path; /* ACCOUNT_ID, STATUS_ID and BO_ID are filled in */
  const char *form; /* NULL: no body */
  gboolean signed_in;
  guint status;
  const char *shape; /* NULL: no JSON */
} Row;

/* clang-format off */
static const Row rows[] = {
  { "apps", "POST", "/api/v1/apps", "client_name=x&redirect_uris=a%3A%2F%2Fb", FALSE, 200,
    "id:s name:s client_id:s client_secret:s redirect_uri:s redirect_uris:a scopes:a" },
  { "authorize", "GET", "/oauth/authorize?response_type=code&client_id=x&redirect_uri=a", NULL, FALSE, 400, NULL },
  { "token", "POST", "/oauth/token", "grant_type=password", FALSE, 400, "error:s error_description:s" },
  { "revoke", "POST", "/oauth/revoke", "token=x", FALSE, 403, "error:s error_description:s" },
  { "nodeinfo", "GET", "/.well-known/nodeinfo", NULL, FALSE, 200, "links:a" },
  { "nodeinfo-2.0", "GET", "/nodeinfo/2.0", NULL, FALSE, 200, NODEINFO },
  { "nodeinfo-2.1", "GET", "/nodeinfo/2.1", NULL, FALSE, 200, NODEINFO },
  { "webfinger", "GET", "/.well-known/webfinger?resource=acct%3Aada%40DOMAIN", NULL, FALSE, 200,
    "subject:s aliases:a links:a" },
  { "instance-1", "GET", "/api/v1/instance", NULL, FALSE, 200,
    "uri:s title:s short_description:s description:s email:s version:s urls.streaming_api:u stats.user_count:n "
    "stats.status_count:n stats.domain_count:n thumbnail:U languages:a registrations:b approval_required:b "
    "invites_enabled:b configuration.accounts:o configuration.statuses.max_characters:n "
    "configuration.media_attachments:o configuration.polls.max_options:n contact_account:O rules:a" },
  { "instance-2", "GET", "/api/v2/instance", NULL, FALSE, 200,
    "domain:s title:s version:s source_url:u description:s usage.users.active_month:n thumbnail.url:u languages:a "
    "configuration.urls.streaming:u configuration.vapid.public_key:s configuration.accounts.max_featured_tags:n "
    "configuration.statuses.max_characters:n configuration.statuses.max_media_attachments:n "
    "configuration.statuses.characters_reserved_per_url:n configuration.media_attachments.supported_mime_types:a "
    "configuration.media_attachments.image_size_limit:n configuration.polls.max_expiration:n "
    "configuration.translation.enabled:b registrations.enabled:b registrations.approval_required:b "
    "api_versions.folkmoot:n contact.email:s contact.account:O rules:a" },
  { "emojis", "GET", "/api/v1/custom_emojis", NULL, FALSE, 200, "[]" },
  { "preferences", "GET", "/api/v1/preferences", NULL, TRUE, 200,
    "posting:default:visibility:s posting:default:sensitive:b posting:default:language:S "
    "reading:expand:media:s reading:expand:spoilers:b" },
  { "announcements", "GET", "/api/v1/announcements", NULL, TRUE, 200, "[]" },
  { "verify", "GET", "/api/v1/accounts/verify_credentials", NULL, TRUE, 200,
    ACCOUNT " source.note:s source.fields:a source.privacy:s source.sensitive:b source.language:S "
            "source.follow_requests_count:n role.id:s role.name:s role.permissions:s" },
  { "account", "GET", "/api/v1/accounts/ACCOUNT_ID", NULL, FALSE, 200, ACCOUNT },
  { "lookup", "GET", "/api/v1/accounts/lookup?acct=ada", NULL, FALSE, 200, ACCOUNT },
  { "relationships", "GET", "/api/v1/accounts/relationships?id[]=BO_ID", NULL, TRUE, 200,
    "[]id:s following:b showing_reblogs:b notifying:b followed_by:b blocking:b blocked_by:b muting:b "
    "muting_notifications:b requested:b requested_by:b domain_blocking:b endorsed:b note:s" },
  { "status", "GET", "/api/v1/statuses/STATUS_ID", NULL, TRUE, 200, STATUS },
  { "status-unsigned", "GET", "/api/v1/statuses/STATUS_ID", NULL, FALSE, 200, STATUS },
  { "context", "GET", "/api/v1/statuses/STATUS_ID/context", NULL, TRUE, 200, "ancestors:a descendants:a" },
  { "home", "GET", "/api/v1/timelines/home", NULL, TRUE, 200, "[]" STATUS },
  { "lists", "GET", "/api/v1/lists", NULL, TRUE, 200, "[]" },
  { "list", "GET", "/api/v1/lists/1", NULL, TRUE, 404, "error:s" },
  { "set-markers", "POST", "/api/v1/markers", "home[last_read_id]=12", TRUE, 200,
    "home.last_read_id:s home.version:n home.updated_at:d" },
  { "markers", "GET", "/api/v1/markers?timeline[]=home&timeline[]=notifications", NULL, TRUE, 200,
    "home.last_read_id:s home.version:n home.updated_at:d" },
  { "notifications", "GET", "/api/v1/notifications", NULL, TRUE, 200,
    "[]id:s type:s created_at:d group_key:s account.id:s status.id:s" },
  { "filters-2", "GET", "/api/v2/filters", NULL, TRUE, 200, "[]" },
  { "filter-2", "GET", "/api/v2/filters/1", NULL, TRUE, 404, "error:s" },
  { "filters-1", "GET", "/api/v1/filters", NULL, TRUE, 200, "[]" },
  { "no-subscription", "GET", "/api/v1/push/subscription", NULL, TRUE, 404, "error:s" },
  { "followed-tags", "GET", "/api/v1/followed_tags", NULL, TRUE, 200, "[]" },
  { "suggestions-1", "GET", "/api/v1/suggestions", NULL, TRUE, 200, "[]" },
  { "suggestions-2", "GET", "/api/v2/suggestions", NULL, TRUE, 200, "[]" },
  { "trends", "GET", "/api/v1/trends", NULL, FALSE, 200, "[]" },
  { "trends-tags", "GET", "/api/v1/trends/tags", NULL, FALSE, 200, "[]" },
  { "trends-statuses", "GET", "/api/v1/trends/statuses", NULL, FALSE, 200, "[]" },
  { "trends-links", "GET", "/api/v1/trends/links", NULL, FALSE, 200, "[]" },
  { "scheduled", "GET", "/api/v1/scheduled_statuses", NULL, TRUE, 200, "[]" },
  { "streaming", "GET", "/api/v1/streaming", NULL, TRUE, 404, "error:s" },
  { "streaming-health", "GET", "/api/v1/streaming/health", NULL, FALSE, 200, NULL },
};
/* clang-format on */

typedef struct
{
  MootTestNode *node;
  char *token;
  char *ada_id;
  char *bo_id;
  char *status_id;
} Stage;

static Stage stage;

static void
set_stage (void)
{
  gint64 ada;
  gint64 bo;
  g_autofree char *bo_token = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) posted = NULL;
  g_autoptr (MootTestReply) liked = NULL;
  g_autoptr (MootTestReply) marked = NULL;

  stage.node = moot_test_node_new ();
  ada = moot_test_node_add_user (stage.node, "ada");
  bo = moot_test_node_add_user (stage.node, "bo");
  stage.token = moot_test_node_add_token (stage.node, ada, "read write profile push");
  bo_token = moot_test_node_add_token (stage.node, bo, "read write");
  stage.ada_id = g_strdup_printf ("%" G_GINT64_FORMAT, ada);
  stage.bo_id = g_strdup_printf ("%" G_GINT64_FORMAT, bo);
  posted = moot_test_post (stage.node, "/api/v1/statuses", stage.token, "status=hello+%23coop");
  stage.status_id = g_strdup (moot_test_reply_string (posted, "id"));
  path = g_strdup_printf ("/api/v1/statuses/%s/favourite", stage.status_id);
  liked = moot_test_post (stage.node, path, bo_token, "");
  moot_test_assert_status (liked, 200);
  marked = moot_test_post (stage.node, "/api/v1/markers", stage.token, "home[last_read_id]=1");
  moot_test_assert_status (marked, 200);
}

static void
clear_stage (void)
{
  moot_test_node_free (stage.node);
  g_free (stage.token);
  g_free (stage.ada_id);
  g_free (stage.bo_id);
  g_free (stage.status_id);
}

static char *
fill_in (const char *path)
{
  g_autoptr (GString) text = g_string_new (path);

  g_string_replace (text, "ACCOUNT_ID", stage.ada_id, 0);
  g_string_replace (text, "BO_ID", stage.bo_id, 0);
  g_string_replace (text, "STATUS_ID", stage.status_id, 0);
  g_string_replace (text, "DOMAIN", stage.node->base_url + strlen ("http://"), 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is in the tables under that method and path; the path is matched, not compared. */
static const MootRoute *
find_in_tables (const char *method,
                const char *path)
{
  g_autoptr (GHashTable) params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);

  for (gsize t = 0; t < moot_node_n_route_tables; t++)
    for (gsize r = 0; r < moot_node_route_tables[t]->n_routes; r++)
      if (moot_route_match (&moot_node_route_tables[t]->routes[r], method, parts[0], params))
        return &moot_node_route_tables[t]->routes[r];
  return NULL;
}

static gboolean
matches (const char *pattern,
         JsonNode   *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING &&
         g_regex_match_simple (pattern, json_node_get_string (node), 0, 0);
}

static gboolean
is_of_type (JsonNode *node,
            char      type)
{
  if (node == NULL)
    return FALSE;
  if (g_ascii_isupper (type) && JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  switch (g_ascii_tolower (type))
    {
    case 's':
      return matches ("", node);
    case 'u':
      return matches ("^(https?|wss?)://[^/]+", node);
    case 'd':
      return matches ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$", node);
    case 'n':
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
    case 'b':
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case 'a':
      return JSON_NODE_HOLDS_ARRAY (node);
    case 'o':
      return JSON_NODE_HOLDS_OBJECT (node);
    default:
      return FALSE;
    }
}

static void
assert_object (JsonNode   *node,
               const char *shape)
{
  g_auto (GStrv) members = g_strsplit (shape, " ", -1);

  for (guint i = 0; members[i] != NULL; i++)
    {
      const char *colon = strrchr (members[i], ':');
      g_autofree char *path = NULL;
      g_auto (GStrv) names = NULL;
      JsonNode *at = node;

      if (*members[i] == '\0')
        continue;
      path = g_strndup (members[i], (gsize) (colon - members[i]));
      names = g_strsplit (path, ".", -1);
      for (guint n = 0; names[n] != NULL; n++)
        {
          g_assert_true (at != NULL && JSON_NODE_HOLDS_OBJECT (at));
          at = json_object_get_member (json_node_get_object (at), names[n]);
        }
      if (!is_of_type (at, colon[1]))
        g_error ("'%s' is not of type '%c'", path, colon[1]);
    }
}

static void assert_rules (const char *name,
                          JsonNode *node);

static void
assert_member_rules (JsonObject *object,
                     const char *name,
                     JsonNode   *node,
                     gpointer    data)
{
  assert_rules (name, node);
}

/* What holds wherever it stands: ids are digits, addresses are no empty text, numbers fit. */
static void
assert_rules (const char *name,
              JsonNode   *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), assert_member_rules, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      assert_rules (name, json_array_get_element (json_node_get_array (node), i));
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    g_assert_cmpint (json_node_get_int (node), <=, LARGEST_NUMBER);
  else if (g_str_equal (name, "id"))
    g_assert_true (matches ("^-?\\d+$", node));
  else if (g_str_equal (name, "url") || g_str_equal (name, "uri"))
    g_assert_false (matches ("^$", node));
}

static void
test_route (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *path = fill_in (row->path);
  g_autoptr (MootTestReply) reply = NULL;
  JsonArray *array;

  g_test_message ("%s %s", row->method, path);
  g_assert_nonnull (find_in_tables (row->method, path));
  reply = moot_test_request (stage.node, row->method, path, row->signed_in ? stage.token : NULL,
                             row->form != NULL ? "application/x-www-form-urlencoded" : NULL,
                             row->form);
  moot_test_assert_status (reply, row->status);
  if (row->shape == NULL)
    return;
  g_test_message ("%s", reply->text);
  if (reply->json == NULL) /* of a type of its own, as `application/jrd+json` */
    reply->json = json_from_string (reply->text, NULL);
  g_assert_nonnull (reply->json);
  assert_rules ("", reply->json);
  if (!g_str_has_prefix (row->shape, "[]"))
    {
      assert_object (reply->json, row->shape);
      return;
    }
  array = moot_test_reply_array (reply);
  g_assert_true (strlen (row->shape) == 2 || json_array_get_length (array) > 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    assert_object (json_array_get_element (array, i), row->shape + 2);
}

/* Browsers ask first, whatever the route, and never with a token. */
static void
test_preflights (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = fill_in (rows[i].path);
      g_autoptr (MootTestReply) reply =
        moot_test_request (stage.node, "OPTIONS", path, NULL, NULL, NULL);
      const char *origin =
        soup_message_headers_get_one (reply->headers, "Access-Control-Allow-Origin");

      g_test_message ("%s", path);
      moot_test_assert_status (reply, 204);
      g_assert_cmpstr (origin, ==,
                       g_str_has_prefix (path, "/oauth/authorize") ? NULL : "*");
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_stage ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strconcat ("/node/first-routes/", rows[i].name, NULL);

      g_test_add_data_func (name, &rows[i], test_route);
    }
  g_test_add_func ("/node/first-routes/preflights", test_preflights);
  status = g_test_run ();
  clear_stage ();
  return status;
}
