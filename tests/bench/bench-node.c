/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures the node against what its own ground could do at best, in one run on one machine:
 * timelines against a SoupServer that answers a constant body of the same size, new statuses
 * against bare commits of SQLite.  Usage: bench-node FOLKMOOT-NODE [SECONDS]; prints a table. */
#include "bench-client.h"
#include "bench-moot.h"

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

static double seconds = 3;

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

static BenchRate
load_path (const BenchMoot *moot,
           const char      *path,
           guint            n_connections,
           double           time)
{
  g_autofree char *text = make_get (moot, path);
  const BenchRequest request = { moot->port, next_fixed, text };

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

#define N_TURNS 7

static int
compare_doubles (const void *a,
                 const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_median (double *values)
{
  qsort (values, N_TURNS, sizeof (double), compare_doubles);
  return values[N_TURNS / 2];
}

/* Both sides in turns; the ratio is the median of those of each turn, which what else the machine
 * does changes little. */
static void
put_turns (const char *what,
           double     *ours,
           double     *theirs,
           const char *aim)
{
  double ratios[N_TURNS];

  for (guint i = 0; i < N_TURNS; i++)
    ratios[i] = ours[i] / theirs[i];
  printf ("%-44s %9.0f/s %9.0f/s  %6.2f  %s\n", what, get_median (ours), get_median (theirs),
          get_median (ratios), aim);
  fflush (stdout);
}

static void
put_value (const char *what,
           double      value,
           const char *unit,
           double      ratio,
           const char *aim)
{
  printf ("%-44s %9.2f %-2s %11s  ", what, value, unit, "");
  if (ratio > 0)
    printf ("%6.2f  %s\n", ratio, aim);
  else
    printf ("%6s  %s\n", "", aim);
  fflush (stdout);
}

static void
measure_rate (BenchMoot  *moot,
              const char *name,
              const char *path,
              guint       n_connections,
              const char *aim)
{
  g_autofree char *what =
    g_strdup_printf ("%s, %u connection%s", name, n_connections, n_connections > 1 ? "s" : "");
  gsize n_bytes = load_path (moot, path, 1, 0.1).body_bytes;
  const BenchRequest constant = { bench_find_port (), next_fixed,
                                  (gpointer) "GET / HTTP/1.1\r\nHost: x\r\n\r\n" };
  pid_t child = start_constant (constant.port, n_bytes);
  g_autofree char *words = g_strdup_printf ("%s(%.1f KB)", aim, (double) n_bytes / 1024);
  double ours[N_TURNS];
  double theirs[N_TURNS];

  for (guint i = 0; i < N_TURNS; i++)
    {
      ours[i] = load_path (moot, path, n_connections, seconds / 4).per_second;
      theirs[i] = bench_load (&constant, n_connections, seconds / 4).per_second;
    }
  kill (child, SIGTERM);
  waitpid (child, NULL, 0);
  put_turns (what, ours, theirs, words);
}

static void
measure_rates (BenchMoot *moot)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/statuses/%" G_GINT64_FORMAT, moot->some_status);
  static const guint n_connections[] = { 1, 16 };

  for (guint i = 0; i < G_N_ELEMENTS (n_connections); i++)
    {
      measure_rate (moot, "home, 40 statuses", "/api/v1/timelines/home?limit=40", n_connections[i],
                    ">= 0.25  ");
      measure_rate (moot, "single status", path, n_connections[i], "");
    }
}

static void
measure_writes (BenchMoot *moot)
{
  const BenchRequest request = { moot->port, next_post, moot };
  double one[N_TURNS];
  double many[N_TURNS];
  double bare[N_TURNS];

  for (guint i = 0; i < N_TURNS; i++)
    {
      one[i] = bench_load (&request, 1, seconds / 4).per_second;
      many[i] = bench_load (&request, 16, seconds / 4).per_second;
      bare[i] = bench_sqlite_commits (moot, seconds / 4);
    }
  {
    double again[N_TURNS]; /* taking the median sorts */

    memcpy (again, bare, sizeof bare);
    put_turns ("new statuses, 1 connection / bare commits", one, bare, "");
    put_turns ("new statuses, 16 connections / bare commits", many, again, "");
  }
}

#define N_SIZES 3

/* Nodes of all sizes run at once and are asked in turns, so that whatever else the machine does
 * falls on each of them alike. */
static void
measure_growth (BenchMoot moots[N_SIZES])
{
  double p50[N_SIZES][N_TURNS];
  double first = 0;
  double median;

  for (guint round = 0; round < N_TURNS; round++)
    for (guint i = 0; i < N_SIZES; i++)
      p50[i][round] =
        load_path (&moots[i], "/api/v1/timelines/home?limit=40", 1, seconds / 4).p50_ms;
  for (guint i = 0; i < N_SIZES; i++)
    {
      g_autofree char *what =
        g_strdup_printf ("home timeline with %u statuses, p50", moots[i].n_statuses);

      median = get_median (p50[i]);
      first = i == 0 ? median : first;
      put_value (what, median, "ms", median / first, i > 0 ? "<= 1.30 of the first" : "");
    }
}

/* A page somewhere in the past, and new statuses, on the largest node. */
static void
measure_rest (BenchMoot *moot)
{
  const BenchRequest request = { moot->port, next_old_page, moot };
  BenchRate old;

  measure_rates (moot);
  old = bench_load (&request, 1, seconds);
  put_value ("home timeline, a page somewhere in it, p50", old.p50_ms, "ms", 0, "");
  put_value ("home timeline, a page somewhere in it, p99", old.p99_ms, "ms", 0, "");
  measure_writes (moot);
  put_value ("resident memory after all this", bench_moot_get_rss_mb (moot), "MB", 0, "");
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
  printf ("%-44s %11s %11s  %6s  %s\n", "node", "ours", "reference", "ratio", "aim");
  for (guint i = 0; i < N_SIZES; i++)
    {
      moots[i].port = bench_find_port ();
      bench_moot_found (&moots[i], argv[1]);
      if (i == 0)
        {
          bench_moot_start (&moots[i]);
          put_value ("cold start", moots[i].start_ms, "ms", 0, "< 1000");
          g_usleep (500 * 1000);
          put_value ("resident memory, idle", bench_moot_get_rss_mb (&moots[i]), "MB", 0, "<= 25");
          bench_moot_stop (&moots[i]);
        }
      bench_moot_fill (&moots[i], sizes[i]);
      bench_moot_start (&moots[i]);
    }
  put_value ("cold start with 100000 statuses", moots[N_SIZES - 1].start_ms, "ms", 0, "< 1000");
  measure_growth (moots);
  for (guint i = 0; i + 1 < N_SIZES; i++)
    bench_moot_clear (&moots[i]);
  measure_rest (&moots[N_SIZES - 1]);
  bench_moot_clear (&moots[N_SIZES - 1]);
  return 0;
}
