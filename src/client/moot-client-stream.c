/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the server tells by itself, as signals for the pages.
 * Thread: main; the work is in moot-stream-thread.c. */
#include "moot-client-stream.h"

#include "moot-stream-thread.h"

struct _MootClientStream
{
  GObject parent_instance;

  MootConnection *connection;
  MootStreamThread *thread;
  gboolean connected;
};

G_DEFINE_FINAL_TYPE (MootClientStream, moot_client_stream, G_TYPE_OBJECT)

typedef enum
{
  PROP_CONNECTED = 1,
} MootClientStreamProperty;

static GParamSpec *properties[PROP_CONNECTED + 1];

enum
{
  UPDATE,
  CHANGED,
  GONE,
  NOTIFICATION,
  COOP,
  CATCH_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
moot_client_stream_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MootClientStream *self = MOOT_CLIENT_STREAM (object);

  switch ((MootClientStreamProperty) id)
    {
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    }
}

static void
moot_client_stream_dispose (GObject *object)
{
  MootClientStream *self = MOOT_CLIENT_STREAM (object);

  g_clear_pointer (&self->thread, moot_stream_thread_stop);
  g_clear_pointer (&self->connection, moot_connection_unref);

  G_OBJECT_CLASS (moot_client_stream_parent_class)->dispose (object);
}

static void
moot_client_stream_class_init (MootClientStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = moot_client_stream_get_property;
  object_class->dispose = moot_client_stream_dispose;

  /** MootClientStream:connected: whether events come as they happen */
  properties[PROP_CONNECTED] =
    g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /** MootClientStream::update: a status is new */
  signals[UPDATE] = g_signal_new ("update", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, MOOT_TYPE_STATUS);
  /** MootClientStream::changed: a status was edited */
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, MOOT_TYPE_STATUS);
  /** MootClientStream::gone: a status, by its id, is no longer to be seen */
  signals[GONE] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  /** MootClientStream::notification: somebody did something */
  signals[NOTIFICATION] = g_signal_new ("notification", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, MOOT_TYPE_NOTIFICATION);
  /** MootClientStream::coop: something of the co-op, by the name of the event */
  signals[COOP] = g_signal_new ("coop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  /** MootClientStream::catch-up: events may have been missed: ask the server */
  signals[CATCH_UP] = g_signal_new ("catch-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
moot_client_stream_init (MootClientStream *self)
{
}

static void
set_connected (MootClientStream *self,
               gboolean          connected)
{
  if (self->connected == connected)
    return;

  self->connected = connected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
hear_cb (MootStreamEvent *event,
         gpointer         data)
{
  g_autoptr (MootClientStream) self = g_object_ref (data);

  switch (event->kind)
    {
    case MOOT_STREAM_UPDATE:
      g_signal_emit (self, signals[UPDATE], 0, event->entity);
      break;
    case MOOT_STREAM_CHANGED:
      g_signal_emit (self, signals[CHANGED], 0, event->entity);
      break;
    case MOOT_STREAM_GONE:
      g_signal_emit (self, signals[GONE], 0, event->text);
      break;
    case MOOT_STREAM_NOTIFICATION:
      g_signal_emit (self, signals[NOTIFICATION], 0, event->entity);
      break;
    case MOOT_STREAM_COOP:
      g_signal_emit (self, signals[COOP], 0, event->text);
      break;
    case MOOT_STREAM_CONNECTED:
      set_connected (self, TRUE);
      g_signal_emit (self, signals[CATCH_UP], 0);
      break;
    case MOOT_STREAM_TICK:
      g_signal_emit (self, signals[CATCH_UP], 0);
      break;
    case MOOT_STREAM_DISCONNECTED:
      set_connected (self, FALSE);
      break;
    }
}

/**
 * moot_client_stream_new:
 * @connection: whose stream
 *
 * Returns: (transfer full): a stream that is not open yet
 */
MootClientStream *
moot_client_stream_new (MootConnection *connection)
{
  MootClientStream *self = g_object_new (MOOT_TYPE_CLIENT_STREAM, NULL);

  self->connection = moot_connection_ref (connection);
  return self;
}

/**
 * moot_client_stream_get_connected:
 * @self: a stream
 *
 * Returns: whether events come as they happen
 */
gboolean
moot_client_stream_get_connected (MootClientStream *self)
{
  return self->connected;
}

/**
 * moot_client_stream_start:
 * @self: a stream
 *
 * Opens it and keeps it open.
 */
void
moot_client_stream_start (MootClientStream *self)
{
  if (self->thread == NULL)
    self->thread = moot_stream_thread_start (self->connection, hear_cb, self);
}

/**
 * moot_client_stream_stop:
 * @self: a stream
 */
void
moot_client_stream_stop (MootClientStream *self)
{
  g_clear_pointer (&self->thread, moot_stream_thread_stop);
  set_connected (self, FALSE);
}

/**
 * moot_client_stream_retry_now:
 * @self: a stream
 *
 * Tries again at once: the network has come back.
 */
void
moot_client_stream_retry_now (MootClientStream *self)
{
  if (self->thread != NULL)
    moot_stream_thread_retry_now (self->thread);
}
