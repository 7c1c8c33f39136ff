/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The places of the window: a page for each, made when it is first gone to, with a back stack of
 * its own.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include "moot-dues-page.h"
#include "moot-moot-page.h"
#include "moot-notifications-page.h"
#include "moot-places.h"
#include "moot-search-page.h"
#include "moot-shell-page.h"
#include "moot-shortcuts.h"
#include "moot-timeline-page.h"

#include <glib/gi18n.h>

static GtkWidget *
make_button (const char *icon_name,
             const char *action,
             const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *with_key = moot_shortcuts_dup_tooltip (tooltip, action);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, with_key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  return button;
}

static GtkWidget *
make_shell (MootWindow *self,
            const char *title,
            GtkWidget  *body)
{
  return moot_shell_page_new (title, body, moot_session_get_client (self->session));
}

static GtkWidget *
make_home (MootWindow *self)
{
  return moot_timeline_page_new (self->session, moot_session_get_home (self->session),
                                 self->display);
}

static GtkWidget *
make_local (MootWindow *self)
{
  g_autoptr (MootTimelineModel) model =
    moot_timeline_model_new (moot_session_get_client (self->session),
                             moot_session_get_cache (self->session),
                             moot_session_get_account (self->session)->key, "local",
                             MOOT_CALL_PUBLIC, NULL);
  GtkWidget *page = moot_timeline_page_new (self->session, model, self->display);

  moot_timeline_model_open (model);
  moot_timeline_model_refresh (model);
  g_signal_connect_object (self->session, "status-changed", G_CALLBACK (moot_timeline_model_update),
                           model, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "status-gone", G_CALLBACK (moot_timeline_model_remove),
                           model, G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
make_notifications (MootWindow *self)
{
  return moot_notifications_page_new (self->session, self->display);
}

static GtkWidget *
make_search (MootWindow *self)
{
  GtkWidget *page = moot_search_page_new (self->session, self->display);
  GtkWidget *finds = moot_window_new_loomio_finds (self);

  if (finds != NULL)
    moot_search_page_set_others (MOOT_SEARCH_PAGE (page), MOOT_LOOMIO_FINDS (finds));
  return page;
}

static void
open_proposal_cb (MootWindow *self,
                  const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-proposal", "s", id);
}

static void
open_discussion_cb (MootWindow *self,
                    const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-discussion", "s", id);
}

static void
open_election_cb (MootWindow *self,
                  const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-election", "s", id);
}

static void
new_proposal_cb (MootWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-proposal", "s", "");
}

static void
new_discussion_cb (MootWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-discussion", NULL);
}

static GtkWidget *
make_moot (MootWindow *self)
{
  GtkWidget *page = moot_moot_page_new (moot_session_get_client (self->session));
  GtkWidget *others = moot_window_new_loomio_list (self);

  if (others != NULL)
    moot_moot_page_set_others (MOOT_MOOT_PAGE (page), others);
  g_signal_connect_object (page, "open-proposal", G_CALLBACK (open_proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-discussion", G_CALLBACK (open_discussion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-election", G_CALLBACK (open_election_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "new-proposal", G_CALLBACK (new_proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "new-discussion", G_CALLBACK (new_discussion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_moot_page_refresh), page,
                           G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
make_dues (MootWindow *self)
{
  GtkWidget *page = moot_dues_page_new (moot_session_get_client (self->session));

  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_dues_page_refresh), page,
                           G_CONNECT_SWAPPED);
  return page;
}

/* clang-format off */
static const struct
{
  const char *place;
  GtkWidget *(*make) (MootWindow *self);
  gboolean writes; /* has a button for a new post */
} makers[] = {
  { "home",  make_home,  TRUE  },
  { "local", make_local, TRUE  },
  { "notifications", make_notifications, TRUE },
  { "search", make_search, FALSE },
  { "moot",  make_moot,  FALSE },
  { "dues",  make_dues,  FALSE },
};
/* clang-format on */

static MootPages *
make_place (MootWindow *self,
            const char *name)
{
  const MootPlace *place = moot_place_find (name);

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      GtkWidget *shell;
      GtkWidget *pages;

      if (!g_str_equal (makers[i].place, name))
        continue;
      shell = make_shell (self, _ (place->title), makers[i].make (self));
      moot_header_pack_end (moot_shell_page_get_header (MOOT_SHELL_PAGE (shell)),
                            make_button ("view-refresh-symbolic", "win.refresh",
                                         _("Ask for what is new")));
      if (makers[i].writes)
        moot_header_pack_end (moot_shell_page_get_header (MOOT_SHELL_PAGE (shell)),
                              make_button ("moot-write-symbolic", "win.compose", _("New Post")));
      pages = moot_pages_new (shell);
      gtk_stack_add_named (self->places, pages, name);
      return MOOT_PAGES (pages);
    }
  return NULL;
}

/* Another page is on top. */
static void
update_title (MootWindow *self)
{
  GtkWidget *page = moot_window_get_page (self);

  moot_window_leave_toasts (self);
  if (page != NULL)
    gtk_window_set_title (GTK_WINDOW (self), moot_shell_page_get_title (MOOT_SHELL_PAGE (page)));
}

static void
go_cb (MootWindow *self,
       const char *place)
{
  if (g_strcmp0 (moot_window_get_place (self), place) == 0)
    moot_pages_pop_to_root (moot_window_get_pages (self));
  moot_window_go (self, place);
  moot_split_show_content (self->split, TRUE);
}

static void
n_new_cb (MootWindow *self)
{
  MootTimelineModel *home = moot_session_get_home (self->session);

  moot_sidebar_set_badge (self->sidebar, "home", moot_timeline_model_get_n_new (home));
}

static void
n_unread_cb (MootWindow *self)
{
  moot_sidebar_set_badge (
    self->sidebar, "notifications",
    moot_notification_model_get_n_unread (moot_session_get_notifications (self->session)));
}

/**
 * moot_window_build_main:
 * @self: a window with a session
 *
 * Makes the sidebar and an empty content anew.
 */
void
moot_window_build_main (MootWindow *self)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/coop/folkmoot/Folkmoot/ui/moot-main-menu.ui");

  self->split = MOOT_SPLIT (moot_split_new ());
  self->sidebar = MOOT_SIDEBAR (moot_sidebar_new ());
  self->places = GTK_STACK (gtk_stack_new ());
  moot_sidebar_set_session (self->sidebar, self->session, self->loader, self->node);
  moot_sidebar_set_accounts (self->sidebar,
                             G_MENU_MODEL (gtk_builder_get_object (builder, "main_menu")));
  g_signal_connect_object (self->sidebar, "go", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (moot_session_get_home (self->session), "notify::n-new",
                           G_CALLBACK (n_new_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (moot_session_get_notifications (self->session), "notify::n-unread",
                           G_CALLBACK (n_unread_cb), self, G_CONNECT_SWAPPED);
  moot_split_set_sidebar (self->split, GTK_WIDGET (self->sidebar));
  moot_split_set_content (self->split, GTK_WIDGET (self->places));
  adw_bin_set_child (self->main_bin, GTK_WIDGET (self->split));
  n_new_cb (self);
  n_unread_cb (self);
}

/**
 * moot_window_go:
 * @self: a window with a session
 * @place: name of a place
 */
void
moot_window_go (MootWindow *self,
                const char *place)
{
  GtkWidget *pages = gtk_stack_get_child_by_name (self->places, place);

  if (pages == NULL)
    {
      pages = GTK_WIDGET (make_place (self, place));
      if (pages == NULL)
        return;
      g_signal_connect_object (pages, "changed", G_CALLBACK (update_title), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_stack_set_visible_child (self->places, pages);
  moot_sidebar_select (self->sidebar, place);
  update_title (self);
}

/**
 * moot_window_get_pages:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the back stack of the place that is shown
 */
MootPages *
moot_window_get_pages (MootWindow *self)
{
  GtkWidget *pages = self->places != NULL ? gtk_stack_get_visible_child (self->places) : NULL;

  return pages != NULL ? MOOT_PAGES (pages) : NULL;
}

/**
 * moot_window_push:
 * @self: a window with a session
 * @title: of the page
 * @body: what it shows
 *
 * Puts a page on top of the place that is shown.
 */
void
moot_window_push (MootWindow *self,
                  const char *title,
                  GtkWidget  *body)
{
  MootPages *pages = moot_window_get_pages (self);

  if (pages == NULL)
    return;
  moot_pages_push (pages, make_shell (self, title, body));
  moot_split_show_content (self->split, TRUE);
}
