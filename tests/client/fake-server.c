/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A server on a free port of this computer, in a thread of its own, that answers what a test says.
 */
#include "fake-server.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

struct _FakeServer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  char *socket_path;
  char *address;
  FakeHandler handler;
  gpointer data;
  GMutex lock;
  GCond ready;
};

static void
handle (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           data)
{
  FakeServer *self = data;

  self->handler (self, message, path, query, self->data);
}

static void
listen_somewhere (FakeServer *self)
{
  g_autoptr (GError) error = NULL;

  if (self->socket_path != NULL)
    {
      g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket_path);

      soup_server_listen (self->server, address, 0, &error);
      self->address = g_strdup ("http://localhost");
    }
  else
    {
      GSList *uris;

      soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
      uris = soup_server_get_uris (self->server);
      self->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
      g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
    }
  g_assert_no_error (error);
}

static gpointer
run (gpointer data)
{
  FakeServer *self = data;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle, self, NULL);
  g_mutex_lock (&self->lock);
  listen_somewhere (self);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

FakeServer *
fake_server_new_on_socket (const char  *socket_path,
                           FakeHandler  handler,
                           gpointer     data)
{
  FakeServer *self = g_new0 (FakeServer, 1);

  self->handler = handler;
  self->data = data;
  self->socket_path = g_strdup (socket_path);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-server", run, self);
  while (self->address == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

FakeServer *
fake_server_new (FakeHandler handler,
                 gpointer    data)
{
  return fake_server_new_on_socket (NULL, handler, data);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
fake_server_invoke (FakeServer  *self,
                    GSourceFunc  func,
                    gpointer     data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, self->context);
}

void
fake_server_free (FakeServer *self)
{
  if (self == NULL)
    return;

  fake_server_invoke (self, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->socket_path);
  g_free (self->address);
  g_free (self);
}

const char *
fake_server_get_address (FakeServer *self)
{
  return self->address;
}

void
fake_server_add_websocket (FakeServer                  *self,
                           const char                  *path,
                           SoupServerWebsocketCallback  callback,
                           gpointer                     data)
{
  soup_server_add_websocket_handler (self->server, path, NULL, NULL, callback, data, NULL);
}

void
fake_server_reply (SoupServerMessage *message,
                   guint              status,
                   const char        *json)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json,
                                    strlen (json));
}

static gboolean
late_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
fake_wait (gboolean (*done) (gpointer data),
           gpointer data)
{
  gboolean late = FALSE;
  guint id = g_timeout_add_seconds (10, late_cb, &late);

  while (!done (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (id);
}
