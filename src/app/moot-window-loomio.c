/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Groups on Loomio in the window: their pages are those of the moot, each with the client of its
 * group, and say in their header where they come from.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include "moot-discussion-page.h"
#include "moot-loomio-finds.h"
#include "moot-loomio-form.h"
#include "moot-loomio-page.h"
#include "moot-moot-page.h"
#include "moot-proposal-page.h"
#include "moot-shell-page.h"

#include <glib/gi18n.h>

#define CLIENT_KEY "moot-loomio-client" /* of a page: whose documents it shows */

static void open_discussion (MootWindow *self,
                             MootClient *client,
                             const char *id);
static void open_proposal (MootWindow *self,
                           MootClient *client,
                           const char *id);

/* A page holds the client; what it opens is of the same group. */
static void
push (MootWindow *self,
      const char *title,
      GtkWidget  *body,
      MootClient *client)
{
  MootPages *pages = moot_window_get_pages (self);

  if (pages == NULL)
    return;
  g_object_set_data_full (G_OBJECT (body), CLIENT_KEY, g_object_ref (client), g_object_unref);
  moot_pages_push (pages, moot_shell_page_new (title, body, client));
  moot_split_show_content (self->split, TRUE);
}

static void
discussion_chosen_cb (MootWindow *self,
                      const char *id,
                      GtkWidget  *page)
{
  open_discussion (self, g_object_get_data (G_OBJECT (page), CLIENT_KEY), id);
}

static void
proposal_chosen_cb (MootWindow *self,
                    const char *id,
                    GtkWidget  *page)
{
  open_proposal (self, g_object_get_data (G_OBJECT (page), CLIENT_KEY), id);
}

static void
open_proposal (MootWindow *self,
               MootClient *client,
               const char *id)
{
  GtkWidget *page = moot_proposal_page_new (client, id);

  g_signal_connect_object (page, "open-discussion", G_CALLBACK (discussion_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  push (self, _("Proposal"), page, client);
}

static void
open_discussion (MootWindow *self,
                 MootClient *client,
                 const char *id)
{
  GtkWidget *page = moot_discussion_page_new (client, id);

  g_signal_connect_object (page, "open-proposal", G_CALLBACK (proposal_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  push (self, _("Discussion"), page, client);
}

static void
open_group (MootWindow *self,
            MootClient *client)
{
  GtkWidget *page = moot_moot_page_new (client);

  g_signal_connect_object (page, "open-proposal", G_CALLBACK (proposal_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-discussion", G_CALLBACK (discussion_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  push (self, _("Group"), page, client);
}

/* Linking ------------------------------------------------------------------------------------ */

static void
form_done_cb (MootWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
show_form (MootWindow *self,
           const char *key)
{
  GtkWidget *form = moot_loomio_form_new (self->loomio, key);

  g_signal_connect_object (form, "done", G_CALLBACK (form_done_cb), self, G_CONNECT_SWAPPED);
  moot_window_push (self, _("Loomio"), form);
}

/** moot_window_link_loomio: the form that links a group */
void
moot_window_link_loomio (MootWindow *self,
                         GVariant   *parameter)
{
  if (self->loomio != NULL)
    show_form (self, NULL);
}

static void
link_cb (MootWindow *self)
{
  moot_window_link_loomio (self, NULL);
}

typedef struct
{
  MootWindow *window;
  char *key;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->window);
  g_free (removal->key);
  g_free (removal);
}

static void
remove_answered_cb (gboolean accepted,
                    gpointer data)
{
  Removal *removal = data;

  if (accepted && removal->window->loomio != NULL)
    moot_loomio_links_remove (removal->window->loomio, removal->key);
}

static void
remove_cb (MootWindow *self,
           const char *key)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->window = g_object_ref (self);
  removal->key = g_strdup (key);
  moot_ask (
    GTK_WIDGET (self), _("Unlink This Group?"),
    _("Its key and what was saved of it here are forgotten, with answers that were not sent "
       "yet. On Loomio nothing changes."),
    _("Unlink"), TRUE, remove_answered_cb, removal, removal_free);
}

/* Looking ------------------------------------------------------------------------------------ */

/** moot_window_new_loomio_list: (transfer floating) (nullable): what is open in linked groups */
GtkWidget *
moot_window_new_loomio_list (MootWindow *self)
{
  GtkWidget *list;

  if (self->loomio == NULL)
    return NULL;
  list = moot_loomio_list_new (self->loomio);
  g_signal_connect_object (list, "open-proposal", G_CALLBACK (open_proposal), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "open-discussion", G_CALLBACK (open_discussion), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "open-group", G_CALLBACK (open_group), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "renew", G_CALLBACK (show_form), self, G_CONNECT_SWAPPED);
  return list;
}

/** moot_window_new_loomio_finds: (transfer floating) (nullable): searches linked groups */
GtkWidget *
moot_window_new_loomio_finds (MootWindow *self)
{
  GtkWidget *finds;

  if (self->loomio == NULL)
    return NULL;
  finds = moot_loomio_finds_new (self->loomio);
  g_signal_connect_object (finds, "open-proposal", G_CALLBACK (open_proposal), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (finds, "open-discussion", G_CALLBACK (open_discussion), self,
                           G_CONNECT_SWAPPED);
  return finds;
}

/** moot_window_open_loomio: the groups, and the way to link one */
void
moot_window_open_loomio (MootWindow *self,
                         GVariant   *parameter)
{
  GtkWidget *page;

  if (self->loomio == NULL)
    return;
  page = moot_loomio_page_new (self->loomio, moot_window_new_loomio_list (self));
  g_signal_connect_object (page, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  moot_window_push (self, _("Loomio"), page);
}

/** moot_window_renew_loomio: asks for a new key of the group whose page is shown */
void
moot_window_renew_loomio (MootWindow *self,
                          GVariant   *parameter)
{
  GtkWidget *page = moot_window_get_page (self);
  GtkWidget *body = page != NULL ? moot_shell_page_get_body (MOOT_SHELL_PAGE (page)) : NULL;
  MootClient *client = body != NULL ? g_object_get_data (G_OBJECT (body), CLIENT_KEY) : NULL;
  const char *key = NULL;

  if (client == NULL || self->loomio == NULL)
    return;
  moot_client_get_keep (client, &key);
  show_form (self, key);
}

/** moot_window_watch_loomio: when a session is shown */
void
moot_window_watch_loomio (MootWindow *self)
{
  const char *secrets = moot_client_get_secrets (moot_session_get_client (self->session));

  g_clear_object (&self->loomio);
  if (secrets == NULL || moot_session_get_cache (self->session) == NULL)
    return;
  self->loomio = moot_loomio_links_new (secrets, moot_session_get_cache (self->session));
  moot_loomio_links_open (self->loomio);
}
