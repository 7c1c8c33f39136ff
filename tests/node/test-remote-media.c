/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures of other servers through a real node: what members are told, what is served, what is
 * refused. */
#include "media-stage.h"

#include <string.h>

#define HTML "<!doctype html><script>alert (1)</script>"
#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert (1)</script></svg>"

/* What members are told ------------------------------------------------------------------------ */

#define NOTE                                                                                      \
  "{@AS@,'id':'@ME@/notes/1/activity','type':'Create','actor':'@ME@',"                            \
  "'to':['@PUBLIC@'],'cc':['@N@/users/rosa'],"                                                    \
  "'object':{'id':'@ME@/notes/1','type':'Note','attributedTo':'@ME@',"                            \
  "'to':['@PUBLIC@'],'cc':['@N@/users/rosa'],'content':'<p>:blob: @rosa</p>',"                    \
  "'attachment':[{'type':'Document','mediaType':'image/png','url':'@S@/cat.png','name':'A cat'}," \
  "{'type':'Document','mediaType':'video/mp4','url':'@S@/cat.mp4',"                               \
  "'icon':{'type':'Image','url':'@S@/still.png'}},"                                               \
  "{'type':'Document','mediaType':'audio/ogg','url':'@S@/cat.ogg'},"                              \
  "{'type':'Document','mediaType':'application/pdf','url':'@S@/cat.pdf'}],"                       \
  "'tag':[{'type':'Mention','href':'@N@/users/rosa','name':'@rosa'},"                             \
  "{'type':'Emoji','name':':blob:','icon':{'type':'Image','url':'@S@/blob.png'}}]}}"

static char *
fill (MediaStage *self,
      const char *json)
{
  g_autofree char *base = test_server_dup_uri (self->store, "");
  g_autoptr (GString) text = g_string_new (json);

  g_string_replace (text, "@S@", base, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
serve_mira (MediaStage *self,
            InboxPeer  *peer)
{
  g_auto (GStrv) lines = g_strsplit (peer->public_pem, "\n", -1);
  g_autofree char *pem = g_strjoinv ("\\n", lines);
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@ME@','type':'Person','preferredUsername':'mira','name':':blob:',"
    "'inbox':'@ME@/inbox','icon':{'type':'Image','url':'@S@/mira.png'},"
    "'image':{'type':'Image','url':'@S@/wide.png'},"
    "'tag':[{'type':'Emoji','name':':blob:','icon':{'type':'Image','url':'@S@/blob.png'}}],"
    "'publicKey':{'id':'@ME@#main-key','owner':'@ME@','publicKeyPem':'%s'}}",
    pem);
  g_autofree char *filled = fill (self, json);

  inbox_peer_serve_json (peer, "/users/mira", filled);
}

static void
assert_ours (MediaStage *self,
             JsonObject *object,
             const char *name)
{
  const char *url = moot_json_get_string (object, name);
  g_autoptr (MootTestReply) reply = NULL;

  g_test_message ("%s: %s", name, url);
  g_assert_nonnull (url);
  g_assert_true (g_str_has_prefix (url, self->node->base_url));
  reply = moot_test_get (self->node, url + strlen (self->node->base_url), NULL);
  moot_test_assert_status (reply, 200);
  g_assert_true (g_str_has_prefix (reply->content_type, "image/"));
}

static JsonObject *
first_of (JsonObject *object,
          const char *name)
{
  return json_array_get_object_element (moot_json_get_array (object, name), 0);
}

static void
test_entities (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (InboxPeer) peer = inbox_peer_new ();
  g_autofree char *note = fill (stage, NOTE);
  g_autofree char *path = g_strdup_printf ("/api/v2/search?q=%s/users/mira/notes/1",
                                           peer->base_url);
  g_autofree char *cat = test_server_dup_uri (stage->store, "/cat.png");
  g_autofree char *paper = test_server_dup_uri (stage->store, "/cat.pdf");
  const char *film;
  gint64 rosa = moot_test_node_add_user (stage->node, "rosa");
  g_autofree char *token = moot_test_node_add_token (stage->node, rosa, "read");
  g_autoptr (MootTestReply) found = NULL;
  JsonObject *status;
  JsonObject *account;
  JsonObject *picture;

  serve_mira (stage, peer);
  g_assert_cmpuint (inbox_peer_post (peer, stage->node, note), ==, 202);
  inbox_settle (stage->node);
  inbox_wait_for_count (stage->node, "attachment", 4);
  found = moot_test_get (stage->node, path, token);
  status = first_of (moot_test_reply_object (found), "statuses");
  account = moot_json_get_object (status, "account");
  picture = first_of (status, "media_attachments");
  assert_ours (stage, account, "avatar");
  assert_ours (stage, account, "avatar_static");
  assert_ours (stage, account, "header");
  assert_ours (stage, account, "header_static");
  assert_ours (stage, first_of (account, "emojis"), "url");
  assert_ours (stage, first_of (status, "emojis"), "static_url");
  assert_ours (stage, picture, "url");
  assert_ours (stage, picture, "preview_url");
  g_assert_cmpstr (moot_json_get_string (picture, "remote_url"), ==, cat);
  picture = json_array_get_object_element (moot_json_get_array (status, "media_attachments"), 1);
  film = moot_json_get_string (picture, "url");
  g_assert_true (g_str_has_prefix (film, stage->node->base_url));
  assert_ours (stage, picture, "preview_url");
  picture = json_array_get_object_element (moot_json_get_array (status, "media_attachments"), 2);
  g_assert_true (
    g_str_has_prefix (moot_json_get_string (picture, "url"), stage->node->base_url));
  g_assert_null (moot_json_get_string (picture, "preview_url"));
  picture = json_array_get_object_element (moot_json_get_array (status, "media_attachments"), 3);
  g_assert_cmpstr (moot_json_get_string (picture, "url"), ==, paper);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 5); /* one for each picture */
}

/* What is served ------------------------------------------------------------------------------- */

static void
test_headers (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) reply = media_stage_get (stage, "far.example", "/a.png");
  g_autoptr (MootTestReply) again = media_stage_get (stage, "far.example", "/a.png");
  g_autofree char *request = test_server_dup_request (stage->store, 0);

  moot_test_assert_status (reply, 200);
  moot_test_assert_status (again, 200);
  g_assert_cmpstr (reply->content_type, ==, "image/png");
  media_assert_header (reply, "X-Content-Type-Options", "nosniff");
  media_assert_header (reply, "Content-Security-Policy", "default-src 'none'; sandbox");
  media_assert_header (reply, "Cache-Control", "private, max-age=86400");
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 1);
  g_assert_null (strstr (request, "Signature"));
  g_assert_null (strstr (request, "Referer"));
}

/* Nobody but us makes an address, and nobody changes one. */
static void
test_forged (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autofree char *path =
    media_stage_path (stage, MOOT_MEDIA_PICTURE, FALSE, "far.example", "/a.png");
  g_autofree char *other =
    media_stage_path (stage, MOOT_MEDIA_PICTURE, FALSE, "far.example", "/b.png");
  char *signature = strrchr (path, '/') + 1;
  g_autofree char *swapped =
    g_strdup_printf ("%.*s%s", (int) (signature - path), path, strrchr (other, '/') + 1);
  g_autofree char *bare = g_strdup_printf ("%.*sx", (int) (signature - path), path);
  g_autofree char *longer = g_strconcat (path, "A", NULL);
  const char *paths[4];

  signature[0] = signature[0] == 'A' ? 'B' : 'A';
  paths[0] = path;
  paths[1] = swapped;
  paths[2] = bare;
  paths[3] = longer;
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (stage->node, paths[i], NULL);

      moot_test_assert_status (reply, 404);
    }
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 0);
}

/* A file of the cache has no other address. */
static void
test_one_door (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) reply = media_stage_get (stage, "far.example", "/a.png");
  g_autofree char *folder = media_stage_dup_folder (stage);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  moot_test_assert_status (reply, 200);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/media/%s/%s", MOOT_MEDIA_CACHE_FOLDER, name);
      g_autoptr (MootTestReply) direct = moot_test_get (stage->node, path, NULL);

      moot_test_assert_status (direct, 404);
      n++;
    }
  g_assert_cmpuint (n, ==, 2);
}

/* What strangers send instead of pictures ------------------------------------------------------ */

static GBytes *
make_text (void)
{
  return g_bytes_new_static (HTML, strlen (HTML));
}

static GBytes *
make_svg (void)
{
  return g_bytes_new_static (SVG, strlen (SVG));
}

static GBytes *
make_png (void)
{
  return media_make_picture (40, 30, "png");
}

static GBytes *
make_jpeg (void)
{
  return media_make_picture (40, 30, "jpeg");
}

/* A head that promises more pixels than anybody has memory. */
static GBytes *
make_bomb (void)
{
  g_autoptr (GBytes) small = make_png ();
  gsize size;
  const guint8 *data = g_bytes_get_data (small, &size);
  guint8 *copy = g_memdup2 (data, size);

  copy[16] = copy[20] = 0x00; /* 65,536 by 65,536 */
  copy[17] = copy[21] = 0x01;
  copy[18] = copy[22] = 0x00;
  copy[19] = copy[23] = 0x00;
  return g_bytes_new_take (copy, size);
}

/* A picture that goes on as a page. */
static GBytes *
make_polyglot (void)
{
  g_autoptr (GBytes) picture = make_png ();
  GByteArray *both = g_byte_array_new ();

  g_byte_array_append (both, g_bytes_get_data (picture, NULL), (guint) g_bytes_get_size (picture));
  g_byte_array_append (both, (const guint8 *) HTML, strlen (HTML));
  return g_byte_array_free_to_bytes (both);
}

static const struct
{
  const char *name;
  GBytes *(*make) (void);
  const char *type;
  const char *status;
  guint wanted;
  const char *wanted_type;
} bodies[] = {
  { "png", make_png, "image/png", NULL, 200, "image/png" },
  { "png-as-jpeg", make_png, "image/jpeg", NULL, 200, "image/png" },
  { "jpeg-as-bytes", make_jpeg, "application/octet-stream", NULL, 200, "image/jpeg" },
  { "page-behind-png", make_polyglot, "image/png", NULL, 200, "image/png" },
  { "png-as-html", make_png, "text/html", NULL, 404, NULL },
  { "html-as-png", make_text, "image/png", NULL, 404, NULL },
  { "html-as-bytes", make_text, "application/octet-stream", NULL, 404, NULL },
  { "svg", make_svg, "image/svg+xml", NULL, 404, NULL },
  { "svg-as-png", make_svg, "image/png", NULL, 404, NULL },
  { "bomb", make_bomb, "image/png", NULL, 404, NULL },
  { "gone", make_png, "image/png", "410 Gone", 404, NULL },
  { "missing", make_png, "image/png", "404 Not Found", 404, NULL },
  { "broken", make_png, "image/png", "500 Oh", 503, NULL },
  { "to-file", make_png, "image/png", "302 Found\r\nLocation: file:///etc/passwd", 404, NULL },
  { "to-itself", make_png, "image/png", "302 Found\r\nLocation: /x", 404, NULL },
};

static void
test_body (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) reply = NULL;
  g_autoptr (MootTestReply) again = NULL;
  guint n_requests;

  media_stage_serve (stage, bodies[i].make (), bodies[i].type, bodies[i].status);
  reply = media_stage_get (stage, "far.example", "/x");
  n_requests = test_server_get_n_requests (stage->store);
  moot_test_assert_status (reply, bodies[i].wanted);
  media_assert_header (reply, "X-Content-Type-Options", "nosniff");
  again = media_stage_get (stage, "far.example", "/x");
  moot_test_assert_status (again, bodies[i].wanted);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, n_requests);
  if (bodies[i].wanted_type != NULL)
    {
      g_assert_cmpstr (reply->content_type, ==, bodies[i].wanted_type);
      g_assert_null (g_strstr_len (reply->text, -1, "<script>"));
    }
  else
    {
      g_assert_cmpuint (media_stage_count_files (stage), ==, 0);
      media_assert_header (reply, "Cache-Control", "no-store");
    }
}

static void
test_endless (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autofree char *emoji = media_stage_path (stage, MOOT_MEDIA_EMOJI, FALSE, "far.example", "/x");
  g_autoptr (MootTestReply) reply = NULL;

  stage->endless = TRUE;
  media_stage_serve (stage, g_bytes_new_take (g_malloc0 (65536), 65536), "image/png", NULL);
  reply = moot_test_get (stage->node, emoji, NULL);
  moot_test_assert_status (reply, 404);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 0);
}

/* What is small on the way and large here is counted as it is here. */
static void
test_unpacked (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (GConverter) gzip =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (packed, gzip);
  g_autofree guint8 *zeros = g_malloc0 (1024 * 1024);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootTestReply) reply = NULL;

  for (guint i = 0; i < 40; i++)
    g_output_stream_write_all (out, zeros, 1024 * 1024, NULL, NULL, &error);
  g_output_stream_close (out, NULL, &error);
  g_assert_no_error (error);
  media_stage_serve (
    stage, g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed)),
    "image/png\r\nContent-Encoding: gzip", NULL);
  reply = media_stage_get (stage, "far.example", "/x");
  moot_test_assert_status (reply, 404);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 0);
}

static void
forbid_private (MootNodeOptions *options)
{
  options->allow_private_addresses = FALSE;
}

/* The guarded fetcher is the one that goes. */
static void
test_private (void)
{
  g_autoptr (MediaStage) stage = NULL;
  g_autoptr (MootTestReply) reply = NULL;

  stage = media_stage_new (forbid_private);
  reply = media_stage_get (stage, "far.example", "/a.png");
  moot_test_assert_status (reply, 404);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote-media/entities", test_entities);
  g_test_add_func ("/remote-media/headers", test_headers);
  g_test_add_func ("/remote-media/forged", test_forged);
  g_test_add_func ("/remote-media/one-door", test_one_door);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/remote-media/body/", bodies[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_body);
    }
  g_test_add_func ("/remote-media/endless", test_endless);
  g_test_add_func ("/remote-media/unpacked", test_unpacked);
  g_test_add_func ("/remote-media/private", test_private);

  return g_test_run ();
}
