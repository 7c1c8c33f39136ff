/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The moderators' desk, used by the founder of a co-op, who is in all offices, on a real node. */
#include "moot-desk-page.h"
#include "moot-desk-transfer.h"
#include "moot-domain-store.h"
#include "moot-session-powers.h"
#include "moot-window-private.h"
#include "window-fixture.h"

#include "moot-shell-page.h"

#include <string.h>

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

static gboolean
is_measure (GtkWidget *widget,
            gpointer   data)
{
  return ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
         gtk_widget_is_sensitive (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), data) == 0;
}

static GtkWidget *
find_measure (WindowFixture *self,
              const char    *title)
{
  return ui_find (GTK_WIDGET (self->window), is_measure, (gpointer) title);
}

static void
take_measure (WindowFixture *self,
              const char    *title)
{
  g_test_message ("take %s", title);
  WINDOW_WAIT (find_measure (self, title) != NULL);
  g_assert_true (gtk_widget_activate (find_measure (self, title)));
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
  wait_text (self, "That is all.");
  press (self, "Open Report");
  wait_text (self, "Nobody looks after it yet.");
  press (self, "I Look After It");
  wait_text (self, "@ada looks after it.");
  take_measure (self, "Limit…");
  press (self, "Do It");
  wait_text (self, "Settled by @ada.");
  take_measure (self, "End Limit");
  WINDOW_WAIT (find_measure (self, "Limit…") != NULL);
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

/* What was reported is deleted; the report stays for what else is to be done. */
static void
delete_post (WindowFixture *self)
{
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) reply = NULL;

  open_desk (self);
  wait_text (self, "About @bo");
  press (self, "Open Report");
  wait_text (self, "Reported Posts");
  press (self, "Delete Post…");
  press (self, "Delete");
  WINDOW_WAIT (find_button (self, "Delete Post…") == NULL &&
               window_find_text (GTK_WIDGET (self->window), "Reported Posts") == NULL);
  wait_text (self, "Nobody looks after it yet.");
  window_fixture_shoot (self, "desk-report-deleted");
  path = g_strconcat ("/api/v1/statuses/", self->status_id, NULL);
  reply = moot_test_get (self->coop->node, path, self->coop->tokens[1]);
  moot_test_assert_status (reply, 404);
}

/* Lists that are too long, no text or no file are refused before the server hears of them. */
static void
import_lists (WindowFixture *self)
{
  static const struct
  {
    const char *name;
    const char *text; /* (nullable): larger than a list may be */
    gssize length;
    const char *says;
  } lists[] = {
    { "large.csv", NULL, 0, "That file is too large for a list of servers." },
    { "picture.csv", "\211PNG\r\n", 6, "That file is no list of servers." },
    { ".", "", 0, "That file is no list of servers." },
    { "list.csv", "#domain,#severity\nloud.example,silence\nrude.example,suspend\n", -1,
      "2 of 2 rules of the file are new." },
    { "list.csv", "#domain,#severity\nloud.example,silence\n", -1,
      "0 of 1 rule of the file is new." },
  };
  g_autofree char *large = g_malloc0 (MOOT_DESK_LIST_MAX + 1);

  open_desk (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_id (self, "servers_tab")), TRUE);
  wait_text (self, "spam.example");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GtkWidget *page =
        moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (self->window)));
      g_autofree char *path = g_build_filename (self->folder, lists[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      if (lists[i].text == NULL)
        g_assert_true (g_file_set_contents (path, large, MOOT_DESK_LIST_MAX + 1, NULL));
      else if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        g_assert_true (g_file_set_contents (path, lists[i].text, lists[i].length, NULL));
      moot_desk_page_import (MOOT_DESK_PAGE (page), file);
      WINDOW_WAIT (gtk_widget_is_sensitive (find_id (self, "bar")));
      wait_text (self, lists[i].says);
    }
  wait_text (self, "loud.example");
  wait_text (self, "rude.example");
}

static gboolean
close_doors (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  return moot_domain_store_set_allowlist (db, TRUE, error) &&
         moot_db_execute (db,
                          "INSERT INTO pending_host (host, n_times, first_at, last_at)"
                          " VALUES ('new.example', 3, 1, strftime('%s', 'now') * 1000)",
                          error);
}

/* Where only allowed servers are spoken to, one that knocked is let in. */
static void
let_in (WindowFixture *self)
{
  window_fixture_sign_in (self);
  moot_test_node_write (self->coop->node, close_doors, NULL);
  window_fixture_remember (self);
  WINDOW_WAIT (moot_session_get_allowlist (self->session));
  WINDOW_WAIT (moot_session_may (self->session, MOOT_POWER_SERVERS));
  window_fixture_act (self, "win.open-desk", NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_id (self, "waiting_tab")), TRUE);
  wait_text (self, "new.example");
  wait_text (self, "Knocked 3 times");
  window_fixture_shoot (self, "desk-waiting");
  press (self, "Allow…");
  press (self, "Allow");
  wait_text (self, "No Server Waits");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_id (self, "allowed_tab")), TRUE);
  wait_text (self, "new.example");
  wait_text (self, "That is all.");
}

#define HELD(id, who, what, why, age)                                                             \
  "INSERT INTO inbox_entry (id, signer_uri, host, activity_id, body, state, why, received_at) "   \
  "SELECT " id ", u, 'new.example', 'x" id "', CAST (json_object ('@context', "                   \
  "'https://www.w3.org/ns/activitystreams', 'id', u || '#" id "', 'type', 'Travel', 'actor', u, " \
  "'object', json_object ('id', u || '/" id "', 'type', 'Note', 'attributedTo', u, 'content', "   \
  "'<p>" what "</p>')) AS BLOB), 'dropped', 'held: " why "', "                                    \
  "(strftime ('%s', 'now') - " age ") * 1000 "                                                    \
  "FROM (SELECT 'https://new.example/users/" who "' AS u);"

static gboolean
hold (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  return moot_db_execute (
    db,
    HELD ("9001", "zoe", "Hello, I have just come here from another server!", "young", "60")
      HELD ("9002", "shop", "Buy cheap watches, today only, at a price you will not believe: "
                            "all brands, all sizes, sent to your door within a day.",
            "wave", "3700"),
    error);
}

/* What strangers wrote waits; one is let in, another one dropped, and the log has both. */
static void
held_posts (WindowFixture *self)
{
  static const char *const types[] = { "post.let_in", "post.dropped" };

  open_desk (self);
  moot_test_node_write (self->coop->node, hold, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_id (self, "held_tab")), TRUE);
  wait_text (self, "https://new.example/users/zoe");
  wait_text (self, "https://new.example/users/shop");
  wait_text (self, "Many servers send the same");
  wait_text (self, "Buy cheap watches");
  window_fixture_shoot (self, "desk-held");
  press (self, "Drop…"); /* the newest, which has the largest number, stands on top */
  press (self, "Drop");
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "https://new.example/users/shop") ==
               NULL);
  press (self, "Let In");
  wait_text (self, "No Post Waits");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strconcat ("/log/entries?type=", types[i], NULL);
      g_autoptr (MootTestReply) log = coop_node_get (self->coop, self->coop->tokens[1], path);

      g_assert_nonnull (strstr (log->text, "new.example"));
    }
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
test_delete_post (void)
{
  window_run (delete_post, NULL);
}

static void
test_held_posts (void)
{
  window_run (held_posts, NULL);
}

static void
test_rules (void)
{
  window_run (rules, NULL);
}

static void
test_let_in (void)
{
  window_run (let_in, NULL);
}

static void
test_import (void)
{
  window_run (import_lists, NULL);
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/desk/reports", test_reports);
  g_test_add_func ("/ui/desk/delete-post", test_delete_post);
  g_test_add_func ("/ui/desk/held-posts", test_held_posts);
  g_test_add_func ("/ui/desk/rules", test_rules);
  g_test_add_func ("/ui/desk/import", test_import);
  g_test_add_func ("/ui/desk/let-in", test_let_in);
  return g_test_run ();
}
