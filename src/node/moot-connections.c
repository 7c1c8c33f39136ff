/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which connections are open and how long each may still take.
 *
 * A stranger who opens connections and says nothing, or says it one byte at a time, must not keep
 * the others out: every stage of a request has its limit, and when all places are taken, whoever
 * has been waiting longest without a request gives up theirs.
 *
 * Ownership: libsoup owns the connections; what is kept of one ends with it.
 * Thread: the node's main thread. */
#include "moot-connections.h"

#define MAX_SWEEP_MS 5000 /* how late a limit may be noticed */

const MootPatience moot_default_patience = {
  MOOT_MAX_CONNECTIONS,
  MOOT_WAIT_LIMIT_MS,
  MOOT_BODY_LIMIT_MS,
  MOOT_ANSWER_LIMIT_MS,
};

struct _MootConnections
{
  MootPatience patience;
  GQueue open; /* of Connection, embedded; the oldest first */
  GSource *sweep;
};

typedef struct
{
  MootConnections *owner;
  GSocket *socket;        /* borrowed: the connection that keeps it tells us when it goes */
  GSocketAddress *remote; /* leads from a message to us */
  MootConnectionStage stage;
  gint64 deadline; /* g_get_monotonic_time(), G_MAXINT64 when it is our turn */
  gboolean dropped;
  GList link;
} Connection;

/* libsoup hands the address of its peer back with each message: what we know hangs there. */
static GQuark
connection_quark (void)
{
  return g_quark_from_static_string ("moot-connection");
}

static void
enter (Connection          *connection,
       MootConnectionStage  stage)
{
  const MootPatience *patience = &connection->owner->patience;
  const gint64 limits[] = {
    [MOOT_CONNECTION_WAITING] = patience->wait_ms,
    [MOOT_CONNECTION_SENDING] = patience->body_ms,
    [MOOT_CONNECTION_WORKING] = 0,
    [MOOT_CONNECTION_READING] = patience->answer_ms,
  };

  connection->stage = stage;
  connection->deadline = stage == MOOT_CONNECTION_WORKING
                           ? G_MAXINT64
                           : g_get_monotonic_time () + limits[stage] * 1000;
}

/* Both ends see it as closed; libsoup lets go of it in its own time. */
static void
drop (Connection *connection)
{
  connection->dropped = TRUE;
  g_socket_shutdown (connection->socket, TRUE, TRUE, NULL);
}

static gboolean
sweep_cb (gpointer data)
{
  MootConnections *self = data;
  gint64 now = g_get_monotonic_time ();

  for (GList *link = self->open.head; link != NULL; link = link->next)
    {
      Connection *connection = link->data;

      if (!connection->dropped && connection->deadline <= now)
        drop (connection);
    }
  return G_SOURCE_CONTINUE;
}

/**
 * moot_connections_new:
 * @patience: the limits
 *
 * Returns: (transfer full): no connections yet, on the calling thread's main context
 */
MootConnections *
moot_connections_new (const MootPatience *patience)
{
  MootConnections *self = g_new0 (MootConnections, 1);
  gint64 shortest = MIN (MIN (patience->wait_ms, patience->body_ms), patience->answer_ms);

  self->patience = *patience;
  g_queue_init (&self->open);
  self->sweep = g_timeout_source_new ((guint) MIN (shortest / 2 + 1, MAX_SWEEP_MS));
  g_source_set_callback (self->sweep, sweep_cb, self, NULL);
  g_source_attach (self->sweep, g_main_context_get_thread_default ());
  return self;
}

/** moot_connections_free: frees @self, which may be %NULL; its connections must be gone */
void
moot_connections_free (MootConnections *self)
{
  if (self == NULL)
    return;

  g_source_destroy (self->sweep);
  g_source_unref (self->sweep);
  g_free (self);
}

static void
connection_gone_cb (gpointer  data,
                    GObject  *where_the_connection_was)
{
  Connection *connection = data;

  g_queue_unlink (&connection->owner->open, &connection->link);
  g_object_set_qdata (G_OBJECT (connection->remote), connection_quark (), NULL);
  g_object_unref (connection->remote);
  g_free (connection);
}

/* Makes one place free; whoever waits longest goes. */
static gboolean
make_room (MootConnections *self)
{
  Connection *found = NULL;

  for (GList *link = self->open.head; link != NULL; link = link->next)
    {
      Connection *connection = link->data;

      if (connection->stage == MOOT_CONNECTION_WAITING && !connection->dropped &&
          (found == NULL || connection->deadline < found->deadline))
        found = connection;
    }
  if (found == NULL)
    return FALSE;
  drop (found);
  return TRUE;
}

/**
 * moot_connections_add:
 * @self: the connections
 * @connection: a new one
 * @remote: the address object that libsoup gets for it
 *
 * Returns: whether there is a place for it
 */
gboolean
moot_connections_add (MootConnections   *self,
                      GSocketConnection *connection,
                      GSocketAddress    *remote)
{
  Connection *entry;

  if (self->open.length >= self->patience.max_connections && !make_room (self))
    return FALSE;

  entry = g_new0 (Connection, 1);
  entry->owner = self;
  entry->socket = g_socket_connection_get_socket (connection);
  entry->remote = g_object_ref (remote);
  entry->link.data = entry;
  enter (entry, MOOT_CONNECTION_WAITING);
  g_queue_push_tail_link (&self->open, &entry->link);
  g_object_set_qdata (G_OBJECT (remote), connection_quark (), entry);
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb, entry);
  return TRUE;
}

/* What is known of the connection of a message, NULL when it is closed already. */
static Connection *
find_connection (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_qdata (G_OBJECT (remote), connection_quark ()) : NULL;
}

/**
 * moot_connection_enter:
 * @message: a request
 * @stage: what its connection does from now on
 *
 * Starts the clock of a stage, or stops it.
 */
void
moot_connection_enter (SoupServerMessage   *message,
                       MootConnectionStage  stage)
{
  Connection *connection = find_connection (message);

  if (connection != NULL && !connection->dropped)
    enter (connection, stage);
}

/**
 * moot_connection_allow:
 * @message: a request that has been answered
 * @bytes: how large the answer is
 *
 * A large answer may be read for longer, at the same pace.
 */
void
moot_connection_allow (SoupServerMessage *message,
                       gsize              bytes)
{
  Connection *connection = find_connection (message);

  if (connection != NULL && !connection->dropped)
    connection->deadline += connection->owner->patience.answer_ms * 1000 *
                            (gint64) (bytes / MOOT_ANSWER_LIMIT_BYTES);
}

/** moot_connection_drop: ends the connection of a request whose peer does not read */
void
moot_connection_drop (SoupServerMessage *message)
{
  Connection *connection = find_connection (message);

  if (connection != NULL && !connection->dropped)
    drop (connection);
}
