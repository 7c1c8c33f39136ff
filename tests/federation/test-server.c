/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A server on the loopback that answers with whatever bytes a test wants, in its own threads, and a
 * resolver that knows the names of the test. */
#include "test-server.h"

#include <string.h>

struct _TestServer
{
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *acceptor;
  GThreadPool *pool;
  GTlsCertificate *certificate;
  TestReply reply;
  gpointer data;
  guint16 port;
  GMutex lock;
  GPtrArray *requests;
};

/* How much comes behind the head. */
static gsize
body_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "\r\ncontent-length:");

  return found != NULL
           ? (gsize) g_ascii_strtoull (found + strlen ("\r\ncontent-length:"), NULL, 10)
           : 0;
}

/* A request, with its body if it has one; NULL when the other side went away. */
static char *
read_request (GInputStream *in,
              GCancellable *cancellable)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char c;

  while (strstr (head->str, "\r\n\r\n") == NULL)
    {
      if (g_input_stream_read (in, &c, 1, cancellable, NULL) != 1)
        return NULL;
      g_string_append_c (head, c);
    }
  for (gsize left = body_length (head->str); left > 0; left--)
    {
      if (g_input_stream_read (in, &c, 1, cancellable, NULL) != 1)
        return NULL;
      g_string_append_c (head, c);
    }
  return g_string_free (g_steal_pointer (&head), FALSE);
}

static void
serve (gpointer data,
       gpointer user_data)
{
  TestServer *self = user_data;
  g_autoptr (GIOStream) plain = data;
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char *head = NULL;
  guint n;

  if (self->certificate != NULL)
    stream = g_tls_server_connection_new (plain, self->certificate, NULL);
  else
    stream = g_object_ref (plain);
  head = read_request (g_io_stream_get_input_stream (stream), self->cancellable);
  if (head == NULL)
    return;
  g_mutex_lock (&self->lock);
  n = self->requests->len;
  g_ptr_array_add (self->requests, g_strdup (head));
  g_mutex_unlock (&self->lock);
  self->reply (g_io_stream_get_output_stream (stream), head, n, self->data, self->cancellable);
  g_io_stream_close (stream, NULL, NULL);
}

static gpointer
accept_all (gpointer data)
{
  TestServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL)) !=
         NULL)
    g_thread_pool_push (self->pool, connection, NULL);
  return NULL;
}

/* A server that listens; with a certificate it speaks TLS. */
TestServer *
test_server_new (TestReply        reply,
                 gpointer         data,
                 GTlsCertificate *certificate)
{
  TestServer *self = g_new0 (TestServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->cancellable = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->reply = reply;
  self->data = data;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  g_mutex_init (&self->lock);
  self->pool = g_thread_pool_new (serve, self, -1, FALSE, NULL);
  self->acceptor = g_thread_new ("acceptor", accept_all, self);
  return self;
}

/* Stops and waits for all answers. */
void
test_server_free (TestServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->acceptor);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_socket_listener_close (self->listener);
  g_clear_object (&self->listener);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
test_server_get_port (TestServer *self)
{
  return self->port;
}

/* The address of @target on this server, by number. */
char *
test_server_dup_uri (TestServer *self,
                     const char *target)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, target);
}

guint
test_server_get_n_requests (TestServer *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->requests->len;
  g_mutex_unlock (&self->lock);
  return n;
}

/* The head of the @i-th request. */
char *
test_server_dup_request (TestServer *self,
                         guint       i)
{
  char *request;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (i, <, self->requests->len);
  request = g_strdup (g_ptr_array_index (self->requests, i));
  g_mutex_unlock (&self->lock);
  return request;
}

/* Writes @text as it is. */
void
test_reply_text (GOutputStream *out,
                 const char    *text,
                 GCancellable  *cancellable)
{
  g_output_stream_write_all (out, text, strlen (text), NULL, cancellable, NULL);
}

/* Writes a whole answer. */
void
test_reply_ok (GOutputStream *out,
               const char    *type,
               const char    *body,
               GCancellable  *cancellable)
{
  g_autofree char *text =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %u\r\n"
                     "Connection: close\r\n\r\n%s",
                     type, (guint) strlen (body), body);

  test_reply_text (out, text, cancellable);
}

/* The resolver ------------------------------------------------------------------------------- */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())

G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GMutex resolver_lock;
static GHashTable *known;
static guint n_lookups;

/* `a|b`: a the first time, b from then on. */
static char *
take_answer (const char *host)
{
  const char *answers = g_hash_table_lookup (known, host);
  const char *bar = answers != NULL ? strchr (answers, '|') : NULL;
  char *answer;

  if (bar == NULL)
    return g_strdup (answers);
  answer = g_strndup (answers, (gsize) (bar - answers));
  g_hash_table_insert (known, g_strdup (host), g_strdup (bar + 1));
  return answer;
}

static GList *
look_up (GResolver     *resolver,
         const char    *host,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autofree char *answer = NULL;
  g_auto (GStrv) addresses = NULL;
  GList *list = NULL;

  g_mutex_lock (&resolver_lock);
  n_lookups++;
  answer = take_answer (host);
  g_mutex_unlock (&resolver_lock);
  if (answer == NULL)
    {
      g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no '%s'", host);
      return NULL;
    }
  addresses = g_strsplit (answer, " ", -1);
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      GInetAddress *address = g_inet_address_new_from_string (addresses[i]);

      g_assert_nonnull (address);
      list = g_list_append (list, address);
    }
  return list;
}

static GList *
look_up_with_flags (GResolver                 *resolver,
                    const char                *host,
                    GResolverNameLookupFlags   flags,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  return look_up (resolver, host, cancellable, error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name = look_up;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags = look_up_with_flags;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* Makes this the only resolver of the program: nothing leaves the machine. */
void
test_resolver_install (void)
{
  g_autoptr (GResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);

  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_resolver_set_default (resolver);
}

/* What @host stands for: addresses with blanks between, look-ups with bars between. */
void
test_resolver_set (const char *host,
                   const char *addresses)
{
  g_mutex_lock (&resolver_lock);
  g_hash_table_insert (known, g_strdup (host), g_strdup (addresses));
  n_lookups = 0;
  g_mutex_unlock (&resolver_lock);
}

/* How often anybody asked since the last change. */
guint
test_resolver_get_n_lookups (void)
{
  guint n;

  g_mutex_lock (&resolver_lock);
  n = n_lookups;
  g_mutex_unlock (&resolver_lock);
  return n;
}
