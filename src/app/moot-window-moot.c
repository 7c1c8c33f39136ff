/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Actions of the window that open the pages of the moot which are reached from its room.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include <glib/gi18n.h>

#include "moot-calendar-page.h"
#include "moot-look-page.h"
#include "moot-moot-search.h"
#include "moot-news-page.h"
#include "moot-rulebook-page.h"
#include "moot-task-row.h"
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

/* clang-format off */
static const MootWindowAction actions[] = {
  { "win.open-bylaws",              NULL, open_bylaws              },
  { "win.open-calendar",            NULL, open_calendar            },
  { "win.open-discussion-versions", "s",  open_discussion_versions },
  { "win.open-news",                NULL, open_news                },
  { "win.open-proposal-versions",   "s",  open_proposal_versions   },
  { "win.open-rulebook",            NULL, open_rulebook            },
  { "win.open-tasks",               NULL, open_tasks               },
  { "win.search-moot",              NULL, search_moot              },
};
/* clang-format on */

/** moot_window_install_moot: while the class is made */
void
moot_window_install_moot (GtkWidgetClass *widget_class)
{
  moot_window_install (widget_class, actions, G_N_ELEMENTS (actions), TRUE);
}
