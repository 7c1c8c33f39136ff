/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A feed of whatever the API lists; its rows are in moot-entity-feed-rows.c.
 * Thread: main. */
#include "config.h"

#include "moot-entity-feed-private.h"

#include "moot-entry-row.h"
#include "moot-error-text.h"
#include "moot-interaction-request.h"
#include "moot-notification-text.h"
#include "moot-shortcuts.h"

#include <glib/gi18n.h>

enum
{
  NEAR_END,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MootEntityFeed, moot_entity_feed, GTK_TYPE_WIDGET)

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
  else if (self->list != NULL && moot_entity_list_get_loaded (self->list) &&
           !moot_entity_list_get_loading (self->list) &&
           !moot_entity_list_get_complete (self->list))
    moot_feed_view_want_older (self->view);
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

  if (MOOT_IS_INTERACTION_REQUEST (item))
    status = MOOT_INTERACTION_REQUEST (item)->status;
  if (newest != NULL && moot_notification_text_is_request (item))
    gtk_widget_activate_action (widget, "win.open-permissions", NULL);
  else if (status != NULL)
    gtk_widget_activate_action (widget, "status.open", "s",
                                status->reblog != NULL ? status->reblog->id : status->id);
  else if (account != NULL)
    gtk_widget_activate_action (widget, "status.account", "s", account->id);
  else if (MOOT_IS_TAG (item))
    gtk_widget_activate_action (widget, "status.tag", "s", MOOT_TAG (item)->name);
  else if (moot_entry_is_one (item))
    moot_entry_open (item, widget);
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
  moot_feed_view_set_factory (self->view, moot_entity_feed_get_factory (), self);
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
 * moot_entity_feed_set_account_kind:
 * @self: a feed without rows
 * @kind: why accounts are in it
 */
void
moot_entity_feed_set_account_kind (MootEntityFeed     *self,
                                   MootAccountRowKind  kind)
{
  self->account_kind = kind;
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
