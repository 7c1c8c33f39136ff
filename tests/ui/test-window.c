/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The window of the whole app: first start, a moot on this computer, the sample, signing in
 * through the browser, closing and coming back. */
#include "fake-notifications.h"
#include "moot-app-settings.h"
#include "moot-login-page.h"
#include "moot-proposal-page.h"
#include "moot-vote-panel.h"
#include "moot-window-memory.h"
#include "moot-window-private.h"
#include "oauth-browser.h"
#include "window-fixture.h"

#include <string.h>

static GtkWidget *
find_button (GtkWidget  *root,
             const char *text)
{
  GtkWidget *widget = window_find_text (root, text);

  while (widget != NULL && !GTK_IS_BUTTON (widget))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static void
press (GtkWidget  *root,
       const char *text)
{
  GtkWidget *button = find_button (root, text);

  if (button == NULL)
    g_error ("there is no button '%s'", text);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static FakeNotifications *notifications;

static gboolean
is_notified (const char *title)
{
  g_autofree char *last = fake_notifications_dup_last (notifications);

  return g_strcmp0 (last, title) == 0;
}

/* First start ------------------------------------------------------------------------------ */

/* Each press of Tab goes on, to something that is in sight, until it begins anew. */
static gboolean
tab_reaches (WindowFixture *self,
             GtkWidget     *wanted)
{
  GtkWidget *root = GTK_WIDGET (self->window);

  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  for (guint i = 0; i < 60; i++)
    {
      GtkWidget *focus;

      if (!gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD))
        gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
      focus = gtk_window_get_focus (GTK_WINDOW (self->window));
      if (focus == NULL)
        continue;
      g_assert_true (gtk_widget_get_mapped (focus));
      if (focus == wanted || gtk_widget_is_ancestor (focus, wanted))
        return TRUE;
    }
  return FALSE;
}

static void
first_start (WindowFixture *self)
{
  static const char *const choices[] = { "Start a Moot on This Computer", "Sign In to a Server",
                                         "Try a Sample Moot" };
  GtkWidget *root = GTK_WIDGET (self->window);

  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  window_fixture_settle (self);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *label = window_find_text (root, choices[i]);
      GtkWidget *target = label;

      if (label == NULL)
        g_error ("'%s' is not offered", choices[i]);
      while (!gtk_widget_get_focusable (target))
        target = gtk_widget_get_parent (target);
      g_assert_true (tab_reaches (self, target));
    }

  window_fixture_act (self, "win.start-moot", NULL);
  g_assert_cmpint (moot_window_get_stage (self->window), ==, MOOT_STAGE_SETUP);
  window_fixture_act (self, "win.back", NULL);
  g_assert_cmpint (moot_window_get_stage (self->window), ==, MOOT_STAGE_WELCOME);
  window_fixture_act (self, "win.sign-in", NULL);
  g_assert_cmpint (moot_window_get_stage (self->window), ==, MOOT_STAGE_LOGIN);
  window_fixture_act (self, "win.back", NULL);
  g_assert_cmpint (moot_window_get_stage (self->window), ==, MOOT_STAGE_WELCOME);
}

static void
test_first_start (void)
{
  window_run (first_start, NULL);
}

/* A moot on this computer ------------------------------------------------------------------ */

static void
type (WindowFixture *self,
      const char    *id,
      const char    *text)
{
  GtkWidget *entry = window_find_id (GTK_WIDGET (self->window), id);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
found_moot (WindowFixture *self)
{
  GtkWidget *root = GTK_WIDGET (self->window);

  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  window_fixture_act (self, "win.start-moot", NULL);
  window_fixture_settle (self);
  g_signal_emit_by_name (window_find_id (root, "start_button"), "clicked");
  g_assert_true (gtk_widget_get_mapped (window_find_id (root, "problem"))); /* what is missing */
  g_assert_cmpint (moot_window_get_stage (self->window), ==, MOOT_STAGE_SETUP);
  type (self, "title_entry", "River Moot");
  type (self, "user_entry", "ada");
  type (self, "password_entry", "a long enough password");
  type (self, "currency_entry", "GBP");
  g_signal_emit_by_name (window_find_id (root, "start_button"), "clicked");
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_MAIN);
}

static char *kept_address; /* of the moot on this computer, for its second start */

/* Closing hides the window and the moot goes on; starting the app again brings it back. */
static void
close_and_come_back (WindowFixture *self)
{
  MootNodeLauncher *node;
  g_autofree char *tokens =
    g_build_filename (g_get_user_data_dir (), "folkmoot", "tokens", NULL);

  found_moot (self);
  node = self->window->node;
  kept_address = g_strdup (moot_node_launcher_get_base_url (node));
  g_assert_cmpint (moot_node_launcher_get_state (node), ==, MOOT_NODE_RUNNING);
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "Runs on this computer") != NULL);
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "1 member · 127.0.0.1:") != NULL);
  /* no keyring on this private bus: said, and where the sign-in is instead */
  if (g_file_test (tokens, G_FILE_TEST_IS_DIR))
    WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "No keyring can be used here.") !=
                 NULL);

  gtk_window_close (GTK_WINDOW (self->window));
  WINDOW_WAIT (!gtk_widget_get_visible (GTK_WIDGET (self->window)));
  g_assert_true (moot_application_get_window (self->application) == self->window);
  g_assert_cmpint (moot_node_launcher_get_state (node), ==, MOOT_NODE_RUNNING);
  WINDOW_WAIT (is_notified ("Your moot keeps running"));

  g_application_activate (G_APPLICATION (self->application));
  WINDOW_WAIT (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  WINDOW_WAIT (is_notified (NULL));
  g_assert_cmpint (moot_window_get_stage (self->window), ==, MOOT_STAGE_MAIN);
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "Runs on this computer") != NULL);
  window_fixture_act (self, "win.go", "notifications");
}

/* What was shown when the app was quit is what the next start shows.  Somebody else has taken the
 * moot's port by then: it goes on for this window, and says so. */
static void
start_where_it_was (WindowFixture *self)
{
  GtkWidget *root = GTK_WIDGET (self->window);

  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_MAIN);
  g_assert_cmpstr (moot_window_get_place (self->window), ==, "notifications");
  WINDOW_WAIT (window_find_text (root, "Runs for this window only") != NULL);
  g_assert_nonnull (window_find_text (root, "Another program uses 127.0.0.1:"));
  window_fixture_shoot (self, "alone");
}

static GSocketListener *
take_port (const char *address)
{
  GSocketListener *listener = g_socket_listener_new ();
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketAddress) place =
    g_inet_socket_address_new_from_string (g_uri_get_host (uri), (guint) g_uri_get_port (uri));
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener, place, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 NULL, &error);
  g_assert_no_error (error);
  return listener;
}

static gboolean
node_answers (const char *data_folder)
{
  g_autoptr (MootNodeLauncher) launcher = moot_node_launcher_new (data_folder);
  const char *path = moot_node_launcher_get_socket_path (launcher);
  MootConnection *connection =
    moot_connection_new (moot_node_launcher_get_base_url (launcher), path, NULL);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_INSTANCE);
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, NULL, NULL);

  moot_connection_unref (connection);
  return reply != NULL;
}

static void
test_close_and_come_back (void)
{
  g_autofree char *node =
    g_build_filename (g_get_user_data_dir (), "folkmoot", "node", NULL);
  g_autoptr (GSocketListener) listener = NULL;

  window_run (close_and_come_back, NULL);
  g_assert_false (node_answers (node)); /* quitting stops it */
  listener = take_port (kept_address);
  window_run_again (start_where_it_was, NULL);
  g_clear_pointer (&kept_address, g_free);
}

/* The sample ends with its window, and leaves nothing. */
static guint
count_samples (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, "folkmoot-sample-") ? 1 : 0;
  return n;
}

static void
close_sample (WindowFixture *self)
{
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_MAIN);
  g_assert_cmpuint (count_samples (), ==, 1);
  gtk_window_close (GTK_WINDOW (self->window));
  WINDOW_WAIT (moot_application_get_window (self->application) == NULL);
}

static void
test_sample_ends_with_its_window (void)
{
  window_run (close_sample, "--sample");
  g_assert_cmpuint (count_samples (), ==, 0);
}

/* Signing in ------------------------------------------------------------------------------- */

typedef struct
{
  MootTestNode *node;
  char *address;
  GThread *thread;
} Person;

static gpointer
agree (gpointer data)
{
  Person *person = data;
  g_autoptr (TestBrowser) browser = test_browser_new (person->node);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) page = NULL;

  test_browser_get (browser, person->address + strlen (person->node->base_url));
  test_browser_sign_in (browser, "ada", "password of ada");
  test_browser_get (browser, browser->location);
  test_browser_submit (browser, "/oauth/authorize", "decision=authorize");
  message = soup_message_new ("GET", browser->location);
  page = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (page, NULL), (gssize) g_bytes_get_size (page),
                                  "You can close this page."));
  return NULL;
}

static gboolean
open_uri_cb (Person     *person,
             const char *address)
{
  person->address = g_strdup (address);
  person->thread = g_thread_new ("person", agree, person);
  return TRUE;
}

static void
sign_in (WindowFixture *self)
{
  Person person = { .node = moot_test_node_new () };
  GtkWidget *login;
  g_autofree char *kept =
    g_build_filename (g_get_user_data_dir (), "folkmoot", "accounts.json", NULL);

  moot_test_node_add_user (person.node, "ada");
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  window_fixture_act (self, "win.sign-in", NULL);
  login = GTK_WIDGET (self->window->login);
  g_signal_connect_swapped (login, "open-uri", G_CALLBACK (open_uri_cb), &person);
  type (self, "server_entry", "no server at all");
  press (login, "Continue in Browser");
  WINDOW_WAIT (window_find_text (login, "That is not the address of a server.") != NULL);
  type (self, "server_entry", person.node->base_url);
  press (login, "Continue in Browser");
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_MAIN);
  g_thread_join (person.thread);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (moot_session_get_account (moot_window_get_session (self->window))->acct, ==,
                   "ada");
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "Nothing Here Yet") != NULL);
  /* a server without a co-op has no places of one */
  g_assert_null (window_find_text (GTK_WIDGET (self->window), "Dues"));
  moot_test_node_free (person.node);
  g_free (person.address);
}

static void
test_sign_in (void)
{
  window_run (sign_in, NULL);
}

/* Memory ----------------------------------------------------------------------------------- */

static void
close_with_size (WindowFixture *self)
{
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  window_fixture_resize (self, 640, 500);
  gtk_window_close (GTK_WINDOW (self->window));
  WINDOW_WAIT (moot_application_get_window (self->application) == NULL);
}

static void
open_with_size (WindowFixture *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self->window), &width, &height);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 500);
}

static void
test_memory (void)
{
  window_run (close_with_size, NULL);
  window_run (open_with_size, NULL);
}

/* Whether the window fills the screen is put back and kept, with the size it has otherwise. */
static void
close_as_restored (WindowFixture *self)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();
  const gboolean maximized = g_settings_get_boolean (settings, "window-maximized");

  WINDOW_WAIT (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  WINDOW_WAIT (gtk_window_is_maximized (GTK_WINDOW (self->window)) == maximized);
  g_settings_set_boolean (settings, "window-maximized", !maximized);
  gtk_window_close (GTK_WINDOW (self->window));
  WINDOW_WAIT (moot_application_get_window (self->application) == NULL);
  g_assert_true (g_settings_get_boolean (settings, "window-maximized") == maximized);
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), ==, 700);
  g_assert_cmpint (g_settings_get_int (settings, "window-height"), ==, 520);
}

static void
test_maximized (void)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();
  const gboolean rows[] = { TRUE, FALSE };

  g_settings_set_int (settings, "window-width", 700);
  g_settings_set_int (settings, "window-height", 520);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_settings_set_boolean (settings, "window-maximized", rows[i]);
      window_run (close_as_restored, NULL);
    }
}

static void
test_last_view (void)
{
  static const struct
  {
    const char *kept;
    const char *shown;
  } rows[] = {
    { "dues", "dues" },
    { "search", "search" },
    { "", "home" },
    { "a place of long ago", "home" },
  };
  g_autoptr (GSettings) settings = moot_app_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *place = NULL;

      g_settings_set_string (settings, "last-view", rows[i].kept);
      place = moot_window_memory_dup_place ();
      g_assert_cmpstr (place, ==, rows[i].shown);
    }
  g_settings_reset (settings, "last-view");
}

/* A member of a co-op ---------------------------------------------------------------------- */

static CoopNode *coop;

static gboolean
is_at_ballot (WindowFixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_get_mapped (focus) &&
         gtk_widget_get_ancestor (focus, MOOT_TYPE_VOTE_PANEL) != NULL;
}

static void
vote_elsewhere (const char *path,
                const char *option)
{
  g_autofree char *ballot = g_strdup_printf (
    "{\"proposal_version\":1,\"choices\":[{\"option_id\":\"%s\",\"value\":1}],\"reason\":\"\"}",
    option);

  coop_node_expect (coop, coop->tokens[2], "PUT", path, ballot, 200, NULL);
}

/* A vote opens while the window is hidden: one press on the desktop, and one is at the ballot. */
static void
vote_now (WindowFixture *self)
{
  GtkWidget *root = GTK_WIDGET (self->window);

  window_fixture_wait_for_coop (self);
  gtk_widget_set_visible (root, FALSE);
  coop_node_prepare_proposal (coop, "ordinary");
  WINDOW_WAIT (is_notified ("Your vote is needed"));
  fake_notifications_press (notifications, "Vote Now");
  WINDOW_WAIT (gtk_widget_get_mapped (root));
  WINDOW_WAIT (is_at_ballot (self));
  window_fixture_shoot (self, "vote-now");

  window_fixture_act (self, "win.go", "notifications");
  WINDOW_WAIT (window_find_text (root, "Waiting for Your Vote") != NULL);
  window_fixture_shoot (self, "votes-waiting");
  press (root, "Vote Now");
  WINDOW_WAIT (is_at_ballot (self));
  window_fixture_act (self, "win.back", NULL);

  /* voted on the phone: nothing asks for it any more */
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals",
                    "{\"discussion_id\":\"1\",\"title\":\"Pump\",\"body\":\"Oil it\","
                    "\"class\":\"ordinary\"}",
                    200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/proposals/2/open", "{}", 200, NULL);
  WINDOW_WAIT (is_notified ("Your vote is needed"));
  vote_elsewhere ("/proposals/1/ballot", "1");
  vote_elsewhere ("/proposals/2/ballot", "5");
  WINDOW_WAIT (is_notified (NULL));
  WINDOW_WAIT (window_find_text (root, "Waiting for Your Vote") == NULL);
}

/* Pressed while the app does not run: it starts and opens what was meant, and tells nothing twice.
 */
static void
start_for_proposal (WindowFixture *self)
{
  GtkWidget *root = GTK_WIDGET (self->window);

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "open-proposal",
                                  g_variant_new ("(ss)", "member@test", "1"));
  window_fixture_wait_for_coop (self);
  WINDOW_WAIT (window_find_type (root, MOOT_TYPE_PROPOSAL_PAGE) != NULL);
  WINDOW_WAIT (window_find_text (root, "Buy it") != NULL);
  g_assert_true (is_notified (NULL));
}

static void
test_vote_now (void)
{
  coop = coop_node_new ("tiny");
  window_keep_member (coop, 2);
  window_run_again (vote_now, NULL);
  window_run_again (start_for_proposal, NULL);
  g_clear_pointer (&coop, coop_node_free);
}

static const char *next_place;

static void
return_to_place (WindowFixture *self)
{
  static const char *last_place;

  window_fixture_wait_for_coop (self);
  if (last_place != NULL)
    g_assert_cmpstr (moot_window_get_place (self->window), ==, last_place);
  window_fixture_settle (self);
  window_fixture_act (self, "win.go", next_place);
  last_place = next_place;
}

/* Each place is the one that the next start shows, also those that only a co-op has. */
static void
test_return_to_place (void)
{
  static const char *const places[] = { "dues", "moot", "notifications", "home" };

  coop = coop_node_new ("tiny");
  window_keep_member (coop, 2);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      next_place = places[i];
      window_run_again (return_to_place, NULL);
    }
  g_clear_pointer (&coop, coop_node_free);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GSettings) settings = NULL;
  int status;

  /* temporary folders where nobody else has theirs */
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_setenv ("TMPDIR", g_get_user_cache_dir (), TRUE);
  window_init (&argc, &argv);
  settings = moot_app_settings_new ();
  if (settings == NULL) /* a build of this program alone: ninja has made no schema */
    g_error ("%s has no compiled schema: build everything", g_getenv ("GSETTINGS_SCHEMA_DIR"));
  notifications = fake_notifications_new ();
  g_test_add_func ("/ui/window/first-start", test_first_start);
  g_test_add_func ("/ui/window/close-and-come-back", test_close_and_come_back);
  g_test_add_func ("/ui/window/sample-ends-with-its-window", test_sample_ends_with_its_window);
  g_test_add_func ("/ui/window/sign-in", test_sign_in);
  g_test_add_func ("/ui/window/memory", test_memory);
  g_test_add_func ("/ui/window/maximized", test_maximized);
  g_test_add_func ("/ui/window/last-view", test_last_view);
  g_test_add_func ("/ui/window/return-to-place", test_return_to_place);
  g_test_add_func ("/ui/window/vote-now", test_vote_now);
  status = g_test_run ();
  fake_notifications_free (notifications);
  return status;
}
