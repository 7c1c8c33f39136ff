/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The actions of the window that are about people: profiles, lists, reports and what posts said
 * before.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

#include "moot-account-menu.h"
#include "moot-composer.h"
#include "moot-desk-page.h"
#include "moot-desk-report.h"
#include "moot-history-page.h"
#include "moot-list-page.h"
#include "moot-move-page.h"
#include "moot-profile-editor.h"
#include "moot-profile-page.h"
#include "moot-report-page.h"
#include "moot-rule-page.h"
#include "moot-session-powers.h"
#include "moot-shell-page.h"

#include <glib/gi18n.h>

static void
push_profile (MootWindow *self,
              const char *id)
{
  GtkWidget *page = moot_window_get_page (self);
  GtkWidget *body = page != NULL ? moot_shell_page_get_body (MOOT_SHELL_PAGE (page)) : NULL;

  if (MOOT_IS_PROFILE_PAGE (body) &&
      g_strcmp0 (moot_profile_page_get_id (MOOT_PROFILE_PAGE (body)), id) == 0)
    return;
  moot_window_push (self, _("Profile"), moot_profile_page_new (self->session, self->display, id));
}

static void
open_account (MootWindow *self,
              GVariant   *parameter)
{
  if (self->session != NULL)
    push_profile (self, g_variant_get_string (parameter, NULL));
}

static void
open_self (MootWindow *self,
           GVariant   *parameter)
{
  if (self->session != NULL && moot_session_get_account (self->session)->account_id != NULL)
    push_profile (self, moot_session_get_account (self->session)->account_id);
}

static void
open_list (MootWindow *self,
           GVariant   *parameter)
{
  const char *name;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &name, &id);
  if (self->session == NULL || moot_list_page_find_title (name) == NULL)
    return;
  moot_window_push (self, moot_list_page_find_title (name),
                    moot_list_page_new (self->session, self->display, name,
                                        *id != '\0' ? id : NULL));
}

/* The page below shows what was saved when one comes back to it. */
static void
profile_saved_cb (MootProfilePage *page)
{
  moot_profile_page_refresh (page);
}

static void
edit_profile (MootWindow *self,
              GVariant   *parameter)
{
  GtkWidget *page = moot_window_get_page (self);
  GtkWidget *body = page != NULL ? moot_shell_page_get_body (MOOT_SHELL_PAGE (page)) : NULL;
  GtkWidget *editor;

  if (self->session == NULL)
    return;
  editor = moot_profile_editor_new (self->session);
  if (MOOT_IS_PROFILE_PAGE (body))
    g_signal_connect_object (editor, "saved", G_CALLBACK (profile_saved_cb), body,
                             G_CONNECT_SWAPPED);
  moot_window_push (self, _("Edit Profile"), editor);
}

static void
open_history (MootWindow *self,
              GVariant   *parameter)
{
  if (self->session != NULL)
    moot_window_push (self, _("History"),
                      moot_history_page_new (self->session,
                                             g_variant_get_string (parameter, NULL)));
}

static void
present_composer (MootWindow *self,
                  GtkWidget  *composer)
{
  gtk_window_set_transient_for (GTK_WINDOW (composer), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (composer));
}

static void
edited_cb (MootWindow *self)
{
  moot_window_toast (self, _("Your post was changed."));
}

static void
edit (MootWindow *self,
      GVariant   *parameter)
{
  g_autoptr (MootStatusSource) source = g_object_new (MOOT_TYPE_STATUS_SOURCE, NULL);
  const char *id;
  MootStatus *status;
  GtkWidget *composer;

  g_variant_get (parameter, "(&sss)", &id, &source->text, &source->spoiler_text);
  status = self->session != NULL ? moot_session_find_status (self->session, id) : NULL;
  if (status == NULL)
    return;
  composer = moot_composer_new_edit (self->session, status, source);
  g_signal_connect_object (composer, "posted", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  present_composer (self, composer);
}

static void
rewritten_cb (MootWindow *self,
              MootStatus *status)
{
  moot_timeline_model_add_live (moot_session_get_home (self->session), status);
}

static void
quote (MootWindow *self,
       GVariant   *parameter)
{
  MootStatus *quoted = self->session != NULL
                         ? moot_session_find_status (self->session,
                                                     g_variant_get_string (parameter, NULL))
                         : NULL;
  GtkWidget *composer;

  if (quoted == NULL)
    return;
  composer = moot_composer_new_quote (self->session, quoted);
  g_signal_connect_object (composer, "posted", G_CALLBACK (rewritten_cb), self, G_CONNECT_SWAPPED);
  present_composer (self, composer);
}

static void
open_quotes (MootWindow *self,
             GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-list", "(ss)", "quotes",
                              g_variant_get_string (parameter, NULL));
}

static void
open_permissions (MootWindow *self,
                  GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-list", "(ss)", "permissions", "");
}

static void
write_anew (MootWindow *self,
            GVariant   *parameter)
{
  const char *text;
  const char *warning;
  const char *parent_id;
  GtkWidget *composer;

  g_variant_get (parameter, "(&s&s&s)", &text, &warning, &parent_id);
  if (self->session == NULL)
    return;
  composer = moot_composer_new_again (self->session, text, warning, parent_id);
  g_signal_connect_object (composer, "posted", G_CALLBACK (rewritten_cb), self, G_CONNECT_SWAPPED);
  present_composer (self, composer);
}

static void
report_status (MootWindow *self,
               GVariant   *parameter)
{
  MootStatus *status = self->session != NULL
                         ? moot_session_find_status (self->session,
                                                     g_variant_get_string (parameter, NULL))
                         : NULL;

  if (status != NULL && status->account != NULL)
    moot_window_push (self, _("Report"),
                      moot_report_page_new (self->session, status->account->id,
                                            status->account->acct, status->id));
}

static void
report_account (MootWindow *self,
                GVariant   *parameter)
{
  const char *id;
  const char *acct;

  g_variant_get (parameter, "(&s&s)", &id, &acct);
  if (self->session != NULL)
    moot_window_push (self, _("Report"), moot_report_page_new (self->session, id, acct, NULL));
}

static void
move_account (MootWindow *self,
              GVariant   *parameter)
{
  if (self->session != NULL)
    moot_window_push (self, _("Move My Account"), moot_move_page_new (self->session));
}

static void
open_desk (MootWindow *self,
           GVariant   *parameter)
{
  if (self->session != NULL)
    moot_window_push (self, _("Moderation"), moot_desk_page_new (self->session, self->display));
}

static void
open_report (MootWindow *self,
             GVariant   *parameter)
{
  if (self->session != NULL)
    moot_window_push (self, _("Report"),
                      moot_desk_report_new (self->session, self->display,
                                            g_variant_get_string (parameter, NULL)));
}

static void
change_rule (MootWindow *self,
             GVariant   *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  if (self->session != NULL)
    moot_window_push (self, _("Rule"), moot_rule_page_new (self->session, *id != '\0' ? id : NULL));
}

static void
allow_server (MootWindow *self,
              GVariant   *parameter)
{
  if (self->session != NULL)
    moot_window_push (self, _("Allow a Server"), moot_rule_page_new_allow (self->session));
}

static void
copy (MootWindow *self,
      GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          g_variant_get_string (parameter, NULL));
  moot_window_toast (self, _("The link was copied."));
}

/* clang-format off */
static const MootWindowAction actions[] = {
  { "win.open-account",   "s",    open_account   },
  { "win.open-self",      NULL,   open_self      },
  { "win.open-list",      "(ss)", open_list      },
  { "win.open-history",   "s",    open_history   },
  { "win.edit-profile",   NULL,   edit_profile   },
  { "win.edit",           "(sss)", edit          },
  { "win.quote",          "s",    quote          },
  { "win.open-quotes",    "s",    open_quotes    },
  { "win.open-permissions", NULL, open_permissions },
  { "win.write-anew",     "(sss)", write_anew    },
  { "win.report-status",  "s",    report_status  },
  { "win.report-account", "(ss)", report_account },
  { "win.move-account",   NULL,   move_account   },
  { "win.open-desk",      NULL,   open_desk      },
  { "win.open-report",    "s",    open_report    },
  { "win.change-rule",    "s",    change_rule    },
  { "win.allow-server",   NULL,   allow_server   },
  { "win.copy",           "s",    copy           },
  { "win.open-loomio",    NULL,   moot_window_open_loomio },
  { "win.renew-loomio",   NULL,   moot_window_renew_loomio },
  { "win.link-loomio",    NULL,   moot_window_link_loomio },
};
/* clang-format on */

/* What not every account may do is not offered to every account. */
static void
update_powers (MootWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.move-account",
                                 moot_session_may (self->session, MOOT_POWER_MOVE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-permissions",
                                 moot_session_may (self->session, MOOT_POWER_PERMIT));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-devices",
                                 moot_session_get_coop (self->session) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-log",
                                 moot_session_get_coop (self->session) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-desk",
                                 moot_session_may (self->session, MOOT_POWER_REPORTS) ||
                                   moot_session_may (self->session, MOOT_POWER_SERVERS));
}

/** moot_window_watch_people: when a session is shown */
void
moot_window_watch_people (MootWindow *self)
{
  g_signal_connect_object (self->session, "powers-changed", G_CALLBACK (update_powers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::coop", G_CALLBACK (update_powers), self,
                           G_CONNECT_SWAPPED);
  update_powers (self);
}

/** moot_window_install_people: while the class is made */
void
moot_window_install_people (GtkWidgetClass *widget_class)
{
  moot_window_install (widget_class, actions, G_N_ELEMENTS (actions), TRUE);
}

/**
 * moot_window_set_accounts:
 * @self: a window with a session
 * @accounts: (element-type MootSavedAccount): who is signed in
 *
 * Offers to change between them.
 */
void
moot_window_set_accounts (MootWindow *self,
                          GPtrArray  *accounts)
{
  g_autoptr (GMenuModel) menu = moot_account_menu_new (accounts);

  moot_sidebar_set_switcher (self->sidebar, menu);
}
