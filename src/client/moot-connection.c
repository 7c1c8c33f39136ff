/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One account's way to its server: blocking calls over libsoup, through TCP with TLS or through
 * the Unix socket of a node on this computer.  Frozen after construction: a new token is a
 * new connection.
 * Thread: any worker; never the main thread, which must not wait. */
#include "config.h"

#include "moot-connection.h"

#include "moot-client-error.h"
#include "moot-request-headers.h"
#include "moot-server-name.h"
#include "moot-session-pool.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#define MAX_CONNECTIONS 8 /* to one host at a time; browsers use six */
#define READ_STEP 65536   /* bytes per read of a body */

struct _MootConnection
{
  gatomicrefcount references;
  char *server;
  char *socket_path;
  char *token;
  MootSessionPool *sessions;
  MootSessionPool *outside;         /* (nullable): for files of others */
  int n_answers;                    /* atomic: how often a server answered at all */
  const MootConnectionOther *other; /* (nullable): another kind */
  gpointer data;
};

static SoupSession *
make_session (const char *socket_path)
{
  g_autoptr (GSocketAddress) local = socket_path != NULL ? g_unix_socket_address_new (socket_path)
                                                         : NULL;

  return g_object_new (SOUP_TYPE_SESSION,
                       "user-agent", "Folkmoot/" MOOT_VERSION,
                       "accept-language-auto", TRUE,
                       "max-conns", MAX_CONNECTIONS,
                       "max-conns-per-host", MAX_CONNECTIONS,
                       "timeout", MOOT_CONNECTION_TIMEOUT,
                       "remote-connectable", local,
                       NULL);
}

static SoupSession *
make_own_session (gconstpointer data)
{
  return moot_connection_new_session (data);
}

static SoupSession *
make_outside_session (gconstpointer data)
{
  return make_session (NULL);
}

/**
 * moot_connection_new:
 * @server: as moot_server_from_text() gives it
 * @socket_path: (nullable): the Unix socket of a node on this computer
 * @token: (nullable): bearer token
 *
 * Returns: (transfer full): a connection; nothing is sent yet
 */
MootConnection *
moot_connection_new (const char *server,
                     const char *socket_path,
                     const char *token)
{
  MootConnection *self = g_new0 (MootConnection, 1);

  g_atomic_ref_count_init (&self->references);
  self->server = g_strdup (server);
  self->socket_path = g_strdup (socket_path);
  self->token = g_strdup (token);
  self->sessions = moot_session_pool_new (make_own_session, self);
  if (socket_path != NULL)
    self->outside = moot_session_pool_new (make_outside_session, NULL);
  return self;
}

/**
 * moot_connection_new_other:
 * @server: as moot_server_from_text() gives it
 * @other: how it is spoken with; static
 * @data: (transfer full): for @other
 *
 * Returns: (transfer full): a connection; nothing is sent yet
 */
MootConnection *
moot_connection_new_other (const char                *server,
                           const MootConnectionOther *other,
                           gpointer                   data)
{
  MootConnection *self = moot_connection_new (server, NULL, NULL);

  self->other = other;
  self->data = data;
  return self;
}

/**
 * moot_connection_get_other:
 * @self: a connection
 * @other: a kind of server
 *
 * Returns: (transfer none) (nullable): its data, when it is of that kind
 */
gpointer
moot_connection_get_other (MootConnection            *self,
                           const MootConnectionOther *other)
{
  return self->other == other ? self->data : NULL;
}

/**
 * moot_connection_ref:
 * @self: a connection
 *
 * Returns: (transfer full): @self
 */
MootConnection *
moot_connection_ref (MootConnection *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * moot_connection_unref:
 * @self: (nullable): a connection
 */
void
moot_connection_unref (MootConnection *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  if (self->other != NULL)
    self->other->free_data (self->data);
  moot_session_pool_free (self->sessions);
  moot_session_pool_free (self->outside);
  g_free (self->token);
  g_free (self->socket_path);
  g_free (self->server);
  g_free (self);
}

/**
 * moot_connection_get_server:
 * @self: a connection
 *
 * Returns: (transfer none): its server
 */
const char *
moot_connection_get_server (const MootConnection *self)
{
  return self->server;
}

/**
 * moot_connection_get_token:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): its token; never write it to a log
 */
const char *
moot_connection_get_token (const MootConnection *self)
{
  return self->token;
}

/**
 * moot_connection_new_session:
 * @self: a connection
 *
 * The stream needs a session of its own, since it lives in another thread's main context.
 *
 * Returns: (transfer full): a session
 */
SoupSession *
moot_connection_new_session (const MootConnection *self)
{
  return make_session (self->socket_path);
}

/**
 * moot_connection_dup_url:
 * @self: a connection
 * @target: path and query
 *
 * Returns: (transfer full): the whole address; behind a Unix socket there is no TLS
 */
char *
moot_connection_dup_url (const MootConnection *self,
                         const char           *target)
{
  g_autofree char *host = moot_server_dup_host (self->server);

  if (self->socket_path != NULL)
    return g_strconcat ("http://", host, target, NULL);
  return g_strconcat (self->server, target, NULL);
}

static void
append_part (const char *name,
             const char *value,
             gpointer    data)
{
  soup_multipart_append_form_string (data, name, value);
}

/* libsoup asks again on a new connection when the kept one had just been closed, and the body has
 * been read by then: without this the second request would be an empty one. */
static void
restarted_cb (SoupMessage *message,
              GBytes      *body)
{
  soup_message_set_request_body_from_bytes (message, NULL, body);
}

static void
unref_body (gpointer  data,
            GClosure *closure)
{
  g_bytes_unref (data);
}

static void
set_bytes (SoupMessage *message,
           const char  *content_type,
           GBytes      *body)
{
  soup_message_set_request_body_from_bytes (message, content_type, body);
  g_signal_connect_data (message, "restarted", G_CALLBACK (restarted_cb), g_bytes_ref (body),
                         unref_body, G_CONNECT_DEFAULT);
}

static void
set_body (MootRequest *request,
          SoupMessage *message)
{
  const MootRequestFile *file = moot_request_get_file (request);
  const char *json = moot_request_get_json (request);

  if (file != NULL)
    {
      g_autoptr (SoupMultipart) multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
      g_autoptr (GBytes) body = NULL;

      moot_request_foreach (request, append_part, multipart);
      soup_multipart_append_form_file (multipart, file->field, file->filename, file->content_type,
                                       file->bytes);
      soup_multipart_to_message (multipart, soup_message_get_request_headers (message), &body);
      set_bytes (message, NULL, body);
    }
  else
    {
      g_autofree char *form = json == NULL ? moot_request_dup_form (request) : NULL;
      const char *text = json != NULL ? json : form;
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

      set_bytes (message, json != NULL ? "application/json" : SOUP_FORM_MIME_TYPE_URLENCODED, body);
    }
}

/* A redirect would carry the token to a place nobody chose: what a server redirects is an error. */
static SoupMessage *
make_message (MootConnection  *self,
              MootRequest     *request,
              GError         **error)
{
  const MootCallInfo *info = moot_request_get_info (request);
  g_autofree char *target = moot_request_dup_target (request);
  g_autofree char *url = moot_connection_dup_url (self, target);
  g_autoptr (SoupMessage) message = soup_message_new (info->method, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_BAD_ADDRESS, "'%s' is no address",
                   url);
      return NULL;
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  moot_request_put_headers (request, headers);
  if (!g_str_equal (info->method, "GET") && !g_str_equal (info->method, "DELETE"))
    set_body (request, message);
  return g_steal_pointer (&message);
}

/* Reads to the end, or stops where no honest answer would go on. */
static GBytes *
read_body (GInputStream  *stream,
           gsize          max_bytes,
           const char    *server,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  for (;;)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GBytes) part = g_input_stream_read_bytes (stream, READ_STEP, cancellable, &local);
      gsize size = 0;
      const guint8 *data;

      if (part == NULL)
        {
          moot_client_error_from_transport (local, server, error);
          return NULL;
        }
      data = g_bytes_get_data (part, &size);
      if (size == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (body->len + size > max_bytes)
        {
          g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_TOO_LARGE,
                       "answer is larger than %" G_GSIZE_FORMAT " bytes", max_bytes);
          return NULL;
        }
      g_byte_array_append (body, data, (guint) size);
    }
}

/* libsoup takes a connection that ends too early for the end of the body. */
static gboolean
is_cut_off (SoupMessage *message,
            GBytes      *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         soup_message_headers_get_one (headers, "Content-Encoding") == NULL &&
         (goffset) g_bytes_get_size (body) < soup_message_headers_get_content_length (headers);
}

/* The body, whatever the status is. */
static GBytes *
receive (MootConnection  *self,
         SoupSession     *session,
         SoupMessage     *message,
         gsize            max_bytes,
         GCancellable    *cancellable,
         GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GInputStream) stream = soup_session_send (session, message, cancellable, &local);
  g_autoptr (GBytes) body = NULL;

  if (stream == NULL)
    {
      moot_client_error_from_transport (local, self->server, error);
      return NULL;
    }
  g_atomic_int_inc (&self->n_answers);
  body = read_body (stream, max_bytes, self->server, cancellable, error);
  if (body == NULL)
    return NULL;
  if (is_cut_off (message, body))
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE, "'%s': answer was cut off",
                   self->server);
      return NULL;
    }
  return g_steal_pointer (&body);
}

static GBytes *
send_in_session (MootConnection  *self,
                 SoupSession     *session,
                 SoupMessage     *message,
                 gsize            max_bytes,
                 GCancellable    *cancellable,
                 GError         **error)
{
  g_autoptr (GBytes) body = receive (self, session, message, max_bytes, cancellable, error);
  const guint status = soup_message_get_status (message);

  if (body != NULL && !SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      moot_client_error_from_status (status, body, error);
      return NULL;
    }
  return g_steal_pointer (&body);
}

static GBytes *
send_message (MootConnection   *self,
              MootSessionPool  *sessions,
              SoupMessage      *message,
              gsize             max_bytes,
              GCancellable     *cancellable,
              GError          **error)
{
  SoupSession *session = moot_session_pool_take (sessions);
  GBytes *body = send_in_session (self, session, message, max_bytes, cancellable, error);

  moot_session_pool_give (sessions, session);
  return body;
}

/**
 * moot_connection_call:
 * @self: a connection
 * @request: what to ask
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Asks, waits, reads and builds the entities.
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 * Thread: a worker.
 *
 * Returns: (transfer full): the answer
 */
MootReply *
moot_connection_call (MootConnection  *self,
                      MootRequest     *request,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *link;

  if (self->other != NULL)
    return self->other->answer (self, self->data, request, cancellable, error);

  message = make_message (self, request, error);
  if (message == NULL)
    return NULL;
  body = send_message (self, self->sessions, message, MOOT_CONNECTION_JSON_MAX, cancellable, error);
  if (body == NULL)
    return NULL;

  link = soup_message_headers_get_list (soup_message_get_response_headers (message), "Link");
  return moot_reply_new (moot_request_get_info (request), soup_message_get_status (message), body,
                         link, error);
}

static SoupMessage *
make_plain_message (MootConnection  *self,
                    const char      *token,
                    const char      *method,
                    const char      *target,
                    const char      *json,
                    GError         **error)
{
  g_autofree char *url = moot_connection_dup_url (self, target);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_BAD_ADDRESS, "'%s' is no address",
                   url);
      return NULL;
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (json != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

      set_bytes (message, "application/json", body);
    }
  return message;
}

/**
 * moot_connection_ask:
 * @self: a connection
 * @token: (nullable): bearer token
 * @method: HTTP method
 * @target: path and query
 * @json: (nullable): body
 * @out_answer: (out): what came, of any status
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * One exchange with a server of another kind; what a status means is for the caller to say.
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 * Thread: a worker.
 *
 * Returns: whether the server answered
 */
gboolean
moot_connection_ask (MootConnection        *self,
                     const char            *token,
                     const char            *method,
                     const char            *target,
                     const char            *json,
                     MootConnectionAnswer  *out_answer,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr (SoupMessage) message =
    make_plain_message (self, token, method, target, json, error);
  SoupSession *session;
  const char *wait;

  if (message == NULL)
    return FALSE;
  session = moot_session_pool_take (self->sessions);
  out_answer->body =
    receive (self, session, message, MOOT_CONNECTION_JSON_MAX, cancellable, error);
  moot_session_pool_give (self->sessions, session);
  if (out_answer->body == NULL)
    return FALSE;
  out_answer->status = soup_message_get_status (message);
  wait = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  out_answer->wait_s = wait != NULL ? MAX (0, g_ascii_strtoll (wait, NULL, 10)) : 0;
  return TRUE;
}

/**
 * moot_connection_fetch:
 * @self: a connection
 * @url: a picture or another file, on this server or anywhere
 * @max_bytes: refuse more
 * @out_content_type: (out) (optional) (nullable): what the server calls it
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Fetches a public file: no token is sent, since media addresses are shared between servers.
 *
 * Errors: #MootClientError, %G_IO_ERROR_CANCELLED.
 * Thread: a worker.
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
moot_connection_fetch (MootConnection  *self,
                       const char      *url,
                       gsize            max_bytes,
                       char           **out_content_type,
                       GCancellable    *cancellable,
                       GError         **error)
{
  gboolean own = moot_server_owns (self->server, url);
  g_autofree char *address = own ? moot_connection_dup_url (self, url + strlen (self->server))
                                 : g_strdup (url);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GBytes) body = NULL;

  if (message == NULL || (!own && !moot_server_may_fetch (self->server, url)))
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_BAD_ADDRESS,
                   "'%s' cannot be fetched", url);
      return NULL;
    }
  body = send_message (self, !own && self->outside != NULL ? self->outside : self->sessions,
                       message, max_bytes, cancellable, error);
  if (body != NULL && out_content_type != NULL)
    *out_content_type = g_strdup (
      soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL));
  return g_steal_pointer (&body);
}

/**
 * moot_connection_get_n_answers:
 * @self: a connection
 *
 * Work that only read what is kept says nothing of the server: compare two of these to know.
 * Thread: any.
 *
 * Returns: how often a server answered so far
 */
guint
moot_connection_get_n_answers (MootConnection *self)
{
  return (guint) g_atomic_int_get (&self->n_answers);
}
