/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A feed of whatever the API lists: each entity has its kind of row.
 * Thread: main. */
#include "config.h"

#include "moot-entity-feed.h"

#include "moot-account-row.h"
#include "moot-error-text.h"
#include "moot-feed-heading.h"
#include "moot-notification-row.h"
#include "moot-notification-text.h"
#include "moot-shortcuts.h"
#include "moot-status-row.h"

#include <glib/gi18n.h>

enum
{
  NEAR_END,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef enum
{
  KIND_STATUS,
  KIND_ACCOUNT,
  KIND_TAG,
  KIND_HEADING,
  KIND_NOTIFICATION,
  KIND_NOTIFICATION_WHOLE,
  KIND_HEAD,
  KIND_END,
} Kind;

struct _MootEntityFeed
{
  GtkWidget parent_instance;

  MootStatePage *state;
  MootFeedView *view;

  MootSession *session;
  MootStatusDisplay *display;
  MootEntityList *list;             /* (nullable) */
  const MootEntityFeedEmpty *empty; /* (nullable) */
  GtkWidget *head;                  /* (nullable): what stands above all rows */
  GListStore *models;               /* of GListModel: head, rows, end */
  GListStore *heads;
  GListStore *ends;
  MootFeedHeading *head_mark; /* what the feed knows the head by */
  MootFeedHeading *end_mark;
  gboolean requests;
};

G_DEFINE_FINAL_TYPE (MootEntityFeed, moot_entity_feed, GTK_TYPE_WIDGET)

/* Rows ----------------------------------------------------------------------------------------- */

static guint
get_kind (gpointer item,
          gpointer data)
{
  MootEntityFeed *self = data;

  if (item == (gpointer) self->head_mark)
    return KIND_HEAD;
  if (item == (gpointer) self->end_mark)
    return KIND_END;
  if (MOOT_IS_STATUS (item))
    return KIND_STATUS;
  if (MOOT_IS_ACCOUNT (item))
    return KIND_ACCOUNT;
  if (MOOT_IS_TAG (item))
    return KIND_TAG;
  if (!MOOT_IS_NOTIFICATION_ITEM (item) || MOOT_NOTIFICATION_ITEM (item)->newest == NULL)
    return KIND_HEADING;
  return moot_notification_text_is_whole (item) ? KIND_NOTIFICATION_WHOLE : KIND_NOTIFICATION;
}

/* A status and an account may have the same number: the kind is part of the key. */
static char *
dup_key (gpointer item,
         Kind     kind)
{
  switch (kind)
    {
    case KIND_STATUS:
      return g_strconcat ("status/", MOOT_STATUS (item)->id, NULL);
    case KIND_ACCOUNT:
      return g_strconcat ("account/", MOOT_ACCOUNT (item)->id, NULL);
    case KIND_TAG:
      return g_strconcat ("tag/", MOOT_TAG (item)->name, NULL);
    case KIND_NOTIFICATION:
    case KIND_NOTIFICATION_WHOLE:
      return g_strdup (MOOT_NOTIFICATION_ITEM (item)->key);
    case KIND_HEADING:
      return MOOT_IS_NOTIFICATION_ITEM (item)
               ? g_strdup (MOOT_NOTIFICATION_ITEM (item)->key)
               : g_strconcat ("heading/", moot_feed_heading_get_text (item), NULL);
    case KIND_HEAD:
      return g_strdup ("head");
    case KIND_END:
      return g_strdup ("end");
    }
  return NULL;
}

static const char *
get_key (gpointer item,
         gpointer data)
{
  const char *key = g_object_get_data (item, "moot-feed-key");

  if (key == NULL)
    {
      key = dup_key (item, get_kind (item, data));
      g_object_set_data_full (item, "moot-feed-key", (gpointer) key, g_free);
    }
  return key;
}

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_tag (void)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "feed-tag");
  return button;
}

static GtkWidget *
create_row (guint    kind,
            gpointer data)
{
  MootEntityFeed *self = data;
  GtkWidget *row;

  switch ((Kind) kind)
    {
    case KIND_STATUS:
      return moot_status_row_new (self->display);
    case KIND_ACCOUNT:
      return moot_account_row_new (self->display, self->requests);
    case KIND_TAG:
      return create_tag ();
    case KIND_HEADING:
      row = create_label ("feed-heading");
      gtk_label_set_xalign (GTK_LABEL (row), 0);
      return row;
    case KIND_NOTIFICATION:
      return moot_notification_row_new (self->display, FALSE);
    case KIND_NOTIFICATION_WHOLE:
      return moot_notification_row_new (self->display, TRUE);
    case KIND_HEAD:
      return self->head;
    case KIND_END:
    default:
      row = create_label ("moot-end");
      gtk_label_set_justify (GTK_LABEL (row), GTK_JUSTIFY_CENTER);
      gtk_widget_add_css_class (row, "moot-quiet");
      return row;
    }
}

static char *
dup_heading (gpointer item)
{
  return MOOT_IS_NOTIFICATION_ITEM (item)
           ? moot_notification_text_dup_day (MOOT_NOTIFICATION_ITEM (item)->at)
           : g_strdup (moot_feed_heading_get_text (item));
}

/* What stands below the last row: how it goes on, or that it does not. */
static char *
dup_end (MootEntityFeed *self)
{
  guint n = g_list_model_get_n_items (moot_feed_view_get_model (self->view));
  guint n_rows = n - g_list_model_get_n_items (G_LIST_MODEL (self->heads)) - 1;
  const GError *error = self->list != NULL ? moot_entity_list_get_error (self->list) : NULL;

  if (self->list == NULL)
    return g_strdup ("");
  if (error != NULL)
    return moot_error_text_dup_sentence (error);
  if (!moot_entity_list_get_complete (self->list))
    return g_strdup (_("Loading more…"));
  if (n_rows == 0 && self->empty != NULL)
    return g_strdup (_ (self->empty->title));
  return g_strdup (_("That is all."));
}

static void
bind_tag (GtkWidget *row,
          MootTag   *tag)
{
  g_autofree char *text = g_strconcat ("#", tag->name, NULL);

  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (row))), text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", tag->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "status.tag");
}

static void
bind_row (GtkWidget *row,
          gpointer   item,
          gpointer   data)
{
  MootEntityFeed *self = data;
  g_autofree char *text = NULL;
  MootStatus *status;

  switch ((Kind) get_kind (item, data))
    {
    case KIND_STATUS:
      status = item;
      moot_session_see_status (self->session, status->reblog != NULL ? status->reblog : status);
      moot_status_row_set_status (MOOT_STATUS_ROW (row), status);
      break;
    case KIND_ACCOUNT:
      moot_account_row_set_account (MOOT_ACCOUNT_ROW (row), item);
      break;
    case KIND_TAG:
      bind_tag (row, item);
      break;
    case KIND_HEADING:
      text = dup_heading (item);
      gtk_label_set_text (GTK_LABEL (row), text);
      break;
    case KIND_NOTIFICATION:
    case KIND_NOTIFICATION_WHOLE:
      status = MOOT_NOTIFICATION_ITEM (item)->newest->status;
      if (status != NULL)
        moot_session_see_status (self->session, status);
      moot_notification_row_set_item (MOOT_NOTIFICATION_ROW (row), item);
      break;
    case KIND_HEAD:
      break;
    case KIND_END:
      text = dup_end (self);
      gtk_label_set_text (GTK_LABEL (row), text);
      break;
    }
}

static char *
dup_description (GtkWidget *row,
                 gpointer   item,
                 gpointer   data)
{
  MootEntityFeed *self = data;

  switch ((Kind) get_kind (item, data))
    {
    case KIND_STATUS:
      return moot_status_dup_description (item, self->display);
    case KIND_ACCOUNT:
      return moot_account_row_dup_description (item);
    case KIND_TAG:
      return g_strconcat ("#", MOOT_TAG (item)->name, NULL);
    case KIND_NOTIFICATION:
    case KIND_NOTIFICATION_WHOLE:
      return moot_notification_text_dup_spoken (item);
    case KIND_HEAD:
      return g_strdup (_("Profile"));
    case KIND_HEADING:
    case KIND_END:
      return g_strdup (gtk_label_get_text (GTK_LABEL (row)));
    }
  return NULL;
}

static const MootFeedFactory factory = {
  .get_key = get_key,
  .get_kind = get_kind,
  .create = create_row,
  .bind = bind_row,
  .dup_description = dup_description,
};

/* States --------------------------------------------------------------------------------------- */

static guint
count_rows (MootEntityFeed *self)
{
  g_autoptr (GListModel) rows = g_list_model_get_item (G_LIST_MODEL (self->models), 1);

  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

static void
show_problem (MootEntityFeed *self,
              const GError   *error)
{
  g_autofree char *sentence = moot_error_text_dup_sentence (error);

  moot_state_page_show_problem (self->state, moot_error_text_get_icon (error),
                                moot_error_text_get_title (error), sentence);
}

static void
update_state (MootEntityFeed *self)
{
  const GError *error = self->list != NULL ? moot_entity_list_get_error (self->list) : NULL;
  gpointer end = self->end_mark;

  g_list_store_splice (self->ends, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ends)), &end,
                       self->list != NULL ? 1 : 0);
  if (self->head != NULL || count_rows (self) > 0)
    moot_state_page_show_content (self->state);
  else if (self->list == NULL || moot_entity_list_get_loading (self->list) ||
           !moot_entity_list_get_loaded (self->list))
    {
      if (self->list != NULL)
        moot_state_page_show_loading (self->state);
    }
  else if (error == NULL && self->empty != NULL)
    moot_state_page_show_empty (self->state, self->empty->icon_name, _ (self->empty->title),
                                _ (self->empty->description), NULL);
  if (error != NULL)
    show_problem (self, error);
}

static void
near_end_cb (MootEntityFeed *self)
{
  if (self->list == NULL)
    g_signal_emit (self, signals[NEAR_END], 0);
  else if (moot_entity_list_get_error (self->list) == NULL)
    moot_entity_list_load_older (self->list);
}

static void
activate_cb (MootEntityFeed *self,
             gpointer        item)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MootNotification *newest =
    MOOT_IS_NOTIFICATION_ITEM (item) ? MOOT_NOTIFICATION_ITEM (item)->newest : NULL;
  MootStatus *status = MOOT_IS_STATUS (item) ? item : newest != NULL ? newest->status
                                                                     : NULL;
  MootAccount *account = MOOT_IS_ACCOUNT (item) ? item : newest != NULL ? newest->account
                                                                        : NULL;

  if (status != NULL)
    gtk_widget_activate_action (widget, "status.open", "s",
                                status->reblog != NULL ? status->reblog->id : status->id);
  else if (account != NULL)
    gtk_widget_activate_action (widget, "status.account", "s", account->id);
  else if (MOOT_IS_TAG (item))
    gtk_widget_activate_action (widget, "status.tag", "s", MOOT_TAG (item)->name);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_entity_feed_refresh (MOOT_ENTITY_FEED (widget));
}

static void
moot_entity_feed_dispose (GObject *object)
{
  MootEntityFeed *self = MOOT_ENTITY_FEED (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_ENTITY_FEED);
  g_clear_object (&self->head);
  g_clear_object (&self->list);
  g_clear_object (&self->models);
  g_clear_object (&self->heads);
  g_clear_object (&self->ends);
  g_clear_object (&self->head_mark);
  g_clear_object (&self->end_mark);
  g_clear_object (&self->session);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (moot_entity_feed_parent_class)->dispose (object);
}

static void
moot_entity_feed_class_init (MootEntityFeedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_entity_feed_dispose;

  /** MootEntityFeed::near-end: of rows that do not come from a #MootEntityList */
  signals[NEAR_END] = g_signal_new ("near-end", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_FEED_VIEW);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-entity-feed.ui");
  gtk_widget_class_bind_template_child (widget_class, MootEntityFeed, state);
  gtk_widget_class_bind_template_child (widget_class, MootEntityFeed, view);
  gtk_widget_class_bind_template_callback (widget_class, near_end_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, moot_entity_feed_refresh);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_entity_feed_init (MootEntityFeed *self)
{
  self->models = g_list_store_new (G_TYPE_LIST_MODEL);
  self->heads = g_list_store_new (G_TYPE_OBJECT);
  self->ends = g_list_store_new (G_TYPE_OBJECT);
  self->head_mark = moot_feed_heading_new (NULL);
  self->end_mark = moot_feed_heading_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_entity_feed_new:
 * @session: whose view
 * @display: how rows show posts
 * @label: what a screen reader calls the feed
 *
 * Returns: (transfer floating): an empty feed
 */
GtkWidget *
moot_entity_feed_new (MootSession       *session,
                      MootStatusDisplay *display,
                      const char        *label)
{
  MootEntityFeed *self = g_object_new (MOOT_TYPE_ENTITY_FEED, NULL);
  g_autoptr (GListStore) none = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GtkFlattenListModel) all = NULL;

  self->session = g_object_ref (session);
  self->display = g_object_ref (display);
  g_list_store_append (self->models, self->heads);
  g_list_store_append (self->models, none);
  g_list_store_append (self->models, self->ends);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->models)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  moot_feed_view_set_factory (self->view, &factory, self);
  moot_shortcuts_bind_single (G_OBJECT (self->view));
  moot_feed_view_set_model (self->view, G_LIST_MODEL (all));
  return GTK_WIDGET (self);
}

/**
 * moot_entity_feed_get_state:
 * @self: a feed
 *
 * Returns: (transfer none): what is around its rows; for pages that know more than a list does
 */
MootStatePage *
moot_entity_feed_get_state (MootEntityFeed *self)
{
  return self->state;
}

/**
 * moot_entity_feed_get_view:
 * @self: a feed
 *
 * Returns: (transfer none): its rows
 */
MootFeedView *
moot_entity_feed_get_view (MootEntityFeed *self)
{
  return self->view;
}

/**
 * moot_entity_feed_set_empty:
 * @self: a feed
 * @empty: what it says when there is nothing in it; static
 */
void
moot_entity_feed_set_empty (MootEntityFeed            *self,
                            const MootEntityFeedEmpty *empty)
{
  self->empty = empty;
}

/**
 * moot_entity_feed_set_requests:
 * @self: a feed without rows
 * @requests: whether accounts in it ask to follow
 */
void
moot_entity_feed_set_requests (MootEntityFeed *self,
                               gboolean        requests)
{
  self->requests = requests;
}

/**
 * moot_entity_feed_set_head:
 * @self: a feed
 * @head: (transfer floating): stands above all rows, and scrolls with them
 */
void
moot_entity_feed_set_head (MootEntityFeed *self,
                           GtkWidget      *head)
{
  g_return_if_fail (self->head == NULL);

  self->head = g_object_ref_sink (head);
  g_list_store_append (self->heads, self->head_mark);
  update_state (self);
}

/**
 * moot_entity_feed_get_list:
 * @self: a feed
 *
 * Returns: (transfer none) (nullable): where its rows come from
 */
MootEntityList *
moot_entity_feed_get_list (MootEntityFeed *self)
{
  return self->list;
}

/**
 * moot_entity_feed_set_list:
 * @self: a feed
 * @rows: what is shown: the list itself, or rows made of it
 * @list: (nullable): knows how things stand, and brings older ones
 */
void
moot_entity_feed_set_list (MootEntityFeed *self,
                           GListModel     *rows,
                           MootEntityList *list)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  if (list != NULL)
    {
      g_signal_connect_swapped (list, "notify::state", G_CALLBACK (update_state), self);
      g_signal_connect_data (list, "items-changed", G_CALLBACK (update_state), self, NULL,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  moot_entity_feed_set_rows (self, rows);
}

/**
 * moot_entity_feed_set_rows:
 * @self: a feed
 * @rows: what is shown
 */
void
moot_entity_feed_set_rows (MootEntityFeed *self,
                           GListModel     *rows)
{
  gpointer model = rows;

  g_list_store_splice (self->models, 1, 1, &model, 1);
  update_state (self);
}

/**
 * moot_entity_feed_refresh:
 * @self: a feed
 *
 * Asks for what is new.
 */
void
moot_entity_feed_refresh (MootEntityFeed *self)
{
  if (self->list != NULL)
    moot_entity_list_refresh (self->list);
}
