/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A list of the API as a list model: the copy that was kept, then the server's first page, then
 * older pages as they are asked for.  Asking again puts what is new on top and leaves the rest in
 * its place.  Cursors are the server's own, from the Link header.
 * Thread: main. */
#include "moot-entity-list.h"

#include "moot-client-load.h"

#define PAGE_SIZE 40 /* the most that every list of the API gives */

struct _MootEntityList
{
  GObject parent_instance;

  MootClient *client;
  MootCall call;
  char *id;
  char *kept_as;         /* (nullable) */
  GPtrArray *parameters; /* char *: name, value, name, value… */

  GPtrArray *items;
  char *next; /* (nullable): where older ones are */
  gboolean loading;
  gboolean again;   /* asked for the first page while loading */
  GHashTable *gone; /* ids that were taken out while loading: the answer may be older than that */
  gboolean loaded;  /* the server has answered at least once */
  GError *error;
  GCancellable *cancellable;
};

static void moot_entity_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MootEntityList,
                               moot_entity_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      moot_entity_list_list_model_init))

typedef enum
{
  PROP_STATE = 1,
} MootEntityListProperty;

static GParamSpec *properties[PROP_STATE + 1];

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return MOOT_ENTITY_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  gpointer item = moot_entity_list_get (MOOT_ENTITY_LIST (model), position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
moot_entity_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
notify_state (MootEntityList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
moot_entity_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((MootEntityListProperty) id)
    {
    case PROP_STATE:
      g_value_set_boolean (value, MOOT_ENTITY_LIST (object)->loading);
      break;
    }
}

static void
moot_entity_list_dispose (GObject *object)
{
  MootEntityList *self = MOOT_ENTITY_LIST (object);

  moot_entity_list_stop (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (moot_entity_list_parent_class)->dispose (object);
}

static void
moot_entity_list_finalize (GObject *object)
{
  MootEntityList *self = MOOT_ENTITY_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->gone);
  g_free (self->id);
  g_free (self->kept_as);
  g_free (self->next);

  G_OBJECT_CLASS (moot_entity_list_parent_class)->finalize (object);
}

static void
moot_entity_list_class_init (MootEntityListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = moot_entity_list_get_property;
  object_class->dispose = moot_entity_list_dispose;
  object_class->finalize = moot_entity_list_finalize;

  /** MootEntityList:state: whether it is loading; notified when any getter says something else */
  properties[PROP_STATE] =
    g_param_spec_boolean ("state", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_entity_list_init (MootEntityList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parameters = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
}

/* Putting pages in ----------------------------------------------------------------------------- */

static const char *
get_id (gpointer entity)
{
  guint n_fields;
  const MootField *fields = moot_entity_get_fields (G_OBJECT_TYPE (entity), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, "id"))
      return G_STRUCT_MEMBER (char *, entity, fields[i].offset);
  return NULL;
}

static gboolean
find (MootEntityList *self,
      const char     *id,
      guint          *out_position)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (get_id (g_ptr_array_index (self->items, i)), id) == 0)
      {
        *out_position = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_entity (MootEntityList *self,
             gpointer        entity,
             guint          *out_position)
{
  return find (self, get_id (entity), out_position);
}

static void
splice (MootEntityList *self,
        guint           position,
        guint           n_removed,
        GPtrArray      *added)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (self->items, position, n_removed);
  for (guint i = 0; i < added->len; i++)
    g_ptr_array_insert (self->items, (int) (position + i),
                        g_object_ref (g_ptr_array_index (added, i)));
  if (n_removed > 0 || added->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, added->len);
}

/* What was taken out since the page was asked for does not come back with it. */
static void
leave_out_gone (MootEntityList *self,
                GPtrArray      *items)
{
  for (guint i = items->len; i > 0; i--)
    if (g_hash_table_contains (self->gone, get_id (g_ptr_array_index (items, i - 1))))
      g_ptr_array_remove_index (items, i - 1);
}

/* Where the page and what is there overlap, what is older stays, with the way to more of it. */
static void
put_first_page (MootEntityList *self,
                MootReply      *reply)
{
  guint last;

  leave_out_gone (self, reply->items);
  if (reply->items->len > 0 && self->items->len > 0 &&
      find_entity (self, g_ptr_array_index (reply->items, reply->items->len - 1), &last))
    {
      gboolean whole = last + 1 == self->items->len;

      splice (self, 0, last + 1, reply->items);
      if (!whole)
        return;
    }
  else
    splice (self, 0, self->items->len, reply->items);
  g_free (self->next);
  self->next = g_steal_pointer (&reply->next_max_id);
}

static void
put_older_page (MootEntityList *self,
                MootReply      *reply)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();

  leave_out_gone (self, reply->items);
  for (guint i = 0; i < reply->items->len; i++)
    {
      guint position;

      if (!find_entity (self, g_ptr_array_index (reply->items, i), &position))
        g_ptr_array_add (added, g_ptr_array_index (reply->items, i));
    }
  g_free (self->next);
  self->next = NULL;
  if (reply->items->len > 0 && self->items->len + added->len < MOOT_ENTITY_LIST_MAX)
    self->next = g_steal_pointer (&reply->next_max_id);
  splice (self, self->items->len, 0, added);
}

/* Asking --------------------------------------------------------------------------------------- */

static MootRequest *
make_request (MootEntityList *self)
{
  MootRequest *request = self->id != NULL ? moot_request_new_for (self->call, self->id)
                                          : moot_request_new (self->call);

  moot_request_add_int (request, "limit", PAGE_SIZE);
  for (guint i = 0; i + 1 < self->parameters->len; i += 2)
    moot_request_add (request, g_ptr_array_index (self->parameters, i),
                      g_ptr_array_index (self->parameters, i + 1));
  return request;
}

static void
finish_load (MootEntityList *self,
             const GError   *error)
{
  const gboolean again = self->again && error == NULL;

  g_clear_error (&self->error);
  self->loading = FALSE;
  self->again = FALSE;
  g_hash_table_remove_all (self->gone);
  self->loaded = TRUE;
  if (error != NULL)
    self->error = g_error_copy (error);
  notify_state (self);
  if (again)
    moot_entity_list_refresh (self);
}

static void
show_first_page (MootReply    *reply,
                 gint64        fetched_at,
                 const GError *error,
                 gpointer      data)
{
  MootEntityList *self = data;

  if (self->client == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL && fetched_at != 0 && self->items->len > 0)
    return; /* an old copy tells nothing to whoever has a newer one */
  if (reply != NULL)
    put_first_page (self, reply);
  if (fetched_at == 0)
    finish_load (self, error);
  else
    notify_state (self);
}

static void
first_page_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MootEntityList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  show_first_page (reply, 0, error, self);
}

static void
older_page_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MootEntityList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (self->client == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    put_older_page (self, reply);
  finish_load (self, error);
}

/**
 * moot_entity_list_new:
 * @client: the server
 * @call: a question that is answered with a list of entities that have an `id`
 * @id: (nullable): what it is about
 *
 * Returns: (transfer full): an empty list; see moot_entity_list_refresh()
 */
MootEntityList *
moot_entity_list_new (MootClient *client,
                      MootCall    call,
                      const char *id)
{
  MootEntityList *self = g_object_new (MOOT_TYPE_ENTITY_LIST, NULL);

  self->client = g_object_ref (client);
  self->call = call;
  self->id = g_strdup (id);
  return self;
}

/**
 * moot_entity_list_add_parameter:
 * @self: a list that has not been asked for
 * @name: of a parameter of the API
 * @value: its value
 */
void
moot_entity_list_add_parameter (MootEntityList *self,
                                const char     *name,
                                const char     *value)
{
  g_ptr_array_add (self->parameters, g_strdup (name));
  g_ptr_array_add (self->parameters, g_strdup (value));
}

/**
 * moot_entity_list_set_kept_as:
 * @self: a list that has not been asked for
 * @name: of the copy of its first page, for when the server is away
 */
void
moot_entity_list_set_kept_as (MootEntityList *self,
                              const char     *name)
{
  g_free (self->kept_as);
  self->kept_as = g_strdup (name);
}

/**
 * moot_entity_list_get_loading:
 * @self: a list
 *
 * Returns: whether the server is being asked
 */
gboolean
moot_entity_list_get_loading (MootEntityList *self)
{
  return self->loading;
}

/**
 * moot_entity_list_get_loaded:
 * @self: a list
 *
 * Returns: whether the server has answered, with a page or an error
 */
gboolean
moot_entity_list_get_loaded (MootEntityList *self)
{
  return self->loaded;
}

/**
 * moot_entity_list_get_complete:
 * @self: a list
 *
 * Returns: whether there is nothing older
 */
gboolean
moot_entity_list_get_complete (MootEntityList *self)
{
  return self->loaded && self->next == NULL && self->error == NULL;
}

/**
 * moot_entity_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last question was not answered
 */
const GError *
moot_entity_list_get_error (MootEntityList *self)
{
  return self->error;
}

/**
 * moot_entity_list_get:
 * @self: a list
 * @position: of an entity
 *
 * Returns: (transfer none) (nullable): the entity
 */
gpointer
moot_entity_list_get (MootEntityList *self,
                      guint           position)
{
  return position < self->items->len ? g_ptr_array_index (self->items, position) : NULL;
}

/**
 * moot_entity_list_refresh:
 * @self: a list
 *
 * Asks for the first page, once more when it is being asked for already.
 */
void
moot_entity_list_refresh (MootEntityList *self)
{
  self->again = self->loading;
  if (self->loading || self->client == NULL)
    return;

  self->loading = TRUE;
  notify_state (self);
  if (self->kept_as != NULL)
    moot_client_load (self->client, self->kept_as, make_request (self), self->cancellable,
                      show_first_page, g_object_ref (self), g_object_unref);
  else
    moot_client_call_async (self->client, make_request (self), self->cancellable, first_page_cb,
                            g_object_ref (self));
}

/**
 * moot_entity_list_load_older:
 * @self: a list
 *
 * Asks for the next page, when there is one.
 */
void
moot_entity_list_load_older (MootEntityList *self)
{
  MootRequest *request;

  if (self->loading || self->next == NULL || self->client == NULL)
    return;

  self->loading = TRUE;
  request = make_request (self);
  moot_request_add (request, "max_id", self->next);
  notify_state (self);
  moot_client_call_async (self->client, request, self->cancellable, older_page_cb,
                          g_object_ref (self));
}

/**
 * moot_entity_list_put:
 * @self: a list
 * @entity: with an `id`
 *
 * Takes the place of an older copy of itself, or the top.
 */
void
moot_entity_list_put (MootEntityList *self,
                      gpointer        entity)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  guint position = 0;
  gboolean found = find_entity (self, entity, &position);

  g_ptr_array_add (added, entity);
  splice (self, position, found ? 1 : 0, added);
}

/**
 * moot_entity_list_remove:
 * @self: a list
 * @id: of an entity
 *
 * Takes it out, when it is there.
 */
void
moot_entity_list_remove (MootEntityList *self,
                         const char     *id)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  guint position;

  if (self->loading)
    g_hash_table_add (self->gone, g_strdup (id));
  if (find (self, id, &position))
    splice (self, position, 1, nothing);
}

/**
 * moot_entity_list_update_status:
 * @self: a list of statuses
 * @status: a newer copy of one that may be in it, by itself or inside a boost
 */
void
moot_entity_list_update_status (MootEntityList *self,
                                MootStatus     *status)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      MootStatus *item = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (item->id, status->id) == 0)
        moot_entity_list_put (self, status);
      else if (item->reblog != NULL && g_strcmp0 (item->reblog->id, status->id) == 0)
        {
          g_set_object (&item->reblog, status);
          g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
        }
    }
}

/**
 * moot_entity_list_stop:
 * @self: a list
 *
 * Nothing is asked any more, and no answer is waited for.
 */
void
moot_entity_list_stop (MootEntityList *self)
{
  g_cancellable_cancel (self->cancellable);
}
