/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A conversation.  The post that was opened is there at once and stays where it is while the rest
 * comes; answers are indented by whom they answer.
 * Thread: main. */
#include "config.h"

#include "moot-thread-page.h"

#include "moot-ask-again.h"

#include "moot-client-load.h"
#include "moot-error-text.h"
#include "moot-feed-view.h"
#include "moot-shortcuts.h"
#include "moot-state-page.h"
#include "moot-status-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_DEPTH 4 /* levels that are indented; deeper answers stand in line */
#define INDENT 20   /* pixels of one level */

struct _MootThreadPage
{
  GtkWidget parent_instance;

  GtkWidget *state; /* MootStatePage */
  MootFeedView *feed;

  MootSession *session;
  MootStatusDisplay *display;
  char *status_id;
  GListStore *statuses; /* of MootStatus, in the order of the page */
  GHashTable *depths;   /* id -> level, in the answers only */
  GCancellable *cancellable;
  gboolean placed;
  MootAskAgain again;
};

G_DEFINE_FINAL_TYPE (MootThreadPage, moot_thread_page, GTK_TYPE_WIDGET)

static const char *
get_key (gpointer item,
         gpointer data)
{
  return MOOT_STATUS (item)->id;
}

/* The opened post has a row of its own kind: it is larger, and never used for another. */
static guint
get_kind (gpointer item,
          gpointer data)
{
  return g_strcmp0 (MOOT_STATUS (item)->id, MOOT_THREAD_PAGE (data)->status_id) == 0;
}

static GtkWidget *
create_row (guint    kind,
            gpointer data)
{
  MootThreadPage *self = data;
  GtkWidget *row = moot_status_row_new (self->display);

  moot_status_row_set_detailed (MOOT_STATUS_ROW (row), kind == 1);
  return row;
}

static void
bind_row (GtkWidget *row,
          gpointer   item,
          gpointer   data)
{
  MootThreadPage *self = data;
  MootStatus *status = item;
  int depth = GPOINTER_TO_INT (g_hash_table_lookup (self->depths, status->id));

  moot_session_see_status (self->session, status);
  gtk_widget_set_margin_start (row, MIN (depth, MAX_DEPTH) * INDENT);
  moot_status_row_set_status (MOOT_STATUS_ROW (row), status);
}

static char *
dup_description (GtkWidget *row,
                 gpointer   item,
                 gpointer   data)
{
  return moot_status_dup_description (item, MOOT_THREAD_PAGE (data)->display);
}

static const MootFeedFactory factory = {
  .get_key = get_key,
  .get_kind = get_kind,
  .create = create_row,
  .bind = bind_row,
  .dup_description = dup_description,
};

static gboolean
find_position (MootThreadPage *self,
               const char     *id,
               guint          *out_position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->statuses)); i++)
    {
      g_autoptr (MootStatus) status = g_list_model_get_item (G_LIST_MODEL (self->statuses), i);

      if (g_strcmp0 (status->id, id) == 0)
        {
          *out_position = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* An answer is one level deeper than what it answers; direct answers are not indented at all. */
static void
measure_depths (MootThreadPage *self,
                GPtrArray      *descendants)
{
  g_hash_table_remove_all (self->depths);
  for (guint i = 0; i < descendants->len; i++)
    {
      MootStatus *status = g_ptr_array_index (descendants, i);
      gpointer above = NULL;

      if (status->in_reply_to_id != NULL &&
          g_hash_table_lookup_extended (self->depths, status->in_reply_to_id, NULL, &above))
        g_hash_table_insert (self->depths, g_strdup (status->id),
                             GINT_TO_POINTER (GPOINTER_TO_INT (above) + 1));
      else
        g_hash_table_insert (self->depths, g_strdup (status->id), GINT_TO_POINTER (0));
    }
}

static void
replace_around (MootThreadPage *self,
                MootContext    *context)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->statuses));
  guint position;

  if (!find_position (self, self->status_id, &position))
    return;
  measure_depths (self, context->descendants);
  g_list_store_splice (self->statuses, position + 1, n_items - position - 1,
                       context->descendants->pdata, context->descendants->len);
  g_list_store_splice (self->statuses, 0, position, context->ancestors->pdata,
                       context->ancestors->len);
}

static void
show_status (MootReply    *reply,
             gint64        fetched_at,
             const GError *error,
             gpointer      data)
{
  MootThreadPage *self = data;
  g_autofree char *sentence = NULL;
  guint position;

  if (self->state == NULL)
    return;
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_state_page_show_problem (MOOT_STATE_PAGE (self->state), moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), sentence);
      return;
    }
  if (find_position (self, self->status_id, &position))
    g_list_store_splice (self->statuses, position, 1, &reply->entity, 1);
  else
    g_list_store_append (self->statuses, reply->entity);
  moot_state_page_show_content (MOOT_STATE_PAGE (self->state));
}

static gboolean
is_elsewhere (MootThreadPage *self)
{
  g_autoptr (MootStatus) status = NULL;
  guint position;

  if (find_position (self, self->status_id, &position))
    status = g_list_model_get_item (G_LIST_MODEL (self->statuses), position);
  return status != NULL && status->account != NULL && strchr (status->account->acct, '@') != NULL;
}

static void
ask_again (gpointer page)
{
  moot_thread_page_refresh (page);
}

static void
show_context (MootReply    *reply,
              gint64        fetched_at,
              const GError *error,
              gpointer      data)
{
  MootThreadPage *self = data;

  if (self->state == NULL || reply == NULL)
    return;
  replace_around (self, reply->entity);
  if (!self->placed)
    self->placed = moot_feed_view_scroll_to_key (self->feed, self->status_id, 0);
  if (fetched_at == 0 && is_elsewhere (self))
    moot_ask_again_later (&self->again, ask_again, self);
}

static void
status_changed_cb (MootThreadPage *self,
                   MootStatus     *status)
{
  guint position;

  if (find_position (self, status->id, &position))
    g_list_store_splice (self->statuses, position, 1, (gpointer *) &status, 1);
}

static void
status_gone_cb (MootThreadPage *self,
                const char     *id)
{
  guint position;

  if (find_position (self, id, &position))
    g_list_store_remove (self->statuses, position);
}

/* A live answer to something on the page belongs below it; the server knows where. */
static void
update_cb (MootThreadPage *self,
           MootStatus     *status)
{
  guint position;

  if (status->in_reply_to_id != NULL && find_position (self, status->in_reply_to_id, &position))
    moot_thread_page_refresh (self);
}

static void
activate_cb (MootThreadPage *self,
             MootStatus     *status)
{
  if (g_strcmp0 (status->id, self->status_id) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "status.open", "s", status->id);
}

static void
moot_thread_page_dispose (GObject *object)
{
  MootThreadPage *self = MOOT_THREAD_PAGE (object);

  moot_ask_again_stop (&self->again);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->state, gtk_widget_unparent);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->display);
  g_clear_object (&self->statuses);
  g_clear_pointer (&self->depths, g_hash_table_unref);
  g_clear_pointer (&self->status_id, g_free);

  G_OBJECT_CLASS (moot_thread_page_parent_class)->dispose (object);
}

static void
moot_thread_page_class_init (MootThreadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_thread_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
moot_thread_page_init (MootThreadPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  self->statuses = g_list_store_new (MOOT_TYPE_STATUS);
  self->depths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->feed = MOOT_FEED_VIEW (moot_feed_view_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->feed), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Conversation"), -1);
  moot_feed_view_set_factory (self->feed, &factory, self);
  moot_shortcuts_bind_single (G_OBJECT (self->feed));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->feed));
  self->state = moot_state_page_new ();
  moot_state_page_set_child (MOOT_STATE_PAGE (self->state), scroller);
  gtk_widget_set_parent (self->state, GTK_WIDGET (self));
  g_signal_connect_swapped (self->feed, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->state, "retry", G_CALLBACK (moot_thread_page_refresh), self);
}

/**
 * moot_thread_page_new:
 * @session: whose view
 * @display: how rows show posts
 * @status_id: the post that is opened
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_thread_page_new (MootSession       *session,
                      MootStatusDisplay *display,
                      const char        *status_id)
{
  MootThreadPage *self = g_object_new (MOOT_TYPE_THREAD_PAGE, NULL);
  MootStatus *status = moot_session_find_status (session, status_id);

  self->session = g_object_ref (session);
  self->display = g_object_ref (display);
  self->status_id = g_strdup (status_id);
  moot_feed_view_set_model (self->feed, G_LIST_MODEL (self->statuses));
  g_signal_connect_object (session, "status-changed", G_CALLBACK (status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "status-gone", G_CALLBACK (status_gone_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (moot_session_get_stream (session), "update", G_CALLBACK (update_cb),
                           self, G_CONNECT_SWAPPED);
  if (status != NULL)
    {
      g_list_store_append (self->statuses, status);
      moot_state_page_show_content (MOOT_STATE_PAGE (self->state));
    }
  else
    moot_state_page_show_loading (MOOT_STATE_PAGE (self->state));
  moot_thread_page_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * moot_thread_page_get_id:
 * @self: a page
 *
 * Returns: (transfer none): the post that was opened
 */
const char *
moot_thread_page_get_id (MootThreadPage *self)
{
  return self->status_id;
}

/**
 * moot_thread_page_refresh:
 * @self: a page
 *
 * Asks the server for the conversation as it is now.
 */
void
moot_thread_page_refresh (MootThreadPage *self)
{
  MootClient *client = moot_session_get_client (self->session);
  g_autofree char *status_name = g_strconcat ("status/", self->status_id, NULL);
  g_autofree char *context_name = g_strconcat ("context/", self->status_id, NULL);

  moot_client_load (client, status_name,
                    moot_request_new_for (MOOT_CALL_STATUS, self->status_id), self->cancellable,
                    show_status, g_object_ref (self), g_object_unref);
  moot_client_load (client, context_name,
                    moot_request_new_for (MOOT_CALL_CONTEXT, self->status_id), self->cancellable,
                    show_context, g_object_ref (self), g_object_unref);
}

/**
 * moot_thread_page_get_feed:
 * @self: a page
 *
 * Returns: (transfer none): its #MootFeedView
 */
GtkWidget *
moot_thread_page_get_feed (MootThreadPage *self)
{
  return GTK_WIDGET (self->feed);
}
