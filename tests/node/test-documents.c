/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a real node shows other servers, over HTTP.  The paths carry the numbers of the statements
 * that each test proves. */
#include "inbox-peer.h"

#include "moot-clock.h"
#include "moot-json.h"
#include "moot-multibase.h"
#include "moot-outbox-queue.h"
#include "moot-signing-key.h"

#include <string.h>

#define JSON_ACCEPT "application/activity+json"
#define PROFILE "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\""
#define N_POSTS 45

typedef struct
{
  MootTestNode *node;
  gint64 rosa;
  char *token;
} Stage;

static Stage *
stage_new (void)
{
  Stage *self = g_new0 (Stage, 1);

  self->node = moot_test_node_new ();
  self->rosa = moot_test_node_add_user (self->node, "rosa");
  self->token = moot_test_node_add_token (self->node, self->rosa, "read write follow");
  return self;
}

static void
stage_free (Stage *self)
{
  moot_test_node_free (self->node);
  g_free (self->token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

/* A request with one header more; redirects are not followed. */
static MootTestReply *
get_with (Stage      *self,
          const char *uri,
          const char *name,
          const char *value)
{
  g_autofree char *whole =
    *uri == '/' ? g_strconcat (self->node->base_url, uri, NULL) : g_strdup (uri);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", whole);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  MootTestReply *reply = g_new0 (MootTestReply, 1);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", JSON_ACCEPT);
  soup_message_headers_replace (headers, name, value);
  body = soup_session_send_and_read (self->node->session, message, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->text = g_bytes_get_size (body) > 0
                  ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                  : g_strdup ("");
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->content_type = g_strdup (soup_message_headers_get_one (reply->headers, "Content-Type"));
  reply->json = moot_json_parse (reply->text, -1, NULL);
  return reply;
}

static MootTestReply *
get (Stage      *self,
     const char *uri)
{
  return get_with (self, uri, "Accept", JSON_ACCEPT);
}

static char *
post (Stage      *self,
      const char *form)
{
  g_autoptr (MootTestReply) reply =
    moot_test_post (self->node, "/api/v1/statuses", self->token, form);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

static const char *
header (MootTestReply *reply,
        const char    *name)
{
  return soup_message_headers_get_list (reply->headers, name);
}

/* WebFinger ----------------------------------------------------------------------------------- */

#define ROSA_JRD                                                                                       \
  "{\"subject\":\"acct:rosa@@H@\",\"aliases\":[\"@N@/@rosa\",\"@N@/users/rosa\"],\"links\":["          \
  "{\"rel\":\"http://webfinger.net/rel/profile-page\",\"type\":\"text/html\",\"href\":\"@N@/@rosa\"}," \
  "{\"rel\":\"self\",\"type\":\"" JSON_ACCEPT "\",\"href\":\"@N@/users/rosa\"}]}"
#define NODE_JRD                                                                             \
  "{\"subject\":\"acct:@H@@@H@\",\"aliases\":[\"@N@/actor\"],\"links\":["                    \
  "{\"rel\":\"self\",\"type\":\"" JSON_ACCEPT "\",\"href\":\"@N@/actor\"},"                  \
  "{\"rel\":\"https://www.w3.org/ns/activitystreams#Service\",\"type\":\"" JSON_ACCEPT "\"," \
  "\"href\":\"@N@/actor\"}]}"

/* clang-format off */
static const struct
{
  const char *name;
  const char *query; /* @E@ is the host, @B@ the base URL, both escaped */
  guint status;
  const char *document;
} fingers[] = {
  { "s1-handle",        "?resource=acct:rosa%40@E@",          200, ROSA_JRD },
  { "s2-upper-case",    "?resource=ACCT%3ARosa%40@E@",        200, ROSA_JRD },
  { "s2-without-acct",  "?resource=rosa%40@E@",               200, ROSA_JRD },
  { "s2-actor",         "?resource=@B@%2Fusers%2Frosa",       200, ROSA_JRD },
  { "s2-page",          "?resource=@B@%2F%40rosa",            200, ROSA_JRD },
  { "s2-all-escaped",   "?resource=%61%63%63%74%3A%72%6F%73%61%40@E@", 200, ROSA_JRD },
  { "s2-node",          "?resource=acct:@E@%40@E@",           200, NODE_JRD },
  { "s2-site",          "?resource=@B@%2F",                   200, NODE_JRD },
  { "s2-other-host",    "?resource=acct:rosa%40other.example", 404, NULL },
  { "s2-nobody",        "?resource=acct:nobody%40@E@",        404, NULL },
  { "s2-missing",       "",                                   400, NULL },
  { "s2-empty",         "?resource=",                         400, NULL },
  { "s2-twice",         "?resource=acct:rosa%40@E@&resource=acct:rosa%40@E@", 400, NULL },
};
/* clang-format on */

/* The host and the address of the node in @text, which is freed; in queries they are escaped. */
static char *
fill (Stage *self,
      char  *text)
{
  g_autofree char *taken = text;
  const char *base = self->node->base_url;
  const char *host = base + strlen ("http://");
  g_autofree char *escaped_host = g_uri_escape_string (host, NULL, FALSE);
  g_autofree char *escaped_base = g_uri_escape_string (base, NULL, FALSE);
  GString *filled = g_string_new (taken);

  g_string_replace (filled, "@E@", escaped_host, 0);
  g_string_replace (filled, "@B@", escaped_base, 0);
  g_string_replace (filled, "@H@", host, 0);
  g_string_replace (filled, "@N@", base, 0);
  return g_string_free (filled, FALSE);
}

static void
test_webfinger (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (Stage) stage = stage_new ();
  char *path = g_strconcat ("/.well-known/webfinger", fingers[row].query, NULL);
  g_autoptr (MootTestReply) reply = NULL;
  g_autofree char *wanted = NULL;

  path = fill (stage, path);
  reply = get (stage, path);
  g_free (path);
  moot_test_assert_status (reply, fingers[row].status);
  if (fingers[row].document == NULL)
    return;
  g_assert_true (g_str_has_prefix (reply->content_type, "application/jrd+json"));
  wanted = fill (stage, g_strdup (fingers[row].document));
  g_assert_cmpstr (reply->text, ==, wanted);
}

static void
test_node_discovery (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (MootTestReply) links = get (stage, "/.well-known/nodeinfo");
  g_autoptr (MootTestReply) meta = get (stage, "/.well-known/host-meta");
  static const char *const needed[] = { "version", "software", "protocols", "services",
                                        "openRegistrations", "usage", "metadata" };

  g_assert_nonnull (strstr (links->text, "/ns/schema/2.0"));
  g_assert_nonnull (strstr (links->text, "/ns/schema/2.1"));
  g_assert_nonnull (strstr (links->text, "activitystreams#Application"));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MootTestReply) info = get (stage, i == 0 ? "/nodeinfo/2.0" : "/nodeinfo/2.1");
      JsonObject *software =
        json_object_get_object_member (moot_test_reply_object (info), "software");

      for (guint k = 0; k < G_N_ELEMENTS (needed); k++)
        g_assert_true (json_object_has_member (moot_test_reply_object (info), needed[k]));
      g_assert_cmpstr (moot_test_reply_string (info, "version"), ==, i == 0 ? "2.0" : "2.1");
      g_assert_true (g_regex_match_simple ("^[a-z0-9-]+$",
                                           json_object_get_string_member (software, "name"), 0, 0));
    }
  g_assert_true (g_regex_match_simple ("^[^{]*<Link[^>]*\\{uri\\}[^>]*>[^{]*$", meta->text, 0, 0));
  g_assert_nonnull (strstr (meta->text, "rel=\"lrdd\""));
}

/* Actors -------------------------------------------------------------------------------------- */

/* clang-format off */
static const struct
{
  const char *name;
  const char *accept;
  gboolean json;
} accepts[] = {
  { "activity",     JSON_ACCEPT,                              TRUE },
  { "profile",      PROFILE,                                  TRUE },
  { "ld",           "application/ld+json",                    TRUE },
  { "both",         JSON_ACCEPT ", application/ld+json",      TRUE },
  { "weaker-html",  "text/html;q=0.9, " JSON_ACCEPT,          TRUE },
  { "html",         "text/html",                              FALSE },
  { "anything",     "*/*",                                    FALSE },
  { "json",         "application/json",                       FALSE },
  { "weaker-activity", "text/html, " JSON_ACCEPT ";q=0.5",    FALSE },
};
/* clang-format on */

static void
test_negotiation (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *id = post (stage, "status=Bread");
  g_autofree char *note = g_strconcat ("/users/rosa/statuses/", id, NULL);
  const char *const paths[] = { "/users/rosa", "/@rosa", note };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MootTestReply) reply = get_with (stage, paths[i], "Accept", accepts[row].accept);

      g_test_message ("%s", paths[i]);
      g_assert_nonnull (strstr (header (reply, "Vary"), "Accept"));
      if (accepts[row].json)
        {
          moot_test_assert_status (reply, 200);
          g_assert_cmpstr (reply->content_type, ==, JSON_ACCEPT "; charset=utf-8");
        }
      else if (reply->status == 200)
        {
          g_assert_true (g_str_has_prefix (reply->content_type, "text/html"));
          g_assert_nonnull (strstr (header (reply, "Link"), "/users/rosa>; rel=\"alternate\""));
        }
      else
        moot_test_assert_status (reply, 302);
    }
}

static void
test_actor (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *id = g_strconcat (stage->node->base_url, "/users/rosa", NULL);
  g_autofree char *inside = g_strconcat (id, "/", NULL);
  g_autoptr (MootTestReply) reply = get (stage, id);
  JsonObject *actor = moot_test_reply_object (reply);
  JsonObject *rsa = json_object_get_object_member (actor, "publicKey");
  JsonObject *method =
    json_array_get_object_element (json_object_get_array_member (actor, "assertionMethod"), 0);
  static const char *const parts[] = { "inbox", "outbox", "followers", "following", "featured" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootPublicKey) key =
    moot_public_key_new_from_pem (json_object_get_string_member (rsa, "publicKeyPem"), &error);
  g_autoptr (MootPublicKey) multikey =
    moot_multikey_read (json_object_get_string_member (method, "publicKeyMultibase"), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (actor, "id"), ==, id);
  g_assert_cmpstr (json_object_get_string_member (actor, "type"), ==, "Person");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_true (
      g_str_has_prefix (json_object_get_string_member (actor, parts[i]), inside));
  g_assert_true (
    g_str_has_prefix (json_object_get_string_member (
                        json_object_get_object_member (actor, "endpoints"), "sharedInbox"),
                      stage->node->base_url));
  g_assert_cmpstr (json_object_get_string_member (rsa, "owner"), ==, id);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (rsa, "id"), id));
  g_assert_cmpint (moot_public_key_get_kind (key), ==, MOOT_KEY_RSA);
  g_assert_cmpstr (json_object_get_string_member (method, "controller"), ==, id);
  g_assert_cmpint (moot_public_key_get_kind (multikey), ==, MOOT_KEY_ED25519);
}

static void
test_caching (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (MootTestReply) first = get (stage, "/users/rosa");
  g_autoptr (MootTestReply) again =
    get_with (stage, "/users/rosa", "If-None-Match", header (first, "ETag"));
  g_autoptr (MootTestReply) other = get_with (stage, "/users/rosa", "If-None-Match", "\"other\"");

  g_assert_true (g_str_has_prefix (header (first, "Cache-Control"), "public"));
  moot_test_assert_status (again, 304);
  g_assert_cmpstr (again->text, ==, "");
  moot_test_assert_status (other, 200);
}

/* Everything but the time is the same. */
static void
look_for_header (const char *name,
                 const char *value,
                 gpointer    others)
{
  if (g_ascii_strcasecmp (name, "Date") != 0)
    g_assert_cmpstr (soup_message_headers_get_list (others, name), ==, value);
}

static void
test_gone (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *id = post (stage, "status=Bread");
  g_autofree char *note = g_strconcat ("/users/rosa/statuses/", id, NULL);
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", id, NULL);
  g_autofree char *hidden_id = post (stage, "status=Secret&visibility=private");
  g_autofree char *hidden = g_strconcat ("/users/rosa/statuses/", hidden_id, NULL);
  g_autoptr (MootTestReply) done =
    moot_test_request (stage->node, "DELETE", path, stage->token, NULL, NULL);
  g_autoptr (MootTestReply) gone = get (stage, note);
  g_autoptr (MootTestReply) nobody = get (stage, "/users/nobody");
  g_autoptr (MootTestReply) nothing = get (stage, "/users/rosa/statuses/1");
  g_autoptr (MootTestReply) secret = get (stage, hidden);

  moot_test_assert_status (done, 200);
  moot_test_assert_status (gone, 410);
  g_assert_cmpstr (moot_test_reply_string (gone, "type"), ==, "Tombstone");
  g_assert_cmpstr (moot_test_reply_string (gone, "formerType"), ==, "Note");
  moot_test_assert_status (nobody, 404);
  moot_test_assert_status (nothing, 404);
  moot_test_assert_status (secret, 404);
  g_assert_cmpstr (nothing->text, ==, secret->text);
  soup_message_headers_foreach (nothing->headers, look_for_header, secret->headers);
  soup_message_headers_foreach (secret->headers, look_for_header, nothing->headers);
}

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

/* Who is suspended here looks like nobody; a database that does not answer never does. */
static void
test_not_there (gconstpointer data)
{
  const char *sql = data;
  gboolean broken = g_str_has_prefix (sql, "ALTER");
  g_autoptr (Stage) stage = stage_new ();
  g_autofree char *id = post (stage, "status=Bread");
  g_autofree char *note = g_strconcat ("/users/rosa/statuses/", id, NULL);
  const char *const paths[] = { "/users/rosa", "/users/rosa/outbox", note };

  moot_test_node_write (stage->node, run_sql, (gpointer) sql);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MootTestReply) reply = get (stage, paths[i]);

      g_assert_cmpuint (reply->status / 100, ==, broken ? 5 : 4);
      g_assert_cmpuint (reply->status, !=, 410);
    }
}

/* Collections --------------------------------------------------------------------------------- */

/* Posts come in between while the pages are walked. */
static void
test_outbox (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;
  g_autofree char *last = NULL;
  guint n_pages = 0;

  for (guint i = 0; i < N_POSTS; i++)
    {
      g_autofree char *id = post (stage, i % 9 == 0 ? "status=a&visibility=private" : "status=a");

      if (i % 9 != 0)
        g_hash_table_add (wanted, g_strconcat (stage->node->base_url, "/users/rosa/statuses/", id,
                                               "/activity", NULL));
    }
  {
    g_autoptr (MootTestReply) root = get (stage, "/users/rosa/outbox");

    g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (root), "totalItems"), ==,
                     g_hash_table_size (wanted));
    g_assert_nonnull (moot_test_reply_string (root, "last"));
    next = g_strdup (moot_test_reply_string (root, "first"));
  }
  while (next != NULL)
    {
      g_autoptr (MootTestReply) page = get (stage, next);
      JsonArray *items =
        json_object_get_array_member (moot_test_reply_object (page), "orderedItems");

      g_free (post (stage, "status=meanwhile"));
      g_assert_cmpuint (json_array_get_length (items), <=, 20);
      g_assert_nonnull (moot_test_reply_string (page, "partOf"));
      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          JsonObject *item = json_array_get_object_element (items, i);
          const char *id = json_object_get_string_member (item, "id");

          g_assert_true (last == NULL || strcmp (id, last) < 0);
          g_free (last);
          last = g_strdup (id);
          g_assert_true (g_hash_table_remove (wanted, id));
        }
      g_free (next);
      next = g_strdup (json_object_has_member (moot_test_reply_object (page), "next")
                         ? moot_test_reply_string (page, "next")
                         : NULL);
      n_pages++;
    }
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_cmpuint (g_hash_table_size (wanted), ==, 0);
}

/* Who is blocked answers nobody here. */
static void
test_blocked_reply (void)
{
  g_autoptr (Stage) stage = stage_new ();
  InboxPeer *peer = inbox_peer_new ();
  g_autofree char *id = post (stage, "status=Bread");
  g_autofree char *replies = g_strdup_printf ("/users/rosa/statuses/%s/replies?page=true", id);
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@ME@/c/1','type':'Create','actor':'@ME@','object':{'id':'@ME@/notes/1',"
    "'type':'Note','attributedTo':'@ME@','to':['@PUBLIC@'],'cc':['@N@/users/rosa'],"
    "'inReplyTo':'@N@/users/rosa/statuses/%s','content':'Rye'}}",
    id);
  g_autoptr (MootTestReply) before = NULL;
  g_autoptr (MootTestReply) after = NULL;

  g_assert_cmpuint (inbox_peer_post (peer, stage->node, json), ==, 202);
  inbox_settle (stage->node);
  before = get (stage, replies);
  g_assert_nonnull (strstr (before->text, "/users/mira/notes/1"));
  moot_test_node_write (stage->node, run_sql,
                        "INSERT INTO block (account_id, target_id, created_at)"
                        " SELECT r.id, m.id, 1 FROM account r, account m"
                        " WHERE r.username = 'rosa' AND m.username = 'mira'");
  after = get (stage, replies);
  moot_test_assert_status (after, 200);
  g_assert_null (strstr (after->text, "/users/mira/notes/1"));
  inbox_peer_free (peer);
}

static void
test_hidden_followers (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (MootTestReply) open = get (stage, "/users/rosa/followers");
  g_autoptr (MootTestReply) done =
    moot_test_request (stage->node, "PATCH", "/api/v1/accounts/update_credentials", stage->token,
                       "application/x-www-form-urlencoded", "hide_collections=true");
  g_autoptr (MootTestReply) hidden = get (stage, "/users/rosa/followers");
  g_autoptr (MootTestReply) page = get (stage, "/users/rosa/followers?page=true");
  g_autoptr (MootTestReply) members = get (stage, "/groups/coop/members");

  moot_test_assert_status (done, 200);
  g_assert_true (json_object_has_member (moot_test_reply_object (open), "first"));
  g_assert_false (json_object_has_member (moot_test_reply_object (hidden), "first"));
  moot_test_assert_status (page, 404);
  moot_test_assert_status (members, 404);
}

/* Who signs ----------------------------------------------------------------------------------- */

#define FOLLOW \
  "{@AS@,'id':'@ME@#follows/1','type':'Follow','actor':'@ME@','object':'@N@/users/rosa'}"

/* What is for followers is shown to followers, in the outbox and by its id, and to nobody else. */
static void
test_follower (void)
{
  g_autoptr (Stage) stage = stage_new ();
  InboxPeer *peer = inbox_peer_new ();
  g_autofree char *id = post (stage, "status=Secret&visibility=private");
  g_autofree char *direct_id = post (stage, "status=Diary&visibility=direct");
  g_autofree char *note = g_strconcat ("/users/rosa/statuses/", id, NULL);
  g_autofree char *direct = g_strconcat ("/users/rosa/statuses/", direct_id, NULL);
  g_autoptr (MootTestReply) before = inbox_peer_get (peer, stage->node, note);
  g_autoptr (MootTestReply) page_before =
    inbox_peer_get (peer, stage->node, "/users/rosa/outbox?page=true");

  moot_test_assert_status (before, 404);
  g_assert_null (strstr (page_before->text, "Secret"));
  g_assert_cmpuint (inbox_peer_post (peer, stage->node, FOLLOW), ==, 202);
  inbox_settle (stage->node);
  {
    g_autoptr (MootTestReply) after = inbox_peer_get (peer, stage->node, note);
    g_autoptr (MootTestReply) page =
      inbox_peer_get (peer, stage->node, "/users/rosa/outbox?page=true");
    g_autoptr (MootTestReply) diary = inbox_peer_get (peer, stage->node, direct);
    g_autoptr (MootTestReply) stranger = get (stage, "/users/rosa/outbox?page=true");

    moot_test_assert_status (after, 200);
    g_assert_cmpstr (header (after, "Cache-Control"), ==, "private, no-store");
    g_assert_nonnull (strstr (page->text, "Secret"));
    g_assert_null (strstr (page->text, "Diary"));
    moot_test_assert_status (diary, 404);
    g_assert_null (strstr (stranger->text, "Secret"));
  }
  inbox_peer_free (peer);
}

/* Secure mode: nothing for those who do not sign but what verifying needs.  The same where only
 * allowed servers are spoken to, whose names their signatures tell. */
static void
test_secure_mode (gconstpointer sql)
{
  g_autoptr (Stage) stage = stage_new ();
  InboxPeer *peer = inbox_peer_new ();
  g_autofree char *id = post (stage, "status=Bread");
  g_autofree char *note = g_strconcat ("/users/rosa/statuses/", id, NULL);
  static const char *const open[] = { "/actor", "/.well-known/nodeinfo", "/nodeinfo/2.1",
                                      "/.well-known/host-meta", "/users/rosa",
                                      "/.well-known/webfinger?resource=" };

  if (sql != NULL)
    moot_test_node_write (stage->node, run_sql, (gpointer) sql);
  ((MootServices *) moot_node_get_services (stage->node->node))->authorized_fetch = sql == NULL;
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autofree char *path =
        g_str_has_suffix (open[i], "=") ? g_strconcat (open[i], stage->node->base_url,
                                                       "/users/rosa", NULL)
                                        : g_strdup (open[i]);
      g_autoptr (MootTestReply) reply = get (stage, path);

      moot_test_assert_status (reply, 200);
    }
  {
    g_autoptr (MootTestReply) stub = get (stage, "/users/rosa");
    g_autoptr (MootTestReply) whole = inbox_peer_get (peer, stage->node, "/users/rosa");
    g_autoptr (MootTestReply) refused = get (stage, note);
    g_autoptr (MootTestReply) shown = inbox_peer_get (peer, stage->node, note);

    g_assert_true (json_object_has_member (moot_test_reply_object (stub), "publicKey"));
    g_assert_false (json_object_has_member (moot_test_reply_object (stub), "outbox"));
    g_assert_true (json_object_has_member (moot_test_reply_object (whole), "outbox"));
    moot_test_assert_status (refused, 401);
    moot_test_assert_status (shown, 200);
  }
  inbox_peer_free (peer);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fingers); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/", fingers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_webfinger);
    }
  g_test_add_func ("/federation/s4-s5-node-discovery", test_node_discovery);
  for (guint i = 0; i < G_N_ELEMENTS (accepts); i++)
    {
      g_autofree char *path = g_strconcat ("/federation/s8-s9-accept/", accepts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_negotiation);
    }
  g_test_add_func ("/federation/s10-s11-actor", test_actor);
  g_test_add_func ("/federation/s9-caching", test_caching);
  g_test_add_func ("/federation/s12-s71-gone", test_gone);
  g_test_add_data_func ("/federation/s12-suspended", "UPDATE account SET suspended = 1",
                        test_not_there);
  g_test_add_data_func ("/federation/s12-broken",
                        "ALTER TABLE account RENAME COLUMN username TO nobody", test_not_there);
  g_test_add_func ("/federation/s13-s14-outbox", test_outbox);
  g_test_add_func ("/federation/s14-s55-follower", test_follower);
  g_test_add_data_func ("/federation/s3-s29-secure-mode", NULL, test_secure_mode);
  g_test_add_data_func ("/federation/s3-s29-s72-allowlist",
                        "INSERT INTO setting VALUES ('federation_mode', 'allowlist')",
                        test_secure_mode);
  g_test_add_func ("/federation/s15-hidden-followers", test_hidden_followers);
  g_test_add_func ("/federation/s72-blocked-reply", test_blocked_reply);
  return g_test_run ();
}
