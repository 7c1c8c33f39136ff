/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Accounts over real HTTP: oneself, others, lists with pages, edits and their refusals. */
#include "moot-test-node.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

typedef struct
{
  MootTestNode *node;
  gint64 ada;
  char *token;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_user (fixture->node, "ada");
  fixture->token = moot_test_node_add_token (fixture->node, fixture->ada, "read write follow");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_test_node_free (fixture->node);
  g_free (fixture->token);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (MootTestReply) edited = moot_test_request (
    fixture->node, "PATCH", "/api/v1/accounts/update_credentials", fixture->token,
    "application/x-www-form-urlencoded",
    "display_name=Ada+%3Cb%3E&note=Hello+%40ada+https%3A%2F%2Fexample.org&source[privacy]=unlisted&locked=true"
    "&fields_attributes[0][name]=Pronouns&fields_attributes[0][value]=she%2Fher&fields_attributes[1][name]=&fields_attributes[1][value]=");
  g_autoptr (MootTestReply) again = NULL;
  JsonObject *source;

  moot_test_assert_status (edited, 200);
  g_assert_cmpstr (moot_test_reply_string (edited, "display_name"), ==, "Ada <b>");
  g_assert_nonnull (strstr (moot_test_reply_string (edited, "note"), "<a href=\"https://example.org\""));
  g_assert_nonnull (strstr (moot_test_reply_string (edited, "note"), "/@ada"));
  source = moot_json_get_object (moot_test_reply_object (edited), "source");
  g_assert_cmpstr (moot_json_get_string (source, "privacy"), ==, "unlisted");
  g_assert_cmpuint (json_array_get_length (moot_json_get_array (source, "fields")), ==, 1);
  g_assert_true (moot_json_get_boolean (moot_test_reply_object (edited), "locked"));

  /* what is absent stays */
  again = moot_test_request (fixture->node, "PATCH", "/api/v1/accounts/update_credentials",
                             fixture->token, "application/json", "{\"bot\":true}");
  moot_test_assert_status (again, 200);
  g_assert_cmpstr (moot_test_reply_string (again, "display_name"), ==, "Ada <b>");
  g_assert_true (moot_json_get_boolean (moot_test_reply_object (again), "bot"));
}

static const struct
{
  const char *method;
  const char *path;
  gboolean with_token;
  const char *body;
  guint status;
  const char *error;
} cases[] = {
  { "GET", "/api/v1/accounts/verify_credentials", FALSE, NULL, 401, "The access token is invalid" },
  { "GET", "/api/v1/accounts/999", FALSE, NULL, 404, "Record not found" },
  { "GET", "/api/v1/accounts/abc", FALSE, NULL, 404, "Record not found" },
  { "GET", "/api/v1/accounts/lookup?acct=nobody", FALSE, NULL, 404, "Record not found" },
  { "GET", "/api/v1/accounts/lookup", FALSE, NULL, 404, "Record not found" },
  { "GET", "/api/v1/accounts/999/followers", FALSE, NULL, 404, "Record not found" },
  { "PATCH", "/api/v1/accounts/update_credentials", TRUE, "source[privacy]=secret", 422,
    "Validation failed: Privacy is not included in the list" },
  { "PATCH", "/api/v1/accounts/update_credentials", FALSE, "note=x", 401,
    "The access token is invalid" },
};

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MootTestReply) reply = moot_test_request (
        fixture->node, cases[i].method, cases[i].path, cases[i].with_token ? fixture->token : NULL,
        "application/x-www-form-urlencoded", cases[i].body);

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      moot_test_assert_status (reply, cases[i].status);
      g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==, cases[i].error);
    }
}

static void
test_lookup_and_search (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (MootTestReply) found =
    moot_test_get (fixture->node, "/api/v1/accounts/lookup?acct=ADA", NULL);
  g_autoptr (MootTestReply) searched =
    moot_test_get (fixture->node, "/api/v1/accounts/search?q=%40ad", fixture->token);
  g_autoptr (MootTestReply) wild =
    moot_test_get (fixture->node, "/api/v1/accounts/search?q=%25", fixture->token);

  moot_test_assert_status (found, 200);
  g_assert_cmpstr (moot_test_reply_string (found, "acct"), ==, "ada");
  g_assert_null (moot_test_reply_string (found, "source"));
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (searched)), ==, 1);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (wild)), ==, 0);
}

static gboolean
add_followers (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)"
    " INSERT INTO account (id, username, domain, uri, url, created_at)"
    " SELECT 100 + i, 'f' || i, 'far.example', 'https://far.example/' || i, 'https://far.example/' || i, 1 FROM n;"
    " INSERT INTO follow (account_id, target_id, created_at)"
    " SELECT id, %" G_GINT64_FORMAT ", 1 FROM account WHERE domain = 'far.example'",
    *(gint64 *) data);

  return moot_db_execute (db, sql, error);
}

static void
test_followers_by_pages (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *path =
    g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/followers?limit=2", fixture->ada);
  guint n_seen = 0;
  guint n_pages = 0;

  moot_test_node_write (fixture->node, add_followers, &fixture->ada);
  while (path != NULL && n_pages < 10)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, NULL);
      const char *link = soup_message_headers_get_one (reply->headers, "Link");
      const char *end = link != NULL ? strstr (link, ">; rel=\"next\"") : NULL;

      moot_test_assert_status (reply, 200);
      n_pages++;
      n_seen += json_array_get_length (moot_test_reply_array (reply));
      g_clear_pointer (&path, g_free);
      if (end != NULL)
        {
          g_assert_true (g_str_has_prefix (link + 1, fixture->node->base_url));
          path = g_strndup (link + 1 + strlen (fixture->node->base_url),
                            (gsize) (end - link - 1) - strlen (fixture->node->base_url));
        }
    }
  g_assert_cmpuint (n_seen, ==, 5);
  g_assert_cmpuint (n_pages, ==, 3);
}

static GBytes *
make_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 60, 40);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x3366ccff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL));
  return g_bytes_new_take (data, size);
}

static guint
send_avatar (Fixture  *fixture,
             GBytes   *bytes,
             char    **out_avatar)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autofree char *uri =
    g_strconcat (fixture->node->base_url, "/api/v1/accounts/update_credentials", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", fixture->token, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  soup_multipart_append_form_file (multipart, "avatar", "a.png", "application/octet-stream", bytes);
  message = soup_message_new_from_multipart (uri, multipart);
  soup_message_set_method (message, "PATCH");
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  answer = soup_session_send_and_read (fixture->node->session, message, NULL, &error);
  g_assert_no_error (error);
  node = json_from_string (g_bytes_get_data (answer, NULL), NULL);
  *out_avatar = g_strdup (moot_json_get_string (json_node_get_object (node), "avatar"));
  return soup_message_get_status (message);
}

static void
test_avatar (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autoptr (GBytes) junk = g_bytes_new_static ("GIF89a not really", 17);
  g_autofree char *avatar = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (MootTestReply) dropped = NULL;

  g_assert_cmpuint (send_avatar (fixture, picture, &avatar), ==, 200);
  g_assert_nonnull (strstr (avatar, "/media/avatars/"));
  g_assert_cmpuint (send_avatar (fixture, junk, &refused), ==, 422);
  dropped = moot_test_request (fixture->node, "DELETE", "/api/v1/profile/avatar", fixture->token,
                               NULL, NULL);
  moot_test_assert_status (dropped, 200);
  g_assert_true (g_str_has_suffix (moot_test_reply_string (dropped, "avatar"), "missing.png"));
}

#define ADD(name, test) g_test_add ("/node/accounts/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("edit", test_edit);
  ADD ("refusals", test_refusals);
  ADD ("lookup-and-search", test_lookup_and_search);
  ADD ("followers-by-pages", test_followers_by_pages);
  ADD ("avatar", test_avatar);
  return g_test_run ();
}
