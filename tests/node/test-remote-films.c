/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Films and sounds of other servers through a real node: what is taken for one, how parts of it are
 * served, what is left of one that was too large. */
#include "media-stage.h"
#include "moot-range.h"

#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define FILM "\1\1\1\1" \
             "ftypisom" LETTERS
#define FILM_SIZE 38

/* Parts -------------------------------------------------------------------------------------- */

static const struct
{
  const char *header;
  MootRangeKind wanted;
  gsize start;
  gsize length;
} ranges[] = {
  { NULL, MOOT_RANGE_ALL, 0, 10 },
  { "", MOOT_RANGE_ALL, 0, 10 },
  { "bytes=0-", MOOT_RANGE_PART, 0, 10 },
  { "bytes=0-0", MOOT_RANGE_PART, 0, 1 },
  { "BYTES=3-5", MOOT_RANGE_PART, 3, 3 },
  { "bytes=9-9", MOOT_RANGE_PART, 9, 1 },
  { "bytes=3-99", MOOT_RANGE_PART, 3, 7 },
  { "bytes=-4", MOOT_RANGE_PART, 6, 4 },
  { "bytes=-40", MOOT_RANGE_PART, 0, 10 },
  { "bytes=0-18446744073709551616", MOOT_RANGE_PART, 0, 10 },
  { "bytes=10-", MOOT_RANGE_NOWHERE, 0, 10 },
  { "bytes=99999999999999999999999-", MOOT_RANGE_NOWHERE, 0, 10 },
  { "bytes=-0", MOOT_RANGE_NOWHERE, 0, 10 },
  { "bytes=5-3", MOOT_RANGE_ALL, 0, 10 },
  { "bytes=-", MOOT_RANGE_ALL, 0, 10 },
  { "bytes=1", MOOT_RANGE_ALL, 0, 10 },
  { "bytes=1-2,4-5", MOOT_RANGE_ALL, 0, 10 },
  { "bytes=-1-2", MOOT_RANGE_ALL, 0, 10 },
  { "bytes= 1-2", MOOT_RANGE_ALL, 0, 10 },
  { "chapters=1-2", MOOT_RANGE_ALL, 0, 10 },
};

static void
test_ranges (void)
{
  gsize start;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_test_message ("'%s'", ranges[i].header);
      g_assert_cmpint (moot_range_read (ranges[i].header, 10, &start, &length), ==,
                       ranges[i].wanted);
      g_assert_cmpuint (start, ==, ranges[i].start);
      g_assert_cmpuint (length, ==, ranges[i].length);
    }
  g_assert_cmpint (moot_range_read ("bytes=0-", 0, &start, &length), ==, MOOT_RANGE_NOWHERE);
  g_assert_cmpint (moot_range_read ("bytes=-1", 0, &start, &length), ==, MOOT_RANGE_NOWHERE);
}

static MediaStage *
stage_film (void)
{
  MediaStage *stage = media_stage_new (NULL);

  media_stage_serve (stage, g_bytes_new_static (FILM, FILM_SIZE), "video/mp4", NULL);
  return stage;
}

static void
test_parts (void)
{
  g_autoptr (MediaStage) stage = stage_film ();
  g_autoptr (MootTestReply) part = media_stage_get_film (stage, "/x", "bytes=12-14", NULL);
  g_autoptr (MootTestReply) whole = media_stage_get_film (stage, "/x", NULL, NULL);
  g_autoptr (MootTestReply) nowhere = media_stage_get_film (stage, "/x", "bytes=38-", NULL);
  const char *tag = soup_message_headers_get_one (whole->headers, "ETag");
  g_autoptr (MootTestReply) same = media_stage_get_film (stage, "/x", "bytes=-2", tag);
  g_autoptr (MootTestReply) other = media_stage_get_film (stage, "/x", "bytes=-2", "\"other\"");

  moot_test_assert_status (part, 206);
  g_assert_cmpstr (part->text, ==, "abc");
  media_assert_header (part, "Content-Range", "bytes 12-14/38");
  media_assert_header (part, "Content-Length", "3");
  moot_test_assert_status (whole, 200);
  g_assert_cmpstr (whole->text, ==, FILM);
  media_assert_header (whole, "Accept-Ranges", "bytes");
  media_assert_header (whole, "Content-Length", "38");
  moot_test_assert_status (nowhere, 416);
  media_assert_header (nowhere, "Content-Range", "bytes */38");
  moot_test_assert_status (same, 206);
  g_assert_cmpstr (same->text, ==, "yz");
  moot_test_assert_status (other, 200);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 1);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 1);
}

/* Nothing is fetched to say how large it is; and nothing but the head is said. */
static void
test_head (void)
{
  g_autoptr (MediaStage) stage = stage_film ();
  g_autofree char *path = media_stage_path (stage, MOOT_MEDIA_FILM, FALSE, "far.example", "/x");
  g_autoptr (MootTestReply) reply =
    moot_test_request (stage->node, "HEAD", path, NULL, NULL, NULL);

  moot_test_assert_status (reply, 200);
  media_assert_header (reply, "Content-Length", "38");
  g_assert_cmpstr (reply->text, ==, "");
}

/* What strangers send ------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *body;
  const char *type;
  const char *status;
  guint wanted;
  const char *wanted_type;
} bodies[] = {
  { "mp4", FILM, "video/mp4", NULL, 200, "video/mp4" },
  { "mp4-as-bytes", FILM, "application/octet-stream", NULL, 200, "video/mp4" },
  { "mp4-as-mp3", FILM, "audio/mpeg", NULL, 200, "video/mp4" },
  { "mov", "\1\1\1\1"
           "ftypqt  " LETTERS,
    "video/quicktime", NULL, 200, "video/quicktime" },
  { "m4a", "\1\1\1\1"
           "ftypM4A " LETTERS,
    "audio/mp4", NULL, 200, "audio/mp4" },
  { "webm", "\x1a\x45\xdf\xa3" LETTERS, "video/webm", NULL, 200, "video/webm" },
  { "ogg", "OggS" LETTERS, "audio/ogg", NULL, 200, "application/ogg" },
  { "flac", "fLaC" LETTERS, "audio/flac", NULL, 200, "audio/flac" },
  { "wav", "RIFF\1\1\1\1WAVE" LETTERS, "audio/wav", NULL, 200, "audio/wav" },
  { "mp3", "ID3" LETTERS, "audio/mpeg", NULL, 200, "audio/mpeg" },
  { "mp3-bare", "\xff\xfb" LETTERS, "audio/mpeg", NULL, 200, "audio/mpeg" },
  { "aac", "\xff\xf1" LETTERS, "audio/aac", NULL, 200, "audio/aac" },
  { "html", "<!doctype html><script>alert (1)</script>", "text/html", NULL, 404, NULL },
  { "html-as-mp4", "<!doctype html><script>alert (1)</script>", "video/mp4", NULL, 404, NULL },
  { "html-utf16-as-mp3", "\xff\xfe<\1h\1t\1m\1l\1>\1" LETTERS, "audio/mpeg", NULL, 404, NULL },
  { "svg-as-mp4", "<svg xmlns='http://www.w3.org/2000/svg'/>", "video/mp4", NULL, 404, NULL },
  { "png-as-mp4", "\x89PNG\r\n\x1a\n" LETTERS, "video/mp4", NULL, 404, NULL },
  { "script-as-bytes", "alert (1) // ftyp", "application/octet-stream", NULL, 404, NULL },
  { "mp4-as-html", FILM, "text/html", NULL, 404, NULL },
  { "mp4-as-png", FILM, "image/png", NULL, 404, NULL },
  { "short", "\1\1\1\1"
             "ftyp",
    "video/mp4", NULL, 404, NULL },
  { "empty", "", "video/mp4", NULL, 404, NULL },
  { "cut-off", FILM, "video/mp4\r\nContent-Length: 100", NULL, 503, NULL },
  { "large", FILM, "video/mp4\r\nContent-Length: 103809025", NULL, 404, NULL },
  { "gone", FILM, "video/mp4", "410 Gone", 404, NULL },
  { "broken", FILM, "video/mp4", "500 Oh", 503, NULL },
  { "to-file", FILM, "video/mp4", "302 Found\r\nLocation: file:///etc/passwd", 404, NULL },
};

static void
test_body (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) reply = NULL;
  g_autoptr (MootTestReply) again = NULL;
  guint n_requests;

  media_stage_serve (stage, g_bytes_new_static (bodies[i].body, strlen (bodies[i].body)),
                     bodies[i].type, bodies[i].status);
  reply = media_stage_get_film (stage, "/x", NULL, NULL);
  n_requests = test_server_get_n_requests (stage->store);
  moot_test_assert_status (reply, bodies[i].wanted);
  media_assert_header (reply, "X-Content-Type-Options", "nosniff");
  again = media_stage_get_film (stage, "/x", NULL, NULL);
  moot_test_assert_status (again, bodies[i].wanted);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, n_requests);
  if (bodies[i].wanted_type != NULL)
    {
      g_assert_cmpstr (reply->content_type, ==, bodies[i].wanted_type);
      g_assert_cmpstr (reply->text, ==, bodies[i].body);
      media_assert_header (reply, "Content-Security-Policy", "default-src 'none'; sandbox");
    }
  else
    {
      media_assert_header (reply, "Cache-Control", "no-store");
    }
  g_assert_cmpuint (media_stage_count_files (stage), ==, bodies[i].wanted == 200 ? 1 : 0);
  g_assert_cmpint (inbox_count (stage->node, "media_copy"), ==, bodies[i].wanted == 200 ? 1 : 0);
}

/* How much ------------------------------------------------------------------------------------ */

#define BUDGET (300 * 1024)

static void
limit_budget (MootNodeOptions *options)
{
  options->media.max_bytes = BUDGET;
}

static GBytes *
make_film (gsize size)
{
  guint8 *bytes = g_malloc (size);

  memset (bytes, 'z', size);
  memcpy (bytes, FILM, FILM_SIZE);
  return g_bytes_new_take (bytes, size);
}

/* A film takes half of the room at most, so that there is always room for another. */
static void
test_endless (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (limit_budget);
  g_autoptr (MootTestReply) reply = NULL;

  stage->endless = TRUE;
  media_stage_serve (stage, make_film (65536), "video/mp4", NULL);
  reply = media_stage_get_film (stage, "/x", NULL, NULL);
  moot_test_assert_status (reply, 404);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 0);
}

/* Films count like pictures, and what goes for them comes back when somebody looks. */
static void
test_budget (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (limit_budget);
  g_autoptr (MootTestReply) again = NULL;

  media_stage_serve (stage, make_film (100 * 1024), "video/mp4", NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *target = g_strdup_printf ("/%u", i);
      g_autoptr (MootTestReply) reply = media_stage_get_film (stage, target, NULL, NULL);

      moot_test_assert_status (reply, 200);
    }
  g_assert_cmpint (inbox_count (stage->node, "media_copy"), ==, 2);
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE url LIKE '%/3'"), ==, 1);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 2);
  again = media_stage_get_film (stage, "/0", "bytes=102399-", NULL);
  moot_test_assert_status (again, 206);
  g_assert_cmpstr (again->text, ==, "z");
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 5);
}

/* Asks for a film without waiting for it. */
static GSocketConnection *
ask (MediaStage *stage,
     guint       number)
{
  g_autofree char *target = g_strdup_printf ("/%u", number);
  g_autofree char *path = media_stage_path (stage, MOOT_MEDIA_FILM, FALSE, "far.example", target);
  g_autofree char *text =
    g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_to_uri (client, stage->node->base_url, 80, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
assert_answered (GSocketConnection *connection)
{
  char line[13] = "";
  g_autoptr (GError) error = NULL;

  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), line, 12, NULL,
                           NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "HTTP/1.1 404"); /* it was a picture */
}

/* Nobody waits for films in such numbers that pictures have to. */
static void
test_crowd (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) more = NULL;
  g_autoptr (MootTestReply) picture = NULL;
  GSocketConnection *viewers[MOOT_MEDIA_MAX_FILMS];
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  stage->silent = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    viewers[i] = ask (stage, i);
  while (test_server_get_n_requests (stage->store) < G_N_ELEMENTS (viewers) &&
         g_get_monotonic_time () < deadline)
    g_usleep (1000);
  more = media_stage_get_film (stage, "/more", NULL, NULL);
  moot_test_assert_status (more, 503);
  media_assert_header (more, "Retry-After", "300");
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, G_N_ELEMENTS (viewers));
  media_stage_speak (stage);
  picture = media_stage_get (stage, "far.example", "/a.png");
  moot_test_assert_status (picture, 200);
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      assert_answered (viewers[i]);
      g_object_unref (viewers[i]);
    }
}

/* While it comes ------------------------------------------------------------------------------ */

#define LONG (400 * 1024) /* more than what is waited for before anybody sees it */
#define FIRST (300 * 1024)

static void
leave_soon (MootNodeOptions *options)
{
  options->media.linger_ms = 1;
}

/* A film whose server stops after FIRST bytes until the test speaks. */
static MediaStage *
stage_slow_film (gboolean says_length,
                 void (*adjust) (MootNodeOptions *options))
{
  MediaStage *stage = media_stage_new (adjust);

  stage->first = FIRST;
  media_stage_serve (stage, make_film (LONG),
                     says_length ? "video/mp4\r\nContent-Length: 409600" : "video/mp4", NULL);
  return stage;
}

static GInputStream *
stream_of (GSocketConnection *connection)
{
  return g_io_stream_get_input_stream (G_IO_STREAM (connection));
}

/* Reads the head of an answer. */
static char *
read_head (GSocketConnection *connection)
{
  GString *head = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      g_assert_cmpint (g_input_stream_read (stream_of (connection), &byte, 1, NULL, &error), ==, 1);
      g_string_append_c (head, byte);
    }
  return g_string_free (head, FALSE);
}

/* Reads @length bytes of a film, from @at on; fewer come only when it ends. */
static gsize
read_film (GSocketConnection *connection,
           gsize              at,
           gsize              length)
{
  g_autoptr (GBytes) film = make_film (LONG);
  g_autofree guint8 *bytes = g_malloc (length);
  gsize n = 0;

  g_input_stream_read_all (stream_of (connection), bytes, length, &n, NULL, NULL);
  g_assert_cmpmem (bytes, n, (const guint8 *) g_bytes_get_data (film, NULL) + at, n);
  return n;
}

static GSocketConnection *
view (MediaStage *stage,
      const char *wanted)
{
  GSocketConnection *connection = ask (stage, 0);
  g_autofree char *head = read_head (connection);

  g_assert_nonnull (strstr (head, wanted));
  return connection;
}

static void
wait_for_count (MediaStage *stage,
                gint64      n_copies,
                guint       n_files)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while ((inbox_count (stage->node, "media_copy") != n_copies ||
          media_stage_count_files (stage) != n_files) &&
         g_get_monotonic_time () < deadline)
    g_usleep (1000);
  g_assert_cmpint (inbox_count (stage->node, "media_copy"), ==, n_copies);
  g_assert_cmpuint (media_stage_count_files (stage), ==, n_files);
}

/* The first viewer sees what is there, and so do those who come after, wherever they look. */
static void
test_streamed (void)
{
  g_autoptr (MediaStage) stage = stage_slow_film (TRUE, leave_soon);
  g_autoptr (GSocketConnection) first = view (stage, "Content-Length: 409600\r\n");
  g_autoptr (GSocketConnection) second = NULL;
  g_autoptr (MootTestReply) part = NULL;
  g_autoptr (MootTestReply) nowhere = NULL;
  g_autoptr (MootTestReply) again = NULL;
  g_autofree char *tag = NULL;

  g_assert_cmpuint (read_film (first, 0, FIRST), ==, FIRST);
  part = media_stage_get_film (stage, "/0", "bytes=12-14", NULL);
  moot_test_assert_status (part, 206);
  g_assert_cmpstr (part->text, ==, "abc");
  media_assert_header (part, "Content-Range", "bytes 12-14/409600");
  media_assert_header (part, "Content-Security-Policy", "default-src 'none'; sandbox");
  tag = g_strdup (soup_message_headers_get_one (part->headers, "ETag"));
  nowhere = media_stage_get_film (stage, "/0", "bytes=409600-", NULL);
  moot_test_assert_status (nowhere, 416);
  second = view (stage, "HTTP/1.1 200");
  g_assert_cmpuint (read_film (second, 0, FIRST), ==, FIRST);
  wait_for_count (stage, 0, 1); /* what is there has no name yet */
  media_stage_speak (stage);
  g_assert_cmpuint (read_film (first, FIRST, LONG), ==, LONG - FIRST);
  g_assert_cmpuint (read_film (second, FIRST, LONG), ==, LONG - FIRST);
  wait_for_count (stage, 1, 1);
  again = media_stage_get_film (stage, "/0", "bytes=-2", tag);
  moot_test_assert_status (again, 206);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 1);
}

/* Somebody who leaves takes nothing from those who stay. */
static void
test_one_leaves (void)
{
  g_autoptr (MediaStage) stage = stage_slow_film (TRUE, leave_soon);
  GSocketConnection *first = view (stage, "HTTP/1.1 200");
  g_autoptr (GSocketConnection) second = view (stage, "HTTP/1.1 200");

  g_assert_cmpuint (read_film (first, 0, 1000), ==, 1000);
  g_object_unref (first);
  g_assert_cmpuint (read_film (second, 0, FIRST), ==, FIRST);
  media_stage_speak (stage);
  g_assert_cmpuint (read_film (second, FIRST, LONG), ==, LONG - FIRST);
  wait_for_count (stage, 1, 1);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 1);
}

/* When all have left, the rest is not fetched, and nothing is kept; it is nobody's fault. */
static void
test_all_leave (void)
{
  g_autoptr (MediaStage) stage = stage_slow_film (FALSE, leave_soon);
  GSocketConnection *first;
  g_autoptr (MootTestReply) again = NULL;

  stage->endless = TRUE;
  first = view (stage, "Transfer-Encoding: chunked");
  g_object_unref (first);
  media_stage_speak (stage);
  wait_for_count (stage, 0, 0);
  g_mutex_lock (&stage->lock);
  stage->endless = FALSE;
  g_mutex_unlock (&stage->lock);
  again = media_stage_get_film (stage, "/0", NULL, NULL);
  moot_test_assert_status (again, 200);
  g_assert_cmpuint (strlen (again->text), ==, LONG);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 2);
}

/* One that breaks off is never taken for a whole one: neither by viewers, nor here. */
static void
test_breaks_off (void)
{
  g_autoptr (MediaStage) stage = stage_slow_film (TRUE, NULL);
  g_autoptr (GSocketConnection) first = NULL;
  g_autoptr (MootTestReply) again = NULL;

  stage->cut_at = FIRST + 1000;
  first = view (stage, "Content-Length: 409600\r\n");
  media_stage_speak (stage);
  g_assert_cmpuint (read_film (first, 0, LONG), <=, FIRST + 1000);
  wait_for_count (stage, 0, 0);
  again = media_stage_get_film (stage, "/0", NULL, NULL);
  moot_test_assert_status (again, 503);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 1);
}

static void
limit_to_less (MootNodeOptions *options)
{
  options->media.max_bytes = 2 * (LONG - 1);
}

/* Of one whose length nobody knows the end is told in another way; it may turn out too large. */
static void
test_grows_too_large (void)
{
  g_autoptr (MediaStage) stage = stage_slow_film (FALSE, limit_to_less);
  g_autoptr (GSocketConnection) first = view (stage, "Transfer-Encoding: chunked");
  g_autofree char *bytes = g_malloc0 (2 * LONG);
  gsize n = 0;

  media_stage_speak (stage);
  g_input_stream_read_all (stream_of (first), bytes, 2 * LONG, &n, NULL, NULL);
  g_assert_cmpuint (n, <, 2 * LONG);
  g_assert_false (g_str_has_suffix (bytes, "\r\n0\r\n\r\n"));
  wait_for_count (stage, 0, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote-films/ranges", test_ranges);
  g_test_add_func ("/remote-films/parts", test_parts);
  g_test_add_func ("/remote-films/head", test_head);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/remote-films/body/", bodies[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_body);
    }
  g_test_add_func ("/remote-films/endless", test_endless);
  g_test_add_func ("/remote-films/budget", test_budget);
  g_test_add_func ("/remote-films/crowd", test_crowd);
  g_test_add_func ("/remote-films/streamed", test_streamed);
  g_test_add_func ("/remote-films/one-leaves", test_one_leaves);
  g_test_add_func ("/remote-films/all-leave", test_all_leave);
  g_test_add_func ("/remote-films/breaks-off", test_breaks_off);
  g_test_add_func ("/remote-films/grows-too-large", test_grows_too_large);

  return g_test_run ();
}
