/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Actions of the window that open the pages of the moot which are reached from its room.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include <glib/gi18n.h>

#include "moot-calendar-page.h"
#include "moot-import-page.h"
#include "moot-invites-page.h"
#include "moot-look-page.h"
#include "moot-members-page.h"
#include "moot-money-page.h"
#include "moot-moot-search.h"
#include "moot-news-page.h"
#include "moot-rulebook-page.h"
#include "moot-task-row.h"
#include "moot-treasurer-page.h"
#include "moot-versions-page.h"

static void
push_look (MootWindow *self,
           const char *title,
           GtkWidget  *page)
{
  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_look_page_refresh), page,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, title, page);
}

static void
push_versions (MootWindow *self,
               const char *title,
               GtkWidget  *page)
{
  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_versions_page_refresh),
                           page, G_CONNECT_SWAPPED);
  moot_window_push (self, title, page);
}

static void
open_bylaws (MootWindow *self,
             GVariant   *parameter)
{
  push_versions (self, _("Bylaws"),
                 moot_bylaws_page_new (moot_session_get_client (self->session)));
}

static void
open_discussion_versions (MootWindow *self,
                          GVariant   *parameter)
{
  /* Translators: title of a page with what a text said from version to version. */
  push_versions (self, _("Versions"),
                 moot_discussion_versions_new (moot_session_get_client (self->session),
                                               g_variant_get_string (parameter, NULL)));
}

static void
open_proposal_versions (MootWindow *self,
                        GVariant   *parameter)
{
  push_versions (self, _("Versions"),
                 moot_proposal_versions_new (moot_session_get_client (self->session),
                                             g_variant_get_string (parameter, NULL)));
}

static void
open_calendar (MootWindow *self,
               GVariant   *parameter)
{
  moot_window_push (self, _("Calendar"),
                    moot_calendar_page_new (moot_session_get_client (self->session)));
}

static void
open_news (MootWindow *self,
           GVariant   *parameter)
{
  GtkWidget *page = moot_news_page_new (moot_session_get_client (self->session));

  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_news_page_refresh), page,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("News of the Moot"), page);
}

static void
open_rulebook (MootWindow *self,
               GVariant   *parameter)
{
  push_look (self, _("Rulebook"),
             moot_rulebook_page_new (moot_session_get_client (self->session)));
}

static void
open_tasks (MootWindow *self,
            GVariant   *parameter)
{
  push_look (self, _("Tasks"), moot_tasks_page_new (moot_session_get_client (self->session)));
}

static void
search_moot (MootWindow *self,
             GVariant   *parameter)
{
  GtkWidget *page = moot_moot_search_new (moot_session_get_client (self->session));

  push_look (self, _("Search the Moot"), page);
  gtk_widget_grab_focus (page);
}

static void
done_there_cb (MootSession *session)
{
  g_signal_emit_by_name (session, "coop-changed");
}

/* What is done there changes what other pages show. */
static void
push_deeds (MootWindow *self,
            const char *title,
            GtkWidget  *page)
{
  g_signal_connect_object (page, "changed", G_CALLBACK (done_there_cb), self->session,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, title, page);
}

static void
open_invites (MootWindow *self,
              GVariant   *parameter)
{
  push_deeds (self, _("Invitations"),
              moot_invites_page_new (moot_session_get_client (self->session)));
}

static void
open_treasurer (MootWindow *self,
                GVariant   *parameter)
{
  /* Translators: title of the page of those who keep the books of the co-op. */
  push_deeds (self, _("Treasurer"),
              moot_treasurer_page_new (moot_session_get_client (self->session)));
}

static void
open_money (MootWindow *self,
            GVariant   *parameter)
{
  /* Translators: title of a page with what the co-op earns and costs. */
  push_deeds (self, _("Our Money"),
              moot_money_page_new (moot_session_get_client (self->session)));
}

static void
open_members (MootWindow *self,
              GVariant   *parameter)
{
  push_deeds (self, _("Members"),
              moot_members_page_new (moot_session_get_client (self->session)));
}

static void
open_import (MootWindow *self,
             GVariant   *parameter)
{
  /* Translators: title of a page with what a bank booked. */
  push_deeds (self, _("Statement"),
              moot_import_page_new (moot_session_get_client (self->session),
                                    g_variant_get_string (parameter, NULL)));
}

/* clang-format off */
static const MootWindowAction actions[] = {
  { "win.open-bylaws",              NULL, open_bylaws              },
  { "win.open-calendar",            NULL, open_calendar            },
  { "win.open-discussion-versions", "s",  open_discussion_versions },
  { "win.open-import",              "s",  open_import              },
  { "win.open-invites",             NULL, open_invites             },
  { "win.open-members",             NULL, open_members             },
  { "win.open-money",               NULL, open_money               },
  { "win.open-news",                NULL, open_news                },
  { "win.open-proposal-versions",   "s",  open_proposal_versions   },
  { "win.open-rulebook",            NULL, open_rulebook            },
  { "win.open-tasks",               NULL, open_tasks               },
  { "win.open-treasurer",           NULL, open_treasurer           },
  { "win.search-moot",              NULL, search_moot              },
};
/* clang-format on */

/** moot_window_install_moot: while the class is made */
void
moot_window_install_moot (GtkWidgetClass *widget_class)
{
  moot_window_install (widget_class, actions, G_N_ELEMENTS (actions), TRUE);
}
