/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The pages of the moot in the window: what leads to which, and what takes whose place.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include "moot-circle-editor.h"
#include "moot-circle-page.h"
#include "moot-circles-page.h"
#include "moot-devices-page.h"
#include "moot-discussion-editor.h"
#include "moot-discussion-page.h"
#include "moot-discussions-page.h"
#include "moot-election-editor.h"
#include "moot-election-page.h"
#include "moot-log-page.h"
#include "moot-media-page.h"
#include "moot-media-save.h"
#include "moot-proposal-editor.h"
#include "moot-proposal-page.h"
#include "moot-shell-page.h"

#include <glib/gi18n.h>

static void
proposal_changed_cb (MootSession *session)
{
  g_signal_emit_by_name (session, "coop-changed");
}

static void
save_media_cb (MootWindow *self,
               const char *url)
{
  moot_media_save_ask (GTK_WIDGET (self), moot_session_get_client (self->session), url);
}

/** moot_window_push_media: pictures, one at a time */
void
moot_window_push_media (MootWindow *self,
                        MootStatus *status,
                        guint       index)
{
  GtkWidget *page = moot_media_page_new (status, index, self->loader);

  g_signal_connect_object (page, "save", G_CALLBACK (save_media_cb), self, G_CONNECT_SWAPPED);
  moot_window_push (self, _("Pictures"), page);
}

static void
open_media_cb (MootWindow *self,
               MootStatus *media,
               guint       index)
{
  moot_window_push_media (self, media, index);
}

/* The page of what was changed is below the one on which it was changed. */
static void
proposal_kept_cb (MootCasePage *page)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (page), MOOT_TYPE_WINDOW);

  gtk_widget_activate_action (window, "win.back", NULL);
  moot_case_page_changed (page);
}

static void
change_proposal_cb (MootWindow       *self,
                    MootProposal     *proposal,
                    MootProposalPage *page)
{
  GtkWidget *editor =
    moot_proposal_editor_new_for (moot_session_get_client (self->session), proposal);

  g_signal_connect_object (editor, "created", G_CALLBACK (proposal_kept_cb), page,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("Change the Proposal"), editor);
}

static void
open_proposal (MootWindow *self,
               GVariant   *parameter)
{
  GtkWidget *page = moot_proposal_page_new (moot_session_get_client (self->session),
                                            g_variant_get_string (parameter, NULL));

  g_signal_connect_object (page, "changed", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "read", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-media", G_CALLBACK (open_media_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "change", G_CALLBACK (change_proposal_cb), self,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("Proposal"), page);
}

/* From a notification: the ballot is what it was about. */
static void
vote (MootWindow *self,
      GVariant   *parameter)
{
  open_proposal (self, parameter);
  moot_proposal_page_vote (MOOT_PROPOSAL_PAGE (
    moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (self)))));
}

static void
open_proposal_cb (MootWindow *self,
                  const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-proposal", "s", id);
}

static void
open_election (MootWindow *self,
               GVariant   *parameter)
{
  GtkWidget *page = moot_election_page_new (moot_session_get_client (self->session),
                                            g_variant_get_string (parameter, NULL));

  g_signal_connect_object (page, "open-proposal", G_CALLBACK (open_proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "changed", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("Election"), page);
}

static void
new_proposal_cb (MootWindow         *self,
                 const char         *discussion_id,
                 MootDiscussionPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-proposal", "s", discussion_id);
}

/* What was proposed takes the place of the page on which it was written. */
static void
proposal_created_cb (MootWindow *self,
                     const char *id)
{
  g_autofree char *kept = g_strdup (id);

  proposal_changed_cb (self->session);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-proposal", "s", kept);
}

static void
new_proposal (MootWindow *self,
              GVariant   *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);
  GtkWidget *page = moot_proposal_editor_new (moot_session_get_client (self->session),
                                              *id != '\0' ? id : NULL);

  g_signal_connect_object (page, "created", G_CALLBACK (proposal_created_cb), self,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("New Proposal"), page);
}

static void
open_discussion_cb (MootWindow *self,
                    const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-discussion", "s", id);
}

static void
push_discussions (MootWindow *self,
                  const char *name,
                  const char *value,
                  const char *title)
{
  GtkWidget *page =
    moot_discussions_page_new (moot_session_get_client (self->session), name, value, title);

  g_signal_connect_object (page, "open-discussion", G_CALLBACK (open_discussion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_case_page_refresh),
                           page, G_CONNECT_SWAPPED);
  moot_window_push (self, title, page);
}

static void
open_tag_cb (MootWindow *self,
             const char *tag)
{
  g_autofree char *title = g_strdup_printf ("#%s", tag);

  push_discussions (self, "tag", tag, title);
}

/* What was changed takes the place of the page on which it was written. */
static void
discussion_changed_cb (MootWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  proposal_changed_cb (self->session);
}

/* It is on this computer, and is sent when the server is back. */
static void
discussion_kept_cb (MootWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _("The server is away.  This is sent when it is back."));
  discussion_changed_cb (self);
}

static void
edit_discussion_cb (MootWindow     *self,
                    MootDiscussion *discussion)
{
  GtkWidget *page =
    moot_discussion_editor_new_for (moot_session_get_client (self->session), discussion);

  g_signal_connect_object (page, "created", G_CALLBACK (discussion_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "kept", G_CALLBACK (discussion_kept_cb), self,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("Edit Discussion"), page);
}

static void
open_discussion (MootWindow *self,
                 GVariant   *parameter)
{
  GtkWidget *page = moot_discussion_page_new (moot_session_get_client (self->session),
                                              g_variant_get_string (parameter, NULL));

  g_signal_connect_object (page, "open-proposal", G_CALLBACK (open_proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "new-proposal", G_CALLBACK (new_proposal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "changed", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "read", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-tag", G_CALLBACK (open_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-media", G_CALLBACK (open_media_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "edit", G_CALLBACK (edit_discussion_cb), self,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("Discussion"), page);
}

/* What was written takes the place of the page on which it was written. */
static void
circle_saved_cb (MootWindow *self,
                 const char *id)
{
  discussion_changed_cb (self);
}

static void
push_circle_editor (MootWindow *self,
                    const char *title,
                    MootCircle *circle)
{
  GtkWidget *page = moot_circle_editor_new (moot_session_get_client (self->session), circle);

  g_signal_connect_object (page, "saved", G_CALLBACK (circle_saved_cb), self, G_CONNECT_SWAPPED);
  moot_window_push (self, title, page);
}

static void
edit_circle_cb (MootWindow *self,
                MootCircle *circle)
{
  push_circle_editor (self, _("Edit Circle"), circle);
}

static void
new_circle_cb (MootWindow *self)
{
  push_circle_editor (self, _("New Circle"), NULL);
}

static void
circle_discussions_cb (MootWindow *self,
                       const char *id,
                       const char *name)
{
  push_discussions (self, "circle", id, name);
}

static void
ask_circle_cb (MootWindow *self,
               const char *title,
               const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rewrite-discussion", "(ss)", title, text);
}

static void
open_circle_cb (MootWindow *self,
                const char *id)
{
  GtkWidget *page = moot_circle_page_new (moot_session_get_client (self->session), id);

  g_signal_connect_object (page, "open-discussions", G_CALLBACK (circle_discussions_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "edit", G_CALLBACK (edit_circle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "ask", G_CALLBACK (ask_circle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "changed", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_case_page_refresh),
                           page, G_CONNECT_SWAPPED);
  moot_window_push (self, _("Circle"), page);
}

static void
election_created_cb (MootWindow *self,
                     const char *id)
{
  g_autofree char *kept = g_strdup (id);

  discussion_changed_cb (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-election", "s", kept);
}

static void
call_election_cb (MootWindow *self)
{
  GtkWidget *page = moot_election_editor_new (moot_session_get_client (self->session));

  g_signal_connect_object (page, "created", G_CALLBACK (election_created_cb), self,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("Call an Election"), page);
}

static void
open_devices (MootWindow *self,
              GVariant   *parameter)
{
  moot_window_push (self, _("Devices"),
                    moot_devices_page_new (moot_session_get_client (self->session)));
}

static void
open_circles (MootWindow *self,
              GVariant   *parameter)
{
  GtkWidget *page = moot_circles_page_new (moot_session_get_client (self->session));

  g_signal_connect_object (page, "open-circle", G_CALLBACK (open_circle_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "call-election", G_CALLBACK (call_election_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "new-circle", G_CALLBACK (new_circle_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "changed", G_CALLBACK (proposal_changed_cb), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "coop-changed", G_CALLBACK (moot_case_page_refresh),
                           page, G_CONNECT_SWAPPED);
  moot_window_push (self, _("Circles and Roles"), page);
}

static void
open_log (MootWindow *self,
          GVariant   *parameter)
{
  moot_window_push (self, _("Log of the Co-op"),
                    moot_log_page_new (moot_session_get_client (self->session)));
}

/* What was begun takes the place of the page on which it was written. */
static void
discussion_created_cb (MootWindow *self,
                       const char *id)
{
  g_autofree char *kept = g_strdup (id);

  proposal_changed_cb (self->session);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-discussion", "s", kept);
}

static void
new_discussion (MootWindow *self,
                GVariant   *parameter)
{
  GtkWidget *page = moot_discussion_editor_new (moot_session_get_client (self->session));

  g_signal_connect_object (page, "created", G_CALLBACK (discussion_created_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "kept", G_CALLBACK (discussion_kept_cb), self,
                           G_CONNECT_SWAPPED);
  moot_window_push (self, _("New Discussion"), page);
}

/* The words of one that was not accepted. */
static void
rewrite_discussion (MootWindow *self,
                    GVariant   *parameter)
{
  const char *title;
  const char *text;
  MootEditorForm *form;

  g_variant_get (parameter, "(&s&s)", &title, &text);
  new_discussion (self, NULL);
  form = moot_discussion_editor_get_form (MOOT_DISCUSSION_EDITOR (
    moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (self)))));
  moot_editor_form_set_title (form, title);
  moot_editor_form_set_text (form, text);
}

/* clang-format off */
static const MootWindowAction actions[] = {
  { "win.new-discussion",  NULL,   new_discussion  },
  { "win.new-proposal",    "s",    new_proposal    },
  { "win.open-circles",    NULL,   open_circles    },
  { "win.open-devices",    NULL,   open_devices    },
  { "win.open-discussion", "s",    open_discussion },
  { "win.open-election",   "s",    open_election   },
  { "win.open-log",        NULL,   open_log        },
  { "win.open-proposal",   "s",    open_proposal   },
  { "win.rewrite-discussion", "(ss)", rewrite_discussion },
  { "win.vote",            "s",    vote            },
};
/* clang-format on */

/** moot_window_install_rooms: while the class is made */
void
moot_window_install_rooms (GtkWidgetClass *widget_class)
{
  moot_window_install (widget_class, actions, G_N_ELEMENTS (actions), TRUE);
}
