/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A list of rows of any height, of which only those near the eye have widgets.  Put it into a
 * scrolled window.  Nothing that happens to the list moves what is being read: new posts wait
 * above, rows grow away from it, replaced items keep their place.
 * The feed is in parts: heights (an index), layout, scroll, model, position and keys; this file is
 * the object.
 * Thread: main.  It owns the row widgets; the model and its items are only referenced. */
#include "moot-feed-view-private.h"

#define NEAR_END_ROWS 12 /* fewer rows than this below what is seen: older ones are wanted */

typedef enum
{
  PROP_MODEL = 1,
  PROP_FOLLOW_TOP,
  PROP_SINGLE_KEYS,
  PROP_N_ABOVE,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} MootFeedViewProperty;

typedef enum
{
  SIGNAL_ACTIVATE,
  SIGNAL_NEAR_END,
  N_SIGNALS,
} MootFeedViewSignal;

static GParamSpec *properties[PROP_N_ABOVE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (MootFeedView,
                               moot_feed_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint
count_below (MootFeedView *self)
{
  guint n = moot_feed_heights_get_n_rows (self->heights);
  guint last = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (moot_feed_layout_is_in_sight (self, item))
        last = item->row;
    }
  return n - MIN (n, last + 1);
}

/* Listeners change the model or their labels, which must not happen within a layout. */
static gboolean
announce_cb (gpointer data)
{
  MootFeedView *self = data;
  guint n = moot_feed_heights_get_n_rows (self->heights);
  guint n_above = moot_feed_view_get_n_above (self);

  self->announce_id = 0;
  if (n_above != self->n_above)
    {
      self->n_above = n_above;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ABOVE]);
    }
  if (n > 0 && n != self->n_near_end_rows && count_below (self) < NEAR_END_ROWS)
    {
      self->n_near_end_rows = n;
      g_signal_emit (self, signals[SIGNAL_NEAR_END], 0);
    }
  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (MootFeedView *self,
                  guint         position,
                  guint         n_removed,
                  guint         n_added)
{
  moot_feed_model_items_changed (self, position, n_removed, n_added);
}

static void
moot_feed_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MOOT_FEED_MAX_WIDTH : 400;
}

static GtkSizeRequestMode
moot_feed_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
moot_feed_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  MootFeedView *self = MOOT_FEED_VIEW (widget);

  moot_feed_layout_allocate (self, width, height);
  moot_feed_scroll_update (self);
  moot_feed_view_announce_later (self);
}

static void
moot_feed_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_feed_view_parent_class)->map (widget);
  moot_feed_scroll_watch (MOOT_FEED_VIEW (widget));
}

static void
moot_feed_view_unmap (GtkWidget *widget)
{
  moot_feed_scroll_unwatch (MOOT_FEED_VIEW (widget));
  GTK_WIDGET_CLASS (moot_feed_view_parent_class)->unmap (widget);
}

static void
moot_feed_view_set_focus_child (GtkWidget *widget,
                                GtkWidget *child)
{
  MootFeedView *self = MOOT_FEED_VIEW (widget);

  GTK_WIDGET_CLASS (moot_feed_view_parent_class)->set_focus_child (widget, child);
  if (child == NULL || MOOT_FEED_ITEM (child)->item == NULL)
    return;

  g_free (self->focus_key);
  self->focus_key = g_strdup (MOOT_FEED_ITEM (child)->key);
  moot_feed_rows_describe (self, MOOT_FEED_ITEM (child));
}

static gboolean
moot_feed_view_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  return moot_feed_keys_focus (MOOT_FEED_VIEW (widget), direction);
}

static gboolean
moot_feed_view_grab_focus (GtkWidget *widget)
{
  return moot_feed_keys_focus (MOOT_FEED_VIEW (widget), GTK_DIR_TAB_FORWARD);
}

static void
moot_feed_view_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  MootFeedView *self = MOOT_FEED_VIEW (object);

  switch ((MootFeedViewProperty) property_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_FOLLOW_TOP:
      g_value_set_boolean (value, self->follow_top);
      break;
    case PROP_SINGLE_KEYS:
      g_value_set_boolean (value, self->single_keys);
      break;
    case PROP_N_ABOVE:
      g_value_set_uint (value, moot_feed_view_get_n_above (self));
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    }
}

static void
moot_feed_view_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  MootFeedView *self = MOOT_FEED_VIEW (object);

  switch ((MootFeedViewProperty) property_id)
    {
    case PROP_MODEL:
      moot_feed_view_set_model (self, g_value_get_object (value));
      break;
    case PROP_FOLLOW_TOP:
      moot_feed_view_set_follow_top (self, g_value_get_boolean (value));
      break;
    case PROP_SINGLE_KEYS:
      moot_feed_view_set_single_keys (self, g_value_get_boolean (value));
      break;
    case PROP_HADJUSTMENT:
      moot_feed_scroll_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL,
                                       g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      moot_feed_scroll_set_adjustment (self, GTK_ORIENTATION_VERTICAL,
                                       g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    case PROP_N_ABOVE:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
moot_feed_view_dispose (GObject *object)
{
  MootFeedView *self = MOOT_FEED_VIEW (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
      g_clear_object (&self->adjustments[i]);
    }
  moot_feed_view_set_model (self, NULL);
  while (self->idle->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->idle, self->idle->len - 1));

  G_OBJECT_CLASS (moot_feed_view_parent_class)->dispose (object);
}

static void
moot_feed_view_finalize (GObject *object)
{
  MootFeedView *self = MOOT_FEED_VIEW (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->idle);
  moot_feed_heights_free (self->heights);
  g_free (self->focus_key);

  G_OBJECT_CLASS (moot_feed_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                 G_PARAM_STATIC_STRINGS;

  /**
   * MootFeedView:model:
   *
   * What is shown, the newest first.
   */
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, read_write);

  /**
   * MootFeedView:follow-top:
   *
   * Whether a reader at the very top is taken to what comes in above.
   */
  properties[PROP_FOLLOW_TOP] = g_param_spec_boolean ("follow-top", NULL, NULL, FALSE, read_write);

  /**
   * MootFeedView:single-keys:
   *
   * Whether the letters j, k and o move and open; they can be turned off.
   */
  properties[PROP_SINGLE_KEYS] = g_param_spec_boolean ("single-keys", NULL, NULL, TRUE, read_write);

  /**
   * MootFeedView:n-above:
   *
   * How many rows lie above the topmost one that is wholly in sight.
   */
  properties[PROP_N_ABOVE] = g_param_spec_uint ("n-above", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  for (guint i = PROP_MODEL; i <= PROP_N_ABOVE; i++)
    g_object_class_install_property (object_class, i, properties[i]);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
moot_feed_view_class_init (MootFeedViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = moot_feed_view_get_property;
  object_class->set_property = moot_feed_view_set_property;
  object_class->dispose = moot_feed_view_dispose;
  object_class->finalize = moot_feed_view_finalize;
  widget_class->measure = moot_feed_view_measure;
  widget_class->get_request_mode = moot_feed_view_get_request_mode;
  widget_class->size_allocate = moot_feed_view_size_allocate;
  widget_class->map = moot_feed_view_map;
  widget_class->unmap = moot_feed_view_unmap;
  widget_class->set_focus_child = moot_feed_view_set_focus_child;
  widget_class->focus = moot_feed_view_focus;
  widget_class->grab_focus = moot_feed_view_grab_focus;

  install_properties (object_class);

  /**
   * MootFeedView::activate:
   * @item: what the row shows
   *
   * The row was opened from the keyboard.
   */
  signals[SIGNAL_ACTIVATE] =
    g_signal_new ("activate", G_OBJECT_CLASS_TYPE (object_class), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  /**
   * MootFeedView::near-end:
   *
   * The reader comes near the last row; said once for each length of the model.
   */
  signals[SIGNAL_NEAR_END] =
    g_signal_new ("near-end", G_OBJECT_CLASS_TYPE (object_class), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "feed");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  moot_feed_keys_class_init (widget_class);
}

static void
moot_feed_view_init (MootFeedView *self)
{
  self->heights = moot_feed_heights_new ();
  self->items = g_ptr_array_new ();
  self->idle = g_ptr_array_new ();
  self->width = -1;
  self->single_keys = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * moot_feed_view_announce_later:
 * @self: a feed
 *
 * Tells listeners of the new position as soon as the layout is over.
 */
void
moot_feed_view_announce_later (MootFeedView *self)
{
  if (self->announce_id == 0)
    self->announce_id = g_idle_add (announce_cb, self);
}

/**
 * moot_feed_view_want_older:
 * @self: a feed
 *
 * Says once more that its end is near, if it is: older rows can be asked for now.
 */
void
moot_feed_view_want_older (MootFeedView *self)
{
  self->n_near_end_rows = 0;
  moot_feed_view_announce_later (self);
}

/**
 * moot_feed_view_activate_row:
 * @self: a feed
 * @row: index in the model
 */
void
moot_feed_view_activate_row (MootFeedView *self,
                             guint         row)
{
  g_autoptr (GObject) object = g_list_model_get_item (self->model, row);

  if (object != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, object);
}

/**
 * moot_feed_view_new:
 *
 * Returns: (transfer floating): a feed without factory and model
 */
GtkWidget *
moot_feed_view_new (void)
{
  return g_object_new (MOOT_TYPE_FEED_VIEW, NULL);
}

/**
 * moot_feed_view_set_factory:
 * @self: a feed without a model
 * @factory: how rows are made; lives as long as @self
 * @user_data: handed to every function of @factory
 *
 * Must be called once, before there is a model.
 */
void
moot_feed_view_set_factory (MootFeedView          *self,
                            const MootFeedFactory *factory,
                            gpointer               user_data)
{
  g_return_if_fail (MOOT_IS_FEED_VIEW (self));
  g_return_if_fail (self->model == NULL && self->items->len == 0);
  g_return_if_fail (factory->get_key != NULL && factory->create != NULL && factory->bind != NULL);

  self->factory = factory;
  self->factory_data = user_data;
}

/**
 * moot_feed_view_get_model:
 * @self: a feed
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GListModel *
moot_feed_view_get_model (MootFeedView *self)
{
  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), NULL);

  return self->model;
}

/**
 * moot_feed_view_set_model:
 * @self: a feed
 * @model: (nullable): items the factory knows
 *
 * Shows @model from its first row on.
 */
void
moot_feed_view_set_model (MootFeedView *self,
                          GListModel   *model)
{
  g_return_if_fail (MOOT_IS_FEED_VIEW (self));
  g_return_if_fail (model == NULL || self->factory != NULL);

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  moot_feed_rows_drop_all (self);
  moot_feed_heights_splice (self->heights, 0, moot_feed_heights_get_n_rows (self->heights), 0);
  moot_feed_layout_hold (self, 0, 0);
  self->n_near_end_rows = 0;

  g_set_object (&self->model, model);
  if (model != NULL)
    {
      g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
      moot_feed_heights_splice (self->heights, 0, 0, g_list_model_get_n_items (model));
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * moot_feed_view_get_follow_top:
 * @self: a feed
 *
 * Returns: whether a reader at the very top is taken along
 */
gboolean
moot_feed_view_get_follow_top (MootFeedView *self)
{
  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), FALSE);

  return self->follow_top;
}

/**
 * moot_feed_view_set_follow_top:
 * @self: a feed
 * @follow_top: whether to take a reader at the very top along
 */
void
moot_feed_view_set_follow_top (MootFeedView *self,
                               gboolean      follow_top)
{
  g_return_if_fail (MOOT_IS_FEED_VIEW (self));

  if (self->follow_top == follow_top)
    return;

  self->follow_top = follow_top;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW_TOP]);
}

/**
 * moot_feed_view_get_single_keys:
 * @self: a feed
 *
 * Returns: whether single letters do something
 */
gboolean
moot_feed_view_get_single_keys (MootFeedView *self)
{
  g_return_val_if_fail (MOOT_IS_FEED_VIEW (self), FALSE);

  return self->single_keys;
}

/**
 * moot_feed_view_set_single_keys:
 * @self: a feed
 * @single_keys: whether single letters do something
 */
void
moot_feed_view_set_single_keys (MootFeedView *self,
                                gboolean      single_keys)
{
  g_return_if_fail (MOOT_IS_FEED_VIEW (self));

  if (self->single_keys == single_keys)
    return;

  self->single_keys = single_keys;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SINGLE_KEYS]);
}
