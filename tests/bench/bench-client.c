/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A client that does nothing but ask and wait: one thread and one kept-alive connection each, so
 * that what it measures is the server. */
#include "bench-client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_BYTES (256 * 1024)

typedef struct
{
  const BenchRequest *request;
  guint number;
  gint64 until;
  GArray *times_us; /* of guint32 */
  gsize body_bytes;
} Connection;

static struct sockaddr_in
get_address (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  return address;
}

guint16
bench_find_port (void)
{
  struct sockaddr_in address = get_address (0);
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *) &address, sizeof address) != 0 ||
      getsockname (fd, (struct sockaddr *) &address, &length) != 0)
    g_error ("no free port");
  close (fd);
  return ntohs (address.sin_port);
}

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = get_address (port);
  int fd = socket (AF_INET, SOCK_STREAM, 0);
  int on = 1;

  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    {
      if (fd >= 0)
        close (fd);
      return -1;
    }
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static void
send_all (int         fd,
          const char *text)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      gssize n = send (fd, text, length, MSG_NOSIGNAL);

      if (n <= 0)
        g_error ("the server hung up");
      text += n;
      length -= (gsize) n;
    }
}

/* One answer with a Content-Length, which is all that a SoupServer sends for a body in memory. */
static guint
receive (int    fd,
         char  *buffer,
         gsize *out_body,
         gsize *out_length)
{
  gsize have = 0;
  gsize want = 0;
  guint status = 0;

  for (;;)
    {
      gssize n = recv (fd, buffer + have, BUFFER_BYTES - 1 - have, 0);
      const char *end;

      if (n <= 0)
        g_error ("the server hung up after %zu bytes, or its answer is too long", have);
      have += (gsize) n;
      buffer[have] = '\0';
      end = want == 0 ? strstr (buffer, "\r\n\r\n") : NULL;
      if (end != NULL)
        {
          const char *length = strstr (buffer, "Content-Length: ");

          status = (guint) atoi (buffer + strlen ("HTTP/1.1 "));
          *out_body = (gsize) (end - buffer) + 4;
          *out_length = length != NULL ? strtoul (length + 16, NULL, 10) : 0;
          want = *out_body + *out_length;
        }
      if (want != 0 && have >= want)
        return status;
    }
}

guint
bench_ask (guint16      port,
           const char  *request,
           char       **out_body)
{
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  int fd = connect_to (port);
  gsize body;
  gsize length;
  guint status;

  if (fd < 0)
    return 0;
  send_all (fd, request);
  status = receive (fd, buffer, &body, &length);
  if (out_body != NULL)
    *out_body = g_strndup (buffer + body, length);
  close (fd);
  return status;
}

static gpointer
run_connection (gpointer data)
{
  Connection *self = data;
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  g_autoptr (GString) text = g_string_new (NULL);
  int fd = connect_to (self->request->port);
  gint64 now = g_get_monotonic_time ();

  if (fd < 0)
    g_error ("nobody listens on port %u", self->request->port);
  for (guint n = 0;
       now < self->until && (self->request->n_max == 0 || n < self->request->n_max); n++)
    {
      const char *request = self->request->next (self->number, n, text, self->request->data);
      gint64 start = g_get_monotonic_time ();
      gsize body;
      guint32 took;
      guint status;

      send_all (fd, request);
      status = receive (fd, buffer, &body, &self->body_bytes);
      now = g_get_monotonic_time ();
      took = (guint32) (now - start);
      if (status / 100 != 2 && !self->request->refused)
        g_error ("status %u: %s", status, buffer + body);
      g_array_append_val (self->times_us, took);
    }
  close (fd);
  return NULL;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

BenchRate
bench_load (const BenchRequest *request,
            guint               n_connections,
            double              seconds)
{
  g_autofree Connection *connections = g_new0 (Connection, n_connections);
  g_autofree GThread **threads = g_new0 (GThread *, n_connections);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (guint32));
  gint64 start = g_get_monotonic_time ();
  BenchRate rate = { 0 };

  for (guint i = 0; i < n_connections; i++)
    {
      connections[i] = (Connection){ .request = request,
                                     .number = i,
                                     .until = start + (gint64) (seconds * 1e6),
                                     .times_us = g_array_new (FALSE, FALSE, sizeof (guint32)) };
      threads[i] = g_thread_new ("client", run_connection, &connections[i]);
    }
  for (guint i = 0; i < n_connections; i++)
    {
      g_thread_join (threads[i]);
      g_array_append_vals (times, connections[i].times_us->data, connections[i].times_us->len);
      g_array_unref (connections[i].times_us);
      rate.body_bytes = connections[i].body_bytes;
    }
  rate.per_second = times->len / ((double) (g_get_monotonic_time () - start) / 1e6);
  rate.n_requests = times->len;
  g_array_sort (times, compare_times);
  rate.p50_ms = g_array_index (times, guint32, times->len / 2) / 1e3;
  rate.p99_ms = g_array_index (times, guint32, times->len * 99 / 100) / 1e3;
  return rate;
}
