/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a session asks its server for when it starts: what is new, what the server says of itself,
 * and its co-op.
 * Thread: main. */
#include "moot-session-private.h"

#include "moot-client-load.h"
#include "moot-server-facts.h"
#include "moot-session-powers.h"
#include "moot-unsent.h"

#define MAX_MEMBERS 80 /* of a page of the co-op API */

static void
show_instance (MootReply    *reply,
               gint64        fetched_at,
               const GError *error,
               gpointer      data)
{
  MootSession *self = data;
  g_auto (MootServerFacts) facts = { 0 };

  moot_server_facts_read (&facts, reply != NULL ? moot_reply_get_object (reply) : NULL);
  if (reply != NULL)
    moot_session_learn_server (self, &facts);
  if (facts.max_media > 0)
    self->max_media = facts.max_media;
  if (facts.max_characters > 0)
    moot_session_set_max_characters (self, facts.max_characters);
}

/* Servers before Mastodon 4 know only the first version. */
static void
show_new_instance (MootReply    *reply,
                   gint64        fetched_at,
                   const GError *error,
                   gpointer      data)
{
  MootSession *self = data;

  if (reply == NULL)
    moot_client_load (self->client, "instance-v1", moot_request_new (MOOT_CALL_INSTANCE_V1),
                      self->cancellable, show_instance, g_object_ref (self), g_object_unref);
  else
    show_instance (reply, fetched_at, error, data);
}

static void
show_self (MootReply    *reply,
           gint64        fetched_at,
           const GError *error,
           gpointer      data)
{
  if (reply != NULL)
    moot_session_learn_self (data, reply->entity);
}

/* A server without a co-op says 404, and the co-op's pages stay hidden. */
static void
show_coop (MootReply    *reply,
           gint64        fetched_at,
           const GError *error,
           gpointer      data)
{
  if (reply != NULL)
    moot_session_set_coop (data, reply->entity);
}

static void
show_membership (MootReply    *reply,
                 gint64        fetched_at,
                 const GError *error,
                 gpointer      data)
{
  if (reply != NULL)
    moot_session_set_membership (data, reply->entity);
}

static void
show_members (MootReply    *reply,
              gint64        fetched_at,
              const GError *error,
              gpointer      data)
{
  if (reply != NULL)
    moot_session_add_members (data, reply->items);
}

typedef struct
{
  MootCache *cache;
  char *account;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  moot_cache_unref (waiting->cache);
  g_free (waiting->account);
  g_free (waiting);
}

static gpointer
send_all (MootConnection  *connection,
          gpointer         data,
          GCancellable    *cancellable,
          GError         **error)
{
  Waiting *waiting = data;

  moot_unsent_send (connection, waiting->cache, waiting->account, NULL, NULL, cancellable, error);
  return NULL;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  gpointer nothing = moot_client_run_finish (MOOT_CLIENT (source), result, NULL);

  g_assert (nothing == NULL);
}

/* What was said while the server was away, or the app was closed. */
static void
send_waiting (MootSession *self)
{
  Waiting *waiting;
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (self->client, &account);

  if (cache == NULL || !moot_client_get_online (self->client))
    return;
  waiting = g_new0 (Waiting, 1);
  waiting->cache = moot_cache_ref (cache);
  waiting->account = g_strdup (account);
  moot_client_run_async (self->client, send_all, waiting, waiting_free, NULL, self->cancellable,
                         sent_cb, NULL);
}

/**
 * moot_session_start:
 * @self: a session
 *
 * Shows what is kept, asks for what is new and listens.
 */
void
moot_session_start (MootSession *self)
{
  MootRequest *members = moot_request_new (MOOT_CALL_MEMBERSHIPS);

  moot_session_open (self);
  moot_timeline_model_refresh (self->home);
  moot_notification_model_refresh (self->notifications);
  moot_client_stream_start (self->stream);
  send_waiting (self);
  g_signal_connect_object (self->client, "notify::online", G_CALLBACK (send_waiting), self,
                           G_CONNECT_SWAPPED);
  moot_client_load (self->client, "instance", moot_request_new (MOOT_CALL_INSTANCE),
                    self->cancellable, show_new_instance, g_object_ref (self), g_object_unref);
  moot_client_load (self->client, "self", moot_request_new (MOOT_CALL_VERIFY_CREDENTIALS),
                    self->cancellable, show_self, g_object_ref (self), g_object_unref);
  moot_client_load (self->client, "coop", moot_request_new (MOOT_CALL_COOP), self->cancellable,
                    show_coop, g_object_ref (self), g_object_unref);
  moot_client_load (self->client, "membership", moot_request_new (MOOT_CALL_MY_MEMBERSHIP),
                    self->cancellable, show_membership, g_object_ref (self), g_object_unref);
  moot_request_add_int (members, "limit", MAX_MEMBERS);
  moot_client_load (self->client, "members", members, self->cancellable, show_members,
                    g_object_ref (self), g_object_unref);
}
