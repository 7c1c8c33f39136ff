/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One signed-in account with everything that belongs to it: its server, what is kept of it, its
 * stream, its home timeline and, where the server has one, its co-op.
 * Thread: main. */
#include "moot-session-private.h"

#include "moot-log-watch.h"

#include "moot-server-watch.h"

#define DEFAULT_MAX_CHARACTERS 500 /* what a server without a word about it allows */
#define DEFAULT_MAX_MEDIA 4

G_DEFINE_FINAL_TYPE (MootSession, moot_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_COOP = 1,
  PROP_MEMBERSHIP,
  PROP_MAX_CHARACTERS,
} MootSessionProperty;

static GParamSpec *properties[PROP_MAX_CHARACTERS + 1];

enum
{
  STATUS_CHANGED,
  STATUS_GONE,
  COOP_CHANGED,
  RELATIONSHIP_CHANGED,
  POWERS_CHANGED,
  ENTRY_GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
moot_session_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  MootSession *self = MOOT_SESSION (object);

  switch ((MootSessionProperty) id)
    {
    case PROP_COOP:
      g_value_set_object (value, self->coop);
      break;
    case PROP_MEMBERSHIP:
      g_value_set_object (value, self->membership);
      break;
    case PROP_MAX_CHARACTERS:
      g_value_set_int64 (value, self->max_characters);
      break;
    }
}

static void
moot_session_dispose (GObject *object)
{
  MootSession *self = MOOT_SESSION (object);

  moot_session_stop (self);
  g_clear_object (&self->home);
  g_clear_object (&self->notifications);
  g_clear_object (&self->stream);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
  g_clear_object (&self->coop);
  g_clear_object (&self->membership);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->seen, moot_seen_statuses_free);
  g_clear_pointer (&self->cache, moot_cache_unref);

  G_OBJECT_CLASS (moot_session_parent_class)->dispose (object);
}

static void
moot_session_class_init (MootSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = moot_session_get_property;
  object_class->dispose = moot_session_dispose;

  /** MootSession:coop: the co-op this account belongs to, or %NULL */
  properties[PROP_COOP] = g_param_spec_object ("coop", NULL, NULL, MOOT_TYPE_COOP, flags);
  /** MootSession:membership: what the account is in it, or %NULL */
  properties[PROP_MEMBERSHIP] =
    g_param_spec_object ("membership", NULL, NULL, MOOT_TYPE_MEMBER, flags);
  /** MootSession:max-characters: how long a post may be */
  properties[PROP_MAX_CHARACTERS] =
    g_param_spec_int64 ("max-characters", NULL, NULL, 0, G_MAXINT64, DEFAULT_MAX_CHARACTERS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /** MootSession::status-changed: a newer copy of a status, for whoever shows it */
  signals[STATUS_CHANGED] = g_signal_new ("status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, MOOT_TYPE_STATUS);
  /** MootSession::status-gone: a status, by its id, is no longer to be seen */
  signals[STATUS_GONE] = g_signal_new ("status-gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootSession::coop-changed: something of the co-op: show it again */
  signals[COOP_CHANGED] =
    g_signal_new ("coop-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootSession::relationship-changed: a newer copy of how we stand to an account */
  signals[RELATIONSHIP_CHANGED] =
    g_signal_new ("relationship-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, MOOT_TYPE_RELATIONSHIP);
  /** MootSession::powers-changed: what moot_session_may() says */
  signals[POWERS_CHANGED] =
    g_signal_new ("powers-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootSession::entry-gone: what a list had, by its id: a blocked server, a rule about one */
  signals[ENTRY_GONE] = g_signal_new ("entry-gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
moot_session_init (MootSession *self)
{
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->seen = moot_seen_statuses_new ();
  self->max_characters = DEFAULT_MAX_CHARACTERS;
  self->max_media = DEFAULT_MAX_MEDIA;
  self->cancellable = g_cancellable_new ();
}

static void
update_cb (MootSession *self,
           MootStatus  *status)
{
  moot_timeline_model_add_live (self->home, status);
}

/* Whatever happens in a co-op is in its log, and the log is looked at. */
static void
watch_log (MootSession *self)
{
  if (self->coop != NULL)
    moot_log_watch_check (moot_log_watch_for (self->client));
}

static void
catch_up_cb (MootSession *self)
{
  if (moot_timeline_model_get_opened (self->home))
    moot_timeline_model_refresh (self->home);
  moot_notification_model_refresh (self->notifications);
  watch_log (self);
  g_signal_emit (self, signals[COOP_CHANGED], 0);
}

static void
notification_cb (MootSession      *self,
                 MootNotification *notification)
{
  moot_notification_model_add_live (self->notifications, notification);
}

static void
coop_cb (MootSession *self,
         const char  *event)
{
  watch_log (self);
  g_signal_emit (self, signals[COOP_CHANGED], 0);
}

/**
 * moot_session_new:
 * @account: who
 * @socket_path: (nullable): of a node on this computer
 * @token: (nullable): bearer token; without one only what is kept can be read
 * @cache: what is kept
 *
 * Returns: (transfer full): a session; see moot_session_start()
 */
MootSession *
moot_session_new (MootSavedAccount *account,
                  const char       *socket_path,
                  const char       *token,
                  MootCache        *cache)
{
  MootSession *self = g_object_new (MOOT_TYPE_SESSION, NULL);

  self->account = g_object_ref (account);
  self->cache = moot_cache_ref (cache);
  self->client = moot_client_new (account->server, socket_path, token);
  moot_client_set_keep (self->client, cache, account->key);
  self->stream = moot_client_stream_new (moot_client_get_connection (self->client));
  self->home =
    moot_timeline_model_new (self->client, cache, account->key, "home", MOOT_CALL_HOME, NULL);
  self->notifications = moot_notification_model_new (self->client);
  g_signal_connect_swapped (self->stream, "notification", G_CALLBACK (notification_cb), self);
  g_signal_connect_swapped (self->stream, "update", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (self->stream, "changed", G_CALLBACK (moot_session_learn_status), self);
  g_signal_connect_swapped (self->stream, "gone", G_CALLBACK (moot_session_lose_status), self);
  g_signal_connect_swapped (self->stream, "catch-up", G_CALLBACK (catch_up_cb), self);
  g_signal_connect_swapped (self->stream, "coop", G_CALLBACK (coop_cb), self);
  moot_server_watch (self->client, self->stream, self->cancellable);
  return self;
}

/** moot_session_set_max_characters: the server said how long a post may be */
void
moot_session_set_max_characters (MootSession *self,
                                 gint64       max_characters)
{
  if (self->max_characters == max_characters)
    return;
  self->max_characters = max_characters;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_CHARACTERS]);
}

/** moot_session_set_coop: the server has a co-op */
void
moot_session_set_coop (MootSession *self,
                       MootCoop    *coop)
{
  if (g_set_object (&self->coop, coop))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COOP]);
  watch_log (self);
}

/** moot_session_set_membership: what the account is in the co-op */
void
moot_session_set_membership (MootSession *self,
                             MootMember  *membership)
{
  if (g_set_object (&self->membership, membership))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEMBERSHIP]);
}

/** moot_session_add_members: @members: (element-type MootMember): of the co-op */
void
moot_session_add_members (MootSession *self,
                          GPtrArray   *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      MootMember *member = g_ptr_array_index (members, i);

      g_hash_table_replace (self->members, g_strdup (member->id), g_object_ref (member));
    }
  if (self->coop != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COOP]);
}

/**
 * moot_session_open:
 * @self: a session
 *
 * Shows what is kept, without asking the server.
 */
void
moot_session_open (MootSession *self)
{
  moot_timeline_model_open (self->home);
}

/**
 * moot_session_stop:
 * @self: a session
 *
 * Nothing is asked or heard any more.
 */
void
moot_session_stop (MootSession *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->notifications != NULL)
    moot_notification_model_stop (self->notifications);
  if (self->stream != NULL)
    moot_client_stream_stop (self->stream);
}

/**
 * moot_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none): who
 */
MootSavedAccount *
moot_session_get_account (MootSession *self)
{
  return self->account;
}

/**
 * moot_session_get_client:
 * @self: a session
 *
 * Returns: (transfer none): the server
 */
MootClient *
moot_session_get_client (MootSession *self)
{
  return self->client;
}

/**
 * moot_session_get_cache:
 * @self: a session
 *
 * Returns: (transfer none): what is kept
 */
MootCache *
moot_session_get_cache (MootSession *self)
{
  return self->cache;
}

/**
 * moot_session_get_stream:
 * @self: a session
 *
 * Returns: (transfer none): what the server tells by itself
 */
MootClientStream *
moot_session_get_stream (MootSession *self)
{
  return self->stream;
}

/**
 * moot_session_get_home:
 * @self: a session
 *
 * Returns: (transfer none): the home timeline
 */
MootTimelineModel *
moot_session_get_home (MootSession *self)
{
  return self->home;
}

/**
 * moot_session_get_coop:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the co-op, once it is known that there is one
 */
MootCoop *
moot_session_get_coop (MootSession *self)
{
  return self->coop;
}

/**
 * moot_session_get_membership:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the account is in the co-op
 */
MootMember *
moot_session_get_membership (MootSession *self)
{
  return self->membership;
}

/**
 * moot_session_get_max_characters:
 * @self: a session
 *
 * Returns: how long a post may be
 */
gint64
moot_session_get_max_characters (MootSession *self)
{
  return self->max_characters;
}

/**
 * moot_session_get_max_media:
 * @self: a session
 *
 * Returns: how many pictures a post may have
 */
gint64
moot_session_get_max_media (MootSession *self)
{
  return self->max_media;
}

/**
 * moot_session_get_notifications:
 * @self: a session
 *
 * Returns: (transfer none): what happened to the account
 */
MootNotificationModel *
moot_session_get_notifications (MootSession *self)
{
  return self->notifications;
}

/**
 * moot_session_find_member:
 * @self: a session
 * @member_id: (nullable): of the co-op
 *
 * Returns: (transfer none) (nullable): the member, when known
 */
MootMember *
moot_session_find_member (MootSession *self,
                          const char  *member_id)
{
  return member_id != NULL ? g_hash_table_lookup (self->members, member_id) : NULL;
}
