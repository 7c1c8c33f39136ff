/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Another server, scripted.
 * Thread: the test's; the server answers on its own. */
#include "inbox-peer.h"

#include "moot-clock.h"
#include "moot-errands.h"
#include "moot-error.h"
#include "moot-held-posts.h"
#include "moot-keys.h"

#include <string.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)
#define STEP_US 5000
#define CUT "-"

static void
reply (GOutputStream *out,
       const char    *request,
       guint          n,
       gpointer       data,
       GCancellable  *cancellable)
{
  InboxPeer *self = data;
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  g_autofree char *text = NULL;

  g_mutex_lock (&self->lock);
  text = g_strcmp0 (words[0], "POST") == 0
           ? g_queue_pop_head (&self->answers)
           : g_strdup (g_hash_table_lookup (self->documents, words[1]));
  g_mutex_unlock (&self->lock);
  if (text != NULL && *text == '\0')
    while (!g_cancellable_is_cancelled (cancellable))
      g_usleep (STEP_US);
  else if (g_strcmp0 (text, CUT) == 0)
    return;
  else if (g_strcmp0 (words[0], "POST") == 0 && text != NULL)
    test_reply_text (out, text, cancellable);
  else if (g_strcmp0 (words[0], "POST") == 0)
    test_reply_text (out,
                     "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                     cancellable);
  else if (text == NULL)
    test_reply_text (out,
                     "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                     cancellable);
  else
    test_reply_text (out, text, cancellable);
}

/* Keys are slow to make: all peers of a program have the same two. */
static const MootKeyPair *
get_pair (guint which)
{
  static MootKeyPair *pairs[2];
  g_autoptr (GError) error = NULL;

  if (pairs[which] == NULL)
    pairs[which] = moot_key_pair_new_rsa (&error);
  g_assert_no_error (error);
  return pairs[which];
}

static MootPrivateKey *
make_key (guint   which,
          char  **out_pem)
{
  const MootKeyPair *pair = get_pair (which);
  g_autoptr (GError) error = NULL;
  MootPrivateKey *key = moot_private_key_new_from_pem (pair->private_key, &error);

  g_assert_no_error (error);
  *out_pem = g_strdup (pair->public_key);
  return key;
}

InboxPeer *
inbox_peer_new (void)
{
  InboxPeer *self = g_new0 (InboxPeer, 1);

  g_mutex_init (&self->lock);
  self->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->key = make_key (0, &self->public_pem);
  self->other_key = make_key (1, &self->other_pem);
  self->server = test_server_new (reply, self, NULL);
  self->base_url = g_strdup_printf ("http://127.0.0.1:%u", test_server_get_port (self->server));
  inbox_peer_add_actor (self, "mira", self->public_pem);
  return self;
}

void
inbox_peer_free (InboxPeer *self)
{
  test_server_free (self->server);
  g_hash_table_unref (self->documents);
  g_queue_clear_full (&self->answers, g_free);
  moot_private_key_free (self->key);
  moot_private_key_free (self->other_key);
  g_free (self->public_pem);
  g_free (self->other_pem);
  g_free (self->retry_after);
  g_free (self->base_url);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* What it has ---------------------------------------------------------------------------------- */

void
inbox_peer_serve (InboxPeer  *self,
                  const char *path,
                  guint       status,
                  const char *type,
                  const char *body)
{
  char *text = g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Type: %s\r\n"
                                "Content-Length: %u\r\nConnection: close\r\n\r\n%s",
                                status, type, (guint) strlen (body), body);

  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->documents, g_strdup (path), text);
  g_mutex_unlock (&self->lock);
}

/* What the next POST gets that has no answer yet; @headers end with CRLF. */
void
inbox_peer_answer (InboxPeer  *self,
                   guint       status,
                   const char *headers)
{
  char *text =
    g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Length: 0\r\nConnection: close\r\n%s\r\n",
                     status, headers);

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->answers, text);
  g_mutex_unlock (&self->lock);
}

/* The next POST that has no answer yet never gets one. */
void
inbox_peer_hang_post (InboxPeer *self)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->answers, g_strdup (""));
  g_mutex_unlock (&self->lock);
}

/* The connection of the next POST that has no answer yet ends without one. */
void
inbox_peer_cut_post (InboxPeer *self)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->answers, g_strdup (CUT));
  g_mutex_unlock (&self->lock);
}

/* The server takes the question and never answers. */
void
inbox_peer_hang (InboxPeer  *self,
                 const char *path)
{
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->documents, g_strdup (path), g_strdup (""));
  g_mutex_unlock (&self->lock);
}

void
inbox_peer_serve_json (InboxPeer  *self,
                       const char *path,
                       const char *json)
{
  g_autofree char *filled = inbox_peer_fill (self, NULL, json);

  inbox_peer_serve (self, path, 200, "application/activity+json", filled);
}

static void
serve_webfinger (InboxPeer  *self,
                 const char *name)
{
  g_autofree char *host = g_uri_escape_string (self->base_url + strlen ("http://"), NULL, FALSE);
  g_autofree char *path =
    g_strdup_printf ("/.well-known/webfinger?resource=acct%%3A%s%%40%s", name, host);
  g_autofree char *json =
    g_strdup_printf ("{'subject':'acct:%s@%s','links':[{'rel':'self',"
                     "'type':'application/activity+json','href':'@P@/users/%s'}]}",
                     name, self->base_url + strlen ("http://"), name);
  g_autofree char *filled = inbox_peer_fill (self, NULL, json);

  inbox_peer_serve (self, path, 200, "application/jrd+json", filled);
}

void
inbox_peer_add_actor (InboxPeer  *self,
                      const char *name,
                      const char *pem)
{
  g_auto (GStrv) lines = g_strsplit (pem, "\n", -1);
  g_autofree char *escaped = g_strjoinv ("\\n", lines);
  g_autofree char *path = g_strdup_printf ("/users/%s", name);
  g_autofree char *born =
    self->born != NULL ? g_strdup_printf ("'published':'%s',", self->born) : g_strdup ("");
  g_autofree char *json = g_strdup_printf (
    "{'@context':['https://www.w3.org/ns/activitystreams','https://w3id.org/security/v1'],"
    "'id':'@P@/users/%s','type':'Person','preferredUsername':'%s','name':'Name of %s',"
    "%s'summary':'<p>Baker<script>bad()</script></p>','inbox':'@P@/users/%s/inbox',"
    "'outbox':'@P@/users/%s/outbox','followers':'@P@/users/%s/followers',"
    "'featured':'@P@/users/%s/featured',"
    "'publicKey':{'id':'@P@/users/%s#main-key','owner':'@P@/users/%s','publicKeyPem':'%s'}}",
    name, name, name, born, name, name, name, name, name, name, escaped);

  inbox_peer_serve_json (self, path, json);
  serve_webfinger (self, name);
}

/* What it does ----------------------------------------------------------------------------------
 */

char *
inbox_peer_fill (InboxPeer    *self,
                 MootTestNode *node,
                 const char   *json)
{
  GString *text = g_string_new (json);

  g_string_replace (text, "'", "\"", 0);
  g_string_replace (text, "@AS@", "\"@context\":\"https://www.w3.org/ns/activitystreams\"", 0);
  g_string_replace (text, "@PUBLIC@", "https://www.w3.org/ns/activitystreams#Public", 0);
  g_string_replace (text, "@ME@", "@P@/users/mira", 0);
  g_string_replace (text, "@P@", self->base_url, 0);
  if (strstr (text->str, "@L@") != NULL) /* the same by another name: another server */
    {
      g_autofree char *other =
        g_strdup_printf ("http://localhost:%u", test_server_get_port (self->server));

      g_string_replace (text, "@L@", other, 0);
    }
  if (node != NULL)
    g_string_replace (text, "@N@", node->base_url, 0);
  return g_string_free (text, FALSE);
}

static guint
send (InboxPeer       *self,
      MootTestNode    *node,
      MootHttpMessage *message)
{
  g_autofree char *uri = moot_http_message_dup_uri (message);
  g_autoptr (SoupMessage) request = soup_message_new ("POST", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (request);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  if (self->chunked)
    {
      g_autoptr (GInputStream) body =
        g_memory_input_stream_new_from_bytes (moot_http_message_get_body (message));

      soup_message_set_request_body (request, NULL, body, -1);
    }
  else
    soup_message_set_request_body_from_bytes (request, NULL, moot_http_message_get_body (message));
  for (guint i = 0; i < moot_http_message_get_n_headers (message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (message, i, &value);

      soup_message_headers_append (headers, name, value);
    }
  answer = soup_session_send_and_read (node->session, request, NULL, &error);
  g_assert_no_error (error);
  g_free (self->retry_after);
  self->retry_after = g_strdup (soup_message_headers_get_one (
    soup_message_get_response_headers (request), "Retry-After"));
  return soup_message_get_status (request);
}

/* With one more header, which is signed. */
static guint
post_with (InboxPeer    *self,
           MootTestNode *node,
           const char   *key_id,
           const char   *path,
           const char   *name,
           const char   *value,
           const char   *json)
{
  g_autofree char *filled = inbox_peer_fill (self, node, json);
  g_autofree char *key = inbox_peer_fill (self, node, key_id);
  g_autofree char *uri = g_strconcat (node->base_url, path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootHttpMessage) message = moot_http_message_new_for_uri ("POST", uri, &error);
  g_autoptr (GBytes) body = g_bytes_new (filled, strlen (filled));

  g_assert_no_error (error);
  moot_http_message_set_body (message, body);
  g_assert_true (
    moot_http_message_add_header (message, "Content-Type", "application/activity+json"));
  if (name != NULL)
    g_assert_true (moot_http_message_add_header (message, name, value));
  g_assert_true (moot_http_message_sign (
    message, MOOT_SIGNATURE_CAVAGE,
    g_str_has_suffix (key_id, "2") ? self->other_key : self->key, key, moot_clock_now (), &error));
  g_assert_no_error (error);
  return send (self, node, message);
}

guint
inbox_peer_post_as (InboxPeer    *self,
                    MootTestNode *node,
                    const char   *key_id,
                    const char   *path,
                    const char   *json)
{
  return post_with (self, node, key_id, path, NULL, NULL, json);
}

guint
inbox_peer_post_synchronised (InboxPeer    *self,
                              MootTestNode *node,
                              const char   *header,
                              const char   *json)
{
  g_autofree char *value = inbox_peer_fill (self, node, header);

  return post_with (self, node, "@ME@#main-key", "/inbox", "Collection-Synchronization", value,
                    json);
}

guint
inbox_peer_post (InboxPeer    *self,
                 MootTestNode *node,
                 const char   *json)
{
  return inbox_peer_post_as (self, node, "@ME@#main-key", "/inbox", json);
}

MootTestReply *
inbox_peer_get (InboxPeer    *self,
                MootTestNode *node,
                const char   *path)
{
  g_autofree char *key_id = inbox_peer_fill (self, NULL, "@ME@#main-key");
  g_autoptr (MootHttpMessage) message = moot_http_message_new ("GET", node->base_url, path);
  g_autofree char *uri = g_strconcat (node->base_url, path, NULL);
  g_autoptr (SoupMessage) request = soup_message_new ("GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (request);
  MootTestReply *reply = g_new0 (MootTestReply, 1);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_http_message_sign (message, MOOT_SIGNATURE_CAVAGE, self->key, key_id,
                                         moot_clock_now (), &error));
  for (guint i = 0; i < moot_http_message_get_n_headers (message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (message, i, &value);

      if (strcmp (name, "host") != 0)
        soup_message_headers_replace (headers, name, value);
    }
  soup_message_headers_replace (headers, "Accept", "application/activity+json");
  body = soup_session_send_and_read (node->session, request, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (request);
  reply->text = g_bytes_get_size (body) > 0
                  ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                  : g_strdup ("");
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (request));
  reply->json = moot_json_parse (reply->text, -1, NULL);
  return reply;
}

/* What came of it --------------------------------------------------------------------------------
 */

/* When the node asked to come back, the last time something was delivered; NULL: it did not. */
const char *
inbox_peer_get_retry_after (const InboxPeer *self)
{
  return self->retry_after;
}

guint
inbox_peer_count (InboxPeer  *self,
                  const char *what)
{
  g_autofree char *wanted = inbox_peer_fill (self, NULL, what);
  guint n_requests = test_server_get_n_requests (self->server);
  guint n = 0;

  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *request = test_server_dup_request (self->server, i);

      n += strstr (request, wanted) != NULL ? 1 : 0;
    }
  return n;
}

/* The first request in which @what stands. */
char *
inbox_peer_wait_for (InboxPeer  *self,
                     const char *what)
{
  g_autofree char *wanted = inbox_peer_fill (self, NULL, what);
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (g_get_monotonic_time () < deadline)
    {
      guint n_requests = test_server_get_n_requests (self->server);

      for (guint i = 0; i < n_requests; i++)
        {
          g_autofree char *request = test_server_dup_request (self->server, i);

          if (strstr (request, wanted) != NULL)
            return g_steal_pointer (&request);
        }
      g_usleep (STEP_US);
    }
  g_error ("nothing came with '%s' in it", wanted);
}

/* The @n-th request with @what in it, from 0; NULL when there are not so many yet. */
char *
inbox_peer_dup_nth (InboxPeer  *self,
                    const char *what,
                    guint       n)
{
  g_autofree char *wanted = inbox_peer_fill (self, NULL, what);
  guint n_requests = test_server_get_n_requests (self->server);

  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *request = test_server_dup_request (self->server, i);

      if (strstr (request, wanted) != NULL && n-- == 0)
        return g_steal_pointer (&request);
    }
  return NULL;
}

typedef struct
{
  char *sql;
  gint64 n;
} Count;

static gboolean
count (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  static GHashTable *statements; /* a statement is known by its address */
  Count *counting = data;
  const char *text = g_intern_string (counting->sql);
  MootSql *sql;

  if (statements == NULL)
    statements = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (statements, text);
  if (sql == NULL)
    {
      sql = g_new (MootSql, 1);
      *sql = (MootSql){ "of the test", text };
      g_hash_table_insert (statements, (gpointer) text, sql);
    }
  return moot_db_get_int (db, sql, NULL, &counting->n, error);
}

/* What `SELECT @expression` gives. */
gint64
inbox_number (MootTestNode *node,
              const char   *expression)
{
  Count counting = { g_strconcat ("SELECT ", expression, NULL), -1 };

  moot_test_node_write (node, count, &counting);
  g_free (counting.sql);
  return counting.n;
}

gint64
inbox_count (MootTestNode *node,
             const char   *table_and_condition)
{
  g_autofree char *expression = g_strconcat ("count(*) FROM ", table_and_condition, NULL);

  return inbox_number (node, expression);
}

/* Until everything that was taken is done. */
void
inbox_settle (MootTestNode *node)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (inbox_count (node, "inbox_entry WHERE state = 'waiting' AND attempts = 0") > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (STEP_US);
    }
}

static gboolean
let_in (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *host = NULL;
  g_autofree char *why = NULL;

  if (moot_held_posts_settle (db, *(const gint64 *) data, TRUE, moot_clock_now (), &host, &why,
                              &local))
    return TRUE;
  g_assert_error (local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A moderator lets in what is held; whether it was. */
gboolean
inbox_let_in (MootTestNode *node,
              gint64        id)
{
  const MootServices *services = moot_node_get_services (node->node);
  gboolean done = moot_db_pool_write (services->pool, let_in, &id, NULL);

  moot_held_posts_go_on (services->federation);
  return done;
}

/* What is fetched beside other things is there, or will not be. */
void
inbox_settle_errands (MootTestNode *node)
{
  MootErrands *errands = moot_node_get_services (node->node)->federation->errands;
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (STEP_US); /* they are sent a moment after what sends them is written */
    }
  while (moot_errands_count (errands) > 0);
}

/* What an inbox does after an activity is done, such as fetching what it answers, takes a while. */
void
inbox_wait_for_count (MootTestNode *node,
                      const char   *table_and_condition,
                      gint64        n)
{
  gint64 deadline = g_get_monotonic_time () + (n > 0 ? PATIENCE_US : 0);

  while (inbox_count (node, table_and_condition) != n && g_get_monotonic_time () < deadline)
    g_usleep (STEP_US);
  g_assert_cmpint (inbox_count (node, table_and_condition), ==, n);
}
