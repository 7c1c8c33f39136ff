/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keeps an account's stream open: a WebSocket where the server has one, else lines of text, else a
 * tick now and then; after each loss it waits longer, with jitter, so that a server that comes back
 * is not stormed.  Frames are read here, the main thread gets finished entities.
 * Spec: Mastodon client API, streaming, client strategy.
 * Thread: its own, with a main context of its own for libsoup. */
#include "moot-stream-thread.h"

#include "moot-client-error.h"
#include "moot-server-facts.h"

#include <string.h>

#define FIRST_PAUSE_MS 1000
#define LONGEST_PAUSE_MS 60000
#define LONGEST_LOCAL_PAUSE_MS 3000 /* a node on this computer: nobody is stormed */
#define STEADY_US (60 * G_USEC_PER_SEC)
#define TICK_MS 60000   /* how often the server is asked where it has no stream */
#define PING_SECONDS 30 /* a link that is dead shows only when something is sent */
#define SILENCE_US (75 * G_USEC_PER_SEC)
#define MAX_FRAME (1024 * 1024)
#define PATIENCE 3 /* losses in a row before the server is asked in the old way, too */

typedef enum
{
  WAY_WEBSOCKET,
  WAY_LINES,
  WAY_TICK,
  N_WAYS,
} Way;

typedef enum
{
  END_LOST,    /* try again */
  END_REFUSED, /* this server has no such way */
  END_DENIED,  /* the token is no longer good */
} End;

struct _MootStreamThread
{
  gatomicrefcount references;
  MootConnection *connection;
  GCancellable *cancellable;
  GMainContext *home;
  MootStreamHear hear; /* NULL after stop; only the home context's thread looks at it */
  gpointer data;

  GMutex lock;
  GCond woken;
  gboolean hurry;

  GMainContext *context; /* the thread's own; others only wake it */

  /* of the thread alone */
  char *base; /* (nullable): where the stream lives, when it is not the server itself */
};

typedef struct
{
  MootStreamThread *thread;
  MootStreamEvent *event;
} Delivery;

static MootStreamThread *
thread_ref (MootStreamThread *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
thread_unref (MootStreamThread *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->connection, moot_connection_unref);
  g_clear_pointer (&self->home, g_main_context_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->woken);
  g_free (self->base);
  g_free (self);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  moot_stream_event_free (delivery->event);
  thread_unref (delivery->thread);
  g_free (delivery);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;

  if (delivery->thread->hear != NULL)
    delivery->thread->hear (delivery->event, delivery->thread->data);
  return G_SOURCE_REMOVE;
}

/* Takes the event; NULL is nothing to tell. */
static void
tell (MootStreamThread *self,
      MootStreamEvent  *event)
{
  g_autoptr (GSource) source = NULL;
  Delivery *delivery;

  if (event == NULL)
    return;

  source = g_idle_source_new ();
  delivery = g_new0 (Delivery, 1);
  delivery->thread = thread_ref (self);
  delivery->event = event;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, delivery, delivery_free);
  g_source_attach (source, self->home);
} /* cppcheck-suppress memleak ; the source owns the delivery now */

/* Sleeps, unless it is woken; returns whether to go on. */
static gboolean
pause_for (MootStreamThread *self,
           gint64            milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  g_mutex_lock (&self->lock);
  while (!self->hurry && !g_cancellable_is_cancelled (self->cancellable))
    if (!g_cond_wait_until (&self->woken, &self->lock, end))
      break;
  self->hurry = FALSE;
  g_mutex_unlock (&self->lock);
  return !g_cancellable_is_cancelled (self->cancellable);
}

static SoupMessage *
make_message (MootStreamThread *self,
              const char       *target)
{
  g_autofree char *url = self->base != NULL ? g_strconcat (self->base, target, NULL)
                                            : moot_connection_dup_url (self->connection, target);
  SoupMessage *message = soup_message_new ("GET", url);
  const char *token = moot_connection_get_token (self->connection);

  if (message != NULL && token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
      soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
    }
  return message;
}

static End
judge (SoupMessage *message)
{
  guint status = message != NULL ? soup_message_get_status (message) : 0;

  if (status == 401 || status == 403)
    return END_DENIED;
  return status >= 400 && status < 500 && status != 429 ? END_REFUSED : END_LOST;
}

/* WebSocket ------------------------------------------------------------------------------------ */

typedef struct
{
  MootStreamThread *thread;
  SoupWebsocketConnection *socket;
  gboolean done;
  gint64 heard_at;
} Socket;

static void
message_cb (SoupWebsocketConnection *socket,
            int                      type,
            GBytes                  *message,
            Socket                  *self)
{
  gsize size;
  const char *text = g_bytes_get_data (message, &size);

  self->heard_at = g_get_monotonic_time ();
  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    tell (self->thread, moot_stream_event_read_frame (text, size));
}

static void
pong_cb (SoupWebsocketConnection *socket,
         GBytes                  *message,
         Socket                  *self)
{
  self->heard_at = g_get_monotonic_time ();
}

static void
closed_cb (SoupWebsocketConnection *socket,
           Socket                  *self)
{
  self->done = TRUE;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Socket *self = user_data;

  self->socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);
  self->done = TRUE;
}

static gboolean
check_silence_cb (gpointer data)
{
  Socket *self = data;

  if (g_get_monotonic_time () - self->heard_at > SILENCE_US)
    self->done = TRUE;
  return G_SOURCE_CONTINUE;
}

static GSource *
watch_silence (Socket *self)
{
  GSource *source = g_timeout_source_new_seconds (PING_SECONDS);

  g_source_set_callback (source, check_silence_cb, self, NULL);
  g_source_attach (source, self->thread->context);
  return source;
}

/* Until the connection is made or refused; libsoup looks at the cancellable. */
static void
await_answer (Socket *self)
{
  while (!self->done)
    g_main_context_iteration (self->thread->context, TRUE);
}

/* Until the socket ends or the thread is to stop.  stop() wakes the context: a cancellable's own
 * source, let go here while the other thread still cancels, is lost in GLib 2.74. */
static void
iterate (Socket *self)
{
  while (!self->done && !g_cancellable_is_cancelled (self->thread->cancellable))
    g_main_context_iteration (self->thread->context, TRUE);
}

static void
listen_to_socket (Socket *self)
{
  SoupWebsocketConnection *socket = self->socket;

  soup_websocket_connection_set_max_incoming_payload_size (socket, MAX_FRAME);
  soup_websocket_connection_set_keepalive_interval (socket, PING_SECONDS);
  g_signal_connect (socket, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (socket, "pong", G_CALLBACK (pong_cb), self);
  g_signal_connect (socket, "closed", G_CALLBACK (closed_cb), self);
  soup_websocket_connection_send_text (socket, "{\"type\":\"subscribe\",\"stream\":\"coop\"}");
  tell (self->thread, moot_stream_event_new (MOOT_STREAM_CONNECTED));
  iterate (self);
  g_signal_handlers_disconnect_by_data (socket, self);
  tell (self->thread, moot_stream_event_new (MOOT_STREAM_DISCONNECTED));
}

static End
run_websocket (MootStreamThread *self)
{
  g_autoptr (SoupSession) session = moot_connection_new_session (self->connection);
  g_autoptr (SoupMessage) message = make_message (self, "/api/v1/streaming?stream=user");
  Socket socket = { .thread = self, .heard_at = g_get_monotonic_time () };
  g_autoptr (GSource) silence = NULL;
  End end = END_LOST;

  if (message == NULL)
    return END_REFUSED;
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        self->cancellable, connected_cb, &socket);
  await_answer (&socket);
  if (socket.socket == NULL)
    return judge (message);

  socket.done = FALSE;
  silence = watch_silence (&socket);
  listen_to_socket (&socket);
  if (soup_websocket_connection_get_close_code (socket.socket) ==
      SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION)
    end = END_DENIED;
  if (soup_websocket_connection_get_state (socket.socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket.socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  g_source_destroy (silence);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_clear_object (&socket.socket);
  return end;
}

/* Lines ---------------------------------------------------------------------------------------- */

/* `event: …`, `data: …`, a blank line.  Whatever else, such as the heartbeat, is not for us. */
static void
read_lines (MootStreamThread *self,
            GDataInputStream *lines)
{
  g_autofree char *event = NULL;
  g_autofree char *payload = NULL;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, self->cancellable,
                                                                  NULL);

      if (line == NULL)
        return;
      g_strchomp (line);
      if (g_str_has_prefix (line, "event: "))
        {
          g_free (event);
          event = g_strdup (line + strlen ("event: "));
        }
      else if (g_str_has_prefix (line, "data: "))
        {
          g_free (payload);
          payload = g_strdup (line + strlen ("data: "));
        }
      else if (*line == '\0' && event != NULL)
        {
          tell (self, moot_stream_event_read (event, payload));
          g_clear_pointer (&event, g_free);
          g_clear_pointer (&payload, g_free);
        }
    }
}

static End
run_lines (MootStreamThread *self)
{
  g_autoptr (SoupSession) session = moot_connection_new_session (self->connection);
  g_autoptr (SoupMessage) message = make_message (self, "/api/v1/streaming/user");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GDataInputStream) lines = NULL;

  if (message == NULL)
    return END_REFUSED;
  stream = soup_session_send (session, message, self->cancellable, NULL);
  if (stream == NULL || soup_message_get_status (message) != 200)
    return judge (message);

  lines = g_data_input_stream_new (stream);
  tell (self, moot_stream_event_new (MOOT_STREAM_CONNECTED));
  read_lines (self, lines);
  tell (self, moot_stream_event_new (MOOT_STREAM_DISCONNECTED));
  return END_LOST;
}

/* Ticks ---------------------------------------------------------------------------------------- */

static End
run_ticks (MootStreamThread *self)
{
  do
    tell (self, moot_stream_event_new (MOOT_STREAM_TICK));
  while (pause_for (self, TICK_MS));
  return END_LOST;
}

/* ---------------------------------------------------------------------------------------------- */

/* Large servers stream from another host and say which; old ones say it in an old place. */
static void
find_base (MootStreamThread *self)
{
  static const MootCall calls[] = { MOOT_CALL_INSTANCE, MOOT_CALL_INSTANCE_V1 };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (MootRequest) request = moot_request_new (calls[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootReply) reply = moot_connection_call (self->connection, request,
                                                          self->cancellable, &error);
      g_auto (MootServerFacts) facts = { 0 };

      if (reply == NULL && !g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND))
        return;
      if (reply == NULL)
        continue;
      moot_server_facts_read (&facts, moot_reply_get_object (reply));
      if (facts.streaming != NULL && g_str_has_prefix (facts.streaming, "https://") &&
          !g_str_equal (facts.streaming, moot_connection_get_server (self->connection)))
        self->base = g_steal_pointer (&facts.streaming);
      return;
    }
}

static gint64
next_pause (MootStreamThread *self,
            gint64            pause)
{
  gboolean local = g_str_has_prefix (moot_connection_get_server (self->connection), "http://");

  return MIN (pause * 2, local ? LONGEST_LOCAL_PAUSE_MS : LONGEST_PAUSE_MS);
}

static gpointer
run (gpointer data)
{
  static End (*const ways[N_WAYS]) (MootStreamThread *) = { run_websocket, run_lines, run_ticks };
  MootStreamThread *self = data;
  gint64 pause = FIRST_PAUSE_MS;
  Way way = WAY_WEBSOCKET;
  guint n_losses = 0;

  g_main_context_push_thread_default (self->context);
  find_base (self);
  do
    {
      gint64 started_at = g_get_monotonic_time ();
      End end = ways[way](self);

      n_losses++;
      if (g_get_monotonic_time () - started_at > STEADY_US)
        {
          pause = FIRST_PAUSE_MS;
          n_losses = 0;
        }
      if (end == END_REFUSED && way < WAY_TICK)
        {
          way = (Way) (way + 1);
          continue;
        }
      if (end == END_DENIED)
        way = WAY_TICK; /* whether the token is dead or only may not stream, an ordinary call will
                           tell */
      if (n_losses >= PATIENCE)
        tell (self, moot_stream_event_new (MOOT_STREAM_TICK));
      if (!pause_for (self, pause / 2 + g_random_int_range (0, (gint32) (pause / 2 + 1))))
        break;
      pause = next_pause (self, pause);
    }
  while (!g_cancellable_is_cancelled (self->cancellable));
  g_main_context_pop_thread_default (self->context);
  thread_unref (self);
  return NULL;
}

/**
 * moot_stream_thread_start:
 * @connection: whose stream
 * @hear: called for each event, on the calling thread's main context
 * @data: for @hear
 *
 * Returns: (transfer full): the thread; end it with moot_stream_thread_stop()
 */
MootStreamThread *
moot_stream_thread_start (MootConnection *connection,
                          MootStreamHear  hear,
                          gpointer        data)
{
  MootStreamThread *self = g_new0 (MootStreamThread, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->connection = moot_connection_ref (connection);
  self->cancellable = g_cancellable_new ();
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->hear = hear;
  self->data = data;
  g_thread_unref (g_thread_new ("stream", run, thread_ref (self)));
  return self;
}

static void
wake (MootStreamThread *self,
      gboolean          hurry)
{
  g_mutex_lock (&self->lock);
  self->hurry = self->hurry || hurry;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
}

/**
 * moot_stream_thread_stop:
 * @self: (transfer full) (nullable): a thread
 *
 * From now on nothing is heard; the thread ends by itself soon.
 */
void
moot_stream_thread_stop (MootStreamThread *self)
{
  if (self == NULL)
    return;

  self->hear = NULL;
  g_cancellable_cancel (self->cancellable);
  g_main_context_wakeup (self->context);
  wake (self, FALSE);
  thread_unref (self);
}

/**
 * moot_stream_thread_retry_now:
 * @self: a thread
 *
 * Ends the present pause: the network has come back.
 */
void
moot_stream_thread_retry_now (MootStreamThread *self)
{
  wake (self, TRUE);
}
