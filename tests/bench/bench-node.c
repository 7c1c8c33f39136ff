/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures the node against what its own ground could do at best, in one run on one machine:
 * timelines against a SoupServer that answers a constant body of the same size, new statuses
 * against bare commits of SQLite.  Usage: bench-node FOLKMOOT-NODE [SECONDS]; prints rows. */
#include "bench-client.h"
#include "bench-moot.h"
#include "bench-table.h"

#include <libsoup/soup.h>
#include <locale.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long each side of a comparison is measured, in so many turns. */
static double seconds = 4;

#define N_TURNS 21
#define N_STARTS 7

/* The other side of the comparison ------------------------------------------------------------ */

static GBytes *constant_body;

static void
constant_cb (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), constant_body);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);
  soup_server_accept_iostream (user_data, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* In a process of its own, as the node is. */
static pid_t
start_constant (guint16 port,
                gsize   n_bytes)
{
  pid_t child = fork ();

  if (child == 0)
    {
      g_autoptr (SoupServer) server = soup_server_new ("server-header", "constant", NULL);
      g_autoptr (GSocketService) service = g_socket_service_new ();
      g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
      g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
      g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
      char *body = g_malloc (n_bytes);
      int ends[2]; /* without a listener of its own libsoup closes after each answer */
      g_autoptr (GSocket) silent = NULL;

      if (socketpair (AF_UNIX, SOCK_STREAM, 0, ends) == 0)
        silent = g_socket_new_from_fd (ends[0], NULL);
      if (silent == NULL || !soup_server_listen_socket (server, silent, 0, NULL))
        _exit (1);
      memset (body, 'c', n_bytes);
      constant_body = g_bytes_new_take (body, n_bytes);
      soup_server_add_handler (server, NULL, constant_cb, NULL, NULL);
      g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), server);
      if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address,
                                          G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL,
                                          NULL))
        _exit (1);
      g_main_loop_run (loop);
      _exit (0);
    }
  for (guint tries = 0; bench_ask (port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", NULL) != 200; tries++)
    {
      if (tries == 100)
        g_error ("the constant server does not start");
      g_usleep (20 * 1000);
    }
  return child;
}

static const char *
next_fixed (guint     connection,
            guint     n,
            GString  *buffer,
            gpointer  data)
{
  return data;
}

/* Ours ---------------------------------------------------------------------------------------- */

static char *
make_get (const BenchMoot *moot,
          const char      *path)
{
  return g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n"
                          "Authorization: Bearer %s\r\n\r\n",
                          path, moot->token);
}

/**
 * Question:
 * @repeat: the same each time; else each is one that was never asked, so that the answer has to be
 *   put together again
 */
typedef struct
{
  const BenchMoot *moot;
  const char *path;
  gboolean repeat;
} Question;

static const char *
next_question (guint     connection,
               guint     n,
               GString  *buffer,
               gpointer  data)
{
  static gint n_asked;
  const Question *question = data;

  if (question->repeat && n > 0)
    return buffer->str;
  g_string_printf (buffer,
                   "GET %s%cnumber=%d HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n"
                   "Authorization: Bearer %s\r\n\r\n",
                   question->path, strchr (question->path, '?') != NULL ? '&' : '?',
                   question->repeat ? 0 : g_atomic_int_add (&n_asked, 1) + 1,
                   question->moot->token);
  return buffer->str;
}

static BenchRate
load_question (const Question *question,
               guint           n_connections,
               double          time)
{
  const BenchRequest request = { question->moot->port, next_question, (gpointer) question };

  return bench_load (&request, n_connections, time);
}

/* A page somewhere in the past: nothing of it was rendered before. */
static const char *
next_old_page (guint     connection,
               guint     n,
               GString  *buffer,
               gpointer  data)
{
  const BenchMoot *moot = data;
  gint64 back = (gint64) g_random_int_range (1, (gint32) MIN (moot->n_statuses, 100000));
  g_autofree char *path = g_strdup_printf (
    "/api/v1/timelines/home?limit=40&max_id=%" G_GINT64_FORMAT, moot->some_status - back);
  g_autofree char *text = make_get (moot, path);

  g_string_assign (buffer, text);
  return buffer->str;
}

static const char *
next_post (guint     connection,
           guint     n,
           GString  *buffer,
           gpointer  data)
{
  const BenchMoot *moot = data;
  g_autoptr (GString) body = g_string_new (NULL);

  g_string_printf (body, "status=Status+%u+of+%u+%%23bench+", n, connection);
  while (body->len < 800)
    g_string_append (body, "and+words+");
  g_string_printf (buffer,
                   "POST /api/v1/statuses HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                   "Authorization: Bearer %s\r\n"
                   "Content-Type: application/x-www-form-urlencoded\r\n"
                   "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                   moot->token, body->len, body->str);
  return buffer->str;
}

/* Both sides in turns. */
static void
measure_rate (const Question *question,
              const char     *name,
              guint           n_connections,
              BenchAim        aim)
{
  g_autofree char *what =
    g_strdup_printf ("%s, %u connection%s", name, n_connections, n_connections > 1 ? "s" : "");
  const BenchRequest constant = { bench_find_port (), next_fixed,
                                  (gpointer) "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
  pid_t child =
    start_constant (constant.port, load_question (question, 1, 0.1).body_bytes);
  BenchTurns turns = { 0 };

  for (guint i = 0; i < N_TURNS; i++)
    bench_turns_add (&turns,
                     load_question (question, n_connections, seconds / N_TURNS).per_second,
                     bench_load (&constant, n_connections, seconds / N_TURNS).per_second);
  kill (child, SIGTERM);
  waitpid (child, NULL, 0);
  bench_put_turns (what, &turns, "/s", aim);
}

#define HOME "/api/v1/timelines/home?limit=40"
#define LEAST_RATE 0.25

static void
measure_rates (const BenchMoot *moot)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/statuses/%" G_GINT64_FORMAT, moot->some_status);
  const Question home = { moot, HOME, TRUE };
  const Question new_home = { moot, HOME, FALSE };
  const Question one = { moot, path, TRUE };
  const Question new_one = { moot, path, FALSE };

  for (guint n = 1; n <= 16; n += 15)
    {
      measure_rate (&home, "home, 40 statuses", n, AT_LEAST (LEAST_RATE));
      measure_rate (&new_home, "  put together each time", n, NO_AIM);
      measure_rate (&one, "single status", n, NO_AIM);
      measure_rate (&new_one, "  put together each time", n, NO_AIM);
    }
}

static void
measure_writes (BenchMoot *moot)
{
  const BenchRequest request = { moot->port, next_post, moot };
  BenchTurns one = { 0 };
  BenchTurns many = { 0 };

  for (guint i = 0; i < N_TURNS; i++)
    {
      double bare = bench_sqlite_commits (moot, seconds / N_TURNS);

      bench_turns_add (&one, bench_load (&request, 1, seconds / N_TURNS).per_second, bare);
      bench_turns_add (&many, bench_load (&request, 16, seconds / N_TURNS).per_second, bare);
    }
  bench_put_turns ("new statuses / bare commits, 1 connection", &one, "/s", NO_AIM);
  bench_put_turns ("new statuses / bare commits, 16 connections", &many, "/s", NO_AIM);
}

#define N_SIZES 3

/* Nodes of all sizes run at once and are asked in turns, so that whatever else the machine does
 * falls on each of them alike. */
static void
measure_growth (BenchMoot moots[N_SIZES])
{
  BenchTurns turns[N_SIZES] = { 0 };

  for (guint i = 0; i < N_TURNS; i++)
    for (guint k = 0; k < N_SIZES; k++)
      {
        const Question question = { &moots[k], HOME, FALSE };
        double p50_ms = load_question (&question, 1, seconds / N_TURNS).p50_ms;

        bench_turns_add (&turns[k], p50_ms, k == 0 ? p50_ms : turns[0].ours[i]);
      }
  for (guint k = 0; k < N_SIZES; k++)
    {
      g_autofree char *what =
        g_strdup_printf ("home with %u statuses stored, p50", moots[k].n_statuses);

      bench_put_turns (what, &turns[k], "ms", k > 0 ? AT_MOST (1.3) : NO_AIM);
    }
}

/* On the largest node, which nobody has asked more than a few pages. */
static void
measure_rest (BenchMoot *moot)
{
  const BenchRequest request = { moot->port, next_old_page, moot };
  BenchRate old;

  bench_put_value ("resident memory, 100000 statuses stored", bench_moot_get_rss_mb (moot), "MB",
                   NO_AIM);
  measure_rates (moot);
  old = bench_load (&request, 1, seconds);
  bench_put_value ("home, a page somewhere in it, p50", old.p50_ms, "ms", NO_AIM);
  bench_put_value ("home, a page somewhere in it, p99", old.p99_ms, "ms", NO_AIM);
  measure_writes (moot);
  bench_put_value ("resident memory after all this", bench_moot_get_rss_mb (moot), "MB", NO_AIM);
}

/* Founded a moment ago and asked nothing. */
static void
measure_start (BenchMoot *moot)
{
  double start_ms[N_STARTS];

  for (guint i = 0; i < N_STARTS; i++)
    {
      bench_moot_start (moot);
      start_ms[i] = moot->start_ms;
      if (i + 1 < N_STARTS)
        bench_moot_stop (moot);
    }
  bench_put_value ("cold start of the node", bench_get_median (start_ms, N_STARTS), "ms",
                   AT_MOST (1000));
  g_usleep (500 * 1000);
  bench_put_value ("resident memory, idle", bench_moot_get_rss_mb (moot), "MB", AT_MOST (25));
  bench_moot_stop (moot);
}

int
main (int    argc,
      char **argv)
{
  static const guint sizes[N_SIZES] = { 1000, 10000, 100000 };
  BenchMoot moots[N_SIZES] = { 0 };

  setlocale (LC_ALL, "C");
  if (argc < 2)
    {
      fprintf (stderr, "usage: %s FOLKMOOT-NODE [SECONDS]\n", argv[0]);
      return 2;
    }
  if (argc > 2)
    seconds = strtod (argv[2], NULL);
  bench_put_head ("node");
  for (guint i = 0; i < N_SIZES; i++)
    {
      moots[i].port = bench_find_port ();
      bench_moot_found (&moots[i], argv[1]);
      if (i == 0)
        measure_start (&moots[i]);
      bench_moot_fill (&moots[i], sizes[i]);
      bench_moot_start (&moots[i]);
    }
  bench_put_value ("cold start with 100000 statuses", moots[N_SIZES - 1].start_ms, "ms",
                   AT_MOST (1000));
  measure_growth (moots);
  for (guint i = 0; i + 1 < N_SIZES; i++)
    bench_moot_clear (&moots[i]);
  measure_rest (&moots[N_SIZES - 1]);
  bench_moot_clear (&moots[N_SIZES - 1]);
  return 0;
}
