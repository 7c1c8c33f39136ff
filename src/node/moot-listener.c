/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The door: takes HTTP requests from libsoup, hands each as a MootExchange to a worker and writes
 * the answer.  Bodies and the number of requests under way are bounded here.
 *
 * Spec: RFC 9110, 9112; CORS as the client API needs it.
 * Thread: the node's main thread; handlers run on the workers. */
#include "moot-listener.h"

#include "config.h"
#include "moot-answer-cache.h"
#include "moot-answer.h"
#include "moot-auth.h"
#include "moot-body.h"
#include "moot-clock.h"
#include "moot-connections.h"
#include "moot-film-answer.h"
#include "moot-inbound.h"
#include "moot-peer-request.h"
#include "moot-prompt.h"
#include "moot-rate-limits.h"
#include "moot-streaming.h"
#include "moot-worker.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define MAX_REQUESTS 512      /* under way at once; more are told to come back */
#define MAX_PEER_REQUESTS 128 /* of these, from other servers */
#define N_PEER_WORKERS 8      /* each may wait for the server that asks */
#define N_MEDIA_WORKERS 8     /* each may wait for the server that has a picture */
#define BACKLOG 512           /* connections the system holds for us while we are busy */

struct _MootListener
{
  const MootServices *services;
  const MootRouteTable *const *tables;
  gsize n_tables;
  SoupServer *server;
  GSocketService *service;
  GPtrArray *addresses; /* of char *: where a client finds us */
  MootConnections *connections;
  MootWorker *workers[MOOT_INBOUND_N_POOLS];
  MootAnswerCache *answers;
  MootPrompt *prompt;
  GPtrArray *socket_paths;
  guint n_requests;
  guint n_peer_requests;
};

typedef struct
{
  MootListener *listener;
  SoupServerMessage *message;
  MootExchange *exchange;
  char *content_type;
  char *query;
  char *key;        /* (nullable): to keep the answer by */
  guint64 question; /* for the one who decides where it is worked on */
  MootDbVersion version;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  moot_exchange_free (job->exchange);
  g_object_unref (job->message);
  g_free (job->content_type);
  g_free (job->query);
  g_free (job->key);
  g_free (job);
}

/* The work, on a worker -------------------------------------------------------------------- */

/* With a reader, which is only lent. */
static void
work (Job    *job,
      MootDb *db)
{
  MootExchange *exchange = job->exchange;

  exchange->db = db;
  moot_router_dispatch (job->listener->tables, job->listener->n_tables, exchange);
  exchange->db = NULL;
}

static gpointer
answer (gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Job *job = data;
  MootExchange *exchange = job->exchange;
  MootDbPool *pool = job->listener->services->pool;
  g_autoptr (GError) local = NULL;
  MootDb *db;

  if (!moot_params_add_query (exchange->params, job->query, &local) ||
      (exchange->message == NULL && !moot_body_read (exchange, job->content_type, &local)))
    {
      moot_exchange_refuse (exchange, 400, "%s", local->message);
      return NULL;
    }
  db = moot_db_pool_borrow_reader (pool, &local);
  if (db == NULL)
    moot_exchange_fail (exchange, local);
  else
    work (job, db);
  moot_db_pool_return_reader (pool, db);
  return NULL;
}

/* Writing the answer ----------------------------------------------------------------------- */

static void
keep_answer (const Job *job)
{
  const MootExchange *exchange = job->exchange;
  const MootAnswer answer = { .content_type = exchange->content_type,
                              .body = exchange->response,
                              .headers = exchange->response_headers,
                              .viewer_id = exchange->viewer_id,
                              .changes_at = exchange->changes_at };

  if (job->key != NULL && exchange->lasting && exchange->status == 200)
    moot_answer_cache_keep (job->listener->answers, job->key, &job->version, &answer,
                            moot_clock_now ());
}

static void
write_answer (const Job *job)
{
  const MootExchange *exchange = job->exchange;

  moot_answer_write_headers (job->message, exchange->response_headers, exchange->viewer_id != 0);
  moot_answer_write_pace (job->message, &exchange->pace, exchange->asked_at);
  moot_answer_write_body (job->message, exchange->status, exchange->content_type,
                          exchange->response);
  keep_answer (job);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  MootExchange *exchange = job->exchange;

  job->listener->n_requests--;
  if (exchange->message != NULL)
    job->listener->n_peer_requests--;
  if (exchange->stream != NULL)
    {
      moot_answer_write_headers (job->message, exchange->response_headers,
                                 exchange->viewer_id != 0);
      moot_streaming_start (job->listener->services->hub, job->message, exchange);
    }
  else if (exchange->film != NULL)
    {
      moot_film_answer_start (job->message, exchange);
    }
  else
    {
      moot_connection_enter (job->message, MOOT_CONNECTION_READING);
      moot_connection_allow (job->message, g_bytes_get_size (exchange->response));
      write_answer (job);
      if (exchange->lasting && job->key != NULL)
        moot_prompt_ran (job->listener->prompt, job->question, g_get_monotonic_time () / 1000,
                         TRUE);
    }
  soup_server_message_unpause (job->message);
}

/* What is kept is counted like everything else; answers when there was too much of it. */
static gboolean
is_in_limits (MootListener      *self,
              SoupServerMessage *message,
              gint64             viewer_id)
{
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *address = moot_inbound_dup_address (self->services, message);
  gint64 now = moot_clock_now ();
  MootPace pace;
  gboolean allowed = moot_rate_limits_take (self->services->rate_limits, "GET",
                                            g_uri_get_path (uri), viewer_id, address, now, &pace);

  if (!allowed)
    moot_answer_refuse (message, 429, "{\"error\":\"Too many requests\"}");
  moot_answer_write_pace (message, &pace, now);
  return allowed;
}

/* Whether the answer was there already. */
static gboolean
answer_again (MootListener      *self,
              SoupServerMessage *message,
              const char        *key)
{
  const MootAnswer *answer =
    key != NULL ? moot_answer_cache_find (self->answers, key, moot_clock_now ()) : NULL;

  if (answer == NULL)
    return FALSE;
  if (!is_in_limits (self, message, answer->viewer_id))
    return TRUE;
  moot_answer_write_headers (message, answer->headers, answer->viewer_id != 0);
  moot_answer_write_body (message, 200, answer->content_type, answer->body);
  return TRUE;
}

/* Taking the request ----------------------------------------------------------------------- */

/* What is in memory for sure is read here and now: waking a worker would take longer. */
static gboolean
answer_promptly (Job *job)
{
  MootListener *self = job->listener;
  MootDbPool *pool = self->services->pool;
  gint64 now = g_get_monotonic_time () / 1000;
  GSource *source = g_main_current_source ();
  MootDb *db = NULL;
  gboolean whole;

  if (source != NULL &&
      moot_prompt_may_run (self->prompt, job->key != NULL ? job->question : 0, now,
                           g_source_get_time (source), self->n_requests))
    db = moot_db_pool_borrow_idle_reader (pool);
  if (db == NULL)
    return FALSE;
  moot_db_hurry (db, MOOT_PROMPT_MAX_CPU_US, MOOT_PROMPT_MAX_US);
  whole = moot_params_add_query (job->exchange->params, job->query, NULL);
  if (whole)
    work (job, db);
  whole = moot_db_calm (db) && whole;
  moot_db_pool_return_reader (pool, db);
  moot_prompt_ran (self->prompt, job->question, now, whole);
  if (whole)
    {
      write_answer (job);
      return TRUE;
    }
  moot_exchange_free (job->exchange); /* it is half filled */
  job->exchange = moot_inbound_read (self->services, job->message);
  return FALSE;
}

static Job *
job_new (MootListener      *self,
         SoupServerMessage *message,
         const char        *key)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  Job *job = g_new0 (Job, 1);

  job->listener = self;
  job->message = g_object_ref (message);
  job->exchange = moot_inbound_read (self->services, message);
  job->content_type = g_strdup (moot_exchange_get_header (job->exchange, "content-type"));
  job->query = g_strdup (g_uri_get_query (uri));
  job->question =
    moot_prompt_make_key (g_uri_get_path (uri), job->query,
                          soup_message_headers_get_one (headers, "Authorization"));
  if (moot_db_pool_get_version (self->services->pool, &job->version))
    job->key = g_strdup (key);
  return job;
}

static void
hand_over (Job *job)
{
  MootListener *self = job->listener;
  gboolean by_peer = moot_peer_request_is (job->message);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, answered_cb, NULL);

  if (by_peer)
    job->exchange->message = moot_peer_request_read (job->message, self->services->site->base_url);
  self->n_requests++;
  self->n_peer_requests += by_peer ? 1 : 0;
  moot_connection_enter (job->message, MOOT_CONNECTION_WORKING);
  soup_server_message_pause (job->message);
  g_task_set_task_data (task, job, job_free);
  moot_worker_run (self->workers[moot_inbound_get_pool (job->message)], task, answer, NULL);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  MootListener *self = user_data;
  gboolean by_peer = moot_peer_request_is (message);
  g_autofree char *key = NULL;
  Job *job;

  moot_connection_enter (message, MOOT_CONNECTION_READING);
  if (soup_server_message_get_status (message) != 0)
    return; /* refused while its body came in */
  if (g_str_equal (soup_server_message_get_method (message), "OPTIONS"))
    {
      moot_answer_preflight (message);
      return;
    }
  key = by_peer ? NULL : moot_answer_dup_key (message);
  if (answer_again (self, message, key))
    return;
  if (self->n_requests >= MAX_REQUESTS || (by_peer && self->n_peer_requests >= MAX_PEER_REQUESTS))
    {
      moot_answer_refuse (message, 503, "{\"error\":\"The server is busy, please try again\"}");
      return;
    }
  job = job_new (self, message, key);
  if (answer_promptly (job))
    job_free (job);
  else
    hand_over (job);
}

/* Taking connections ------------------------------------------------------------------------ */

/* Its first byte has come, or its answer has gone: either way a head is waited for. */
static void
head_awaited_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 gpointer           user_data)
{
  moot_connection_enter (message, MOOT_CONNECTION_WAITING);
}

/* libsoup 3.2's own listener loses a socket object with each connection: we accept by ourselves. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  MootListener *self = user_data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  gboolean inet = G_IS_INET_SOCKET_ADDRESS (remote);

  if (remote == NULL || !moot_connections_add (self->connections, connection, remote))
    return TRUE; /* closed unread */
  if (inet)
    g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY,
                         TRUE, NULL);
  if (!inet)
    {
      /* libsoup knows no other addresses, and looks at this one when a request names no host */
      g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

      g_clear_object (&local);
      local = g_inet_socket_address_new (loopback, 0);
    }
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* libsoup waits for the next request of a connection only while its server listens itself.  We
 * accept on our own, so it gets a socket without a name, which nobody can reach. */
static void
keep_connections_alive (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("folkmoot-XXXXXX", &error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "unreachable", NULL) : NULL;
  g_autoptr (GSocketAddress) address = path != NULL ? g_unix_socket_address_new (path) : NULL;
  g_autoptr (GSocket) socket =
    address != NULL
      ? g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error)
      : NULL;

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, &error) ||
      !g_socket_listen (socket, &error) || !soup_server_listen_socket (server, socket, 0, &error))
    g_message ("each connection serves one request only: %s", error->message);
  if (path != NULL)
    {
      g_unlink (path);
      g_rmdir (folder);
    }
}

/**
 * moot_listener_new:
 * @services: what handlers work with; must outlive the listener
 * @tables: the routes, in static storage
 * @n_tables: how many tables
 * @n_workers: how many requests are worked on at once
 * @patience: (nullable): how long connections may take; %NULL: as long as they usually may
 *
 * Returns: (transfer full): a listener of the calling thread's main context, not listening yet
 */
MootListener *
moot_listener_new (const MootServices          *services,
                   const MootRouteTable *const *tables,
                   gsize                        n_tables,
                   guint                        n_workers,
                   const MootPatience          *patience)
{
  MootListener *self = g_new0 (MootListener, 1);

  self->services = services;
  self->tables = tables;
  self->n_tables = n_tables;
  self->workers[MOOT_INBOUND_OF_MEMBERS] = moot_worker_new ("requests", n_workers);
  self->workers[MOOT_INBOUND_OF_PEERS] = moot_worker_new ("peers", N_PEER_WORKERS);
  self->workers[MOOT_INBOUND_OF_PICTURES] = moot_worker_new ("pictures", N_MEDIA_WORKERS);
  self->answers = moot_answer_cache_new (services->pool, MOOT_ANSWER_CACHE_BYTES);
  self->prompt = moot_prompt_new ();
  self->socket_paths = g_ptr_array_new_with_free_func (g_free);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->connections =
    moot_connections_new (patience != NULL ? patience : &moot_default_patience);
  self->server =
    soup_server_new ("server-header", "Folkmoot/" MOOT_VERSION, "raw-paths", TRUE, NULL);
  keep_connections_alive (self->server);
  soup_server_add_early_handler (self->server, NULL, moot_inbound_begin, NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (head_awaited_cb), self);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (head_awaited_cb), self);
  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return self;
}

static gboolean
listen_on_path (MootListener  *self,
                const char    *path,
                GError       **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);

  g_unlink (path); /* left by a node that was killed; the folder's lock says nobody listens there */
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                      error))
    return FALSE;
  g_chmod (path, 0600);
  g_ptr_array_add (self->socket_paths, g_strdup (path));
  g_ptr_array_add (self->addresses, g_strconcat ("unix:", path, NULL));
  return TRUE;
}

static gboolean
listen_on_inet (MootListener  *self,
                GInetAddress  *inet,
                guint16        port,
                GError       **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (inet, port);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autofree char *host = g_inet_address_to_string (inet);

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective,
                                      error))
    return FALSE;
  g_ptr_array_add (
    self->addresses,
    g_strdup_printf (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "http://[%s]:%u/"
                                                                              : "http://%s:%u/",
                     host, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective))));
  return TRUE;
}

/**
 * moot_listener_listen:
 * @self: a listener
 * @address: `127.0.0.1:8080`, `[::1]:8080` or `unix:/run/…/node.sock`; port 0 finds a free one
 * @error: return location
 *
 * Who connects waits until moot_listener_start().
 *
 * Returns: whether it listens there now
 */
gboolean
moot_listener_listen (MootListener  *self,
                      const char    *address,
                      GError       **error)
{
  g_autoptr (GSocketConnectable) parsed = NULL;
  g_autoptr (GInetAddress) inet = NULL;

  if (g_str_has_prefix (address, "unix:"))
    return listen_on_path (self, address + strlen ("unix:"), error);

  parsed = g_network_address_parse (address, 0, error);
  if (parsed == NULL)
    return FALSE;
  inet =
    g_inet_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)));
  if (inet == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "'%s' is not ADDRESS:PORT or unix:PATH", address);
      return FALSE;
    }
  return listen_on_inet (self, inet, g_network_address_get_port (G_NETWORK_ADDRESS (parsed)),
                         error);
}

/**
 * moot_listener_start:
 * @self: a listener that listens wherever it shall
 *
 * Begins to accept.  Not before: with each further address the service cancels the accept that is
 * under way, and a connection that is there already would be closed unread.
 */
void
moot_listener_start (MootListener *self)
{
  g_socket_service_start (self->service);
}

/** moot_listener_dup_addresses: (transfer full): where it listens, as addresses a person can open
 */
GStrv
moot_listener_dup_addresses (MootListener *self)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < self->addresses->len; i++)
    g_strv_builder_add (list, g_ptr_array_index (self->addresses, i));
  return g_strv_builder_end (list);
}

/**
 * moot_listener_stop:
 * @self: a listener
 *
 * Takes no new requests, lets those under way finish and writes their answers.
 */
void
moot_listener_stop (MootListener *self)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gint64 deadline = g_get_monotonic_time () + G_USEC_PER_SEC;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (self->n_requests > 0 && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (context, FALSE))
      g_usleep (1000);
  soup_server_disconnect (self->server);
  for (guint i = 0; i < self->socket_paths->len; i++)
    g_unlink (g_ptr_array_index (self->socket_paths, i));
}

/** moot_listener_free: frees @self, which may be %NULL; stop it first */
void
moot_listener_free (MootListener *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < MOOT_INBOUND_N_POOLS; i++)
    g_clear_pointer (&self->workers[i], moot_worker_free);
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
  g_clear_object (&self->server);
  g_clear_object (&self->service);
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue; /* the last connections go */
  moot_answer_cache_free (self->answers);
  moot_prompt_free (self->prompt);
  moot_connections_free (self->connections);
  g_ptr_array_unref (self->socket_paths);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}
