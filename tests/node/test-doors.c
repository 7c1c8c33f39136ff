/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ways round a door: other spellings of a path that need a token, and files that claim to be
 * documents. */
#include "moot-media-files.h"
#include "moot-node-routes.h"
#include "moot-test-node.h"

#include <string.h>

#define DOCUMENT \
  "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Person\",\"id\":\"x\"}"

static MootTestReply *
get_as (MootTestNode *node,
        const char   *path,
        const char   *accept)
{
  MootTestReply *reply = g_new0 (MootTestReply, 1);
  g_autofree char *uri = g_strconcat (node->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *type;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", accept);
  body = soup_session_send_and_read (node->session, message, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  type = soup_message_headers_get_content_type (reply->headers, NULL);
  reply->content_type = g_strdup (type != NULL ? type : "");
  return reply;
}

/* What somebody put here is a picture or nothing, whatever is asked for and whatever is in it. */
static void
test_uploads (void)
{
  static const char *const accepts[] = {
    "application/activity+json",
    "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
    "application/json",
    "*/*",
  };
  static const char *const extensions[] = { "png", "json", "html", "svg", "jsonld" };
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  const MootSite *site = moot_node_get_services (node->node)->site;
  g_autoptr (GBytes) bytes = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));

  for (guint e = 0; e < G_N_ELEMENTS (extensions); e++)
    for (guint a = 0; a < G_N_ELEMENTS (accepts); a++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *file =
          moot_media_file_save (site, "attachments", extensions[e], bytes, &error);
        g_autofree char *path = g_strconcat ("/media/", file, NULL);
        g_autoptr (MootTestReply) reply = get_as (node, path, accepts[a]);

        g_assert_no_error (error);
        g_test_message ("%s as %s: %u %s", path, accepts[a], reply->status, reply->content_type);
        g_assert_cmpuint (reply->status, ==, e == 0 ? 200 : 404);
        g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "X-Content-Type-Options"),
                         ==, "nosniff");
        g_assert_null (strstr (reply->content_type, "activity+json"));
        g_assert_null (strstr (reply->content_type, "ld+json"));
        if (e > 0)
          continue;
        g_assert_cmpstr (reply->content_type, ==, "image/png");
        g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Content-Security-Policy"),
                         ==, "default-src 'none'; sandbox");
      }
}

/* Names of files that climb out of the folder, or are not ours to give. */
static void
test_media_names (void)
{
  static const char *const paths[] = {
    "/media/attachments/../moot.db",
    "/media/attachments/..%2fmoot.db",
    "/media/..%2f..%2fetc/passwd.png",
    "/media/%2e%2e/moot.db.png",
    "/media/attachments/%2e%2e%2fx.png",
    "/media/attachments/x%00.png",
    "/media/attachments/.png",
    "/media//x.png",
    "/media/attachments\\x.png",
    "/media/..%2fsecret.png",
    "/media/attachments/..%2fsecret.png",
    "/media/attachments/..%2f..%2fsecret.png",
    "/media/%2e%2e/secret.png",
    "/media/./secret.png",
  };
  static const char *const names[] = {
    "../secret.png",
    "attachments/../secret.png",
    "attachments/../../secret.png",
    "attachments/./secret.png",
    "/secret.png",
    "secret.png",
    "./secret.png",
  };
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  const MootSite *site = moot_node_get_services (node->node)->site;
  const char *const folders[] = { site->data_folder, site->media_folder };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *secret = g_build_filename (folders[i], "secret.png", NULL);

      g_assert_true (g_file_set_contents (secret, "secret", -1, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (node, paths[i], NULL);

      g_test_message ("%s", paths[i]);
      moot_test_assert_status (reply, 404);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = moot_media_file_load (site, names[i], NULL);

      g_test_message ("%s", names[i]);
      g_assert_null (bytes);
    }
}

static char *
upper (const char *path)
{
  return g_ascii_strup (path, -1);
}

static char *
doubled (const char *path)
{
  return g_strconcat ("/", path, NULL);
}

static char *
doubled_inside (const char *path)
{
  const char *second = strchr (path + 1, '/');

  return second != NULL ? g_strdup_printf ("%.*s/%s", (int) (second - path), path, second)
                        : g_strconcat (path, "//", NULL);
}

static char *
dotted (const char *path)
{
  return g_strconcat ("/.", path, NULL);
}

static char *
climbing (const char *path)
{
  return g_strconcat ("/health/..", path, NULL);
}

static char *
slashed (const char *path)
{
  return g_strconcat (path, "/", NULL);
}

static char *
as_json (const char *path)
{
  return g_strconcat (path, ".json", NULL);
}

static char *
with_format (const char *path)
{
  return g_strconcat (path, "?format=json", NULL);
}

static char *
escaped_letter (const char *path)
{
  return g_strdup_printf ("/%%%02x%s", path[1], path + 2);
}

static char *
escaped_slash (const char *path)
{
  return g_strdup_printf ("/%%2f%s", path + 1);
}

static char *
escaped_dot (const char *path)
{
  return g_strconcat ("/%2e", path, NULL);
}

static char *
with_null (const char *path)
{
  return g_strconcat (path, "%00", NULL);
}

static char *
with_semicolon (const char *path)
{
  return g_strconcat (path, ";x=y", NULL);
}

static char *(*const variants[]) (const char *path) = {
  upper,
  doubled,
  doubled_inside,
  dotted,
  climbing,
  slashed,
  as_json,
  with_format,
  escaped_letter,
  escaped_slash,
  escaped_dot,
  with_null,
  with_semicolon,
};

static char *
fill_in (const char *path)
{
  GString *filled = g_string_new (NULL);

  for (; *path != '\0'; path++)
    if (*path == ':')
      {
        path += strcspn (path, "/") - 1;
        g_string_append_c (filled, '1');
      }
    else
      {
        g_string_append_c (filled, *path);
      }
  return g_string_free (filled, FALSE);
}

/* Every route that needs a token, in every spelling, without one. */
static void
test_variants (void)
{
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  guint n_asked = 0;

  for (gsize t = 0; t < moot_node_n_route_tables; t++)
    for (gsize r = 0; r < moot_node_route_tables[t]->n_routes; r++)
      {
        const MootRoute *route = &moot_node_route_tables[t]->routes[r];
        g_autofree char *path = fill_in (route->path);

        if (!g_str_equal (route->method, "GET") || route->scope == NULL ||
            g_str_equal (route->scope, MOOT_SCOPE_NOBODY))
          continue;
        for (guint v = 0; v < G_N_ELEMENTS (variants); v++)
          {
            g_autofree char *variant = variants[v](path);
            g_autoptr (MootTestReply) reply = moot_test_get (node, variant, NULL);

            /* 405: the spelling is that of a name which only other methods know */
            if (reply->status < 400 || reply->status > 405 || reply->status == 403)
              g_test_message ("%s: %u %s", variant, reply->status, reply->text);
            g_assert_true (reply->status >= 400 && reply->status <= 405 && reply->status != 403);
            n_asked++;
          }
      }
  g_assert_cmpuint (n_asked, >, 500);
}

/* Where everybody must sign, a document is shown in no other spelling either. */
static void
test_documents (void)
{
  static const char *const accept = "application/activity+json";
  g_autoptr (MootTestNode) node = moot_test_node_new ();
  gint64 rosa = moot_test_node_add_user (node, "rosa");
  g_autofree char *token = moot_test_node_add_token (node, rosa, "read write");
  g_autoptr (MootTestReply) posted =
    moot_test_post (node, "/api/v1/statuses", token, "status=Bread");
  g_autofree char *note =
    g_strconcat ("/users/rosa/statuses/", moot_test_reply_string (posted, "id"), NULL);
  g_autofree char *deed = g_strconcat (note, "/activity", NULL);
  const char *const paths[] = { note, deed, "/users/rosa/outbox", "/users/rosa/followers" };

  moot_test_assert_status (posted, 200);
  ((MootServices *) moot_node_get_services (node->node))->authorized_fetch = TRUE;
  for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
    for (guint v = 0; v <= G_N_ELEMENTS (variants); v++)
      {
        g_autofree char *path =
          v < G_N_ELEMENTS (variants) ? variants[v](paths[p]) : g_strdup (paths[p]);
        g_autoptr (MootTestReply) reply = get_as (node, path, accept);

        g_test_message ("%s: %u", path, reply->status);
        g_assert_true (reply->status == 401 || reply->status == 404 || reply->status == 400);
        g_assert_null (strstr (reply->text, "Bread"));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/doors/s69-uploads-are-no-documents", test_uploads);
  g_test_add_func ("/doors/s69-names-of-files", test_media_names);
  g_test_add_func ("/doors/s74-spellings-of-a-path", test_variants);
  g_test_add_func ("/doors/s74-documents", test_documents);

  return g_test_run ();
}
