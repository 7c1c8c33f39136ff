/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who may see and do what in the co-op API: scopes, strangers, officers, oneself; the same request
 * twice; lost updates; the log that proves itself; what streams tell whom. */
#include "coop-node.h"

#include "moot-attachment-store.h"
#include "moot-clock.h"
#include "moot-merkle.h"
#include "moot-node-routes.h"

#include <string.h>

#define AGREE "{\"choices\":[{\"option_id\":\"1\",\"value\":1}],\"proposal_version\":1}"

/* No route of the co-op opens to a token with `read write follow`, except the two public ones. */
static void
test_scopes (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autofree char *mastodon =
    moot_test_node_add_token (coop->node, coop->accounts[0], "read write follow push");
  guint n_routes = 0;

  for (gsize t = 0; t < moot_node_n_route_tables; t++)
    for (gsize r = 0; r < moot_node_route_tables[t]->n_routes; r++)
      {
        const MootRoute *route = &moot_node_route_tables[t]->routes[r];
        g_autoptr (GString) path = g_string_new (route->path);
        g_autoptr (MootTestReply) reply = NULL;
        g_autoptr (MootTestReply) nobody = NULL;

        if (!g_str_has_prefix (route->path, "/api/coop/v1"))
          continue;
        n_routes++;
        if (route->scope == NULL || g_str_equal (route->scope, MOOT_SCOPE_NOBODY))
          continue;
        g_string_replace (path, ":id", "1", 0);
        g_test_message ("%s %s", route->method, route->path);
        reply = moot_test_request (coop->node, route->method, path->str, mastodon, NULL, NULL);
        moot_test_assert_status (reply, 403);
        nobody = moot_test_request (coop->node, route->method, path->str, NULL, NULL, NULL);
        moot_test_assert_status (nobody, 401);
      }
  g_assert_cmpuint (n_routes, >, 45);
}

/* An account of the node that is no member of the co-op learns nothing that members know. */
static void
test_stranger (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  static const char *const paths[] = {
    "/bylaws",
    "/memberships",
    "/memberships/me",
    "/memberships/1",
    "/discussions",
    "/discussions/1",
    "/discussions/1/comments",
    "/proposals",
    "/proposals/1",
    "/proposals/1/ballots",
    "/proposals/1/tally",
    "/proposals/1/ballot",
    "/outcomes",
    "/dues/plan",
    "/dues/status",
    "/dues/charges",
    "/dues/payments",
    "/admin/dues/statuses",
    "/ledger",
    "/budget",
    "/log/entries",
    "/log/proof?first=0&second=1",
    "/audit",
  };
  g_autoptr (MootTestReply) outside = NULL;
  g_autoptr (MootTestReply) inside = NULL;

  coop_node_prepare_proposal (coop, "large");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    coop_node_expect (coop, coop->stranger, "GET", paths[i], NULL, 403, "ERR_NOT_MEMBER");
  coop_node_expect (coop, coop->stranger, "PUT", "/proposals/1/ballot", AGREE, 403,
                    "ERR_NOT_MEMBER");
  coop_node_expect (coop, coop->stranger, "POST", "/discussions",
                    "{\"title\":\"a\",\"context\":\"b\"}", 403, "ERR_NOT_MEMBER");
  outside = coop_node_get (coop, NULL, "");
  moot_test_assert_status (outside, 200);
  g_assert_cmpstr (moot_test_reply_string (outside, "name"), ==, "Test moot");
  g_assert_true (json_object_get_null_member (moot_test_reply_object (outside), "rules"));
  g_assert_true (json_object_get_null_member (moot_test_reply_object (outside), "log"));
  inside = coop_node_get (coop, coop->tokens[1], "/");
  g_assert_true (
    JSON_NODE_HOLDS_OBJECT (json_object_get_member (moot_test_reply_object (inside), "rules")));
}

/* What is private of a member: to oneself, to officers with the scope, to nobody else. */
static void
test_private (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autofree char *plain =
    moot_test_node_add_token (coop->node, coop->accounts[0], "read:membership read:dues");
  const struct
  {
    const char *token;
    const char *path;
    gboolean shown;
  } cases[] = {
    { coop->tokens[1], "/memberships/me", TRUE },
    { coop->tokens[1], "/memberships/2", TRUE },
    { coop->tokens[1], "/memberships/3", FALSE },
    { coop->tokens[0], "/memberships/3", TRUE },
    { plain, "/memberships/3", FALSE }, /* the office alone is not enough */
    { plain, "/memberships/1", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MootTestReply) reply = coop_node_get (coop, cases[i].token, cases[i].path);

      g_test_message ("%u %s", i, cases[i].path);
      moot_test_assert_status (reply, 200);
      g_assert_cmpint (strstr (reply->text, "\"payment_reference\"") != NULL, ==, cases[i].shown);
      g_assert_cmpint (strstr (reply->text, "\"sub_state\":null") == NULL, ==, cases[i].shown);
    }
  coop_node_expect (coop, coop->tokens[1], "GET", "/admin/dues/statuses", NULL, 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[1], "POST", "/admin/payments",
                    "{\"member_id\":\"2\",\"amount_minor\":500}", 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, plain, "GET", "/admin/dues/statuses", NULL, 403, NULL);
}

static MootTestReply *
post_with_key (CoopNode   *coop,
               const char *path,
               const char *json,
               const char *key)
{
  g_autofree char *uri = g_strconcat (coop->node->base_url, "/api/coop/v1", path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", coop->tokens[0], NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  MootTestReply *reply = g_new0 (MootTestReply, 1);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", key);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (coop->node->session, message, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->json = json_from_string (reply->text, NULL);
  return reply;
}

static void
test_idempotency (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  const char *json = "{\"member_id\":\"2\",\"amount_minor\":500}";
  g_autoptr (MootTestReply) first = post_with_key (coop, "/admin/payments", json, "key-1");
  g_autoptr (MootTestReply) second = post_with_key (coop, "/admin/payments", json, "key-1");
  g_autoptr (MootTestReply) other =
    post_with_key (coop, "/admin/payments", "{\"member_id\":\"2\",\"amount_minor\":501}", "key-1");
  g_autoptr (MootTestReply) elsewhere = post_with_key (coop, "/dues/waivers", json, "key-1");
  g_autoptr (MootTestReply) third = post_with_key (coop, "/admin/payments", json, "key-2");

  moot_test_assert_status (first, 200);
  g_assert_cmpstr (second->text, ==, first->text);
  moot_test_assert_status (other, 422);
  g_assert_cmpstr (moot_test_reply_string (other, "error"), ==, "ERR_IDEMPOTENCY");
  moot_test_assert_status (elsewhere, 422);
  g_assert_cmpstr (moot_test_reply_string (third, "id"), !=, moot_test_reply_string (first, "id"));
}

/* Two who edit the same text: the second learns of the first. */
static void
test_lost_update (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) discussion = NULL;
  g_autoptr (MootTestReply) changed = NULL;

  coop_node_prepare_proposal (coop, "large");
  discussion = coop_node_get (coop, coop->tokens[1], "/discussions/1");
  g_assert_cmpstr (soup_message_headers_get_one (discussion->headers, "ETag"), ==, "\"1\"");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *uri = g_strconcat (coop->node->base_url, "/api/coop/v1/discussions/1", NULL);
      g_autofree char *bearer = g_strconcat ("Bearer ", coop->tokens[1], NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("PATCH", uri);
      g_autoptr (GBytes) body = g_bytes_new_static ("title=Warmth", strlen ("title=Warmth"));
      g_autoptr (GBytes) answer = NULL;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
      soup_message_headers_replace (soup_message_get_request_headers (message), "If-Match",
                                    "\"1\"");
      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
      answer = soup_session_send_and_read (coop->node->session, message, NULL, NULL);
      g_assert_cmpuint (soup_message_get_status (message), ==, i == 0 ? 200 : 412);
    }
  changed = coop_node_get (coop, coop->tokens[1], "/discussions/1");
  g_assert_cmpstr (moot_test_reply_string (changed, "title"), ==, "Warmth");
}

static void
read_head (CoopNode   *coop,
           gint64     *out_size,
           MootDigest *out_root)
{
  g_autoptr (MootTestReply) reply = coop_node_get (coop, NULL, "/log/sth");

  moot_test_assert_status (reply, 200);
  *out_size = json_object_get_int_member (moot_test_reply_object (reply), "tree_size");
  g_assert_true (moot_digest_from_hex (moot_test_reply_string (reply, "root"), out_root));
}

static GArray *
read_path (MootTestReply *reply)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  JsonArray *texts;

  moot_test_assert_status (reply, 200);
  texts = json_object_get_array_member (moot_test_reply_object (reply), "path");
  for (guint i = 0; i < json_array_get_length (texts); i++)
    {
      MootDigest digest;

      g_assert_true (moot_digest_from_hex (json_array_get_string_element (texts, i), &digest));
      g_array_append_val (path, digest);
    }
  return path;
}

/* A member who kept an old head can check that nothing was rewritten, and find every entry. */
static void
test_log (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (MootTestReply) entries = NULL;
  g_autoptr (MootTestReply) consistency = NULL;
  g_autoptr (GArray) path = NULL;
  g_autofree char *question = NULL;
  MootDigest first_root;
  MootDigest second_root;
  gint64 first;
  gint64 second;

  read_head (coop, &first, &first_root);
  coop_node_prepare_proposal (coop, "large");
  coop_node_expect (coop, coop->tokens[0], "PUT", "/proposals/1/ballot", AGREE, 200, NULL);
  read_head (coop, &second, &second_root);
  g_assert_cmpint (second, >, first);
  question = g_strdup_printf ("/log/proof?first=%" G_GINT64_FORMAT "&second=%" G_GINT64_FORMAT,
                              first, second);
  consistency = coop_node_get (coop, coop->tokens[2], question);
  path = read_path (consistency);
  g_assert_true (moot_merkle_verify_consistency (first, second, &first_root, &second_root,
                                                 (const MootDigest *) (gconstpointer) path->data,
                                                 path->len));

  entries = coop_node_get (coop, coop->tokens[2], "/log/entries?start=0&end=99");
  for (guint i = 0; i < json_array_get_length (moot_test_reply_array (entries)); i++)
    {
      const char *jcs = json_object_get_string_member (
        json_array_get_object_element (moot_test_reply_array (entries), i), "jcs");
      g_autofree char *hex = NULL;
      g_autofree char *ask = NULL;
      g_autoptr (MootTestReply) proof = NULL;
      g_autoptr (GArray) inclusion = NULL;
      MootDigest leaf;

      moot_merkle_hash_leaf (jcs, strlen (jcs), &leaf);
      hex = moot_digest_to_hex (&leaf);
      ask = g_strdup_printf ("/log/proof?leaf=%s&tree_size=%" G_GINT64_FORMAT, hex, second);
      proof = coop_node_get (coop, coop->tokens[2], ask);
      inclusion = read_path (proof);
      g_assert_true (moot_merkle_verify_inclusion (
        i, second, &leaf, (const MootDigest *) (gconstpointer) inclusion->data, inclusion->len,
        &second_root));
    }
  coop_node_expect (coop, coop->tokens[2], "GET", "/log/proof?leaf=abc", NULL, 404,
                    "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[2], "GET", "/log/proof?first=9&second=2", NULL, 404,
                    "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[2], "GET", "/log/proof", NULL, 422, "ERR_BLANK");
  coop_node_expect (coop, coop->tokens[2], "GET", "/audit?type=proposal.opened&subject=proposal:1",
                    NULL, 200, NULL);
}

static GInputStream *
open_stream (CoopNode    *coop,
             SoupSession *session,
             const char  *token)
{
  g_autofree char *uri =
    g_strconcat (coop->node->base_url, "/api/v1/streaming/coop?access_token=", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  GInputStream *stream = soup_session_send (session, message, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return stream;
}

/* The first event that comes, whatever stands before it. */
static char *
read_event (GInputStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *event;

  while (strstr (text->str, "event: ") == NULL ||
         strchr (strstr (text->str, "event: "), '\n') == NULL)
    {
      g_autoptr (GError) error = NULL;
      char buffer[256];
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n, >, 0);
      g_string_append_len (text, buffer, n);
    }
  event = strstr (text->str, "event: ") + strlen ("event: ");
  return g_strndup (event, strcspn (event, "\n"));
}

/* Everybody hears of a discussion; of somebody's dues only they do. */
static void
test_stream (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  /* of its own: a session opens two connections to a host only, and these stay open */
  g_autoptr (SoupSession) streams = soup_session_new ();
  g_autoptr (GInputStream) own = open_stream (coop, streams, coop->tokens[1]);
  g_autoptr (GInputStream) other = open_stream (coop, streams, coop->tokens[2]);
  g_autofree char *own_event = NULL;
  g_autofree char *other_event = NULL;

  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"2\",\"amount_minor\":500}", 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/discussions",
                    "{\"title\":\"a\",\"context\":\"b\"}", 200, NULL);
  own_event = read_event (own);
  other_event = read_event (other);
  g_assert_cmpstr (own_event, ==, "coop.dues");
  g_assert_cmpstr (other_event, ==, "coop.discussion");
  g_input_stream_close (own, NULL, NULL);
  g_input_stream_close (other, NULL, NULL);
}

/* Whoever looks at the co-op hears that its computer has the wrong time. */
static void
test_clock (void)
{
  static const gint64 errors[] = { 0, 4 * MOOT_MINUTE, 2 * MOOT_HOUR, -MOOT_HOUR };
  static const gint64 shown[] = { 0, 0, 7200, -3600 };
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (MootTestReply) reply = NULL;
      gint64 said = 0; /* and no word when nothing is wrong */

      moot_clock_set_others (moot_clock_now () + errors[i] - moot_clock_steady ());
      reply = coop_node_get (coop, coop->tokens[0], "");
      moot_clock_set_others (0);
      moot_test_assert_status (reply, 200);
      if (json_object_has_member (moot_test_reply_object (reply), "clock_error"))
        said = json_object_get_int_member (moot_test_reply_object (reply), "clock_error");
      g_assert_cmpint (ABS (said - shown[i]), <=, 1);
    }
}

typedef struct
{
  gint64 account_id;
  gint64 id;
} Picture;

static gboolean
add_picture (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  Picture *picture = data;
  const MootAttachmentDraft draft = { .account_id = picture->account_id,
                                      .type = "image",
                                      .mime = "image/png",
                                      .file = "aa/a.png",
                                      .meta = "{}" };

  return moot_attachment_add (db, &draft, moot_clock_now (), &picture->id, error);
}

static gboolean
sweep (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  return moot_attachments_sweep (db, moot_clock_now () + 2 * MOOT_ATTACHMENT_UNUSED_MS, data,
                                 error);
}

static void
assert_says (CoopNode   *coop,
             const char *path,
             const char *words,
             gboolean    says)
{
  g_autoptr (MootTestReply) reply = coop_node_get (coop, coop->tokens[2], path);

  moot_test_assert_status (reply, 200);
  g_test_message ("%s %s", path, reply->text);
  g_assert_cmpint (strstr (reply->text, words) != NULL, ==, says);
}

/* A picture hangs on one comment of whoever brought it, and is kept as long as that is there. */
static void
test_media (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  Picture picture = { .account_id = coop->accounts[1] };
  g_autofree char *body = NULL;

  moot_test_node_write (coop->node, add_picture, &picture);
  body = g_strdup_printf ("{\"body\":\"see @cy\",\"media_ids\":[\"%" G_GINT64_FORMAT "\"]}",
                          picture.id);
  coop_node_expect (coop, coop->tokens[0], "POST", "/discussions",
                    "{\"title\":\"Heat\",\"context\":\"cold\"}", 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/discussions/1/comments", body, 422,
                    "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[1], "POST", "/discussions/1/comments", body, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/discussions/1/comments", body, 422,
                    "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[1], "POST", "/discussions/1/comments",
                    "{\"body\":\"a\",\"media_ids\":[\"x\"]}", 422, "ERR_INVALID");
  assert_says (coop, "/discussions/1/comments", "/media/aa/a.png", TRUE);
  assert_says (coop, "/notifications", "\"type\":\"mention\"", TRUE);
  assert_says (coop, "/search?q=see", "\"type\":\"comment\"", TRUE);
  moot_test_node_write (coop->node, sweep, files);
  g_assert_cmpuint (files->len, ==, 0);

  coop_node_expect (coop, coop->tokens[1], "PATCH", "/comments/1", "{\"body\":\"look @cy\"}", 200,
                    NULL);
  assert_says (coop, "/discussions/1/comments", "/media/aa/a.png", TRUE);
  assert_says (coop, "/comments/1/versions", "see @cy", TRUE);
  coop_node_expect (coop, coop->tokens[2], "POST", "/discussions/1/notify",
                    "{\"notify\":\"mute\"}", 200, NULL);
  assert_says (coop, "/discussions/1", "\"notify\":\"mute\"", TRUE);
  coop_node_expect (coop, coop->tokens[1], "DELETE", "/comments/1", NULL, 200, NULL);
  assert_says (coop, "/notifications", "mention", FALSE);
  assert_says (coop, "/search?q=look", "comment", FALSE);
  moot_test_node_write (coop->node, sweep, files);
  g_assert_cmpuint (files->len, >, 0);
}

/* The routes of circles, from the beginning to a member who is taken out. */
static void
test_circles (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");

  coop_node_expect (coop, coop->tokens[1], "POST", "/circles", "{\"name\":\"Care\"}", 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/circles",
                    "{\"name\":\"Care\",\"mandate\":\"*Kindly*\",\"open\":false}", 200, NULL);
  assert_says (coop, "/circles", "\"slug\":\"care\"", TRUE);
  assert_says (coop, "", "\"slug\":\"care\"", TRUE);
  coop_node_expect (coop, coop->tokens[1], "POST", "/circles/1/join", "{}", 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/circles/1/members",
                    "{\"member_id\":\"2\"}", 200, NULL);
  assert_says (coop, "/circles/1", "\"member_id\":\"2\"", TRUE);
  coop_node_expect (coop, coop->tokens[1], "POST", "/discussions",
                    "{\"title\":\"a\",\"context\":\"b\",\"circle_id\":\"1\"}", 200, NULL);
  assert_says (coop, "/discussions", "circle_id", FALSE);
  coop_node_expect (coop, coop->tokens[0], "GET", "/discussions?circle=1", NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[2], "GET", "/discussions/1", NULL, 404, "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[0], "DELETE", "/circles/1/members/2", NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "DELETE", "/circles/1/members/2", NULL, 404,
                    "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[1], "GET", "/discussions/1", NULL, 404, "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[0], "PATCH", "/circles/1", "{\"open\":true}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/circles/1/join", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/circles/1/leave", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "PUT", "/digest", "{\"frequency\":\"daily\"}", 200,
                    NULL);
  assert_says (coop, "/digest", "\"frequency\":\"weekly\"", TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-access/scopes", test_scopes);
  g_test_add_func ("/coop-access/clock", test_clock);
  g_test_add_func ("/coop-access/stranger", test_stranger);
  g_test_add_func ("/coop-access/private", test_private);
  g_test_add_func ("/coop-access/idempotency", test_idempotency);
  g_test_add_func ("/coop-access/lost-update", test_lost_update);
  g_test_add_func ("/coop-access/log", test_log);
  g_test_add_func ("/coop-access/media", test_media);
  g_test_add_func ("/coop-access/circles", test_circles);
  g_test_add_func ("/coop-access/stream", test_stream);

  return g_test_run ();
}
