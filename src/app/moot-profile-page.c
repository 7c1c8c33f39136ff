/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Somebody, and what they post: the head scrolls with the posts below it.
 * Thread: main. */
#include "config.h"

#include "moot-profile-page.h"

#include "moot-ask-again.h"
#include "moot-client-load.h"
#include "moot-entity-feed.h"
#include "moot-error-text.h"
#include "moot-profile-header.h"
#include "moot-shell-page.h"
#include "moot-state-page.h"
#include "moot-status-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MootProfilePage
{
  GtkWidget parent_instance;

  GtkWidget *state; /* MootStatePage: until it is known who it is */
  GtkWidget *feed;
  MootProfileHeader *header;

  MootSession *session;
  char *account_id;
  MootProfileTab tab;
  MootEntityList *lists[MOOT_PROFILE_N_TABS]; /* made when first looked at */
  MootAskAgain again;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootProfilePage, moot_profile_page, GTK_TYPE_WIDGET)

/* clang-format off */
static const struct
{
  const char *parameter; /* (nullable) */
  MootEntityFeedEmpty empty;
} tabs[] = {
  [MOOT_PROFILE_POSTS]   = { "exclude_replies", { NULL, N_("Nothing was posted yet."), "" } },
  [MOOT_PROFILE_REPLIES] = { NULL,              { NULL, N_("Nothing was posted yet."), "" } },
  [MOOT_PROFILE_MEDIA]   = { "only_media",      { NULL, N_("No pictures or other media were posted yet."), "" } },
  [MOOT_PROFILE_PINNED]  = { "pinned",          { NULL, N_("Nothing is pinned here."), "" } },
};
/* clang-format on */

static void
show_tab (MootProfilePage *self,
          MootProfileTab   tab)
{
  self->tab = tab;
  if (self->lists[tab] == NULL)
    {
      self->lists[tab] = moot_entity_list_new (moot_session_get_client (self->session),
                                               MOOT_CALL_ACCOUNT_STATUSES, self->account_id);
      if (tabs[tab].parameter != NULL)
        moot_entity_list_add_parameter (self->lists[tab], tabs[tab].parameter, "true");
      moot_entity_list_refresh (self->lists[tab]);
    }
  moot_entity_feed_set_empty (MOOT_ENTITY_FEED (self->feed), &tabs[tab].empty);
  moot_entity_feed_set_list (MOOT_ENTITY_FEED (self->feed), G_LIST_MODEL (self->lists[tab]),
                             self->lists[tab]);
}

static void
tab_cb (MootProfilePage *self,
        guint            tab)
{
  show_tab (self, tab);
}

static void
ask_again (gpointer page)
{
  moot_profile_page_refresh (page);
}

static void
show_account (MootReply    *reply,
              gint64        fetched_at,
              const GError *error,
              gpointer      data)
{
  MootProfilePage *self = data;
  GtkWidget *shell;
  g_autofree char *text = NULL;

  if (self->state == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      text = moot_error_text_dup_sentence (error);
      moot_state_page_show_problem (MOOT_STATE_PAGE (self->state), moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), text);
      return;
    }
  moot_profile_header_set_account (self->header, reply->entity);
  if (fetched_at == 0 && strchr (MOOT_ACCOUNT (reply->entity)->acct, '@') != NULL)
    moot_ask_again_later (&self->again, ask_again, self);
  moot_state_page_show_content (MOOT_STATE_PAGE (self->state));
  shell = gtk_widget_get_ancestor (GTK_WIDGET (self), MOOT_TYPE_SHELL_PAGE);
  text = moot_account_dup_name (reply->entity);
  if (shell != NULL)
    moot_shell_page_set_title (MOOT_SHELL_PAGE (shell), text);
}

static void
relationships_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MootProfilePage) self = user_data;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, NULL);

  if (reply != NULL && self->session != NULL && reply->items->len > 0)
    moot_session_learn_relationship (self->session, g_ptr_array_index (reply->items, 0));
}

static void
relationship_changed_cb (MootProfilePage  *self,
                         MootRelationship *relationship)
{
  if (g_strcmp0 (relationship->id, self->account_id) == 0)
    moot_profile_header_set_relationship (self->header, relationship);
}

static void
status_changed_cb (MootProfilePage *self,
                   MootStatus      *status)
{
  for (guint i = 0; i < MOOT_PROFILE_N_TABS; i++)
    if (self->lists[i] != NULL)
      moot_entity_list_update_status (self->lists[i], status);
  if (self->lists[MOOT_PROFILE_PINNED] != NULL && !status->pinned)
    moot_entity_list_remove (self->lists[MOOT_PROFILE_PINNED], status->id);
}

static void
status_gone_cb (MootProfilePage *self,
                const char      *id)
{
  for (guint i = 0; i < MOOT_PROFILE_N_TABS; i++)
    if (self->lists[i] != NULL)
      moot_entity_list_remove (self->lists[i], id);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_profile_page_refresh (MOOT_PROFILE_PAGE (widget));
}

/* From the number of posts to the first of them. */
static void
posts_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  MootFeedView *view =
    moot_entity_feed_get_view (MOOT_ENTITY_FEED (MOOT_PROFILE_PAGE (widget)->feed));

  moot_feed_view_focus_row (view, 1);
}

static void
moot_profile_page_dispose (GObject *object)
{
  MootProfilePage *self = MOOT_PROFILE_PAGE (object);

  moot_ask_again_stop (&self->again);
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < MOOT_PROFILE_N_TABS; i++)
    {
      if (self->lists[i] != NULL)
        moot_entity_list_stop (self->lists[i]);
      g_clear_object (&self->lists[i]);
    }
  g_clear_pointer (&self->state, gtk_widget_unparent);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->account_id, g_free);

  G_OBJECT_CLASS (moot_profile_page_parent_class)->dispose (object);
}

static void
moot_profile_page_class_init (MootProfilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_profile_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "page.posts", NULL, posts_action);
}

static void
moot_profile_page_init (MootProfilePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->state = moot_state_page_new ();
  gtk_widget_set_parent (self->state, GTK_WIDGET (self));
  g_signal_connect_swapped (self->state, "retry", G_CALLBACK (moot_profile_page_refresh), self);
}

/**
 * moot_profile_page_new:
 * @session: whose view
 * @display: how rows show posts
 * @account_id: whose profile
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_profile_page_new (MootSession       *session,
                       MootStatusDisplay *display,
                       const char        *account_id)
{
  MootProfilePage *self = g_object_new (MOOT_TYPE_PROFILE_PAGE, NULL);
  GtkWidget *header = moot_profile_header_new (display);

  self->session = g_object_ref (session);
  self->account_id = g_strdup (account_id);
  self->header = MOOT_PROFILE_HEADER (header);
  self->feed = moot_entity_feed_new (session, display, _("Profile"));
  moot_entity_feed_set_head (MOOT_ENTITY_FEED (self->feed), header);
  moot_state_page_set_child (MOOT_STATE_PAGE (self->state), self->feed);
  moot_state_page_show_loading (MOOT_STATE_PAGE (self->state));
  g_signal_connect_object (header, "tab", G_CALLBACK (tab_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "relationship-changed", G_CALLBACK (relationship_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "status-changed", G_CALLBACK (status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "status-gone", G_CALLBACK (status_gone_cb), self,
                           G_CONNECT_SWAPPED);
  moot_profile_header_set_relationship (self->header,
                                        moot_session_find_relationship (session, account_id));
  show_tab (self, MOOT_PROFILE_POSTS);
  moot_profile_page_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * moot_profile_page_get_id:
 * @self: a page
 *
 * Returns: (transfer none): whose profile it is
 */
const char *
moot_profile_page_get_id (MootProfilePage *self)
{
  return self->account_id;
}

/**
 * moot_profile_page_refresh:
 * @self: a page
 *
 * Asks who it is, how we stand to them, and what is new.
 */
void
moot_profile_page_refresh (MootProfilePage *self)
{
  MootClient *client = moot_session_get_client (self->session);
  MootRequest *relationships = moot_request_new (MOOT_CALL_RELATIONSHIPS);
  g_autofree char *name = g_strconcat ("account/", self->account_id, NULL);

  moot_client_load (client, name, moot_request_new_for (MOOT_CALL_ACCOUNT, self->account_id),
                    self->cancellable, show_account, g_object_ref (self), g_object_unref);
  moot_request_add (relationships, "id[]", self->account_id);
  moot_client_call_async (client, relationships, self->cancellable, relationships_cb,
                          g_object_ref (self));
  moot_entity_list_refresh (self->lists[self->tab]);
}
