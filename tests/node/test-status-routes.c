/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Statuses, timelines, polls and media over real HTTP, as clients use them. */
#include "moot-test-node.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define S "/api/v1/statuses"

typedef struct
{
  MootTestNode *node;
  char *ada;
  char *bo;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 bo;

  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_token (
    fixture->node, moot_test_node_add_user (fixture->node, "ada"), "read write follow");
  bo = moot_test_node_add_user (fixture->node, "bo");
  fixture->bo = moot_test_node_add_token (fixture->node, bo, "read write follow");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_test_node_free (fixture->node);
  g_free (fixture->ada);
  g_free (fixture->bo);
}

/* An answer that must be 200, to a path with the id in place of %s. */
static MootTestReply *
ask (Fixture    *fixture,
     const char *method,
     const char *format,
     const char *id,
     const char *token,
     const char *form)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *path = g_strjoinv (id, parts);
  MootTestReply *reply = moot_test_request (fixture->node, method, path, token,
                                            "application/x-www-form-urlencoded", form);

  g_test_message ("%s %s", method, path);
  moot_test_assert_status (reply, 200);
  return reply;
}

static char *
post (Fixture    *fixture,
      const char *token,
      const char *form)
{
  g_autoptr (MootTestReply) reply = ask (fixture, "POST", S, NULL, token, form);

  return g_strdup (moot_test_reply_string (reply, "id"));
}

static gboolean
is_set (MootTestReply *reply,
        const char    *name)
{
  return moot_json_get_boolean (moot_test_reply_object (reply), name);
}

static gint64
number (MootTestReply *reply,
        const char    *name)
{
  return moot_json_get_int (moot_test_reply_object (reply), name);
}

/* Ids of a list as text, newest first. */
static char *
join_ids (JsonArray *array)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (
      text, "%s ", moot_json_get_string (json_array_get_object_element (array, i), "id"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (MootTestReply) reply =
    ask (fixture, "POST", S, NULL, fixture->ada,
         "status=Hi+%40bo+%23Coop+https%3A%2F%2Fexample.org&spoiler_text=mind&language=en"
         "&visibility=unlisted");
  JsonObject *status = moot_test_reply_object (reply);
  JsonArray *mentions = moot_json_get_array (status, "mentions");
  JsonArray *tags = moot_json_get_array (status, "tags");
  g_autoptr (MootTestReply) told =
    moot_test_get (fixture->node, "/api/v1/notifications", fixture->bo);
  JsonObject *notice;

  g_assert_cmpstr (moot_json_get_string (status, "visibility"), ==, "unlisted");
  g_assert_cmpstr (moot_json_get_string (status, "spoiler_text"), ==, "mind");
  g_assert_cmpstr (moot_json_get_string (status, "language"), ==, "en");
  g_assert_true (is_set (reply, "sensitive"));
  g_assert_nonnull (strstr (moot_json_get_string (status, "content"), "https://example.org"));
  g_assert_cmpuint (json_array_get_length (mentions), ==, 1);
  g_assert_cmpstr (moot_json_get_string (json_array_get_object_element (mentions, 0), "acct"), ==,
                   "bo");
  g_assert_cmpuint (json_array_get_length (tags), ==, 1);
  g_assert_cmpstr (moot_json_get_string (json_array_get_object_element (tags, 0), "name"), ==,
                   "coop");
  g_assert_true (json_object_has_member (status, "pinned"));
  moot_test_assert_status (told, 200);
  notice = json_array_get_object_element (moot_test_reply_array (told), 0);
  g_assert_cmpstr (moot_json_get_string (notice, "type"), ==, "mention");
  g_assert_cmpstr (moot_json_get_string (moot_json_get_object (notice, "status"), "id"), ==,
                   moot_json_get_string (status, "id"));
}

static MootTestReply *
post_with_key (Fixture    *fixture,
               const char *token,
               const char *key,
               const char *form)
{
  g_autofree char *uri = g_strconcat (fixture->node->base_url, S, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message =
    soup_message_new_from_encoded_form ("POST", uri, g_strdup (form));
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  MootTestReply *reply = g_new0 (MootTestReply, 1);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", key);
  body = soup_session_send_and_read (fixture->node->session, message, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  reply->text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  reply->json = json_from_string (reply->text, NULL);
  return reply;
}

static void
test_idempotency (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (MootTestReply) first = post_with_key (fixture, fixture->ada, "k1", "status=once");
  g_autoptr (MootTestReply) again = post_with_key (fixture, fixture->ada, "k1", "status=once");
  g_autoptr (MootTestReply) other = post_with_key (fixture, fixture->ada, "k1", "status=twice");
  g_autoptr (MootTestReply) new_key = post_with_key (fixture, fixture->ada, "k2", "status=once");
  g_autoptr (MootTestReply) other_account =
    post_with_key (fixture, fixture->bo, "k1", "status=once");
  g_autoptr (MootTestReply) home =
    moot_test_get (fixture->node, "/api/v1/timelines/home", fixture->ada);

  moot_test_assert_status (first, 200);
  moot_test_assert_status (again, 200);
  g_assert_cmpstr (moot_test_reply_string (again, "id"), ==, moot_test_reply_string (first, "id"));
  moot_test_assert_status (other, 422);
  g_assert_cmpstr (moot_test_reply_string (other, "error"), ==,
                   "Validation failed: Idempotency-Key was used for another request");
  moot_test_assert_status (new_key, 200);
  g_assert_cmpstr (moot_test_reply_string (new_key, "id"), !=,
                   moot_test_reply_string (first, "id"));
  moot_test_assert_status (other_account, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (home)), ==, 2);
}

/* clang-format off */
static const struct
{
  const char *deed;
  const char *flag;
  gboolean set;
  const char *count; /* NULL: none */
  gint64 n;
} deeds[] = {
  { "favourite", "favourited", TRUE, "favourites_count", 1 },
  { "favourite", "favourited", TRUE, "favourites_count", 1 },
  { "unfavourite", "favourited", FALSE, "favourites_count", 0 },
  { "unfavourite", "favourited", FALSE, "favourites_count", 0 },
  { "bookmark", "bookmarked", TRUE, NULL, 0 },
  { "bookmark", "bookmarked", TRUE, NULL, 0 },
  { "unbookmark", "bookmarked", FALSE, NULL, 0 },
  { "mute", "muted", TRUE, NULL, 0 },
  { "unmute", "muted", FALSE, NULL, 0 },
  { "unreblog", "reblogged", FALSE, "reblogs_count", 0 },
};
/* clang-format on */

static void
test_deeds (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = post (fixture, fixture->ada, "status=hello");
  g_autoptr (MootTestReply) pinned = ask (fixture, "POST", S "/%s/pin", id, fixture->ada, "");
  g_autoptr (MootTestReply) unpinned = ask (fixture, "POST", S "/%s/unpin", id, fixture->ada, "");

  g_assert_true (is_set (pinned, "pinned"));
  g_assert_false (is_set (unpinned, "pinned"));
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *path = g_strconcat (S "/%s/", deeds[i].deed, NULL);
      g_autoptr (MootTestReply) reply = ask (fixture, "POST", path, id, fixture->bo, "");

      g_assert_cmpstr (moot_test_reply_string (reply, "id"), ==, id);
      g_assert_cmpint (is_set (reply, deeds[i].flag), ==, deeds[i].set);
      if (deeds[i].count != NULL)
        g_assert_cmpint (number (reply, deeds[i].count), ==, deeds[i].n);
    }
}

static void
test_boost (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = post (fixture, fixture->ada, "status=hello");
  g_autoptr (MootTestReply) boost = ask (fixture, "POST", S "/%s/reblog", id, fixture->bo, "");
  g_autoptr (MootTestReply) again = ask (fixture, "POST", S "/%s/reblog", id, fixture->bo, "");
  const char *wrapper = moot_test_reply_string (boost, "id");
  g_autoptr (MootTestReply) by = ask (fixture, "GET", S "/%s/reblogged_by", id, NULL, NULL);
  g_autoptr (MootTestReply) of_boost =
    ask (fixture, "POST", S "/%s/favourite", wrapper, fixture->bo, "");
  g_autoptr (MootTestReply) faved =
    ask (fixture, "GET", S "/%s/favourited_by", id, fixture->ada, NULL);
  g_autoptr (MootTestReply) undone = ask (fixture, "POST", S "/%s/unreblog", id, fixture->bo, "");
  g_autofree char *gone_path = g_strconcat (S "/", wrapper, NULL);
  g_autoptr (MootTestReply) gone = moot_test_get (fixture->node, gone_path, fixture->bo);
  JsonObject *inner = moot_json_get_object (moot_test_reply_object (boost), "reblog");

  g_assert_cmpstr (wrapper, !=, id);
  g_assert_cmpstr (moot_test_reply_string (again, "id"), ==, wrapper);
  g_assert_cmpstr (moot_json_get_string (inner, "id"), ==, id);
  g_assert_true (moot_json_get_boolean (inner, "reblogged"));
  g_assert_cmpint (moot_json_get_int (inner, "reblogs_count"), ==, 1);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (by)), ==, 1);
  g_assert_cmpstr (moot_test_reply_string (of_boost, "id"), ==, id); /* the boosted one is meant */
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (faved)), ==, 1);
  g_assert_cmpstr (moot_test_reply_string (undone, "id"), ==, id);
  g_assert_false (is_set (undone, "reblogged"));
  moot_test_assert_status (gone, 404);
}

static void
test_thread (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *root = post (fixture, fixture->ada, "status=root");
  g_autofree char *form = g_strdup_printf ("status=answer&in_reply_to_id=%s", root);
  g_autofree char *answer = post (fixture, fixture->bo, form);
  g_autofree char *deeper = g_strdup_printf ("status=deeper&in_reply_to_id=%s", answer);
  g_autofree char *leaf = post (fixture, fixture->ada, deeper);
  g_autoptr (MootTestReply) reply = ask (fixture, "GET", S "/%s/context", answer, NULL, NULL);
  JsonObject *context = moot_test_reply_object (reply);
  g_autofree char *above = join_ids (moot_json_get_array (context, "ancestors"));
  g_autofree char *below = join_ids (moot_json_get_array (context, "descendants"));
  g_autofree char *wanted_above = g_strconcat (root, " ", NULL);
  g_autofree char *wanted_below = g_strconcat (leaf, " ", NULL);
  g_autoptr (MootTestReply) parent = ask (fixture, "GET", S "/%s", root, NULL, NULL);

  g_assert_cmpstr (above, ==, wanted_above);
  g_assert_cmpstr (below, ==, wanted_below);
  g_assert_cmpint (number (parent, "replies_count"), ==, 1);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = post (fixture, fixture->ada, "status=first&language=de");
  g_autoptr (MootTestReply) same = ask (fixture, "PUT", S "/%s", id, fixture->ada, "status=first");
  g_autoptr (MootTestReply) edited =
    ask (fixture, "PUT", S "/%s", id, fixture->ada, "status=second+%40bo&spoiler_text=careful");
  g_autoptr (MootTestReply) source = ask (fixture, "GET", S "/%s/source", id, fixture->ada, NULL);
  g_autoptr (MootTestReply) history = ask (fixture, "GET", S "/%s/history", id, NULL, NULL);
  JsonArray *versions = moot_test_reply_array (history);
  JsonObject *version = json_array_get_object_element (versions, 0);

  g_assert_null (moot_test_reply_string (same, "edited_at"));
  g_assert_nonnull (moot_test_reply_string (edited, "edited_at"));
  g_assert_cmpstr (moot_test_reply_string (edited, "language"), ==, "de");
  g_assert_nonnull (strstr (moot_test_reply_string (edited, "content"), "second"));
  g_assert_cmpstr (moot_test_reply_string (source, "text"), ==, "second @bo");
  g_assert_cmpstr (moot_test_reply_string (source, "spoiler_text"), ==, "careful");
  g_assert_cmpuint (json_array_get_length (versions), ==, 2);
  g_assert_nonnull (strstr (moot_json_get_string (version, "content"), "first"));
  g_assert_cmpstr (moot_json_get_string (moot_json_get_object (version, "account"), "acct"), ==,
                   "ada");
}

static const char *
first_option (JsonArray *versions,
              guint      i)
{
  JsonObject *poll =
    moot_json_get_object (json_array_get_object_element (versions, i), "poll");
  JsonArray *options = poll != NULL ? moot_json_get_array (poll, "options") : NULL;

  return options != NULL
           ? moot_json_get_string (json_array_get_object_element (options, 0), "title")
           : NULL;
}

/* Each version shows the poll that it had; what may be chosen is never changed. */
static void
test_history_of_poll (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *id =
    post (fixture, fixture->ada,
          "status=x&poll[options][]=a&poll[options][]=b&poll[expires_in]=600");
  g_autoptr (MootTestReply) only = ask (fixture, "GET", S "/%s/history", id, NULL, NULL);
  g_autoptr (MootTestReply) edited =
    ask (fixture, "PUT", S "/%s", id, fixture->ada,
         "status=z&poll[options][]=a&poll[options][]=b&poll[expires_in]=900");
  g_autofree char *path = g_strconcat (S "/", id, NULL);
  g_autoptr (MootTestReply) other = moot_test_request (
    fixture->node, "PUT", path, fixture->ada, "application/x-www-form-urlencoded",
    "status=x&poll[options][]=c&poll[options][]=d&poll[expires_in]=600");
  g_autoptr (MootTestReply) without =
    ask (fixture, "PUT", S "/%s", id, fixture->ada, "status=y");
  g_autoptr (MootTestReply) history = ask (fixture, "GET", S "/%s/history", id, NULL, NULL);
  JsonArray *versions = moot_test_reply_array (history);

  moot_test_assert_status (edited, 200);
  moot_test_assert_status (other, 422);
  moot_test_assert_status (without, 200);
  g_assert_cmpstr (first_option (moot_test_reply_array (only), 0), ==, "a");
  g_assert_cmpuint (json_array_get_length (versions), ==, 3);
  g_assert_cmpstr (first_option (versions, 0), ==, "a");
  g_assert_cmpstr (first_option (versions, 1), ==, "a");
  g_assert_null (first_option (versions, 2));
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = post (fixture, fixture->ada, "status=a+%3Cb%3E+%26+c&spoiler_text=w");
  g_autoptr (MootTestReply) gone = ask (fixture, "DELETE", S "/%s", id, fixture->ada, NULL);
  g_autofree char *path = g_strconcat (S "/", id, NULL);
  g_autoptr (MootTestReply) after = moot_test_get (fixture->node, path, fixture->ada);
  g_autoptr (MootTestReply) self =
    moot_test_get (fixture->node, "/api/v1/accounts/verify_credentials", fixture->ada);

  g_assert_cmpstr (moot_test_reply_string (gone, "text"), ==, "a <b> & c");
  g_assert_cmpstr (moot_test_reply_string (gone, "spoiler_text"), ==, "w");
  g_assert_false (json_object_has_member (moot_test_reply_object (gone), "content"));
  moot_test_assert_status (after, 404);
  g_assert_cmpint (number (self, "statuses_count"), ==, 0);
}

/* The way on is followed from page to page as a client does: from the Link header. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = g_strdup ("/api/v1/timelines/home?limit=20");
  guint n_pages = 0;

  for (guint i = 0; i < 45; i++)
    g_free (post (fixture, fixture->ada, "status=x"));
  while (next != NULL)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, next, fixture->ada);
      const char *link = soup_message_headers_get_one (reply->headers, "Link");
      JsonArray *array = moot_test_reply_array (reply);
      const char *end = link != NULL ? strstr (link, ">; rel=\"next\", <") : NULL;

      moot_test_assert_status (reply, 200);
      for (guint i = 0; i < json_array_get_length (array); i++)
        g_assert_true (g_hash_table_add (
          seen, g_strdup (moot_json_get_string (json_array_get_object_element (array, i), "id"))));
      g_clear_pointer (&next, g_free);
      g_assert_cmpint (link == NULL, ==, json_array_get_length (array) == 0);
      if (end != NULL)
        {
          g_autofree char *uri = g_strndup (link + 1, (gsize) (end - link) - 1);

          g_assert_true (g_str_has_suffix (link, ">; rel=\"prev\""));
          next = g_strdup (strstr (uri, "/api/"));
        }
      g_assert_cmpuint (n_pages++, <, 10);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 45);
  g_assert_cmpuint (n_pages, ==, 4); /* 20, 20, 5 and the empty one without a Link */
}

/* clang-format off */
static const struct
{
  const char *path;
  guint n;
} lists[] = {
  { "/api/v1/timelines/public", 2 },
  { "/api/v1/timelines/public?local=true", 2 },
  { "/api/v1/timelines/public?remote=1", 0 },
  { "/api/v1/timelines/public?limit=1", 1 },
  { "/api/v1/timelines/public?limit=0", 2 },
  { "/api/v1/timelines/public?limit=abc", 2 },
  { "/api/v1/timelines/public?limit=99999", 2 },
  { "/api/v1/timelines/public?max_id=junk", 2 },
  { "/api/v1/timelines/public?only_media=true", 0 },
  { "/api/v1/timelines/tag/caf%C3%A9", 1 },
  { "/api/v1/timelines/tag/CAF%C3%89", 1 },
  { "/api/v1/timelines/tag/coop", 1 },
  { "/api/v1/timelines/tag/coop?any[]=caf%C3%A9", 2 },
  { "/api/v1/timelines/tag/coop?all[]=caf%C3%A9", 0 },
  { "/api/v1/timelines/tag/coop?none[]=caf%C3%A9", 1 },
  { "/api/v1/timelines/tag/unheard", 0 },
  { "/api/v1/timelines/tag/%23", 0 },
  { "/api/v1/timelines/home", 3 },
  { "/api/v1/timelines/home/", 3 },
  { "/api/v1/favourites", 0 },
  { "/api/v1/bookmarks", 0 },
  { "/api/v1/scheduled_statuses", 0 },
};
/* clang-format on */

static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  g_free (post (fixture, fixture->ada, "status=%23caf%C3%A9"));
  g_free (post (fixture, fixture->ada, "status=%23coop"));
  g_free (post (fixture, fixture->ada, "status=quiet&visibility=private"));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, lists[i].path, fixture->ada);

      g_test_message ("%s", lists[i].path);
      moot_test_assert_status (reply, 200);
      g_assert_cmpuint (json_array_get_length (moot_test_reply_array (reply)), ==, lists[i].n);
    }
}

static void
test_poll (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (MootTestReply) made = moot_test_send_json (
    fixture->node, "POST", S, fixture->ada,
    "{\"status\":\"tea?\",\"poll\":{\"options\":[\"yes\",\"no\"],\"expires_in\":\"300\","
    "\"hide_totals\":true}}");
  g_autofree char *id = NULL;
  g_autoptr (MootTestReply) voted = NULL;
  g_autoptr (MootTestReply) stranger = NULL;
  JsonObject *option;

  moot_test_assert_status (made, 200);
  id = g_strdup (
    moot_json_get_string (moot_json_get_object (moot_test_reply_object (made), "poll"), "id"));
  voted = ask (fixture, "POST", "/api/v1/polls/%s/votes", id, fixture->bo, "choices[]=1");
  g_assert_true (is_set (voted, "voted"));
  g_assert_nonnull (strstr (voted->text, "\"own_votes\":[1]"));
  g_assert_cmpint (number (voted, "votes_count"), ==, 1);
  stranger = ask (fixture, "GET", "/api/v1/polls/%s", id, NULL, NULL);
  g_assert_null (strstr (stranger->text, "own_votes"));
  option = json_array_get_object_element (
    moot_json_get_array (moot_test_reply_object (stranger), "options"), 1);
  g_assert_true (json_object_get_null_member (option, "votes_count")); /* hidden until it ends */
}

/* Media --------------------------------------------------------------------------------------- */

static GBytes *
make_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  char *bytes;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x3366ccff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &size, "png", NULL, NULL));
  return g_bytes_new_take (bytes, size);
}

static JsonNode *
upload (Fixture    *fixture,
        const char *path,
        GBytes     *bytes,
        guint       status)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autofree char *uri = g_strconcat (fixture->node->base_url, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", fixture->ada, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  soup_multipart_append_form_string (multipart, "description", "a blue field");
  soup_multipart_append_form_string (multipart, "focus", "0.5,-2");
  soup_multipart_append_form_file (multipart, "file", "x.txt", "application/octet-stream", bytes);
  message = soup_message_new_from_multipart (uri, multipart);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  answer = soup_session_send_and_read (fixture->node->session, message, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_test_message ("%s", text);
  g_assert_cmpuint (soup_message_get_status (message), ==, status);
  return json_from_string (text, NULL);
}

static void
test_media (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autoptr (GBytes) junk = g_bytes_new_static ("\x89PNG\r\n\x1a\nnot really", 18);
  g_autoptr (JsonNode) node = upload (fixture, "/api/v2/media", picture, 200);
  g_autoptr (JsonNode) refused = upload (fixture, "/api/v1/media", junk, 422);
  JsonObject *media = json_node_get_object (node);
  const char *id = moot_json_get_string (media, "id");
  JsonObject *meta = moot_json_get_object (media, "meta");
  g_autofree char *form = g_strdup_printf ("status=look&media_ids[]=%s", id);
  g_autofree char *stolen = g_strdup_printf ("status=mine&media_ids[]=%s", id);
  const char *path = strstr (moot_json_get_string (media, "url"), "/media/");
  g_autoptr (MootTestReply) file = moot_test_get (fixture->node, path, NULL);
  g_autoptr (MootTestReply) theft = moot_test_post (fixture->node, S, fixture->bo, stolen);
  g_autoptr (MootTestReply) described =
    ask (fixture, "PUT", "/api/v1/media/%s", id, fixture->ada, "description=a+sea");
  g_autofree char *status = post (fixture, fixture->ada, form);
  g_autoptr (MootTestReply) late = NULL;
  g_autoptr (MootTestReply) shown = ask (fixture, "GET", S "/%s", status, NULL, NULL);
  g_autofree char *late_path = g_strconcat ("/api/v1/media/", id, NULL);
  JsonArray *attached = moot_json_get_array (moot_test_reply_object (shown), "media_attachments");

  g_assert_cmpstr (moot_json_get_string (json_node_get_object (refused), "error"), ==,
                   "Validation failed: File content type is invalid, File is invalid");
  g_assert_cmpstr (moot_json_get_string (media, "description"), ==, "a blue field");
  g_assert_nonnull (moot_json_get_string (media, "blurhash"));
  g_assert_cmpint (moot_json_get_int (moot_json_get_object (meta, "original"), "width"), ==, 64);
  g_assert_true (json_object_get_double_member (moot_json_get_object (meta, "focus"), "y") == -1.0);
  moot_test_assert_status (file, 200);
  g_assert_cmpstr (file->content_type, ==, "image/png");
  g_assert_cmpstr (soup_message_headers_get_one (file->headers, "Cache-Control"), ==,
                   "public, max-age=31536000, immutable");
  g_assert_cmpstr (soup_message_headers_get_one (file->headers, "X-Content-Type-Options"), ==,
                   "nosniff");
  g_assert_cmpstr (soup_message_headers_get_one (file->headers, "Content-Security-Policy"), ==,
                   "default-src 'none'; sandbox");
  moot_test_assert_status (theft, 422);
  g_assert_cmpstr (moot_test_reply_string (described, "description"), ==, "a sea");
  g_assert_cmpuint (json_array_get_length (attached), ==, 1);
  late = moot_test_request (fixture->node, "DELETE", late_path, fixture->ada, NULL, NULL);
  moot_test_assert_status (late, 422); /* a status has it */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/node/status/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("create", test_create);
  ADD ("idempotency", test_idempotency);
  ADD ("deeds", test_deeds);
  ADD ("boost", test_boost);
  ADD ("thread", test_thread);
  ADD ("edit", test_edit);
  ADD ("history-of-poll", test_history_of_poll);
  ADD ("delete", test_delete);
  ADD ("pages", test_pages);
  ADD ("lists", test_lists);
  ADD ("poll", test_poll);
  ADD ("media", test_media);
  return g_test_run ();
}
