/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every way to ask wrongly for a status, a timeline, a poll or media over real HTTP, and the answer
 * that the reference gives for it. */
#include "moot-test-node.h"

#include <string.h>

typedef struct
{
  MootTestNode *node;
  char *ada;   /* may do everything */
  char *bo;    /* may do everything */
  char *reads; /* Ada, reading only */
  char *public_id;
  char *others_id;  /* Bo's, public */
  char *direct_id;  /* Bo's, for nobody else */
  char *private_id; /* Bo's, whom nobody follows */
  char *boost_id;   /* Ada's boost of Bo's */
  char *poll_id;    /* under Bo's */
} Fixture;

static char *
post (Fixture    *fixture,
      const char *token,
      const char *path,
      const char *form)
{
  g_autoptr (MootTestReply) reply = moot_test_post (fixture->node, path, token, form);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (MootTestReply) poll = NULL;
  g_autofree char *boost = NULL;
  gint64 ada;

  fixture->node = moot_test_node_new ();
  ada = moot_test_node_add_user (fixture->node, "ada");
  fixture->ada = moot_test_node_add_token (fixture->node, ada, "read write follow");
  fixture->reads = moot_test_node_add_token (fixture->node, ada, "read");
  fixture->bo = moot_test_node_add_token (
    fixture->node, moot_test_node_add_user (fixture->node, "bo"), "read write");
  fixture->public_id = post (fixture, fixture->ada, "/api/v1/statuses", "status=hello");
  fixture->direct_id =
    post (fixture, fixture->bo, "/api/v1/statuses", "status=a&visibility=direct");
  fixture->private_id =
    post (fixture, fixture->bo, "/api/v1/statuses", "status=b&visibility=private");
  poll = moot_test_post (fixture->node, "/api/v1/statuses", fixture->bo,
                         "status=tea%3F&poll[options][]=yes&poll[options][]=no"
                         "&poll[expires_in]=300");
  moot_test_assert_status (poll, 200);
  fixture->others_id = g_strdup (moot_test_reply_string (poll, "id"));
  fixture->poll_id = g_strdup (
    moot_json_get_string (moot_json_get_object (moot_test_reply_object (poll), "poll"), "id"));
  boost = g_strdup_printf ("/api/v1/statuses/%s/reblog", fixture->others_id);
  fixture->boost_id = post (fixture, fixture->ada, boost, "");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  char **owned[] = { &fixture->ada, &fixture->bo, &fixture->reads, &fixture->public_id,
                     &fixture->others_id, &fixture->direct_id, &fixture->private_id,
                     &fixture->boost_id, &fixture->poll_id };

  moot_test_node_free (fixture->node);
  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    g_clear_pointer (owned[i], g_free);
}

#define NOBODY 0
#define ADA 'a'
#define BO 'b'
#define READS 'r'
#define WRONG 'x'

#define S "/api/v1/statuses"
#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"
#define NOT_FOUND "Record not found"
#define BAD_TOKEN "The access token is invalid"
#define OUTSIDE "This action is outside the authorized scopes"
#define FORBIDDEN "This action is not allowed"
#define NO_PARENT "The post you are trying to reply to does not appear to exist."
#define V "Validation failed: "
#define MEDIA_GONE V "Media attachments could not be found"

/* In paths and bodies: %p Ada's public status, %o Bo's, %d direct, %v private, %b the boost, %q the
 * poll, %% a percent sign. */
/* clang-format off */
static const struct
{
  const char *method;
  const char *path;
  char who;
  const char *type;
  const char *body;
  guint status;
  const char *error;
} cases[] = {
  /* who asks */
  { "POST", S, NOBODY, FORM, "status=x", 401, BAD_TOKEN },
  { "POST", S, WRONG, FORM, "status=x", 401, BAD_TOKEN },
  { "POST", S, READS, FORM, "status=x", 403, OUTSIDE },
  { "GET", "/api/v1/timelines/home", NOBODY, NULL, NULL, 401, BAD_TOKEN },
  { "GET", "/api/v1/favourites", NOBODY, NULL, NULL, 401, BAD_TOKEN },
  { "GET", "/api/v1/bookmarks", NOBODY, NULL, NULL, 401, BAD_TOKEN },
  { "GET", S "/%p", WRONG, NULL, NULL, 401, BAD_TOKEN },
  { "PUT", S "/%p", READS, FORM, "status=x", 403, OUTSIDE },
  { "DELETE", S "/%p", READS, NULL, NULL, 403, OUTSIDE },
  { "DELETE", S "/%p", NOBODY, NULL, NULL, 401, BAD_TOKEN },
  { "POST", S "/%o/favourite", READS, NULL, NULL, 403, OUTSIDE },
  { "POST", S "/%o/reblog", READS, NULL, NULL, 403, OUTSIDE },
  { "POST", S "/%o/bookmark", READS, NULL, NULL, 403, OUTSIDE },
  { "POST", S "/%p/pin", READS, NULL, NULL, 403, OUTSIDE },
  { "POST", S "/%o/mute", READS, NULL, NULL, 403, OUTSIDE },
  { "POST", "/api/v1/polls/%q/votes", READS, FORM, "choices[]=0", 403, OUTSIDE },
  { "POST", "/api/v1/media", READS, FORM, "", 403, OUTSIDE },
  { "GET", S "/%o/source", NOBODY, NULL, NULL, 401, BAD_TOKEN },

  /* what is written */
  { "POST", S, ADA, FORM, "", 422, V "Text can't be blank" },
  { "POST", S, ADA, NULL, NULL, 422, V "Text can't be blank" },
  { "POST", S, ADA, FORM, "status=", 422, V "Text can't be blank" },
  { "POST", S, ADA, FORM, "status=+%%0A%%09+", 422, V "Text can't be blank" },
  { "POST", S, ADA, JSON, "{\"status\":null}", 422, V "Text can't be blank" },
  { "POST", S, ADA, JSON, "{\"status\":{\"a\":1}}", 422, V "Text can't be blank" },
  { "POST", S, ADA, FORM, "status=%l", 422, V "Text character limit of 5000 exceeded" },
  { "POST", S, ADA, FORM, "status=x&spoiler_text=%l", 422, V "Text character limit of 5000 exceeded" },
  { "POST", S, ADA, FORM, "status=x&visibility=secret", 422, V "Visibility is not included in the list" },
  { "POST", S, ADA, FORM, "status=x&in_reply_to_id=1", 404, NO_PARENT },
  { "POST", S, ADA, FORM, "status=x&in_reply_to_id=abc", 404, NO_PARENT },
  { "POST", S, ADA, FORM, "status=x&in_reply_to_id=%d", 404, NO_PARENT },
  { "POST", S, ADA, FORM, "status=x&in_reply_to_id=%v", 404, NO_PARENT },
  { "POST", S, ADA, FORM, "status=x&media_ids[]=1", 422, MEDIA_GONE },
  { "POST", S, ADA, FORM, "status=x&media_ids[]=abc", 422, MEDIA_GONE },
  { "POST", S, ADA, FORM, "status=x&media_ids[]=1&media_ids[]=1", 422, V "Media attachments contain duplicate items" },
  { "POST", S, ADA, FORM,
    "status=x&media_ids[]=1&media_ids[]=2&media_ids[]=3&media_ids[]=4&media_ids[]=5", 422, V "Cannot attach more than 4 files" },
  { "POST", S, ADA, FORM, "status=x&scheduled_at=2020-01-01T00:00:00Z", 422, V "Scheduled at The scheduled date must be in the future" },
  { "POST", S, ADA, FORM, "status=x&scheduled_at=soon", 422, V "Scheduled at The scheduled date must be in the future" },
  { "POST", S, ADA, JSON, "{\"status\":", 400, NULL },
  { "POST", S, ADA, JSON, "[]", 400, NULL },
  { "POST", S, ADA, JSON, "{\"status\":\"\\ud800\"}", 400, NULL },
  { "POST", S, ADA, FORM, "status=%%ff%%fe", 400, "a parameter is not UTF-8" },

  /* polls under it */
  { "POST", S, ADA, FORM, "status=x&poll[options][]=a&poll[expires_in]=300", 422, V "Options must have more than one item" },
  { "POST", S, ADA, FORM, "status=x&poll[expires_in]=300", 422, V "Options must have more than one item" },
  { "POST", S, ADA, FORM, "status=x&poll[options][]=a&poll[options][]=b", 422, V "Expires at can't be blank" },
  { "POST", S, ADA, FORM, "status=x&poll[options][]=a&poll[options][]=b&poll[expires_in]=299", 422, V "Expires at is too soon" },
  { "POST", S, ADA, FORM, "status=x&poll[options][]=a&poll[options][]=b&poll[expires_in]=-5", 422, V "Expires at is too soon" },
  { "POST", S, ADA, FORM,
    "status=x&poll[options][]=a&poll[options][]=b&poll[expires_in]=2629747", 422, V "Expires at is too far into the future" },
  { "POST", S, ADA, FORM, "status=x&poll[options][]=a&poll[options][]=a&poll[expires_in]=300", 422, V "Options contain duplicate items" },
  { "POST", S, ADA, FORM, "status=x&poll[options][]=a&poll[options][]=+&poll[expires_in]=300", 422, V "Options can't be blank" },
  { "POST", S, ADA, JSON,
    "{\"status\":\"x\",\"poll\":{\"expires_in\":300,\"options\":[1,2,3,4,5,6,7,8,9,10,11]}}",
    422, V "Options can't contain more than 10 items" },
  { "POST", S, ADA, JSON,
    "{\"status\":\"x\",\"poll\":{\"expires_in\":300,\"options\":[\"a\",\"%m\"]}}",
    422, V "Options cannot be longer than 100 characters each" },

  /* statuses that are not there, or not for the one who asks */
  { "GET", S "/1", NOBODY, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/abc", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/-1", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/99999999999999999999", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%v", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%v", NOBODY, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d/context", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d/history", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d/source", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d/favourited_by", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d/reblogged_by", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%d/quotes", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%d/favourite", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%d/unfavourite", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%v/reblog", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%d/unreblog", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%d/bookmark", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%d/pin", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/%d/mute", ADA, NULL, NULL, 404, NOT_FOUND },
  { "POST", S "/1/favourite", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/api/v1/accounts/1/statuses", ADA, NULL, NULL, 404, NOT_FOUND },

  /* other people's */
  { "PUT", S "/%o", ADA, FORM, "status=x", 404, NOT_FOUND },
  { "DELETE", S "/%o", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%o/source", ADA, NULL, NULL, 403, FORBIDDEN },
  { "POST", S "/%o/pin", ADA, NULL, NULL, 422, V "Someone else's post cannot be pinned" },
  { "POST", S "/%d/pin", BO, NULL, NULL, 422, V "Posts that are only visible to mentioned users cannot be pinned" },
  { "POST", S "/%d/reblog", BO, NULL, NULL, 403, FORBIDDEN },

  /* changes */
  { "PUT", S "/%p", ADA, FORM, "status=", 422, V "Text can't be blank" },
  { "PUT", S "/%p", ADA, FORM, "status=%l", 422, V "Text character limit of 5000 exceeded" },
  { "PUT", S "/%p", ADA, FORM, "status=x&media_ids[]=1", 422, MEDIA_GONE },
  { "PUT", S "/%p", ADA, FORM, "status=x&media_attributes[][id]=1&media_attributes[][description]=y", 404, NOT_FOUND },
  { "PUT", S "/%b", ADA, FORM, "status=x", 404, NOT_FOUND },
  { "PATCH", S "/1", ADA, FORM, "status=x", 404, NOT_FOUND },

  /* polls */
  { "GET", "/api/v1/polls/999", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/api/v1/polls/x", NOBODY, NULL, NULL, 404, NOT_FOUND },
  { "POST", "/api/v1/polls/999/votes", ADA, FORM, "choices[]=0", 404, NOT_FOUND },
  { "POST", "/api/v1/polls/%q/votes", ADA, FORM, "", 400, "param is missing or the value is empty: choices" },
  { "POST", "/api/v1/polls/%q/votes", ADA, FORM, "choices[]=7", 422, V "The chosen vote option does not exist" },
  { "POST", "/api/v1/polls/%q/votes", ADA, FORM, "choices[]=maybe", 422, V "The chosen vote option does not exist" },
  { "POST", "/api/v1/polls/%q/votes", ADA, JSON, "{\"choices\":[0,1]}", 422, V "You can choose exactly one option of this poll" },
  { "POST", "/api/v1/polls/%q/votes", BO, FORM, "choices[]=0", 422, V "You cannot vote in your own polls" },

  /* media */
  { "POST", "/api/v1/media", ADA, FORM, "", 422, V "File can't be blank" },
  { "POST", "/api/v2/media", ADA, FORM, "file=text", 422, V "File can't be blank" },
  { "POST", "/api/v2/media", ADA, FORM, "description=%l", 422, V "Description is too long (maximum is 1500 characters)" },
  { "GET", "/api/v1/media/1", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/api/v1/media/x", ADA, NULL, NULL, 404, NOT_FOUND },
  { "PUT", "/api/v1/media/1", ADA, FORM, "description=x", 404, NOT_FOUND },
  { "DELETE", "/api/v1/media/1", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/media/attachments/nothing.png", NOBODY, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/media/../node.sqlite3", NOBODY, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/media/..%%2f/node.sqlite3", NOBODY, NULL, NULL, 404, NOT_FOUND },
  { "GET", "/media/attachments/..%%2f..%%2fnode.sqlite3", NOBODY, NULL, NULL, 404, NOT_FOUND },

  /* paths and methods */
  { "GET", S "/%p/nothing", ADA, NULL, NULL, 404, NOT_FOUND },
  { "GET", S "/%p/favourite", ADA, NULL, NULL, 405, "Method not allowed" },
  { "POST", S "/%p/translate", ADA, NULL, NULL, 404, NOT_FOUND },
};
/* clang-format on */

static const char *
get_token (const Fixture *fixture,
           char           who)
{
  return who == ADA     ? fixture->ada
         : who == BO    ? fixture->bo
         : who == READS ? fixture->reads
         : who == WRONG ? "wrong"
                        : NULL;
}

static char *
fill (const Fixture *fixture,
      const char    *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *at = text; text != NULL && *at != '\0'; at++)
    {
      if (*at != '%')
        {
          g_string_append_c (out, *at);
          continue;
        }
      switch (*++at)
        {
        case 'p':
          g_string_append (out, fixture->public_id);
          break;
        case 'o':
          g_string_append (out, fixture->others_id);
          break;
        case 'd':
          g_string_append (out, fixture->direct_id);
          break;
        case 'v':
          g_string_append (out, fixture->private_id);
          break;
        case 'b':
          g_string_append (out, fixture->boost_id);
          break;
        case 'q':
          g_string_append (out, fixture->poll_id);
          break;
        case 'l':
          for (guint i = 0; i < 5001; i++)
            g_string_append_c (out, 'l');
          break;
        case 'm':
          for (guint i = 0; i < 101; i++)
            g_string_append_c (out, 'm');
          break;
        default:
          g_string_append_c (out, *at);
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* One node serves all rows: a refusal leaves nothing behind, which the last check proves. */
static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (MootTestReply) before =
    moot_test_get (fixture->node, "/api/v1/timelines/home", fixture->ada);
  g_autoptr (MootTestReply) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = fill (fixture, cases[i].path);
      g_autofree char *body = cases[i].body != NULL ? fill (fixture, cases[i].body) : NULL;
      g_autoptr (MootTestReply) reply =
        moot_test_request (fixture->node, cases[i].method, path, get_token (fixture, cases[i].who),
                           cases[i].type, body);

      g_test_message ("%s %s %s", cases[i].method, cases[i].path, cases[i].body);
      moot_test_assert_status (reply, cases[i].status);
      g_assert_nonnull (moot_test_reply_string (reply, "error"));
      g_assert_cmpstr (reply->content_type, ==, "application/json");
      g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Access-Control-Allow-Origin"),
                       ==, "*");
      if (cases[i].error != NULL)
        g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==, cases[i].error);
    }
  after = moot_test_get (fixture->node, "/api/v1/timelines/home", fixture->ada);
  g_assert_cmpstr (before->text, ==, after->text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/node/status/errors", Fixture, NULL, set_up, test_errors, tear_down);
  return g_test_run ();
}
