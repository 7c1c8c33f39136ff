/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Other servers, in a process of their own, that take everything: a thread for each connection. */
#include "bench-peer.h"

#include "bench-client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define BUFFER_BYTES (256 * 1024)
#define BACKLOG 512

typedef struct
{
  BenchPeer *peer;
  const char *pem; /* as JSON */
  int fd;
} Connection;

static char *
dup_actor (const char *host,
           const char *path,
           const char *pem)
{
  return g_strdup_printf (
    "{\"@context\":[\"https://www.w3.org/ns/activitystreams\",\"https://w3id.org/security/v1\"],"
    "\"id\":\"http://%s%s\",\"type\":\"Person\",\"preferredUsername\":\"%s\","
    "\"inbox\":\"http://%s%s/inbox\",\"outbox\":\"http://%s%s/outbox\","
    "\"endpoints\":{\"sharedInbox\":\"http://%s/inbox\"},"
    "\"publicKey\":{\"id\":\"http://%s%s#main-key\",\"owner\":\"http://%s%s\","
    "\"publicKeyPem\":\"%s\"}}",
    host, path, path + strlen ("/users/"), host, path, host, path, host, host, path, host, path,
    pem);
}

/* The value of a header that every client writes. */
static char *
dup_header (const char *request,
            const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char *found = strcasestr (request, start);

  return found != NULL
           ? g_strndup (found + strlen (start), strcspn (found + strlen (start), "\r"))
           : NULL;
}

static char *
answer (Connection *self,
        const char *request)
{
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  g_autofree char *host = dup_header (request, "Host");
  g_autofree char *body = NULL;

  if (g_str_equal (words[0], "POST"))
    {
      g_atomic_int_inc (&self->peer->count->n_posts);
      self->peer->count->last_at = g_get_monotonic_time ();
      return g_strdup ("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    }
  if (host == NULL || !g_str_has_prefix (words[1], "/users/") || strchr (words[1] + 7, '/') != NULL)
    return g_strdup ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  body = dup_actor (host, words[1], self->pem);
  return g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          strlen (body), body);
}

/* How long the first request in the buffer is, with its body; 0 while it is not all there. */
static gsize
measure (const char *buffer,
         gsize       have)
{
  const char *end = strstr (buffer, "\r\n\r\n");
  g_autofree char *length = end != NULL ? dup_header (buffer, "Content-Length") : NULL;
  gsize size = end != NULL ? (gsize) (end - buffer) + 4 : 0;

  if (length != NULL)
    size += strtoul (length, NULL, 10);
  return size <= have ? size : 0;
}

static gpointer
serve (gpointer data)
{
  g_autofree Connection *self = data;
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  gsize have = 0;

  for (;;)
    {
      gssize n = recv (self->fd, buffer + have, BUFFER_BYTES - 1 - have, 0);
      gsize size;

      if (n <= 0)
        break;
      have += (gsize) n;
      buffer[have] = '\0';
      while (have > 0 && (size = measure (buffer, have)) > 0)
        {
          g_autofree char *text = answer (self, buffer);

          if (send (self->fd, text, strlen (text), MSG_NOSIGNAL) < 0)
            break;
          have -= size;
          memmove (buffer, buffer + size, have + 1);
        }
    }
  close (self->fd);
  return NULL;
}

static void
run (BenchPeer  *self,
     const char *pem)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (self->port) };
  int listener = socket (AF_INET, SOCK_STREAM, 0);
  int on = 1;

  setsockopt (listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind (listener, (struct sockaddr *) &address, sizeof address) != 0 ||
      listen (listener, BACKLOG) != 0)
    g_error ("the peer cannot listen");
  for (;;)
    {
      int fd = accept (listener, NULL, NULL);
      Connection *connection;

      if (fd < 0)
        continue;
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      connection = g_new0 (Connection, 1);
      *connection = (Connection){ self, pem, fd };
      g_thread_unref (g_thread_new ("peer", serve, connection));
    }
}

void
bench_peer_start (BenchPeer  *self,
                  const char *public_pem)
{
  g_auto (GStrv) lines = g_strsplit (public_pem, "\n", -1);
  g_autofree char *pem = g_strjoinv ("\\n", lines);

  self->port = bench_find_port ();
  self->count = mmap (NULL, sizeof *self->count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  self->process = fork ();
  if (self->process == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      run (self, pem);
    }
  for (guint tries = 0; bench_ask (self->port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", NULL) != 404;
       tries++)
    {
      if (tries == 100)
        g_error ("the peer does not start");
      g_usleep (20 * 1000);
    }
}

void
bench_peer_stop (BenchPeer *self)
{
  kill (self->process, SIGKILL);
  waitpid (self->process, NULL, 0);
  munmap (self->count, sizeof *self->count);
}

/* @path on the server number @host. */
char *
bench_peer_dup_uri (BenchPeer  *self,
                    guint       host,
                    const char *path)
{
  return g_strdup_printf ("http://127.0.%u.%u:%u%s", host / 200, host % 200 + 1, self->port, path);
}
