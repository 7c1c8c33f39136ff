/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A server without a library: a test writes the bytes of its answers itself, so that it can be as
 * odd as real ones are: cut off, slow, endless, silent, no HTTP at all.
 * Thread: one that accepts, one for each connection. */
#include "plain-server.h"

#include <string.h>

#define MAX_HEAD 65536

struct _PlainServer
{
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  PlainHandler handler;
  gpointer data;
  char *address;

  GMutex lock;
  GPtrArray *lines; /* of each request, in the order they came */
  GArray *times;    /* gint64 µs, of each */
};

typedef struct
{
  PlainServer *server;
  GSocketConnection *connection;
} Visit;

static void
remember (PlainServer *self,
          const char  *line)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->lines, g_strdup (line));
  g_array_append_val (self->times, now);
  g_mutex_unlock (&self->lock);
}

static gsize
get_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *field = strstr (lower, "\r\ncontent-length:");

  return field != NULL ? g_ascii_strtoull (field + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

static gboolean
read_request (PlainRequest *request)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (request->connection));
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = NULL;
  char part[4096];

  while (text->len < MAX_HEAD)
    {
      gssize size = g_input_stream_read (stream, part, sizeof part, request->cancellable, NULL);

      if (size <= 0)
        return FALSE;
      g_string_append_len (text, part, size);
      end = strstr (text->str, "\r\n\r\n");
      if (end != NULL && text->len >= (gsize) (end + 4 - text->str) + get_length (text->str))
        break;
    }
  if (end == NULL)
    return FALSE;
  request->head = g_strndup (text->str, (gsize) (end + 2 - text->str));
  request->body = g_strdup (end + 4);
  request->line = g_strndup (text->str, strcspn (text->str, "\r"));
  if (strrchr (request->line, ' ') != NULL)
    *strrchr (request->line, ' ') = '\0';
  request->path = g_strdup (strchr (request->line, ' ') != NULL ? strchr (request->line, ' ') + 1
                                                                : "");
  request->path[strcspn (request->path, "?")] = '\0';
  return TRUE;
}

static gpointer
visit (gpointer data)
{
  Visit *visit = data;
  PlainRequest request = { .connection = visit->connection,
                           .cancellable = visit->server->cancellable };

  if (read_request (&request))
    {
      remember (visit->server, request.line);
      visit->server->handler (&request, visit->server->data);
    }
  g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  g_free (request.line);
  g_free (request.path);
  g_free (request.head);
  g_free (request.body);
  g_object_unref (visit->connection);
  g_free (visit);
  return NULL;
}

static gpointer
serve (gpointer data)
{
  PlainServer *self = data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (;;)
    {
      GSocketConnection *connection = g_socket_listener_accept (self->listener, NULL,
                                                                self->cancellable, NULL);
      Visit *next;

      if (connection == NULL)
        break;
      next = g_new0 (Visit, 1);
      next->server = self;
      next->connection = connection;
      g_ptr_array_add (threads, g_thread_new ("visit", visit, next));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return NULL;
}

/** plain_server_new: (transfer full): a server on a free port */
PlainServer *
plain_server_new (PlainHandler handler,
                  gpointer     data)
{
  PlainServer *self = g_new0 (PlainServer, 1);
  g_autoptr (GError) error = NULL;
  guint16 port;

  self->handler = handler;
  self->data = data;
  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_init (&self->lock);
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->thread = g_thread_new ("plain-server", serve, self);
  return self;
}

/** plain_server_free: ends it and every connection */
void
plain_server_free (PlainServer *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_clear_object (&self->listener);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->times);
  g_mutex_clear (&self->lock);
  g_free (self->address);
  g_free (self);
}

/** plain_server_get_address: `http://127.0.0.1:PORT` */
const char *
plain_server_get_address (PlainServer *self)
{
  return self->address;
}

/** plain_server_count: how many requests came whose `METHOD TARGET` begins with @prefix */
guint
plain_server_count (PlainServer *self,
                    const char  *prefix)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->lines->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->lines, i), prefix) ? 1 : 0;
  g_mutex_unlock (&self->lock);
  return n;
}

/** plain_server_get_time: when the @index-th of those came, in microseconds */
gint64
plain_server_get_time (PlainServer *self,
                       const char  *prefix,
                       guint        index)
{
  gint64 time = -1;

  g_mutex_lock (&self->lock);
  for (guint i = 0, n = 0; i < self->lines->len && time < 0; i++)
    if (g_str_has_prefix (g_ptr_array_index (self->lines, i), prefix) && n++ == index)
      time = g_array_index (self->times, gint64, i);
  g_mutex_unlock (&self->lock);
  g_assert_cmpint (time, >=, 0);
  return time;
}

/** plain_write: sends these bytes now */
void
plain_write (PlainRequest *request,
             const char   *text)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (request->connection));

  g_output_stream_write_all (stream, text, strlen (text), NULL, request->cancellable, NULL);
}

/** plain_answer: an answer as it should be */
void
plain_answer (PlainRequest *request,
              const char   *status,
              const char   *content_type,
              const char   *body)
{
  g_autofree char *head = g_strdup_printf (
    "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
    "\r\nConnection: close\r\n\r\n",
    status, content_type, strlen (body));

  plain_write (request, head);
  plain_write (request, body);
}

/** plain_hold: says nothing until the other side or the server ends */
void
plain_hold (PlainRequest *request)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (request->connection));
  char byte;

  g_input_stream_read (stream, &byte, 1, request->cancellable, NULL);
}
