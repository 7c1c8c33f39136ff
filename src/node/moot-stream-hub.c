/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who listens to what, and the way of an event from the worker that caused it to every open
 * connection.  Publishing is cheap when nobody listens.  Transports (WebSocket, server-sent events)
 * bound their own queues; the hub bounds their number.
 *
 * Spec: Mastodon client API, streaming: channels and events.
 * Thread: as the header says; connections live on the node's main thread. */
#include "moot-stream-hub.h"

#include <string.h>

typedef struct
{
  char *channel;
  char *argument; /* (nullable) */
} Subscription;

struct _MootStreamClient
{
  gint64 account_id;
  gint64 token_id;
  char *scopes;
  GHashTable *hidden; /* gint64 * of accounts the viewer blocked or muted */
  GPtrArray *subscriptions;
  MootStreamSend send;
  void (*close) (gpointer data);
  gpointer data;
};

/* What must not be missed by a connection that is about to be opened. */
typedef enum
{
  PUBLISH,
  HIDE,
  SHOW,
  CLOSE_TOKEN,
} What;

typedef struct
{
  What what;
  gint64 account_id; /* or the token */
  gint64 author_id;
} Change;

struct _MootStreamHub
{
  gatomicrefcount references;
  GMainContext *context;
  int n_clients; /* atomic: read by any thread */
  GPtrArray *clients;

  GMutex lock;           /* of what follows */
  GHashTable *listeners; /* gint64 * of an account -> how many connections it has */
  Change changes[MOOT_STREAM_MAX_CHANGES];
  guint64 n_changes; /* ever; the last of them are in `changes` */
};

typedef struct
{
  MootStreamHub *hub;
  What what;
  char *channel;
  char *argument;
  gint64 account_id;
  gint64 author_id;
  char *event;
  char *payload;
} Message;

static void
subscription_free (gpointer data)
{
  Subscription *subscription = data;

  g_free (subscription->channel);
  g_free (subscription->argument);
  g_free (subscription);
}

static void
client_free (gpointer data)
{
  MootStreamClient *client = data;

  g_free (client->scopes);
  g_hash_table_unref (client->hidden);
  g_ptr_array_unref (client->subscriptions);
  g_free (client);
}

/**
 * moot_stream_hub_new:
 * @context: the node's main context
 *
 * Returns: (transfer full): a hub nobody listens to
 */
MootStreamHub *
moot_stream_hub_new (GMainContext *context)
{
  MootStreamHub *self = g_new0 (MootStreamHub, 1);

  g_atomic_ref_count_init (&self->references);
  self->context = g_main_context_ref (context);
  self->clients = g_ptr_array_new_with_free_func (client_free);
  g_mutex_init (&self->lock);
  self->listeners = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/** moot_stream_hub_ref: (transfer full): another reference */
MootStreamHub *
moot_stream_hub_ref (MootStreamHub *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/** moot_stream_hub_unref: gives a reference back; messages under way hold their own */
void
moot_stream_hub_unref (MootStreamHub *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_ptr_array_unref (self->clients);
  g_hash_table_unref (self->listeners);
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * moot_stream_hub_close:
 * @self: a hub
 *
 * Closes every connection; the node is stopping.  Thread: the node's main thread.
 */
void
moot_stream_hub_close (MootStreamHub *self)
{
  for (guint i = self->clients->len; i > 0; i--)
    {
      MootStreamClient *client = g_ptr_array_index (self->clients, i - 1);

      client->close (client->data);
    }
}

static gboolean
listens (const MootStreamClient *client,
         const Message          *message,
         const Subscription     *subscription)
{
  return g_str_equal (subscription->channel, message->channel) &&
         g_strcmp0 (subscription->argument, message->argument) == 0 &&
         (message->account_id == 0 || message->account_id == client->account_id) &&
         (message->author_id == 0 || !g_hash_table_contains (client->hidden, &message->author_id));
}

static void
deliver (MootStreamHub *self,
         const Message *message)
{
  for (guint i = self->clients->len; i > 0; i--)
    {
      MootStreamClient *client = g_ptr_array_index (self->clients, i - 1);

      for (guint s = 0; s < client->subscriptions->len; s++)
        if (listens (client, message, g_ptr_array_index (client->subscriptions, s)))
          {
            client->send (message->channel, message->argument, message->event, message->payload,
                          client->data);
            break;
          }
    }
}

static void
set_hidden (MootStreamClient *client,
            What              what,
            gint64            account_id,
            gint64            author_id)
{
  if (client->account_id != account_id)
    return;
  if (what == HIDE)
    g_hash_table_add (client->hidden, g_memdup2 (&author_id, sizeof author_id));
  else
    g_hash_table_remove (client->hidden, &author_id);
}

static void
close_token (MootStreamHub *self,
             gint64         token_id)
{
  for (guint i = self->clients->len; i > 0; i--)
    {
      MootStreamClient *client = g_ptr_array_index (self->clients, i - 1);

      if (client->token_id == token_id)
        client->close (client->data);
    }
}

static gboolean
arrive (gpointer data)
{
  Message *message = data;

  switch (message->what)
    {
    case PUBLISH:
      deliver (message->hub, message);
      break;
    case HIDE:
    case SHOW:
      for (guint i = 0; i < message->hub->clients->len; i++)
        set_hidden (g_ptr_array_index (message->hub->clients, i), message->what,
                    message->account_id, message->author_id);
      break;
    case CLOSE_TOKEN:
      close_token (message->hub, message->account_id);
      break;
    }
  return G_SOURCE_REMOVE;
}

static void
message_free (gpointer data)
{
  Message *message = data;

  moot_stream_hub_unref (message->hub);
  g_free (message->channel);
  g_free (message->argument);
  g_free (message->event);
  g_free (message->payload);
  g_free (message);
}

static void
post (MootStreamHub *self,
      Message        message)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  message.hub = moot_stream_hub_ref (self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, arrive, g_memdup2 (&message, sizeof message), message_free);
  g_source_attach (source, self->context);
}

/* Kept for those who are about to listen, then told to those who do. */
static void
post_change (MootStreamHub *self,
             Change         change)
{
  g_mutex_lock (&self->lock);
  self->changes[self->n_changes++ % MOOT_STREAM_MAX_CHANGES] = change;
  g_mutex_unlock (&self->lock);
  post (self, (Message){ .what = change.what,
                         .account_id = change.account_id,
                         .author_id = change.author_id });
}

/**
 * moot_stream_hub_get_moment:
 * @self: a hub
 *
 * Thread: any; before the token of a connection is looked at.
 *
 * Returns: the moment, for moot_stream_hub_catch_up()
 */
guint64
moot_stream_hub_get_moment (MootStreamHub *self)
{
  guint64 moment;

  g_mutex_lock (&self->lock);
  moment = self->n_changes;
  g_mutex_unlock (&self->lock);

  return moment;
}

/**
 * moot_stream_hub_is_watched:
 * @self: a hub
 *
 * Returns: whether anybody listens, so that a payload is worth rendering
 */
gboolean
moot_stream_hub_is_watched (MootStreamHub *self)
{
  return g_atomic_int_get (&self->n_clients) > 0;
}

/**
 * moot_stream_hub_is_heard_by:
 * @self: a hub
 * @account_id: an account
 *
 * Thread: any.
 *
 * Returns: whether it has a connection, so that what is for it alone is worth rendering
 */
gboolean
moot_stream_hub_is_heard_by (MootStreamHub *self,
                             gint64         account_id)
{
  gboolean heard;

  g_mutex_lock (&self->lock);
  heard = g_hash_table_contains (self->listeners, &account_id);
  g_mutex_unlock (&self->lock);

  return heard;
}

static void
count_listener (MootStreamHub *self,
                gint64         account_id,
                int            change)
{
  int n;

  g_mutex_lock (&self->lock);
  n = GPOINTER_TO_INT (g_hash_table_lookup (self->listeners, &account_id)) + change;
  if (n > 0)
    g_hash_table_replace (self->listeners, g_memdup2 (&account_id, sizeof account_id),
                          GINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->listeners, &account_id);
  g_mutex_unlock (&self->lock);
}

/**
 * moot_stream_hub_publish:
 * @self: a hub
 * @channel: `user`, `public`, `hashtag`, …
 * @argument: (nullable): the tag, folded to lower case, or the list's id
 * @account_id: whose personal channel; 0 for a public one
 * @author_id: who wrote it, so that viewers who hid that account are spared; 0 for nobody
 * @event: the event's name
 * @payload: (nullable): its data, one line
 *
 * Sends an event to all who listen.  Call it after the commit, never before.  Thread: any.
 */
void
moot_stream_hub_publish (MootStreamHub *self,
                         const char    *channel,
                         const char    *argument,
                         gint64         account_id,
                         gint64         author_id,
                         const char    *event,
                         const char    *payload)
{
  if (!moot_stream_hub_is_watched (self))
    return;

  post (self, (Message){ .what = PUBLISH,
                         .channel = g_strdup (channel),
                         .argument = g_strdup (argument),
                         .account_id = account_id,
                         .author_id = author_id,
                         .event = g_strdup (event),
                         .payload = g_strdup (payload) });
}

/**
 * moot_stream_hub_hide:
 * @self: a hub
 * @account_id: who blocked or muted
 * @author_id: whom
 * @hidden: whether it is hidden now
 *
 * Keeps open connections in step with blocks and mutes.  Thread: any.
 */
void
moot_stream_hub_hide (MootStreamHub *self,
                      gint64         account_id,
                      gint64         author_id,
                      gboolean       hidden)
{
  post_change (self, (Change){ hidden ? HIDE : SHOW, account_id, author_id });
}

/** moot_stream_hub_close_token: closes the connections of a token that was revoked; any thread */
void
moot_stream_hub_close_token (MootStreamHub *self,
                             gint64         token_id)
{
  post_change (self, (Change){ CLOSE_TOKEN, token_id, 0 });
}

/**
 * moot_stream_hub_add_client:
 * @self: a hub
 * @account_id: the viewer
 * @token_id: its token
 * @scopes: (nullable): what the token may read
 * @hidden: (element-type gint64) (nullable): accounts the viewer does not want to see
 * @send: writes one event
 * @close: ends the connection; it leads to moot_stream_hub_remove_client()
 * @data: for both
 *
 * Returns: (transfer none) (nullable): the connection, %NULL when there are too many
 */
MootStreamClient *
moot_stream_hub_add_client (MootStreamHub *self,
                            gint64 account_id,
                            gint64 token_id,
                            const char *scopes,
                            GArray *hidden,
                            MootStreamSend send,
                            void (*close) (gpointer data),
                            gpointer data)
{
  MootStreamClient *client;
  guint n_same = 0;

  for (guint i = 0; i < self->clients->len; i++)
    if (((MootStreamClient *) g_ptr_array_index (self->clients, i))->account_id == account_id)
      n_same++;
  if (self->clients->len >= MOOT_STREAM_MAX_CLIENTS || n_same >= MOOT_STREAM_MAX_PER_ACCOUNT)
    return NULL;

  client = g_new0 (MootStreamClient, 1);
  client->account_id = account_id;
  client->token_id = token_id;
  client->scopes = g_strdup (scopes);
  client->hidden = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  client->subscriptions = g_ptr_array_new_with_free_func (subscription_free);
  client->send = send;
  client->close = close;
  client->data = data;
  for (guint i = 0; hidden != NULL && i < hidden->len; i++)
    g_hash_table_add (client->hidden,
                      g_memdup2 (&g_array_index (hidden, gint64, i), sizeof (gint64)));
  g_ptr_array_add (self->clients, client);
  g_atomic_int_inc (&self->n_clients);
  count_listener (self, account_id, 1);
  return client;
}

/**
 * moot_stream_hub_catch_up:
 * @self: a hub
 * @client: a connection that was just added
 * @moment: from before its token and its blocks were looked at
 *
 * What happened between the look and the connection would be missed otherwise: the token was
 * revoked, somebody was blocked.
 *
 * Returns: whether it may stay; when too much has happened to tell, it may not, and comes back
 */
gboolean
moot_stream_hub_catch_up (MootStreamHub    *self,
                          MootStreamClient *client,
                          guint64           moment)
{
  gboolean stays;

  g_mutex_lock (&self->lock);
  stays = self->n_changes - moment <= MOOT_STREAM_MAX_CHANGES;
  for (guint64 i = moment; stays && i < self->n_changes; i++)
    {
      const Change *change = &self->changes[i % MOOT_STREAM_MAX_CHANGES];

      if (change->what == CLOSE_TOKEN)
        stays = change->account_id != client->token_id;
      else
        set_hidden (client, change->what, change->account_id, change->author_id);
    }
  g_mutex_unlock (&self->lock);
  return stays;
}

/** moot_stream_hub_remove_client: forgets a connection that has ended */
void
moot_stream_hub_remove_client (MootStreamHub    *self,
                               MootStreamClient *client)
{
  guint index;

  if (!g_ptr_array_find (self->clients, client, &index))
    return;
  count_listener (self, client->account_id, -1);
  g_ptr_array_remove_index_fast (self->clients, index);
  g_atomic_int_add (&self->n_clients, -1);
}

static guint
find_subscription (MootStreamClient *client,
                   const char       *channel,
                   const char       *argument)
{
  for (guint i = 0; i < client->subscriptions->len; i++)
    {
      Subscription *subscription = g_ptr_array_index (client->subscriptions, i);

      if (g_str_equal (subscription->channel, channel) &&
          g_strcmp0 (subscription->argument, argument) == 0)
        return i;
    }
  return G_MAXUINT;
}

/**
 * moot_stream_client_subscribe:
 * @client: a connection
 * @channel: (nullable): what it wants to hear
 * @argument: (nullable): the tag or list
 * @out_words: (out): on failure, what to tell it
 *
 * Subscribing twice is once.
 *
 * Returns: 0, else an HTTP status
 */
guint
moot_stream_client_subscribe (MootStreamClient  *client,
                              const char        *channel,
                              const char        *argument,
                              const char       **out_words)
{
  g_autofree char *folded = NULL;
  guint status = moot_stream_check_channel (channel, argument, client->scopes, out_words);
  Subscription *subscription;

  if (status != 0)
    return status;
  folded = moot_stream_dup_argument (channel, argument);
  if (find_subscription (client, channel, folded) != G_MAXUINT)
    return 0;
  if (client->subscriptions->len >= MOOT_STREAM_MAX_CHANNELS)
    {
      *out_words = "Too many subscriptions";
      return 429;
    }
  subscription = g_new0 (Subscription, 1);
  subscription->channel = g_strdup (channel);
  subscription->argument = g_steal_pointer (&folded);
  g_ptr_array_add (client->subscriptions, subscription);
  return 0;
}

/** moot_stream_client_unsubscribe: stops hearing a channel; an unknown one is ignored */
void
moot_stream_client_unsubscribe (MootStreamClient *client,
                                const char       *channel,
                                const char       *argument)
{
  g_autofree char *folded = channel != NULL ? moot_stream_dup_argument (channel, argument) : NULL;
  guint index = channel != NULL ? find_subscription (client, channel, folded) : G_MAXUINT;

  if (index != G_MAXUINT)
    g_ptr_array_remove_index_fast (client->subscriptions, index);
}
