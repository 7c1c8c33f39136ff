/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures what the node has to do with other servers against what its ground could do at best:
 * deliveries accepted, verified and shown against a verification and a commit each, a status to two
 * hundred hosts against a plain loop of POSTs; and what both cost in memory and in time for the
 * members.  Usage: bench-federation FOLKMOOT-NODE [SECONDS]; prints rows. */
#include "bench-client.h"
#include "bench-moot.h"
#include "bench-peer.h"
#include "bench-table.h"

#include "moot-clock.h"
#include "moot-http-signature.h"
#include "moot-keys.h"

#include <libsoup/soup.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_CONNECTIONS 4   /* that deliver to us */
#define N_DELIVERIES 1000 /* of a turn: fewer would measure how it begins and ends */
#define N_AUTHORS 50      /* of them */
#define N_TURNS 5
#define N_FOLLOWERS 1000
#define N_HOSTS 200
#define N_SENDERS 16 /* of the plain loop, as many as the node has */
#define N_BACKLOG 10000
#define N_STRANGERS 100000
#define PER_SECOND 50 /* deliveries while members read */
#define PATIENCE_US (120 * G_USEC_PER_SEC)

static double seconds = 4;

typedef struct
{
  BenchMoot moot;
  BenchPeer peer;
  MootPrivateKey *key;
  MootPublicKey *public_key;
  guint n_notes; /* made so far */
} Stage;

/* How many in a second, and in a second of a processor. */
typedef struct
{
  double by_clock;
  double by_processor;
} Speed;

static Speed
get_speed (guint  n,
           double seconds_taken,
           double cpu_taken)
{
  return (Speed){ n / seconds_taken, n / MAX (cpu_taken, 1e-6) };
}

static void
put_speeds (const char       *what,
            const BenchTurns  turns[2],
            double            aim)
{
  g_autofree char *on_processor = g_strconcat (what, ", a processor's second", NULL);

  bench_put_turns (what, &turns[0], "/s", AT_LEAST (aim));
  bench_put_turns (on_processor, &turns[1], "/s", NO_AIM);
}

static void
add_speeds (BenchTurns turns[2],
            Speed      ours,
            Speed      theirs)
{
  bench_turns_add (&turns[0], ours.by_clock, theirs.by_clock);
  bench_turns_add (&turns[1], ours.by_processor, theirs.by_processor);
}

/* Deliveries --------------------------------------------------------------------------------- */

static char *
make_note (Stage *self)
{
  guint n = self->n_notes++;
  g_autofree char *path = g_strdup_printf ("/users/author%u", n % N_AUTHORS);
  g_autofree char *author = bench_peer_dup_uri (&self->peer, 0, path);
  g_autofree char *filler = g_strnfill (600, 'w');
  g_autofree char *ada = g_strdup_printf ("http://127.0.0.1:%u/users/ada", self->moot.port);

  return g_strdup_printf (
    "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"%s/n/%u/activity\","
    "\"type\":\"Create\",\"actor\":\"%s\","
    "\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"],"
    "\"cc\":[\"%s\"],\"object\":{\"id\":\"%s/n/%u\",\"type\":\"Note\",\"attributedTo\":\"%s\","
    "\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"],\"cc\":[\"%s\"],"
    "\"content\":\"<p>Note %u %s</p>\",\"tag\":[{\"type\":\"Mention\",\"href\":\"%s\"}]}}",
    author, n, author, ada, author, n, author, ada, n, filler, ada);
}

static char *
make_request (Stage      *self,
              const char *key_id,
              const char *body)
{
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/inbox", self->moot.port);
  g_autoptr (MootHttpMessage) message = moot_http_message_new_for_uri ("POST", uri, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  GString *text = g_string_new ("POST /inbox HTTP/1.1\r\n");
  g_autoptr (GError) error = NULL;

  moot_http_message_set_body (message, bytes);
  moot_http_message_add_header (message, "Content-Type", "application/activity+json");
  if (!moot_http_message_sign (message, MOOT_SIGNATURE_CAVAGE, self->key, key_id,
                               moot_clock_now (), &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < moot_http_message_get_n_headers (message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (message, i, &value);

      g_string_append_printf (text, "%s: %s\r\n", name, value);
    }
  g_string_append_printf (text, "Content-Length: %zu\r\n\r\n%s", strlen (body), body);
  return g_string_free (text, FALSE);
}

static GPtrArray *
make_deliveries (Stage *self,
                 guint  n)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/users/author%u#main-key", self->n_notes % N_AUTHORS);
      g_autofree char *key_id = bench_peer_dup_uri (&self->peer, 0, path);
      g_autofree char *note = make_note (self);

      g_ptr_array_add (requests, make_request (self, key_id, note));
    }
  return requests;
}

static const char *
next_delivery (guint     connection,
               guint     n,
               GString  *buffer,
               gpointer  data)
{
  const GPtrArray *requests = data;

  return g_ptr_array_index (requests, n * N_CONNECTIONS + connection);
}

static void
wait_for (Stage      *self,
          const char *count,
          gint64      n)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (bench_moot_count (&self->moot, count) != n)
    {
      if (g_get_monotonic_time () > until)
        g_error ("'%s' is %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, count,
                 bench_moot_count (&self->moot, count), n);
      g_usleep (5000);
    }
}

#define TOLD "SELECT count(*) FROM notification WHERE type = 'mention'"

/* Until all of them are in the timeline, and somebody was told. */
static Speed
accept_deliveries (Stage *self)
{
  g_autoptr (GPtrArray) requests = make_deliveries (self, N_DELIVERIES);
  const BenchRequest request = { self->moot.port, next_delivery, requests,
                                 N_DELIVERIES / N_CONNECTIONS };
  gint64 before = bench_moot_count (&self->moot, TOLD);
  double cpu = bench_moot_get_cpu_s (&self->moot);
  gint64 start = g_get_monotonic_time ();

  bench_load (&request, N_CONNECTIONS, (double) PATIENCE_US / 1e6);
  wait_for (self, TOLD, before + N_DELIVERIES);
  return get_speed (N_DELIVERIES, (double) (g_get_monotonic_time () - start) / 1e6,
                    bench_moot_get_cpu_s (&self->moot) - cpu);
}

/* What a signature costs to verify and a row to keep, one after the other. */
static Speed
verify_and_commit (Stage *self)
{
  const char *text = "(request-target): post /inbox\nhost: 127.0.0.1\ndate: today\ndigest: none";
  g_autoptr (GBytes) signature =
    moot_private_key_sign (self->key, text, strlen (text), NULL);
  double turn_s = seconds / 2 / N_TURNS;
  double cpu = bench_get_cpu_s ();
  double commits = bench_sqlite_commits (&self->moot, turn_s);
  double commit_cpu = (bench_get_cpu_s () - cpu) / (commits * turn_s);
  gint64 start = g_get_monotonic_time ();
  gint64 now = start;
  guint n = 0;

  cpu = bench_get_cpu_s ();
  while (now < start + (gint64) (turn_s * 1e6))
    {
      if (!moot_public_key_verify (self->public_key, text, strlen (text),
                                   g_bytes_get_data (signature, NULL),
                                   g_bytes_get_size (signature)))
        g_error ("a signature does not hold");
      n++;
      now = g_get_monotonic_time ();
    }
  return get_speed (1, 1 / commits + (double) (now - start) / 1e6 / n,
                    commit_cpu + (bench_get_cpu_s () - cpu) / n);
}

static void
measure_incoming (Stage *self)
{
  BenchTurns turns[2] = { { 0 } };

  accept_deliveries (self); /* the keys are known now, and the actors */
  for (guint i = 0; i < N_TURNS; i++)
    {
      Speed ours = accept_deliveries (self);

      add_speeds (turns, ours, verify_and_commit (self));
    }
  put_speeds ("deliveries taken and shown / verify + commit", turns, 0.5);
}

/* Members who read meanwhile ------------------------------------------------------------------ */

static const char *
next_home (guint     connection,
           guint     n,
           GString  *buffer,
           gpointer  data)
{
  static guint n_asked; /* one that was never asked has to be put together */
  const BenchMoot *moot = data;

  g_string_printf (buffer,
                   "GET /api/v1/timelines/home?limit=40&number=%u HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                   "User-Agent: bench\r\nAuthorization: Bearer %s\r\n\r\n",
                   n_asked++, moot->token);
  return buffer->str;
}

static const char *
next_paced (guint     connection,
            guint     n,
            GString  *buffer,
            gpointer  data)
{
  g_usleep (G_USEC_PER_SEC / PER_SECOND);
  return g_ptr_array_index ((GPtrArray *) data, n);
}

typedef struct
{
  Stage *stage;
  GPtrArray *requests;
} Stream;

static gpointer
stream (gpointer data)
{
  Stream *self = data;
  const BenchRequest request = { self->stage->moot.port, next_paced, self->requests,
                                 self->requests->len };

  bench_load (&request, 1, (double) PATIENCE_US / 1e6);
  return NULL;
}

/* While nothing arrives and while something does, by turns: what else the machine does is in both.
 */
static void
measure_latency (Stage *self)
{
  const BenchRequest home = { self->moot.port, next_home, &self->moot };
  double turn_s = seconds / N_TURNS;
  BenchTurns turns = { 0 };

  bench_load (&home, 1, 0.2);
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autoptr (GPtrArray) requests =
        make_deliveries (self, (guint) (turn_s * PER_SECOND) + N_CONNECTIONS);
      Stream streaming = { self, requests };
      BenchRate idle = bench_load (&home, 1, turn_s);
      GThread *thread = g_thread_new ("stream", stream, &streaming);
      BenchRate busy = bench_load (&home, 1, turn_s);

      g_thread_join (thread);
      bench_turns_add (&turns, busy.p50_ms, idle.p50_ms);
    }
  bench_put_turns ("home, 50 deliveries a second arrive / none, p50", &turns, "ms", AT_MOST (2));
}

/* Outgoing ----------------------------------------------------------------------------------- */

static void
add_account (Stage      *self,
             GString    *sql,
             gint64      id,
             guint       host,
             const char *name,
             gboolean    follows)
{
  g_autofree char *uri = bench_peer_dup_uri (&self->peer, host, "");
  const char *domain = uri + strlen ("http://");

  g_string_append_printf (
    sql,
    "INSERT INTO account (id, username, domain, uri, url, created_at, inbox_uri, shared_inbox_uri,"
    " followers_uri, fetched_at) VALUES (%" G_GINT64_FORMAT ", '%s', '%s', '%s/users/%s', '%s', 1,"
    " '%s/users/%s/inbox', '%s/inbox', '%s/users/%s/followers', %" G_GINT64_FORMAT ");"
    "INSERT INTO follow (account_id, target_id, accepted, created_at) VALUES (%" G_GINT64_FORMAT
    ", %" G_GINT64_FORMAT ", 1, 1);",
    id, name, domain, uri, name, uri, uri, name, uri, uri, name, moot_clock_now (),
    follows ? id : self->moot.viewer_id, follows ? self->moot.viewer_id : id);
}

static void
add_followers (Stage *self)
{
  g_autoptr (GString) sql = g_string_new ("BEGIN;");

  for (guint i = 0; i < N_FOLLOWERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("follower%u", i);

      add_account (self, sql, 5000 + i, 1 + i % N_HOSTS, name, TRUE);
    }
  g_string_append (sql, "COMMIT;");
  bench_moot_execute (&self->moot, sql->str);
}

static double
wait_for_posts (Stage  *self,
                gint    n,
                gint64  start)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (g_atomic_int_get (&self->peer.count->n_posts) < n)
    {
      if (g_get_monotonic_time () > until)
        g_error ("%d deliveries, not %d", self->peer.count->n_posts, n);
      g_usleep (1000);
    }
  return (double) (self->peer.count->last_at - start) / 1e6;
}

/* A status of ada's; until the last host has it. */
static Speed
fan_out (Stage *self,
         guint  turn)
{
  g_autofree char *body = g_strdup_printf ("status=Bread+is+ready+%u", turn);
  g_autofree char *request = g_strdup_printf (
    "POST /api/v1/statuses HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
    self->moot.token, strlen (body), body);
  gint before = g_atomic_int_get (&self->peer.count->n_posts);
  double cpu = bench_moot_get_cpu_s (&self->moot);
  gint64 start = g_get_monotonic_time ();
  double took;

  if (bench_ask (self->moot.port, request, NULL) != 200)
    g_error ("a status was not taken");
  took = wait_for_posts (self, before + N_HOSTS, start);
  return get_speed (N_HOSTS, took, bench_moot_get_cpu_s (&self->moot) - cpu);
}

typedef struct
{
  Stage *stage;
  const char *body;
  gint next;
} Loop;

static void
post_one (Loop  *self,
          guint  host)
{
  g_autofree char *uri = bench_peer_dup_uri (&self->stage->peer, host, "/inbox");
  g_autoptr (MootHttpMessage) message = moot_http_message_new_for_uri ("POST", uri, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (self->body, strlen (self->body));
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) request = soup_message_new ("POST", uri);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  moot_http_message_set_body (message, bytes);
  moot_http_message_add_header (message, "Content-Type", "application/activity+json");
  if (!moot_http_message_sign (message, MOOT_SIGNATURE_CAVAGE, self->stage->key,
                               "http://x.example/key", moot_clock_now (), &error))
    g_error ("%s", error->message);
  soup_message_set_request_body_from_bytes (request, NULL, bytes);
  for (guint i = 0; i < moot_http_message_get_n_headers (message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (message, i, &value);

      if (strcmp (name, "host") != 0)
        soup_message_headers_replace (soup_message_get_request_headers (request), name, value);
    }
  answer = soup_session_send_and_read (session, request, NULL, &error);
  if (answer == NULL || soup_message_get_status (request) != 202)
    g_error ("the plain loop fails: %s", error != NULL ? error->message : "refused");
}

static gpointer
loop_sender (gpointer data)
{
  Loop *self = data;
  gint host;

  while ((host = g_atomic_int_add (&self->next, 1)) <= N_HOSTS)
    post_one (self, (guint) host);
  return NULL;
}

/* The same bytes to the same hosts, by as many threads. */
static Speed
plain_loop (Stage *self)
{
  g_autofree char *body = make_note (self);
  Loop loop = { self, body, 1 };
  GThread *threads[N_SENDERS];
  gint before = g_atomic_int_get (&self->peer.count->n_posts);
  double cpu = bench_get_cpu_s ();
  gint64 start = g_get_monotonic_time ();
  double took;

  for (guint i = 0; i < N_SENDERS; i++)
    threads[i] = g_thread_new ("sender", loop_sender, &loop);
  took = wait_for_posts (self, before + N_HOSTS, start);
  for (guint i = 0; i < N_SENDERS; i++)
    g_thread_join (threads[i]);
  return get_speed (N_HOSTS, took, bench_get_cpu_s () - cpu);
}

static void
measure_outgoing (Stage *self)
{
  BenchTurns turns[2] = { { 0 } };

  fan_out (self, 0);
  plain_loop (self);
  for (guint i = 1; i <= N_TURNS; i++)
    {
      Speed ours = fan_out (self, i);

      add_speeds (turns, ours, plain_loop (self));
    }
  put_speeds ("a status to 1000 followers on 200 hosts / plain POSTs", turns, 0.8);
}

/* Memory ------------------------------------------------------------------------------------- */

static const char *
next_stranger (guint     connection,
               guint     n,
               GString  *buffer,
               gpointer  data)
{
  const char *signed_request = data;
  const char *start = strstr (signed_request, "keyId=\"") + strlen ("keyId=\"");
  const char *end = strchr (start, '"');

  g_string_truncate (buffer, 0);
  g_string_append_len (buffer, signed_request, start - signed_request);
  g_string_append_printf (buffer, "http://127.%u.%u.%u:9/users/u%u#key",
                          (guint) g_random_int_range (1, 255), (guint) g_random_int_range (0, 255),
                          (guint) g_random_int_range (1, 255), n);
  g_string_append (buffer, end);
  return buffer->str;
}

/* Keys of nobody, on hosts that are not there. */
static void
measure_strangers (Stage *self,
                   guint  n_requests)
{
  g_autofree char *note = make_note (self);
  g_autofree char *signed_request = make_request (self, "http://x.example/key", note);
  const BenchRequest request = { self->moot.port, next_stranger, signed_request,
                                 n_requests / N_CONNECTIONS, TRUE };
  double before = bench_moot_get_rss_mb (&self->moot);
  g_autofree char *what =
    g_strdup_printf ("growth of memory, %u requests with random keys", n_requests);

  bench_load (&request, N_CONNECTIONS, (double) PATIENCE_US / 1e6);
  bench_put_value (what, bench_moot_get_rss_mb (&self->moot) - before, "MB", AT_MOST (16));
}

/* A hundred activities to a hundred hosts that are not there. */
static void
measure_backlog (Stage *self)
{
  g_autoptr (GString) sql = g_string_new ("BEGIN;");
  g_autofree char *filler = g_strnfill (2000, 'b');
  double before;

  for (guint i = 0; i < 100; i++)
    {
      g_string_append_printf (
        sql,
        "INSERT INTO outgoing (id, account_id, actor, type, uri, about, body,"
        " created_at) VALUES (%u, 0, 'a', 'Create', 'u%u', 'u%u', '%s', %" G_GINT64_FORMAT ");",
        900000 + i, i, i, filler, moot_clock_now ());
      for (guint k = 0; k < N_BACKLOG / 100; k++)
        g_string_append_printf (
          sql,
          "INSERT INTO delivery (outgoing_id, host, inbox, rank, next_at, expires_at) VALUES (%u,"
          " '127.7.%u.1:9', 'http://127.7.%u.1:9/inbox', 2, 1, %" G_GINT64_FORMAT ");",
          900000 + i, k, k, moot_clock_now () + MOOT_DAY);
    }
  g_string_append (sql, "COMMIT;");
  before = bench_moot_get_rss_mb (&self->moot);
  bench_moot_execute (&self->moot, sql->str);
  fan_out (self, 100); /* wakes the loop, and must get through beside them */
  g_usleep ((gulong) (seconds * 1e6));
  bench_put_value ("growth of memory, 10000 deliveries wait",
                   bench_moot_get_rss_mb (&self->moot) - before, "MB", AT_MOST (16));
}

int
main (int    argc,
      char **argv)
{
  static const char *const words[] = { "--allow-private-addresses", NULL };
  Stage stage = { .moot = { .words = words } };
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_rsa (NULL);
  g_autoptr (GString) sql = g_string_new (NULL);

  setlocale (LC_ALL, "C");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  if (argc < 2)
    {
      fprintf (stderr, "usage: %s FOLKMOOT-NODE [SECONDS [STRANGERS]]\n", argv[0]);
      return 2;
    }
  if (argc > 2)
    seconds = strtod (argv[2], NULL);
  stage.key = moot_private_key_new_from_pem (pair->private_key, NULL);
  stage.public_key = moot_public_key_new_from_pem (pair->public_key, NULL);
  bench_peer_start (&stage.peer, pair->public_key);
  stage.moot.port = bench_find_port ();
  bench_moot_found (&stage.moot, argv[1]);
  bench_moot_fill (&stage.moot, 1000);
  for (guint i = 0; i < N_AUTHORS; i++)
    {
      g_autofree char *name = g_strdup_printf ("author%u", i);

      add_account (&stage, sql, 4000 + i, 0, name, FALSE);
    }
  bench_moot_execute (&stage.moot, sql->str);
  bench_moot_start (&stage.moot);
  bench_put_head ("federation");
  measure_incoming (&stage);
  measure_latency (&stage);
  add_followers (&stage);
  measure_outgoing (&stage);
  measure_strangers (&stage,
                     argc > 3 ? (guint) strtoul (argv[3], NULL, 10) : (guint) N_STRANGERS);
  measure_backlog (&stage);
  bench_moot_clear (&stage.moot);
  bench_peer_stop (&stage.peer);
  moot_private_key_free (stage.key);
  moot_public_key_free (stage.public_key);
  return 0;
}
