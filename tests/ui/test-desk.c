/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The moderators' desk, used by the founder of a co-op, who is in all offices, on a real node. */
#include "moot-session-powers.h"
#include "moot-window-private.h"
#include "window-fixture.h"

#include "moot-shell-page.h"

static gboolean
is_button (GtkWidget *widget,
           gpointer   data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         gtk_widget_is_sensitive (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0;
}

static GtkWidget *
find_button (WindowFixture *self,
             const char    *label)
{
  GtkWidget *other = window_find_other (self);

  return ui_find (other != NULL ? other : GTK_WIDGET (self->window), is_button, (gpointer) label);
}

static void
press (WindowFixture *self,
       const char    *label)
{
  g_test_message ("press %s", label);
  WINDOW_WAIT (find_button (self, label) != NULL);
  g_signal_emit_by_name (find_button (self, label), "clicked");
}

static void
wait_text (WindowFixture *self,
           const char    *text)
{
  g_test_message ("wait for %s", text);
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), text) != NULL);
}

static GtkWidget *
find_id (WindowFixture *self,
         const char    *id)
{
  GtkWidget *page =
    moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (self->window)));

  return window_find_id (page, id);
}

static void
open_desk (WindowFixture *self)
{
  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  WINDOW_WAIT (moot_session_may (self->session, MOOT_POWER_REPORTS) &&
               moot_session_may (self->session, MOOT_POWER_SERVERS));
  window_fixture_act (self, "win.open-desk", NULL);
}

/* A report is taken; somebody is limited for it, which settles it, and let go again. */
static void
reports (WindowFixture *self)
{
  open_desk (self);
  wait_text (self, "About @bo");
  press (self, "Open Report");
  wait_text (self, "Nobody looks after it yet.");
  press (self, "I Look After It");
  wait_text (self, "@ada looks after it.");
  press (self, "Limit…");
  press (self, "Do It");
  wait_text (self, "Settled by @ada.");
  press (self, "End Limit");
  WINDOW_WAIT (find_button (self, "Limit…") != NULL);
  window_fixture_shoot (self, "desk-report-settled");
  press (self, "Open It Again");
  wait_text (self, "@ada looks after it.");
  press (self, "Settle Report");
  wait_text (self, "Settled by @ada.");
  window_fixture_act (self, "win.back", NULL);
  wait_text (self, "No Open Reports");
  press (self, "Settled");
  wait_text (self, "About @bo");
}

/* A rule is made, changed and removed. */
static void
rules (WindowFixture *self)
{
  open_desk (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_id (self, "servers_tab")), TRUE);
  wait_text (self, "spam.example");
  press (self, "Add a Rule…");
  gtk_editable_set_text (GTK_EDITABLE (find_id (self, "domain")), "noise.example");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_id (self, "severity")), 1);
  press (self, "Save Rule");
  press (self, "Suspend");
  wait_text (self, "noise.example");
  wait_text (self, "Nothing in, nothing out");
  press (self, "Change…"); /* the newest stands on top */
  WINDOW_WAIT (find_id (self, "domain") != NULL &&
               gtk_widget_get_mapped (find_id (self, "domain")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_id (self, "domain"))), ==,
                   "noise.example");
  press (self, "Remove Rule");
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "noise.example") == NULL);
  wait_text (self, "spam.example");
}

static void
test_reports (void)
{
  window_run (reports, NULL);
}

static void
test_rules (void)
{
  window_run (rules, NULL);
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/desk/reports", test_reports);
  g_test_add_func ("/ui/desk/rules", test_rules);
  return g_test_run ();
}
