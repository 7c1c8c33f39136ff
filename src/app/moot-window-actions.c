/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The actions of the window, in one table: what buttons, keys, menus and rows ask for.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include "moot-composer.h"
#include "moot-feed-view.h"
#include "moot-html.h"
#include "moot-look-page.h"
#include "moot-shell-page.h"
#include "moot-shortcuts.h"
#include "moot-thread-page.h"
#include "moot-timeline-page.h"

#include <glib/gi18n.h>

#define SHOW_MS 800 /* by then a post of one's own is in the timeline */

static GtkWidget *
get_body (MootWindow *self)
{
  GtkWidget *page = moot_window_get_page (self);

  return page != NULL ? moot_shell_page_get_body (MOOT_SHELL_PAGE (page)) : NULL;
}

static void
back (MootWindow *self,
      GVariant   *parameter)
{
  switch (self->stage)
    {
    case MOOT_STAGE_SETUP:
    case MOOT_STAGE_LOGIN:
      moot_window_show_stage (self,
                              self->session != NULL ? MOOT_STAGE_MAIN : MOOT_STAGE_WELCOME);
      break;
    case MOOT_STAGE_MAIN:
      if (!moot_pages_pop (moot_window_get_pages (self)) && moot_split_get_folded (self->split))
        moot_split_show_content (self->split, FALSE);
      break;
    case MOOT_STAGE_OPENING:
    case MOOT_STAGE_WELCOME:
    case MOOT_STAGE_WORKING:
      break;
    }
}

/* Whatever is on top asks again; the stream too, since the network may be back. */
static void
refresh (MootWindow *self,
         GVariant   *parameter)
{
  GtkWidget *body = get_body (self);

  if (self->session == NULL)
    return;
  moot_client_stream_retry_now (moot_session_get_stream (self->session));
  if (MOOT_IS_TIMELINE_PAGE (body))
    moot_timeline_page_refresh (MOOT_TIMELINE_PAGE (body));
  else if (MOOT_IS_THREAD_PAGE (body))
    moot_thread_page_refresh (MOOT_THREAD_PAGE (body));
  else if (body == NULL || !gtk_widget_activate_action (body, "page.refresh", NULL))
    g_signal_emit_by_name (self->session, "coop-changed");
}

static void
newest (MootWindow *self,
        GVariant   *parameter)
{
  GtkWidget *body = get_body (self);

  if (MOOT_IS_TIMELINE_PAGE (body))
    moot_timeline_page_scroll_to_top (MOOT_TIMELINE_PAGE (body));
}

/* One's own post is what one wants to see: from wherever the reader was, to the top. */
static gboolean
show_newest_cb (gpointer data)
{
  moot_feed_view_scroll_to_row (data, 0, 0);
  return G_SOURCE_REMOVE;
}

static void
posted_cb (MootWindow *self,
           MootStatus *status)
{
  GtkWidget *body = get_body (self);

  moot_timeline_model_add_live (moot_session_get_home (self->session), status);
  if (MOOT_IS_TIMELINE_PAGE (body))
    {
      GtkWidget *feed = moot_timeline_page_get_feed (MOOT_TIMELINE_PAGE (body));

      g_timeout_add_full (G_PRIORITY_DEFAULT, SHOW_MS, show_newest_cb, g_object_ref (feed),
                          g_object_unref);
    }
  moot_window_toast_here (self, _("Your post is out."));
}

static void
write_post (MootWindow *self,
            MootStatus *parent)
{
  GtkWidget *composer;

  if (self->session == NULL)
    return;
  if (self->composer != NULL)
    {
      gtk_window_present (self->composer);
      return;
    }
  composer = moot_composer_new (self->session, parent, NULL);
  g_signal_connect_object (composer, "posted", G_CALLBACK (posted_cb), self, G_CONNECT_SWAPPED);
  self->composer = GTK_WINDOW (composer);
  g_object_add_weak_pointer (G_OBJECT (composer), (gpointer *) &self->composer);
  gtk_window_set_transient_for (self->composer, GTK_WINDOW (self));
  gtk_window_present (self->composer);
}

static void
compose (MootWindow *self,
         GVariant   *parameter)
{
  write_post (self, NULL);
}

static void
reply (MootWindow *self,
       GVariant   *parameter)
{
  MootStatus *status =
    moot_session_find_status (self->session, g_variant_get_string (parameter, NULL));

  if (status != NULL)
    write_post (self, status);
}

static void
go (MootWindow *self,
    GVariant   *parameter)
{
  if (self->stage != MOOT_STAGE_MAIN)
    return;
  moot_window_go (self, g_variant_get_string (parameter, NULL));
  moot_split_show_content (self->split, TRUE);
}

static GtkWidget *
find_feed (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (MOOT_IS_FEED_VIEW (widget))
    return gtk_widget_get_mapped (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_feed (child);
  return found;
}

/* To the next post or the previous one, wherever the focus is. */
static void
step (MootWindow *self,
      GVariant   *parameter)
{
  GtkWidget *body = get_body (self);
  GtkWidget *feed = body != NULL ? find_feed (body) : NULL;

  if (feed != NULL)
    moot_feed_view_step (MOOT_FEED_VIEW (feed),
                         g_str_equal (g_variant_get_string (parameter, NULL), "next") ? 1 : -1);
}

static void
search (MootWindow *self,
        GVariant   *parameter)
{
  if (self->stage != MOOT_STAGE_MAIN)
    return;
  if (g_strcmp0 (moot_window_get_place (self), "moot") == 0)
    {
      /* where the co-op decides, one looks for what was decided */
      if (MOOT_IS_LOOK_PAGE (get_body (self)))
        gtk_widget_grab_focus (get_body (self));
      else
        gtk_widget_activate_action (GTK_WIDGET (self), "win.search-moot", NULL);
      return;
    }
  moot_window_go (self, "search");
  moot_pages_pop_to_root (moot_window_get_pages (self));
  moot_split_show_content (self->split, TRUE);
  gtk_widget_grab_focus (get_body (self));
}

/* On a page in which words can be found; elsewhere everywhere. */
static void
find (MootWindow *self,
      GVariant   *parameter)
{
  GtkWidget *body = get_body (self);

  if (body == NULL || !gtk_widget_activate_action (body, "page.find", NULL))
    search (self, NULL);
}

/* The post in focus, wherever a feed has it. */
static void
row (MootWindow *self,
     GVariant   *parameter)
{
  g_autofree char *action = g_strconcat ("row.", g_variant_get_string (parameter, NULL), NULL);
  GtkWidget *body = get_body (self);
  GtkWidget *feed = body != NULL ? find_feed (body) : NULL;

  if (feed != NULL)
    moot_feed_view_activate_row_action (MOOT_FEED_VIEW (feed), action);
}

static void
open_thread (MootWindow *self,
             GVariant   *parameter)
{
  GtkWidget *body = get_body (self);
  const char *id = g_variant_get_string (parameter, NULL);

  if (MOOT_IS_THREAD_PAGE (body) &&
      g_strcmp0 (moot_thread_page_get_id (MOOT_THREAD_PAGE (body)), id) == 0)
    return;
  /* Translators: title of a page with a post and the answers to it */
  moot_window_push (self, _("Conversation"),
                    moot_thread_page_new (self->session, self->display, id));
}

static void
open_tag (MootWindow *self,
          GVariant   *parameter)
{
  const char *tag = g_variant_get_string (parameter, NULL);
  g_autofree char *title = g_strconcat ("#", tag, NULL);
  g_autofree char *name = g_strconcat ("tag:", tag, NULL);
  g_autoptr (MootTimelineModel) model =
    moot_timeline_model_new (moot_session_get_client (self->session),
                             moot_session_get_cache (self->session),
                             moot_session_get_account (self->session)->key, name, MOOT_CALL_TAG,
                             tag);

  moot_window_push (self, title, moot_timeline_page_new (self->session, model, self->display));
  moot_timeline_model_open (model);
  moot_timeline_model_refresh (model);
}

static void
open_media (MootWindow *self,
            GVariant   *parameter)
{
  const char *id;
  guint index;
  MootStatus *status;

  g_variant_get (parameter, "(&su)", &id, &index);
  status = moot_session_find_status (self->session, id);
  if (status != NULL && status->media_attachments->len > 0)
    moot_window_push_media (self, status, index);
}

/* Only what a browser or a mail program opens; a post cannot start anything else. */
static void
open_link (MootWindow *self,
           GVariant   *parameter)
{
  static const char *const schemes[] = { "https", "http", "mailto", "gemini", "xmpp", NULL };
  const char *uri = g_variant_get_string (parameter, NULL);
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autofree char *lower = scheme != NULL ? g_ascii_strdown (scheme, -1) : NULL;

  if (lower != NULL && g_strv_contains (schemes, lower))
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
toast (MootWindow *self,
       GVariant   *parameter)
{
  moot_window_toast (self, g_variant_get_string (parameter, NULL));
}

static void
start_moot (MootWindow *self,
            GVariant   *parameter)
{
  moot_window_show_stage (self, MOOT_STAGE_SETUP);
}

static void
sign_in (MootWindow *self,
         GVariant   *parameter)
{
  moot_window_show_stage (self, MOOT_STAGE_LOGIN);
  if (self->session != NULL && !moot_client_get_signed_in (moot_session_get_client (self->session)))
    moot_login_page_set_server (self->login, moot_session_get_account (self->session)->server);
}

static void
try_sample (MootWindow *self,
            GVariant   *parameter)
{
  g_action_group_activate_action (
    G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))), "try-sample", NULL);
}

static void
sign_out (MootWindow *self,
          GVariant   *parameter)
{
  g_action_group_activate_action (
    G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))), "sign-out", NULL);
}

static void
show_shortcuts (MootWindow *self,
                GVariant   *parameter)
{
  moot_shortcuts_show (GTK_WINDOW (self));
}

static void
toggle_sidebar (MootWindow *self,
                GVariant   *parameter)
{
  if (self->split != NULL)
    moot_split_show_content (self->split, !moot_split_shows_content (self->split));
}

/* From the sidebar into the content and back. */
static void
next_pane (MootWindow *self,
           GVariant   *parameter)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_sidebar;

  if (self->sidebar == NULL)
    return;
  in_sidebar = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar));
  if (moot_split_get_folded (self->split))
    moot_split_show_content (self->split, in_sidebar);
  gtk_widget_child_focus (in_sidebar ? get_body (self) : GTK_WIDGET (self->sidebar),
                          GTK_DIR_TAB_FORWARD);
}

/* clang-format off */
static const MootWindowAction actions[] = {
  { "win.back",            NULL,   back            },
  { "win.refresh",         NULL,   refresh         },
  { "win.newest",          NULL,   newest          },
  { "win.compose",         NULL,   compose         },
  { "win.reply",           "s",    reply           },
  { "win.go",              "s",    go              },
  { "win.find",            NULL,   find            },
  { "win.search",          NULL,   search          },
  { "win.step",            "s",    step            },
  { "win.row",             "s",    row             },
  { "win.open-thread",     "s",    open_thread     },
  { "win.open-tag",        "s",    open_tag        },
  { "win.open-media",      "(su)", open_media      },
  { "win.open-link",       "s",    open_link       },
  { "win.toast",           "s",    toast           },
  { "win.start-moot",      NULL,   start_moot      },
  { "win.sign-in",         NULL,   sign_in         },
  { "win.sign-out",        NULL,   sign_out        },
  { "win.try-sample",      NULL,   try_sample      },
  { "win.show-shortcuts",  NULL,   show_shortcuts  },
  { "win.sidebar",         NULL,   toggle_sidebar  },
  { "win.pane",            NULL,   next_pane       },
};
/* clang-format on */

/** moot_window_install_actions: while the class is made */
void
moot_window_install_actions (GtkWidgetClass *widget_class)
{
  moot_window_install (widget_class, actions, G_N_ELEMENTS (actions), FALSE);
}
