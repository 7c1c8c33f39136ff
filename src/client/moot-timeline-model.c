/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A timeline as a list model: what the cache has first, then what the server has, then what comes
 * live.  Steps run one after the other on a worker; each brings back a slice of the cache, and the
 * model changes only where the slice differs, so that nothing on the screen is rebuilt.
 * Thread: main. */
#include "moot-timeline-model-private.h"

#include "moot-timeline-save.h"

#define MAX_OBJECTS 300 /* statuses kept as objects; a screen shows a dozen */

static void moot_timeline_model_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MootTimelineModel,
                               moot_timeline_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      moot_timeline_model_list_model_init))

static GParamSpec *properties[PROP_N_NEW + 1];

/** moot_timeline_model_notify: tells that a property has another value */
void
moot_timeline_model_notify (MootTimelineModel         *self,
                            MootTimelineModelProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static GType
get_item_type (GListModel *model)
{
  return MOOT_TYPE_TIMELINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return moot_timeline_rows_get_n (MOOT_TIMELINE_MODEL (model)->entries);
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  MootTimelineItem *item = moot_timeline_rows_get (MOOT_TIMELINE_MODEL (model)->entries,
                                                   position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
moot_timeline_model_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
entries_changed_cb (guint    position,
                    guint    n_removed,
                    guint    n_added,
                    gpointer data)
{
  g_list_model_items_changed (data, position, n_removed, n_added);
}

static void
moot_timeline_model_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  MootTimelineModel *self = MOOT_TIMELINE_MODEL (object);

  switch ((MootTimelineModelProperty) id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, moot_timeline_model_get_loading (self));
      break;
    case PROP_OPENED:
      g_value_set_boolean (value, self->opened);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_NEW:
      g_value_set_uint (value, self->n_new);
      break;
    }
}

static void
moot_timeline_model_dispose (GObject *object)
{
  MootTimelineModel *self = MOOT_TIMELINE_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->live_id, g_source_remove);
  g_queue_clear_full (&self->objects, g_object_unref);

  G_OBJECT_CLASS (moot_timeline_model_parent_class)->dispose (object);
}

static void
moot_timeline_model_finalize (GObject *object)
{
  MootTimelineModel *self = MOOT_TIMELINE_MODEL (object);

  g_queue_clear_full (&self->steps, (GDestroyNotify) moot_timeline_job_free);
  g_clear_pointer (&self->entries, moot_timeline_rows_free);
  g_clear_pointer (&self->live, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->cache, moot_cache_unref);
  g_clear_error (&self->error);
  g_free (self->account);
  g_free (self->timeline);
  g_free (self->place);
  g_free (self->id);

  G_OBJECT_CLASS (moot_timeline_model_parent_class)->finalize (object);
}

static void
moot_timeline_model_class_init (MootTimelineModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = moot_timeline_model_get_property;
  object_class->dispose = moot_timeline_model_dispose;
  object_class->finalize = moot_timeline_model_finalize;

  /** MootTimelineModel:loading: whether a step is under way */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /** MootTimelineModel:opened: whether the cache has been read */
  properties[PROP_OPENED] = g_param_spec_boolean ("opened", NULL, NULL, FALSE, flags);
  /** MootTimelineModel:complete: whether nothing older is to be had */
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  /** MootTimelineModel:error: why the last step had no result */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  /** MootTimelineModel:n-new: statuses that came on top and were not seen yet */
  properties[PROP_N_NEW] = g_param_spec_uint ("n-new", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_timeline_model_init (MootTimelineModel *self)
{
  self->entries = moot_timeline_rows_new (entries_changed_cb, self);
  self->live = g_ptr_array_new_with_free_func (g_object_unref);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * moot_timeline_model_new:
 * @client: the account's server
 * @cache: where it is kept
 * @account: key of the account in the cache
 * @timeline: name in the cache, such as `home`
 * @call: how the server is asked
 * @id: (nullable): what the call is about
 *
 * Returns: (transfer full): an empty timeline; see moot_timeline_model_open()
 */
MootTimelineModel *
moot_timeline_model_new (MootClient *client,
                         MootCache  *cache,
                         const char *account,
                         const char *timeline,
                         MootCall    call,
                         const char *id)
{
  MootTimelineModel *self = g_object_new (MOOT_TYPE_TIMELINE_MODEL, NULL);

  self->client = g_object_ref (client);
  self->cache = moot_cache_ref (cache);
  self->account = g_strdup (account);
  self->timeline = g_strdup (timeline);
  self->call = call;
  self->id = g_strdup (id);
  return self;
}

/**
 * moot_timeline_model_get_loading:
 * @self: a timeline
 *
 * Returns: whether a step is under way
 */
gboolean
moot_timeline_model_get_loading (MootTimelineModel *self)
{
  return !g_queue_is_empty (&self->steps);
}

/**
 * moot_timeline_model_get_opened:
 * @self: a timeline
 *
 * Returns: whether the cache has been read
 */
gboolean
moot_timeline_model_get_opened (MootTimelineModel *self)
{
  return self->opened;
}

/**
 * moot_timeline_model_get_complete:
 * @self: a timeline
 *
 * Returns: whether nothing older is to be had
 */
gboolean
moot_timeline_model_get_complete (MootTimelineModel *self)
{
  return self->complete;
}

/**
 * moot_timeline_model_get_error:
 * @self: a timeline
 *
 * Returns: (transfer none) (nullable): why the last step had no result
 */
const GError *
moot_timeline_model_get_error (MootTimelineModel *self)
{
  return self->error;
}

/**
 * moot_timeline_model_get_place:
 * @self: a timeline that is opened
 * @out_offset: (out): pixels from the top of the window
 *
 * Returns: (transfer none) (nullable): the entry that was read last time
 */
const char *
moot_timeline_model_get_place (MootTimelineModel *self,
                               int               *out_offset)
{
  *out_offset = self->place_offset;
  return self->place;
}

/**
 * moot_timeline_model_get_n_new:
 * @self: a timeline
 *
 * Returns: how many entries came on top and were not seen yet
 */
guint
moot_timeline_model_get_n_new (MootTimelineModel *self)
{
  return self->n_new;
}

/**
 * moot_timeline_model_see:
 * @self: a timeline
 * @n_above: entries above the window
 *
 * Counts down: what is in the window has been seen.
 */
void
moot_timeline_model_see (MootTimelineModel *self,
                         guint              n_above)
{
  moot_timeline_steps_set_n_new (self, MIN (self->n_new, n_above));
}

/**
 * moot_timeline_model_save_place:
 * @self: a timeline
 * @key: the entry that is read
 * @offset: pixels from the top of the window to it
 *
 * Keeps the reader's place over a restart.
 */
void
moot_timeline_model_save_place (MootTimelineModel *self,
                                const char        *key,
                                int                offset)
{
  moot_timeline_save_place (self->client, self->cache, self->account, self->timeline, key, offset);
}

/**
 * moot_timeline_model_open:
 * @self: a new timeline
 *
 * Shows what the cache has; moot_timeline_model_refresh() then asks the server.
 */
void
moot_timeline_model_open (MootTimelineModel *self)
{
  if (self->opened || moot_timeline_steps_has (self, MOOT_TIMELINE_OPEN))
    return;

  moot_timeline_steps_queue (self, MOOT_TIMELINE_OPEN);
  moot_timeline_steps_start (self);
}

/**
 * moot_timeline_model_refresh:
 * @self: a timeline
 *
 * Asks for the newest page.
 */
void
moot_timeline_model_refresh (MootTimelineModel *self)
{
  if (moot_timeline_steps_has (self, MOOT_TIMELINE_REFRESH))
    return;

  moot_timeline_steps_queue (self, MOOT_TIMELINE_REFRESH);
  moot_timeline_steps_start (self);
}

/**
 * moot_timeline_model_load_older:
 * @self: a timeline
 *
 * Asks for what lies below the lowest entry.
 */
void
moot_timeline_model_load_older (MootTimelineModel *self)
{
  if (self->complete || !self->opened || moot_timeline_steps_has (self, MOOT_TIMELINE_OLDER) ||
      moot_timeline_rows_get_floor (self->entries) == NULL)
    return;

  moot_timeline_steps_queue (self, MOOT_TIMELINE_OLDER);
  moot_timeline_steps_start (self);
}

/**
 * moot_timeline_model_fill_gap:
 * @self: a timeline
 * @gap: one of its gaps
 * @upward: from below, in reading order; else from above
 */
void
moot_timeline_model_fill_gap (MootTimelineModel *self,
                              MootTimelineItem  *gap,
                              gboolean           upward)
{
  MootTimelineJob *job;

  if (moot_timeline_item_get_busy (gap))
    return;

  moot_timeline_item_set_busy (gap, TRUE);
  job = moot_timeline_steps_queue (self, upward ? MOOT_TIMELINE_FILL_UPWARD
                                                : MOOT_TIMELINE_FILL_DOWNWARD);
  job->gap = g_strdup (moot_timeline_item_get_key (gap));
  moot_timeline_steps_start (self);
}

/**
 * moot_timeline_model_add_live:
 * @self: a timeline
 * @status: what the stream brought
 */
void
moot_timeline_model_add_live (MootTimelineModel *self,
                              MootStatus        *status)
{
  g_ptr_array_insert (self->live, 0, g_object_ref (status));
  moot_timeline_steps_take_live_soon (self);
}

/**
 * moot_timeline_model_remove:
 * @self: a timeline
 * @id: a status that is gone
 */
void
moot_timeline_model_remove (MootTimelineModel *self,
                            const char        *id)
{
  g_ptr_array_add (self->removed, g_strdup (id));
  moot_timeline_steps_take_live_soon (self);
}

/**
 * moot_timeline_model_update:
 * @self: a timeline
 * @status: a newer copy of one that may be in it, by itself or inside a boost
 *
 * Shows it at once and keeps it.
 */
void
moot_timeline_model_update (MootTimelineModel *self,
                            MootStatus        *status)
{
  moot_timeline_rows_update (self->entries, status);
  moot_timeline_save_status (self->client, self->cache, self->account, status);
}

/**
 * moot_timeline_model_load_status:
 * @self: a timeline
 * @item: one of its items
 *
 * Reads the status of an item that comes onto the screen, and gives back the objects of those that
 * left it long ago.
 *
 * Returns: (transfer none) (nullable): the status
 */
MootStatus *
moot_timeline_model_load_status (MootTimelineModel *self,
                                 MootTimelineItem  *item)
{
  if (!moot_timeline_item_has_status (item))
    {
      g_queue_push_tail (&self->objects, g_object_ref (item));
      if (g_queue_get_length (&self->objects) > MAX_OBJECTS)
        {
          g_autoptr (MootTimelineItem) oldest = g_queue_pop_head (&self->objects);

          moot_timeline_item_forget_status (oldest);
        }
    }
  return moot_timeline_item_get_status (item);
}

/**
 * moot_timeline_model_find:
 * @self: a timeline
 * @key: of an entry
 * @out_position: (out): set on success only
 *
 * Returns: whether it is there
 */
gboolean
moot_timeline_model_find (MootTimelineModel *self,
                          const char        *key,
                          guint             *out_position)
{
  return moot_timeline_rows_find (self->entries, key, out_position);
}
