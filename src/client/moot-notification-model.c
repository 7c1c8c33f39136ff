/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The notifications of an account as a list model: named days, and under each day what happened,
 * with boosts and favourites of one status, and new followers, gathered in one row.  Up to where
 * they were read is the server's to keep, so that every device knows.
 * Spec: Mastodon client API, notifications and markers.
 * Thread: main. */
#include "moot-notification-model.h"

#include <string.h>

struct _MootNotificationModel
{
  GObject parent_instance;

  MootClient *client;
  MootEntityList *list;
  GPtrArray *items;    /* of MootNotificationItem */
  char *read_id;       /* (nullable): read up to here, as the server knows */
  char *shown_read_id; /* (nullable): what the rows go by until the page is left */
  gboolean marked;     /* the server was asked where the reader was */
  guint n_unread;
  GCancellable *cancellable;
};

static void moot_notification_model_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MootNotificationModel,
                               moot_notification_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      moot_notification_model_list_model_init))

typedef enum
{
  PROP_N_UNREAD = 1,
} MootNotificationModelProperty;

static GParamSpec *properties[PROP_N_UNREAD + 1];

static GType
get_item_type (GListModel *model)
{
  return MOOT_TYPE_NOTIFICATION_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MOOT_NOTIFICATION_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *items = MOOT_NOTIFICATION_MODEL (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
moot_notification_model_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
moot_notification_model_get_property (GObject    *object,
                                      guint       id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  switch ((MootNotificationModelProperty) id)
    {
    case PROP_N_UNREAD:
      g_value_set_uint (value, MOOT_NOTIFICATION_MODEL (object)->n_unread);
      break;
    }
}

static void
moot_notification_model_dispose (GObject *object)
{
  MootNotificationModel *self = MOOT_NOTIFICATION_MODEL (object);

  moot_notification_model_stop (self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (moot_notification_model_parent_class)->dispose (object);
}

static void
moot_notification_model_finalize (GObject *object)
{
  MootNotificationModel *self = MOOT_NOTIFICATION_MODEL (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->items);
  g_free (self->read_id);
  g_free (self->shown_read_id);

  G_OBJECT_CLASS (moot_notification_model_parent_class)->finalize (object);
}

static void
moot_notification_model_class_init (MootNotificationModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = moot_notification_model_get_property;
  object_class->dispose = moot_notification_model_dispose;
  object_class->finalize = moot_notification_model_finalize;

  /** MootNotificationModel:n-unread: how many are new to the reader */
  properties[PROP_N_UNREAD] =
    g_param_spec_uint ("n-unread", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_notification_model_init (MootNotificationModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/* Rows ----------------------------------------------------------------------------------------- */

static char *
dup_day (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at / 1000);

  return time != NULL ? g_date_time_format (time, "day/%Y-%m-%d") : g_strdup ("day/");
}

/* What is gathered, and with what; %NULL for what stands alone. */
static char *
dup_group (MootNotification *notification,
           const char       *day)
{
  if (g_str_equal (notification->type, "follow"))
    return g_strconcat ("follow/", day, NULL);
  if (notification->status == NULL)
    return NULL;
  if (g_str_equal (notification->type, "favourite") || g_str_equal (notification->type, "reblog"))
    return g_strconcat (notification->type, "/", notification->status->id, "/", day, NULL);
  return NULL;
}

static gboolean
is_unread (MootNotificationModel *self,
           MootNotification      *notification,
           const char            *read_id)
{
  return self->marked &&
         (read_id == NULL || moot_notification_compare_ids (notification->id, read_id) > 0);
}

static GPtrArray *
make_items (MootNotificationModel *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *today = NULL;
  MootNotification *notification;

  for (guint i = 0; (notification = moot_entity_list_get (self->list, i)) != NULL; i++)
    {
      g_autofree char *day = dup_day (notification->created_at);
      g_autofree char *group = dup_group (notification, day);
      MootNotificationItem *item = group != NULL ? g_hash_table_lookup (groups, group) : NULL;

      if (g_strcmp0 (day, today) != 0)
        g_ptr_array_add (items, moot_notification_item_new_day (day, notification->created_at));
      g_free (today);
      today = g_steal_pointer (&day);
      if (item != NULL)
        moot_notification_item_add (item, notification);
      else
        {
          item = moot_notification_item_new (group != NULL ? group : notification->id,
                                             notification);
          g_ptr_array_add (items, item);
        }
      item->unread |= is_unread (self, notification, self->shown_read_id);
      if (group != NULL)
        g_hash_table_replace (groups, g_steal_pointer (&group), item);
    }
  return items;
}

static void
count_unread (MootNotificationModel *self)
{
  MootNotification *notification;
  guint n = 0;

  for (guint i = 0; (notification = moot_entity_list_get (self->list, i)) != NULL; i++)
    n += is_unread (self, notification, self->read_id) ? 1 : 0;
  if (self->n_unread == n)
    return;
  self->n_unread = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNREAD]);
}

/* Only the rows between the first and the last that look different change. */
static void
rebuild (MootNotificationModel *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint same = 0;
  guint same_end = 0;

  self->items = make_items (self);
  while (same < MIN (old->len, self->items->len) &&
         moot_notification_item_equal (g_ptr_array_index (old, same),
                                       g_ptr_array_index (self->items, same)))
    same++;
  while (same_end < MIN (old->len, self->items->len) - same &&
         moot_notification_item_equal (
           g_ptr_array_index (old, old->len - 1 - same_end),
           g_ptr_array_index (self->items, self->items->len - 1 - same_end)))
    same_end++;
  if (same + same_end < MAX (old->len, self->items->len))
    g_list_model_items_changed (G_LIST_MODEL (self), same, old->len - same - same_end,
                                self->items->len - same - same_end);
  count_unread (self);
}

/* Where the reader was ------------------------------------------------------------------------- */

static void
markers_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MootNotificationModel) self = user_data;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, NULL);
  JsonObject *markers = reply != NULL ? moot_reply_get_object (reply) : NULL;
  const char *id =
    moot_json_get_string (moot_json_get_object (markers, "notifications"), "last_read_id");

  if (reply == NULL || self->client == NULL)
    return;
  if (id != NULL &&
      (self->read_id == NULL || moot_notification_compare_ids (id, self->read_id) > 0))
    {
      g_free (self->read_id);
      self->read_id = g_strdup (id);
    }
  if (!self->marked)
    {
      g_free (self->shown_read_id);
      self->shown_read_id = g_strdup (self->read_id);
    }
  self->marked = TRUE;
  rebuild (self);
}

static void
ask_markers (MootNotificationModel *self)
{
  MootRequest *request = moot_request_new (MOOT_CALL_MARKERS);

  moot_request_add (request, "timeline[]", "notifications");
  moot_client_call_async (self->client, request, self->cancellable, markers_read_cb,
                          g_object_ref (self));
}

/* A marker that was not saved is saved the next time; nobody needs to know. */
static void
marker_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  moot_reply_free (moot_client_call_finish (MOOT_CLIENT (source), result, NULL));
  g_object_unref (user_data);
}

/**
 * moot_notification_compare_ids:
 * @a: an id
 * @b: another
 *
 * Ids are opaque, but on every known server a later one is longer or, if not, sorts behind.
 *
 * Returns: below 0 when @a is the earlier one, above 0 when @b is
 */
int
moot_notification_compare_ids (const char *a,
                               const char *b)
{
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  return length_a != length_b ? (length_a < length_b ? -1 : 1) : strcmp (a, b);
}

/**
 * moot_notification_model_new:
 * @client: the server
 *
 * Returns: (transfer full): an empty model; see moot_notification_model_refresh()
 */
MootNotificationModel *
moot_notification_model_new (MootClient *client)
{
  MootNotificationModel *self = g_object_new (MOOT_TYPE_NOTIFICATION_MODEL, NULL);

  self->client = g_object_ref (client);
  self->list = moot_entity_list_new (client, MOOT_CALL_NOTIFICATIONS, NULL);
  moot_entity_list_set_kept_as (self->list, "notifications");
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (rebuild), self);
  return self;
}

/**
 * moot_notification_model_get_list:
 * @self: a model
 *
 * Returns: (transfer none): what it is made of; for its state
 */
MootEntityList *
moot_notification_model_get_list (MootNotificationModel *self)
{
  return self->list;
}

/**
 * moot_notification_model_get_n_unread:
 * @self: a model
 *
 * Returns: how many notifications are new to the reader
 */
guint
moot_notification_model_get_n_unread (MootNotificationModel *self)
{
  return self->n_unread;
}

/**
 * moot_notification_model_refresh:
 * @self: a model
 *
 * Asks what is new, and up to where it was read on another device.
 */
void
moot_notification_model_refresh (MootNotificationModel *self)
{
  if (self->client == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  ask_markers (self);
  moot_entity_list_refresh (self->list);
}

/**
 * moot_notification_model_add_live:
 * @self: a model
 * @notification: from the stream
 */
void
moot_notification_model_add_live (MootNotificationModel *self,
                                  MootNotification      *notification)
{
  moot_entity_list_put (self->list, notification);
}

/**
 * moot_notification_model_update_status:
 * @self: a model
 * @status: a newer copy of one that may be shown
 */
void
moot_notification_model_update_status (MootNotificationModel *self,
                                       MootStatus            *status)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      MootNotificationItem *item = g_ptr_array_index (self->items, i);

      if (item->newest == NULL || item->newest->status == NULL ||
          g_strcmp0 (item->newest->status->id, status->id) != 0)
        continue;
      g_set_object (&item->newest->status, status);
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
    }
}

/**
 * moot_notification_model_lose_status:
 * @self: a model
 * @id: of a status that is no longer to be seen
 *
 * What was about it goes.
 */
void
moot_notification_model_lose_status (MootNotificationModel *self,
                                     const char            *id)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  MootNotification *notification;

  for (guint i = 0; (notification = moot_entity_list_get (self->list, i)) != NULL; i++)
    if (notification->status != NULL && g_strcmp0 (notification->status->id, id) == 0)
      g_ptr_array_add (gone, g_strdup (notification->id));
  for (guint i = 0; i < gone->len; i++)
    moot_entity_list_remove (self->list, g_ptr_array_index (gone, i));
}

/**
 * moot_notification_model_mark_read:
 * @self: a model that is looked at
 *
 * Everything there is has been seen.  The rows keep their mark until the page is left.
 */
void
moot_notification_model_mark_read (MootNotificationModel *self)
{
  MootNotification *newest = moot_entity_list_get (self->list, 0);
  MootRequest *request;

  if (newest == NULL || !is_unread (self, newest, self->read_id))
    return;

  g_free (self->read_id);
  self->read_id = g_strdup (newest->id);
  request = moot_request_new (MOOT_CALL_SAVE_MARKERS);
  moot_request_add (request, "notifications[last_read_id]", newest->id);
  moot_client_call_async (self->client, request, NULL, marker_saved_cb, g_object_ref (self));
  count_unread (self);
}

/**
 * moot_notification_model_settle:
 * @self: a model whose page is left
 *
 * What was read looks read from now on.
 */
void
moot_notification_model_settle (MootNotificationModel *self)
{
  if (g_strcmp0 (self->shown_read_id, self->read_id) == 0)
    return;
  g_free (self->shown_read_id);
  self->shown_read_id = g_strdup (self->read_id);
  rebuild (self);
}

/**
 * moot_notification_model_stop:
 * @self: a model
 *
 * Nothing is asked any more.
 */
void
moot_notification_model_stop (MootNotificationModel *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    moot_entity_list_stop (self->list);
}
