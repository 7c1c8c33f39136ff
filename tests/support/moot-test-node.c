/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A real node in a thread of its own, for tests over real HTTP.
 * Thread: the test's; the node has its own. */
#include "moot-test-node.h"

#include "moot-token-store.h"
#include "moot-user-store.h"

#include <glib/gstdio.h>
#include <string.h>

/* A port of our own: bound for as long as the node lives, so that no other program is given it in
 * between; the node may bind it beside us, because both say that it may be used again. */
static guint16
reserve_port (MootTestNode *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) local = NULL;

  self->reservation = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                    G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_assert_true (g_socket_bind (self->reservation, any, TRUE, NULL));
  local = g_socket_get_local_address (self->reservation, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
}

static gboolean
write_settings (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  MootTestNode *self = data;
  const char *url = self->public_url != NULL ? self->public_url : self->base_url;
  const char *host = strstr (url, "://") + strlen ("://");

  return moot_setting_put (db, "base_url", url, error) &&
         moot_setting_put (db, "domain", self->domain != NULL ? self->domain : host, error) &&
         moot_setting_put (db, "name", "Test moot", error);
}

static void
make_folder (MootTestNode *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MootDbPool) pool = NULL;

  self->folder = g_dir_make_tmp ("moot-test-XXXXXX", &error);
  g_assert_no_error (error);
  path = moot_site_database_path (self->folder);
  moot_store_ensure_resources ();
  pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  g_assert_true (moot_db_pool_write (pool, write_settings, self, &error));
  g_assert_no_error (error);
}

typedef struct
{
  MootTestNode *node;
  GMutex lock;
  GCond ready;
  gboolean started;
} Start;

static MootDeliveryOptions delivery_options;
static MootCatchUpOptions catch_up_options;
static gboolean watch_sleep_option;

/** moot_test_node_set_catch_up: how patient nodes catch up that start from now on */
void
moot_test_node_set_catch_up (const MootCatchUpOptions *options)
{
  catch_up_options = *options;
}

/** moot_test_node_set_watch_sleep: whether nodes listen to the system that start from now on */
void
moot_test_node_set_watch_sleep (gboolean watch_sleep)
{
  watch_sleep_option = watch_sleep;
}

/** moot_test_node_set_delivery: how patient delivery of nodes is that start from now on */
void
moot_test_node_set_delivery (const MootDeliveryOptions *options)
{
  delivery_options = *options;
}

static const MootInboxLimits *inbox_limits;

/** moot_test_node_set_inbox: how much nodes take that start from now on; %NULL: anything */
void
moot_test_node_set_inbox (const MootInboxLimits *limits)
{
  inbox_limits = limits;
}

static void (*adjust_options) (MootNodeOptions *options);

/** moot_test_node_set_adjust: what nodes that start from now on are told besides; %NULL: nothing */
void
moot_test_node_set_adjust (void (*adjust) (MootNodeOptions *options))
{
  adjust_options = adjust;
}

static gpointer
run_node (gpointer data)
{
  Start *start = data;
  MootTestNode *self = start->node;
  const char *listen[] = { strstr (self->base_url, "://") + strlen ("://"), NULL };
  MootNodeOptions options = { .data_folder = self->folder,
                              .listen = listen,
                              .allow_private_addresses = TRUE,
                              .authorized_fetch = self->authorized_fetch,
                              .patience = self->patience,
                              .inbox_limits = inbox_limits,
                              .delivery = delivery_options,
                              .catch_up = catch_up_options,
                              .watch_sleep = watch_sleep_option };
  g_autoptr (GError) error = NULL;

  if (adjust_options != NULL)
    adjust_options (&options);
  g_main_context_push_thread_default (self->context);
  self->node = moot_node_start (&options, &error);
  g_assert_no_error (error);
  g_mutex_lock (&start->lock);
  start->started = TRUE;
  g_cond_signal (&start->ready);
  g_mutex_unlock (&start->lock);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->node, moot_node_stop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
start_thread (MootTestNode *self)
{
  Start start = { .node = self };

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&start.lock);
  g_cond_init (&start.ready);
  g_mutex_lock (&start.lock);
  self->thread = g_thread_new ("node", run_node, &start);
  while (!start.started)
    g_cond_wait (&start.ready, &start.lock);
  g_mutex_unlock (&start.lock);
  g_mutex_clear (&start.lock);
  g_cond_clear (&start.ready);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Asks from within the loop: one that has not begun to run forgets that it was told to quit. */
static void
stop_thread (MootTestNode *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/** moot_test_node_new: (transfer full): a node that serves */
MootTestNode *
moot_test_node_new (void)
{
  return moot_test_node_new_patient (NULL);
}

static MootTestNode *
create (const MootPatience *patience,
        const char         *public_url,
        const char         *domain,
        gboolean            authorized_fetch)
{
  MootTestNode *self = g_new0 (MootTestNode, 1);

  self->public_url = g_strdup (public_url);
  self->domain = g_strdup (domain);
  self->authorized_fetch = authorized_fetch;
  self->base_url = g_strdup_printf ("http://127.0.0.1:%u", reserve_port (self));
  self->patience = patience;
  self->session = soup_session_new ();
  make_folder (self);
  start_thread (self);
  return self;
}

/** moot_test_node_new_patient: (transfer full): a node with limits of its own for connections */
MootTestNode *
moot_test_node_new_patient (const MootPatience *patience)
{
  return create (patience, NULL, NULL, FALSE);
}

/** moot_test_node_new_called: (transfer full): a node that has another name, and shows nothing to
 * who does not sign */
MootTestNode *
moot_test_node_new_called (const char *public_url)
{
  return create (NULL, public_url, NULL, TRUE);
}

/** moot_test_node_new_split: (transfer full): a node whose handles say @domain, not its host */
MootTestNode *
moot_test_node_new_split (const char *domain)
{
  return create (NULL, NULL, domain, FALSE);
}

/** moot_test_node_stop: nobody answers at its address any more */
void
moot_test_node_stop (MootTestNode *self)
{
  stop_thread (self);
}

/** moot_test_node_start: serves the same folder again, once it was stopped */
void
moot_test_node_start (MootTestNode *self)
{
  start_thread (self);
}

/** moot_test_node_restart: stops the node and starts it again on the same folder */
void
moot_test_node_restart (MootTestNode *self)
{
  stop_thread (self);
  start_thread (self);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/** moot_test_node_free: stops the node and removes its folder */
void
moot_test_node_free (MootTestNode *self)
{
  g_clear_object (&self->session);
  if (self->loop != NULL)
    stop_thread (self);
  g_clear_object (&self->reservation);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->base_url);
  g_free (self->public_url);
  g_free (self->domain);
  g_free (self);
}

/** moot_test_node_write: one transaction on the running node's database; asserts that it commits */
gboolean
moot_test_node_write (MootTestNode *self,
                      MootDbWork    work,
                      gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gboolean done =
    moot_db_pool_write (moot_node_get_services (self->node)->pool, work, data, &error);

  g_assert_no_error (error);
  return done;
}

typedef struct
{
  MootTestNode *node;
  MootUserDraft *draft;
  gint64 account_id;
  const char *scopes;
  char *token;
} Addition;

static gboolean
add_user (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  Addition *addition = data;

  return moot_user_store_add (db, moot_node_get_services (addition->node->node)->site,
                              addition->draft, &addition->account_id, error);
}

/** moot_test_node_add_user: an account that can sign in with the password "password of NAME" */
gint64
moot_test_node_add_user (MootTestNode *self,
                         const char   *username)
{
  g_autofree char *password = g_strconcat ("password of ", username, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUserDraft) draft = moot_user_draft_new (username, password, FALSE, &error);
  Addition addition = { .node = self, .draft = draft };

  g_assert_no_error (error);
  moot_test_node_write (self, add_user, &addition);
  return addition.account_id;
}

static gboolean
add_token (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Addition *addition = data;

  return moot_token_store_add (db, 0, addition->account_id, addition->scopes, NULL,
                               &addition->token, error);
}

/** moot_test_node_add_token: (transfer full): a bearer token of @account_id */
char *
moot_test_node_add_token (MootTestNode *self,
                          gint64        account_id,
                          const char   *scopes)
{
  Addition addition = { .node = self, .account_id = account_id, .scopes = scopes };

  moot_test_node_write (self, add_token, &addition);
  return addition.token;
}

/** moot_test_send: (transfer full): sends @message, which has an address of the node */
MootTestReply *
moot_test_send (MootTestNode *self,
                SoupMessage  *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read (self->session, message, NULL, &error);
  MootTestReply *reply = g_new0 (MootTestReply, 1);
  const char *data;
  gsize size;

  g_assert_no_error (error);
  data = g_bytes_get_data (answer, &size);
  reply->status = soup_message_get_status (message);
  reply->text = g_strndup (data != NULL ? data : "", size);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->content_type = g_strdup (soup_message_headers_get_content_type (reply->headers, NULL));
  if (reply->content_type != NULL && g_str_has_suffix (reply->content_type, "json"))
    reply->json = json_from_string (reply->text, NULL);
  return reply;
}

/**
 * moot_test_request:
 * @method: GET, POST, …
 * @path: with query
 * @token: (nullable): a bearer token
 * @content_type: (nullable): of @body
 * @body: (nullable): text
 *
 * Returns: (transfer full): the answer, whatever its status
 */
MootTestReply *
moot_test_request (MootTestNode *self,
                   const char   *method,
                   const char   *path,
                   const char   *token,
                   const char   *content_type,
                   const char   *body)
{
  g_autofree char *uri = g_strconcat (self->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, content_type, bytes);
    }
  return moot_test_send (self, message);
}

/** moot_test_get_document: (transfer full): GET @path as another server that does not sign */
MootTestReply *
moot_test_get_document (MootTestNode *self,
                        const char   *path)
{
  g_autofree char *uri = g_strconcat (self->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/activity+json");
  return moot_test_send (self, message);
}

/** moot_test_get: (transfer full): GET @path */
MootTestReply *
moot_test_get (MootTestNode *self,
               const char   *path,
               const char   *token)
{
  return moot_test_request (self, "GET", path, token, NULL, NULL);
}

/** moot_test_post: (transfer full): POST a urlencoded @form */
MootTestReply *
moot_test_post (MootTestNode *self,
                const char   *path,
                const char   *token,
                const char   *form)
{
  return moot_test_request (self, "POST", path, token, "application/x-www-form-urlencoded",
                            form != NULL ? form : "");
}

/** moot_test_send_json: (transfer full): send @json with @method */
MootTestReply *
moot_test_send_json (MootTestNode *self,
                     const char   *method,
                     const char   *path,
                     const char   *token,
                     const char   *json)
{
  return moot_test_request (self, method, path, token, "application/json", json);
}

/** moot_test_reply_free: frees @self */
void
moot_test_reply_free (MootTestReply *self)
{
  g_free (self->text);
  g_free (self->content_type);
  g_clear_pointer (&self->json, json_node_unref);
  soup_message_headers_unref (self->headers);
  g_free (self);
}

/** moot_test_reply_object: (transfer none): the body, which must be an object */
JsonObject *
moot_test_reply_object (MootTestReply *self)
{
  g_assert_nonnull (self->json);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (self->json));
  return json_node_get_object (self->json);
}

/** moot_test_reply_array: (transfer none): the body, which must be an array */
JsonArray *
moot_test_reply_array (MootTestReply *self)
{
  g_assert_nonnull (self->json);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (self->json));
  return json_node_get_array (self->json);
}

/** moot_test_reply_string: (transfer none) (nullable): a member of the object in the body */
const char *
moot_test_reply_string (MootTestReply *self,
                        const char    *name)
{
  return moot_json_get_string (moot_test_reply_object (self), name);
}
