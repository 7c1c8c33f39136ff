/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The rows of a feed of entities: each entity has its kind of row.
 * Thread: main. */
#include "config.h"

#include "moot-entity-feed-private.h"

#include "moot-account-row.h"
#include "moot-entry-row.h"
#include "moot-error-text.h"
#include "moot-notification-row.h"
#include "moot-notification-text.h"
#include "moot-request-row.h"
#include "moot-status-row.h"

#include <glib/gi18n.h>

typedef enum
{
  KIND_STATUS,
  KIND_ACCOUNT,
  KIND_TAG,
  KIND_ENTRY,
  KIND_REQUEST,
  KIND_HEADING,
  KIND_NOTIFICATION,
  KIND_NOTIFICATION_WHOLE,
  KIND_HEAD,
  KIND_END,
} Kind;

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
  if (moot_entry_is_one (item))
    return KIND_ENTRY;
  if (MOOT_IS_INTERACTION_REQUEST (item))
    return KIND_REQUEST;
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
    case KIND_ENTRY:
      return moot_entry_dup_key (item);
    case KIND_REQUEST:
      return g_strconcat ("request/", MOOT_INTERACTION_REQUEST (item)->id, NULL);
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
      return moot_account_row_new (self->display, self->account_kind);
    case KIND_TAG:
      return create_tag ();
    case KIND_ENTRY:
      return moot_entry_row_new ();
    case KIND_REQUEST:
      return moot_request_row_new (self->display);
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
    case KIND_ENTRY:
      moot_entry_row_set_item (MOOT_ENTRY_ROW (row), item);
      break;
    case KIND_REQUEST:
      moot_request_row_set_request (MOOT_REQUEST_ROW (row), item);
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
    case KIND_ENTRY:
      return moot_entry_dup_description (item);
    case KIND_REQUEST:
      return moot_request_row_dup_description (item);
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

/** moot_entity_feed_get_factory: (transfer none): how a #MootEntityFeed, its data, makes rows */
const MootFeedFactory *
moot_entity_feed_get_factory (void)
{
  return &factory;
}
